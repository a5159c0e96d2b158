"""One worked example of each published formula, for the page about scoring; results are those of the code itself."""

import math
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from registry.assess.activity import FRESH_DAYS, HALF_LIFE_DAYS, ActivityInputs, activity
from registry.assess.counters import CounterReading
from registry.assess.phrases import BOARD_PULL, NAME_PULL
from registry.assess.subjects import FAIR, STRONG
from registry.assess.support import ASKING_PULLS, LEAN_PULLS, LEAN_S_BALLAST, START, TITLES_BALLAST, WORDS_PULL
from registry.assess.topics import HALF
from registry.catalogue.measures import Measures, activity_points, reach_points, size_points
from registry.vocabulary import RegionKind

DAY = date(2026, 11, 20)
SPAN_DAYS, GREW_FROM, GREW_TO, LAST_POST_DAYS = 40, 8_000, 8_480, 22
MEMBERS, BODIES = 10_000, 2
WORDS, TITLES, ASKING_TITLES = 2.0, 20, 6


@cache
def examples() -> dict[str, dict[str, Any]]:
    """The numbers of each example by the formula it shows, and the steps between them."""
    active = _activity()
    return {"activity": active, "topic": _topic(), "peer": _peer(), "major": _major(active["score"])}


def _activity() -> dict[str, Any]:
    """A forum whose post counter grew between two visits, and that was last posted to some weeks ago."""
    now = datetime.combine(DAY, time(), UTC)
    readings = (CounterReading(now - timedelta(days=SPAN_DAYS), posts=GREW_FROM), CounterReading(now, posts=GREW_TO))
    last = now - timedelta(days=LAST_POST_DAYS)
    judged = activity(ActivityInputs(readings=readings, posts=GREW_TO, last_post_at=last, as_of=now), DAY)
    return {
        "from": GREW_FROM, "to": GREW_TO, "days": SPAN_DAYS, "last": LAST_POST_DAYS,
        "rate": judged.posts_per_day,
        "volume": round(min(1.0, math.log10(1 + (judged.posts_per_day or 0)) / 3), 3),
        "fresh_days": FRESH_DAYS, "half_life": HALF_LIFE_DAYS,
        "freshness": round(0.5 ** (max(0, LAST_POST_DAYS - FRESH_DAYS) / HALF_LIFE_DAYS), 3),
        "score": judged.score,
    }  # fmt: skip


def _topic() -> dict[str, Any]:
    """A strong phrase in the forum's name, a fair one in the name of a board."""
    weight = STRONG * NAME_PULL + FAIR * BOARD_PULL
    return {
        "strong": STRONG, "name": NAME_PULL, "fair": FAIR, "board": BOARD_PULL, "half": HALF,
        "weight": round(weight, 2), "score": round(weight / (weight + HALF), 3),
    }  # fmt: skip


def _peer() -> dict[str, Any]:
    """A forum whose only subject is one that people come to for help, with a few words and titles of asking."""
    weight = _topic()["weight"]
    lean = weight / (weight + LEAN_S_BALLAST)
    asking = ASKING_TITLES / (TITLES + TITLES_BALLAST)
    total = LEAN_PULLS * lean + WORDS_PULL * WORDS + ASKING_PULLS * asking + START
    return {
        "weight": weight, "ballast": LEAN_S_BALLAST, "lean": round(lean, 3), "pulls": LEAN_PULLS, "words": WORDS,
        "pull": WORDS_PULL, "titles": TITLES, "asked": ASKING_TITLES, "more": TITLES_BALLAST,
        "asking": round(asking, 3), "asks": ASKING_PULLS, "start": -START,
        "sum": round(total, 3), "score": round(1 / (1 + math.exp(-total)), 3),
    }  # fmt: skip


def _major(score: int) -> dict[str, Any]:
    """A forum of a region within a topic, in the area of some public bodies, that a published source names."""
    row = Measures(
        public_id="", members=MEMBERS, no_size="", score=score, tier="", not_major="", in_topic=0.0, in_place=0.0,
        places=(), bodies=BODIES, named=True, ground=RegionKind.REGION, residents=None, residents_of="",
    )  # fmt: skip
    size, active, reach = size_points(row), activity_points(row), reach_points(row)
    return {
        "members": MEMBERS, "score": score, "bodies": BODIES, "size": round(size, 1), "active": round(active, 1),
        "reach": round(reach, 1), "points": round(size + active + reach, 1),
    }  # fmt: skip
