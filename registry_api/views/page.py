"""The list as a page for people."""

from typing import Any

from registry.catalogue.answer import Facet, Option
from registry.catalogue.query import FILTERS, ForumQuery
from registry.catalogue.terms import in_words, topic_and_wider
from registry_api.site import Site
from registry_api.views.declare import ListPage, View

FACETS = {
    "topic": "Topic",
    "region": "Place",
    "activity": "Activity",
    "department": "Department",
    "platform": "Software",
    "language": "Language",
    "country": "Country",
    "stance": "Officials taking part",
}
"""Filters in the order they are shown, with the words shown for them."""

SORTS = (
    ("relevance", "Best match"),
    ("activity", "Most active"),
    ("size", "Largest"),
    ("name", "Name"),
    ("newest", "Newest in the list"),
    ("updated", "Lately updated"),
)

SHOWN = 8
"""Values of a filter that are shown before one asks for more."""

MOST_SHOWN = 150
"""Values shown at most."""


def render(page: ListPage, _view: View) -> bytes:
    """The page: search, filters, forums, links to all other views."""
    facets = {facet.field: facet for facet in page.answer.facets}
    return page.pages_of_site.render(
        "forums.html",
        page=page,
        here="/forums",
        chips=_chips(page, facets),
        facets=[f for field in FACETS if (f := _facet(page, facets[field]))["shown"]],
        sorts=SORTS,
        wider=_wider(page),
    )


def _facet(page: ListPage, facet: Facet) -> dict[str, Any]:
    """A filter as links: a value that is chosen is taken out by its link."""
    chosen = page.query.chosen(facet.field)
    options = [_option(page.query, facet.field, option, page.site) for option in facet.options[:MOST_SHOWN]]
    first = [o for n, o in enumerate(options) if o["chosen"] or _early(n, facet)]
    return {
        "label": FACETS[facet.field],
        "chosen": len(chosen),
        "open": bool(chosen) or facet.field in ("topic", "region"),
        "shown": first,
        "rest": [o for o in options if o not in first],
    }


def _early(number: int, facet: Facet) -> bool:
    """Whether the value is shown at once: the widest ones of a tree, the fullest ones of a list."""
    widest = [n for n, option in enumerate(facet.options) if option.level == 0][:SHOWN]
    return number in widest


def _option(query: ForumQuery, field: str, option: Option, site: Site) -> dict[str, Any]:
    other = query.without(field, option.value) if option.chosen else query.only(field, option.value)
    return {
        "label": option.label,
        "count": option.count,
        "level": option.level,
        "chosen": option.chosen,
        "url": site.list_path(other),
    }


def _chips(page: ListPage, facets: dict[str, Facet]) -> list[dict[str, str]]:
    query = page.query
    chips = []
    for field in FILTERS:
        labels = {option.value: option.label for option in facets[field].options}
        for value in query.chosen(field):
            url = page.site.list_path(query.without(field, value))
            chips.append({"kind": f"{FACETS[field]}:", "label": labels.get(value, in_words(value)), "url": url})
    if query.updated_since:
        url = page.site.list_path(query.without("updated_since"))
        chips.append({"kind": "Updated since:", "label": query.updated_since, "url": url})
    return chips


def _wider(page: ListPage) -> list[tuple[str, str]]:
    """Topics around those chosen, for a search that found nothing."""
    wider = [w for topic in page.query.topic for w in topic_and_wider(topic)[1:]]
    return [(path, in_words(path.rsplit("/", 1)[-1])) for path in dict.fromkeys(wider)]


VIEW = View(suffix="", media_type="text/html", label="Page", order=0, render=render, description="For people.")
