"""What visits point at: their links through the one door, with what the pages around them are about; and what came of
the sites that others had pointed at.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache, partial

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from registry.assess import Subject
from registry.focus import credited, leads_as, split_signs
from registry.frontier.fruit import Fruits
from registry.frontier.model import Host, Sighting, Site
from registry.frontier.promise import ON_FORUM
from registry.frontier.ripening import first_or_last_naming
from registry.frontier.seeking import Domain
from registry.frontier.sighting import Found, sightings
from registry.hygiene import line
from registry.identity import SharedHosts
from registry.ingest.arrival import Arrival
from registry.ingest.barring import links_that_count
from registry.ingest.judging import Assesses
from registry.upsert import table_of
from registry.vocabulary import Outcome, SiteKind

MOST_LINKS = 2000
"""Links of one visit that are taken in; the crawler sends no more."""

FOUND = frozenset({Outcome.PROFILED, Outcome.LOGIN_WALL})
"""Outcomes of visits that found a forum, if it is one by its profile."""

IN_VAIN = frozenset({
    Outcome.NOT_A_FORUM, Outcome.PARKED, Outcome.COPY, Outcome.GONE, Outcome.DNS_FAILED, Outcome.UNREADABLE,
    Outcome.EGRESS_REFUSED,
})  # fmt: skip
"""Outcomes that say there is no forum. A host that refuses, or that the network kept from us, says nothing."""

_NOTHING_TAKEN = (Outcome.REMOVED, Outcome.COPY)
"""Outcomes of visits whose links are not taken in: a copy names what the forum it copies names."""


def take_links(
    session: Session,
    arrivals: Sequence[Arrival],
    *,
    assessor: Assesses,
    hosts: SharedHosts,
    now: datetime,
    private_days: int,
    fruits: Fruits,
) -> None:
    """Take in the addresses the visits brought home, and set what became of them."""
    brought = [(one, _found(one, assessor, hosts)) for one in arrivals if one.outcome not in _NOTHING_TAKEN]
    found = [one for _, own in brought for one in own]
    if not found:
        return
    seen = iter(
        sightings(
            session,
            found,
            now=now,
            hosts=hosts,
            private_days=private_days,
            queue=False,
            heard=hearing(assessor),
            fruits=fruits,
        )
    )
    for arrival, own in brought:
        arrival.seen = [next(seen) for _ in own]


def hearing(assessor: Assesses) -> Callable[[str], str | None]:
    """Tells the topic that the words of a link speak for."""

    return partial(_topic_of_words, assessor)  # type: ignore[arg-type]  # by identity, as any object


@lru_cache(maxsize=4096)  # menus, credits and names of forums say the same words on page after page
def _topic_of_words(assessor: Assesses, words: str) -> str | None:
    return topic_of(assessor, Subject(name=line(words, 200)))


def topic_of(assessor: Assesses, subject: Subject) -> str | None:
    """The topic that a few words speak for, if they speak for one."""
    topics = assessor.assess(subject).topics
    return topics[0].topic if topics else None


def _found(arrival: Arrival, assessor: Assesses, hosts: SharedHosts) -> list[Found]:
    report, site = arrival.report, arrival.site
    profile = report.profile
    links = links_that_count(profile.links[:MOST_LINKS], arrival, hosts) if profile is not None else ()
    if links and arrival.topic is None and not site.front_page_only:
        arrival.topic = _page_topic(arrival, assessor)
    topic = arrival.topic or site.topic
    signs = (ON_FORUM,) if arrival.case is not None else ()
    found = [
        Found(link.url, "link", site.id, "" if site.front_page_only else link.words, topic, signs) for link in links
    ]
    if profile is not None and profile.front_page not in {None, "", site.address}:
        found.append(Found(profile.front_page or "", "front page", site.id, "", topic))
    if report.moved_to:
        found.append(Found(report.moved_to, "redirect", site.id, "", site.topic))
    return found


def _page_topic(arrival: Arrival, assessor: Assesses) -> str | None:
    """What a page that is no forum is about, by its name and what it says of itself."""
    profile = arrival.report.profile
    if profile is None or arrival.case is not None:
        return None
    name, description = (line(str(profile.value(fact) or ""), 300) for fact in ("name", "description"))
    if not name and not description:
        return None
    return topic_of(assessor, Subject(name=name, description=description, url=arrival.site.address))


@dataclass(frozen=True, slots=True)
class Came:
    """What came of one visit to a site nobody had looked at: the names it is counted under, and its domain.

    Among the names of one in vain is what it may lead to, among those of a forum what led to it (`focus.leads`).
    """

    names: list[str]
    domain: str | None
    forum: bool


_SITE, _HOST, _SIGHTING, _DOMAIN = table_of(Site), table_of(Host), table_of(Sighting), table_of(Domain)
_POINTED_AT = (
    select(
        _SITE.c.id,
        _SITE.c.signs,
        _HOST.c.domain,
        first_or_last_naming(func.min).label("first"),
        first_or_last_naming(func.max).label("last"),
    )
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .where(_SITE.c.id.in_(bindparam("ids", expanding=True)))
)


def what_came(session: Session, arrivals: Sequence[Arrival]) -> list[Came]:
    """What came of the sites that were looked at for the first time, by what had spoken for them."""
    forums = {one.site.id: (one.case is not None and one.outcome in FOUND) for one in arrivals}
    first = [
        one.site.id
        for one in arrivals
        if one.site.conclusion is None and (forums[one.site.id] or one.outcome in IN_VAIN)
    ]
    if not first:
        return []
    came = []
    for row in session.execute(_POINTED_AT, {"ids": first}):
        signs, named_by = split_signs(row.signs), [site_id for site_id in (row.first, row.last) if site_id]
        names = credited(signs, named_by)
        if not forums[row.id]:
            names.append(leads_as(signs))
        elif named_by and (led := _led_by(session, row.id, row.domain)) is not None:
            names.append(led)
        came.append(Came(names, row.domain, forums[row.id]))
    return came


LOOKED_THROUGH = 50
"""Links to a new forum among which the first is looked for."""

_FEW = (
    select(_SIGHTING.c.from_site_id, _SIGHTING.c.first_seen_at)
    .where(_SIGHTING.c.site_id == bindparam("of_site"), _SIGHTING.c.source == "link")
    .limit(LOOKED_THROUGH)
    .subquery()
)
_FIRST_NAMED_BY = (
    select(_SITE.c.signs, _SITE.c.kind, _HOST.c.domain, _DOMAIN.c.barred_at)
    .select_from(_FEW)
    .join(_SITE, _SITE.c.id == _FEW.c.from_site_id)
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .outerjoin(_DOMAIN, _DOMAIN.c.name == _HOST.c.domain)
    .order_by(_FEW.c.first_seen_at, _FEW.c.from_site_id)
    .limit(1)
)


def _led_by(session: Session, forum_site: int, domain: str | None) -> str | None:
    """As what the page is counted that was the first to link to a forum; None for a forum, its like, and farms."""
    first = session.execute(_FIRST_NAMED_BY, {"of_site": forum_site}).one_or_none()
    if first is None or first.kind == str(SiteKind.FORUM) or first.barred_at is not None or first.domain == domain:
        return None
    return leads_as(split_signs(first.signs))
