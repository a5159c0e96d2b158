"""Pages of the sample web: what an answer is, and how templates become answers."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import import_module
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from sampleweb import moments
from sampleweb.model import SampleSite

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer. `behaviour`: `answer` it, `close` the connection without a word, or `hang`."""

    body: bytes = b""
    content_type: str = HTML
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    behaviour: str = "answer"


Maker = Callable[[], Answer]
"""Makes an answer when it is first asked for."""


@dataclass(frozen=True, slots=True)
class World:
    """What the pages of a site may know besides the site: where the others are, and which day it is."""

    port: int
    today: datetime
    sites: Mapping[str, SampleSite]

    def origin(self, name: str) -> str:
        """`http://NAME.localhost:PORT`; a site that has a host of its own keeps it."""
        host = self.sites[name].host
        return f"http://{host}:{self.port}" if host.endswith(".localhost") else f"http://{host}"

    def address(self, name: str) -> str:
        """The address of a site's front page."""
        return self.origin(name) + self.sites[name].path

    def html(self, template: str, site: SampleSite, **values: Any) -> Answer:
        """A page from a template, which sees `site`, `world`, `base` (no slash at its end) and `values`."""
        base = self.origin(site.name) + site.path.rstrip("/")
        return Answer(render(template, site=site, world=self, base=base, **values).encode())

    def xml(self, template: str, site: SampleSite, content_type: str, **values: Any) -> Answer:
        """The same for feeds."""
        return Answer(self.html(template, site, **values).body, content_type)


def answers(site: SampleSite, world: World) -> Mapping[str, Maker]:
    """Every path (with its query) of a site and how its answer is made; nothing is rendered yet.

    The key `*` answers all other paths; without it they are not found.
    """
    pages = import_module(f"sampleweb.kinds.{site.pattern}").pages
    made: Iterator[tuple[str, Maker]] = pages(site, world)
    return {"/robots.txt": lambda: robots(site), **dict(made)}


def robots(site: SampleSite) -> Answer:
    """The robots.txt of an ordinary site."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in site.disallow or ("",))]
    if site.crawl_delay is not None:
        lines.append(f"Crawl-delay: {site.crawl_delay:g}")
    return Answer(("\n".join(lines) + "\n").encode(), "text/plain; charset=utf-8")


def redirect(target: str, status: int = 301) -> Answer:
    """Send the visitor elsewhere."""
    return Answer(b"Moved.\n", "text/plain; charset=utf-8", status, (("Location", target),))


def with_headers(answer: Answer, *headers: tuple[str, str]) -> Answer:
    """The answer with more headers."""
    return Answer(answer.body, answer.content_type, answer.status, answer.headers + headers, answer.behaviour)


def slug(title: str) -> str:
    """A title as it stands in an address: `Clay soil!` is `clay-soil`."""
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def render(template: str, **values: Any) -> str:
    """A page from a template and what it shows."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("sampleweb"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        {name: getattr(moments, name) for name in ("iso", "zulu", "compact_iso", "rfc822", "phpbb", "mybb", "smf21")},
        slug=slug,
        comma=lambda number: f"{number:,}",
        xenforo=moments.xenforo,
        discourse=moments.discourse,
        smf20=moments.smf20,
        british=moments.british,
        slashed=moments.slashed,
        clock=moments.clock_of,
        number_of=lambda name: 40 + sum(map(ord, name)),
    )
    return environment
