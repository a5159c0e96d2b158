"""Gaps as pages, as the API gives them, and as a table: on both databases."""

import csv
import io
import re
import time

import orjson
import pytest
from sqlalchemy import insert
from starlette.testclient import TestClient

from registry.catalogue.coverage import FORMULA
from registry.catalogue.coverage_document import document
from registry.catalogue.keeping import built
from registry.catalogue.model import Topic
from registry.db import Sessions
from registry_api import areas
from registry_api.routes import api_areas
from registry_api.routes.answers_coverage import CoverageEntry, CoverageList
from registry_api.routes.coverage import COLUMNS
from tests.api.forums import card, keep, withdraw
from tests.coverage.conftest import SECRET, Seeds, client_of
from tests.pages_b.outline import Outline

PAGES = (
    "/coverage", "/topics/housing/coverage", "/topics/housing/renting/eviction/coverage", "/topics/transport/coverage",
    "/organisations/dept-homes/coverage", "/organisations/leeds-council/coverage",
    "/organisations/dept-health/coverage",
)  # fmt: skip
DATA = (
    "/api/v1/coverage", "/api/v1/topics/housing/coverage", "/api/v1/topics/transport/coverage",
    "/api/v1/organisations/leeds-council/coverage", "/api/v1/organisations/dept-health/coverage",
)  # fmt: skip


def words(client: TestClient, path: str) -> str:
    """The words of a page's main part, without markup."""
    main = client.get(path).text.split("<main", 1)[1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def rows(client: TestClient) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get("/coverage.csv").text.removeprefix("\ufeff"))))


def test_a_topic_s_gaps_are_on_a_page_that_its_own_page_leads_to(client: TestClient) -> None:
    assert "/topics/housing/coverage" in Outline(client.get("/topics/housing").text).links
    said = words(client, "/topics/housing/coverage")
    assert "2 listed forums were looked at. 2 are in use, as far as is known." in said
    assert re.search(r"Renting a home|Eviction", said)
    assert "Tenants" in said
    assert "People talk about: Rented homes" in said
    assert "Not known: the size of 2 of 2 forums in use is known, and a verdict needs 5." in said
    assert "0 of 1" in said
    page = Outline(client.get("/topics/housing/coverage").text)
    assert {"/topics/housing", "/coverage", "/coverage.csv", "/places/R1", "/about/scoring#coverage"} <= set(page.links)
    assert "/api/v1/topics/housing/coverage" in page.feeds


def test_the_index_draws_each_policy_area_and_says_the_same_in_a_table(client: TestClient) -> None:
    text = client.get("/coverage").text
    assert text.count("cover-bar") >= 4
    page = Outline(text)
    assert {"/topics/housing/coverage", "/topics/health/coverage", "/coverage.csv"} <= set(page.links)
    assert "/organisations/dept-homes/coverage" in page.links
    said = words(client, "/coverage")
    assert "10 listed forums were looked at. 9 are in use" in said
    assert "1 sensitive topic: nobody is asked to look for forums on it." in said


@pytest.mark.parametrize(("start", "said"), [("", "Welcome"), ("/cy", "Croeso")])
def test_what_is_looked_for_begins_with_a_capital(client: TestClient, start: str, said: str) -> None:
    assert f'stance=welcome">{said}<' in client.get(f"{start}/coverage").text


@pytest.mark.parametrize("start", ["", "/cy"])
@pytest.mark.parametrize("path", PAGES)
def test_pages_are_well_made_in_both_languages(client: TestClient, path: str, start: str) -> None:
    answer = client.get(start + path)
    assert answer.status_code == 200
    page = Outline(answer.text)
    assert page.headings.count(1) == 1
    assert len(page.ids) == len(set(page.ids))
    assert page.captions == page.tables
    assert page.bare_headers == 0
    assert " style=" not in answer.text
    assert not re.search(r">\s*(None|Undefined|nan)\s*<", answer.text)
    if start:
        assert "Bylchau" in answer.text


def test_of_a_sensitive_topic_no_gap_is_told_anywhere(client: TestClient) -> None:
    said = words(client, "/topics/transport/coverage")
    assert "Gaps are not told of a sensitive topic" in said
    assert "At a glance" not in said
    found = client.get("/api/v1/topics/transport/coverage").json()["coverage"]
    assert (found["gaps"], found["councils"], found["states"]) == ([], None, {})
    assert found["withheld"].startswith("gaps are not told")
    assert not [one for one in rows(client) if "transport" in one["code"] or "survivors" in one["code"]]


def test_what_waits_for_a_decision_is_on_no_page_and_in_no_data(client: TestClient) -> None:
    for path in (*PAGES, *DATA, "/coverage.csv"):
        text = client.get(path).text
        assert SECRET not in text
        assert "Hidden Hurt" not in text
        assert "candidate" not in text.lower()


@pytest.mark.parametrize("path", DATA)
def test_data_is_of_the_form_that_the_description_promises(client: TestClient, path: str) -> None:
    answer = client.get(path)
    form = CoverageList if path == "/api/v1/coverage" else CoverageEntry
    form.model_validate_json(answer.content)
    assert answer.json()["formula"] == FORMULA
    assert answer.json()["coverage"]["url"].endswith(path)


def test_the_command_and_the_api_agree(filled: Sessions) -> None:
    found = built(filled, Seeds()).coverage.topic("/health")
    assert found is not None
    with client_of(filled) as client:
        given = client.get("/api/v1/topics/health/coverage").json()["coverage"]
    given.pop("url")
    assert orjson.loads(orjson.dumps(document(found))) == given


def test_the_description_knows_the_addresses(client: TestClient) -> None:
    described = client.get("/openapi.json").json()["paths"]
    for path in ("/api/v1/coverage", "/coverage.csv"):
        assert {"200", "503"} == described[path]["get"]["responses"].keys()
    for path in ("topics/{path}", "organisations/{slug}"):
        assert {"200", "404", "503"} <= described[f"/api/v1/{path}/coverage"]["get"]["responses"].keys()


def test_the_table_holds_every_gap_once_and_no_formula(filled: Sessions) -> None:
    with filled.write() as session:
        session.execute(insert(Topic), [{"path": "/housing/=cmd", "title": "=HYPERLINK(1)", "level": 2}])
    with client_of(filled) as client:
        found = rows(client)
        assert tuple(found[0]) == COLUMNS
        keys = [(one["scope"], one["kind"], one["code"]) for one in found]
        assert len(keys) == len(set(keys))
        assert not [key for key in keys if key[:2] == ("list", "topic")], "these stand with their policy areas"
        of_housing = client.get("/api/v1/topics/housing/coverage").json()["coverage"]["gaps"]
        assert [one["code"] for one in found if one["scope"] == "/housing"] == [one["code"] for one in of_housing]
        odd = next(one for one in found if one["code"] == "/housing/=cmd")
        assert odd["name"] == "'=HYPERLINK(1)"
        assert {one["licence"] for one in found} == {"Open Government Licence v3.0"}


def test_answers_are_kept_until_the_list_changes_and_then_follow_it(filled: Sessions) -> None:
    with client_of(filled) as client:
        before = client.get("/topics/housing/coverage")
        for path in (*PAGES, *DATA, "/coverage.csv"):
            tag = client.get(path).headers["etag"]
            assert client.get(path, headers={"If-None-Match": tag}).status_code == 304
        keep(filled, [card(80, "Own Door", topics=("/housing/renting",))])
        until = time.monotonic() + 10
        while client.get("/topics/housing/coverage").text == before.text:
            assert time.monotonic() < until, "still the old gaps"
            time.sleep(0.02)
        withdraw(filled, "f0080")
        while client.get("/topics/housing/coverage").text != before.text:
            assert time.monotonic() < until, "still counted"
            time.sleep(0.02)


@pytest.mark.parametrize("path", [*PAGES, *DATA, "/coverage.csv"])
def test_every_answer_may_be_kept_until_the_list_changes(path: str) -> None:
    assert areas.is_kept(path) or api_areas.is_kept(path)


def test_whoever_asks_for_the_table_in_a_wrong_way_is_told_as_programs_are(client: TestClient) -> None:
    answer = client.post("/coverage.csv")
    assert (answer.status_code, answer.headers["content-type"]) == (405, "application/problem+json")


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("/topics/Housing/coverage", "/topics/housing/coverage"),
        ("/organisations/Dept-Homes/coverage", "/organisations/dept-homes/coverage"),
        ("/topics//coverage", "/topics"),
        ("/organisations//coverage", "/organisations"),
    ],
)
@pytest.mark.parametrize("start", ["", "/cy"])
def test_other_spellings_lead_to_the_one_address(client: TestClient, asked: str, there: str, start: str) -> None:
    answer = client.get(f"{start}{asked}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, f"{start}{there}")


def test_addresses_of_nothing_help_on_and_are_404(client: TestClient) -> None:
    for path in ("/topics/housng/coverage", "/organisations/nobody/coverage", "/topics/<b>x/coverage"):
        answer = client.get(path)
        assert answer.status_code == 404
        Outline(answer.text)
    for path in ("/api/v1/topics/none/coverage", "/api/v1/organisations/nobody/coverage"):
        assert client.get(path).headers["content-type"].startswith("application/problem+json")


def test_the_formula_is_published_where_scores_are(client: TestClient) -> None:
    said = words(client, "/about/scoring")
    assert 'id="coverage"' in client.get("/about/scoring").text
    for part in ("covered = at least 2 forums in use", "wider only =", "small = fewer than 1,000"):
        assert part in said
