"""What came of sites of one kind before: a Beta posterior, as points, within a stated range. Pure.

A site is counted by its leading sign, by the site that names it and by the list it stands in. The first belief of a
kind is what its points say; it weighs as much as `FIRST_BELIEF` sites, so that a few accidents teach little and many
visits all. The range is bounded either way: no farm can teach that all is in vain, nor that all is a forum.
"""

import math
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from registry.focus.signs import BASE, SIGNS, leading

FIRST_BELIEF = 20.0
"""Sites that the first belief of a sign counts as."""

BELIEF_OF_A_PLACE = 6.0
"""The same of one linking site or one list: fewer of its sites are ever tried."""

MOST_SHIFT = 2.0
"""Points that are learnt of a sign, at most, either way."""

MOST_SHIFT_OF_A_PLACE = 1.5

FIRST_OF_A_PLACE = 0.15
"""Share of forums among the sites that a page not yet known names, as first believed."""

MOST_COUNTED = 2_000.0
"""Sites beyond which older ones fade: the web changes."""


class Tally(NamedTuple):
    """What came of sites: how many were looked at, and how many of them are forums."""

    tried: int = 0
    forums: int = 0


UNTRIED = Tally()


@lru_cache(maxsize=10_000)  # asked for twice of each site, and the sites of one page have the same tallies
def shift_of(sign: str, tally: Tally) -> float:
    """The points that this tally adds to a sign or takes from it: -2 to 2 for a sign, -1.5 to 1.5 for a place."""
    if tally.tried <= 0:
        return 0.0
    if sign in SIGNS:
        believed, first, most = FIRST_BELIEF, _chance(BASE + SIGNS[sign]), MOST_SHIFT
    else:
        believed, first, most = BELIEF_OF_A_PLACE, FIRST_OF_A_PLACE, MOST_SHIFT_OF_A_PLACE
    tried = float(tally.tried)
    forums = float(min(max(tally.forums, 0), tally.tried))
    if tried > MOST_COUNTED:
        tried, forums = MOST_COUNTED, forums * MOST_COUNTED / tried
    learnt = (forums + believed * first) / (tried + believed)
    return max(-most, min(most, _log_odds(learnt) - _log_odds(first)))


def credited(signs: Iterable[str], named_by: Iterable[int]) -> list[str]:
    """The names under which a visit to a site with these signs is counted: leading sign, lists, who names it."""
    held = tuple(signs)
    lists = [sign for sign in held if sign.startswith("list:")]
    return [leading(held), *lists, *(f"from:{site_id}" for site_id in dict.fromkeys(named_by) if site_id)]


def _chance(points: float) -> float:
    return 1.0 / (1.0 + math.exp(-points))


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))
