"""Taking a forum's profile in: facts, figures, reading, private words, judgement."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from registry.assess import Assessment
from registry.catalogue.filing import Judged, file_assessments
from registry.catalogue.lifecycle import Case
from registry.catalogue.writing import Known
from registry.evidence.figures import (
    Figures,
    reading_of,
    snapshot_of,
    snapshots_of,
    write_readings,
    write_snapshots,
)  # fmt: skip
from registry.evidence.keeping import Claim, Kept, Statement, keep_all
from registry.evidence.precedence import best
from registry.frontier.model import PrivateText
from registry.frontier.sighting import PRIVATE_DAYS
from registry.hygiene import line
from registry.ingest.arrival import Arrival
from registry.ingest.clocks import SiteRow
from registry.ingest.counting import Visited, count_replies
from registry.ingest.judging import Assesses, activity_of, judge
from registry.ingest.sensitive import heed
from registry.profile import FACTS, ForumProfile
from registry.upsert import insert_all, table_of
from registry.vocabulary import Source

MOST_TITLES = 30


def take_profiles(session: Session, arrivals: Sequence[Arrival], *, assessor: Assesses, private_days: int) -> None:
    """Keep what visits found out about their forums; sets the facts whose value changed, and all that is known now."""
    read = [Read(one, one.case, one.profile) for one in arrivals if one.case is not None and one.profile is not None]
    if not read:
        return
    kept = keep_all(session, Source.OBSERVED, [_statement(one) for one in read])
    figures = _figures(session, read)
    before = _titles_of(session, [one.site.id for one in read])
    judged, keeping = [], []
    for one in read:
        forum_id = one.case.forum_id
        assessment, titles = _judge(session, one, kept[forum_id], assessor)
        keeping.append(Titles(one.site.id, titles, before.get(one.site.id, ()), one.at))
        one.arrival.topic = assessment.topics[0].topic if assessment.topics else None
        activity = activity_of(one.profile, figures[forum_id], one.at)
        judged.append(Judged(forum_id, assessment, activity, one.at, new=one.case.new))
    _keep_titles(session, keeping, private_days)
    filed = file_assessments(session, judged)
    counts = count_replies(session, [_visited(one) for one in read])
    for one, judgement in zip(read, judged, strict=True):
        said, (places, document) = kept[judgement.forum_id], filed[judgement.forum_id]
        shown = one.reading
        one.arrival.facts, one.arrival.news = said.changed, said.news
        one.arrival.known = Known(
            said.said, shown["boards"], shown["feeds"], places, document, judgement.activity, counts[judgement.forum_id]
        )


@dataclass(slots=True)
class Read:
    """A visit that read a forum's profile, and what it showed beside the facts."""

    arrival: Arrival
    case: Case
    profile: ForumProfile
    reading: dict[str, Any] = field(default_factory=dict)

    @property
    def site(self) -> SiteRow:
        """The visited site."""
        return self.arrival.site

    @property
    def at(self) -> datetime:
        """The end of the visit."""
        return self.arrival.at


def _statement(one: Read) -> Statement:
    return Statement(one.case.forum_id, claims_of(one.profile), one.at, one.arrival.visit_id, new=one.case.new)


def _visited(one: Read) -> Visited:
    """The visit as its threads' replies are counted: none of a site of which only the front page is read."""
    seen = () if one.site.front_page_only else one.profile.threads_seen
    return one.case.forum_id, one.arrival.visit_id, one.at, seen


def _figures(session: Session, read: Sequence[Read]) -> dict[int, list[Figures]]:
    """Write the figures and readings of these visits; the newest figures of each forum, newest first."""
    for one in read:
        one.reading = reading_of(one.case.forum_id, one.arrival.visit_id, one.at, one.profile)
    write_readings(session, [one.reading for one in read])
    rows = [snapshot_of(one.case.forum_id, one.arrival.visit_id, one.at, one.profile) for one in read]
    write_snapshots(session, rows)
    first = {row["forum_id"]: row for one, row in zip(read, rows, strict=True) if one.case.new}
    figures = snapshots_of(session, [one.case.forum_id for one in read if not one.case.new])
    figures |= {
        forum_id: [(row["taken_at"], row["posts"], row["threads"], row["members"])] for forum_id, row in first.items()
    }
    return figures


def _judge(session: Session, one: Read, kept: Kept, assessor: Assesses) -> tuple[Assessment, tuple[str, ...]]:
    """The judgement on a forum, and the titles that may be kept."""
    titles = () if one.site.front_page_only else _titles(one.profile)
    words = {fact: said.value for fact, said in best(kept.said).items()}
    judged = judge(assessor, words, one.profile, titles, one.site.address)
    if not judged.sensitive:
        return judged, titles
    heed(session, one.case, judged.sensitive, "crawler", one.at)
    return judged, ()


def claims_of(profile: ForumProfile) -> list[Claim]:
    """What a profile states of its forum, fact by fact, before it is kept."""
    version = profile.parser_version
    claims = []
    for derived, found in ((False, profile.findings), (True, profile.derived)):
        for fact, one in found.items():
            if fact in FACTS:
                claims.append(
                    Claim(fact, one.value, one.raw, one.rule, one.page, one.precision, version, derived=derived)
                )
    clue = profile.clues[0] if profile.clues else ""
    for fact, value in (("platform", profile.platform), ("platform_version", profile.platform_version)):
        if value:
            claims.append(Claim(fact, value, "", clue, profile.front_page or "", None, version))
    return claims


def _titles(profile: ForumProfile) -> tuple[str, ...]:
    return tuple(title for title in (line(title, 300) for title in profile.thread_titles[:MOST_TITLES]) if title)


@dataclass(frozen=True, slots=True)
class Titles:
    """The titles to keep of a site's threads, in place of those of the visit before."""

    site_id: int
    words: Sequence[str]
    before: Sequence[tuple[str, datetime]]
    now: datetime


_PRIVATE = table_of(PrivateText)
_OF_SITES = (_PRIVATE.c.site_id.in_(bindparam("site_ids", expanding=True)), _PRIVATE.c.kind == "thread_title")
_TITLES = select(_PRIVATE.c.site_id, _PRIVATE.c.words, _PRIVATE.c.expires_at).where(*_OF_SITES).order_by(_PRIVATE.c.id)
_FORGET = delete(_PRIVATE).where(*_OF_SITES)


def _titles_of(session: Session, site_ids: Sequence[int]) -> dict[int, list[tuple[str, datetime]]]:
    """The kept titles of each site, with the time they go."""
    found: dict[int, list[tuple[str, datetime]]] = {}
    for site_id, words, expires_at in session.execute(_TITLES, {"site_ids": list(site_ids)}):
        found.setdefault(site_id, []).append((words, expires_at))
    return found


def _keep_titles(session: Session, keeping: Sequence[Titles], days: int) -> None:
    """Keep the newest titles for as long as they may be kept.

    Titles that are shown again are not written again before half their time is over.
    """
    life = timedelta(days=min(days, PRIVATE_DAYS))
    rows, over = [], []
    for one in keeping:
        shown_again = [words for words, _ in one.before] == list(one.words)
        if shown_again and all(expires_at > one.now + life / 2 for _, expires_at in one.before):
            continue
        if one.before:
            over.append(one.site_id)
        own = {"site_id": one.site_id, "from_site_id": one.site_id, "kind": "thread_title"}
        rows += [{**own, "expires_at": one.now + life, "words": title} for title in one.words]
    if over:
        session.execute(_FORGET, {"site_ids": over})
    insert_all(session, PrivateText, rows)
