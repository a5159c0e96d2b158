"""Link farms: thousands of look-alike hosts that link to each other, on a few domains and on many."""

import random
from collections.abc import Sequence

from sampleweb.generated.model import Farm, Out, Place

FEW_DOMAINS = ("megadealz.localhost", "topratedx.localhost", "bestlinkz.localhost")
_WORDS = ("cheap", "best", "pills", "casino", "loans", "replica", "seo", "bonus", "slots", "vip", "forex", "watch")


def add_farms(draw: random.Random, places: Sequence[Place], sites: int) -> tuple[Farm, ...]:
    """The farms of a web of so many sites, and the spam that links to them from comments and threads."""
    many = tuple(
        dict.fromkeys(
            f"{draw.choice(_WORDS)}-{draw.choice(_WORDS)}-{draw.randrange(10, 99_999)}.localhost"
            for _ in range(sites // 5)
        )
    )
    farms = (Farm("few", FEW_DOMAINS, sites // 6), Farm("many", many, 1))
    spammed = [place for place in places if place.kind in ("blog", "forum", "hobby") and place.is_open]
    for place in draw.sample(spammed, len(spammed) // 25):
        farm = draw.choice(farms)
        page = draw.choice(sorted(place.outs) or ["front"])
        place.link(
            page, Out(farm.host(draw.randrange(farm.size)), "/", draw.choice(_WORDS) + " " + draw.choice(_WORDS))
        )
    return farms
