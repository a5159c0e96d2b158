"""Which site a profile belongs to: a visit that starts on one address may find the front page on another."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from registry.catalogue.model import Forum
from registry.frontier.known import known_sites
from registry.frontier.model import PrivateText, Sighting, Site, SiteAlias, Visit, VisitMonth
from registry.identity import BadAddress, SharedHosts, SiteKey, site_key
from registry.ingest.clocks import SiteRow
from registry.profile import ForumProfile
from registry.upsert import insert_into, table_of


def note_front_page(session: Session, profile: ForumProfile, site: SiteRow, hosts: SharedHosts) -> None:
    """The front page of a known forum is another address of its site, unless another forum has it already."""
    if (home := _home(profile, site, hosts)) is not None:
        _claim(session, home, site.id)


def find_home(session: Session, profile: ForumProfile, site: SiteRow, hosts: SharedHosts) -> int:
    """The site that stands for the community: this one, or one of the same host that has its forum already.

    A page speaks for its own host only, and on a host that many share not even for that. Where the front page is
    another address of this site, its key becomes one of the site's, so that the community is not found twice.
    """
    home = _home(profile, site, hosts)
    if home is None:
        return site.id
    owner = _claim(session, home, site.id)
    if owner == site.id:
        session.execute(update(table_of(Site)).where(Site.id == site.id).values(address=home.address))
    return owner


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
        own, home = site_key(site.address, hosts), site_key(profile.front_page or site.address, hosts)
    except BadAddress:
        return None
    if own.shared or home.shared or home.host_key != own.host_key or home.key == site.key or "/~" in own.key + home.key:
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
    session.execute(delete(Site).where(Site.id == other))
