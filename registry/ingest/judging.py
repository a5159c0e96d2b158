"""Asking the assessor: what it is given, and what is made of its answer."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sqlalchemy.orm import Session

from registry.assess import Assessment, Subject
from registry.hygiene import line
from registry.profile import ForumProfile


class Assesses(Protocol):
    """What judges a forum: `registry.assess.Assessor`."""

    def assess(self, subject: Subject) -> Assessment:
        """Judge one forum."""
        ...


def judge(
    assessor: Assesses, known: Mapping[str, Any], profile: ForumProfile, titles: Sequence[str], address: str
) -> Assessment:
    """The judgement on a forum by its believed facts, its boards and the titles of its threads.

    A forum that turns out to be sensitive is judged again without the titles.
    """
    subject = _subject(known, [board.name for board in profile.boards], titles, address, profile.platform)
    judged = assessor.assess(subject)
    if judged.sensitive and titles:
        subject = _subject(known, [board.name for board in profile.boards], (), address, profile.platform)
        judged = assessor.assess(subject)
    return judged


def _subject(
    known: Mapping[str, Any], boards: Sequence[str], titles: Sequence[str], address: str, platform: str | None
) -> Subject:
    return Subject(
        name=known.get("name") or "",
        description=known.get("description") or "",
        boards=tuple(name for name in (line(board, 200) for board in boards) if name),
        thread_titles=tuple(titles),
        language=known.get("language"),
        url=address,
        country=known.get("country"),
        platform=platform,
    )


def activity_of(session: Session, forum_id: int, profile: ForumProfile, today: date) -> dict[str, Any]:
    """How active the forum is, as the card shows it."""
    return {}
