"""What makes the generated web hard: farms, parked domains, endless pages, walls, refusals, chains of redirects."""

import random
import re
import zlib
from html import escape

from sampleweb.generated.model import Farm, Place, Web
from sampleweb.generated.pages import front
from sampleweb.kinds.labels import labels
from sampleweb.model import SampleSite
from sampleweb.pages import Answer, redirect, render, with_headers

_FARM_WORDS = ("best", "cheap", "online", "review", "top", "bonus", "free", "deal", "pills", "casino", "loan", "forum")


def of_state(place: Place, port: int) -> Answer | None:
    """What a place answers to everything because of its state; None where it answers by its pages."""
    if place.state == "gone":
        return Answer(b"<!DOCTYPE html><title>Gone</title><h1>410 Gone</h1>", status=410)
    if place.state == "challenge":
        body = render("difficult/challenge.html", site=place).encode()
        return with_headers(Answer(body, status=403), ("Server", "cloudflare"), ("cf-mitigated", "challenge"))
    if place.state == "walled":
        site = SampleSite(place.name, "forum", "", "", place.title, place.host)
        home = f"http://{place.host}:{port}{place.path}".rstrip("/")
        said = labels(place.language)
        return Answer(render("difficult/wall.html", site=site, said=said, root="./", timed=True, base=home).encode())
    return None


def of_kind(place: Place, target: str, web: Web, port: int) -> Answer | None:
    """What a place that is a trap by its kind answers; None for ordinary ones."""
    made = _KINDS.get(place.kind)
    return made(place, target, web, port) if made is not None else None


def _parked(place: Place, _target: str, web: Web, port: int) -> Answer:
    page = front(place, web.seed, port)
    searches = web.subjects[place.subject].trade
    page.cards = [(f"/search?q={words.replace(' ', '+')}", words) for words in searches]
    return Answer(render("generated/parked.html", place=place, page=page, port=port).encode())


def _moved(place: Place, _target: str, web: Web, port: int) -> Answer:
    there = web.by_name.get(place.moves_to)
    if there is None:
        return Answer(behaviour="close")
    return redirect(f"http://{there.host}:{port}{there.path}")


def _loop(place: Place, target: str, _web: Web, port: int) -> Answer:
    away = "/welcome" if target != "/welcome" else "/"
    return redirect(f"http://{place.host}:{port}{away}", 302)


def _calendar(place: Place, target: str, web: Web, port: int) -> Answer:
    """One page a month, for ever, with a link to the next one."""
    page = front(place, web.seed, port)
    path = target.partition("?")[0].strip("/")
    year, month = 2026, 11
    parts = path.split("/")
    if len(parts) == 3 and parts[0] == "diary" and parts[1].isdigit() and parts[2].isdigit():
        year, month = int(parts[1]), int(parts[2])
        page.title = f"{month:02d}/{year}"
    after, before = (year + month // 12, month % 12 + 1), (year - (month == 1), (month - 2) % 12 + 1)
    page.menu += [
        (f"/diary/{before[0]}/{before[1]}", "Previous month"),
        (f"/diary/{after[0]}/{after[1]}", "Next month"),
    ]
    page.cards = [(f"/diary/{year}/{month}/{day}", str(day)) for day in range(1, 29)]
    return _skinned(place, page, port)


def _facets(place: Place, target: str, web: Web, port: int) -> Answer:
    """A shop whose filters can be put together in any order."""
    page = front(place, web.seed, port)
    query = target.partition("?")[2]
    page.cards = [
        (f"/browse?{query}{'&' if query else ''}{name}={value}", f"{name}: {value}")
        for name in ("colour", "size", "price", "brand")
        for value in ("1", "2", "3")
        if query.count("=") < 12
    ]
    return _skinned(place, page, port)


def _sessions(place: Place, target: str, web: Web, port: int) -> Answer:
    """Every link carries a session of its own, so that no address is met twice."""
    page = front(place, web.seed, port)
    draw = random.Random(f"{place.name}{target}")  # noqa: S311 - numbers of sessions
    page.menu = [(f"{path}?PHPSESSID={draw.getrandbits(64):016x}", words) for path, words in page.menu]
    return _skinned(place, page, port)


def _members(place: Place, _target: str, web: Web, port: int) -> Answer:
    page = front(place, web.seed, port)
    page.words = ["This site is for members of the association. Please sign in."]
    form = '<form method="post" action="/login"><input name="user"><input type="password" name="password"></form>'
    body = render(f"generated/{place.layout}.html", place=place, page=page, port=port).replace(
        "</body>", f"{form}</body>"
    )
    return Answer(body.encode())


def _skinned(place: Place, page: object, port: int) -> Answer:
    return Answer(render(f"generated/{place.layout}.html", place=place, page=page, port=port).encode())


_LINKS = re.compile(rb"((?:viewtopic|viewforum|index)\.php)\?(?=[a-z]+=)")


def with_session(answer: Answer, target: str) -> Answer:
    """The page with a session in its links, another one at each address: the same thread is met under many."""
    session = b"%08x" % zlib.crc32(target.encode())
    return Answer(
        _LINKS.sub(rb"\1?sid=" + session + b"&amp;", answer.body), answer.content_type, answer.status, answer.headers
    )


_KINDS = {
    "parked": _parked,
    "moved": _moved,
    "loop": _loop,
    "calendar": _calendar,
    "facets": _facets,
    "sessions": _sessions,
    "members": _members,
}


def farmed(farm: Farm, host: str, target: str, seed: int, port: int) -> Answer:
    """A page of a farm: the same for all its hosts but for the words, full of links to the others."""
    if target == "/robots.txt":
        return Answer(b"User-agent: *\nAllow: /\n", "text/plain; charset=utf-8")
    draw = random.Random(f"{seed}/{host}{target}")  # noqa: S311 - spam
    words = " ".join(draw.choice(_FARM_WORDS) for _ in range(5)).title()
    others = (
        f'<li><a href="http://{farm.host(draw.randrange(farm.size))}:{port}/">{draw.choice(_FARM_WORDS)} '
        f"{draw.choice(_FARM_WORDS)} {draw.choice(('', 'forum', 'community', 'help'))}</a></li>"
        for _ in range(40)
    )
    inner = "".join(f'<a href="/{draw.choice(_FARM_WORDS)}-{draw.randrange(999)}.html">more</a> ' for _ in range(8))
    return Answer(
        f"<!DOCTYPE html><html><head><title>{escape(words)}</title></head><body><h1>{escape(words)}</h1>"
        f"<p>{escape(words)} {inner}</p><ul>{''.join(others)}</ul></body></html>".encode()
    )
