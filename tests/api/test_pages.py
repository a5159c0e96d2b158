"""Pages for people: what each of them shows, without an account and without JavaScript."""

import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from crawler.limits import UNINTRODUCED_PAGES
from registry.db import Sessions
from registry.history import mark_demo
from registry.settings import Settings
from registry_api.pages import Pages
from registry_api.routes.about import NAMELESS_PAGES
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.views import views
from tests.api.conftest import client_of
from tests.api.forums import card, keep

PAGES = ["/", "/forums", "/forums?q=tenants&activity=busy", "/forums?q=zzzz", "/forums/f0001", "/forums/f0006",
         "/forums/f0009", "/changes", "/about/crawler", "/about/scoring", "/about/criteria", "/about/api", "/nope",
         "/forums?topic=/nonsense"]  # fmt: skip


class Outline(HTMLParser):
    """Headings, links, ids and labels of a page, and whether its tags are closed in order."""

    VOID = frozenset({"meta", "link", "input", "br", "hr", "img"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.fields: list[str] = []
        self.named: list[str] = []
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        if tag not in self.VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(held["href"])
        if tag == "label":
            self.labels.append(held["for"])
        if tag in ("input", "select", "textarea") and held.get("type") != "hidden":
            self.fields.append(held["id"])
        if "id" in held:
            self.ids.append(held["id"])
        self.named += held.get("aria-labelledby", "").split()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawn shapes: nothing to close."""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_made(reader: TestClient, path: str) -> None:
    text = reader.get(path).text
    page = Outline(text)
    assert page.headings.count(1) == 1
    assert all(below - above <= 1 for above, below in zip(page.headings, page.headings[1:], strict=False)), (
        page.headings
    )
    assert len(page.ids) == len(set(page.ids))
    assert set(page.named) <= set(page.ids)
    assert set(page.fields) <= set(page.labels), "a field without a label"
    assert page.links[0] == "#main-content"
    assert '<html lang="en-GB" ' in text
    assert not re.search(r"<script(?![^>]* src=\"/static/)[^>]*>|<script[^>]*>[^<]", text), "a script in the page"
    assert " style=" not in text
    assert not re.search(r' on\w+="', text)
    assert not re.search(r">\s*None\s*<", text), "an unknown value without words for it"


def test_every_link_of_ours_leads_somewhere(reader: TestClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    while waiting and len(seen) < 150:
        path = waiting.pop(0)
        if path in seen:
            continue
        seen.add(path)
        answer = reader.get(path)
        assert answer.status_code == 200, path
        if answer.headers["content-type"].startswith("text/html"):
            links = [link.split("#")[0] for link in Outline(answer.text).links]
            waiting += [link for link in links if link.startswith("/") and link not in seen]
    assert {"/forums", "/changes", "/about/api", "/forums.rss", "/forums/f0001"} <= seen


def test_a_forum_shows_each_figure_with_its_evidence(reader: TestClient) -> None:
    text = reader.get("/forums/f0001").text
    for shown in (
        "Tenants Together", "100", "<q>100</q>", ".stats b [0]", "19 November 2026, 09:00 UTC",
        "https://forum1.example/",
        "read from the forum&#39;s pages", "no page we read states it", "eviction: in the name", "Sheffield", "80",
        "a + b", "Section 21 notices", "Listing is not endorsement", "Department for Homes", "not known",
        "news.example/list",
    ):  # fmt: skip
        assert shown in text, shown


def test_what_was_not_visited_says_so(reader: TestClient) -> None:
    assert "We have not visited this forum yet" in reader.get("/forums/f0009").text
    assert "Not visited yet" in reader.get("/forums?q=nobody").text
    assert "9 of 10 forums visited so far" in reader.get("/forums").text


def test_filters_are_links_that_count_right(reader: TestClient) -> None:
    text = reader.get("/forums").text
    found = re.findall(
        r'href="(/forums\?[^"]+)" rel="nofollow"[^>]*>.*?<span class="app-count">\(([\d,]+)\)<', text, re.DOTALL
    )
    assert len(found) > 15
    for link, count in found:
        total = reader.get(link.replace("&amp;", "&").replace("/forums?", "/forums.json?")).json()["total"]
        assert total == int(count), link


def test_chips_take_one_filter_out(reader: TestClient) -> None:
    text = reader.get("/forums?q=tenants&topic=/housing&activity=busy").text
    assert 'class="app-chip" href="/forums?q=tenants&amp;activity=busy"' in text
    assert 'class="app-chip" href="/forums?q=tenants&amp;topic=/housing"' in text
    assert 'href="/forums?q=tenants">Clear all filters' in text


def test_nothing_found_helps_on(reader: TestClient) -> None:
    text = reader.get("/forums?q=tractography").text
    assert "No forum in the list fits" in text
    assert 'href="/forums?q=tractors">tractors</a>' in text


def test_a_bad_question_is_told_on_a_page(reader: TestClient) -> None:
    answer = reader.get("/forums?sort=best")
    assert answer.status_code == 400
    assert "“best” is not known" in answer.text
    assert ">relevance</code>" in answer.text
    assert "Go to the list of forums" in reader.get("/forums?page=7").text


def test_changes_say_nothing_of_what_left(reader: TestClient) -> None:
    assert "Tenants Together" in reader.get("/changes").text
    assert reader.get("/changes?before=3").text.count("<time") == 2
    assert reader.get("/changes?before=x").status_code == 400


def test_the_crawler_page_names_agent_contact_and_budget(reader: TestClient) -> None:
    text = reader.get("/about/crawler").text
    assert "registry@example.org" in text
    assert "User-agent: forum-registry" in text
    assert "At most 6 pages a visit" in text


def test_the_api_page_names_every_view(reader: TestClient) -> None:
    text = reader.get("/about/api").text
    assert all(f">/forums{view.suffix}<" in text for view in views())


def test_the_demo_says_so_on_every_page(filled: Sessions) -> None:
    with client_of(filled) as before:
        assert "invented samples" not in before.get("/").text
    with filled.write() as session:
        mark_demo(session)
    with client_of(filled) as after:
        assert all("invented samples" in after.get(path).text for path in ("/", "/forums", "/forums/f0001", "/nope"))


def test_boards_beyond_those_shown_are_in_the_data(filled: Sessions) -> None:
    keep(filled, [card(50, "Many boards", boards=[f"Board {n}" for n in range(90)])])
    with client_of(filled) as client:
        text = client.get("/forums/f0050").text
    assert "Board 59" in text
    assert "Board 60" not in text
    assert "30 more boards are in the data" in text


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("/forums/", "/forums"),
        ("/forums//?q=a%20b&sort=name", "/forums?q=a%20b&sort=name"),
        ("/about/crawler/", "/about/crawler"),
        ("/forums/f0001/", "/forums/f0001"),
        ("/api/v1/forums/", "/api/v1/forums"),
    ],
)
def test_addresses_written_a_little_otherwise_lead_to_the_page(reader: TestClient, path: str, there: str) -> None:
    answer = reader.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, there)
    assert reader.get(path).status_code == 200


@pytest.mark.parametrize("path", ["/nope/", "//evil.example/", "/forums//evil.example/", "/forums/%2F%2Fevil.example/"])
def test_no_other_address_is_led_anywhere(reader: TestClient, path: str) -> None:
    answer = reader.get(f"https://registry.example{path}", follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers


def test_the_crawler_s_page_says_what_it_honours(reader: TestClient) -> None:
    page = reader.get("/about/crawler").text
    assert "X-Robots-Tag: forum-registry: noindex" in page
    assert "at most 3 pages of a site" not in page, "a contact is set"
    nobody = Pages(Site.of(Settings()), Statics())
    text = nobody.render("about/crawler.html", here="", settings=Settings(), version="1", nameless_pages=NAMELESS_PAGES)
    assert f"at most {UNINTRODUCED_PAGES} pages of a site".encode() in text


def test_the_mark_is_where_browsers_look_for_it(reader: TestClient) -> None:
    answer = reader.get("/favicon.ico")
    assert answer.headers["content-type"].startswith("image/svg+xml")
