"""Every page of topics, places, organisations and the service: well made, in both languages, whatever is listed."""

import re

import pytest
from starlette.testclient import TestClient

from tests.pages_b.outline import Outline

AREAS = [
    "/topics", "/topics/housing", "/topics/housing/renting/eviction", "/topics/health/cancer", "/topics/environment",
    "/places", "/places/N1", "/places/R1", "/places/L1", "/places/L3",
    "/organisations", "/organisations/dept-homes", "/organisations/dept-health",
    "/coverage", "/topics/housing/coverage", "/topics/environment/farming/coverage",
    "/organisations/dept-homes/coverage", "/searches", "/searches/ask?topic=/housing",
]  # fmt: skip
BODIES = ["/organisations/agency-renting", "/organisations/sheffield-council"]
ABOUT = [
    "/about", *(f"/about/{name}" for name in (
        "crawler", "criteria", "scoring", "privacy", "accessibility", "cookies", "licence", "reuse", "api", "seeds",
    )),
]  # fmt: skip
UNKNOWN = ["/topics/housng", "/topics/housng/coverage", "/places/sheffeld", "/organisations/nobody"]


def check(client: TestClient, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    text = answer.text
    page = Outline(text)
    assert page.headings.count(1) == 1
    steps = zip(page.headings, page.headings[1:], strict=False)
    assert all(below - above <= 1 for above, below in steps), page.headings
    assert len(page.ids) == len(set(page.ids)), sorted(i for i in page.ids if page.ids.count(i) > 1)
    assert set(page.named) <= set(page.ids)
    assert set(page.fields) <= set(page.labels), "a field without a label"
    assert all(link.split("#")[1] in page.ids for link in page.links if link.startswith("#") and link != "#")
    assert page.bare_headers == 0, "a table header without a scope"
    assert page.captions == page.tables, "a table without a caption"
    assert all(set(script) <= {"src", "type"} and script["src"].startswith("/static/") for script in page.scripts)
    assert " style=" not in text
    assert not re.search(r' on\w+="', text)
    assert not re.search(r">\s*(None|Undefined|nan)\s*<", text), "an unknown value without words for it"
    assert all(link for link in page.links), "a link to nowhere"
    return text


@pytest.mark.parametrize("start", ["", "/cy"])
@pytest.mark.parametrize("path", [*AREAS, *BODIES, *ABOUT])
def test_pages_are_well_made(reader: TestClient, path: str, start: str) -> None:
    text = check(reader, f"{start}{path}")
    assert f'<html lang="{"cy" if start else "en-GB"}" ' in text


@pytest.mark.parametrize("start", ["", "/cy"])
@pytest.mark.parametrize("path", [*AREAS, *ABOUT, "/"])
def test_a_list_without_a_forum_gives_fine_pages(bare: TestClient, path: str, start: str) -> None:
    check(bare, f"{start}{path}")


@pytest.mark.parametrize("path", ["/topics", "/places", "/organisations", *ABOUT])
def test_a_registry_into_which_nothing_was_loaded_gives_fine_pages(void: TestClient, path: str) -> None:
    text = check(void, path)
    if path in ("/topics", "/places", "/organisations"):
        assert "has not been loaded" in text


@pytest.mark.parametrize("start", ["", "/cy"])
@pytest.mark.parametrize("path", UNKNOWN)
def test_an_address_that_leads_nowhere_helps_on(reader: TestClient, path: str, start: str) -> None:
    text = check(reader, f"{start}{path}", 404)
    assert f'action="{start}/forums"' in text
    assert f'href="{start}/{path.split("/")[1]}"' in text


@pytest.mark.parametrize("start", ["", "/cy"])
def test_every_link_of_these_pages_leads_somewhere(reader: TestClient, start: str) -> None:
    seen: dict[str, str] = {}
    for path in [*AREAS, *BODIES, *ABOUT]:
        page = Outline(reader.get(f"{start}{path}").text)
        for link in (*page.links, *page.feeds):
            if link.startswith("/"):
                seen.setdefault(link.split("#")[0], path)
    broken = [(link, at) for link, at in seen.items() if reader.get(link).status_code != 200]
    assert not broken
    data = re.compile(r"/cy(/|$)|/api/|/static/|.*[.]")
    strayed = [(link, at) for link, at in seen.items() if start and not data.match(link) and link != at]
    assert not strayed, "a link out of the language"


@pytest.mark.parametrize("path", [*AREAS, *ABOUT])
def test_no_page_sets_a_cookie_or_loads_from_elsewhere(reader: TestClient, path: str) -> None:
    answer = reader.get(path)
    assert "set-cookie" not in answer.headers
    sources = re.findall(r'<(?:script|link rel="stylesheet"|img)[^>]*?(?:src|href)="([^"]+)"', answer.text)
    assert sources
    assert all(source.startswith("/static/") for source in sources)


@pytest.mark.parametrize("path", ["/topics", "/topics/housing", "/places/L1", "/organisations/dept-homes", "/about"])
def test_pages_are_kept_until_the_list_changes(reader: TestClient, path: str) -> None:
    first = reader.get(path)
    assert first.headers["cache-control"].startswith("public")
    again = reader.get(path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
