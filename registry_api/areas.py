"""What the pages of topics, places and organisations share: their answers, and what helps when an address is wrong."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from registry.catalogue.areas import Area
from registry.catalogue.query import BadQuery, parse
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit, folded
from registry_api.language import PREFIXES, of_scope
from registry_api.public import of
from registry_api.routes.lists import CACHE_CONTROL

ROOMS = ("/topics", "/places", "/organisations", "/about", "/coverage", "/coverage.csv")
"""Where the pages stand that show what the list says as a whole, or what the service says of itself."""

NOTICES = ("/notices.atom", "/notices.feed.json")
"""What organisations are told of forums out of reach may come without a change of the list: read anew each time."""

LONGEST_ASKED = 200
"""Characters of an unknown address that are looked at for what it may mean."""

MOST_NEAR = 8
"""Suggestions for an address that leads nowhere."""


def is_kept(path: str) -> bool:
    """Whether a page, by its path without language, may hold until the list changes."""
    if path.endswith(NOTICES):
        return False
    return any(path == room or path.startswith(f"{room}/") for room in ROOMS)


def page(request: Request, template: str, **words: Any) -> Response:
    """A page that may be kept until the list changes."""
    body = of(request).pages_for(request).render(template, **words)
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})


def unknown(request: Request, near: Sequence[tuple[str, str]], **words: str) -> Response:
    """404 that helps on. `near` are paths and names of what may be meant; `words` are those of the template."""
    here = words["up"]
    body = of(request).pages_for(request).render("areas/unknown.html", here=here, near=near[:MOST_NEAR], **words)
    return Response(body, 404, media_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})


def moved(request: Request, path: str) -> Response:
    """A lasting redirect to the one address of a page, in the language that was asked for."""
    there = PREFIXES[of_scope(request.scope)] + quote(path, safe="/")
    return RedirectResponse(there, 308, headers={"Cache-Control": "public, max-age=86400"})


def understood(field: str, asked: str, terms: Terms) -> tuple[str | None, tuple[str, ...]]:
    """The code that an address names in other letters, else None; and the codes that come nearest."""
    said = fit(asked)[:LONGEST_ASKED]
    try:
        found = parse([(field, said)], terms).chosen(field)
    except BadQuery as wrong:
        return None, wrong.nearest
    return (found[0] if found else None), ()


def sounding_like(asked: str, names: Mapping[str, str]) -> tuple[str, ...]:
    """The codes whose names have words that begin as those of an unknown address do, most of them first."""
    beginnings = [word[: max(4, len(word) - 2)] for word in folded(as_words(asked)).split() if len(word) > 3]
    found: list[tuple[int, int, str]] = []
    for code, name in names.items() if beginnings else ():
        words = folded(name).split()
        shared = sum(any(word.startswith(begin) for word in words) for begin in beginnings)
        if shared:
            found.append((-shared, len(code), code))
    return tuple(code for _, _, code in sorted(found)[:MOST_NEAR])


def as_words(asked: str) -> str:
    """What an unknown address says, as words to search for."""
    last = fit(asked)[:LONGEST_ASKED].rstrip("/").rsplit("/", 1)[-1]
    return " ".join(re.sub(r"[-_+]+", " ", last).split())


def slug(name: str) -> str:
    """A name as it may stand in an address: `Yorkshire and The Humber` is `yorkshire-and-the-humber`."""
    return re.sub(r"[^a-z0-9]+", "-", folded(name)).strip("-")


def below(areas: Iterable[Area]) -> dict[str | None, list[Area]]:
    """Areas by the one they lie in directly; None holds the widest."""
    found: dict[str | None, list[Area]] = {}
    for area in areas:
        found.setdefault(area.parent, []).append(area)
    return found


def steps(wider: Iterable[Area], path: Callable[[Area], str]) -> list[tuple[str, str]]:
    """Paths and names of the areas around one, the widest first, for breadcrumbs."""
    return [(path(area), area.name) for area in wider]
