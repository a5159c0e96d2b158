"""What is known of a forum that bears on how major it is: a few figures, cut from its card once. Pure."""

import math
from sys import intern
from typing import NamedTuple

from registry.catalogue.card import Card
from registry.catalogue.listing import is_in_use
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit
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
"""For the widest place the forum is for, as far as that is known."""

NOT_STATED = "size not stated"
SENSITIVE = "size does not count: sensitive forums are never ranked by size, as the largest is not the one to seek out"


class Measures(NamedTuple):
    """A forum in figures. Unknown is None; `no_size` says why its size does not count, `not_major` why it has no rank.

    `in_topic` and `in_place` are its points but for being the only one there. `topics` and `places` are its own, best
    first, without those around them; `residents` are those of `residents_of`, its narrowest place where they are known.
    `ground` is the kind of the widest place it is for.
    """

    public_id: str
    members: int | None
    no_size: str
    score: int | None
    tier: str
    not_major: str
    in_topic: float
    in_place: float
    topics: tuple[str, ...]
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


def measured(card: Card, terms: Terms) -> Measures:
    """The measures of a card."""
    places = tuple(intern(fit(region.code)) for region in card.regions if region.kind != RegionKind.COUNTRY)
    residents, residents_of = _residents(places, terms)
    bare = Measures(
        public_id=card.public_id,
        members=_members(card),
        no_size=_no_size(card),
        score=card.activity.score,
        tier=intern(card.activity.tier),
        not_major=_not_major(card),
        in_topic=0.0,
        in_place=0.0,
        topics=tuple(intern(fit(topic.path)) for topic in card.topics),
        places=places,
        bodies=len(card.organisations),
        named=bool(card.named_in),
        ground=_ground(card),
        residents=residents,
        residents_of=residents_of,
    )
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


def _members(card: Card) -> int | None:
    fact = card.fact("members")
    value = fact.value if fact is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else None


def _no_size(card: Card) -> str:
    if card.sensitive:
        return SENSITIVE
    for said in card.activity.implausible:
        field, _, reason = said.partition(": ")
        if field == "members":
            return intern(f"size does not count: the members stated cannot be true ({fit(reason)})"[:160])
    return NOT_STATED if _members(card) is None else ""


def _not_major(card: Card) -> str:
    if not is_in_use(card.standing):
        return intern(f"{card.standing}: no rank among the forums in use")
    return "no post for a year: no rank among the forums in use" if card.activity.tier == ActivityTier.DORMANT else ""


def _ground(card: Card) -> str:
    kinds = {region.kind for region in card.regions}
    return next((str(kind) for kind in GROUND_POINTS if kind in kinds), "")


def _residents(places: tuple[str, ...], terms: Terms) -> tuple[int | None, str]:
    """The residents of the first place, or of the nearest one around it whose figure is known."""
    for code in terms.place_and_wider(places[0]) if places else ():
        place = terms.places.get(code)
        if place is not None and place.residents:
            return place.residents, place.name
    return None, ""
