"""Pages about the service say what the code does: formulas, retention, addresses; and nothing of an operator's own."""

import html
import math
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crawler.limits import UNINTRODUCED_PAGES
from registry.assess.activity import FORMULA
from registry.assess.country import COUNTRY_FORMULA
from registry.assess.phrases import Read
from registry.assess.places import PLACE_FORMULA
from registry.assess.support import PEER_FORMULA, peer_support_of
from registry.assess.topics import ENOUGH, HALF, TOPIC_FORMULA
from registry.catalogue import major
from registry.db import Sessions, now_utc
from registry.settings import Settings
from registry.stewardship.answering import answer
from registry.stewardship.writing import wish
from registry_api.changefeeds import VIEWS
from registry_api.problems import TITLES
from registry_api.routes.about import NAMELESS_PAGES, PAGES
from registry_api.views import views
from registry_api.worked import examples
from tests.letters.posts import send
from tests.pages_b.conftest import SETTINGS, client_of
from tests.pages_b.outline import Outline
from tests.pages_b.test_areas import shown


@pytest.mark.parametrize(
    "formula", [FORMULA, TOPIC_FORMULA, PLACE_FORMULA, COUNTRY_FORMULA, PEER_FORMULA, major.FORMULA, *major.CRITERIA]
)
def test_every_formula_stands_on_the_page_in_full(reader: TestClient, formula: str) -> None:
    words = html.unescape(shown(reader.get("/about/scoring").text))
    for sentence in formula.rstrip(".").split(". "):
        assert " ".join(sentence.split()) in words


NOTHING = Read(hits=[], about=[], signs={}, placed=[], text="")


def test_the_formula_for_mutual_help_is_the_one_that_is_reckoned_by() -> None:
    assert peer_support_of(NOTHING, {}, {}, ()).score == round(1 / (1 + math.exp(-(2.4 * -0.6 - 0.6))), 3)
    assert "2.4 x lean + 0.35 x words + 6 x asking - 12 x telling - 0.6" in PEER_FORMULA
    assert "less 0.6" in PEER_FORMULA


def test_the_examples_come_out_as_their_steps_say(reader: TestClient) -> None:
    found = examples()
    active, topic, peer, whole = found["activity"], found["topic"], found["peer"], found["major"]
    assert active["rate"] == (active["to"] - active["from"]) / active["days"]
    assert active["score"] == round(100 * (0.7 * active["volume"] + 0.3) * active["freshness"])
    assert topic["score"] == round(topic["weight"] / (topic["weight"] + HALF), 3)
    assert peer["score"] == round(1 / (1 + math.exp(-peer["sum"])), 3)
    assert whole["points"] == pytest.approx(whole["size"] + whole["active"] + whole["reach"], abs=0.2)
    words = shown(reader.get("/about/scoring").text)
    assert f"= {active['score']}" in words
    assert f"Together: {whole['points']} points of 100" in words


def test_the_page_has_one_name_and_says_what_the_seed_list_does(reader: TestClient) -> None:
    text = reader.get("/about/scoring").text
    names = set(re.findall(r'href="/about/scoring">([^<]+)<', reader.get("/").text + reader.get("/about").text))
    assert names == {"How forums are judged"}
    assert "The seed list gives the forums on it topics and places" in text
    assert "no forum is judged by being on it" not in text


def test_the_formula_for_topics_names_its_thresholds() -> None:
    assert f"weighs {ENOUGH:g} or more" in TOPIC_FORMULA
    assert f"weight / (weight + {HALF:g})" in TOPIC_FORMULA


def test_the_record_has_the_parts_of_the_standard(reader: TestClient) -> None:
    text = reader.get("/about/scoring").text
    for part in ("In short", "Owner and responsibility", "What it does, and why", "How it is used", "Data",
                 "Risks, and what is done about them", "Impact assessments"):  # fmt: skip
        assert part in text
    assert "No figure of accuracy is published yet" in text


def test_nothing_of_the_operator_is_invented(bare: TestClient, sessions: Sessions) -> None:
    for path in ("/about", "/about/privacy", "/about/scoring", "/about/accessibility"):
        assert "The operator of this copy has not stated" in bare.get(path).text, path
    stated = replace(
        SETTINGS, operator="Office of <Forums>", privacy_contact="dpo@example.org", hosting="Example Ltd, Cardiff",
        crawler_addresses="192.0.2.7, 2001:db8::/64",
    )  # fmt: skip
    with client_of(sessions, stated) as client:
        privacy, crawler = client.get("/about/privacy").text, client.get("/about/crawler").text
        for said in ("Office of &lt;Forums&gt;", "dpo@example.org", "Example Ltd, Cardiff"):
            assert said in privacy
        assert "Office of &lt;Forums&gt;" in client.get("/about/accessibility").text
        assert "<code>192.0.2.7</code>" in crawler
        assert "<code>2001:db8::/64</code>" in crawler
        assert "has not stated" not in crawler


def test_retention_is_that_of_the_settings(sessions: Sessions) -> None:
    with client_of(sessions, replace(SETTINGS, letters_days=17, private_days=13)) as client:
        words = shown(client.get("/about/privacy").text)
    assert "17 days after they were dealt with; 365 days at most" in words
    assert "13 days at most, never public" in words
    assert "90 days, then as numbers by month" in words
    assert "2 years each visit" in words


def test_the_crawler_page_says_how_to_slow_and_stop_it(reader: TestClient, bare: TestClient) -> None:
    text = reader.get("/about/crawler").text
    for said in ("User-agent: forum-registry", "Crawl-delay: 10", "X-Robots-Tag: forum-registry: noindex",
                 "registry@example.org", "(+registry@example.org)", "At most 6 pages a visit"):  # fmt: skip
        assert said in text, said
    assert NAMELESS_PAGES == UNINTRODUCED_PAGES
    assert f"at most {NAMELESS_PAGES} pages of a site" in bare.get("/about/crawler").text


def test_reuse_names_every_format_of_list_and_changes(reader: TestClient) -> None:
    text = reader.get("/about/reuse").text
    for suffix in (view.suffix for view in views()):
        assert f">/forums{suffix}</a>" in text
    for view in VIEWS:
        assert f">{view.path}</a>" in text
    assert "https://registry.example/forums.csv" in text
    assert "licensed under the Open Government Licence v3.0" in text


def test_the_reference_names_every_address_and_kind_of_error(reader: TestClient) -> None:
    text = reader.get("/about/api").text
    described = reader.get("/openapi.json").json()["paths"]
    assert all(html.escape(path) in text for path in described)
    ids = set(Outline(text).ids)
    for question in ("/api/v1/forums?sort=x", "/api/v1/forums/nobody"):
        kind = reader.get(question).json()["type"]
        assert kind.startswith("https://registry.example/about/api#")
        assert kind.split("#")[1] in ids
    assert {"deprecation", "error", "not-available", "read-only"} <= ids
    assert 404 in TITLES


def test_the_licence_page_gives_words_to_copy(sessions: Sessions) -> None:
    with client_of(sessions, replace(SETTINGS, data_licence="My own terms", data_attribution="The <Office>")) as client:
        text = client.get("/about/licence").text
    assert "Contains data from The &lt;Office&gt;, licensed under the My own terms." in text
    assert "mySociety" in text
    assert "CC BY 4.0" in text


def test_each_page_names_its_keeper_and_when_it_is_read_again(reader: TestClient) -> None:
    for name in PAGES:
        said = re.search(
            r"last read it again on (\d+ \w+ \d+) and will do so by (\d+ \w+ \d+)", reader.get(f"/about/{name}").text
        )
        assert said is not None, name


def test_letters_are_counted_in_public(sessions: Sessions) -> None:
    with client_of(sessions) as client:
        assert re.search(r"Received, and held now 0 .* Waiting 0", shown(client.get("/about/letters").text))
        reference = send(sessions, wish("help with bees", "")).reference
        send(sessions, wish("help with hens", ""))
        with sessions.write() as session:
            answer(session, reference, "Here is one.", role="operator", now=now_utc())
        page = client.get("/about/letters")
    assert page.headers["cache-control"] == "no-cache"
    words = shown(page.text)
    assert "Received, and held now 2 Answered by a person 1 Closed without an answer 0 Waiting 1" in words
    assert "bees" not in words
    assert "no alert by e-mail" in words


def test_the_review_dates_are_dates_in_order() -> None:
    text = (Path(__file__).parents[2] / "registry_api/templates/about/parts.html").read_text()
    read = re.search(r'set reviewed = "([^"]+)"', text)
    due = re.search(r'set due = "([^"]+)"', text)
    assert read is not None
    assert due is not None
    assert date.fromisoformat(read[1]) < date.fromisoformat(due[1])


def test_the_about_page_leads_to_all_others(reader: TestClient) -> None:
    links = set(Outline(reader.get("/about").text).links)
    assert {f"/about/{name}" for name in (*PAGES, "seeds", "letters")} <= links


def test_settings_of_the_operator_are_empty_unless_given() -> None:
    bare = Settings()
    assert (bare.operator, bare.privacy_contact, bare.hosting, bare.crawler_addresses) == ("", "", "", "")
