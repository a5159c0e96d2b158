"""Names of forums that run a place together with a word for a community: Bristolnet, TalkSwindon, Shetlink. Pure."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from registry.assess.domains import host_of
from registry.assess.misnomers import runs_on

if TYPE_CHECKING:
    from registry.assess.gazetteer import Place

SHORTEST_NAME, SHORTEST_NICKNAME, SHORTEST_STEM, SHORTEST_TRAP = 5, 4, 4, 3
"""Letters of a place's name that count before anything, before a word for a community, of the start of a name, and of
a name that is also an everyday word."""

SHORTEST_REST = 3
"""Letters left over that may be a word of their own: fewer are an ending (`Londoner`)."""

_NO_TAILS = "ian ians ish ers man men ite ites ese ing ings tons ford wood land shire"
_ENDINGS = frozenset(_NO_TAILS.split())
"""What makes another word or another place of a name: `Devonian`, `Kentish`."""

_SMALL = "r the my our a forum forums community online board boards uk co chat fforwm"
_GENERIC = frozenset(_SMALL.split())
_LEADS = ("talk", "love", "inside", "about", "hello", "discover", "explore", "visit", "chat", "all", "our", "my", "the")
_TAILS = (
    "net link links linked talk chat chats forum forums online web life live living board boards noticeboard buzz hub "
    "info people folk folks local locals community matters today connect connected neighbours residents mums dads "
    "parents families gossip guide help network central square voice voices exchange town city village space news "
    "natter street streets together world"
)
_COMMUNITY = frozenset(_TAILS.split())
_ENDS = tuple(_COMMUNITY)
_MOST_WORDS = 4
"""Words of a name that can be no more than a place and words for a community."""
_LETTERS = re.compile(r"[^\W\d_]+")


def bears_name(name: str, place: "Place") -> bool:
    """Whether the name of a forum says no more than that of the place and words for a community: `Ware Online`."""
    words = [word for word in _LETTERS.findall(name.lower()) if word not in _GENERIC and word not in _COMMUNITY]
    return any(words == _LETTERS.findall(own.lower()) for own in (place.name, *place.also))


class Blend(NamedTuple):
    """A place told by a word of the name. `sure` where its whole name stands there, not only the start of it."""

    key: str
    said: str
    sure: bool


class Blends:
    """Finds places in words run together."""

    def __init__(self, places: "Iterable[Place]") -> None:
        """Learns the names of `places`, and of councils and wider places the starts of their names."""
        self._names: dict[str, str] = {}
        self._traps: dict[str, str] = {}
        self._stems: dict[str, str | None] = {}
        for place in sorted(places, key=lambda place: (place.key != place.code, place.key)):
            for name in (place.name, *place.also):
                letters = "".join(_LETTERS.findall(name.lower()))
                if place.trap:
                    self._traps.setdefault(letters, place.key)
                elif len(letters) >= SHORTEST_NICKNAME:
                    self._names.setdefault(letters, place.key)
                if place.key == place.code and " " not in name and not place.trap:
                    self._learn_stems(letters, place.key)

    def _learn_stems(self, letters: str, key: str) -> None:
        """Starts of a name; one that two places share tells neither."""
        for length in range(SHORTEST_STEM, len(letters) - 1):
            stem = letters[:length]
            self._stems[stem] = key if self._stems.get(stem, key) == key else None

    def within(self, name: str) -> Blend | None:
        """The place that is all a name says, or that its one telling word holds; None where there is none."""
        if name.count(" ") >= _MOST_WORDS:
            return None
        words = [word for word in _LETTERS.findall(name.lower()) if word not in _GENERIC]
        whole = "".join(words)
        if key := self._names.get(whole) or self._traps.get(whole):
            return Blend(key, " ".join(words).title(), sure=True)
        if len(words) != 1:
            return None
        return self._sure(words[0]) or self._likely(words[0])

    def within_host(self, url: str) -> Blend | None:
        """The place that the name of a host is made of, with words for a community and nothing else."""
        for label in host_of(url).split(".")[:-1]:
            for word in label.split("-") if label.endswith(_ENDS) or label.startswith(_LEADS) else ():
                found = None if word in _GENERIC else self._sure(word, any_rest=False) or self._likely(word)
                if found:
                    return found
        return None

    def _sure(self, word: str, *, any_rest: bool = True) -> Blend | None:
        for cut in range(len(word) - SHORTEST_REST, SHORTEST_NICKNAME - 1, -1):
            key, rest = self._names.get(word[:cut]), word[cut:]
            fits = any_rest and cut >= SHORTEST_NAME and rest not in _ENDINGS and not runs_on(rest)
            if key and (rest in _COMMUNITY or fits):
                return Blend(key, word[:cut].title(), sure=True)
        for lead in _LEADS:
            if word.startswith(lead) and (key := self._names.get(word.removeprefix(lead))):
                return Blend(key, word.removeprefix(lead).title(), sure=True)
        return None

    def _likely(self, word: str) -> Blend | None:
        for cut in range(len(word) - SHORTEST_REST, SHORTEST_STEM - 1, -1):
            key = self._stems.get(word[:cut])
            if key and word[cut:] in _COMMUNITY:
                return Blend(key, word[:cut].title(), sure=False)
        for cut in range(len(word) - SHORTEST_REST, SHORTEST_TRAP - 1, -1):
            key = self._traps.get(word[:cut])
            if key and word[cut:] in _COMMUNITY:
                return Blend(key, word[:cut].title(), sure=False)
        return None
