"""Filters with the counts of their values: labels, and for topics and places the tree they stand in. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from registry.catalogue.codes import countries, languages
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Place, Terms, in_words

DEEPEST = 5
"""Levels that are told apart; what lies deeper stands with the last."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter with the number of forums that choosing it gives. `level` 0 is the widest."""

    value: str
    label: str
    count: int
    chosen: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter with its values: topics and places in the order of their tree, all others by count."""

    field: str
    options: tuple[Option, ...]


def facet(field: str, counts: Mapping[str, int], query: ForumQuery, terms: Terms) -> Facet:
    """The values of one filter; those chosen stand there even when they give nothing."""
    chosen = query.chosen(field)
    values = {**dict.fromkeys(chosen, 0), **counts}
    wider = _WIDER.get(field)
    if wider is None:
        ordered = [(value, 0) for value in sorted(values, key=lambda v: (-values[v], label(field, v, terms)))]
    else:
        ordered = _in_tree(values, {value: wider(value, terms) for value in values}, field, terms)
    made = (Option(v, label(field, v, terms), values[v], v in chosen, min(level, DEEPEST)) for v, level in ordered)
    return Facet(field, tuple(made))


def label(field: str, value: str, terms: Terms) -> str:
    """The words shown for a value of a filter."""
    shown = _LABELS.get(field)
    return shown(value, terms) if shown else in_words(value)


def _in_tree(
    values: Mapping[str, int], wider: Mapping[str, str | None], field: str, terms: Terms
) -> list[tuple[str, int]]:
    """Values below the one they lie in, the fullest first on each level, with their level."""
    below: dict[str | None, list[str]] = {}
    for value in values:
        above = wider[value]
        below.setdefault(above if above in values else None, []).append(value)
    ordered: list[tuple[str, int]] = []
    stack: list[tuple[str | None, int]] = [(None, -1)]
    while stack:
        above, level = stack.pop()
        if above is not None:
            ordered.append((above, level))
        inner = sorted(below.pop(above, ()), key=lambda v: (-values[v], label(field, v, terms)), reverse=True)
        stack.extend((v, level + 1) for v in inner)
    return ordered


def _wider_topic(path: str, terms: Terms) -> str | None:
    return next(iter(terms.topic_and_wider(path)[1:]), None)


def _wider_place(code: str, terms: Terms) -> str | None:
    within = terms.places.get(code, Place(code, "")).within
    return within[0] if within else None


_WIDER: dict[str, Callable[[str, Terms], str | None]] = {"topic": _wider_topic, "region": _wider_place}

_LABELS: dict[str, Callable[[str, Terms], str]] = {
    "topic": lambda value, terms: terms.topic_title(value),
    "region": lambda value, terms: terms.places[value].name if value in terms.places else value,
    "department": lambda value, terms: terms.organisations.get(value) or in_words(value),
    "platform": lambda value, terms: terms.platforms.get(value) or in_words(value),
    "country": lambda value, _: countries().get(value, value),
    "language": lambda value, _: languages().get(value, value),
}
