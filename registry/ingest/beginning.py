"""What a search begins with: the forums of its topic that nobody has visited yet, and the lists that may name more.

Forums of the topic that were visited have brought their links home already: what those name stands in the frontier
with a value. So do the pages that name forums of this topic, the home pages of the organisations that answer for it,
and, where the operator has set a search engine, its questions: `priming.prime_search` makes them due.
"""

from datetime import datetime

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import not_settled
from registry.catalogue.model import Forum, ForumTopic
from registry.frontier.budgets import begun
from registry.frontier.discoveries import Search
from registry.frontier.model import Site
from registry.frontier.queue import lock_due, recompute_due
from registry.frontier.searching import widest
from registry.frontier.seeking import HostTopic
from registry.frontier.sites import hold_sites
from registry.ingest.priming import prime_search
from registry.upsert import batches, table_of, write_over
from registry.vocabulary import Purpose

MOST_BEGINNINGS = 2_000
"""Forums of a topic that a search visits first, at most."""

_SITE, _FORUM, _FILED = table_of(Site), table_of(Forum), table_of(ForumTopic)


def begin(session: Session, search: Search, now: datetime) -> None:
    """Make due what a search starts from. Once a search: a second call does nothing."""
    if not begun(session, search.id, now):
        return
    _visit_first(session, search.topic, now)
    prime_search(session, search.topic, search.id, now)


_UNVISITED = (
    select(_SITE.c.id, _SITE.c.host_id)
    .join(_FORUM, _FORUM.c.site_id == _SITE.c.id)
    .where(
        _FORUM.c.id.in_(
            select(_FILED.c.forum_id).where(
                or_(_FILED.c.topic == bindparam("topic"), _FILED.c.topic.startswith(bindparam("narrower")))
            )
        ),
        not_settled(),
        _SITE.c.last_attempt_at.is_(None),
        _SITE.c.next_due.is_not(None),
    )
    .order_by(_SITE.c.id)
    .limit(MOST_BEGINNINGS)
)


def _visit_first(session: Session, topic: str, now: datetime) -> None:
    """The forums of the topic that were never visited are looked at like the best of new sites: for their links."""
    rows = session.execute(_UNVISITED, {"topic": topic, "narrower": f"{topic}/"}).all()
    host_ids = sorted({row.host_id for row in rows})
    for batch in batches([row.id for row in rows]):
        hold_sites(session, batch)
        looked_at = {"purpose": str(Purpose.DISCOVER), "next_due": now, "value": 1.0}
        session.execute(update(_SITE).where(_SITE.c.id.in_(batch)).values(looked_at))
    promises = [{"topic": widest(topic), "host_id": host_id, "value": 1.0} for host_id in host_ids]
    for some in batches(promises):
        write_over(session, HostTopic, ("topic", "host_id"), list(some))
    lock_due(session, host_ids)
    recompute_due(session, host_ids)
