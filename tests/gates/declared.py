"""What the application declares: every route, with values for the variables of its path.

A page that is added later is checked without a word here, unless its path has a variable of a new meaning: then
`values` fails and says where to name one.
"""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Any
from urllib.parse import quote

from starlette.routing import BaseRoute, Route
from starlette.testclient import TestClient

from registry_api.changefeeds import VIEWS as CHANGE_VIEWS
from registry_api.language import PREFIXES
from registry_api.statics import OWN, Statics
from registry_api.views import views
from tests.gates.world import MERGED, REMOVED, TELLING, World, framework

QUESTIONS = (
    "q=tenants", "q=zzzz&topic=/housing/renting", "topic=/housing&sort=major", "page=2", "q=tennants",
    "topic=/housing&topic=/health&activity=quiet&language=en&platform=phpbb", "region=L1", "topic=/nonsense",
)  # fmt: skip
"""Questions to lists: words, none found, filters, sorted, another page, misspelt, several, a place, a bad one."""

ASKED = {
    "suggest": ("address=https://forum.example.net/", "address=nonsense", "address=https://forum1.example/"),
    "wrong": ("about=/forums",),
    "wrong_forum": ("kind=wrong_figure",),
    "ask": ("q=bees&topic=/environment",),
    "changes_page": ("kind=added", "kind=removed", "topic=/housing"),
    "about_seeds": ("q=a",),
    "forums_page": QUESTIONS,
    "list_pack": QUESTIONS,
    "searches": ("before=3", "before=x"),
    "ask_search": ("topic=/housing/renting", "topic=/housing", "topic=/nonsense"),
}
"""Query strings of routes, by their names, with which their pages look different."""


def routes_of(app: Any) -> list[Route]:
    """All routes, out of the layers around the framework."""
    return list(_walk(framework(app).routes))


def _walk(routes: Iterable[BaseRoute]) -> Iterator[Route]:
    for route in routes:
        inner = getattr(route, "original_router", None)  # FastAPI keeps an included router as one route
        if inner is not None:
            yield from _walk(inner.routes)
        else:
            assert isinstance(route, Route)
            yield route


def values(route: Route, world: World) -> dict[str, tuple[str, ...]]:
    """Values of the path's variables: of things that are there, that were there, and that never were."""
    forums = TELLING if route.path.endswith("{public_id}") else TELLING[:1]
    known = {
        "public_id": (*forums, MERGED, REMOVED),
        "reference": (*world.letters, "none"),
        "path": ("housing", "housing/renting", "environment/farming", "nonsense"),
        "slug": ("dept-homes", "agency-renting", "nonsense"),
        "version": (Statics().version,),
        "search_id": ("1", "2", "3", "4", "5", "99"),
    }
    known |= {
        "code": ("L1", "N1", "L3", "nonsense") if "places" in route.path else ("sheffield-council", *known["slug"])
    }
    known |= {"name": ("pages", "forums-1") if route.path.startswith("/sitemap") else tuple(Statics().files) or OWN}
    for name in route.param_convertors:
        assert name in known, f"{route.path}: say in {__name__}.values what {{{name}}} may be"
    return {name: known[name] for name in route.param_convertors}


def addresses(app: Any, world: World) -> dict[str, Route]:
    """Every address to be read that the routes declare, in English, with the questions that change it."""
    found: dict[str, Route] = {}
    for route in routes_of(app):
        if "GET" not in (route.methods or ()):
            continue
        given = values(route, world)
        for chosen in product(*given.values()):
            path = route.path
            for name, value in zip(given, chosen, strict=True):
                path = path.replace(f"{{{name}:path}}", value).replace(f"{{{name}}}", value)
            found[quote(path)] = route
            found |= {f"{quote(path)}?{asked}": route for asked in ASKED.get(route.name, ())}
    return found


def pages(client: TestClient, world: World) -> list[str]:
    """Every address that answers with a page, in English; the pages of errors are among them."""
    found = addresses(client.app, world)
    return [one for one in (*found, "/nope") if is_page(client, one)]


def forms(client: TestClient, world: World) -> list[str]:
    """Every address of a page that holds a form to be posted, in English: sent empty, it answers with what is wrong."""
    sent = [
        one for one, route in addresses(client.app, world).items() if "?" not in one and _takes_letters(client, route)
    ]
    return [one for one in sent if is_page(client, one) and b'method="post"' in client.get(one).content]


def _takes_letters(client: TestClient, route: Route) -> bool:
    return any(one.path == route.path and "POST" in (one.methods or ()) for one in routes_of(client.app))


def is_page(client: TestClient, address: str) -> bool:
    """Whether a person reads the answer."""
    return client.get(address, follow_redirects=False).headers.get("content-type", "").startswith("text/html")


def in_languages(address: str) -> list[str]:
    """The address of a page in every language."""
    return [(start + address).removesuffix("/") or "/" for start in PREFIXES.values()]


def lists() -> list[str]:
    """The paths of all formats of the list and of its changes."""
    return [*(f"/forums{view.suffix}" for view in views()), *(view.path for view in CHANGE_VIEWS)]


__all__ = ["addresses", "forms", "in_languages", "is_page", "lists", "pages", "routes_of", "values"]
