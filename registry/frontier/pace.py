"""How fast a forum changes, learnt from visits that only see whether it changed. Pure: reads no clock.

A visit does not count changes: it finds the forum as it was or not, days after the visit before. Changes are taken
for a Poisson process, so that a visit after `d` days finds one with the chance `1 - exp(-rate * d)`. The rate that
fits irregular visits best solves

    sum over visits that found a change of  d / (exp(rate * d) - 1)  =  sum of d over the others

(J. Cho and H. Garcia-Molina, "Estimating Frequency of Change", ACM Transactions on Internet Technology 3 (3), 2003,
section 5). It is followed visit by visit, as O. Cappe and E. Moulines do ("On-line Expectation-Maximization Algorithm
for Latent Data Models", Journal of the Royal Statistical Society B 71 (3), 2009): a visit that found a change counts
for as many as must be expected behind it, `rate * d / (1 - exp(-rate * d))` by the rate believed before, and the rate
is changes by days. Its fixed point is the solution above. Half a change in one day is put in first: half of it is
Jeffreys' prior for the rate of a Poisson process, the day keeps the rate of a forum that always changed finite. Both
sums lose half their weight in HALF_LIFE_DAYS and never hold more than MOST_CHANGES, so that a forum that falls asleep,
or wakes, is followed. No visit counts for more than MOST_BEHIND changes: what is believed at first is only a guess.
"""

import math
from typing import NamedTuple

PRIOR_CHANGES, PRIOR_DAYS = 0.5, 1.0
"""What is put in first: a forum nobody watched yet is taken to change every two days."""

HALF_LIFE_DAYS = 90.0
"""Watched so many days ago, a visit weighs half."""

MOST_CHANGES = 8.0
"""Changes that are remembered: of a busy forum those of the last days, so that a few quiet weeks are soon believed."""

MOST_BEHIND = 6.0
"""Changes that may be expected behind what one visit saw, before it is known that there was one."""

MOST_DAYS = 3650.0
"""Longest time between two visits that is looked at."""


class Pace(NamedTuple):
    """What visits told so far: changes to be expected behind what they saw, and days between them, both ageing."""

    changes: float = 0.0
    days: float = 0.0

    @property
    def rate(self) -> float:
        """Changes a day, above 0; PRIOR_CHANGES / PRIOR_DAYS before anything was seen."""
        return (max(self.changes, 0.0) + PRIOR_CHANGES) / (max(self.days, 0.0) + PRIOR_DAYS)

    def after(self, days: float, *, changed: bool) -> "Pace":
        """What is known after one more visit, `days` after the one before. Nothing is learnt of no time at all."""
        if not days > 0:
            return self
        days = min(days, MOST_DAYS)
        ageing = 0.5 ** (days / HALF_LIFE_DAYS)
        seen = _expected(min(self.rate * days, MOST_BEHIND)) if changed else 0.0
        changes, watched = self.changes * ageing + seen, self.days * ageing + days
        kept = min(1.0, MOST_CHANGES / changes) if changes > 0 else 1.0
        return Pace(changes * kept, watched * kept)


def _expected(mean: float) -> float:
    """Changes to be expected where there was one at least, of a Poisson number with this mean: 1 or more."""
    return mean / -math.expm1(-mean) if mean > 1e-9 else 1.0
