"""Taking a forum's profile in: facts, figures, reading, private words, judgement."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from registry.catalogue.filing import file_assessment
from registry.catalogue.lifecycle import Case
from registry.catalogue.writing import Known
from registry.evidence.figures import write_reading, write_snapshot
from registry.evidence.keeping import Claim, keep
from registry.evidence.precedence import best
from registry.frontier.model import PrivateText
from registry.frontier.sighting import PRIVATE_DAYS
from registry.frontier.sites import front_page_only
from registry.hygiene import line
from registry.ingest.clocks import SiteRow
from registry.ingest.judging import Assesses, activity_of, judge
from registry.ingest.sensitive import note_sensitive
from registry.profile import FACTS, ForumProfile
from registry.upsert import insert_all, table_of
from registry.vocabulary import Source

MOST_TITLES = 30


def take_profile(
    session: Session,
    case: Case,
    site: SiteRow,
    profile: ForumProfile,
    visit_id: int,
    seen_at: datetime,
    *,
    assessor: Assesses,
    private_days: int,
) -> tuple[frozenset[str], Known]:
    """Keep what the visit found out about a forum; the facts whose value changed, and all that is known now."""
    kept = keep(session, case.forum_id, Source.OBSERVED, _claims(profile), seen_at=seen_at, visit_id=visit_id)
    write_snapshot(session, case.forum_id, visit_id, seen_at, profile)
    reading = write_reading(session, case.forum_id, visit_id, seen_at, profile)
    titles = () if site.front_page_only else _titles(profile)
    words = {fact: said.value for fact, said in best(kept.said).items()}
    judged = judge(assessor, words, profile, titles, site.address)
    if judged.sensitive:
        titles = ()
        if note_sensitive(session, case, judged.sensitive, "crawler", seen_at) is not None:
            front_page_only(session, site.id)
    _keep_titles(session, site.id, titles, seen_at, private_days)
    activity = activity_of(session, case.forum_id, profile, seen_at)
    filed, judgement = file_assessment(session, case.forum_id, judged, activity, seen_at)
    return kept.changed, Known(kept.said, reading["boards"], reading["feeds"], filed, judgement, activity)


def _claims(profile: ForumProfile) -> list[Claim]:
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


_PRIVATE = table_of(PrivateText)
_TITLES = (
    select(_PRIVATE.c.words, _PRIVATE.c.expires_at)
    .where(_PRIVATE.c.site_id == bindparam("site_id"), _PRIVATE.c.kind == "thread_title")
    .order_by(_PRIVATE.c.id)
)


def _keep_titles(session: Session, site_id: int, titles: Sequence[str], now: datetime, days: int) -> None:
    """Keep the newest titles for as long as they may be kept, in place of those of the visit before.

    Titles that are shown again are not written again before half their time is over.
    """
    life = timedelta(days=min(days, PRIVATE_DAYS))
    before = session.execute(_TITLES, {"site_id": site_id}).all()
    if [row.words for row in before] == list(titles) and all(row.expires_at > now + life / 2 for row in before):
        return
    if before:
        own = (_PRIVATE.c.site_id == site_id, _PRIVATE.c.kind == "thread_title")
        session.execute(delete(_PRIVATE).where(*own))
    row = {"site_id": site_id, "from_site_id": site_id, "kind": "thread_title", "expires_at": now + life}
    insert_all(session, PrivateText, [{**row, "words": title} for title in titles])
