"""Changes keep the names of the parts that changed, and nothing of what stood in them."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from sqlalchemy import String, event, select

from registry.catalogue.card import Card, CardActivity, CardTopic, Fact
from registry.catalogue.changed import PARTS, changed_parts
from registry.catalogue.model import Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.removal import forget
from registry.catalogue.told import record_told
from registry.catalogue.wishes import record_wishes
from registry.catalogue.writing import write_cards
from registry.db import Sessions
from registry.history.model import Change
from registry.upsert import table_of
from registry_api import wording
from registry_api.routes.answers import PartWord
from tests.store.making import HOSTS, NOW, forum_profile, visit

ADDRESS = "https://example.org/"
READ: dict[str, Any] = {"source": "observed", "seen_at": "2026-11-01T09:00:00+00:00"}
BEFORE = Card(
    "f1", "Hens", ADDRESS, "listed", facts=(Fact("name", "Hens", **READ), Fact("members", 1200, **READ)),
    activity=CardActivity("quiet", 20, 0.5, {"posts": 3}),
)  # fmt: skip


def parts(sessions: Sessions) -> list[tuple[str, str | None]]:
    """Kind and parts of all changes, the oldest first."""
    with sessions.read() as session:
        return [
            (row.kind, row.parts) for row in session.execute(select(Change.kind, Change.parts).order_by(Change.seq))
        ]


def seeded(sessions: Sessions, **more: Any) -> None:
    with sessions.write() as session:
        list_seed(session, Placement(ADDRESS, "Poultry Talk", **more), now=NOW, hosts=HOSTS)


def test_every_part_has_words_and_stands_in_the_description_of_the_api() -> None:
    assert list(PARTS) == list(wording.PARTS) == list(get_args(PartWord))
    told = {field for names in PARTS.values() for field in names}
    untold = {"public_id", "facts", "checked_at", "visited_at", "updated_at", "told_reason", "sample"}
    assert told | untold == {field.name for field in fields(Card)}, "a new field of the card belongs to a part"
    kept = table_of(Change).c.parts.type
    assert isinstance(kept, String)
    assert len(" ".join(PARTS)) <= (kept.length or 0)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"name": "Ducks"}, ("name",)),
        ({"facts": (replace(BEFORE.facts[0], value="Ducks"), BEFORE.facts[1])}, ("name",)),
        ({"facts": (BEFORE.facts[0], replace(BEFORE.facts[1], value=1300))}, ("figures",)),
        ({"facts": BEFORE.facts[:1]}, ("figures",)),
        ({"facts": (*BEFORE.facts, Fact("rules_url", ADDRESS))}, ("links",)),
        ({"facts": tuple(replace(fact, last_seen_at="2026-11-20") for fact in BEFORE.facts)}, ()),
        ({"activity": replace(BEFORE.activity, posts_per_day=0.6, inputs={})}, ()),
        ({"activity": replace(BEFORE.activity, at_least=True)}, ("activity",)),
        ({"activity": replace(BEFORE.activity, tier="steady"), "taking_part": "welcome"}, ("activity", "wishes")),
        ({"topics": (CardTopic("/a", "A", 1.0),), "platform": "phpbb"}, ("topics", "software")),
        ({"visited_at": "2026-11-20", "checked_at": "x", "updated_at": "x", "told_reason": "x"}, ()),
    ],
)
def test_the_parts_in_which_two_cards_differ(change: dict[str, Any], told: tuple[str, ...]) -> None:
    assert changed_parts(BEFORE.document(), replace(BEFORE, **change).document()) == told


def test_a_card_of_an_older_version_differs_in_nothing_that_is_null() -> None:
    older = BEFORE.document()
    for name in ("told_at", "stance_at", "stance_said"):
        del older[name]
    assert changed_parts(older, BEFORE.document()) == ()
    assert changed_parts(older, {**BEFORE.document(), "told_at": "2026-11-20", "newer": 1}) == ("told", "other")


def test_changes_say_which_parts_changed(sessions: Sessions) -> None:
    seeded(sessions)
    visit(sessions, NOW, profile=forum_profile())
    visit(sessions, NOW + timedelta(days=30), profile=forum_profile(members=1300))
    later = NOW + timedelta(days=40)
    with sessions.write() as session:
        record_told(session, ADDRESS, when=later, how="letter", actor="mia", now=later, hosts=HOSTS)
    with sessions.write() as session:
        record_wishes(
            session, ADDRESS, taking_part="welcome", reading="unknown", said="they wrote", on=later, actor="mia",
            now=later, hosts=HOSTS,
        )  # fmt: skip
    found = parts(sessions)
    assert found[0] == ("added", None), "what is new is all of it"
    assert {"description", "figures", "boards", "state"} <= set((found[1][1] or "").split())
    assert found[2:] == [("changed", "activity figures"), ("changed", "told"), ("changed", "wishes")]
    assert not any("Poultry" in (told or "") for _, told in found)


def test_a_forum_that_left_keeps_no_trace_of_what_changed(sessions: Sessions) -> None:
    seeded(sessions)
    seeded(sessions, description="Hens, ducks and geese")
    assert parts(sessions)[1] == ("changed", "description")
    with sessions.write() as session:
        forget(session, ADDRESS, actor="mia", reason="asked", now=NOW, hosts=HOSTS)
    assert parts(sessions) == [("added", None), ("changed", None), ("removed", None)]


def test_a_card_without_news_is_not_read(sessions: Sessions) -> None:
    """What parts cost is paid where something changed: one more read of one card."""
    asked: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if "card.document" in statement:
            asked.append(statement)

    seeded(sessions)
    visit(sessions, NOW, profile=forum_profile())
    event.listen(sessions.engine, "before_cursor_execute", note)
    with sessions.write() as session:
        forum_id = session.scalars(select(Forum.id)).one()
        assert write_cards(session, [forum_id], NOW) == set()
    event.remove(sessions.engine, "before_cursor_execute", note)
    assert [told for told in asked if told.lstrip().upper().startswith("SELECT")] == []
