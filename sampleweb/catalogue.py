"""The catalogue of sample sites: reads `data/` and draws, from one seed, the figures that the words leave open.

One TOML file is one site; adding a site touches no other file. `data/forums/` holds forums, `data/others/` what is
no forum or is difficult. The same seed and moment always give the same sites.
"""

import random
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import count
from typing import Any

from sampleweb.model import SampleBoard, SamplePast, SampleSite, SampleThread, SampleWishes
from sampleweb.names import PLANTED_NAMES

DEFAULT_NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""The moment `sites()` counts ages back from unless told another."""

_Draw = random.Random

OLDER = 22
"""Older threads on the first page of a board."""

_UNITS = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}


def sites(seed: int = 1, now: datetime = DEFAULT_NOW, copies: int = 0) -> tuple[SampleSite, ...]:
    """All sample sites, by name; `now` (aware) is the moment that the ages of posts are counted back from.

    `copies` more of every forum are made for benchmarks, as `NAME-1`, `NAME-2` ..., with figures of their own and
    linked among themselves; none is a seed. Raises ValueError when a data file names what does not exist or leaves
    out what must be there.
    """
    moment = now.astimezone(UTC).replace(second=0, microsecond=0)
    told = _told()
    found = [_site(name, said, is_forum, seed, moment) for name, (said, is_forum) in told.items()]
    for number in range(1, copies + 1):
        for name, (said, is_forum) in told.items():
            if is_forum:
                found.append(_site(f"{name}-{number}", _copied(said, number, told), True, seed, moment))
    return tuple(sorted(found, key=lambda site: site.name))


def _told() -> dict[str, tuple[dict[str, Any], bool]]:
    """What the data files say, by the site's name, and whether it is a forum's file."""
    told = {
        entry.name.removesuffix(".toml"): (tomllib.loads(entry.read_text(encoding="utf-8")), folder == "forums")
        for folder in ("forums", "others")
        for entry in files("sampleweb").joinpath("data", folder).iterdir()
        if entry.name.endswith(".toml")
    }
    for name, (said, _) in told.items():
        if missing := set(said.get("links", ())) - told.keys():
            raise ValueError(f"sampleweb/data: {name} links to unknown sites {sorted(missing)}")
    return told


def _copied(said: dict[str, Any], number: int, told: dict[str, tuple[dict[str, Any], bool]]) -> dict[str, Any]:
    """A forum's words for its copy of that number: linked to copies of forums and to nothing else."""
    links = [f"{name}-{number}" for name in said.get("links", ()) if told[name][1]]
    own = {"links": links, "seed": False, "alone": True, "past": {}, "wishes": {}}
    return {**said, "title": f"{said['title']} {number}", **own}


def _site(name: str, said: dict[str, Any], is_forum: bool, seed: int, now: datetime) -> SampleSite:
    draw = random.Random(f"{seed}/{name}")  # noqa: S311 - believable figures, not secrets
    try:
        older = random.Random(f"{seed}/{name}/older")  # noqa: S311 - the same
        return _made(name, said, is_forum, _Drawing(draw, now, count(1), count(2), older))
    except (KeyError, TypeError) as error:
        raise ValueError(f"sampleweb/data: {name}.toml: {error}") from error


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One site being drawn: its own random numbers, the moment, the next thread and board numbers.

    `older` draws the older threads, so that they change nothing of what was drawn before there were any.
    """

    random: random.Random
    now: datetime
    threads: "count[int]"
    boards: "count[int]"
    older: _Draw


def _made(name: str, said: dict[str, Any], is_forum: bool, drawing: _Drawing) -> SampleSite:
    states = said.get("states", ["members", "totals", "board_threads", "board_posts", "board_last"])
    boards = _boards(said, states, drawing)
    totals = "totals" in states and bool(boards)
    return SampleSite(
        name=name,
        kind=said.get("kind", "forum"),
        pattern=said["pattern"],
        outcome=said.get("outcome", "profiled" if is_forum else "not_a_forum"),
        title=said["title"],
        host=said.get("host", f"{name}.localhost"),
        software=said.get("software"),
        version=said.get("version", ""),
        layout=said.get("layout", ""),
        is_forum=said.get("is_forum", is_forum),
        description=said.get("description"),
        language=said.get("language", "en"),
        topic=said.get("topic", ""),
        place=said.get("place", ""),
        members=said.get("members") if "members" in states else None,
        threads=said["threads"] if totals else None,
        posts=said["posts"] if totals else None,
        online=drawing.random.randint(3, 40) if is_forum else None,
        last_post_at=max((thread.last_post_at for board in boards for thread in board.newest), default=None),
        boards=boards,
        seed=said.get("seed", False),
        alone=said.get("alone", False),
        path=said.get("path", "/"),
        links=tuple(said.get("links", ())),
        disallow=tuple(said.get("disallow", ())),
        crawl_delay=said.get("crawl_delay"),
        newest_member=drawing.random.choice(PLANTED_NAMES),
        topics=tuple(said.get("topics", ())),
        regions=tuple(said.get("regions", ())),
        sensitive=said.get("sensitive", ""),
        sensitive_reason=said.get("sensitive_reason", ""),
        agreed_by=said.get("agreed_by", ""),
        past=SamplePast(**said.get("past", {})),
        wishes=SampleWishes(**said["wishes"]) if said.get("wishes") else None,
    )


def _boards(said: dict[str, Any], states: Sequence[str], drawing: _Drawing) -> tuple[SampleBoard, ...]:
    told: list[dict[str, Any]] = said.get("boards", [])
    if not told:
        return ()
    weights = [drawing.random.uniform(0.5, 3.0) * board.get("share", 1) for board in told]
    threads = shares(said["threads"], weights)
    posts = shares(said["posts"] - said["threads"], weights)
    newest = drawing.now - timedelta(minutes=minutes(said["newest"]))
    busiest = drawing.random.randrange(len(told))
    boards = []
    category = ""
    for place, board in enumerate(told):
        category = board.get("category", category)
        last = newest if place == busiest else newest - timedelta(minutes=drawing.random.randint(30, 9000))
        number, threads_shown = next(drawing.boards), _threads(board["talk"], last, drawing)
        boards.append(
            SampleBoard(
                number=number,
                name=board["name"],
                about=board.get("about", ""),
                category=category,
                threads=threads[place] if "board_threads" in states else None,
                posts=threads[place] + posts[place] if "board_posts" in states else None,
                last_post_at=last if "board_last" in states else None,
                newest=threads_shown,
                older=_older(board["talk"], number, threads_shown[-1].last_post_at, drawing.older),
            )
        )
    return tuple(boards)


def _threads(titles: Sequence[str], last: datetime, drawing: _Drawing) -> tuple[SampleThread, ...]:
    threads = []
    for title in titles:
        replies = drawing.random.choice((1, 2, 2, 3, 5, 8, 13, 21))
        threads.append(
            SampleThread(
                number=next(drawing.threads),
                title=title,
                replies=replies,
                views=replies * drawing.random.randint(9, 60),
                starter=drawing.random.choice(PLANTED_NAMES),
                last_by=drawing.random.choice(PLANTED_NAMES),
                started_at=last - timedelta(minutes=drawing.random.randint(60, 40_000)),
                last_post_at=last,
            )
        )
        last -= timedelta(minutes=drawing.random.randint(20, 4000))
    return tuple(threads)


def _older(titles: Sequence[str], board: int, last: datetime, draw: random.Random) -> tuple[SampleThread, ...]:
    """Threads from before those a board is known by: most were answered soon, some late, some not at all."""
    threads = []
    for at in range(OLDER):
        last -= timedelta(minutes=draw.randint(300, 2000))
        replies = draw.choice((0, 1, 1, 2, 3, 5, 8))
        waited = draw.choice((15, 40, 90, 240, 700, 2600)) if replies else 0
        starter, other = draw.choice(PLANTED_NAMES), draw.choice(PLANTED_NAMES)
        threads.append(
            SampleThread(
                number=1000 * board + at,
                title=f"{titles[at % len(titles)]} ({at // len(titles) + 2})",
                replies=replies,
                views=(replies + 1) * draw.randint(9, 60),
                starter=starter,
                last_by=other if replies else starter,
                started_at=last - timedelta(minutes=waited * max(1, replies // 2)),
                last_post_at=last,
            )
        )
    return tuple(threads)


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """`total` divided by weight into whole numbers that add up to it; the last part takes what is left over."""
    whole = sum(weights)
    parts = [int(total * weight / whole) for weight in weights]
    parts[-1] += total - sum(parts)
    return parts


def minutes(age: str) -> int:
    """Minutes in an age such as `25m`, `3h`, `2d` or `40w`; ValueError for anything else."""
    if age[-1:] not in _UNITS or not age[:-1].isdigit():
        raise ValueError(f"not an age: {age!r} (a number and one of m, h, d, w)")
    return int(age[:-1]) * _UNITS[age[-1]]
