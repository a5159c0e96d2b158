"""Coverage of the list in memory: each made once while the list stays as it is, of counts that scopes share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Protocol

from registry.catalogue.coverage import Beside, Coverage, Scope, covered_by, widest
from registry.catalogue.coverage_counts import Counts, counted
from registry.catalogue.coverage_reference import Reference
from registry.catalogue.coverage_rows import Covering
from registry.catalogue.coverage_sizes import Candidates, Sizes, judged
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Body, Terms

WHOLE = Scope("list", "", "The whole list")
BODIES_OF_PLACES = ("council", "devolved government")
"""Kinds of organisations that answer for all that concerns their place."""


class Listing(Protocol):
    """What is asked of the index of the list."""

    terms: Terms

    @property
    def generation(self) -> int:
        """Counts the changes of the list."""
        ...

    def coverings(self, *queries: ForumQuery) -> Iterator[Covering]:
        """What the forums cover that answer any of these questions; each forum once."""
        ...


@dataclass(frozen=True, slots=True)
class Overview:
    """The whole list, and each of its policy areas."""

    whole: Coverage
    areas: tuple[Coverage, ...]


@dataclass(slots=True)
class _Made:
    """What was made of one generation of the list."""

    generation: int
    terms: Terms
    counts: dict[Scope, Counts] = field(default_factory=dict)
    found: dict[Scope, Coverage] = field(default_factory=dict)
    whole: Sizes | None = None


class Coverages:
    """What a list covers and lacks. Fit for any threads: one of them counts, the others wait for it."""

    def __init__(self, listing: Listing, reference: Reference) -> None:
        self._list, self._reference = listing, reference
        self._made, self._lock = _Made(-1, Terms()), Lock()

    def overview(self) -> Overview:
        """The whole list and its policy areas, these by name."""
        areas = (self.topic(path) for path in widest(self._list.terms))
        found = sorted((one for one in areas if one), key=lambda one: (one.scope.name.casefold(), one.scope.code))
        return Overview(self._of(WHOLE), tuple(found))

    def topic(self, path: str) -> Coverage | None:
        """One topic with all within it; None when there is no such."""
        scope = topic_scope(path, self._list.terms)
        return None if scope is None else self._of(scope)

    def may_be_searched(self, path: str) -> bool:
        """Whether this is a topic, and none of those on which nobody is asked to look for forums."""
        return path in self._list.terms.topics and not self._reference.is_sensitive(path)

    def organisation(self, slug: str) -> Coverage | None:
        """One organisation: what it answers for, by topic or by place; None when there is no such."""
        scope = organisation_scope(slug, self._list.terms)
        return None if scope is None else self._of(scope)

    def with_candidates(self, scope: Scope, candidates: Candidates) -> Coverage:
        """The same with what waits for a decision: for moderators only, and never kept."""
        with self._lock:
            made = self._fresh()
            beside = self._beside(scope, made)
            beside.candidates = candidates
            return covered_by(scope, self._counts(scope, made), made.terms, self._reference, beside)

    def _of(self, scope: Scope) -> Coverage:
        with self._lock:
            made = self._fresh()
            found = made.found.get(scope)
            if found is None:
                counts = self._counts(scope, made)
                found = covered_by(scope, counts, made.terms, self._reference, self._beside(scope, made))
                made.found[scope] = found
            return found

    def _fresh(self) -> _Made:
        made, generation, terms = self._made, self._list.generation, self._list.terms
        if made.generation != generation or made.terms is not terms:
            made = self._made = _Made(generation, terms)
        return made

    def _counts(self, scope: Scope, made: _Made) -> Counts:
        counts = made.counts.get(scope)
        if counts is None:
            counts = made.counts[scope] = counted(self._rows(scope), made.terms)
        return counts

    def _rows(self, scope: Scope) -> Iterable[Covering]:
        if scope.kind == "list":
            return self._list.coverings(ForumQuery())
        asked = [ForumQuery(topic=scope.topics)] if scope.topics else []
        asked += [ForumQuery(region=scope.places)] if scope.by_place and scope.places else []
        return self._list.coverings(*asked)

    def _beside(self, scope: Scope, made: _Made) -> Beside:
        if made.whole is None:
            made.whole = judged(self._counts(WHOLE, made))
        areas = {}
        if scope.by_place:
            scopes = (topic_scope(path, made.terms) for path in widest(made.terms))
            areas = {one.code: self._counts(one, made) for one in scopes if one is not None}
        return Beside(areas, made.whole)


def topic_scope(path: str, terms: Terms) -> Scope | None:
    """The scope of a topic; None when there is no such."""
    return Scope("topic", path, terms.topics[path], (path,)) if path in terms.topics else None


def organisation_scope(slug: str, terms: Terms) -> Scope | None:
    """The scope of an organisation; None when there is no such. One that serves the whole country serves no places."""
    if slug not in terms.bodies and slug not in terms.organisations:
        return None
    body = terms.bodies.get(slug) or Body(slug, terms.organisations[slug])
    places = tuple(code for code in body.regions if code in terms.places)
    by_place = bool(places) and (body.kind in BODIES_OF_PLACES or not body.topics)
    return Scope(
        "organisation",
        slug,
        body.name,
        tuple(path for path in body.topics if path in terms.topics),
        places if len(places) == len(body.regions) else (),
        by_place,
    )
