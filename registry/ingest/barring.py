"""Farms: domains whose pages repeat one another and lead in circles. Told by figures, bounded, and taken back.

A page that stands on many hosts in the same words, that links out, and behind which no forum was ever found, is made
to be met again and again. Its domain is barred: its sites leave the queue, and what it links to counts nothing. Never
barred are a hosting place of `seeds/hosts.toml`, a domain with a forum, one that other places name, and the host where
the words were seen first: it may be the one that was copied. The few sites of a barred domain that promise most stay in
the queue, so that a forum among them can take the bar back; an operator's word does so at once.
"""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Site
from registry.frontier.queue import lock_due, recompute_due
from registry.frontier.seeking import Domain
from registry.identity import SharedHosts, registrable_domain
from registry.ingest.arrival import Arrival
from registry.ingest.circles import circling
from registry.ingest.domains import Record
from registry.profile import Link
from registry.upsert import batches, table_of
from registry.vocabulary import Outcome, Purpose, SiteKind

SAME_PAGES = 8
"""Hosts on which the same words make a farm."""

LINKS_OUT = 5
"""Links to other hosts below which a page cannot lead in circles: walls of consent and notices have few."""

LOOKED_AT = 40
"""Sites with the same words that are looked at, the longest known first."""

NAMED_BY = 2
"""Independent places that name a site from which on it is no farm's."""

STILL_TRIED = 3
"""Sites of a barred domain that stay in the queue: those that promise most."""

BY_WORD = "not barred: an operator's word"
"""Stands as the reason of a domain that an operator took the bar from."""

MOST_SITES = 5_000
"""Sites of one domain that leave the queue, or come back, at once."""

_SITE, _HOST, _DOMAIN = table_of(Site), table_of(Host), table_of(Domain)
_RECORDS = (
    select(_HOST.c.id, _DOMAIN.c.name, _DOMAIN.c.tried, _DOMAIN.c.forums, _DOMAIN.c.barred_at)
    .join(_DOMAIN, _DOMAIN.c.name == _HOST.c.domain)
    .where(_HOST.c.id.in_(bindparam("host_ids", expanding=True)))
)
_SAME = (
    select(_SITE.c.id, _SITE.c.host_id, _SITE.c.kind)
    .where(_SITE.c.page_print == bindparam("print"))
    .order_by(_SITE.c.id)
    .limit(LOOKED_AT)
)
_OF_DOMAIN = select(_SITE.c.id, _SITE.c.host_id).join(_HOST, _HOST.c.id == _SITE.c.host_id).where(
    _HOST.c.domain == bindparam("domain")
)  # fmt: skip
_WAITING = _OF_DOMAIN.where(
    _SITE.c.purpose == str(Purpose.DISCOVER), _SITE.c.next_due.is_not(None), _SITE.c.last_attempt_at.is_(None)
)
_LEFT_OUT = _OF_DOMAIN.where(
    _SITE.c.purpose == str(Purpose.DISCOVER), _SITE.c.next_due.is_(None), _SITE.c.last_attempt_at.is_(None)
).limit(MOST_SITES)


def judge_domains(session: Session, arrivals: Sequence[Arrival], hosts: SharedHosts) -> None:
    """Set what is known of the domains of sites that were looked at, and why one of them is a farm. Writes nothing."""
    looked = [one for one in arrivals if one.report.purpose == Purpose.DISCOVER]
    if not looked:
        return
    rows = session.execute(_RECORDS, {"host_ids": sorted({one.report.host_id for one in looked})})
    records = {row.id: Record(row.name, row.tried, row.forums, row.barred_at is not None) for row in rows}
    for arrival in looked:
        arrival.domain = record = records.get(arrival.report.host_id)
        if record is not None and arrival.case is None and not record.barred:
            arrival.farm = _farm(session, arrival, record, hosts)


def settle_domains(session: Session, arrivals: Sequence[Arrival], now: datetime) -> None:
    """Bar the domains of farms, and take bars back where a forum was found. The last thing a transaction does: what
    others hold is left for the next visit, so that nobody waits for anybody.
    """
    told = {one.domain.domain: one for one in arrivals if one.domain is not None and (one.farm or one.case is not None)}
    for domain, arrival in sorted(told.items()):
        if arrival.farm is not None:
            bar(session, domain, arrival.farm, now)
        elif arrival.domain is not None and arrival.domain.barred:
            lift(session, domain, now)


def _farm(session: Session, arrival: Arrival, record: Record, hosts: SharedHosts) -> str | None:
    """The rule and its figures, in words, when this page is one of a farm's; None when it is not."""
    profile = arrival.report.profile
    fruitless = arrival.outcome in (Outcome.NOT_A_FORUM, Outcome.UNSURE) and not record.forums
    if profile is None or not fruitless or len(profile.links) < LINKS_OUT or hosts.find(record.domain) is not None:
        return None
    if (told := circling(session, arrival, record)) is not None and not _named(session, record.domain):
        return told
    if profile.page_print is None:
        return None
    same = session.execute(_SAME, {"print": profile.page_print}).all()
    others = {row.host_id for row in same if row.host_id != arrival.site.host_id}
    if len(others) < SAME_PAGES or same[0].host_id == arrival.site.host_id:
        return None
    if any(row.kind == str(SiteKind.FORUM) for row in same) or _named(session, record.domain):
        return None
    return (
        f"the same page on {len(others) + 1} hosts at least, with {len(profile.links)} links, and no forum among them"
    )


def _named(session: Session, domain: str) -> bool:
    """Whether independent places name a site of the domain, or one of them is known as a forum."""
    known = _OF_DOMAIN.where((_SITE.c.places >= NAMED_BY) | (_SITE.c.kind == str(SiteKind.FORUM))).limit(1)
    return session.execute(known, {"domain": domain}).first() is not None


def bar(session: Session, domain: str, why: str, now: datetime) -> bool:
    """Bar a domain: its unvisited sites leave the queue, but for the few that promise most. False: it is held, or was.

    Their hosts' queue rows stay: a lease that finds no site brings them up to date.
    """
    if not _held(session, domain, barred=False):
        return False
    session.execute(update(_DOMAIN).where(_DOMAIN.c.name == domain).values(barred_at=now, barred_why=why[:200]))
    waiting = _WAITING.order_by(_SITE.c.value.desc(), _SITE.c.id).offset(STILL_TRIED).limit(MOST_SITES)
    ids = [row.id for row in session.execute(waiting, {"domain": domain})]
    for batch in batches(sorted(ids)):
        # Those that somebody is visiting at the moment are left to that visit.
        free = select(_SITE.c.id).where(_SITE.c.id.in_(batch)).order_by(_SITE.c.id).with_for_update(skip_locked=True)
        session.execute(update(_SITE).where(_SITE.c.id.in_(list(session.scalars(free)))).values(next_due=None))
    return True


def lift(session: Session, domain: str, now: datetime, *, why: str | None = None) -> bool:
    """Take a bar back: the sites that left the queue are due again. False where none stands, or it is held.

    With a reason (`BY_WORD`) the domain is never barred again by itself.
    """
    if not _held(session, domain, barred=True):
        return False
    session.execute(update(_DOMAIN).where(_DOMAIN.c.name == domain).values(barred_at=None, barred_why=why))
    rows = session.execute(_LEFT_OUT, {"domain": domain}).all()
    for batch in batches(sorted(row.id for row in rows)):
        session.execute(update(_SITE).where(_SITE.c.id.in_(batch)).values(next_due=now))
    concerned = {row.host_id for row in rows}
    lock_due(session, concerned)
    recompute_due(session, concerned)
    return True


def _held(session: Session, domain: str, *, barred: bool) -> bool:
    """Hold the row of a domain that is barred, or may be; False where another transaction holds it."""
    free = (_DOMAIN.c.barred_at.is_(None), _DOMAIN.c.barred_why.is_(None))
    state = (_DOMAIN.c.barred_at.is_not(None),) if barred else free
    held = select(_DOMAIN.c.name).where(_DOMAIN.c.name == domain, *state).with_for_update(skip_locked=True)
    return session.scalar(held) is not None


def barred(session: Session, limit: int = 100) -> list[tuple[str, datetime, str, int, int]]:
    """Barred domains, the newest bar first: name, when, why, hosts, sites looked at."""
    columns = (_DOMAIN.c.name, _DOMAIN.c.barred_at, _DOMAIN.c.barred_why, _DOMAIN.c.hosts, _DOMAIN.c.tried)
    asked = select(*columns).where(_DOMAIN.c.barred_at.is_not(None))
    return [tuple(row) for row in session.execute(asked.order_by(_DOMAIN.c.barred_at.desc()).limit(limit))]


def links_that_count(links: Sequence[Link], arrival: Arrival, hosts: SharedHosts) -> Sequence[Link]:
    """The links of a page whose word counts: none of a barred domain, no hosts of its own of a fruitless one."""
    record = arrival.domain
    if record is None:
        return links
    if record.barred or arrival.farm is not None:
        return ()
    if not record.fruitless or hosts.find(record.domain) is not None:
        return links
    return [link for link in links if _domain_of(link.url) != record.domain]


def _domain_of(address: str) -> str:
    try:
        return registrable_domain((urlsplit(address).hostname or "").removeprefix("www."))
    except ValueError:
        return ""
