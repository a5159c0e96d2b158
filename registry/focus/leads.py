"""Forums that a site may lead to though it is none itself: lists of links, charities, pages about a topic. Pure.

A site is worth a visit for two reasons: it may be a forum, and its pages may name forums nobody knew. The second is
counted by the sign that says most of it, as the forums that fruitless visits to such sites were the first to name. The
first belief of a sign is worth `BELIEF` such visits. What is learnt and what is added are bounded: a page leads to
forums only if they turn out to be some, so that a farm, which names its like, gains nothing.
"""

import math
from collections.abc import Iterable
from functools import lru_cache

from registry.focus.learning import UNTRIED, Tally, shift_of

LEADS: dict[str, float] = {
    "host:social": 0.0, "host:tracker": 0.0, "host:shop": 0.0, "host:maker": 0.0, "host:machine": 0.0,
    "words:share": 0.0, "words:legal": 0.0, "words:sale": 0.0, "path:share": 0.0, "path:file": 0.0,
    "host:reference": 0.02,
    "host:list": 0.6, "path:list": 0.6, "words:list": 0.4,
    "host:help": 0.25, "words:help": 0.25,
    "host:official": 0.1,
    "topic:words": 0.12, "topic:page": 0.08,
}  # fmt: skip
"""By sign, the first that holds: new forums that a visit is first believed to name."""

OTHERS = "source:link"
"""The sign that stands for all sites of which nothing of this kind is known."""

_FIRST_OF_OTHERS = 0.05

BELIEF = 12.0
"""Fruitless visits that the first belief counts as."""

MOST_COUNTED = 300.0
"""Fruitless visits beyond which older ones fade: in the end all forums are known, and lists name none that is new."""

OF_EACH = 0.4
"""What a forum that will be named counts, of one that is found: it has to be visited, too."""

MOST_ADDED = 0.5
"""What the forums that a site may lead to add at most: a site that is likely a forum itself goes before."""

DOMAIN_BELIEF = 8.0
"""Sites of its domain that were looked at in vain, after which a site is believed to lead to half as much."""

_PREFIX = "leads:"


def leads_as(signs: Iterable[str]) -> str:
    """The name under which is counted what sites with these signs led to: `leads:host:list`."""
    return _leads_as(frozenset(signs))


@lru_cache(maxsize=10_000)
def _leads_as(signs: frozenset[str]) -> str:
    return _PREFIX + next((sign for sign in LEADS if sign in signs), OTHERS)


def is_lead(name: str) -> bool:
    """Whether it is such a name."""
    return name.startswith(_PREFIX)


def rate_of(name: str, tally: Tally) -> float:
    """New forums that one fruitless visit to such a site is expected to name, 0 or more.

    In the tally each such visit counts as one that was tried, and each forum that one was the first to name as one
    tried and found.
    """
    first = LEADS.get(name.removeprefix(_PREFIX), _FIRST_OF_OTHERS)
    named = float(max(tally.forums, 0))
    visits = float(max(tally.tried - tally.forums, 0))
    if visits > MOST_COUNTED:
        visits, named = MOST_COUNTED, named * MOST_COUNTED / visits
    return (named + BELIEF * first) / (visits + BELIEF)


def leading_part(chance: float, name: str, learnt: Iterable[tuple[str, Tally]], domain: Tally = UNTRIED) -> float:
    """What the forums that a site may lead to add to its chance of being one: 0 to MOST_ADDED, three decimals.

    Less where the pages that name it named nothing else of use, and where its domain was looked at in vain.
    """
    tallies = tuple(learnt)
    rate = rate_of(name, dict(tallies).get(name, UNTRIED))
    fruitless = min((shift_of(of, tally) for of, tally in tallies if of.startswith(("from:", "list:"))), default=0.0)
    rate *= math.exp(min(fruitless, 0.0))
    vain = max(domain.tried - DOMAIN_BELIEF * domain.forums, 0.0)
    rate *= DOMAIN_BELIEF / (DOMAIN_BELIEF + vain)
    return round(min((1.0 - chance) * OF_EACH * rate, MOST_ADDED), 3)
