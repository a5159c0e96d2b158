"""What is known of a forum that bears on how major it is: a few figures, cut from its card once. Pure."""

import math
import struct
from array import array
from collections.abc import Mapping
from typing import Any, NamedTuple

from registry.catalogue.listing import is_in_use
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit
from registry.catalogue.texts import Texts
from registry.vocabulary import ActivityTier, RegionKind

SIZE_POINTS, ACTIVITY_POINTS, REACH_POINTS, ONLY_POINTS = 40.0, 35.0, 15.0, 10.0
"""What each part of being major is worth at most; 100 together."""

ALL_MEMBERS = 1_000_000
"""Members from which a forum of a topic gets all points for size."""

ALL_LOCAL = 1_000
"""Members per 1,000 residents from which a forum of a place gets all points for size."""

BODY_POINTS, MOST_BODIES, NAMED_POINTS = 2.0, 3, 2.0
"""For each public body in whose area the forum is, at most so many bodies; for being named by a published source."""

GROUND_POINTS = {RegionKind.COUNTRY: 7.0, RegionKind.NATION: 7.0, RegionKind.REGION: 4.0, RegionKind.LOCAL: 2.0}
"""For the narrowest place the forum is filed under, as far as that is known."""

NOT_STATED = "size not stated"
NOT_KNOWN_YET = "neither its size nor its activity is known yet: no rank"
SENSITIVE = "size does not count: sensitive forums are never ranked by size, as the largest is not the one to seek out"


class Measures(NamedTuple):
    """A forum in figures. Unknown is None; `no_size` says why its size does not count, `not_major` why it has no rank.

    `in_topic` and `in_place` are its points but for being the only one there: by members, and by members per 1,000
    residents. `places` are its own, best first, without those around them; `residents` are those of `residents_of`,
    its narrowest local area; None for a forum of a wider place. `ground` is the kind of its narrowest place.
    """

    public_id: str
    members: int | None
    no_size: str
    score: int | None
    tier: str
    not_major: str
    in_topic: float
    in_place: float
    places: tuple[str, ...]
    bodies: int
    named: bool
    ground: str
    residents: int | None
    residents_of: str

    @property
    def size(self) -> int | None:
        """The members that count, None when none do."""
        return None if self.no_size else self.members

    @property
    def per_1000(self) -> float | None:
        """Members per 1,000 residents of its place, None when either is not known or size does not count."""
        size = self.size
        return size * 1000 / self.residents if size is not None and self.residents else None


class Shelf:
    """Keeps measures in few bytes: rows name texts by their numbers. For one writer and any number of readers."""

    def __init__(self) -> None:
        self.texts = Texts()

    def packed(self, row: Measures) -> bytes:
        """The row as bytes, without its id."""
        texts = (row.no_size, row.tier, row.not_major, row.ground, row.residents_of, *row.places)
        return (
            _PACKED.pack(
                row.in_topic,
                row.in_place,
                _none_as_minus(row.members),
                _none_as_minus(row.residents),
                min(_none_as_minus(row.score), 127),
                min(row.bodies, 255),
                row.named,
            )
            + array("I", [self.texts.number(text) for text in texts]).tobytes()
        )

    def unpacked(self, public_id: str, packed: bytes) -> Measures:
        """The row of these bytes."""
        in_topic, in_place, members, residents, score, bodies, named = _PACKED.unpack_from(packed)
        no_size, tier, not_major, ground, residents_of, *places = map(
            self.texts.text, array("I", packed[_PACKED.size :])
        )
        return Measures(
            public_id, None if members < 0 else members, no_size, None if score < 0 else score, tier, not_major,
            in_topic, in_place, tuple(places), bodies, named, ground,
            None if residents < 0 else residents, residents_of,
        )  # fmt: skip


_PACKED = struct.Struct("<ddqqbB?x")


def _none_as_minus(number: int | None) -> int:
    return -1 if number is None else min(number, _MOST)


_MOST = (1 << 63) - 1


def measured(card: Mapping[str, Any], document: Mapping[str, Any], terms: Terms) -> Measures:
    """The measures of a forum: `card` is its card's document, `document` its row in the list."""
    places = tuple(dict.fromkeys(region["code"] for region in document["regions"]))
    residents, residents_of = _residents(places, terms)
    members, activity = document["members"], document["activity"]
    bare = Measures(
        public_id=document["id"],
        members=members if members is None or members >= 0 else None,
        no_size=_no_size(card, members),
        score=activity["score"],
        tier=activity["tier"],
        not_major=_not_in_use(document),
        in_topic=0.0,
        in_place=0.0,
        places=places,
        bodies=len(document["departments"]),
        named=document["named_in"] is not None,
        ground=_ground(card),
        residents=residents,
        residents_of=residents_of,
    )
    if not bare.not_major and bare.size is None and bare.score is None:
        bare = bare._replace(not_major=NOT_KNOWN_YET)
    rest = activity_points(bare) + reach_points(bare)
    return bare._replace(in_topic=size_points(bare) + rest, in_place=local_size_points(bare) + rest)


def size_points(row: Measures) -> float:
    """For members: none for 0, all for ALL_MEMBERS, by the logarithm between."""
    return SIZE_POINTS * min(1.0, math.log1p(row.size) / math.log1p(ALL_MEMBERS)) if row.size else 0.0


def local_size_points(row: Measures) -> float:
    """For members per 1,000 residents: none for 0, all for ALL_LOCAL, by the logarithm between."""
    share = row.per_1000
    return SIZE_POINTS * min(1.0, math.log1p(share) / math.log1p(ALL_LOCAL)) if share else 0.0


def activity_points(row: Measures) -> float:
    """For the activity score, 0 to 100."""
    return ACTIVITY_POINTS * (row.score or 0) / 100


def reach_points(row: Measures) -> float:
    """For the ground it covers, the public bodies it concerns, and being named by a published source."""
    ground = GROUND_POINTS[RegionKind(row.ground)] if row.ground else 0.0
    return ground + BODY_POINTS * min(row.bodies, MOST_BODIES) + (NAMED_POINTS if row.named else 0.0)


def _no_size(card: Mapping[str, Any], members: int | None) -> str:
    if card.get("sensitive"):
        return SENSITIVE
    for said in (card.get("activity") or {}).get("implausible") or ():
        field, _, reason = said.partition(": ")
        if field == "members" and not reason[:1].isdigit():  # a day in front: of an earlier visit
            return f"size does not count: the members stated cannot be true ({fit(reason)})"[:160]
    return NOT_STATED if members is None or members < 0 else ""


def _not_in_use(document: Mapping[str, Any]) -> str:
    if not is_in_use(document["standing"]):
        return f"{document['standing']}: no rank among the forums in use"
    silent = document["activity"]["tier"] == ActivityTier.DORMANT
    return "no post for a year: no rank among the forums in use" if silent else ""


def _ground(card: Mapping[str, Any]) -> str:
    kinds = {region["kind"] for region in card.get("regions") or ()}
    return next((str(kind) for kind in reversed(GROUND_POINTS) if kind in kinds), "")


def _residents(places: tuple[str, ...], terms: Terms) -> tuple[int | None, str]:
    """The residents of its narrowest local area, or of the nearest local one around it whose figure is known."""
    local = [code for code in places if code in terms.places and terms.places[code].kind == RegionKind.LOCAL]
    narrowest = max(local, key=lambda code: len(terms.places[code].within), default=None)
    for code in terms.place_and_wider(narrowest) if narrowest else ():
        place = terms.places.get(code)
        if place is not None and place.residents and place.kind == RegionKind.LOCAL:
            return place.residents, place.name
    return None, ""
