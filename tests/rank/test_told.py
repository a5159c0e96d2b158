"""When a forum's people were told that it is listed."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum_registry.command import main
from registry.catalogue.card import fingerprint, from_document
from registry.catalogue.composing import NO_ADDRESS, NO_NOTICE
from registry.catalogue.lifecycle import NoSuchForum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_card
from registry.catalogue.record import record_history
from registry.catalogue.removal import forget
from registry.catalogue.told import BadNotice, record_told
from registry.catalogue.writing import write_cards
from registry.db import Sessions
from registry.history import changes_since
from registry.history.model import LedgerEntry, LedgerPayload
from registry.identity import SharedHosts
from tests.api.forums import sample_cards
from tests.store.making import NOW, forum_profile, visit

HOSTS = SharedHosts()
LATER = NOW + timedelta(days=3)


def listed(sessions: Sessions) -> tuple[int, str]:
    with sessions.write() as session:
        case = list_seed(session, Placement("https://hens.example.org/", "Hens"), now=NOW, hosts=HOSTS).case
    assert case is not None
    return case.forum_id, case.public_id


def tell(sessions: Sessions, forum: str, *, when: datetime = LATER, how: str = "letter to its contact page") -> None:
    with sessions.write() as session:
        record_told(session, forum, when=when, how=how, actor="mia", now=LATER, hosts=HOSTS)


def test_the_card_says_when_and_how_and_before_that_why_not(sessions: Sessions) -> None:
    _, public_id = listed(sessions)
    with sessions.read() as session:
        before = public_card(session, public_id)
        seq = changes_since(session, 0)[-1].seq
    assert before is not None
    assert (before.told_at, before.told_reason) == (None, NO_NOTICE)
    tell(sessions, "hens.example.org/viewtopic.php?t=3")
    with sessions.read() as session:
        after = public_card(session, public_id)
        changes = changes_since(session, seq)
        entry = session.execute(
            select(LedgerEntry.role, LedgerEntry.action, LedgerPayload.payload)
            .join(LedgerPayload, LedgerPayload.seq == LedgerEntry.seq)
            .order_by(LedgerEntry.seq.desc())
        ).first()
        events = record_history(session, public_id)
    assert after is not None
    assert (after.told_at, after.told_how) == (LATER.isoformat(), "letter to its contact page")
    assert after.told_reason is None
    assert [change.kind for change in changes] == ["changed"]
    assert entry is not None
    assert (entry.role, entry.action, entry.payload["actor"]) == ("moderator", "told", "mia")
    assert events[0].words == "its people were told of the listing: letter to its contact page"
    assert "mia" not in str(events)


def test_a_forum_without_an_address_to_write_to_says_so(sessions: Sessions) -> None:
    _, public_id = listed(sessions)
    visit(sessions, NOW, profile=forum_profile())
    with sessions.read() as session:
        card = public_card(session, public_id)
    assert card is not None
    assert card.told_reason == NO_ADDRESS
    visit(sessions, NOW + timedelta(days=30), profile=forum_profile(contact_url="https://hens.example.org/contact"))
    with sessions.read() as session:
        card = public_card(session, public_id)
    assert card is not None
    assert card.told_reason == NO_NOTICE


@pytest.mark.parametrize(
    ("forum", "when", "how", "problem"),
    [
        ("hens.example.org", LATER + timedelta(days=1), "letter", BadNotice),
        ("hens.example.org", NOW - timedelta(days=1), "letter", BadNotice),
        ("hens.example.org", LATER, " \u200b ", BadNotice),
        ("hens.example.org", LATER, "mail to jo@hens.example.org", BadNotice),
        ("ducks.example.org", LATER, "letter", NoSuchForum),
        ("nothing", LATER, "letter", NoSuchForum),
        ("http://[", LATER, "letter", NoSuchForum),
    ],
)
def test_what_cannot_be_is_refused(
    sessions: Sessions, forum: str, when: datetime, how: str, problem: type[Exception]
) -> None:
    listed(sessions)
    with pytest.raises(problem):
        tell(sessions, forum, when=when, how=how)


def test_a_forum_that_left_cannot_be_told_and_keeps_no_trace_of_it(sessions: Sessions) -> None:
    _, public_id = listed(sessions)
    tell(sessions, public_id)
    with sessions.write() as session:
        forget(session, "hens.example.org", actor="mia", reason="asked", now=LATER, hosts=HOSTS)
    with pytest.raises(NoSuchForum):
        tell(sessions, public_id)
    with sessions.read() as session:
        assert record_history(session, public_id) == ()


def test_new_fields_of_cards_tell_nobody_that_every_forum_changed(sessions: Sessions) -> None:
    """Cards written by the version before have the digest they had, and load without the fields."""
    card = sample_cards()[0]
    assert card.digest() == "b9e343258c5c5ed34a75be196b6ec11f047f66562c24eb4c135a0b16cd80c1cf", "as before told_at came"
    document = card.document()
    for name in ("told_at", "told_how", "told_reason"):
        del document[name]
    assert fingerprint(document) == card.digest()
    assert from_document(document) == card
    forum_id, _ = listed(sessions)
    with sessions.read() as session:
        seq = changes_since(session, 0)[-1].seq
    with sessions.write() as session:
        assert write_cards(session, [forum_id], LATER) == set()
    with sessions.read() as session:
        assert changes_since(session, seq) == []


def test_the_verb(database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from registry.db import make_sessions

    sessions = make_sessions(database_url)
    _, public_id = listed(sessions)
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", database_url)
    day = datetime.now(UTC).date().isoformat() if datetime.now(UTC) >= NOW else NOW.date().isoformat()
    assert main(["told", public_id, "--on", day, "--how", "letter to its contact page", "--actor", "mia"]) == 0
    assert f"{public_id}: told on {day}, letter to its contact page." in capsys.readouterr().out
    assert main(["told", "ducks.example.org", "--on", day, "--how", "letter"]) == 2
    assert main(["told", public_id, "--on", "2999-01-01", "--how", "letter"]) == 2
    assert "still to come" in capsys.readouterr().err
    sessions.dispose()
