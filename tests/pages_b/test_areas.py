"""Topics, places and organisations: what their pages show, and what they do with addresses that nobody knows."""

import re

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions
from registry.settings import Settings
from registry_api.pages import in_all_languages
from registry_api.site import Site
from registry_api.statics import Statics
from tests.api.forums import card, keep, withdraw
from tests.pages_b.conftest import client_of
from tests.pages_b.outline import Outline


def shown(text: str) -> str:
    """The words of a page's main part, without markup."""
    main = text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def total(client: TestClient, question: str) -> int:
    number: int = client.get(f"/forums.json?{question}").json()["total"]
    return number


@pytest.mark.parametrize("path", ["/housing", "/housing/renting", "/health", "/transport", "/environment/farming"])
def test_a_topic_counts_as_the_list_does(reader: TestClient, path: str) -> None:
    words = shown(reader.get(f"/topics{path}").text)
    number = total(reader, f"topic={path}")
    assert f"{number} forums are listed for this topic" in words or (number == 1 and "1 forum is listed" in words)
    assert f"See all {number} forums" in words or number == 1


def test_a_local_page_tells_of_forums_for_the_whole_country(reader: TestClient) -> None:
    number = total(reader, "country=GB")
    for place in ("L1", "N1"):
        text = reader.get(f"/places/{place}").text
        words = shown(text)
        assert "The same subjects across the UK" in words
        assert f"See the {number} forums listed for the United Kingdom" in words
        assert 'href="/forums?country=GB"' in text
        for topic, count in re.findall(r"topic=([^&]+)&amp;country=GB\"[^>]*>[^<]*</a> <span[^>]*>(\d+) forum", text):
            assert int(count) == total(reader, f"topic={topic}&country=GB"), topic
            assert int(count) > total(reader, f"topic={topic}&region={place}"), topic


@pytest.mark.parametrize(("count", "of", "share"), [(1, 8, 13), (3, 8, 38), (1, 3, 33), (2, 3, 67), (8, 8, 100)])
def test_shares_are_rounded_one_way(count: int, of: int, share: int) -> None:
    pages = in_all_languages(Site.of(Settings(base_url="https://registry.example")), Statics())["en"]
    parts = pages._environment.get_template("areas/parts.html").module
    assert f">{share}%<" in parts.tiers({"busy": count}, of, "Leeds")  # type: ignore[attr-defined]


def test_the_tree_counts_as_the_list_does_and_hides_no_topic(reader: TestClient) -> None:
    text = reader.get("/topics").text
    for path, title in (("/housing", "Housing"), ("/health", "Health"), ("/transport", "Transport")):
        number = total(reader, f"topic={path}")
        assert re.search(rf'href="/topics{path}">{title}</a> <span class="counted-number">{number} forum', text)
    assert 'href="/topics/housing/renting"' in text


def test_a_topic_says_what_is_its_own_and_what_lies_within(reader: TestClient) -> None:
    words = shown(reader.get("/topics/housing").text)
    assert "3 forums are listed for this topic. 1 is about the whole topic, the rest are about" in words
    assert "about a topic within this one." in shown(reader.get("/topics/environment").text)


def test_major_forums_come_with_their_reasons_and_stances(reader: TestClient) -> None:
    text = reader.get("/topics/housing").text
    words = shown(text)
    assert "states 25,000 members" in words
    assert "Named by a published source" in words
    assert "Being here is not endorsement" in words
    major = re.search(r'id="major".*?</ol>', text, re.DOTALL)
    assert major is not None
    names = re.findall(r'ranked-name"><a[^>]+>([^<]+)<', major[0])
    assert names[0] == "Sheffield Chat"
    points = [float(number) for number in re.findall(r"([\d.]+) points of 100", major[0])]
    assert points == sorted(points, reverse=True)
    assert len(points) == 3
    assert major[0].count("May officials take part?") == len(names) == 3


def test_a_topic_names_departments_places_and_feeds(reader: TestClient) -> None:
    page = reader.get("/topics/housing/renting").text
    outline = Outline(page)
    assert {"/organisations/dept-homes", "/organisations/agency-renting", "/places/L1"} <= set(outline.links)
    feed = "/forums.rss?topic=/housing/renting&sort=newest"
    assert feed in outline.feeds
    assert feed in outline.links
    assert reader.get(feed).status_code == 200
    assert "/api/v1/topics/housing/renting" in outline.feeds


def test_a_topic_without_a_forum_asks_for_one(bare: TestClient) -> None:
    page = Outline(bare.get("/topics/housing/renting").text)
    assert "/suggest" in page.links
    assert "/ask?q=Renting%20a%20home&topic=/housing/renting" in page.links
    assert "No forum is listed for Renting a home yet" in shown(bare.get("/topics/housing/renting").text)


def test_activity_is_a_table_whose_shares_fit_its_numbers(reader: TestClient) -> None:
    text = reader.get("/topics/housing").text
    rows = re.findall(r'numeric">([\d,]+)</td>.*?tiers-some" width="(\d+)".*?tiers-percent">(\d+)%', text)
    assert len(rows) == 5
    assert sum(int(number) for number, _, _ in rows) == 3
    assert all(width == percent == str(round(100 * int(number) / 3)) for number, width, percent in rows)


def test_a_place_shows_residents_with_their_source_and_size_for_them(reader: TestClient) -> None:
    words = shown(reader.get("/places/L1").text)
    assert "Residents 500,000 Source: mySociety, CC BY 4.0" in words
    assert "Sheffield Chat 25,000 50 Sheffield" in words
    assert "Tenants Together 100 0.2 Sheffield" in words
    assert "Residents Not known" in shown(reader.get("/places/L2").text)


def test_the_only_forum_of_a_place_is_called_so(reader: TestClient) -> None:
    words = shown(reader.get("/places/L3").text)
    assert "1 forum is listed here. We know of no other" in words
    assert "only forum listed for Dundee" in words


def test_a_place_names_what_it_lies_in_and_what_lies_within(reader: TestClient) -> None:
    page = Outline(reader.get("/places/R1").text)
    assert {"/places/N1", "/places/L1", "/places/L2", "/topics/housing"} <= set(page.links)
    assert "/organisations/sheffield-council" in Outline(reader.get("/places/L1").text).links


def test_an_organisation_shows_what_it_answers_for_and_whose_it_is(reader: TestClient) -> None:
    page = Outline(reader.get("/organisations/dept-homes").text)
    assert {"/topics/housing", "/organisations/agency-renting"} <= set(page.links)
    agency = reader.get("/organisations/agency-renting").text
    assert {"/organisations/dept-homes", "https://renting.example/", "/places/N1"} <= set(Outline(agency).links)
    assert "/forums.rss?department=agency-renting&sort=newest" in Outline(agency).feeds
    assert "plan" not in shown(agency).lower(), "what is to come is no stub"


def test_an_organisation_shows_major_forums_of_its_own_area_only(reader: TestClient) -> None:
    text = reader.get("/organisations/agency-renting").text
    major = re.search(r'id="major".*?</section>', text, re.DOTALL)
    assert major is not None
    assert "Tenants Together" in major[0]
    assert "Sheffield Chat" not in major[0], "it is in England, which the agency serves, and not about renting"


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/topics/Housing", "/topics/housing"),
        ("/topics/housing/", "/topics/housing"),
        ("/topics/", "/topics"),
        ("/places/l1", "/places/L1"),
        ("/places/sheffield", "/places/L1"),
        ("/places/Sheffield/", "/places/L1"),
        ("/places/", "/places"),
        ("/organisations/Dept-Homes", "/organisations/dept-homes"),
        ("/organisations/ra", "/organisations/agency-renting"),
        ("/organisations/", "/organisations"),
    ],
)
@pytest.mark.parametrize("start", ["", "/cy"])
def test_other_spellings_lead_to_the_one_address(reader: TestClient, asked: str, there: str, start: str) -> None:
    answer = reader.get(f"{start}{asked}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"{start}{there}")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("/topics/housng", "/topics/housing"),
        ("/topics/rentings", "/topics/housing/renting"),
        ("/places/sheffeld", "/places/L1"),
        ("/organisations/dept-home", "/organisations/dept-homes"),
    ],
)
def test_what_comes_nearest_is_offered(reader: TestClient, asked: str, near: str) -> None:
    answer = reader.get(asked)
    assert answer.status_code == 404
    assert answer.headers["cache-control"] == "no-store"
    assert near in Outline(answer.text).links


@pytest.mark.parametrize("room", ["topics", "places", "organisations"])
@pytest.mark.parametrize(
    "asked",
    ["//evil.example/", "%2F%2Fevil.example", "%0d%0aSet-Cookie:%20a=b", "%00", "..%2f..%2fetc",
     "<script>alert(1)</script>", "%ff%fe", "\u202egnp.exe", "{{7*7}}",
     "a" * 5000, "'\"><img src=x>", "%F0%9F%92%A9", "-", "?", "%25"],
)  # fmt: skip
def test_no_odd_address_leads_anywhere_or_breaks_the_page(reader: TestClient, room: str, asked: str) -> None:
    answer = reader.get(f"/{room}/{asked}", follow_redirects=False)
    if answer.status_code == 308:
        assert re.fullmatch(rf"/{room}(/[\w/-]+)?", answer.headers["location"])
        return
    assert answer.status_code in (200, 404)
    page = Outline(answer.text)
    assert "img" not in page.tags
    assert len(page.scripts) <= 2
    assert "49" not in shown(answer.text)
    assert "set-cookie" not in answer.headers


MARKUP = '"><script>alert(1)</script><img src=x onerror=alert(2)>\u202e\u0000\u2028{{7*7}}'


def test_names_of_any_kind_are_only_words(filled: Sessions) -> None:
    keep(filled, [card(60, MARKUP, topics=("/housing",), regions=("L1",), organisations=("dept-homes", "a\"b<c>"),
                       named_in="javascript:alert(1)", members=9_000_000, score=95)])  # fmt: skip
    with client_of(filled) as client:
        for path in ("/topics/housing", "/places/L1", "/organisations/dept-homes", "/organisations", "/topics"):
            text = client.get(path).text
            page = Outline(text)
            assert "img" not in page.tags, path
            assert len(page.scripts) <= 2
            assert not re.search(r"(?<![\d.,])49(?![\d.,])", shown(text)), "a template reckoned with a name"
            assert not {"\u202e", "\u0000", "\u2028"} & set(text)
        assert "&lt;script&gt;alert(1)" in client.get("/topics/housing").text
        odd = client.get('/organisations/a"b<c>')
        assert odd.status_code == 200
        Outline(odd.text)


def test_names_in_other_scripts_are_found_and_led_to(filled: Sessions) -> None:
    with filled.write() as session:
        from sqlalchemy import insert

        from registry.catalogue.model import Organisation, Region, Topic

        session.execute(insert(Topic), [{"path": "/tai", "title": "Tai a chŵn – مساكن", "level": 1}])
        session.execute(insert(Region), [{"code": "W9", "name": "Ynys Môn", "kind": "local", "country": "GB"}])
        session.execute(
            insert(Organisation), [{"slug": "cyngor", "name": "Cyngor Ynys Môn", "kind": "council", "details": {}}]
        )
    keep(filled, [card(61, "Sgwrs y Cwm", language="cy", topics=("/housing",), score=99)])
    with client_of(filled) as client:
        assert '" lang="cy">Sgwrs y Cwm</a>' in client.get("/topics/housing").text
        assert '">Sgwrs y Cwm</a>' in client.get("/cy/topics/housing").text
        assert '" lang="cy">Sgwrs y Cwm</a>' not in client.get("/cy/topics/housing").text
        assert "Tai a chŵn – مساكن" in client.get("/topics/tai").text
        assert client.get("/places/ynys-mon", follow_redirects=False).headers["location"] == "/places/W9"
        assert "Cyngor Ynys Môn" in client.get("/organisations").text


def test_a_forum_that_left_is_gone_from_its_topic_place_and_body(filled: Sessions) -> None:
    paths = ("/topics/housing", "/places/L1", "/organisations/dept-homes", "/about/seeds")
    with client_of(filled) as client:
        assert all("Sheffield Chat" in client.get(path).text for path in paths[:3])
        withdraw(filled, "f0011")
        for _ in range(400):
            if all("Sheffield Chat" not in client.get(path).text for path in paths):
                break
        assert all("Sheffield Chat" not in client.get(path).text for path in paths)
