"""Why a site is looked at, or is not: what named it, what spoke for it, what was learnt, and what comes next.

For people, one site at a time: it may read what the queue never does. Nothing that members wrote is in it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.focus import (
    SIGNS,
    UNTRIED,
    Evidence,
    Tally,
    Worth,
    credited,
    leading,
    leads_as,
    places_in,
    shift_of,
    split_signs,
    worth_of,
)
from registry.focus.telling import words_of
from registry.frontier.fruit import Fruits
from registry.frontier.model import Host, HostDue, Sighting, Site, SiteAlias, Visit
from registry.frontier.seeking import Domain, HostTopic
from registry.history.tombstones import tombstoned
from registry.identity import SharedHosts, site_key
from registry.upsert import table_of
from registry.vocabulary import Outcome, SiteKind

MOST_VISITS, MOST_NAMINGS, MOST_COUNTED = 10, 8, 1000

_SITE, _HOST, _SIGHTING = table_of(Site), table_of(Host), table_of(Sighting)


@dataclass(frozen=True, slots=True)
class Why:
    """All that is known of why a site stands where it does. Times are aware UTC."""

    key: str
    address: str
    kind: str
    again: str
    value: float
    worth: Worth
    counted_as: str
    led: Tally
    signs: tuple[dict[str, Any], ...]
    topic: str | None
    places: int
    named_by: dict[str, Any]
    queue: dict[str, Any]
    host: dict[str, Any]
    domain: dict[str, Any]
    visits: tuple[dict[str, Any], ...]

    def as_json(self) -> dict[str, Any]:
        """The answer of `forum-registry why --json`."""
        parts = [{"name": part.name, "points": part.points, "words": words_of(part.name)} for part in self.worth.parts]
        return {
            "key": self.key, "address": self.address, "kind": self.kind, "again": self.again,
            "value": self.value, "value_now": self.worth.value, "parts": parts, "signs": list(self.signs),
            "leads": {
                "worth": self.worth.leads, "counted_as": self.counted_as,
                "tried": self.led.tried - self.led.forums, "forums": self.led.forums,
            },
            "topic": self.topic, "places": self.places, "named_by": self.named_by, "queue": self.queue,
            "host": self.host, "domain": self.domain, "visits": list(self.visits),
        }  # fmt: skip


def why(session: Session, address: str, hosts: SharedHosts, now: datetime) -> Why | None:
    """Why the site at this address stands where it does; None when it is not known, or was removed.

    Raises identity.BadAddress for what is no address.
    """
    key = site_key(address, hosts).key
    site_id = session.scalar(select(SiteAlias.site_id).where(SiteAlias.key == key))
    site = session.get(Site, site_id) if site_id is not None else None
    if site is None or tombstoned(session, {key, site.key}):
        return None
    host = session.get_one(Host, site.host_id)
    domain = session.get(Domain, host.domain) if host.domain else None
    signs = split_signs(site.signs)
    naming = _ends_of_naming(session, site.id)
    fruits = Fruits()
    counted = [*credited(signs, naming), leads_as(signs)]
    fruits.read(session, {*signs, *counted})
    record = Tally(domain.tried, domain.forums) if domain is not None else UNTRIED
    barred = domain is not None and domain.barred_at is not None
    learnt = tuple(fruits.of(counted))
    return Why(
        key=site.key,
        address=site.address,
        kind=site.kind,
        again=again(site, host, barred=barred, now=now),
        value=site.value,
        worth=worth_of(Evidence(signs, places_in(site.named_by), learnt, record, barred)),
        counted_as=leads_as(signs),
        led=dict(learnt).get(leads_as(signs), UNTRIED),
        signs=tuple(_sign(sign, dict(fruits.of([sign])).get(sign, UNTRIED), signs) for sign in signs),
        topic=site.topic,
        places=places_in(site.named_by),
        named_by=_named_by(session, site.id),
        queue=_queue(session, site, host.id),
        host=_host(host, now),
        domain=_domain(domain),
        visits=_visits(session, site.id),
    )


def again(site: Site, host: Host, *, barred: bool, now: datetime) -> str:
    """Whether and why it is visited next, in a sentence."""
    when = "now" if site.next_due is not None and site.next_due <= now else f"on {_day(site.next_due)}"
    if (left := site.opted_out_at or host.opted_out_at) is not None:
        return f"never: on {_day(left)} it told our crawler to leave"
    if site.next_due is None:
        return _not_again(site, barred=barred)
    if site.failures:
        last = _said(site.last_outcome)
        return f"{when}: {site.failures} visits in a row failed, the last one {last}, so each wait is longer"
    if site.conclusion is None:
        return f"{when}: nobody looked at it yet; it came in on {_day(site.first_seen_at)}"
    if site.kind == SiteKind.FORUM:
        return f"{when}: it is a forum, and is read again as fast as it changes"
    return f"{when}: the last visit ended {_said(site.last_outcome)}, so it is left alone for long"


def _not_again(site: Site, *, barred: bool) -> str:
    if site.last_outcome == Outcome.REMOVED:
        return "never: it was removed"
    if barred and site.conclusion is None:
        return "never by itself: its domain is barred"
    if site.conclusion is None:
        return "not by itself: no visit is due, and none was made"
    return f"not by itself: the last visit ended {_said(site.last_outcome)}, and it stands for no forum of its own"


def _said(outcome: str | None) -> str:
    return (outcome or "without a word").replace("_", " ")


def _day(when: datetime | None) -> str:
    return "an unknown day" if when is None else f"{when:%Y-%m-%d %H:%M}"


def _sign(sign: str, tally: Tally, signs: tuple[str, ...]) -> dict[str, Any]:
    counted = sign == leading(signs) or sign not in SIGNS
    return {
        "sign": sign, "words": words_of(sign), "points": SIGNS.get(sign, 0.0), "tried": tally.tried,
        "forums": tally.forums, "learnt": round(shift_of(sign, tally), 3) if counted else 0.0,
    }  # fmt: skip


def _ends_of_naming(session: Session, site_id: int) -> list[int]:
    """The first and the last site that links to it, as the queue looks at them."""
    of_links = (_SIGHTING.c.site_id == site_id, _SIGHTING.c.source == "link")
    ends = session.execute(
        select(func.min(_SIGHTING.c.from_site_id), func.max(_SIGHTING.c.from_site_id)).where(*of_links)
    ).one()
    return [end for end in dict.fromkeys(ends) if end]


def _named_by(session: Session, site_id: int) -> dict[str, Any]:
    """Who names it: how often each source, and some of the sites. A hub's are counted to MOST_COUNTED."""
    few = select(_SIGHTING.c.source).where(_SIGHTING.c.site_id == site_id).limit(MOST_COUNTED).subquery()
    counted: dict[str, int] = dict(session.execute(select(few.c.source, func.count()).group_by(few.c.source)).all())
    rows = session.execute(
        select(
            _SIGHTING.c.source, _SIGHTING.c.signs, _SIGHTING.c.topic, _SIGHTING.c.first_seen_at,
            _SIGHTING.c.last_seen_at, _SITE.c.key,
        )
        .outerjoin(_SITE, _SITE.c.id == _SIGHTING.c.from_site_id)
        .where(_SIGHTING.c.site_id == site_id)
        .limit(MOST_NAMINGS)
    )  # fmt: skip
    shown = [
        {
            "source": row.source, "site": row.key, "signs": list(split_signs(row.signs)), "topic": row.topic,
            "first_seen_at": _iso(row.first_seen_at), "last_seen_at": _iso(row.last_seen_at),
        }
        for row in rows
    ]  # fmt: skip
    return {"sources": counted, "at_least": sum(counted.values()) >= MOST_COUNTED, "some": shown}


def _queue(session: Session, site: Site, host_id: int) -> dict[str, Any]:
    due = session.get(HostDue, host_id)
    topics = session.execute(
        select(HostTopic.topic, HostTopic.value).where(HostTopic.host_id == host_id).order_by(HostTopic.value.desc())
    )
    return {
        "purpose": site.purpose, "next_due": _iso(site.next_due),
        "host_value": due.value if due is not None else 0.0,
        "host_due": _iso(due.discover) if due is not None else None,
        "host_topics": dict(topics.all()),
    }  # fmt: skip


def _host(host: Host, now: datetime) -> dict[str, Any]:
    held = host.lease_holder is not None and host.lease_until is not None and host.lease_until > now
    return {
        "key": host.key, "failures": host.failures, "not_before": _iso(host.not_before), "robots": host.robots_state,
        "lease_holder": host.lease_holder if held else None, "lease_until": _iso(host.lease_until) if held else None,
    }  # fmt: skip


def _domain(domain: Domain | None) -> dict[str, Any]:
    if domain is None:
        return {"name": None, "hosts": 0, "tried": 0, "forums": 0, "barred_at": None, "barred_why": None}
    return {
        "name": domain.name, "hosts": domain.hosts, "tried": domain.tried, "forums": domain.forums,
        "barred_at": _iso(domain.barred_at), "barred_why": domain.barred_why,
    }  # fmt: skip


def _visits(session: Session, site_id: int) -> tuple[dict[str, Any], ...]:
    rows = session.scalars(
        select(Visit)
        .where(Visit.site_id == site_id)
        .order_by(Visit.ended_at.desc(), Visit.id.desc())
        .limit(MOST_VISITS)
    )
    return tuple(
        {
            "at": _iso(row.ended_at), "purpose": row.purpose, "outcome": row.outcome, "detail": row.detail,
            "pages": row.pages, "search": row.discovery_id,
        }
        for row in rows
    )  # fmt: skip


def _iso(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
