"""Text of the fragments inside JSON answers and feeds, however they are made."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fragments import fragment_text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("Hens and ducks", "Hens and ducks"),
        ("Hens &amp; ducks &#8211; all year", "Hens & ducks – all year"),
        ("<p>Help with <b>debt</b>.</p><p>No judgement.</p>", "Help with debt. No judgement."),
        ("One<br>two<br/>three", "One two three"),
        ("unclosed <a href='x'>link and <i>more", "unclosed link and more"),
        ("<script>alert(1)</script>Plot and spade<style>p{}</style>", "Plot and spade"),
        ("a < b and b > a", "a < b and b > a"),
        ("<", "<"),
        ("", ""),
    ],
)
def test_what_a_reader_would_see(markup: str, text: str) -> None:
    assert fragment_text(markup) == text


def test_depth_and_length_cost_little() -> None:
    began = time.process_time()
    for markup in ("<b>" * 100_000, "<a x=" * 50_000, "&lt;" * 100_000, "<!--" * 20_000, "<p>x" * 50_000):
        fragment_text(markup)
    assert time.process_time() - began < 5


@given(st.text(max_size=300) | st.text(alphabet="<>/&;!-abp=\"' \x00", max_size=80))
def test_any_text_gives_text(markup: str) -> None:
    assert isinstance(fragment_text(markup), str)
