"""Forums that were listed and read, and what stands of them in the tables."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from registry.assess import Assessor
from registry.catalogue.card import Card
from registry.catalogue.model import AssessmentRow, Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_card
from registry.db import Sessions
from registry.frontier.model import PrivateText
from registry.ingest.reassess import Move, Plan, Scope, apply_plan, make_plan
from registry.profile import Board, ForumProfile
from registry.tables import metadata
from tests.store.making import HOSTS, NOW, finding, forum_profile, visit

LATER = NOW + timedelta(days=3)


def read(
    sessions: Sessions,
    judges: Assessor,
    *,
    at: str = "one.example",
    name: str = "The Money Board",
    boards: Sequence[str] = ("Bailiffs", "General"),
    titles: Sequence[str] = (),
    when: datetime = NOW,
    **facts: Any,
) -> str:
    """List a forum and have a visit read it; its public id."""
    with sessions.write() as session:
        case = list_seed(session, Placement(f"https://{at}/", name), now=when, hosts=HOSTS).case
    assert case is not None
    visit(sessions, when, assessor=judges, only=at, profile=profile(name, boards, titles, **facts))  # type: ignore[arg-type]
    return case.public_id


def profile(name: str, boards: Sequence[str], titles: Sequence[str], **facts: Any) -> ForumProfile:
    stated = forum_profile(name=name, description="A place to talk", **facts)
    return replace(stated, boards=tuple(map(Board, boards)), thread_titles=tuple(titles), findings={
        **stated.findings, "active_30_days": finding(40),
    })  # fmt: skip


def planned(sessions: Sessions, judges: Assessor, now: datetime = LATER, **scope: Any) -> tuple[Plan, list[Move]]:
    moves: list[Move] = []
    plan = make_plan(sessions, judges, scope=Scope(**scope), now=now, told=moves.append, progress=lambda _: None)
    return plan, moves


def applied(
    sessions: Sessions, judges: Assessor, now: datetime = LATER, shown: dict[int, int] | None = None, **scope: Any
) -> tuple[Plan, list[Move]]:
    moves: list[Move] = []
    plan = apply_plan(
        sessions, judges, scope=Scope(**scope), now=now, actor="ann", told=moves.append, progress=lambda _: None,
        shown=shown,
    )  # fmt: skip
    return plan, moves


def whole(sessions: Sessions) -> dict[str, Any]:
    """All rows of all tables."""
    with sessions.read() as session:
        return {name: session.execute(select(table)).all() for name, table in metadata.tables.items()}


def card(sessions: Sessions, public_id: str) -> Card:
    with sessions.read() as session:
        found = public_card(session, public_id)
    assert found is not None
    return found


def topics(sessions: Sessions, public_id: str) -> list[str]:
    return [topic.path for topic in card(sessions, public_id).topics]


def judgement(sessions: Sessions, public_id: str) -> Any:
    with sessions.read() as session:
        return session.execute(
            select(AssessmentRow.__table__)
            .join(Forum.__table__, Forum.id == AssessmentRow.forum_id)
            .where(Forum.public_id == public_id)
        ).one()


def forget_titles(sessions: Sessions) -> None:
    """Their time is over, and the worker has tidied."""
    with sessions.write() as session:
        session.execute(delete(PrivateText))


def as_before_migration(sessions: Sessions) -> None:
    """Judgements of a version that noted neither."""
    with sessions.write() as session:
        session.execute(update(AssessmentRow).values(judged_by=None, heard=None))
