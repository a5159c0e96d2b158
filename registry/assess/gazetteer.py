"""The places of the seeds: nations, regions, council areas, towns, counties and islands of the United Kingdom."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from registry.assess.blends import Blends
from registry.assess.files import TopicsFileError, load_rows
from registry.assess.phrases import Mark
from registry.assess.subjects import listed
from registry.assess.welsh import mutations
from registry.vocabulary import RegionKind

NATIONS = {
    "England": "E92000001",
    "Scotland": "S92000003",
    "Wales": "W92000004",
    "Northern Ireland": "N92000002",
}
REGIONS = {
    "North East": "E12000001",
    "North West": "E12000002",
    "Yorkshire and The Humber": "E12000003",
    "East Midlands": "E12000004",
    "West Midlands": "E12000005",
    "East of England": "E12000006",
    "London": "E12000007",
    "South East": "E12000008",
    "South West": "E12000009",
}
"""Codes of the Office for National Statistics for the nations and the regions of England."""


NOWHERE = "nowhere"
"""The family of a phrase that holds a place's name and is about no place: it hides the name."""

_NATION_OF = {code: name for name, code in NATIONS.items()}


_ABROAD = "abroad"
_TRAPS = frozenset({"yes", _ABROAD})
"""What the column `trap` may say: `abroad` where only places in other countries share the name."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place. `code` is its own GSS code, or that of the area that holds it when it has none of its own.

    `key` is unique; `area` is the GSS code of the council area, "" for wider places; `region` and `nation` are names.
    A `trap` is also an everyday word, a surname, a breed or a place elsewhere: it needs a second sign. One that is
    `abroad` is a trap for its namesakes in other countries alone: signs of its own country are sign enough.
    `county` names the county or conurbation that neighbouring council areas share, "" where there is none.
    `unless` are phrases in which the name is something else: a breed, a product, a firm.
    """

    key: str
    name: str
    kind: RegionKind
    code: str
    area: str
    region: str
    nation: str
    trap: bool
    also: tuple[str, ...] = ()
    country: str = "GB"
    abroad: bool = False
    county: str = ""
    unless: tuple[str, ...] = ()


class Gazetteer:
    """All places by key, and the phrases they go by."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = {place.key: place for place in places}
        self.blends = Blends(self.places.values())
        wide = [place for place in self.places.values() if not place.area or place.county == place.name]
        self._counties = {place.name: place for place in wide if place.nation}

    @classmethod
    def load(cls, folder: Path) -> "Gazetteer":
        """Read `councils.csv` and `places.csv`. Raises TopicsFileError when one cannot be read or a code is unknown."""
        places = list(_wide_places())
        councils: dict[str, Place] = {}
        for _, row in load_rows(folder / "councils.csv", "gss_code", "name", "nation"):
            council = _council(row)
            councils[council.code] = council
        places += councils.values()
        for number, row in load_rows(folder / "places.csv", "name", "kind", "code"):
            try:
                places.append(_place(row, councils))
            except (KeyError, ValueError) as unknown:
                raise TopicsFileError(f"places.csv, line {number}: unknown code or kind ({unknown})") from unknown
        return cls(places)

    def marks(self) -> dict[str, list[Mark]]:
        """Each name with the places it may mean, and the longer phrases in which it means none (`NOWHERE`)."""
        marks: dict[str, list[Mark]] = {}
        for place in self.places.values():
            for name in (place.name, *place.also):
                marks.setdefault(name.lower(), []).append(Mark("place", place.key, 1.0))
                for changed in mutations(name) if place.nation == "Wales" else ():
                    marks.setdefault(changed.lower(), []).append(Mark("place", place.key, 1.0))
            for phrase in place.unless:
                marks.setdefault(phrase.lower(), []).append(Mark(NOWHERE, place.key, 1.0))
        return marks

    def county_of(self, place: Place) -> Place | None:
        """The county or conurbation as a place; None where it has none, or none with that name is known."""
        return self._counties.get(place.county)

    def around(self, place: Place) -> list[Place]:
        """The wider places that hold this one, nearest first: council area, county council's area, region, nation."""
        wider = []
        if place.area and place.key != place.area:
            wider.append(self.places[place.area])
        if (county := self.county_of(place)) and county.area and county.area != place.area:
            wider.append(county)
        if place.region in REGIONS and place.code != REGIONS[place.region]:
            wider.append(self.places[REGIONS[place.region]])
        if place.nation in NATIONS and place.code != NATIONS[place.nation]:
            wider.append(self.places[NATIONS[place.nation]])
        return wider


_UNLESS = {
    "Scotland": (
        "scottish power",
        "scottish widows",
        "scottish mortgage",
        "scottish friendly",
        "scottish country dancing",
        "scotland yard",
    ),
    "Wales": (
        "welsh cobs",
        "welsh cob",
        "welsh rarebit",
        "welsh cakes",
        "welsh dresser",
        "irvine welsh",
        "welsh black cattle",
        "welsh springer spaniels",
        "prince of wales",
        "princess of wales",
        "jimmy wales",
    ),
    "London": ("london grammar", "jack london", "lloyds of london", "london stock exchange", "london clay"),
    "Yorkshire and The Humber": ("yorkshire tea", "yorkshire building society", "yorkshire bank"),
}
"""Phrases in which the name of a nation or region is something else; those of other places stand in the seeds."""


def _wide_places() -> Iterable[Place]:
    nations_also = {
        "Scotland": ("alba", "scottish"),
        "Wales": ("cymru", "welsh"),
        "Northern Ireland": ("ulster", "norn iron"),
        "England": (),
    }
    for name, code in NATIONS.items():
        trap, unless = name == "England", _UNLESS.get(name, ())
        yield Place(code, name, RegionKind.NATION, code, "", "", name, trap, nations_also[name], unless=unless)
    regions_also = {
        "North East": ("north east england",),
        "North West": ("north west england",),
        "Yorkshire and The Humber": ("yorkshire",),
        "South West": ("west country", "south west england"),
        "South East": ("south east england",),
        "East of England": ("east anglia",),
        "London": ("greater london", "londoners", "inside the m25", "within the m25"),
    }
    bare = {"North East", "North West", "South East", "South West"}
    for name, code in REGIONS.items():
        also, unless = regions_also.get(name, ()), _UNLESS.get(name, ())
        compass = name in bare  # so is the north east of any country
        yield Place(
            code, name, RegionKind.REGION, code, "", name, "England", compass, also, abroad=compass, unless=unless
        )


def _council(row: dict[str, str]) -> Place:
    region = row.get("region", "")
    return Place(
        key=row["gss_code"],
        name=row["name"],
        kind=RegionKind.LOCAL,
        code=row["gss_code"],
        area=row["gss_code"],
        region=region if region in REGIONS else "",
        nation=row["nation"],
        trap=row.get("trap") in _TRAPS,
        also=_several(row, "also"),
        abroad=row.get("trap") == _ABROAD,
        county=row.get("county", ""),
        unless=_several(row, "unless"),
    )


def _place(row: dict[str, str], councils: dict[str, Place]) -> Place:
    holder = row["code"]
    area = region = nation = county = ""
    country = "GB"
    if not holder[1:].isdigit():  # ISO 3166: a place outside the United Kingdom
        country = holder[:2]
    elif holder in councils:
        council = councils[holder]
        area, region, nation, county = holder, council.region, council.nation, council.county
    else:
        region = next((name for name, code in REGIONS.items() if code == holder), "")
        nation = "England" if region else _NATION_OF[holder]
    return Place(
        key=f"{row['name']}/{holder}",
        name=row["name"],
        kind=RegionKind(row["kind"]),
        code=holder,
        area=area,
        region=region,
        nation=nation,
        trap=row.get("trap") in _TRAPS,
        also=_several(row, "also"),
        country=country,
        abroad=row.get("trap") == _ABROAD,
        county=county,
        unless=_several(row, "unless"),
    )


def _several(row: dict[str, str], column: str) -> tuple[str, ...]:
    return listed(row.get(column, "").replace(";", ","))
