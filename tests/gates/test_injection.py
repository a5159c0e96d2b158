"""What forums, letters and questions hold is shown as text, whatever it is: read as a browser reads it, without one.

Each payload stands in every field of a card at once. Its page is compared with that of a twin whose fields hold
harmless text: no element may be added.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from httpx2 import Response
from starlette.testclient import TestClient

from registry.catalogue.text import fit
from registry.db import make_sessions
from registry_api.changefeeds import VIEWS as CHANGE_VIEWS
from registry_api.views import views
from tests.conftest import Template
from tests.formats.reading import ids
from tests.gates.laden import Text, bare, hostile, laden, twin
from tests.gates.payloads import PAYLOADS, STORED
from tests.gates.structure import Part, by_tag, kinds, parts, xml_parts
from tests.gates.world import World, application, fill

BASE = "https://registry.example"
STARTS = ("", "/cy")


@dataclass(frozen=True, slots=True)
class Pair:
    """The service over hostile forums, and over their twins."""

    hostile: TestClient
    twin: TestClient
    worlds: tuple[World, World]


@contextmanager
def pair_of(template: Template, folder: Path, text: Callable[[int], Text]) -> Iterator[Pair]:
    """Two services, each over one forum for each payload."""
    (folder / "a").mkdir()
    (folder / "b").mkdir()
    both = [make_sessions(template.copy(folder / name / "registry.db")) for name in "ab"]
    made: list[Callable[[int], Text]] = [text, lambda number: twin(text(number))]
    worlds = [
        fill(sessions, [laden(name_of(number), one(number)) for number in range(len(STORED))])
        for sessions, one in zip(both, made, strict=True)
    ]
    first, second = (TestClient(application(sessions, BASE), base_url=BASE) for sessions in both)
    with first, second:
        yield Pair(first, second, (worlds[0], worlds[1]))
    for sessions in both:
        sessions.dispose()


def name_of(number: int) -> str:
    """The id of the forum that holds the payload of this number: READERS of formats know ids of this form."""
    return f"f{7000 + number}"


@pytest.fixture(scope="module")
def pair(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    with pair_of(sqlite_template, tmp_path_factory.mktemp("laden"), hostile) as made:
        yield made


@pytest.fixture(scope="module")
def bare_pair(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """The same with payloads alone where addresses are expected."""
    with pair_of(sqlite_template, tmp_path_factory.mktemp("bare"), bare) as made:
        yield made


def sound(answer: Response) -> Response:
    """An answer whose headers are ours, and no failure."""
    assert answer.status_code < 500, answer.text[:300]
    assert "set-cookie" not in answer.headers
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert not any(sign in value for value in answer.headers.values() for sign in "\r\n\x00")
    return answer


def added(client: TestClient, other: TestClient, path: str) -> Counter[Part]:
    """The elements that the page has over its twin."""
    ours, theirs = sound(client.get(path)), sound(other.get(path))
    assert ours.status_code == theirs.status_code == 200, path
    assert set(ours.headers) == set(theirs.headers)
    return parts(ours.content) - parts(theirs.content)


def test_there_are_payloads_enough() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 200


def test_every_field_of_a_card_is_laden() -> None:
    """The card as a document: its texts, wherever they stand, hold the payload."""
    document = laden("f1", hostile(0)).document()
    silent = [where for where, text in _texts(document) if STORED[0] not in text]
    assert silent == ["public_id", "standing"]
    assert sum(1 for _ in _texts(document)) > 45


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from _texts(one, f"{where}.{name}".strip("."))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, where)


@pytest.mark.parametrize("path", ["", "/wrong"])
def test_the_page_of_a_forum_gains_no_element(pair: Pair, path: str) -> None:
    every = [(number, f"/forums/{name_of(number)}{path}") for number in range(len(STORED))]
    for number, page in every if path == "" else every[::5]:
        assert added(pair.hostile, pair.twin, page) == Counter(), STORED[number]


def test_the_page_of_a_forum_has_the_very_elements_of_its_twin(pair: Pair) -> None:
    """None is missing either. Some payloads have signs that no text keeps: what they name is not found again."""
    whole = [number for number, payload in enumerate(STORED) if fit(payload) == payload]
    assert len(whole) >= 200
    for number in whole[::4]:
        path = f"/forums/{name_of(number)}"
        assert added(pair.twin, pair.hostile, path) == Counter(), STORED[number]


@pytest.mark.parametrize("start", STARTS)
def test_lists_gain_no_element(pair: Pair, start: str) -> None:
    """All pages of the list together: payloads sort themselves among them, and into filters, otherwise than others."""
    pages = [f"{start}/forums?page={n + 1}" for n in range(-(-len(STORED) // 50))]
    ours, theirs = (
        sum((parts(sound(client.get(page)).content) for page in pages), Counter[Part]())
        for client in (pair.hostile, pair.twin)
    )
    assert kinds(ours) <= kinds(theirs)
    assert by_tag(ours) - by_tag(theirs) == Counter()


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("path", ["/", "/forums/pack", "/topics", "/places", "/organisations", "/changes"])
def test_other_pages_gain_no_element(pair: Pair, path: str, start: str) -> None:
    page = (start + path).removesuffix("/") or "/"
    assert added(pair.hostile, pair.twin, page) == Counter()


@pytest.mark.parametrize("view", [one for one in views() if not one.is_page], ids=lambda one: one.label)
def test_every_format_stays_what_it_is(pair: Pair, view: Any) -> None:
    """Read strictly: feeds as XML, tables cell by cell for formulas, JSON; and no element more than the twin."""
    path = f"/forums{view.suffix}"
    ours, theirs = sound(pair.hostile.get(path)), sound(pair.twin.get(path))
    assert ours.headers["content-type"] == theirs.headers["content-type"]
    assert len(ids(view, ours.content)) == len(ids(view, theirs.content)) >= 50
    if "xml" in ours.headers["content-type"] or "opml" in ours.headers["content-type"]:
        assert xml_parts(ours.content) - xml_parts(theirs.content) == Counter()


@pytest.mark.parametrize("view", [one for one in CHANGE_VIEWS if not one.is_page], ids=lambda one: one.label)
def test_changes_stay_what_they_are(pair: Pair, view: Any) -> None:
    ours, theirs = (sound(client.get(view.path)) for client in (pair.hostile, pair.twin))
    if "json" in ours.headers["content-type"]:
        assert len(ours.json()["items"]) == len(theirs.json()["items"]) > 0
    else:
        assert xml_parts(ours.content) - xml_parts(theirs.content) == Counter()


@pytest.mark.slow
@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("which", ["pair", "bare_pair"])
def test_every_page_of_every_forum_gains_no_element(which: str, start: str, request: pytest.FixtureRequest) -> None:
    both: Pair = request.getfixturevalue(which)
    for number in range(len(STORED)):
        for path in ("", "/wrong"):
            page = f"{start}/forums/{name_of(number)}{path}"
            assert added(both.hostile, both.twin, page) == Counter(), (STORED[number], page)
        for path in (f"/api/v1/forums/{name_of(number)}", f"/api/v1/forums/{name_of(number)}/history"):
            assert sound(both.hostile.get(path)).json()


@pytest.mark.slow
@pytest.mark.parametrize("view", [one for one in views() if not one.is_page], ids=lambda one: one.label)
def test_every_format_stays_what_it_is_with_payloads_for_addresses(bare_pair: Pair, view: Any) -> None:
    test_every_format_stays_what_it_is(bare_pair, view)
