"""Coverage: which topics, places, audiences, languages and stances have no listed forum, and whether only the biggest
were chosen. Pure: over the forums of a scope, counted, and what may be looked for.

A gap says that the list has no forum, never that there is none. Where people seek help with abuse, suicide or addiction
nobody is asked to look: sensitive topics, and audiences that only these speak of, are counted and never told as gaps.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from registry.catalogue.codes import languages
from registry.catalogue.coverage_counts import Counts, counted
from registry.catalogue.coverage_gaps import Gap, gap, how_covered, is_gap, without_forums
from registry.catalogue.coverage_places import Councils, councils, places_of
from registry.catalogue.coverage_reference import OFFICIAL_LANGUAGES, Reference
from registry.catalogue.coverage_rows import Covering
from registry.catalogue.coverage_sizes import SIZES_FORMULA, Candidates, Sizes, judged
from registry.catalogue.terms import Terms
from registry.vocabulary import Covered, GapKind, Stance

NO_SUBJECTS = "no subjects were read: whom a topic is for is not known"
NO_TOPICS = "audiences are looked for by topic, and none is noted for it"
NO_PLACES = "no nations and regions are known"
NOTHING_NOTED = "neither topics nor places are noted for it"
SENSITIVE = (
    "gaps are not told of a sensitive topic: such forums are listed only with the owner's consent or a second person's "
    "written reason, and nobody is asked to look for them"
)

FORMULA = (
    "covered = at least 2 forums in use, where in use = listed, not dormant or closed, and not known to have had no "
    "post for a year; one = 1 forum in use; silent only = forums are listed, and none of them is in use; wider only = "
    "no forum of its own, but forums in use for a topic or place that it lies in; none = no forum of either sort; "
    "forums of a topic or place = those filed under it or under what lies within it; forums for the whole country = "
    "those of the United Kingdom that are filed under no place of it. A forum whose country is not known, and that is "
    f"filed under no place, is for no place. {SIZES_FORMULA}"
)
"""The published rule."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: the whole list (`list`), a `topic`, or an `organisation`.

    `topics` are looked within (none: all), `places` are those served (none: the whole country). `by_place`: a body of
    its places, such as a council, for which each policy area counts.
    """

    kind: str
    code: str
    name: str
    topics: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    by_place: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the forums of a scope cover, and what they lack.

    `looked_at` forums, of which `in_use` and `sensitive` so many; `unfiled` are filed under no topic and may fill gaps.
    `states` says of each kind how many are covered how well, gaps or not; `talked` the same of the topics that people
    are known to talk about. `left_out` counts by kind what is sensitive and therefore never told. `not_known` gives
    the reason why a kind was not looked at; `withheld` why no gap is told at all. `candidates`: for moderators only.
    """

    scope: Scope
    looked_at: int
    in_use: int
    sensitive: int
    unfiled: int
    gaps: tuple[Gap, ...]
    states: Mapping[GapKind, Mapping[Covered, int]]
    talked: Mapping[Covered, int]
    left_out: Mapping[GapKind, int]
    not_known: Mapping[GapKind, str]
    sizes: Sizes
    councils: Councils | None = None
    withheld: str | None = None
    candidates: Candidates | None = None

    def of(self, kind: GapKind) -> tuple[Gap, ...]:
        """The gaps of one kind, the barest first."""
        return tuple(one for one in self.gaps if one.kind == kind)


@dataclass(slots=True)
class Beside:
    """What a scope is set against: the forums of each of the widest topics, and the sizes of the whole list."""

    areas: Mapping[str, Counts] = field(default_factory=dict)
    whole: Sizes | None = None
    candidates: Candidates | None = None


def coverage(
    scope: Scope, rows: Iterable[Covering], terms: Terms, reference: Reference, beside: Beside | None = None
) -> Coverage:
    """What these forums, all those of the scope, cover and lack. The order of rows changes nothing."""
    return covered_by(scope, counted(rows, terms), terms, reference, beside or Beside())


def covered_by(scope: Scope, counts: Counts, terms: Terms, reference: Reference, beside: Beside) -> Coverage:
    """The same of forums that were counted already."""
    withheld = SENSITIVE if scope.topics and all(map(reference.is_sensitive, scope.topics)) else None
    looked = [] if withheld else [*_looked_for(scope, counts, terms, reference, beside)]
    gaps = sorted((one for one in looked if is_gap(one.state)), key=_order)
    talked = [one for one in looked if one.kind == GapKind.TOPIC and (one.subjects or not reference.known)]
    kinds = [kind for kind in GapKind if any(one.kind == kind for one in looked)]
    return Coverage(
        scope=scope,
        looked_at=counts.forums,
        in_use=counts.in_use,
        sensitive=counts.sensitive,
        unfiled=counts.unfiled,
        gaps=tuple(gaps),
        states={kind: _states(one for one in looked if one.kind == kind) for kind in kinds},
        talked=_states(talked),
        left_out=_left_out(scope, terms, reference),
        not_known=_not_known(scope, terms, reference),
        sizes=judged(counts, None if scope.kind == "list" else beside.whole, beside.candidates),
        councils=None if withheld or scope.by_place else councils(scope.places, counts, terms),
        withheld=withheld,
        candidates=beside.candidates,
    )


_KINDS = {kind: rank for rank, kind in enumerate(GapKind)}
_BAREST_FIRST = {state: rank for rank, state in enumerate(Covered)}


def _order(one: Gap) -> tuple[int, bool, int, str, str]:
    """By kind; what people are known to talk about before all else, the barest first."""
    return _KINDS[one.kind], not one.subjects, _BAREST_FIRST[one.state], one.name.casefold(), one.code


def _states(gaps: Iterable[Gap]) -> dict[Covered, int]:
    found = dict.fromkeys(Covered, 0)
    for one in gaps:
        found[one.state] += 1
    return found


def _looked_for(scope: Scope, counts: Counts, terms: Terms, reference: Reference, beside: Beside) -> Iterator[Gap]:
    """Everything that was looked for, gaps or not."""
    yield from _topics(scope, counts, terms, reference)
    yield from _areas(scope, terms, reference, beside)
    if _has_ground(scope):
        yield from _places(scope, counts, terms)
        if scope.kind == "list" or scope.topics:
            yield from _audiences(scope, counts, reference)
        yield from _languages(scope, counts, terms)
        yield from _stances(counts)


def _has_ground(scope: Scope) -> bool:
    """Whether anything is noted that forums could be looked for by."""
    return scope.kind == "list" or bool(scope.topics) or bool(scope.by_place and scope.places)


def _topics(scope: Scope, counts: Counts, terms: Terms, reference: Reference) -> Iterator[Gap]:
    held = counts.topics
    for path in _topics_within(scope, terms):
        if not reference.is_sensitive(path):
            wider = sum(held.own[above] for above in terms.topic_and_wider(path)[1:])
            numbers = held.all[path], held.in_use[path], wider
            said = reference.talked.get(path, ())
            yield gap(GapKind.TOPIC, path, terms.topic_title(path), numbers, counts.forums, said)


def _topics_within(scope: Scope, terms: Terms) -> Iterator[str]:
    """The topics looked for: of the list all, of a topic those within it, of a body its own and those within."""
    if scope.kind == "list":
        yield from terms.topics
        return
    chosen = set(scope.topics)
    for path in terms.topics:
        wider = terms.topic_and_wider(path)
        if not chosen.isdisjoint(wider[1:] if scope.kind == "topic" else wider):
            yield path


def _areas(scope: Scope, terms: Terms, reference: Reference, beside: Beside) -> Iterator[Gap]:
    """Of a body of its places: each of the widest topics, by the forums for these places."""
    for path, counts in beside.areas.items() if scope.by_place and scope.places else ():
        if not reference.is_sensitive(path):
            held = counts.places
            around = {above for code in scope.places for above in terms.place_and_wider(code)[1:]}
            wider = sum(held.own[above] for above in around) + counts.everywhere
            numbers = sum(held.all[code] for code in scope.places), sum(held.in_use[code] for code in scope.places)
            yield gap(GapKind.POLICY_AREA, path, terms.topic_title(path), (*numbers, wider), counts.forums)


def _places(scope: Scope, counts: Counts, terms: Terms) -> Iterator[Gap]:
    held = counts.places
    for code in places_of(scope.places, terms, within=scope.by_place):
        wider = sum(held.own[above] for above in terms.place_and_wider(code)[1:]) + counts.everywhere
        numbers = held.all[code], held.in_use[code], wider
        yield gap(GapKind.PLACE, code, terms.places[code].name, numbers, counts.forums)


def _audiences(scope: Scope, counts: Counts, reference: Reference) -> Iterator[Gap]:
    held = counts.audiences
    for who, subjects in reference.for_whom(scope.topics).items():
        numbers = held.all[who], held.in_use[who], 0
        yield gap(GapKind.AUDIENCE, who, who.replace("_", " "), numbers, counts.forums, subjects)


def _languages(scope: Scope, counts: Counts, terms: Terms) -> Iterator[Gap]:
    held = counts.languages
    for code in _official(scope, terms):
        yield gap(GapKind.LANGUAGE, code, languages()[code], (held.all[code], held.in_use[code], 0), counts.forums)


def _official(scope: Scope, terms: Terms) -> Iterator[str]:
    """The languages of the places served: of those that lie in the language's home, or hold it."""
    for code, home in OFFICIAL_LANGUAGES.items():
        around = terms.place_and_wider(home)
        if not scope.places or any(one in around or home in terms.place_and_wider(one) for one in scope.places):
            yield code


def _stances(counts: Counts) -> Iterator[Gap]:
    held, welcome = counts.stances, str(Stance.WELCOME)
    yield gap(GapKind.STANCE, welcome, welcome, (held.all[welcome], held.in_use[welcome], 0), counts.forums)


def widest(terms: Terms) -> tuple[str, ...]:
    """The policy areas: the topics of the first level."""
    return tuple(sorted(path for path in terms.topics if path.count("/") == 1))


def _left_out(scope: Scope, terms: Terms, reference: Reference) -> dict[GapKind, int]:
    areas = widest(terms) if scope.by_place and scope.places else ()
    found = {
        GapKind.TOPIC: sum(map(reference.is_sensitive, _topics_within(scope, terms))),
        GapKind.POLICY_AREA: sum(map(reference.is_sensitive, areas)),
        GapKind.AUDIENCE: len(reference.quietly_for(scope.topics)) if scope.kind == "list" or scope.topics else 0,
    }
    return {kind: number for kind, number in found.items() if number}


def _not_known(scope: Scope, terms: Terms, reference: Reference) -> dict[GapKind, str]:
    if not _has_ground(scope):
        return dict.fromkeys(GapKind, NOTHING_NOTED)
    found: dict[GapKind, str] = {}
    if not reference.known:
        found[GapKind.AUDIENCE] = NO_SUBJECTS
    elif scope.kind != "list" and not scope.topics:
        found[GapKind.AUDIENCE] = NO_TOPICS
    return found if terms.places else {**found, GapKind.PLACE: NO_PLACES}


__all__ = [
    "FORMULA", "SENSITIVE", "Beside", "Candidates", "Councils", "Coverage", "Covering", "Gap", "Reference", "Scope",
    "Sizes", "counted", "coverage", "covered_by", "how_covered", "widest", "without_forums",
]  # fmt: skip
