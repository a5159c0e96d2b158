"""What programs find when they look around: robots.txt, the site map, security.txt, the search description."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from protego import Protego
from starlette.testclient import TestClient

from registry.db import Sessions, make_sessions
from registry.settings import PREFIX, BadSetting, Settings
from registry_api.app import create_app
from registry_api.cache import SESSION_COOKIE
from registry_api.changefeeds import VIEWS
from registry_api.views import views
from tests.api.conftest import SETTINGS
from tests.api.forums import withdraw
from tests.conftest import Template

BASE = SETTINGS.base_url
ROUND = {"Cookie": f"{SESSION_COOKIE}=x"}
SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
OPEN = {"o": "http://a9.com/-/spec/opensearch/1.1/"}


@pytest.fixture(scope="module")
def rules(changed: TestClient) -> Protego:
    return Protego.parse(changed.get("/robots.txt").text)


@pytest.mark.parametrize(
    "path",
    ["/", "/forums", "/forums/f0001", "/topics/housing", "/places/L1", "/organisations/dept-homes", "/about/criteria",
     "/forums?topic=/housing", "/forums?region=R1", "/forums?department=dept-homes", "/changes", "/forums.rss?q=a",
     "/changes.atom?kind=added", "/sitemap/forums-1.xml", "/cy/forums", "/cy/forums?topic=/housing", "/static/1/a.css"],
)  # fmt: skip
def test_robots_may_read_what_there_is_a_finite_number_of(rules: Protego, path: str) -> None:
    assert rules.can_fetch(f"{BASE}{path}", "Anybot")


@pytest.mark.parametrize(
    "path",
    ["/forums?q=tenants", "/forums?topic=/housing&page=2", "/forums?topic=/housing&q=a", "/forums?sort=name",
     "/forums/pack?q=a", "/cy/forums?q=a",
     "/cy/forums?topic=/housing&q=a", "/changes?before=9", "/api/v1/forums", "/forums.json?q=a",
     *(f"/forums{view.suffix}?page=2" for view in views() if not view.follows)],
)  # fmt: skip
def test_robots_keep_out_of_searches(rules: Protego, path: str) -> None:
    assert not rules.can_fetch(f"{BASE}{path}", "Anybot")


def test_robots_txt_names_the_site_map(rules: Protego) -> None:
    assert list(rules.sitemaps) == [f"{BASE}/sitemap.xml"]


def parts(client: TestClient) -> dict[str, ElementTree.Element]:
    """The parts by their address, made anew: a session goes round the cache."""
    index = ElementTree.fromstring(client.get("/sitemap.xml", headers=ROUND).content)  # noqa: S314  # our own
    found = [node.text or "" for node in index.iterfind("s:sitemap/s:loc", SPACE)]
    return {address: ElementTree.fromstring(client.get(address, headers=ROUND).content) for address in found}  # noqa: S314


def locations(client: TestClient) -> list[str]:
    return [node.text or "" for part in parts(client).values() for node in part.iterfind("s:url/s:loc", SPACE)]


def test_every_address_of_the_site_map_is_a_page_in_both_languages(changed: TestClient) -> None:
    addresses = locations(changed)
    assert len(addresses) == len(set(addresses))
    forums = {a.rsplit("/", 1)[-1] for a in addresses if "/forums/" in a}
    assert forums == {f"f{n:04d}" for n in (1, 4, 5, 6, 7, 8, 9, 10, 11)}, "neither the removed nor the merged one"
    assert {f"{BASE}/", f"{BASE}/forums", f"{BASE}/changes", f"{BASE}/about/criteria"} <= set(addresses)
    for folder, one in (("/topics", "/housing/renting"), ("/places", "/R1"), ("/organisations", "/dept-homes")):
        assert (f"{BASE}{folder}{one}" in addresses) == (f"{BASE}{folder}" in addresses)
    assert not [a for a in addresses if "healthz" in a or "readyz" in a or "?" in a]
    for part in parts(changed).values():
        for url in part.iterfind("s:url", SPACE):
            there = {link.attrib["hreflang"]: link.attrib["href"] for link in url.iterfind("x:link", SPACE)}
            plain = url.findtext("s:loc", "", SPACE)
            assert there == {"en-GB": plain, "cy": plain.replace(BASE, f"{BASE}/cy").removesuffix("/")}


def test_the_pages_of_the_site_map_answer(changed: TestClient) -> None:
    for address in locations(changed):
        for one in (address, address.replace(BASE, f"{BASE}/cy")):
            answer = changed.get(one, follow_redirects=False)
            assert answer.status_code == 200, one
            assert answer.headers["content-type"].startswith("text/html"), one


def test_forums_carry_the_time_of_their_last_change(changed: TestClient) -> None:
    part = parts(changed)[f"{BASE}/sitemap/forums-1.xml"]
    times = {url.findtext("s:loc", "", SPACE): url.findtext("s:lastmod", "", SPACE) for url in part}
    assert times[f"{BASE}/forums/f0005"] == "2026-11-15T09:00:00Z"
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", time) for time in times.values())


def test_parts_are_short_and_hold_every_forum_once(changed: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = locations(changed)
    monkeypatch.setattr("registry_api.sitemap.PER_PART", 4)
    assert list(parts(changed)) == [f"{BASE}/sitemap/{n}.xml" for n in ("pages", "forums-1", "forums-2", "forums-3")]
    assert sorted(locations(changed)) == sorted(whole)


@pytest.mark.parametrize(
    "name", ["forums-0", "forums-2", "forums-99999", "forums-x", "forums-", "nothing", "forums-01"]
)
def test_there_are_no_other_parts(changed: TestClient, name: str) -> None:
    assert changed.get(f"/sitemap/{name}.xml").status_code == 404


def test_a_forum_that_left_is_out_of_the_site_map(changing: TestClient, sessions: Sessions) -> None:
    first = changing.get("/sitemap/forums-1.xml")
    assert "f0001" in first.text
    withdraw(sessions, "f0001")
    for _ in range(2_000):
        again = changing.get("/sitemap/forums-1.xml", headers={"If-None-Match": first.headers["etag"]})
        if again.status_code == 200:
            break
    assert "f0001" not in again.text


def test_browsers_learn_how_to_search(changed: TestClient) -> None:
    assert '<link rel="search" type="application/opensearchdescription+xml"' in changed.get("/").text
    answer = changed.get("/opensearch.xml")
    assert answer.headers["content-type"].startswith("application/opensearchdescription+xml")
    described = ElementTree.fromstring(answer.content)  # noqa: S314  # our own
    assert len(described.findtext("o:ShortName", "", OPEN)) <= 16
    templates = {url.attrib["type"]: url.attrib["template"] for url in described.iterfind("o:Url", OPEN)}
    assert {"text/html", "application/rss+xml", "application/atom+xml"} <= set(templates)
    for media_type, template in templates.items():
        asked = template.replace("{searchTerms}", "tenants%20deposit").replace("{startPage?}", "")
        found = changed.get(asked)
        assert found.status_code == 200
        assert found.headers["content-type"].startswith(media_type)
        if media_type != "application/opensearchdescription+xml":
            assert "Tenants Together" in found.text


@pytest.fixture
def pointing(sqlite_template: Template, tmp_path: Path) -> Iterator[TestClient]:
    """A service whose operator has a security.txt, and a name that XML does not love."""
    sessions = make_sessions(sqlite_template.copy(tmp_path / "registry.db"))
    there = "https://vdp.example/security.txt?a=1"
    settings = replace(SETTINGS, security_txt_url=there, service_name='A "list" of <forums> & communities')
    with TestClient(create_app(settings, sessions), base_url=BASE) as made:
        yield made
    sessions.dispose()


@pytest.mark.parametrize("path", ["/.well-known/security.txt", "/security.txt"])
def test_security_txt_leads_to_the_operators_own(pointing: TestClient, changed: TestClient, path: str) -> None:
    answer = pointing.get(path, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (302, "https://vdp.example/security.txt?a=1")
    missing = changed.get(path)
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"
    assert missing.headers["cache-control"] == "no-store"
    assert "where weaknesses are reported" in missing.json()["detail"]


def test_documents_of_an_empty_list_and_an_odd_name_are_sound(pointing: TestClient) -> None:
    assert list(parts(pointing)) == [f"{BASE}/sitemap/pages.xml"]
    described = ElementTree.fromstring(pointing.get("/opensearch.xml").content)  # noqa: S314  # our own
    assert described.findtext("o:Description", "", OPEN) == 'Search the forums of A "list" of <forums> & communities'
    for view in VIEWS:
        assert pointing.get(view.path).status_code == 200


@pytest.mark.parametrize(
    "value", ["http://vdp.example/security.txt", "vdp.example", "https://vdp.example", "https:///x"]
)
def test_security_txt_is_an_https_address(value: str) -> None:
    with pytest.raises(BadSetting, match="SECURITY_TXT_URL"):
        Settings.from_environment({f"{PREFIX}SECURITY_TXT_URL": value})


def test_parts_are_made_once_until_the_list_changes(changed: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = changed.get("/sitemap/forums-1.xml")

    def never(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("registry_api.sitemap.forums_part", never)
    assert changed.get("/sitemap/forums-1.xml").content == first.content
