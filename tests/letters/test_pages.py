"""The forms and their answers, as people without an account and without scripts meet them."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from registry.catalogue.placing import Placement, list_seed
from registry.db import Sessions, now_utc
from registry.stewardship.answering import answer
from registry.stewardship.kinds import Closing
from registry.stewardship.model import Letter
from registry.stewardship.retention import deleted_on
from registry.vocabulary import Outcome
from registry_api.letterbox import own_page
from registry_api.speech import speech
from tests.api.forums import withdraw
from tests.letters.conftest import SETTINGS, client_of
from tests.letters.reading import errors, form_of, main_text, send, soup
from tests.store.making import HOSTS, NOW, visit

pytestmark = pytest.mark.usefixtures("patient")


def test_a_forum_is_suggested_and_its_fate_told(client, sessions: Sessions) -> None:
    first = client.get("/suggest")
    assert first.headers["cache-control"] == "no-store"
    assert "set-cookie" not in first.headers
    looked = "/suggest?address=New.Example.org/forum/viewtopic.php?t=9"
    assert "https://new.example.org/forum/" in main_text(client.get(looked))
    sent = send(client, "/suggest", on=looked, words="For keepers of <b>hens</b>")
    assert sent.status_code == 303
    page = sent.headers["location"]
    shown = client.get(page)
    assert shown.headers["x-robots-tag"] == "noindex"
    assert shown.headers["cache-control"] == "no-store"
    assert "Thank you" in main_text(shown)
    assert "We will look at this address" in main_text(shown)
    assert "hens" not in shown.text, "what was written is private"
    visit(sessions, now_utc() + timedelta(minutes=1), Outcome.ROBOTS_REFUSED)
    assert "robots.txt keeps us out" in main_text(client.get(page))
    assert "robots.txt keeps us out" in main_text(client.get(looked)), "the next one is told before writing"


def test_what_is_listed_is_told_before_anything_is_asked(client, sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, Placement("https://listed.example/", "Hen talk"), now=NOW, hosts=HOSTS)
    shown = client.get("/suggest", params={"address": "http://www.listed.example:80/viewtopic.php?t=1"})
    assert "on the list already" in main_text(shown)
    assert not soup(shown).find("form", method="post")
    assert soup(shown).find("a", href=lambda to: to and to.endswith("/wrong") and "/forums/" in to)


BAD = [
    ("", "enter the address of the forum"),
    ("javascript:alert(1)", "not a web address"),
    ("ftp://example.org/", "not a web address"),
    ("https://ann:secret@example.org/", "user name or password"),
    ("http://127.0.0.1/", "not a public address"),
    ("http://2130706433/", "not an IPv4 address"),
    ("http://0x7f.1/", "not an IPv4 address"),
    ("http://[::1]/", "not a public address"),
    ("http://[::ffff:10.0.0.1]/", "not a public address"),
    ("http://169.254.169.254/latest/meta-data", "not a public address"),
    ("http://localhost/", "not an address of the public internet"),
    ("http://poultry.localhost/", "not an address of the public internet"),
    ("http://printer.local/", "not an address of the public internet"),
    ("https://example.org:8443/", "a port that we do not visit"),
    ("https://example", "without a dot"),
    ("https://exa mple.org/", "a character that no address holds"),
    ("https://example.org/" + "a" * 3000, "too long"),
    ("https://exam\u202eple.org/", "a character that no address holds"),
]


@pytest.mark.parametrize(("address", "what"), BAD)
def test_a_bad_address_is_told_beside_the_field_and_kept(one, address: str, what: str) -> None:
    asked = one.get("/suggest", params={"address": address})
    assert asked.status_code == 422
    assert what.lower() in errors(asked)["address"].lower()
    field = soup(asked).find("input", id="address")
    assert field["value"] == address
    assert "govuk-input--error" in field["class"]
    assert soup(asked).find("title").get_text().startswith("Error:")
    given = form_of(one.get("/suggest?address=good.example.org"))
    posted = one.post("/suggest", data={**given, "address": address})
    assert posted.status_code == 422
    assert "address" in errors(posted)


def test_foreign_letters_are_shown_as_punycode(one) -> None:
    shown = main_text(one.get("/suggest", params={"address": "https://fоrum.example.org/"}))  # a Cyrillic o
    assert "https://xn--frum-55d.example.org/" in shown


def test_a_report_on_a_forum(client, sessions: Sessions) -> None:
    path = "/forums/f0001/wrong"
    assert "Tenants Together" in main_text(client.get(path))
    bare = send(client, path)
    assert bare.status_code == 422
    assert errors(bare) == {"kind": "Select what is wrong", "words": "Tell us in a few words what is wrong"}
    figure = send(client, path, kind="wrong_figure", words="It has 20 members <script>alert(1)</script>")
    assert set(errors(figure)) == {"figure"}
    assert form_of(figure)["words"] == "It has 20 members <script>alert(1)</script>"
    assert form_of(figure)["kind"] == "wrong_figure"
    assert "<script>alert" not in figure.text
    sent = send(client, path, kind="wrong_figure", figure="members", words="It has 20 members")
    shown = client.get(sent.headers["location"])
    assert "A person will read it" in main_text(shown)
    assert "A figure or other fact is wrong About the forum Tenants Together" in main_text(shown)
    assert "20 members" not in shown.text
    reference = sent.headers["location"].rsplit("/", 1)[1]
    with sessions.write() as session:
        answer(session, reference, "You are right.\n\nMended.", role="operator", now=NOW, close=Closing.ACCEPTED)
    told = main_text(client.get(sent.headers["location"].upper().replace("/LETTERS/", "/letters/")))
    assert "You are right. Mended." in told
    assert "You were right. This letter is closed." in told
    assert "20 November 2026" in told
    assert "This page is deleted on 18 February 2027." in told


def test_a_request_to_leave_needs_no_words_but_an_address(client) -> None:
    assert send(client, "/forums/f0001/wrong", kind="removal").status_code == 303
    assert set(errors(send(client, "/wrong", kind="removal"))) == {"about"}
    assert send(client, "/wrong", kind="removal", about="forum1.example").status_code == 303
    assert set(errors(send(client, "/wrong", kind="page"))) == {"words"}
    assert send(client, "/wrong", kind="page", words="The link is broken").status_code == 303
    assert set(errors(send(client, "/wrong", kind="not_a_forum", words="x"))) == {"kind"}


def test_a_search_wish_has_the_question_in_it(client, sessions: Sessions) -> None:
    asked = client.get("/ask", params={"q": 'carers "in" Powys', "topic": "/health"})
    assert form_of(asked)["q"] == 'carers "in" Powys'
    sent = send(client, "/ask", on="/ask?q=carers+Powys&topic=/health")
    assert sent.status_code == 303
    with sessions.read() as session:
        kept = session.scalars(select(Letter)).one()
        assert (kept.about, kept.topic, kept.kind) == ("carers Powys", "/health", "search")
    assert set(errors(send(client, "/ask", q="  "))) == {"q"}


OWN_PAGES = [
    ("/about/scoring", "/about/scoring"),
    ("https://registry.example/topics/housing?q=ann", "/topics/housing"),
    ("https://elsewhere.example/about", None),
    ("my neighbour Ann", None),
    ("/about/my neighbour Ann", None),
    ("/letters/2222-3333", None),
]


@pytest.mark.parametrize(("about", "page"), OWN_PAGES)
def test_of_what_was_written_only_our_own_pages_are_shown(about: str, page: str | None) -> None:
    assert own_page(about, "https://registry.example") == page


def test_a_letter_on_a_page_names_the_page_and_says_when_it_goes(client, sessions: Sessions) -> None:
    sent = send(client, "/wrong", kind="page", about="/about/scoring", words="The sum is wrong")
    shown = main_text(client.get(sent.headers["location"]))
    assert "About the page /about/scoring" in shown
    with sessions.read() as session:
        at = session.scalars(select(Letter.at)).one()
    assert f"and on {speech('en').day(deleted_on(at, None, 90))} at the latest" in shown


def test_only_listed_forums_have_a_form(client, filled: Sessions) -> None:
    form = form_of(client.get("/forums/f0002/wrong"))
    withdraw(filled, "f0002")
    assert client.get("/forums/f0002/wrong").status_code == 404
    assert client.post("/forums/f0002/wrong", data={**form, "kind": "removal"}).status_code == 404
    assert client.get("/forums/never/wrong").status_code == 404


def test_a_reference_that_is_none(one) -> None:
    for path in ("/letters/none", "/letters/" + "a" * 28, "/letters/%00"):
        gone = one.get(path)
        assert gone.status_code == 404
        assert gone.headers["x-robots-tag"] == "noindex"


def test_too_long_words_are_kept_and_told(one) -> None:
    sent = send(one, "/wrong", kind="page", words="ab " * 700)
    assert sent.status_code == 422
    assert "2,000" in errors(sent)["words"]
    assert form_of(sent)["words"].split() == ["ab"] * 700


def test_welsh_pages_send_and_answer_in_welsh_addresses(client, sessions: Sessions) -> None:
    sent = send(client, "/cy/wrong", kind="page", words="Mae gwall")
    assert sent.headers["location"].startswith("/cy/letters/")
    assert 'lang="cy"' in client.get(sent.headers["location"]).text
    with sessions.read() as session:
        assert session.scalar(select(Letter.language)) == "cy"


def test_sample_sites_can_be_suggested_in_a_demo_only(filled: Sessions) -> None:
    address = "http://poultry.localhost:8090/"
    with client_of(filled, SETTINGS, demo=True) as client:
        assert client.get("/suggest", params={"address": address}).status_code == 200
        assert client.get("/suggest", params={"address": "http://127.0.0.1:8090/"}).status_code == 422
