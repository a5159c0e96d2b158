"""Which software made this page: clues looked up in one inverted index, two independent ones at least."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from crawler.clue_index import Hit, Patterns, Prefixes
from crawler.page import Page
from crawler.page.harvest import Harvest, leads_here, own_words
from crawler.platforms import platforms
from crawler.platforms.declare import Clue, Platform

THRESHOLD = 60
"""Points that a platform needs, on two kinds of clues."""


CERTAIN = 90
"""Points from which a platform far ahead of all others needs no further proof."""
WORTH_A_SEARCH = 15
"""Points that make it worth searching the page's source for a platform's strings."""


@dataclass(frozen=True, slots=True)
class Recognition:
    """What the clues say. `platform` is None unless its points reach the threshold on two independent clues.

    `scores` holds every platform with any point; `clues` are those of the platform, or of the best one;
    `present` is False when the software runs here but the page shows no part of its forum.
    """

    platform: str | None
    scores: Mapping[str, int]
    clues: tuple[str, ...]
    present: bool = True

    @property
    def score(self) -> int:
        """The points of the best platform, 0 when there is none."""
        return max(self.scores.values(), default=0)


class _Index:
    """Clues by the place they are looked up in: names in dictionaries, patterns by letters that must stand there."""

    def __init__(self, known: Mapping[str, Platform]) -> None:
        self.exact: dict[str, dict[str, list[Hit]]] = {kind: defaultdict(list) for kind in _NAMED}
        self.prefixes: dict[str, Prefixes] = {kind: Prefixes() for kind in ("class", "resource", "frame")}
        self.named: dict[str, dict[str, Patterns]] = {kind: defaultdict(Patterns) for kind in ("meta", "header")}
        self.patterns: dict[str, Patterns] = {kind: Patterns() for kind in ("cookie", "address", "title")}
        self.late: dict[str, list[Clue]] = defaultdict(list)
        self.makers = frozenset(
            clue.key for platform in known.values() for clue in platform.clues if clue.kind == "credit"
        )
        for slug, platform in known.items():
            for clue in platform.clues:
                self._add(slug, clue)
        self.keys = {kind: frozenset(index) for kind, index in self.exact.items()}
        self.most_late = {slug: sum(max(0, clue.points) for clue in self.late.get(slug, ())) for slug in known}

    def _add(self, slug: str, clue: Clue) -> None:
        kind, _, how = clue.kind.partition(" ")
        if kind == "markup":
            self.late[slug].append(clue)
        elif kind in self.named:
            self.named[kind][clue.key].add(slug, clue)
        elif kind in self.patterns:
            self.patterns[kind].add(slug, clue)
        elif how == "prefix" or clue.pattern is not None:
            self.prefixes[kind].add(slug, clue)
        else:
            self.exact[_PLACES.get(kind, kind)][clue.key].append((slug, clue))

    def hits(self, page: Page, harvest: Harvest) -> list[Hit]:
        """Every clue that the page shows but for those that its source is searched for."""
        places = (harvest.ids, harvest.classes, harvest.frame, harvest.words, harvest.resources)
        found: list[Hit] = []
        for (kind, index), marks in zip(self.exact.items(), places, strict=True):
            # Of two sets the smaller is walked over, and with the hashes it holds.
            for mark in marks & self.keys[kind]:
                found += index[mark]
        frame = f" {' '.join(harvest.frame)}"
        for kind, names in (("class", harvest.class_text), ("resource", harvest.resource_text), ("frame", frame)):
            found += self.prefixes[kind].hits(names)
        for kind, texts in (("meta", harvest.meta), ("header", harvest.headers)):
            index_of_kind = self.named[kind]
            for name in index_of_kind.keys() & texts.keys():
                said = texts[name].strip()
                found += [hit for hit in index_of_kind[name].candidates(said) if _matches(hit, said)]
        if harvest.cookies:
            candidates = self.patterns["cookie"].candidates("\n".join(harvest.cookies))
            found += [hit for hit in candidates if any(_matches(hit, name) for name in harvest.cookies)]
        for kind, said in (("address", page.url), ("title", harvest.title)):
            found += [hit for hit in self.patterns[kind].candidates(said) if _stands(hit, said)]
        return found


_NAMED = ("id", "class", "frame", "link", "resource")
"""The kinds of clues that are whole names, in the order of their places in a harvest."""
_PLACES = {"credit": "link"}
"""Kinds that are looked up where another is."""


def _matches(hit: Hit, said: str) -> bool:
    return hit[1].pattern is None or hit[1].pattern.match(said) is not None


def _stands(hit: Hit, said: str) -> bool:
    return hit[1].pattern is not None and hit[1].pattern.search(said) is not None


@cache
def _index() -> _Index:
    return _Index(platforms())


def recognise(page: Page) -> Recognition:
    """The software that made this page, by its clues alone; reads no figures."""
    if page.kind != "html":
        return Recognition(None, {}, ())
    harvest = page.harvest
    index = _index()
    found: dict[str, list[Clue]] = defaultdict(list)
    for slug, clue in index.hits(page, harvest):
        found[slug].append(clue)
    scores = {slug: _points(clues) for slug, clues in found.items()}
    for slug in _worth_a_search(scores, found):
        found[slug] += [clue for clue in index.late[slug] if page.body.rfind(clue.key.encode()) >= 0]
        scores[slug] = _points(found[slug])
    for slug, score in scores.items():
        if score >= THRESHOLD:
            found[slug] = _on_this_site(page, found[slug])
            scores[slug] = _points(found[slug])
    told = [slug for slug, score in scores.items() if score >= THRESHOLD and _independent(found[slug])]
    if not told:
        best = max(scores, key=lambda slug: scores[slug], default="")
        return Recognition(None, scores, _said(found.get(best, [])))
    # Styles and words of one software may stand everywhere on a site whose forum another made.
    shown = frozenset(slug for slug in told if is_present(platforms()[slug], harvest))
    best = max(told, key=lambda slug: (slug in shown, scores[slug], slug))
    return Recognition(best, scores, _said(found[best]), best in shown)


def _points(clues: list[Clue]) -> int:
    return sum([clue.points for clue in clues])


def _worth_a_search(scores: Mapping[str, int], found: Mapping[str, list[Clue]]) -> list[str]:
    """The platforms whose last clues the source is searched for: none where one is certain already."""
    ranked = sorted(scores.values())
    best = max(scores, key=lambda slug: scores[slug], default="")
    second = ranked[-2] if len(ranked) > 1 else 0
    if best and scores[best] >= CERTAIN and scores[best] >= 2 * second and _independent(found[best]):
        return []
    late = _index().most_late
    return [slug for slug, score in scores.items() if score >= WORTH_A_SEARCH and score + late[slug] >= THRESHOLD]


def _on_this_site(page: Page, clues: list[Clue]) -> list[Clue]:
    """The clues without links that only lead to other sites, or elsewhere on this one, where the links would decide."""
    rest = [clue for clue in clues if clue.kind != "link"]
    if len(rest) == len(clues) or not _independent(clues):
        return clues
    if _points(rest) >= THRESHOLD and _independent(rest):
        return clues
    own = own_words(page.harvest, page.url, _index().makers)
    clues = [clue for clue in clues if clue.kind != "link" or clue.key in own]
    if _points(clues) < THRESHOLD or not _independent(clues):
        return clues
    return [clue for clue in clues if clue.kind != "link" or leads_here(page.harvest, page.url, clue.key)]


def _independent(clues: list[Clue]) -> bool:
    kinds = {clue.kind for clue in clues if clue.points > 0}
    return len(kinds) >= 2 and len({kind.partition(" ")[0] for kind in kinds}) >= 2


def _said(clues: list[Clue]) -> tuple[str, ...]:
    ranked = sorted(clues, key=lambda clue: (-clue.points, clue.kind, clue.key))
    return tuple([f"{clue.kind} {clue.key} ({clue.points})" for clue in ranked[:12]])


def is_present(platform: Platform, harvest: Harvest) -> bool:
    """Whether a page shows a part of the software's forum: always, but for software that is only a part of a site."""
    if not platform.needs:
        return True
    return any(stands(mark, harvest) for mark in platform.needs)


def stands(mark: str, harvest: Harvest) -> bool:
    """Whether a mark (as in `declare.element`) stands on the page."""
    if mark.startswith("#"):
        return mark[1:] in harvest.ids
    if mark.endswith("*"):
        return f" {mark[1:-1]}" in harvest.class_text
    if mark.startswith("."):
        return mark[1:] in harvest.classes
    return mark in harvest.frame
