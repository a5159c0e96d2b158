"""Every page of the list is well made in both languages, and shows what others wrote as text and nothing else."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from registry_api.problems import NotReady
from registry_api.public import Public
from tests.api.test_pages import Outline

PATHS = ["/", "/forums", "/forums?q=tenants", "/forums?q=zzzz&topic=/housing/renting",
         "/forums?topic=/housing&sort=major", "/forums/f0001", "/forums/f0009", "/forums/f0020", "/forums/f0021",
         "/forums/f0022", "/forums/pack", "/forums/pack?q=zzzz", "/nope", "/forums?topic=/nonsense"]  # fmt: skip


class Tables(HTMLParser):
    """Elements and attributes of a page; header cells without a scope, tables and their captions."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.bare_headers = 0
        self.tables = 0
        self.captions = 0
        self.elements: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.bare_headers += tag == "th" and "scope" not in dict(attrs)
        self.tables += tag == "table"
        self.captions += tag == "caption"


@pytest.mark.parametrize("prefix", ["", "/cy"])
@pytest.mark.parametrize("path", PATHS)
def test_pages_are_well_made_in_both_languages(shown: TestClient, path: str, prefix: str) -> None:
    text = shown.get(prefix + path if path != "/" or not prefix else prefix).text
    page, tables = Outline(text), Tables(text)
    assert page.headings.count(1) == 1
    assert page.headings[0] == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(below - above <= 1 for above, below in steps), page.headings
    assert len(page.ids) == len(set(page.ids))
    assert set(page.named) <= set(page.ids)
    assert set(page.fields) <= set(page.labels)
    assert tables.bare_headers == 0
    assert tables.tables == tables.captions
    assert "style" not in tables.attributes
    assert not [name for name in tables.attributes if name.startswith("on")]
    assert f'<html lang="{"cy" if prefix else "en-GB"}"' in text
    assert not re.search(r">\s*None\s*<", text)


@pytest.mark.parametrize("path", ["/", "/forums", "/forums/f0021", "/forums/pack", "/forums/f0005", "/cy/forums"])
def test_what_forums_write_is_text(shown: TestClient, path: str) -> None:
    text = shown.get(path).text
    assert "&lt;script&gt;alert(1)" in text, "the hostile forum is not on this page"
    elements = Tables(text)
    assert "img" not in elements.elements
    assert elements.elements.count("script") <= 2, "more than the page's own"
    assert "{{7*7}}" in text


@pytest.mark.parametrize("word", ["<script>x</script>", "%s", "%(n)s", "%", "{{7*7}}"])
@pytest.mark.parametrize("field", ["q", "topic", "sort", "updated_since", "page", "nonsense"])
def test_what_readers_ask_is_text(shown: TestClient, field: str, word: str) -> None:
    for path in ("/forums", "/forums/pack", "/cy/forums"):
        answer = shown.get(path, params={field: word})
        assert answer.status_code in (200, 400)
        assert "<script>x" not in answer.text


@pytest.mark.parametrize("path", ["/<script>x</script>", "/%25s", "/forums/%25(n)s", "/forums/<b>"])
def test_an_address_that_is_not_there_is_said_kindly(shown: TestClient, path: str) -> None:
    answer = shown.get(path)
    assert answer.status_code == 404
    assert "<script>x" not in answer.text
    assert 'action="/forums"' in answer.text, "a way on"
    assert "check you copied all of it" in answer.text


@pytest.mark.parametrize("path", [p for p in PATHS if p not in ("/nope", "/forums?topic=/nonsense")])
def test_a_welsh_page_leads_to_welsh_pages(shown: TestClient, path: str) -> None:
    text = shown.get(f"/cy{path}" if path != "/" else "/cy").text
    ours = re.findall(r'(?:href|action)="(/[^"]*)"', text)
    pages = [link for link in ours if not link.startswith(("/api/", "/cy")) and "." not in link.split("?")[0]]
    english = [link for link in pages if 'hreflang="en"' not in _tag(text, link)]
    assert not english


def _tag(text: str, link: str) -> str:
    found = re.search(rf'<a[^>]*href="{re.escape(link)}"[^>]*>', text)
    return found.group() if found else ""


@pytest.mark.parametrize("path", ["/", "/forums", "/forums?q=x", "/forums/pack", "/cy", "/cy/forums"])
def test_an_empty_list_has_pages_too(empty: TestClient, path: str) -> None:
    answer = empty.get(path)
    assert answer.status_code == 200
    assert Outline(answer.text).headings.count(1) == 1
    if path.startswith("/forums"):
        assert "No forum in the list fits" in answer.text or "The list is empty" in answer.text
    if path == "/":
        assert "No forum has been filed under a topic yet." in answer.text


def test_a_list_that_is_not_there_yet_says_so_on_a_page(shown: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def not_ready(_self: Public) -> None:
        raise NotReady("The list is being read from the database. Please try again in a moment.")

    monkeypatch.setattr(Public, "index", not_ready)
    answer = shown.get("/forums/pack")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "10")
    assert "Nothing you did caused this." in answer.text
    assert Outline(answer.text).headings[0] == 1
