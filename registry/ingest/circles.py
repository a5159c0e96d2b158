"""Domains whose hosts lead only to each other and to domains of the same kind: farms whose pages say little, or differ.

Told by where links go, not by words: so much of the domain was looked at in vain, and what its pages name lies nearly
all on domains of which the same is true. A place that gives its pages to people has some that name the world outside.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Sighting, Site
from registry.frontier.seeking import Domain
from registry.identity import registrable_domain
from registry.ingest.arrival import Arrival
from registry.ingest.domains import FRUITLESS, Record
from registry.profile import Link
from registry.upsert import batches, table_of

LINKS_OF_A_PAGE = 60
"""Links of a page that are looked at, its first ones."""

FEWEST_LINKS = 5
"""Links to other hosts below which a page does not lead in circles."""

IN_CIRCLES = 0.9
"""Share of its links that go to domains looked at in vain, from which on it does."""

PAGES, MOST_OUTSIDE = 16, 1
"""Sites of the domain whose links are looked at, the longest known first; those that may lead elsewhere."""

NAMED_BY_EACH = 40
"""Sites that each of them names and that are looked at."""

_SITE, _HOST, _SIGHTING, _DOMAIN = table_of(Site), table_of(Host), table_of(Sighting), table_of(Domain)
_IN_VAIN = select(_DOMAIN.c.name).where(
    _DOMAIN.c.name.in_(bindparam("names", expanding=True)), _DOMAIN.c.tried >= FRUITLESS, _DOMAIN.c.forums == 0
)
_VISITED = (
    select(_SITE.c.id)
    .join(_HOST, _HOST.c.id == _SITE.c.host_id)
    .where(_HOST.c.domain == bindparam("domain"), _SITE.c.conclusion.is_not(None))
    .order_by(_SITE.c.last_attempt_at)
    .limit(PAGES)
)
_NAMED = (
    select(_SIGHTING.c.site_id).where(_SIGHTING.c.from_site_id == bindparam("of_site")).limit(NAMED_BY_EACH).subquery()
)
_DOMAINS_NAMED = (
    select(_HOST.c.domain).select_from(_NAMED).join(_SITE, _SITE.c.id == _NAMED.c.site_id)
    .join(_HOST, _HOST.c.id == _SITE.c.host_id).where(_HOST.c.domain.is_not(None))
)  # fmt: skip


def circling(session: Session, arrival: Arrival, record: Record) -> str | None:
    """The rule and its figures, in words, when the page's domain leads in circles; None when it does not.

    `record` is of a domain that no place hosts communities on, and that no independent places name.
    """
    profile = arrival.report.profile
    if profile is None or not record.fruitless or len(profile.links) < FEWEST_LINKS:
        return None
    own = _domains_of(profile.links[:LINKS_OF_A_PAGE])
    if not _in_circles(own, _in_vain(session, own)):
        return None
    named: dict[int, Counter[str]] = defaultdict(Counter)
    for site_id in session.scalars(_VISITED, {"domain": record.domain}).all():
        named[site_id].update(session.scalars(_DOMAINS_NAMED, {"of_site": site_id}))
    told = [domains for domains in named.values() if domains.total() >= FEWEST_LINKS]
    in_vain = _in_vain(session, {domain for domains in told for domain in domains})
    circles = sum(_in_circles(domains, in_vain) for domains in told)
    if len(told) < PAGES // 2 or len(told) - circles > MOST_OUTSIDE:
        return None
    return f"{record.tried} sites looked at without a forum, and {circles} of {len(told)} lead only to others such"


def _domains_of(links: Sequence[Link]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for link in links:
        try:
            counted[registrable_domain((urlsplit(link.url).hostname or "").removeprefix("www."))] += 1
        except ValueError:
            continue
    return counted


def _in_vain(session: Session, domains: Collection[str]) -> set[str]:
    """Those of these domains that were looked at often, and in vain."""
    return {
        name for batch in batches(sorted(domains)) for name in session.scalars(_IN_VAIN, {"names": list(batch)})
    }  # fmt: skip


def _in_circles(domains: Counter[str], in_vain: Collection[str]) -> bool:
    total = domains.total()
    return total > 0 and sum(count for name, count in domains.items() if name in in_vain) >= IN_CIRCLES * total
