"""The closed lists as the database holds them: topics, places, organisations; and the platforms that are known."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.model import Organisation, Region, Topic
from registry.catalogue.terms import Place, Terms, in_words
from registry.vocabulary import RegionKind

PLATFORM_NAMES = {
    "phpbb": "phpBB",
    "smf": "SMF",
    "mybb": "MyBB",
    "xenforo": "XenForo",
    "vbulletin": "vBulletin",
    "nodebb": "NodeBB",
    "fluxbb": "FluxBB",
    "punbb": "PunBB",
    "ipb": "Invision Community",
    "bbpress": "bbPress",
    "wpforo": "wpForo",
    "woltlab": "WoltLab Suite",
    "yabb": "YaBB",
}
"""Platforms whose makers write them otherwise than with one capital."""

DEEPEST = 8
"""Levels of places that are followed upwards: a loop in the table ends here."""


def closed_lists(session: Session, platforms: Iterable[str] = ()) -> Terms:
    """What questions may name. `platforms` are the slugs that the crawler can recognise."""
    return Terms(
        topics=dict(session.execute(select(Topic.path, Topic.title)).all()),
        places=_places(session),
        organisations=_organisations(session),
        platforms={slug: PLATFORM_NAMES.get(slug, in_words(slug)) for slug in platforms},
    )


def _places(session: Session) -> dict[str, Place]:
    """All places but countries, which have a filter of their own."""
    asked = select(Region.code, Region.name, Region.kind, Region.parent).where(Region.kind != RegionKind.COUNTRY)
    rows = {code: (name, kind, parent) for code, name, kind, parent in session.execute(asked)}
    places = {}
    for code, (name, kind, parent) in rows.items():
        within: list[str] = []
        while parent in rows and parent not in within and len(within) < DEEPEST:
            within.append(parent)
            parent = rows[parent][2]
        places[code] = Place(name, kind, tuple(within))
    return places


def _organisations(session: Session) -> dict[str, str]:
    asked = select(Organisation.slug, Organisation.name, Organisation.abbreviation)
    return {
        slug: f"{name} ({short})" if short and short != name else name for slug, name, short in session.execute(asked)
    }
