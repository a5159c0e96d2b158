"""What the page of one forum shows: its card, put into words, with its figures over time and its neighbours. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card, Fact
from registry.catalogue.codes import countries, language_code, languages
from registry.catalogue.hits import Hit
from registry.catalogue.listed import listed
from registry.catalogue.major import MajorForum
from registry.catalogue.odd import is_odd
from registry.catalogue.query import ForumQuery
from registry.catalogue.record import Event
from registry.catalogue.terms import Terms, in_words
from registry.catalogue.text import fit, web_address
from registry.evidence.history import Series
from registry.vocabulary import RegionKind, Sort, Source
from registry_api import wording
from registry_api.charts import Chart, Sample, chart
from registry_api.pages import number
from registry_api.retelling import audience
from registry_api.site import Site
from registry_api.speech import Speech

MOST_BOARDS = 60
"""Boards shown on the page; the JSON document has them all."""

MOST_EVENTS = 30
"""Events of the entry's history shown on the page."""

MOST_PEERS = 5
"""Similar forums shown."""

MOST_RANKS = 3
"""Topics, and as many places, whose rank is shown."""

CHARTS = (
    ("posts_per_day", "Posts a day", 1),
    ("posts", "Posts in all, as stated", 0),
    ("members", "Members, as stated", 0),
)
"""Figures that are drawn: field, caption, decimals in words. Posts in all only where posts a day cannot be told."""

ORDER = (
    "members", "threads", "posts", "last_post_at", "online", "active_7_days", "active_30_days", "login_wall",
    "rules_url", "contact_url", "registration_url", "name", "description", "language", "platform", "platform_version",
)  # fmt: skip
"""The facts as the page lists them: how large and lively it is, then where to turn to, then what is said above."""

LAST_OF_FIGURES = "login_wall"
"""A fact that `ORDER` does not know stands beside this one."""

_WITH_DAY_ONLY = ("day", "month", "year")
_LINKS = frozenset({"rules_url", "contact_url", "registration_url"})


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a forum's past: its figures over time, and what happened to its entry."""

    series: Series
    events: Sequence[Event]


def words(card: Card, index: ForumIndex, site: Site, say: Speech, past: Past) -> dict[str, Any]:
    """What the template shows. The row of the list is used where it says the same, so that both read alike.

    Codes that no dictionary holds are shown as they are, and never looked up in a catalogue: they are not our words.
    """
    terms = index.terms
    forum = orjson.loads(listed(card, terms).document)
    facts = [_fact(fact, card, say, terms) for fact in sorted(card.facts, key=_place)]
    first_topic = [topic.path for topic in card.topics][:1]
    peers_topic, peers = _peers(card, index)
    return {
        "card": card,
        "forum": forum,
        "forum_description": fit(card.description or ""),
        "known": [fact for fact in facts if fact["value"] is not None or is_odd(fact["reason"])],
        "unknown": [fact for fact in facts if fact["value"] is None and not is_odd(fact["reason"])],
        "crumbs": [(p, terms.topic_title(p)) for t in first_topic for p in reversed(terms.topic_and_wider(t))],
        "regions": card.regions,
        "boards": card.boards[:MOST_BOARDS],
        "feeds": [feed for feed in map(web_address, card.feeds) if feed],
        "departments": [(o, terms.organisations.get(o) or in_words(o)) for o in card.organisations],
        "platform": terms.platform_name(card.platform or ""),
        "audience": [audience(one, say) for one in card.audience],
        "language": _name(say, "language", language_code(card.language), languages()),
        "country": _name(say, "country", forum["country"], countries()),
        "sources": {code: _who(code, card, say) for code in _sources(card)},
        "place_kinds": {region.kind: _said(wording.PLACE_KINDS, region.kind, say) for region in card.regions},
        "inputs": _inputs(card, say),
        "series": past.series,
        "charts": _charts(past.series, say),
        "events": past.events[:MOST_EVENTS],
        "more_events": len(past.events) > MOST_EVENTS,
        "ranks": list(_ranks(card, index, site)),
        "peers": peers,
        "peers_topic": peers_topic,
        **_dictionaries(),
    }


def _dictionaries() -> dict[str, Any]:
    return {
        "trends": wording.TRENDS,
        "standings": wording.STANDINGS,
        "roles": wording.ROLES,
        "stances_mean": wording.STANCES_MEAN,
        "reading_means": wording.READING_MEANS,
    }


def _sources(card: Card) -> set[str]:
    filed = {topic.source for topic in card.topics} | {region.source for region in card.regions}
    return filed | ({card.stance_source} if card.stance_source else set())


def _seeded(source: str | None, card: Card) -> bool:
    """Whether our own seed list says so: its rows alone name a public source, other imports name none."""
    return source == Source.IMPORTED and card.named_in is not None


def _who(source: str, card: Card, say: Speech) -> str:
    """Who says so, in words."""
    return say("from the registry's seed list") if _seeded(source, card) else _said(wording.SOURCES, source, say)


def _name(say: Speech, field: str, code: str | None, names: Mapping[str, str]) -> str | None:
    """The name of a language or country in the language of the page; None where the code is none of ours."""
    return say.name(field, code, names[code]) if code in names and code else None


def _said(dictionary: Mapping[str, str], code: str, say: Speech) -> str:
    return say(dictionary[code]) if code in dictionary else code


def _place(fact: Fact) -> int:
    """Where a fact stands among the others: figures first, last what the top of the page says already."""
    return ORDER.index(fact.name) if fact.name in ORDER else ORDER.index(LAST_OF_FIGURES)


def _fact(fact: Fact, card: Card, say: Speech, terms: Terms) -> dict[str, Any]:
    """A fact with the words shown for it."""
    made = {name: getattr(fact, name) for name in Fact.__dataclass_fields__}
    made["label"] = say(wording.FACTS[fact.name]) if fact.name in wording.FACTS else in_words(fact.name)
    made["who"] = _who(fact.source, card, say) if fact.source else say("not known")
    if _seeded(fact.source, card):  # its row has no rule that read it, but a page that names the forum
        made["rule"], made["page"] = None, fact.page or card.named_in
    made["shown"] = shown(fact, say, terms)
    made["link"] = web_address(fact.value) if fact.name in _LINKS and isinstance(fact.value, str) else None
    return made


def shown(fact: Fact, say: Speech, terms: Terms) -> str:
    """The value of a fact as people read it, or that it cannot be true; empty when it is not known."""
    value = fact.value
    if is_odd(fact.reason):
        return say("not known: the figure stated cannot be true")
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, str) and fact.name.endswith("_at"):
        return say.day(value) if fact.precision in _WITH_DAY_ONLY else say.clock(value)
    if fact.name == "language" and isinstance(value, str):
        code = language_code(value) or ""
        return say.name("language", code, languages().get(code, value))
    if fact.name == "platform" and isinstance(value, str):
        return terms.platform_name(value)
    return fit(number(value)) if value is not None else ""


def _inputs(card: Card, say: Speech) -> list[tuple[str, str]]:
    """What went into the judgement of activity, with words for it."""
    inputs = []
    for name, value in card.activity.inputs.items():
        label = say(wording.INPUTS[name]) if name in wording.INPUTS else in_words(name)
        held = {"source": wording.RATE_SOURCES, "at_least": wording.AT_LEAST, "no_trend": wording.NO_TREND}.get(name)
        said = _said(held, str(value), say) if held else number(value)
        inputs.append((label, say("not known") if value is None else said))
    return inputs


def _charts(series: Series, say: Speech) -> list[tuple[str, str, int, Chart]]:
    """The charts that can be drawn: name, caption, decimals, what is drawn."""
    drawn: list[tuple[str, str, int, Chart]] = []
    for field, caption, digits in CHARTS:
        if field == "posts" and drawn:
            continue  # its growth is shown already
        points = series.points[1:] if field == "posts_per_day" else series.points  # nothing grew before the first
        samples = [Sample(p.at, None if field in p.odd else getattr(p, field), p.sample) for p in points]
        if (made := chart(samples, say.tick)) is not None:
            drawn.append((f"chart-{field.replace('_', '-')}", caption, digits, made))
    return drawn


def _ranks(card: Card, index: ForumIndex, site: Site) -> Iterator[tuple[MajorForum, str, str]]:
    """Its rank in its topics and places: the rank, the list it is of, the name of the topic or place."""
    terms = index.terms
    for topic in card.topics[:MOST_RANKS]:
        if (rank := index.rank(card.public_id, topic=topic.path)) is not None and rank.tells:
            query = ForumQuery(topic=(topic.path,), sort=Sort.MAJOR.value)
            yield rank, site.list_path(query), terms.topic_title(topic.path)
    places = [region for region in card.regions if region.kind != RegionKind.COUNTRY]
    for region in places[:MOST_RANKS]:
        if (rank := index.rank(card.public_id, region=region.code)) is not None and rank.tells:
            query = ForumQuery(region=(region.code,), sort=Sort.MAJOR.value)
            yield rank, site.list_path(query), _place_name(terms, region.code, region.name)


def _place_name(terms: Terms, code: str, name: str) -> str:
    place = terms.places.get(code)
    return place.name if place else name


def _peers(card: Card, index: ForumIndex) -> tuple[str, tuple[Hit, ...]]:
    """Others of its first topic, or of the nearest wider one that has others; the topic's title first."""
    for path in index.terms.topic_and_wider(card.topics[0].path) if card.topics else ():
        hits = index.answer(ForumQuery(topic=(path,))).hits
        others = tuple(hit for hit in hits if hit.public_id != card.public_id)[:MOST_PEERS]
        if others:
            return index.terms.topic_title(path), others
    return "", ()
