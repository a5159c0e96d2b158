"""What readers ask and write is shown as text, whatever it is: in every field of every address, and in letters."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from registry.catalogue.query import FIELDS
from registry.db import make_sessions
from registry.hygiene import paragraphs
from registry.stewardship.answering import answer
from registry.stewardship.kinds import ON_A_FORUM
from registry.stewardship.writing import report
from registry_api.changefeeds.question import FIELDS as CHANGE_FIELDS
from tests.conftest import Template
from tests.gates.conftest import BASE, Shown
from tests.gates.declared import forms, pages, routes_of
from tests.gates.payloads import PAYLOADS, STORED
from tests.gates.structure import kinds, parts
from tests.gates.test_injection import sound
from tests.gates.world import application, fill
from tests.letters.posts import send
from tests.store.making import NOW

NAMES = tuple(dict.fromkeys((*FIELDS, *CHANGE_FIELDS, "address", "about", "url", "limit", "words", "figure")))
"""Every field that any address reads."""

WRITTEN = ("address", "words", "about", "kind", "figure", "q", "topic", "website", "form")
"""Every field that any form posts."""

Known = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def known(shown: Shown) -> Known:
    """Every kind of element that our pages have, with harmless questions, letters and mistakes."""
    client = shown.client
    found: Known = set()
    for address in pages(client, shown.world):
        for start in ("", "/cy"):
            found |= kinds(parts(client.get((start + address).removesuffix("/") or "/").content))
    for address in forms(client, shown.world):
        for name in WRITTEN:
            for said in ("harmless", "https://forum.example.net/", "x" * 2_500, "x\n\ny"):
                found |= kinds(parts(client.post(address, data={name: said}).content))
    for name in NAMES:
        for path in ("/forums", "/forums/pack", "/changes"):
            for said in ("harmless", "x" * 500, "0"):
                found |= kinds(parts(client.get(path, params={name: said}).content))
    return found


def asked(shown: Shown) -> list[tuple[str, str]]:
    """Every address to be read with every field that any of them reads."""
    paths = [route.path for route in routes_of(shown.client.app) if "GET" in (route.methods or ())]
    plain = [path for path in paths if "{" not in path]
    return [(path, name) for path in [*plain, "/forums/f0001/wrong", "/cy/forums"] for name in NAMES]


def check(shown: Shown, known: Known, path: str, name: str, payload: str) -> None:
    said = quote(payload.encode("utf-8", "surrogatepass"))
    answered = sound(shown.client.get(f"{path}?{quote(name)}={said}", follow_redirects=False))
    if answered.headers.get("content-type", "").startswith("text/html"):
        assert kinds(parts(answered.content)) <= known, (path, name, payload)


def test_a_question_gains_no_element(shown: Shown, known: Known) -> None:
    """Every payload, and every field of every address, by turns."""
    every = asked(shown)
    for number in range(max(len(PAYLOADS), len(every))):
        path, name = every[number % len(every)]
        check(shown, known, path, name, PAYLOADS[number % len(PAYLOADS)])


@pytest.mark.parametrize("path", ["/forums", "/cy/forums/pack", "/ask"])
def test_words_that_are_looked_for_gain_no_element(shown: Shown, known: Known, path: str) -> None:
    for payload in PAYLOADS:
        check(shown, known, path, "q", payload)


def test_a_field_or_an_address_that_is_a_payload_gains_no_element(shown: Shown, known: Known) -> None:
    for payload in PAYLOADS:
        written = payload.encode("utf-8", "surrogatepass")
        for address in (f"/forums?{quote(written, safe='')}=1", f"/{quote(written, safe='')}", f"/cy/{quote(written)}"):
            answered = sound(shown.client.get(address, follow_redirects=False))
            if answered.headers.get("content-type", "").startswith("text/html"):
                assert kinds(parts(answered.content)) <= known, payload


def test_a_form_shows_again_what_was_written_as_text(shown: Shown, known: Known) -> None:
    every = [(path, name) for path in forms(shown.client, shown.world) for name in WRITTEN]
    for number, payload in enumerate(STORED):
        path, name = every[number % len(every)]
        answered = sound(shown.client.post(path, data={name: payload}, follow_redirects=False))
        assert answered.status_code == 422, (path, name, payload)
        assert kinds(parts(answered.content)) <= known, (path, name, payload)


@pytest.fixture(scope="module")
def answered(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Shown, list[str]]]:
    """Letters that were answered in every payload's words."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("answered") / "registry.db"))
    world, references = fill(sessions), list[str]()
    for number, payload in enumerate(STORED):
        draft = report("other", f"{payload} {number}"[-2_000:], kinds=ON_A_FORUM, forum="f0001")
        references.append(send(sessions, draft).reference)
        with sessions.write() as session:
            answer(session, references[-1], f"x{payload}"[:2_000], role="operator", now=NOW)
    with TestClient(application(sessions, BASE), base_url=BASE) as client:
        yield Shown(client, world), references
    sessions.dispose()


def test_the_answer_to_a_letter_is_text(answered: tuple[Shown, list[str]], known: Known) -> None:
    shown, references = answered
    for reference, payload in zip(references, STORED, strict=True):
        page = sound(shown.client.get(f"/letters/{reference}"))
        assert page.status_code == 200
        assert kinds(parts(page.content)) <= known, payload
        told = sound(shown.client.get(f"/api/v1/letters/{reference}")).json()
        assert told["answer"]["words"] == paragraphs(f"x{payload}"[:2_000]) or "\r" in payload


@pytest.mark.slow
def test_every_field_of_every_address_takes_every_payload(shown: Shown, known: Known) -> None:
    for path, name in asked(shown):
        for payload in PAYLOADS:
            check(shown, known, path, name, payload)


@pytest.mark.slow
def test_every_field_of_every_form_takes_every_payload(shown: Shown, known: Known) -> None:
    for path in forms(shown.client, shown.world):
        for name in WRITTEN:
            for payload in STORED:
                page = sound(shown.client.post(path, data={name: payload}, follow_redirects=False))
                assert kinds(parts(page.content)) <= known, (path, name, payload)
