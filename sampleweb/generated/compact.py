"""Forums of software that the sample web has no pattern for: front page, boards, threads, feed and answers.

One template a platform (`templates/generated`), written after the structure of the real software; the shapes of the
addresses are in `software`.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from markupsafe import Markup

from sampleweb.generated import machines
from sampleweb.generated.software import SOFTWARE
from sampleweb.kinds.labels import labels
from sampleweb.model import SampleBoard, SampleSite, SampleThread
from sampleweb.pages import Answer, Maker, World, redirect

_JSON = "application/json; charset=utf-8"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """Every address of a forum and how its answer is made."""
    software = SOFTWARE[site.pattern]
    root = site.path
    page = partial(_page, site, world)
    yield root + software.front, partial(page, "front")
    if software.front:
        yield root, partial(page, "home")
        bare = root + software.front.rstrip("/")
        if software.front.endswith("/"):
            yield bare, lambda: redirect(world.origin(site.name) + root + software.front)
    for index in software.also_front:
        yield root + index, partial(page, "front")
    for board in site.boards:
        yield root + software.of_board(board), partial(page, "board", board=board)
        for thread in board.listed:
            yield root + software.of_thread(thread, board), partial(page, "thread", board=board, thread=thread)
    for feed in software.feeds:
        yield root + feed, partial(_feed, site, world)
    for address, answer in machines.ANSWERS.get(site.pattern, {}).items():
        yield root + address, partial(_told, answer, site)
    for words in ("register.php", "register", "contact", "faq.php", "rules", "misc.php?action=rules"):
        yield root + words, partial(page, "home")


def _page(site: SampleSite, world: World, part: str, **values: Any) -> Answer:
    said = labels(site.language)
    board, thread = values.get("board"), values.get("thread")
    template = "home" if part == "home" else site.pattern
    return world.html(
        f"generated/{template}.html",
        site,
        **_addresses(site),
        said=said,
        part=part,
        board=board,
        thread=thread,
        told=_script(site),
        ago=partial(_ago, world.today),
        american=american,
        spirit=dotted,
        plain=lambda moment: f"{moment:%Y-%m-%d %H:%M:%S}",
    )


def _addresses(site: SampleSite) -> dict[str, Any]:
    software, root = SOFTWARE[site.pattern], site.path

    def to(board: SampleBoard) -> str:
        return root + software.of_board(board)

    def at(thread: SampleThread, board: SampleBoard) -> str:
        return root + software.of_thread(thread, board)

    return {"front": root + software.front, "to": to, "at": at}


def _feed(site: SampleSite, world: World) -> Answer:
    return world.xml(
        "generated/feed.xml",
        site,
        "application/rss+xml; charset=utf-8",
        origin=world.origin(site.name),
        **_addresses(site),
    )


def american(moment: datetime) -> str:
    """`Nov 3, 2026 9:15 AM`."""
    half = "AM" if moment.hour < 12 else "PM"
    return f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year} {(moment.hour - 1) % 12 + 1}:{moment:%M} {half}"


def dotted(moment: datetime) -> str:
    """`Nov. 3, 2026, 9:15 a.m.`, as Django prints it."""
    half = "a.m." if moment.hour < 12 else "p.m."
    month = _MONTHS[moment.month - 1]
    stop = "" if month == "May" else "."
    return f"{month}{stop} {moment.day}, {moment.year}, {(moment.hour - 1) % 12 + 1}:{moment:%M} {half}"


def _ago(now: datetime, moment: datetime) -> str:
    """`3 days, 4 hours ago`, as WordPress and Drupal print it."""
    minutes = max(1, int((now - moment).total_seconds() // 60))
    units = (("week", 10_080), ("day", 1440), ("hour", 60), ("minute", 1))
    place = next(number for number, (_, size) in enumerate(units) if minutes >= size)
    parts = []
    for name, size in units[place : place + 2]:
        count, minutes = divmod(minutes, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return ", ".join(parts) + " ago"


def _told(answer: Any, site: SampleSite) -> Answer:
    return Answer(json.dumps(answer(site), separators=(",", ":")).encode(), _JSON)


def _script(site: SampleSite) -> Markup:
    """What Lemmy's page tells its own program."""
    told = {"path": "/", "site_res": machines.lemmy_site(site), "routeData": {}, "errorPageData": None}
    return Markup(json.dumps(told).replace("<", "\\u003c").replace("/", "\\u002F"))  # noqa: S704 - no tag can start
