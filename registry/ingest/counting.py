"""Counting threads without reply: what a visit adds to the counts of the visits before it."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from operator import attrgetter

from sqlalchemy.orm import Session

from registry.assess.replies import Tally, counted_until, tally
from registry.evidence.tallies import tallies_of, write_tallies
from registry.hygiene import moment
from registry.profile import MOST_THREADS_SEEN, ThreadSeen

_AS_KEPT = attrgetter(*(field.name for field in fields(Tally)))

Visited = tuple[int, int, datetime, Sequence[ThreadSeen]]
"""A visit: its forum, its id, its end, the threads it saw with their replies."""


def count_replies(session: Session, visits: Sequence[Visited]) -> dict[int, list[Tally]]:
    """Keep what visits counted; the counts of each forum, newest first. No thread is written."""
    counts = {
        forum_id: [Tally(*one) for one in before]
        for forum_id, before in tallies_of(session, [forum_id for forum_id, *_ in visits]).items()
    }
    written = []
    for forum_id, visit_id, at, threads in visits:
        seen = [one for one in threads[:MOST_THREADS_SEEN] if _is_fit(one)]
        counted = tally(seen, at, counted_until(counts[forum_id]))
        if counted is not None:
            counts[forum_id].insert(0, counted)
            written.append((forum_id, visit_id, _AS_KEPT(counted)))
    write_tallies(session, written)
    return counts


def _is_fit(one: ThreadSeen) -> bool:
    """Whether its times are times that can be kept: what a page stated may be of any year."""
    times = (one.last_post_at, one.started_at, one.first_reply_at)
    return all(when is None or moment(when) is not None for when in times) and one.replies >= 0 and one.slack_s >= 0
