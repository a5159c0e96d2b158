"""Which forum a visit is of: one that starts on one address may find the front page on another."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from registry.catalogue.doubts import forget_doubts
from registry.catalogue.lifecycle import cases_of_sites, open_cases, settled
from registry.catalogue.model import Forum
from registry.frontier.known import known_sites
from registry.frontier.model import PrivateText, Sighting, Site, SiteAlias, Visit, VisitMonth
from registry.identity import BadAddress, SharedHosts, SiteKey, site_key
from registry.ingest.arrival import Arrival
from registry.ingest.clocks import SiteRow
from registry.ingest.likeness import settle_copies
from registry.profile import ForumProfile, VisitReport
from registry.upsert import insert_into, table_of, update_rows
from registry.vocabulary import Outcome


def find_forums(session: Session, arrivals: Sequence[Arrival], hosts: SharedHosts, now: datetime) -> None:
    """Set the forum of each visited site, or a new candidate, and the profile that is to be taken in.

    A forum somebody decided against, or that left, takes nothing in; a site that is another entrance to a known forum
    is closed.
    """
    cases = cases_of_sites(session, [arrival.site.id for arrival in arrivals])
    for arrival in arrivals:
        arrival.case, arrival.profile = cases.get(arrival.site.id), _forum_profile(arrival.report, arrival.outcome)
        if arrival.case is not None and settled(arrival.case):
            arrival.profile, arrival.closed = None, True
    read = [arrival for arrival in arrivals if arrival.profile is not None]
    homes = _find_homes(session, read, hosts)
    settle_copies(session, [arrival for arrival in read if homes[arrival.site.id] == arrival.site.id], hosts)
    new = [arrival for arrival in read if arrival.case is None and arrival.profile is not None]
    cases = open_cases(session, [homes[arrival.site.id] for arrival in new], now) if new else {}
    for arrival in new:
        home = homes[arrival.site.id]
        arrival.case = cases[home]
        arrival.closed = home != arrival.site.id
        if settled(arrival.case):
            arrival.profile = None


def _forum_profile(report: VisitReport, outcome: Outcome) -> ForumProfile | None:
    """The profile when it is one of a forum, whether or not it shows itself to guests."""
    if outcome not in {Outcome.PROFILED, Outcome.LOGIN_WALL} or report.profile is None:
        return None
    return report.profile if report.profile.is_forum else None


def _find_homes(session: Session, arrivals: Sequence[Arrival], hosts: SharedHosts) -> Mapping[int, int]:
    """The site that stands for each visit's community: its own, or one of the same host that has its forum already.

    A page speaks for its own host only, and on a host that many share not even for that. Where the front page is
    another address of this site, its key becomes one of the site's, so that the community is not found twice.
    """
    owners = {arrival.site.id: arrival.site.id for arrival in arrivals}
    named = [
        (home, arrival)
        for arrival in arrivals
        if arrival.profile is not None and (home := _home(arrival.profile, arrival.site, hosts)) is not None
    ]
    if not named:
        return owners
    known = known_sites(session, sorted({home.key for home, _ in named}))
    readdressed = []
    for home, arrival in sorted(named, key=lambda pair: pair[0].key):
        site_id, owner = arrival.site.id, known.get(home.key)
        if owner is None or owner.site_id != site_id:
            owners[site_id] = _claim(session, home, site_id)
        if arrival.case is None and owners[site_id] == site_id:
            readdressed.append((site_id, {"address": home.address}))
    update_rows(session, Site, readdressed)
    return owners


def _claim(session: Session, home: SiteKey, site_id: int) -> int:
    """Make a front page's key one of the site's, and take over a site that was sighted there but is no forum yet.

    Returns the site the key belongs to from now on: another one when that has a forum.
    """
    _add_alias(session, home, site_id)
    other = known_sites(session, [home.key])[home.key].site_id
    if other != site_id and session.scalar(select(Forum.id).where(Forum.site_id == other)) is None:
        absorb(session, other, site_id)
        return site_id
    return other


def _home(profile: ForumProfile, site: SiteRow, hosts: SharedHosts) -> SiteKey | None:
    """The key of the front page the profile names, when it is another one than the site's and may be believed."""
    try:
        home = site_key(profile.front_page or site.address, hosts)
        if home.key == site.key or home.shared:
            return None
        own = site_key(site.address, hosts)
    except BadAddress:
        return None
    if own.shared or home.host_key != own.host_key or "/~" in own.key + home.key:
        return None
    return home


def _add_alias(session: Session, home: SiteKey, site_id: int) -> None:
    alias = {"key": home.key, "site_id": site_id, "reason": "front page"}
    session.execute(insert_into(session, SiteAlias).values(alias).on_conflict_do_nothing())


def absorb(session: Session, other: int, into: int) -> None:
    """One site turned out to be another address of `into`: its keys and records go over, its row goes."""
    # Whoever is noting that it saw that site is waited for; whoever comes later finds it gone.
    session.execute(select(Site.id).where(Site.id == other).with_for_update())
    session.execute(update(table_of(SiteAlias)).where(SiteAlias.site_id == other).values(site_id=into))
    for table in (table_of(Visit), table_of(PrivateText)):
        session.execute(update(table).where(table.c.site_id == other).values(site_id=into))
    session.execute(delete(VisitMonth).where(VisitMonth.site_id == other))
    rows = session.execute(
        select(Sighting.source, Sighting.from_site_id, Sighting.first_seen_at, Sighting.last_seen_at).where(
            Sighting.site_id == other
        )
    )
    moved = [{**row._mapping, "site_id": into} for row in rows if row.from_site_id != into]
    if moved:
        session.execute(insert_into(session, Sighting).on_conflict_do_nothing(), moved)
    session.execute(delete(Sighting).where(Sighting.site_id == other))
    session.execute(delete(Sighting).where(Sighting.from_site_id == other))
    forget_doubts(session, [other])
    session.execute(delete(Site).where(Site.id == other))
