"""The councils of `councils.csv`: each is a place and an organisation. Pure."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from registry.seeding.reference import OrganisationSeed, RegionSeed
from registry.seeding.table import Columns, Row, Table
from registry.vocabulary import RegionKind

FILE = "councils.csv"
COLUMNS = Columns(
    needed=("gss_code", "name", "nation"),
    optional=("region", "gov_uk_slug", "kind", "official_name", "population"),
    open=True,
)

_CODE = re.compile(r"[A-Z][0-9]{8}\Z")


@dataclass(frozen=True, slots=True)
class CouncilSeed:
    """A council: the place it serves, and the organisation."""

    place: RegionSeed
    organisation: OrganisationSeed


def council_seeds(
    table: Table, wider: tuple[RegionSeed, ...], taken: AbstractSet[str] = frozenset()
) -> tuple[CouncilSeed, ...]:
    """The councils; what is wrong with a row is noted in the table.

    `wider` are the nations and regions, for parents; `taken` the slugs of other organisations.
    """
    by_name = {(place.kind, place.name): place for place in wider}
    seeds: dict[str, CouncilSeed] = {}
    slugs = set(taken)
    for row in table.rows:
        code, slug = row["gss_code"], row["gov_uk_slug"] or _slug(row["name"])
        parent = by_name.get((RegionKind.REGION, row["region"])) or by_name.get((RegionKind.NATION, row["nation"]))
        if not _CODE.match(code):
            table.problem(row, "gss_code", f"{code[:30]!r} is no code", "give its GSS code, such as E08000035")
        elif code in seeds:
            table.problem(row, "gss_code", f"{code} stands there twice", "keep one of the two")
        elif not slug or slug in slugs:
            table.problem(row, "name", "no name, or one that another organisation has", "give the council's own name")
        elif parent is None and wider:
            table.problem(row, "nation", f"{row['nation'][:40]!r} is no nation", "give one that regions.csv names")
        else:
            slugs.add(slug)
            seeds[code] = _council(row, code, slug, parent)
    return tuple(seeds.values())


def _council(row: Row, code: str, slug: str, parent: RegionSeed | None) -> CouncilSeed:
    people = row["population"].partition(".")[0]
    place = RegionSeed(
        code=code,
        name=row["name"],
        kind=str(RegionKind.LOCAL),
        parent=None if parent is None else parent.code,
        country="GB" if parent is None else parent.country,
        population=int(people) if people.isascii() and people.isdigit() and len(people) < 10 else None,
    )
    name = row["official_name"] or row["name"]
    organisation = OrganisationSeed(
        slug=slug, name=name[:200], kind="council", regions=(code,), form=row["kind"] or None
    )
    return CouncilSeed(place, organisation)


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:120]
