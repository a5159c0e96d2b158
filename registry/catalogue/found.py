"""What a search found: forums that nobody knew before, for operators; and those of them that the public may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, literal_column, select, text
from sqlalchemy.orm import Session

from registry.catalogue.listing import is_public
from registry.catalogue.model import CardRow, Forum
from registry.focus.signs import split_signs
from registry.frontier.model import FOUND_BY_SEARCH, Sighting, Site, Visit
from registry.frontier.searching import lies_within
from registry.upsert import batches, table_of

MOST = 1_000
"""Forums of one search that are told at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """A forum that a search found. `topic` is the one that fits the search best, with score and evidence; None: none.

    `sources` and `signs` say in our words what spoke for looking there, `named_by` is a site that names it. `listed`:
    the public sees it. Forums are told for as long as the visits that found them are kept.
    """

    forum: str
    name: str
    address: str
    platform: str | None
    listed: bool
    sensitive: str | None
    topic: str | None
    score: float | None
    evidence: tuple[str, ...]
    sources: tuple[str, ...]
    signs: tuple[str, ...]
    named_by: str | None
    found_at: datetime

    def as_json(self) -> dict[str, Any]:
        """As operators' programs read it."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


_VISIT, _SITE, _FORUM, _CARD = table_of(Visit), table_of(Site), table_of(Forum), table_of(CardRow)
_OF_SEARCH = (
    select(
        _SITE.c.id,
        _SITE.c.address,
        _FORUM.c.public_id,
        _FORUM.c.standing,
        _FORUM.c.sensitive,
        _FORUM.c.first_seen_at,
        _CARD.c.document,
    )
    .select_from(_VISIT)
    .join(_SITE, _SITE.c.id == _VISIT.c.site_id)
    .join(_FORUM, _FORUM.c.site_id == _SITE.c.id)
    .join(_CARD, _CARD.c.forum_id == _FORUM.c.id)
    .where(
        text(FOUND_BY_SEARCH),
        _VISIT.c.discovery_id == bindparam("of_search"),
        _VISIT.c.purpose == literal_column("'discover'"),
        _FORUM.c.first_seen_at >= _VISIT.c.started_at,
    )
    .order_by(_VISIT.c.id)
    .limit(MOST)
)


def found_by(session: Session, search_id: int, topic: str) -> list[Found]:
    """The forums that a search found, those of its topic first, the surest before the others; MOST at most."""
    rows = {row.id: row for row in session.execute(_OF_SEARCH, {"of_search": search_id})}
    named = _named(session, list(rows))
    found = [_found(row, topic, named.get(site_id, ())) for site_id, row in rows.items()]
    return sorted(found, key=lambda one: (one.topic is None, -(one.score or 0.0), one.name.casefold()))


def listed_by(session: Session, search_id: int) -> list[tuple[str, str]]:
    """Public ids and names of the forums that a search found and that are on the list: for everybody."""
    rows = session.execute(_OF_SEARCH, {"of_search": search_id})
    seen = {row.public_id: str(row.document["name"]) for row in rows if is_public(row.standing)}
    return sorted(seen.items(), key=lambda one: (one[1].casefold(), one[0]))


def _found(row: Any, topic: str, named: Sequence[Any]) -> Found:
    card: Mapping[str, Any] = row.document
    best = max(
        (one for one in card.get("topics") or () if lies_within(one["path"], topic)),
        key=lambda one: one.get("score") or 0.0,
        default=None,
    )
    return Found(
        forum=row.public_id,
        name=card["name"],
        address=row.address,
        platform=card.get("platform"),
        listed=is_public(row.standing),
        sensitive=row.sensitive,
        topic=best["path"] if best else None,
        score=best.get("score") if best else None,
        evidence=tuple(best.get("evidence") or ()) if best else (),
        sources=tuple(sorted({one.source for one in named})),
        signs=tuple(dict.fromkeys(sign for one in named for sign in split_signs(one.signs))),
        named_by=next((one.address for one in named if one.address), None),
        found_at=row.first_seen_at,
    )


_SIGHTING = table_of(Sighting)
_NAMING = table_of(Site).alias("naming")
_NAMED = (
    select(_SIGHTING.c.site_id, _SIGHTING.c.source, _SIGHTING.c.signs, _NAMING.c.address)
    .outerjoin(_NAMING, _NAMING.c.id == _SIGHTING.c.from_site_id)
    .where(_SIGHTING.c.site_id.in_(bindparam("site_ids", expanding=True)))
    .order_by(_SIGHTING.c.first_seen_at, _SIGHTING.c.from_site_id)
)


def _named(session: Session, site_ids: Sequence[int]) -> dict[int, list[Any]]:
    """Who named each site, the first one first."""
    found: dict[int, list[Any]] = {}
    for batch in batches(site_ids):
        for row in session.execute(_NAMED, {"site_ids": list(batch)}):
            found.setdefault(row.site_id, []).append(row)
    return found
