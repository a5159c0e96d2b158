"""Which software made this page: clues looked up in one inverted index, two independent ones at least."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from crawler.harvest import Harvest, own_words
from crawler.page import Page
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
    """Clues by the place they are looked up in: exact names in dictionaries, patterns where their place exists."""

    def __init__(self, known: Mapping[str, Platform]) -> None:
        self.exact: dict[str, dict[str, list[tuple[str, Clue]]]] = defaultdict(lambda: defaultdict(list))
        self.patterns: dict[str, list[tuple[str, Clue]]] = defaultdict(list)
        self.late: dict[str, list[Clue]] = defaultdict(list)
        self.makers = frozenset(
            clue.key for platform in known.values() for clue in platform.clues if clue.kind == "credit"
        )
        for slug, platform in known.items():
            for clue in platform.clues:
                if clue.kind == "markup":
                    self.late[slug].append(clue)
                elif clue.kind in ("meta", "header"):
                    self.exact[clue.kind][clue.key].append((slug, clue))
                elif clue.pattern is not None or clue.kind.endswith("prefix"):
                    self.patterns[clue.kind].append((slug, clue))
                else:
                    self.exact[clue.kind][clue.key].append((slug, clue))
        self.keys = {kind: frozenset(index) for kind, index in self.exact.items()}

    def hits(self, page: Page, harvest: Harvest) -> Iterator[tuple[str, Clue]]:
        """Every clue that the page shows."""
        places = {
            "id": harvest.ids,
            "class": harvest.classes,
            "frame": harvest.frame,
            "link": harvest.words,
            "credit": harvest.words,
            "resource": harvest.resources,
        }
        for kind, marks in places.items():
            index = self.exact[kind]
            for mark in marks & self.keys[kind]:
                yield from index[mark]
        for kind, texts in (("meta", harvest.meta), ("header", harvest.headers)):
            index = self.exact[kind]
            for name in self.keys[kind].intersection(texts):
                yield from (
                    hit for hit in index[name] if hit[1].pattern is None or hit[1].pattern.match(texts[name].strip())
                )
        yield from self._by_pattern(page, harvest)

    def _by_pattern(self, page: Page, harvest: Harvest) -> Iterator[tuple[str, Clue]]:
        for slug, clue in self.patterns["class prefix"]:
            if f" {clue.key}" in harvest.class_text:
                yield slug, clue
        for slug, clue in self.patterns["resource prefix"]:
            if f" {clue.key}" in harvest.resource_text:
                yield slug, clue
        lists = {"cookie": harvest.cookies, "frame": harvest.frame}
        for kind, names in lists.items():
            if names:
                for slug, clue in self.patterns[kind]:
                    if clue.pattern is not None and any(clue.pattern.match(name) for name in names):
                        yield slug, clue
        for kind, said in (("address", page.url), ("title", harvest.title)):
            for slug, clue in self.patterns[kind]:
                if clue.pattern is not None and clue.pattern.search(said):
                    yield slug, clue


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
    _add_markup(page, index, found)
    for slug, clues in found.items():
        found[slug] = _on_this_site(page, clues)
    scores = {slug: sum(clue.points for clue in clues) for slug, clues in found.items()}
    told = [slug for slug, score in scores.items() if score >= THRESHOLD and _independent(found[slug])]
    if not told:
        best = max(scores, key=lambda slug: scores[slug], default="")
        return Recognition(None, scores, _said(found.get(best, [])))
    best = max(told, key=lambda slug: (scores[slug], slug))
    return Recognition(best, scores, _said(found[best]), _is_present(platforms()[best], harvest))


def _add_markup(page: Page, index: _Index, found: dict[str, list[Clue]]) -> None:
    """Search the source for the clues that need it, unless one platform is certain already."""
    scores = {slug: sum(clue.points for clue in clues) for slug, clues in found.items()}
    best = max(scores, key=lambda slug: scores[slug], default="")
    second = sorted(scores.values())[-2:-1] or [0]
    if best and scores[best] >= CERTAIN and scores[best] >= 2 * second[0] and _independent(found[best]):
        return
    for slug, clues in found.items():
        if scores[slug] >= WORTH_A_SEARCH:
            clues.extend(clue for clue in index.late[slug] if clue.key.encode() in page.body)


def _on_this_site(page: Page, clues: list[Clue]) -> list[Clue]:
    """The clues without links that only lead to other sites, where the links would decide."""
    rest = [clue for clue in clues if clue.kind != "link"]
    if len(rest) == len(clues) or sum(clue.points for clue in clues) < THRESHOLD or not _independent(clues):
        return clues
    if sum(clue.points for clue in rest) >= THRESHOLD and _independent(rest):
        return clues
    own = own_words(page.harvest, page.url, _index().makers)
    return [clue for clue in clues if clue.kind != "link" or clue.key in own]


def _independent(clues: list[Clue]) -> bool:
    return len({clue.kind.partition(" ")[0] for clue in clues if clue.points > 0}) >= 2


def _said(clues: list[Clue]) -> tuple[str, ...]:
    ranked = sorted(clues, key=lambda clue: (-clue.points, clue.kind, clue.key))
    return tuple(f"{clue} ({clue.points})" for clue in ranked[:12])


def _is_present(platform: Platform, harvest: Harvest) -> bool:
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
