"""Pages can be told apart by title and description, lead back to the first page, and say what went wrong in words."""

import re

import pytest
from starlette.testclient import TestClient

from registry_api.problems import MOST_ALLOWED
from tests.pages_a.test_forum import words


def _title(client: TestClient, path: str) -> str:
    found = re.search("<title>(.*?)</title>", client.get(path).text, re.DOTALL)
    assert found
    return found.group(1)


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("/forums?region=R1", "Yorkshire: 3 forums – "),
        ("/forums?q=harm", "harm: 1 forum – "),
        ("/forums?q=zzzz", "No forums for zzzz – "),
        ("/forums?topic=/housing&sort=size", "– Order: Largest – "),
        ("/forums", "All forums: 14 – "),
        ("/forums/pack?q=harm", "List pack: “harm”: 1 forum – "),
        ("/nope", "Page not found – "),
    ],
)
def test_a_title_says_what_was_asked_and_found(shown: TestClient, path: str, title: str) -> None:
    assert title in _title(shown, path)


def test_no_two_lists_are_described_alike(shown: TestClient) -> None:
    paths = ["/forums", "/forums?q=harm", "/forums?q=eviction", "/forums?q=eviction&sort=size", "/forums/pack?q=harm",
             "/forums/pack?q=eviction", "/forums/f0001", "/cy/forums?q=harm"]  # fmt: skip
    told = [re.findall('<meta name="description" content="([^"]*)"', shown.get(path).text)[0] for path in paths]
    assert len(set(told)) == len(paths)


@pytest.mark.parametrize("start", ["", "/cy"])
@pytest.mark.parametrize(
    "path", ["/forums", "/forums?q=harm", "/forums/f0001", "/changes", "/nope", "/forums?page=99", "/topics/nope"]
)
def test_every_page_leads_back_to_the_first(shown: TestClient, start: str, path: str) -> None:
    crumbs = shown.get(start + path).text.split('class="govuk-breadcrumbs"')[1].split("</nav>")[0]
    assert re.findall('href="([^"]*)"', crumbs)[0] == (start or "/")


def test_a_wrong_value_is_put_right_within_the_same_question(shown: TestClient) -> None:
    text = shown.get("/forums?q=harm&topic=/housin").text
    assert "Topic: “/housin” is not known." in words(text)
    assert 'href="/forums?q=harm&amp;topic=/housing"' in text
    assert 'href="/forums?q=harm&amp;page=1"' in shown.get("/forums?q=harm&page=99").text
    assert 'href="/forums?language=cy"' in shown.get("/forums?languge=cy").text
    assert "Updated since: “x” is neither a date nor a time." in words(shown.get("/forums?updated_since=x").text)


def test_long_lists_of_values_are_led_to_and_not_printed(shown: TestClient) -> None:
    text = shown.get("/forums?country=Nowhere").text.split("<main", 1)[1]
    assert 'href="/forums#filters"' in text
    assert text.count("<code") <= MOST_ALLOWED


def test_a_list_says_how_much_of_it_is_shown_and_offers_a_spreadsheet_first(shown: TestClient) -> None:
    text = shown.get("/forums?q=eviction").text
    assert re.search(r"1 to (\d+) of \1\b", words(text))
    assert text.index("/forums.csv?q=eviction", text.index("<main")) < text.index("app-hits")


def test_a_printed_list_says_what_has_to_be_known_of_it(shown: TestClient) -> None:
    paper = shown.get("/forums?q=harm").text.split('class="app-print-only"')[1].split('role="search"')[0]
    for told in ("Before you use this", "Forums marked sensitive", "The list as it stood on", "/forums/pack?q=harm"):
        assert told in paper, told
    other = shown.get("/forums?q=eviction").text.split('class="app-print-only"')[1].split('role="search"')[0]
    assert "Forums marked sensitive" not in other


def test_reasons_are_in_words(shown: TestClient) -> None:
    said = words(shown.get("/forums?q=eviction").text)
    assert "found in the description: " in said or "found in the name: " in said
    assert "topic evidence" not in said
