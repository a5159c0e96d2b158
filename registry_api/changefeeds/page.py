"""The changes as a page for people: by day, with links to single kinds, to older and newer ones, and to the feeds."""

from itertools import groupby
from typing import Any

from registry.catalogue.query import FILTERS
from registry_api.changefeeds.declare import ChangePage, ChangeView
from registry_api.changefeeds.question import ChangeQuery
from registry_api.changefeeds.telling import Told
from registry_api.views.page import in_language
from registry_api.wording import CHANGES, PARTS


def render(page: ChangePage, view: ChangeView) -> bytes:
    """The page in the language of the reader."""
    return page.pages.render(
        "changes.html",
        here="/changes",
        address=page.site.unprefixed(page.path(view)),
        page=page,
        view=view,
        kinds=CHANGES,
        parts=PARTS,
        choices=_choices(page, view),
        filters=_filters(page, view),
        days=[(told[0].row.at, told) for told in _days(page)],
    )


def _choices(page: ChangePage, view: ChangeView) -> list[dict[str, Any]]:
    """Links to every kind, and to all: no kind."""
    query = page.query
    possible = [kind for kind in CHANGES if not query.forums.narrows or kind in query.of_kind().kinds]
    return [
        {"kind": "".join(kinds), "path": page.path(view, query.of_kind(*kinds)), "chosen": query.kind == kinds}
        for kinds in ((), *((kind,) for kind in possible))
    ]


def _filters(page: ChangePage, view: ChangeView) -> list[dict[str, str]]:
    """What narrows the changes, each with the address without it."""
    query = page.query
    return [
        {
            "label": in_language(field, value, page.terms, page.pages.pages.speech),
            "path": page.path(view, ChangeQuery(query.kind, query.forums.without(field, value))),
        }
        for field in FILTERS
        for value in query.forums.chosen(field)
    ]


def _days(page: ChangePage) -> list[list[Told]]:
    return [list(told) for _, told in groupby(page.told, key=lambda told: told.row.at.date())]
