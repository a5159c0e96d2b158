"""The list as a page for people."""

from collections.abc import Callable
from typing import Any

from registry.catalogue.facets import Facet, Option
from registry.catalogue.query import FIELDS, FILTERS, ForumQuery
from registry.catalogue.terms import in_words
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

MOST_SHOWN = 60
"""Values of a filter shown at most; the rest is found by words."""


def render(page: ListPage, _view: View) -> bytes:
    """The page: search, filters, forums, links to all other views."""
    facets = {facet.field: facet for facet in page.answer.facets}
    return page.pages_of_site.render(
        "forums.html",
        page=page,
        here="/forums",
        address=page.site.unprefixed(page.site.list_path(page.query)),
        chips=_chips(page, facets),
        facets=[f for field in FACETS if (f := _facet(page, facets[field]))["shown"]],
        sorts=SORTS,
        wider=_wider(page),
    )


def _facet(page: ListPage, facet: Facet) -> dict[str, Any]:
    """A filter as links: a value that is chosen is taken out by its link."""
    chosen = page.query.chosen(facet.field)
    address = _addresses(page.site, page.query, facet.field)
    options = [_option(option, address) for option in facet.options[:MOST_SHOWN]]
    widest = [n for n, option in enumerate(options) if option["level"] == 0][:SHOWN]  # of a tree; else the fullest
    first = [o for n, o in enumerate(options) if o["chosen"] or n in widest]
    return {
        "label": FACETS[facet.field],
        "chosen": len(chosen),
        "open": bool(chosen) or facet.field in ("topic", "region"),
        "shown": first,
        "rest": [o for n, o in enumerate(options) if not (o["chosen"] or n in widest)],
    }


def _option(option: Option, address: Callable[[Option], str]) -> dict[str, Any]:
    return {
        "label": option.label,
        "count": option.count,
        "level": option.level,
        "chosen": option.chosen,
        "url": address(option),
    }


def _addresses(site: Site, query: ForumQuery, field: str) -> Callable[[Option], str]:
    """The address that choosing a value leads to, or taking it out; the rest of the question is written once."""
    others = query.without(field).pairs()
    place = FIELDS.index(field)
    before = ForumQuery.written([pair for pair in others if FIELDS.index(pair[0]) < place])
    after = ForumQuery.written([pair for pair in others if FIELDS.index(pair[0]) > place])

    def address(option: Option) -> str:
        if option.chosen:
            return site.path_of(query.without(field, option.value).canonical())
        return site.path_of("&".join(filter(None, (before, ForumQuery.written([(field, option.value)]), after))))

    return address


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
    terms = page.answer.terms
    wider = [w for topic in page.query.topic for w in terms.topic_and_wider(topic)[1:]]
    return [(path, terms.topic_title(path)) for path in dict.fromkeys(wider)]


VIEW = View(suffix="", media_type="text/html", label="Page", order=0, render=render, description="For people.")
