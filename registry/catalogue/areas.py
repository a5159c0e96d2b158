"""Topics, places and organisations as pages and the API show them: how many forums, how active, which ones, what lacks.

All counts are of the list as it is in memory; each is made once while the list stays as it is.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from registry.catalogue.counting import Tally
from registry.catalogue.coverage_gaps import without_forums
from registry.catalogue.facets import Option
from registry.catalogue.hits import Answer, Hit
from registry.catalogue.major import MajorForum
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Body, Terms
from registry.vocabulary import Sort

NEWEST = 5
"""Forums shown as the newest of a topic, place or organisation."""

MAJOR = 5
"""Major forums shown of a topic or place."""

MAJOR_OF_BODY = 3
"""Major forums shown of each topic or place of an organisation."""

MOST_PARTS = 20
"""Topics and places of an organisation whose major forums are shown."""


@dataclass(frozen=True, slots=True)
class Area:
    """A topic or place with its forums.

    `code` is a topic's path or a place's code, `level` 0 for the widest, `parent` the nearest wider one. `forums` are
    those listed for it and what lies within, `own` those listed for it itself; `activity` counts `forums` by tier.
    Places have a `kind` (`vocabulary.RegionKind`), and `residents` as the seeds' source states them, or summed over
    the councils within (`residents_derived`).
    """

    code: str
    name: str
    level: int
    parent: str | None
    forums: int
    own: int
    activity: Mapping[str, int]
    kind: str = ""
    residents: int | None = None
    residents_derived: bool = False


@dataclass(frozen=True, slots=True)
class AreaSummary:
    """One topic or place and what is around it.

    `wider` has the widest first, `narrower` all within it directly, `neighbours` those beside it with forums.
    `major` are its first forums by rank, `hits` these and the newest as lists show them, by public id. `facets` are
    the values of the list's filters within it, with counts. `organisations` answer for it, or for what it lies in.
    """

    area: Area
    wider: tuple[Area, ...]
    narrower: tuple[Area, ...]
    neighbours: tuple[Area, ...]
    newest: tuple[Hit, ...]
    major: tuple[MajorForum, ...]
    hits: Mapping[str, Hit]
    facets: Mapping[str, tuple[Option, ...]]
    organisations: tuple[Body, ...]
    uncovered: tuple[Area, ...] = ()
    """The narrower ones that no forum is listed for, but for sensitive topics: nobody is asked to look for these."""


@dataclass(frozen=True, slots=True)
class BodyCount:
    """An organisation with the forums in its area; `activity` counts them by tier."""

    body: Body
    forums: int
    activity: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class BodySummary:
    """One organisation: what it belongs to, what belongs to it, what it answers for, and the forums there.

    `major` are the first forums of each of its topics and places that have any, each with the topic or place.
    """

    count: BodyCount
    parent: BodyCount | None
    children: tuple[BodyCount, ...]
    topics: tuple[Area, ...]
    places: tuple[Area, ...]
    major: tuple[tuple[Area, tuple[MajorForum, ...]], ...]
    newest: tuple[Hit, ...]
    hits: Mapping[str, Hit]
    facets: Mapping[str, tuple[Option, ...]]
    uncovered: tuple[Area, ...] = ()
    """Its topics that no forum is listed for, but for sensitive ones."""


class Listing(Protocol):
    """What is asked of the index of the list."""

    terms: Terms

    @property
    def generation(self) -> int:
        """Counts the changes of the list."""
        ...

    def tally(self, field: str) -> Mapping[str, Tally]:
        """Forums by the values of a filter."""
        ...

    def answer(self, query: ForumQuery) -> Answer:
        """The answer to a question."""
        ...

    def hit(self, public_id: str) -> Hit | None:
        """One forum as lists show it."""
        ...

    def major(self, *, topic: str | None = None, region: str | None = None, most: int = 10) -> tuple[MajorForum, ...]:
        """The major forums of a topic or place."""
        ...


@dataclass(slots=True)
class _Made:
    """What was made of one generation of the list."""

    generation: int
    terms: Terms
    topics: dict[str, Area] = field(default_factory=dict)
    places: dict[str, Area] = field(default_factory=dict)


class Areas:
    """Summaries of a list."""

    def __init__(self, listing: Listing, is_sensitive: Callable[[str], bool] = lambda _: False) -> None:
        """`is_sensitive` tells the topics, by path, whose lack of forums is not told."""
        self._list, self._is_sensitive = listing, is_sensitive
        self._made = _Made(-1, Terms())

    def topics(self) -> tuple[Area, ...]:
        """All topics, each followed by those within it; also those without a forum."""
        return tuple(self._topics().values())

    def places(self) -> tuple[Area, ...]:
        """All places but countries, each followed by those within it; also those without a forum."""
        return tuple(self._places().values())

    def topic(self, path: str) -> AreaSummary | None:
        """One topic; None when there is no such."""
        areas = self._topics()
        if path not in areas:
            return None
        around = set(self._list.terms.topic_and_wider(path))
        bodies = (body for body in self._list.terms.bodies.values() if not around.isdisjoint(body.topics))
        query = ForumQuery(topic=(path,), sort=Sort.NEWEST.value)
        return self._summary(areas, path, query, self._list.major(topic=path, most=MAJOR), tuple(bodies))

    def place(self, code: str) -> AreaSummary | None:
        """One place; None when there is no such. Its organisations are its own, not those of the places around it."""
        areas = self._places()
        if code not in areas:
            return None
        bodies = (body for body in self._list.terms.bodies.values() if code in body.regions)
        query = ForumQuery(region=(code,), sort=Sort.NEWEST.value)
        return self._summary(areas, code, query, self._list.major(region=code, most=MAJOR), tuple(bodies))

    def organisations(self) -> tuple[BodyCount, ...]:
        """All organisations by name; also those without a forum."""
        terms, tallies = self._list.terms, self._list.tally("department")
        counts = (
            _body_count(_body(terms, slug), tallies.get(slug)) for slug in {**terms.bodies, **terms.organisations}
        )
        return tuple(sorted(counts, key=lambda one: (one.body.name.casefold(), one.body.slug)))

    def organisation(self, slug: str) -> BodySummary | None:
        """One organisation; None when there is no such."""
        terms = self._list.terms
        if slug not in terms.bodies and slug not in terms.organisations:
            return None
        tallies, body = self._list.tally("department"), _body(terms, slug)
        answer = self._list.answer(ForumQuery(department=(slug,), sort=Sort.NEWEST.value))
        newest = tuple(answer.hits[:NEWEST])
        above = body.parent or ""
        topics = tuple(area for path in body.topics if (area := self._topics().get(path)))
        places = tuple(area for code in body.regions if (area := self._places().get(code)))
        major = tuple(self._major_of(topics, places))
        children = (one for one in terms.bodies.values() if one.parent == slug)
        return BodySummary(
            count=_body_count(body, tallies.get(slug)),
            parent=_body_count(terms.bodies[above], tallies.get(above)) if above in terms.bodies else None,
            children=tuple(_body_count(one, tallies.get(one.slug)) for one in children),
            topics=topics,
            places=places,
            major=major,
            newest=newest,
            hits=self._hits(newest, (one for _, some in major for one in some)),
            facets={facet.field: facet.options for facet in answer.facets},
            uncovered=self._uncovered(topics),
        )

    def _uncovered(self, areas: Iterable[Area]) -> tuple[Area, ...]:
        return without_forums(area for area in areas if area.kind or not self._is_sensitive(area.code))

    def _major_of(
        self, topics: Sequence[Area], places: Sequence[Area]
    ) -> Iterator[tuple[Area, tuple[MajorForum, ...]]]:
        for area in (*topics, *places)[:MOST_PARTS]:
            inside = {"region" if area.kind else "topic": area.code}
            if area.forums and (first := self._list.major(**inside, most=MAJOR_OF_BODY)):
                yield area, first

    def _summary(
        self,
        areas: Mapping[str, Area],
        code: str,
        query: ForumQuery,
        major: tuple[MajorForum, ...],
        bodies: tuple[Body, ...],
    ) -> AreaSummary:
        area, answer = areas[code], self._list.answer(query)
        newest = tuple(answer.hits[:NEWEST])
        narrower = tuple(one for one in areas.values() if one.parent == code)
        beside = (one for one in areas.values() if one.parent == area.parent and one.code != code and one.forums)
        return AreaSummary(
            area=area,
            wider=tuple(_wider(areas, area))[::-1],
            narrower=narrower,
            neighbours=tuple(beside),
            newest=newest,
            major=major,
            hits=self._hits(newest, major),
            facets={facet.field: facet.options for facet in answer.facets},
            organisations=bodies,
            uncovered=self._uncovered(narrower),
        )

    def _hits(self, newest: Iterable[Hit], major: Iterable[MajorForum]) -> dict[str, Hit]:
        """The forums shown, by public id; one that left the list meanwhile is not there."""
        hits = {hit.public_id: replace(hit, why=()) for hit in newest}
        found = (self._list.hit(one.public_id) for one in major if one.public_id not in hits)
        return {**hits, **{hit.public_id: hit for hit in found if hit is not None}}

    def _fresh(self) -> _Made:
        """What was made of the list as it is now."""
        made, generation, terms = self._made, self._list.generation, self._list.terms
        if made.generation != generation or made.terms is not terms:
            made = self._made = _Made(generation, terms)
        return made

    def _topics(self) -> Mapping[str, Area]:
        made = self._fresh()
        if not made.topics:
            terms = made.terms
            parents = {path: next(iter(terms.topic_and_wider(path)[1:]), None) for path in terms.topics}
            bare = {path: _area(path, title, parents[path]) for path, title in terms.topics.items()}
            made.topics = _in_tree(bare, self._list.tally("topic"), self._list.tally("filed"))
        return made.topics

    def _places(self) -> Mapping[str, Area]:
        made = self._fresh()
        if not made.places:
            bare = {
                code: replace(
                    _area(code, place.name, next(iter(place.within), None)),
                    kind=place.kind,
                    residents=place.residents,
                    residents_derived=place.residents_derived,
                )
                for code, place in made.terms.places.items()
            }
            made.places = _in_tree(bare, self._list.tally("region"), self._list.tally("placed"))
        return made.places


def _area(code: str, name: str, parent: str | None) -> Area:
    return Area(code, name, 0, parent, 0, 0, {})


def _in_tree(bare: Mapping[str, Area], all_of: Mapping[str, Tally], own: Mapping[str, Tally]) -> dict[str, Area]:
    """The areas with their counts, each followed by those within it, by name."""
    below: dict[str | None, list[Area]] = {}
    for area in bare.values():
        below.setdefault(area.parent if area.parent in bare else None, []).append(area)
    for some in below.values():
        some.sort(key=lambda area: (area.name.casefold(), area.code), reverse=True)
    ordered: dict[str, Area] = {}
    stack = [(area, 0) for area in below.pop(None, ())]
    while stack:
        area, level = stack.pop()
        tally, itself = all_of.get(area.code), own.get(area.code)
        ordered[area.code] = replace(
            area,
            level=level,
            parent=area.parent if area.parent in bare else None,
            forums=tally.forums if tally else 0,
            own=itself.forums if itself else 0,
            activity=tally.activity if tally else {},
        )
        stack.extend((inner, level + 1) for inner in below.pop(area.code, ()))
    return ordered


def _wider(areas: Mapping[str, Area], area: Area) -> Iterator[Area]:
    """Those it lies in, the nearest first."""
    while area.parent is not None and (above := areas.get(area.parent)) is not None:
        yield above
        area = above


def _body(terms: Terms, slug: str) -> Body:
    """An organisation; of one that only cards know, its name."""
    return terms.bodies.get(slug) or Body(slug, terms.organisations.get(slug, slug))


def _body_count(body: Body, tally: Tally | None) -> BodyCount:
    return BodyCount(body, tally.forums if tally else 0, tally.activity if tally else {})
