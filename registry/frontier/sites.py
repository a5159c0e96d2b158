"""What the catalogue tells the frontier about single sites: expect a forum there, leave it alone, forget it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func, or_, select, update
from sqlalchemy.orm import Session

from registry.db import is_sqlite
from registry.frontier.model import Host, HostDue, PrivateText, Sighting, Site, SiteAlias, Visit, VisitMonth
from registry.frontier.queue import lock_due, recompute_due
from registry.frontier.ranking import rerank_topics
from registry.frontier.seeking import Domain, Fruit, Gathering
from registry.upsert import table_of
from registry.vocabulary import Purpose, SiteKind


def expect_forum(session: Session, site_id: int, now: datetime) -> None:
    """Somebody says this site is a forum: profile it now if it was not profiled yet, else when it was due anyway."""
    site = table_of(Site)
    host_id = session.scalar(
        update(site)
        .where(site.c.id == site_id, or_(site.c.kind != str(SiteKind.FORUM), site.c.next_due.is_(None)))
        .values(kind=str(SiteKind.FORUM), purpose=str(Purpose.PROFILE), next_due=now)
        .returning(site.c.host_id)
    )
    if host_id is not None:
        lock_due(session, [host_id])
        recompute_due(session, [host_id])


def leave_alone(session: Session, site_id: int) -> None:
    """No visit is due there any more."""
    host_id = session.scalar(
        update(table_of(Site)).where(Site.id == site_id).values(next_due=None).returning(Site.host_id)
    )
    if host_id is not None:
        lock_due(session, [host_id])
        recompute_due(session, [host_id])


def share_keys(session: Session, site_id: int, with_site: int) -> None:
    """All addresses of a site are another site's from now on: their communities are one."""
    session.execute(update(table_of(SiteAlias)).where(SiteAlias.site_id == site_id).values(site_id=with_site))


def take_back_key(session: Session, site_id: int) -> None:
    """A site has its own first address again: its community is one of its own after all."""
    own = select(Site.key).where(Site.id == site_id).scalar_subquery()
    session.execute(update(table_of(SiteAlias)).where(SiteAlias.key == own).values(site_id=site_id))


def front_page_only(session: Session, site_id: int) -> None:
    """Sensitive: visits read its front page only, and the words members may have written go at once."""
    session.execute(update(table_of(Site)).where(Site.id == site_id).values(front_page_only=True))
    session.execute(delete(PrivateText).where(PrivateText.site_id == site_id))


def sites_within(session: Session, host_key: str, keys: Sequence[str]) -> list[int]:
    """The sites of a host that one of these canonical keys names, and those that lie within them."""
    named = [or_(SiteAlias.key == key, SiteAlias.key.startswith(f"{key}/", autoescape=True)) for key in keys]
    aliases = select(SiteAlias.site_id).join(Site, Site.id == SiteAlias.site_id).join(Host, Host.id == Site.host_id)
    found = set(session.scalars(aliases.where(Host.key == host_key, or_(*named))))
    # A site that lent its keys to another one still stands under its first.
    own = [or_(Site.key == key, Site.key.startswith(f"{key}/", autoescape=True)) for key in keys]
    lent = select(Site.id).join(Host, Host.id == Site.host_id).where(Host.key == host_key, or_(*own))
    return sorted(found | set(session.scalars(lent)))


def hold_sites(session: Session, site_ids: Sequence[int]) -> None:
    """Wait for visits being taken in, and keep others out until the transaction ends: hosts first, as they do."""
    if is_sqlite(session):
        return  # one writer anyway
    of_sites = select(Site.host_id).where(Site.id.in_(site_ids))
    session.execute(select(Host.id).where(Host.id.in_(of_sites)).order_by(Host.id).with_for_update())
    session.execute(select(Site.id).where(Site.id.in_(site_ids)).order_by(Site.id).with_for_update())


def keys_of(session: Session, site_ids: Sequence[int]) -> list[str]:
    """Every canonical key of these sites."""
    return sorted(session.scalars(select(SiteAlias.key).where(SiteAlias.site_id.in_(site_ids))))


def erase_sites(session: Session, site_ids: Sequence[int]) -> None:
    """Delete these sites with all the frontier knows of them, and hosts that have no other site."""
    if not site_ids:
        return
    hosts = sorted(set(session.scalars(select(Site.host_id).where(Site.id.in_(site_ids)))))
    handed_on = _topics_handed_on(session, site_ids)
    lock_due(session, {*hosts, *handed_on})
    session.execute(delete(PrivateText).where(PrivateText.from_site_id.in_(site_ids)))
    session.execute(delete(Fruit).where(Fruit.sign.in_([f"from:{site_id}" for site_id in site_ids])))
    own = select(Site.key).where(Site.id.in_(site_ids))
    session.execute(delete(SiteAlias).where(SiteAlias.key.in_(own)))
    for table in (PrivateText, Visit, VisitMonth, SiteAlias):
        session.execute(delete(table).where(table.site_id.in_(site_ids)))
    named = or_(Sighting.site_id.in_(site_ids), Sighting.from_site_id.in_(site_ids))
    session.execute(delete(Sighting).where(named))
    session.execute(delete(Gathering).where(Gathering.site_id.in_(site_ids)))
    session.execute(delete(Site).where(Site.id.in_(site_ids)))
    recompute_due(session, hosts)
    rerank_topics(session, {*hosts, *handed_on})
    erase_bare_hosts(session, hosts)


def erase_bare_hosts(session: Session, hosts: Sequence[int]) -> None:
    """Delete those of these hosts of which neither a site nor a page that names forums is left. They are held."""
    kept = select(Site.host_id).where(Site.host_id.in_(hosts))
    read = select(Gathering.host_id).where(Gathering.host_id.in_(hosts))
    bare = list(session.scalars(select(Host.id).where(Host.id.in_(hosts), Host.id.not_in(kept), Host.id.not_in(read))))
    session.execute(delete(HostDue).where(HostDue.host_id.in_(bare)))
    fewer = Counter(session.scalars(delete(Host).where(Host.id.in_(bare)).returning(Host.domain)))
    for name, hosts_gone in sorted((name, count) for name, count in fewer.items() if name is not None):
        session.execute(update(Domain).where(Domain.name == name).values(hosts=Domain.hosts - hosts_gone))
        session.execute(delete(Domain).where(Domain.name == name, Domain.hosts <= 0, Domain.barred_at.is_(None)))


def _topics_handed_on(session: Session, site_ids: Sequence[int]) -> set[int]:
    """Take the topic of these sites' pages back from what they name, but where others say it; the hosts of those."""
    named = select(Sighting.site_id).where(Sighting.from_site_id.in_(site_ids))
    other = select(func.min(Sighting.topic)).where(Sighting.site_id == Site.id, Sighting.from_site_id.not_in(site_ids))
    changed = (
        update(Site)
        .where(Site.id.in_(named), Site.id.not_in(site_ids), Site.topic.is_not(None))
        .values(topic=other.correlate(Site).scalar_subquery())
        .execution_options(synchronize_session=False)
    )
    return set(session.scalars(changed.returning(Site.host_id)))
