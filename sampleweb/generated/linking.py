"""The links of the generated web: few sites are known to many, and most links stay within a subject."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sampleweb.generated.forums import content
from sampleweb.generated.model import Out, Place
from sampleweb.generated.software import SOFTWARE, board_path, thread_path
from sampleweb.generated.words import subjects

LOCALITY = 0.85
"""Chance that a link stays within its subject."""

MOMENT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
"""The moment whose threads links name: numbers and titles of threads are the same at any other."""

_HABITS: dict[str, tuple[tuple[str, float, int, int, float], ...]] = {
    # pages by role, chance that such a page has links, least, most of them, share of forums among them
    "forum": (("front", 0.35, 1, 5, 0.6), ("threads", 0.15, 1, 2, 0.25)),
    "list": (("front", 1.0, 10, 35, 0.45),),
    "blog": (("front", 0.6, 2, 9, 0.15), ("article", 0.2, 1, 2, 0.08)),
    "charity": (("support", 0.8, 3, 10, 0.4), ("front", 0.4, 1, 3, 0.05)),
    "council": (("support", 0.8, 2, 7, 0.15), ("front", 0.3, 1, 2, 0.0)),
    "news": (("article", 0.12, 1, 2, 0.06),),
    "hobby": (("links", 0.9, 4, 14, 0.25), ("article", 0.2, 1, 1, 0.1)),
    "shop": (("front", 0.5, 1, 3, 0.12),),
    "company": (("front", 0.4, 1, 2, 0.05), ("article", 0.3, 1, 1, 0.08)),
    "help": (("article", 0.05, 1, 1, 0.1),),
    "essay": (("front", 1.0, 5, 11, 0.6),),
    "facets": (("front", 1.0, 1, 2, 0.3),),
    "calendar": (("front", 1.0, 1, 3, 0.3),),
    "sessions": (("front", 1.0, 1, 3, 0.3),),
}


_TELLING = frozenset({"article", "support", "links"})
"""Pages behind a front page that others link to: nobody links to a basket."""


@dataclass(slots=True)
class _Crowd:
    """Sites to choose from by how well they are known."""

    places: list[Place]
    heights: list[float]

    @classmethod
    def of(cls, places: Sequence[Place]) -> "_Crowd":
        heights: list[float] = []
        height = 0.0
        for place in places:
            height += place.weight
            heights.append(height)
        return cls(list(places), heights)

    def one(self, draw: random.Random) -> Place:
        """One of them; a quarter of the links name anybody, the others those that many know."""
        if draw.random() < 0.25:
            return draw.choice(self.places)
        return draw.choices(self.places, cum_weights=self.heights)[0]


class Linker:
    """Puts the links on the pages of all places."""

    def __init__(self, draw: random.Random, seed: int, places: Sequence[Place]) -> None:
        self._draw = draw
        self._seed = seed
        self._places = places
        self._hubs = [place for place in places if place.kind == "hub"]
        known = [place for place in places if place.kind != "hub" and place.weight > 0]
        self._forums = self._by_subject([place for place in known if place.is_forum])
        self._others = self._by_subject([place for place in known if not place.is_forum])

    @staticmethod
    def _by_subject(places: Sequence[Place]) -> dict[str, _Crowd]:
        groups: dict[str, list[Place]] = {}
        for place in places:
            groups.setdefault(place.subject, []).append(place)
        return {name: _Crowd.of(group) for name, group in groups.items()} | {"": _Crowd.of(places)}

    def link_all(self) -> None:
        """Every place's links, in the order of the places."""
        for place in self._places:
            for role, chance, least, most, forums in _HABITS.get(place.kind, ()):
                for page in self._pages(place, role):
                    if self._draw.random() < chance:
                        for _ in range(self._draw.randint(least, most)):
                            self._one(place, page, forums)

    def _pages(self, place: Place, role: str) -> list[str]:
        if role == "front":
            return ["front"]
        if role == "threads":
            site = content(place, self._seed, MOMENT)
            return [f"thread:{thread.number}" for board in site.boards for thread in board.listed]
        return [leaf.path for leaf in place.leaves if leaf.role == role]

    def _one(self, place: Place, page: str, forums: float) -> None:
        draw = self._draw
        if draw.random() < 0.12 and place.kind not in ("list", "essay"):
            target = draw.choice(self._hubs)
        else:
            crowds = self._forums if draw.random() < forums else self._others
            subject = place.subject if draw.random() < LOCALITY else ""
            target = (crowds.get(subject) or crowds[""]).one(draw)
        if target is not place:
            place.link(page, self.out(target, page))

    def out(self, target: Place, page: str = "front") -> Out:
        """A link to a place: to its front page mostly, now and then deep into it."""
        draw = self._draw
        others = (*target.hosts, *target.twins)
        host = draw.choice(others) if others and draw.random() < 0.2 else target.host
        path, words = target.path, self._words(target)
        if target.is_forum:
            path, words = self._into_forum(target, path, words)
        elif draw.random() < 0.25 and (telling := [leaf for leaf in target.leaves if leaf.role in _TELLING]):
            leaf = draw.choice(telling)
            path, words = leaf.path, draw.choice((leaf.title, words))
        bare = 0.35 if page.startswith("thread:") else 0.06
        form = draw.choices(("bare", "image", "text"), (bare, 0.06, 0.94 - bare))[0]
        return Out(host, path, words, form)

    def _into_forum(self, target: Place, path: str, words: str) -> tuple[str, str]:
        draw, chance = self._draw, self._draw.random()
        front = path + SOFTWARE[target.software or "homemade"].front
        if chance > 0.25:
            return front, words
        board = draw.choice(content(target, self._seed, MOMENT).boards)
        if chance < 0.1:
            return path + board_path(target.software, target.layout, board), f"{board.name}"
        thread = draw.choice(board.listed)
        said = draw.choice((thread.title, "this thread", "here", "see this discussion", thread.title))
        return path + thread_path(target.software, target.layout, thread, board), said

    def _words(self, target: Place) -> str:
        draw = self._draw
        if target.is_forum:
            asides = subjects()[target.subject].asides
            return draw.choices(
                (target.title, "forum", "our friends", "message board",
                 f"forum for {draw.choice(asides)}", "here", "ask here",
                 f"{target.title} ({target.region or 'UK'})", "community"),
                (60, 6, 3, 3, 8, 3, 3, 6, 4),
            )[0]  # fmt: skip
        return draw.choices((target.title, "here", "website", "read more", "our friends"), (80, 6, 5, 5, 4))[0]
