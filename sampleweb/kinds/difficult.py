"""Sites that cannot or must not be read: each ends a visit in an outcome of its own.

`layout` says how: walls, refusals, redirects, silence, too much, nonsense. Some hide a whole forum, so that a
request which should never have been made would be answered, and be seen in the server's log.
"""

from collections.abc import Callable, Iterator
from functools import partial

from sampleweb.kinds.labels import labels
from sampleweb.model import SampleSite
from sampleweb.pages import Answer, Maker, World, redirect, with_headers

AGENT = "forum-registry"
"""The product token that robots.txt and meta tags of these sites name."""

_TEXT = "text/plain; charset=utf-8"
_MIB = 1024 * 1024


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """What the site answers; ValueError for a layout that nobody wrote."""
    if site.layout not in _LAYOUTS:
        raise ValueError(f"sampleweb/data/others/{site.name}.toml: no such layout: {site.layout!r}")
    yield from _LAYOUTS[site.layout](site, world)


def _everywhere(answer: Answer) -> Callable[[SampleSite, World], Iterator[tuple[str, Maker]]]:
    """Every path is answered alike; robots.txt stays that of an ordinary site."""
    return lambda _site, _world: iter([("/", lambda: answer), ("*", lambda: answer)])


def _robots(answer: Answer) -> Callable[[SampleSite, World], Iterator[tuple[str, Maker]]]:
    """A forum stands behind a robots.txt that keeps us out."""

    def behind(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
        yield "/robots.txt", lambda: answer
        yield "/", partial(world.html, "difficult/forum.html", site)

    return behind


def _page(template: str, status: int = 200) -> Callable[[SampleSite, World], Iterator[tuple[str, Maker]]]:
    """One page for every path."""

    def same(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
        for path in ("/", "*"):
            yield path, partial(_rendered, template, status, site, world)

    return same


def _rendered(template: str, status: int, site: SampleSite, world: World) -> Answer:
    page = world.html(template, site, said=labels(site.language), root="./", timed=True)
    challenge = (("Server", "cloudflare"), ("cf-mitigated", "challenge")) if "challenge" in template else ()
    return with_headers(Answer(page.body, page.content_type, status), *challenge)


def _moved(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    for path in ("/", "*"):
        yield path, lambda: redirect(world.address(site.links[0]))


def _loop(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    yield "/", lambda: redirect(f"{world.origin(site.name)}/welcome", 302)
    yield "/welcome", lambda: redirect(f"{world.origin(site.name)}/", 302)


def _closing(_site: SampleSite, _world: World) -> Iterator[tuple[str, Maker]]:
    for path in ("/robots.txt", "/", "*"):
        yield path, lambda: Answer(behaviour="close")


def _hanging(_site: SampleSite, _world: World) -> Iterator[tuple[str, Maker]]:
    for path in ("/", "*"):
        yield path, lambda: Answer(behaviour="hang")


_REFUSAL = b"User-agent: *\nDisallow: /\n"
_NAMED = f"User-agent: *\nDisallow:\n\nUser-agent: {AGENT}\nDisallow: /\n".encode()

_LAYOUTS: dict[str, Callable[[SampleSite, World], Iterator[tuple[str, Maker]]]] = {
    "login wall": _page("difficult/wall.html"),
    "closed": _page("difficult/closed.html"),
    "challenge": _page("difficult/challenge.html", 403),
    "meta": _page("difficult/meta.html"),
    "robots refusal": _robots(Answer(_REFUSAL, _TEXT)),
    "robots names us": _robots(Answer(_NAMED, _TEXT)),
    "robots 503": _robots(Answer(b"Back soon.\n", _TEXT, 503, (("Retry-After", "3600"),))),
    "gone": _everywhere(Answer(b"<!DOCTYPE html><title>Gone</title><h1>Closed for good</h1>", status=410)),
    "broken server": _everywhere(Answer(b"Internal server error\n", _TEXT, 500)),
    "denied": _everywhere(Answer(b"Forbidden\n", _TEXT, 403)),
    "too fast": _everywhere(Answer(b"Slow down\n", _TEXT, 429, (("Retry-After", "86400"),))),
    "too large": _everywhere(Answer(b"<!DOCTYPE html><title>Large</title>" + b"<p>more and more</p>" * (_MIB // 5))),
    "nonsense": _everywhere(Answer(bytes(range(256)) * 40, "application/octet-stream")),
    "moved": _moved,
    "loop": _loop,
    "dead": _closing,
    "cut short": _everywhere(Answer(behaviour="close")),
    "hang": _hanging,
    "unresolvable": lambda _site, _world: iter(()),
}
