"""What a forum's people said of officials: recorded, shown with its day and its words, and taken back."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum_registry.command import main
from registry.catalogue.card import Card, fingerprint, from_document
from registry.catalogue.lifecycle import NoSuchForum, Role
from registry.catalogue.listed import listed as as_listed
from registry.catalogue.model import Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_card
from registry.catalogue.record import record_history
from registry.catalogue.removal import forget
from registry.catalogue.terms import Terms
from registry.catalogue.wishes import BadWish, Wished, record_wishes
from registry.db import Sessions, make_sessions
from registry.history import changes_since
from registry.history.model import LedgerEntry, LedgerPayload
from registry.identity import SharedHosts
from registry.vocabulary import Stance
from tests.api.forums import sample_cards
from tests.store.making import NOW

HOSTS = SharedHosts()
LATER = NOW + timedelta(days=3)
SAID = "its owner wrote: please ask first"
STANCES = [str(stance) for stance in Stance]


def listed(sessions: Sessions) -> str:
    with sessions.write() as session:
        case = list_seed(session, Placement("https://hens.example.org/", "Hens"), now=NOW, hosts=HOSTS).case
    assert case is not None
    return case.public_id


def say(sessions: Sessions, forum: str = "hens.example.org", **words: Any) -> Wished:
    told: dict[str, Any] = {"taking_part": "ask_first", "reading": "not_welcome", "said": SAID}
    told |= {"on": LATER, "now": LATER}
    with sessions.write() as session:
        return record_wishes(session, forum, actor="mia", hosts=HOSTS, **(told | words))


def shown(sessions: Sessions, public_id: str) -> Card:
    with sessions.read() as session:
        card = public_card(session, public_id)
    assert card is not None
    return card


def stance(card: Card) -> tuple[str | None, ...]:
    return card.taking_part, card.reading, card.stance_at, card.stance_said, card.stance_source


def last_entry(sessions: Sessions) -> tuple[str, str, Mapping[str, Any]]:
    asked = select(LedgerEntry.role, LedgerEntry.action, LedgerPayload.payload).order_by(LedgerEntry.seq.desc())
    with sessions.read() as session:
        row = session.execute(asked.join(LedgerPayload, LedgerPayload.seq == LedgerEntry.seq)).first()
    assert row is not None
    return row.role, row.action, row.payload


def test_the_card_says_what_was_said_and_when_and_by_whom(sessions: Sessions) -> None:
    public_id = listed(sessions)
    with sessions.read() as session:
        seq = changes_since(session, 0)[-1].seq
    wished = say(sessions, "hens.example.org/viewtopic.php?t=3")
    assert (wished.public_id, wished.before.silent, wished.now.silent) == (public_id, True, False)
    card = shown(sessions, public_id)
    assert stance(card) == ("ask_first", "not_welcome", LATER.isoformat(), SAID, "edited")
    role, action, payload = last_entry(sessions)
    assert (role, action, payload["actor"], payload["said"]) == ("moderator", "wishes", "mia", SAID)
    assert (payload["taking_part"], payload["when"]) == ("ask_first", LATER.isoformat())
    with sessions.read() as session:
        assert [change.kind for change in changes_since(session, seq)] == ["changed"]
        events = record_history(session, public_id)
    assert (events[0].kind, events[0].words) == ("wishes", "said how officials may take part")
    assert "mia" not in str(events)


@pytest.mark.parametrize("reading", STANCES)
@pytest.mark.parametrize("taking_part", STANCES)
def test_every_answer_can_be_given_and_stands_in_the_list(sessions: Sessions, taking_part: str, reading: str) -> None:
    public_id = listed(sessions)
    say(sessions, taking_part=taking_part, reading=reading, role=Role.OWNER)
    card = shown(sessions, public_id)
    row = as_listed(card, Terms()).document.decode()
    said = (taking_part, reading) != ("unknown", "unknown")
    assert (card.taking_part, card.reading) == (taking_part, reading)
    assert card.stance_source == ("declared" if said else None)
    assert f'"stance_at":{chr(34) + LATER.isoformat() + chr(34) if said else "null"}' in row


def test_a_wish_is_taken_back(sessions: Sessions) -> None:
    public_id = listed(sessions)
    before = shown(sessions, public_id)
    say(sessions)
    say(
        sessions,
        taking_part="unknown",
        reading="unknown",
        said="its owner took it back",
        now=LATER + timedelta(hours=1),
    )
    after = shown(sessions, public_id)
    assert stance(after) == ("unknown", "unknown", None, None, None)
    assert after.digest() == before.digest()
    assert last_entry(sessions)[2]["said"] == "its owner took it back"
    with sessions.read() as session:
        words = [event.words for event in record_history(session, public_id)]
    assert words[:2] == ["took back what it said on officials taking part", "said how officials may take part"]


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        ({"taking_part": "maybe"}, BadWish),
        ({"reading": ""}, BadWish),
        ({"said": " \u200b "}, BadWish),
        ({"said": "jo@hens.example.org wrote: stay away"}, BadWish),
        ({"on": LATER + timedelta(days=1)}, BadWish),
        ({"forum": "ducks.example.org"}, NoSuchForum),
        ({"forum": "http://["}, NoSuchForum),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    sessions: Sessions, words: dict[str, Any], problem: type[Exception]
) -> None:
    public_id = listed(sessions)
    with pytest.raises(problem):
        say(sessions, **words)
    assert stance(shown(sessions, public_id)) == ("unknown", "unknown", None, None, None)


def test_a_forum_that_left_keeps_no_trace_of_its_wishes(sessions: Sessions) -> None:
    public_id = listed(sessions)
    say(sessions)
    with sessions.write() as session:
        forget(session, "hens.example.org", actor="mia", reason="asked", now=LATER, hosts=HOSTS)
    with pytest.raises(NoSuchForum):
        say(sessions, public_id)
    with sessions.read() as session:
        row = session.scalars(select(Forum).where(Forum.public_id == public_id)).one()
        kept = (row.taking_part, row.reading, row.stance_at, row.stance_said, row.stance_source)
    assert kept == ("unknown", "unknown", None, None, None)


def test_cards_of_the_version_before_load_and_have_the_digest_they_had() -> None:
    card = sample_cards()[0]
    document = card.document()
    for name in ("stance_at", "stance_said", "stance_source"):
        del document[name]
    assert fingerprint(document) == card.digest()
    assert from_document(document) == card


def test_the_verb(database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    sessions = make_sessions(database_url)
    public_id = listed(sessions)
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", database_url)
    day = datetime.now(UTC).date().isoformat()
    given = ["--said", SAID, "--actor", "mia"]
    wish = ["wishes", public_id, "--taking-part", "welcome", "--reading", "information_only"]
    assert main([*wish, *given, "--on", day]) == 0
    expected = f"{public_id}: taking part welcome, reading information_only, said on {day}; it said taking part unknown"
    assert capsys.readouterr().out.startswith(expected)
    assert shown(sessions, public_id).taking_part == "welcome"
    assert main([*wish, *given, "--on", "2999-01-01"]) == 2
    assert "still to come" in capsys.readouterr().err
    wish[1] = "ducks.example.org"
    assert main([*wish, *given, "--on", day]) == 2
    sessions.dispose()
