"""The list as a page for people."""

from collections.abc import Callable
from typing import Any

from registry.catalogue.facets import Facet, Option, label
from registry.catalogue.query import FIELDS, FILTERS, PAGE_SIZE, ForumQuery
from registry.catalogue.terms import Terms, in_words
from registry.vocabulary import Sort
from registry_api.language import ENGLISH
from registry_api.recipes import recipes
from registry_api.site import Site
from registry_api.speech import Speech
from registry_api.views.declare import ListPage, View
from registry_api.wording import FILTERS as LABELS
from registry_api.wording import SORTS, STANCES, TIERS

SHOWN = 8
"""Values of a filter that are shown before one asks for more."""

MOST_SHOWN = 60
"""Values of a filter shown at most; the rest is found by words, or on the pages of `ALL`."""

ALL = {"topic": "/topics", "region": "/places", "department": "/organisations"}
"""Pages that show all values of a filter."""

OPEN = ("topic", "region")
"""Filters that stand open also when nothing of them is chosen."""

OURS = {"activity": TIERS, "stance": {word: shown.capitalize() for word, shown in STANCES.items()}}
"""Filters whose values are words of our own, which a page puts into its language."""

TREES = ("topic", "region")
"""Filters whose values lie within each other."""

IN_ENGLISH = ("topic",)
"""Filters whose values have English titles, which are not names."""

Shown = tuple[str, str, str, int, bool, bool]
"""A value of a filter: the address it leads to, label, count, level, whether it is chosen, and whether it stands in
place of the chosen ones and not within them.
"""


def render(page: ListPage, _view: View) -> bytes:
    """The page: search, filters, forums, links to all other views."""
    facets = {facet.field: facet for facet in page.answer.facets}
    query, site = page.query, page.site
    return page.pages_of_site.render(
        "forums.html",
        page=page,
        here="/forums",
        address=site.unprefixed(site.list_path(query)),
        subject=subject(page),
        question=_question(page),
        order=SORTS[query.sort] if query.sort != Sort.RELEVANCE else None,
        any_sensitive=any(hit.forum["sensitive"] for hit in page.answer.hits),
        chips=_chips(page, facets),
        facets=[f for field in LABELS if field in facets and (f := _facet(page, facets[field]))["shown"]],
        sorts=[(value, label) for value, label in SORTS.items() if value != Sort.MAJOR or query.within_one],
        narrowing=bool(page.answer.total),
        page_size=PAGE_SIZE,
        page_numbers=page_numbers(query.page, page.answer.pages),
        page_address=lambda number: site.list_path(query.on_page(number)),
        pack_question=query.on_page(1).canonical(),
        recipes=recipes(page),
    )


def subject(page: ListPage) -> str:
    """The question in words of the page's language."""
    query, say = page.query, page.pages_of_site.pages.speech
    if say.language == ENGLISH:
        return page.subject()
    said = [f"“{query.q}”"] if query.q else []
    said += [in_language(field, value, page.answer.terms, say) for field in FILTERS for value in query.chosen(field)]
    if query.updated_since:
        said.append(f"{say('Updated since').lower()} {say.day(query.updated_since)}")
    return ", ".join(said) if said else say("all forums")


def _question(page: ListPage) -> str:
    """The question as a title says it: words that stand alone need no quotation marks."""
    query = page.query
    return query.q if query.q and not query.without("q").narrows else subject(page)


def in_language(field: str, value: str, terms: Terms, say: Speech) -> str:
    """The words shown for a value of a filter in one language."""
    ours = OURS.get(field, {}).get(value)
    return say(ours) if ours else say.name(field, value, label(field, value, terms))


def page_numbers(here: int, last: int) -> list[int | None]:
    """The pages that are linked: the first, the last, this one and those beside it; None where some are left out."""
    wanted = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
    numbers: list[int | None] = []
    for before, number in zip([0, *wanted], wanted, strict=False):
        if number - before == 2:
            numbers.append(number - 1)
        elif number - before > 2:
            numbers.append(None)
        numbers.append(number)
    return numbers


def _facet(page: ListPage, facet: Facet) -> dict[str, Any]:
    """A filter as links: a value that is chosen is taken out by its link."""
    chosen = page.query.chosen(facet.field)
    address = _addresses(page.site, page.query, facet.field)
    ours, say = OURS.get(facet.field, {}), page.pages_of_site.pages.speech
    first: list[Shown] = []
    rest: list[Shown] = []
    widest = 0
    for option, inside, steps in _chosen_first(facet)[:MOST_SHOWN]:
        widest += option.level == 0
        # Of a tree what is chosen and what lies directly within comes first, then the widest; of others the fullest.
        early = option.chosen or steps == 1 or (option.level == 0 and widest <= SHOWN)
        label = ours.get(option.value) or say.name(facet.field, option.value, option.label)
        instead = bool(chosen) and not option.chosen and not inside
        shown = (address(option), label, f"{option.count:,}", option.level, option.chosen, instead)
        (first if early else rest).append(shown)
    return {
        "label": LABELS[facet.field],
        "chosen": len(chosen),
        "open": bool(chosen) or facet.field in OPEN,
        "shown": first,
        "rest": rest,
        "ours": bool(ours),
        "in_english": facet.field in IN_ENGLISH,
        "all": ALL.get(facet.field) if len(facet.options) > MOST_SHOWN else None,
    }


def _chosen_first(facet: Facet) -> list[tuple[Option, str, int]]:
    """The values, those that are chosen first and what lies within them: each with the chosen one that it lies in and
    how many steps below it stands, "" and 0 for all others.
    """
    placed: list[tuple[Option, str, int]] = []
    within = Option("", "", 0)
    for option in facet.options:
        if option.level <= within.level:
            within = Option("", "", 0)
        steps = option.level - within.level if within.value else 0
        placed.append((option, "" if option.chosen else within.value, steps))
        if option.chosen and facet.field in TREES:
            within = option
    return sorted(placed, key=lambda one: not (one[0].chosen or one[1]))


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


def _chips(page: ListPage, facets: dict[str, Facet]) -> list[dict[str, Any]]:
    """The filters that are on; `ours`: the label is a word of our own."""
    query = page.query
    chips: list[dict[str, Any]] = []
    for field in FILTERS:
        labels = {option.value: option.label for option in facets[field].options} if query.chosen(field) else {}
        labels |= OURS.get(field, {})
        for value in query.chosen(field):
            left = query.without(field, value)
            label = page.pages_of_site.pages.speech.name(field, value, labels.get(value, in_words(value)))
            chips += [_chip(page, field, label, left, value)]
    if query.updated_since:
        chips += [
            _chip(page, "updated_since", query.updated_since, query.without("updated_since"), query.updated_since)
        ]
    return chips


def _chip(page: ListPage, field: str, label: str, left: ForumQuery, value: str) -> dict[str, Any]:
    """A filter that is on; `left` is the question without it, `left_count` its forums where there are none with it."""
    return {
        "kind": LABELS[field],
        "label": label,
        "ours": field in OURS,
        "url": page.site.list_path(left),
        "left_count": page.answer.fewer.get((field, value), 0),
    }


VIEW = View(suffix="", media_type="text/html", label="Page", order=0, render=render, description="For people.")
