"""What the stored forums say to those who keep the topics: how one was judged, and how many hold a phrase."""

from collections import Counter
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import select

from registry.assess import Assessment
from registry.catalogue.model import Forum
from registry.db import Sessions
from registry.ingest.judging import Assesses
from registry.ingest.reassess.again import judgement
from registry.ingest.reassess.scope import Scope, batches
from registry.ingest.reassess.stored import load


def judged_now(sessions: Sessions, assessor: Assesses, public_id: str, now: datetime) -> Assessment | None:
    """The judgement on a stored forum as it would be today; None for one that was never read, or is decided against."""
    with sessions.read() as session:
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == public_id))
        found = load(session, [forum_id], now) if forum_id is not None else []
    return judgement(assessor, found[0]) if found else None


def forums_with_phrases(
    sessions: Sessions, assessor: Assesses, now: datetime, progress: Callable[[int], None]
) -> tuple[int, Counter[str]]:
    """How many forums there are, and how many hold each phrase (as the seeds write it, in small letters, without *)."""
    forums, counts = 0, Counter[str]()
    for ids in batches(sessions, Scope(again=True)):
        with sessions.read() as session:
            stored = load(session, ids, now)
        for one in stored:
            counts.update({hit.phrase.shown.lower() for hit in judgement(assessor, one).hits})
        forums += len(stored)
        progress(forums)
    return forums, counts
