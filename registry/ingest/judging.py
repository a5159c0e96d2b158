"""Asking the assessor: what it is given, and what is made of its answer."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from registry.assess import Assessment, Heard, Subject
from registry.assess.activity import Activity, ActivityInputs, activity
from registry.assess.counters import CounterReading
from registry.assess.phrases import heard_in
from registry.evidence.figures import MOST_TIMES, Figures
from registry.hygiene import count, line, moment
from registry.profile import ForumProfile

ACTIVE = ("active_7_days", "active_30_days")


class Assesses(Protocol):
    """What judges a forum: `registry.assess.Assessor`."""

    def assess(self, subject: Subject) -> Assessment:
        """Judge one forum."""
        ...


def judge(
    assessor: Assesses,
    known: Mapping[str, Any],
    profile: ForumProfile,
    titles: Sequence[str],
    address: str,
    heard: Heard | None = None,
) -> Assessment:
    """The judgement on a forum by its believed facts, its boards and the titles of its threads.

    `heard` stands for titles that are gone: what they said in our own words when they were read. A forum that turns
    out to be sensitive is judged again without either, and stays sensitive though its titles alone said so. Where no
    title was read, that no mutual help was seen says nothing of the forum.
    """
    heard = None if titles else heard
    subject = _subject(known, profile, titles, address, heard)
    judged = assessor.assess(subject)
    if judged.sensitive and (titles or heard):
        subject = _subject(known, profile, (), address, None)
        judged = assessor.assess(subject)._replace(sensitive=judged.sensitive)
    kept = subject.heard or heard_in(judged.hits, len(subject.thread_titles))
    if not kept.titles and not judged.peer_support.is_:
        judged = judged._replace(peer_support=judged.peer_support._replace(is_=None))
    return judged._replace(heard=kept)


def _subject(
    known: Mapping[str, Any], profile: ForumProfile, titles: Sequence[str], address: str, heard: Heard | None
) -> Subject:
    return Subject(
        name=known.get("name") or "",
        description=known.get("description") or "",
        boards=tuple(name for name in (line(board.name, 200) for board in profile.boards) if name),
        thread_titles=tuple(titles),
        language=known.get("language"),
        url=address,
        country=known.get("country"),
        platform=profile.platform,
        heard=heard,
    )


def activity_of(profile: ForumProfile, figures: Sequence[Figures], now: datetime) -> dict[str, Any]:
    """How active the forum is, as the card shows it: by this visit and the figures of all visits, newest first."""
    stated = {name: count(profile.value(name)) for name in ("members", "threads", "posts", *ACTIVE)}
    inputs = ActivityInputs(
        readings=tuple(CounterReading(*row) for row in reversed(figures)),
        last_post_at=moment(profile.value("last_post_at")),
        thread_times=tuple(when for when in map(moment, profile.thread_times[:MOST_TIMES]) if when is not None),
        as_of=now,
        platform=profile.platform,
        **stated,
    )
    return _as_card(activity(inputs, now.date()))


def _as_card(judged: Activity) -> dict[str, Any]:
    return {
        "tier": str(judged.tier),
        "score": judged.score,
        "posts_per_day": judged.posts_per_day,
        "inputs": dict(judged.inputs),
        "formula": judged.formula,
        "uncertainty": _how_sure(judged),
        "reason": judged.reason,
        "trend": judged.trend,
        "implausible": [f"{odd.field}: {odd.reason}" for odd in judged.implausible],
        "at_least": judged.at_least,
    }


def _how_sure(judged: Activity) -> str:
    if judged.uncertainty is None:
        return ""
    if judged.at_least:
        return "a lower bound: the forum may be much busier than the score says"
    return f"{judged.uncertainty} points either way"
