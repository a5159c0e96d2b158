"""The closed lists as the database holds them: topics, places, organisations; and the platforms that are known."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.model import Organisation, OrganisationTopic, Region, Topic
from registry.catalogue.terms import Body, Place, Terms, platform_name
from registry.catalogue.text import fit, web_address
from registry.vocabulary import RegionKind

DEEPEST = 8
"""Levels of places that are followed upwards: a loop in the table ends here."""


def closed_lists(session: Session, platforms: Iterable[str] = ()) -> Terms:
    """What questions may name. `platforms` are the slugs that the crawler can recognise."""
    bodies = _bodies(session)
    return Terms(
        topics=dict(session.execute(select(Topic.path, Topic.title)).all()),
        places=_places(session),
        organisations=_labels(bodies),
        platforms={slug: platform_name(slug) for slug in platforms},
        bodies=bodies,
    )


COUNTY = "E10"
"""Codes of counties begin with this; the districts within them are councils of their own, counted once."""


def _places(session: Session) -> dict[str, Place]:
    """All places but countries, which have a filter of their own."""
    asked = select(Region.code, Region.name, Region.kind, Region.parent, Region.population)
    found = session.execute(asked.where(Region.kind != RegionKind.COUNTRY))
    rows = {code: (name, kind, parent, people) for code, name, kind, parent, people in found}
    within = {code: _within(code, {one: row[2] for one, row in rows.items()}) for code in rows}
    sums = _residents({code: row[3] for code, row in rows.items()}, within)
    return {
        code: Place(name, kind, within[code], people or sums.get(code), residents_derived=not people and code in sums)
        for code, (name, kind, _, people) in rows.items()
    }


def _within(code: str, parents: Mapping[str, str | None]) -> tuple[str, ...]:
    within: list[str] = []
    parent = parents[code]
    while parent is not None and parent in parents and parent not in within and len(within) < DEEPEST:
        within.append(parent)
        parent = parents[parent]
    return tuple(within)


def _residents(stated: Mapping[str, int | None], within: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    """Residents of wider places: the sum over the councils in them, none where one of those is not known."""
    sums: dict[str, int] = {}
    unknown: set[str] = set()
    inner = {wider for around in within.values() for wider in around}
    for code, people in stated.items():
        if code in inner or code.startswith(COUNTY):
            continue
        for wider in within[code]:
            sums[wider] = sums.get(wider, 0) + (people or 0)
            if not people:
                unknown.add(wider)
    return {code: people for code, people in sums.items() if code not in unknown}


def _bodies(session: Session) -> dict[str, Body]:
    topics: dict[str, list[str]] = {}
    for slug, topic in session.execute(select(OrganisationTopic.slug, OrganisationTopic.topic)):
        topics.setdefault(slug, []).append(topic)
    rows = session.scalars(select(Organisation).order_by(Organisation.slug))
    return {row.slug: _body(row, sorted(topics.get(row.slug, ()))) for row in rows}


def _body(row: Organisation, topics: list[str]) -> Body:
    served = row.details.get("regions") or ([row.region] if row.region else [])
    regions = tuple(str(code) for code in served) if isinstance(served, list) else ()
    return Body(
        slug=row.slug,
        name=fit(row.name),
        abbreviation=row.abbreviation,
        kind=row.kind,
        parent=row.parent,
        website=web_address(row.website),
        topics=tuple(topics),
        regions=regions,
    )


def _labels(bodies: Mapping[str, Body]) -> dict[str, str]:
    """Organisations by the words shown for them."""
    return {
        slug: f"{body.name} ({body.abbreviation})"
        if body.abbreviation and body.abbreviation != body.name
        else body.name
        for slug, body in bodies.items()
    }
