"""Sample forums of our own making, and the ways they get into a database for a test."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, select, update

from registry.catalogue.card import Card, CardActivity, CardBoard, CardRegion, CardTopic, Fact
from registry.catalogue.model import CardRow, Forum, Organisation, Region, Topic
from registry.db import Sessions
from registry.history.changes import record_change
from registry.vocabulary import ChangeKind

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)

TOPICS = {
    "/housing": "Housing",
    "/housing/renting": "Renting a home",
    "/housing/renting/eviction": "Eviction",
    "/health": "Health",
    "/health/cancer": "Living with cancer",
    "/transport": "Transport",
    "/environment": "Environment",
    "/environment/farming": "Food and farming",
}
PLACES = {
    "N1": ("England", "nation", None),
    "N2": ("Scotland", "nation", None),
    "R1": ("Yorkshire", "region", "N1"),
    "L1": ("Sheffield", "local", "R1"),
    "L2": ("Leeds", "local", "R1"),
    "L3": ("Dundee", "local", "N2"),
}
ORGANISATIONS = {"dept-homes": "Department for Homes", "dept-health": "Department of Wellbeing"}


def card(number: int, name: str, **more: Any) -> Card:
    """A forum that was visited; `topics` and `regions` are given as paths and codes."""
    topics = tuple(CardTopic(p, TOPICS[p], 0.8, (f"{TOPICS[p].lower()}: in the name",)) for p in more.pop("topics", ()))
    codes = more.pop("regions", ())
    regions = tuple(CardRegion(c, PLACES[c][0], PLACES[c][1], 0.9, (f"{PLACES[c][0]}: in the name",)) for c in codes)
    boards = tuple(CardBoard(b, f"https://forum{number}.example/b", 3, 9) for b in more.pop("boards", ()))
    score = more.pop("score", 50)
    members = more.pop("members", 100 * number)
    when = (NOW - timedelta(days=number)).isoformat()
    page = f"https://forum{number}.example/"
    read = {"source": "observed", "page": page, "seen_at": when, "parser_version": "1"}
    facts = (
        Fact("members", members, raw=f"{members:,}", rule=".stats b [0]", **read),
        Fact("posts", None, reason="no page we read states it"),
        Fact("last_post_at", when, raw="Yesterday", rule="time", precision="minute", **read),
    )
    activity = CardActivity(
        "unknown" if score is None else _tier(score), score, 2.5, {"posts": 40}, "a + b", "low", None
    )
    made = Card(
        public_id=f"f{number:04d}", name=name, address=f"https://forum{number}.example/", standing="listed",
        platform="phpbb", language="en-GB", country="GB", topics=topics, regions=regions, boards=boards, facts=facts,
        activity=activity, state="visited", first_seen_at=when, listed_at=when, visited_at=when, checked_at=when,
        updated_at=when, named_in="https://news.example/list",
    )  # fmt: skip
    return replace(made, **more)


def _tier(score: int) -> str:
    return "busy" if score > 66 else "steady" if score > 33 else "quiet"


def sample_cards() -> list[Card]:
    """Ten forums on several subjects."""
    return [
        card(1, "Tenants Together", description="Renters helping renters with deposits and eviction notices",
             topics=("/housing/renting/eviction",), regions=("L1",), organisations=("dept-homes",), score=80,
             boards=("Section 21 notices", "Deposits", "Repairs")),
        card(2, "LandlordTalk", description="For people who let one or two houses", topics=("/housing/renting",),
             score=60,             boards=("Problem tenants", "Tax")),
        card(3, "Leeds Allotments", description="Plots, sheds and slugs", topics=("/environment/farming",),
             regions=("L2",), score=20),
        card(4, "Walking With Cancer", description="Patients and families", topics=("/health/cancer",), score=90,
             organisations=("dept-health",), taking_part="ask_first", boards=("Newly diagnosed", "Chemotherapy")),
        card(5, "Dundee Cyclists", description="Riding by the Tay", topics=("/transport",), regions=("L3",),
             platform="discourse"),
        card(6, "Fforwm y Cwm", description="Sgwrs am y cwm", language="cy", score=None),
        card(7, "The Paediatric Ward", description="Parents of children in hospital", topics=("/health",), score=10),
        card(8, "Old Tractors", description="Engines & hedges <of all> kinds", topics=("/environment/farming",),
             standing="dormant", score=5),
        card(9, "Nobody Has Been Here", topics=("/transport",), state="not_visited_yet", facts=(), score=None,
             platform=None, visited_at=None),
        card(10, "Rural Buses", description="Where has the 47 gone", topics=("/transport",), regions=("R1",)),
    ]  # fmt: skip


def keep_lists(sessions: Sessions) -> None:
    """Topics, places and organisations, as seeds would."""
    with sessions.write() as session:
        topics = [
            {"path": p, "title": t, "level": p.count("/"), "parent": p.rsplit("/", 1)[0] or None}
            for p, t in TOPICS.items()
        ]
        places = [{"code": c, "name": n, "kind": k, "parent": p, "country": "GB"} for c, (n, k, p) in PLACES.items()]
        bodies = [{"slug": s, "name": n, "kind": "department", "details": {}} for s, n in ORGANISATIONS.items()]
        session.execute(insert(Topic), topics)
        session.execute(insert(Region), places)
        session.execute(insert(Organisation), bodies)


def keep(sessions: Sessions, cards: list[Card], *, kind: ChangeKind = ChangeKind.ADDED) -> None:
    """Put public forums in, or in place of their older cards, with a change each."""
    with sessions.write() as session:
        for one in cards:
            forum_id = session.scalar(select(Forum.id).where(Forum.public_id == one.public_id))
            if forum_id is None:
                made = Forum(public_id=one.public_id, standing=one.standing, first_seen_at=NOW, listed_at=NOW)
                session.add(made)
                session.flush()
                forum_id = made.id
            session.execute(delete(CardRow).where(CardRow.forum_id == forum_id))
            digest = one.digest()
            row = CardRow(forum_id=forum_id, document=one.document(), digest=digest, published=digest, updated_at=NOW)
            session.add(row)
            session.flush()
            record_change(session, forum_id=forum_id, public_id=one.public_id, kind=kind, now=NOW)


def withdraw(sessions: Sessions, public_id: str) -> None:
    """The forum left: content gone, a change without content."""
    with sessions.write() as session:
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == public_id))
        assert forum_id is not None
        session.execute(delete(CardRow).where(CardRow.forum_id == forum_id))
        session.execute(update(Forum).where(Forum.id == forum_id).values(standing="withdrawn"))
        record_change(session, forum_id=forum_id, public_id=public_id, kind=ChangeKind.REMOVED, now=NOW)


def merge(sessions: Sessions, public_id: str, into: str) -> None:
    """Two forums are one community."""
    with sessions.write() as session:
        ids = {p: session.scalar(select(Forum.id).where(Forum.public_id == p)) for p in (public_id, into)}
        session.execute(delete(CardRow).where(CardRow.forum_id == ids[public_id]))
        session.execute(
            update(Forum).where(Forum.public_id == public_id).values(standing="merged", merged_into=ids[into])
        )
        record_change(
            session, forum_id=ids[public_id] or 0, public_id=public_id, kind=ChangeKind.MERGED, now=NOW, into=into
        )
