"""Filters with the counts of their values: labels, and for topics and places the tree they stand in. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from registry.catalogue.codes import countries, languages
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Terms, in_words

DEEPEST = 5
"""Levels that are told apart; what lies deeper stands with the last."""


class Option(NamedTuple):
    """A value of a filter with the number of forums that choosing it gives. `level` 0 is the widest.

    A tuple, because an answer has more than a thousand of them.
    """

    value: str
    label: str
    count: int  # type: ignore[assignment]  # tuples have a method of that name, which nobody asks options for
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
    shown = _LABELS.get(field)
    labels = {value: shown(value, terms) if shown else in_words(value) for value in values}
    wider = _WIDER.get(field)
    if wider is None:
        ordered = [(value, 0) for value in sorted(values, key=lambda v: (-values[v], labels[v]))]
    else:
        ordered = _in_tree(values, {value: wider(value, terms) for value in values}, labels)
    made = [Option(v, labels[v], values[v], v in chosen, min(level, DEEPEST)) for v, level in ordered]
    return Facet(field, tuple(made))


def fullest(field: str, counts: Mapping[str, int], query: ForumQuery, terms: Terms, most: int) -> Facet:
    """The values of one filter that give most forums, `most` of them, and those chosen; the fullest first.

    Which of equally full ones are told does not depend on the order they were counted in.
    """
    chosen = query.chosen(field)
    picked = _fullest(counts, most) | {value: counts.get(value, 0) for value in chosen}
    shown = _LABELS.get(field)
    made = [
        Option(value, shown(value, terms) if shown else in_words(value), count, value in chosen)
        for value, count in picked.items()
    ]
    return Facet(field, tuple(sorted(made, key=lambda option: (-option.count, option.label))))


def _fullest(counts: Mapping[str, int], most: int) -> dict[str, int]:
    if len(counts) <= most:
        return dict(counts)
    least = sorted(counts.values(), reverse=True)[most - 1]
    above = {value: count for value, count in counts.items() if count > least}
    equal = sorted(value for value, count in counts.items() if count == least)
    return above | dict.fromkeys(equal[: most - len(above)], least)


def label(field: str, value: str, terms: Terms) -> str:
    """The words shown for a value of a filter."""
    shown = _LABELS.get(field)
    return shown(value, terms) if shown else in_words(value)


def _in_tree(
    values: Mapping[str, int], wider: Mapping[str, str | None], labels: Mapping[str, str]
) -> list[tuple[str, int]]:
    """Values below the one they lie in, the fullest first on each level, with their level."""
    below: dict[str | None, list[str]] = {}
    for value in sorted(values, key=lambda v: (-values[v], labels[v]), reverse=True):
        above = wider[value]
        below.setdefault(above if above in values else None, []).append(value)
    ordered: list[tuple[str, int]] = []
    stack: list[tuple[str, int]] = [(value, 0) for value in below.get(None, ())]
    while stack:
        value, level = stack.pop()
        ordered.append((value, level))
        stack.extend([(inner, level + 1) for inner in below.get(value, ())])
    return ordered


def _wider_topic(path: str, terms: Terms) -> str | None:
    """The nearest of the topics around it that may be named."""
    topics = terms.topics
    while (end := path.rfind("/")) > 0:
        path = path[:end]
        if path in topics:
            return path
    return None


def _wider_place(code: str, terms: Terms) -> str | None:
    place = terms.places.get(code)
    return place.within[0] if place is not None and place.within else None


_WIDER: dict[str, Callable[[str, Terms], str | None]] = {"topic": _wider_topic, "region": _wider_place}

_LABELS: dict[str, Callable[[str, Terms], str]] = {
    "topic": lambda value, terms: terms.topic_title(value),
    "region": lambda value, terms: terms.places[value].name if value in terms.places else value,
    "department": lambda value, terms: terms.organisations.get(value) or in_words(value),
    "platform": lambda value, terms: terms.platform_name(value),
    "country": lambda value, _: countries().get(value, value),
    "language": lambda value, _: languages().get(value, value),
}
