"""From signs, what was learnt, places and the domain's record to the chance that a visit finds a forum. Pure.

Points are log-odds. Signs that say the same thing in several ways (`/forum/viewtopic.php`, "our forum") are not
independent: the heaviest counts whole, each further one half of the one before, for and against apart.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from registry.focus.leads import is_lead, leading_part, leads_as
from registry.focus.learning import UNTRIED, Tally, shift_of
from registry.focus.signs import BASE, SIGNS, leading

FURTHER = 0.5
"""What each further sign counts, of the one before."""

PER_PLACE, MOST_OF_PLACES = 0.5, 1.5
"""Points for each e-fold of independent places, and at most."""

MOST_LEARNT = 2.5
"""Points that all that was learnt adds or takes, at most."""

DOMAIN_BELIEF = 4.0
"""Sites that the chance so far counts as beside the record of the domain."""

DOMAIN_COUNTED = 60.0
"""Sites of a domain's record that count, at most."""

LEAST, MOST = 0.001, 0.98


class Part(NamedTuple):
    """One part of a chance: its name, and the points it gave."""

    name: str
    points: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a site nobody has looked at. `learnt` are tallies by the name they are counted under."""

    signs: tuple[str, ...] = ()
    places: int = 0
    learnt: tuple[tuple[str, Tally], ...] = ()
    domain: Tally = UNTRIED
    barred: bool = False


class Worth(NamedTuple):
    """What a visit is worth, 0 to 1 with three decimals: the chance that it finds a forum, and what it may lead to.

    `parts` are the points that made the chance, `leads` what the forums that its pages may name add to it.
    """

    value: float
    parts: tuple[Part, ...]
    leads: float = 0.0


@lru_cache(maxsize=10_000)  # many sites of a queue have the same evidence
def worth_of(known: Evidence) -> Worth:
    """The worth, with its parts in the order in which they count. 0 for a domain that is barred."""
    if known.barred:
        return Worth(0.0, (Part("domain barred", 0.0),))
    parts = [Part("base", BASE), *_of_signs(known.signs)]
    if known.places > 1:
        parts.append(Part("places", round(min(PER_PLACE * math.log(known.places), MOST_OF_PLACES), 3)))
    parts += _of_learning(known)
    chance = 1.0 / (1.0 + math.exp(-sum(points for _, points in parts)))
    if known.domain.tried > 0:
        after = _with_record(chance, known.domain)
        parts.append(Part("domain", round(_log_odds(after) - _log_odds(chance), 3)))
        chance = after
    leads = leading_part(chance, leads_as(known.signs), known.learnt, known.domain)
    return Worth(round(min(max(chance + leads, LEAST), MOST), 3), tuple(parts), leads)


def _of_signs(signs: Sequence[str]) -> list[Part]:
    parts = []
    for side in (1.0, -1.0):
        held = sorted((sign for sign in signs if SIGNS.get(sign, 0.0) * side > 0), key=lambda s: (-abs(SIGNS[s]), s))
        parts += [Part(sign, round(SIGNS[sign] * FURTHER**place, 3)) for place, sign in enumerate(held)]
    return parts


def _of_learning(known: Evidence) -> list[Part]:
    kind = leading(known.signs)
    wanted = [(name, tally) for name, tally in known.learnt if name == kind or not (name in SIGNS or is_lead(name))]
    shifts = sorted(((shift_of(name, tally), name) for name, tally in wanted), key=lambda one: (-abs(one[0]), one[1]))
    parts, total = [], 0.0
    for place, (shift, name) in enumerate(shifts):
        points = max(-MOST_LEARNT - total, min(MOST_LEARNT - total, shift * FURTHER**place))
        total += points
        if round(points, 3):
            parts.append(Part(f"learnt {name}", round(points, 3)))
    return parts


def _with_record(chance: float, record: Tally) -> float:
    """The chance and what came of the domain's other sites, weighed by how many they are."""
    tried = min(float(record.tried), DOMAIN_COUNTED)
    forums = min(max(record.forums, 0), record.tried) * tried / record.tried
    return (DOMAIN_BELIEF * chance + forums) / (DOMAIN_BELIEF + tried)


def _log_odds(chance: float) -> float:
    kept = min(max(chance, 1e-6), 1 - 1e-6)
    return math.log(kept / (1 - kept))
