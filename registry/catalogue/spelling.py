"""Slips of spelling: which known words one that nobody knows may stand for. Pure.

What people get wrong in writing is not any letter: they double letters or forget to, take one vowel for another or one
letter for one that sounds alike, turn two round, hit the key beside, leave a letter out. Such steps cost little; other
ones cost so much that `computing` is never taken for `commuting`.
"""

from collections.abc import Iterable
from functools import lru_cache

SHORTEST = 6
"""Letters of the shortest word that is looked for with a slip: shorter ones and acronyms are near too many others."""

LONG = 8
"""Letters from which a word may have more than one slip."""

MOST = 3
"""Words that one is taken to be a slip of."""

DOUBLED, ALIKE, TURNED, A_VOWEL, BESIDE, A_LETTER, STRANGE = 0.5, 0.6, 0.7, 0.7, 1.0, 1.0, 2.0
"""What a step costs: a letter doubled or not, one that sounds alike, two turned round, a vowel more or less, the key
beside, any other letter more or less, any other letter in place of one."""

AT_MOST, AT_MOST_LONG = 1.0, 1.3
"""What all steps may cost together, in a short and in a long word."""

_VOWELS = frozenset("aeiouy")
_SOUNDS = tuple(map(frozenset, ("aeiouy", "csk", "sz", "gj", "mn", "fv", "dt", "bp", "kq", "cx", "xs")))
_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


class Vocabulary:
    """Words that are known to be words, for finding those near another."""

    def __init__(self, words: Iterable[str]) -> None:
        """Words in lower case; those with other signs than letters are left out."""
        self._known = frozenset(word for word in words if word.isalpha())
        self._by_letter: dict[str, list[str]] = {}
        for word in sorted(self._known):
            if len(word) >= SHORTEST - 1:
                self._by_letter.setdefault(word[0], []).append(word)

    def __contains__(self, word: object) -> bool:
        return word in self._known

    def near(self, word: str) -> list[str]:
        """The words that this one may be a slip of, the likeliest first."""
        return nearest(word, self._by_letter.get(word[:1], ()))


def nearest(word: str, words: Iterable[str], most: int = MOST) -> list[str]:
    """Those of the words that this one may be a slip of, the likeliest first; none for a short word."""
    if len(word) < SHORTEST or not word.isalpha():
        return []
    limit = AT_MOST_LONG if len(word) >= LONG else AT_MOST
    letters, found = frozenset(word), []
    for other in words:
        if abs(len(other) - len(word)) <= 2 and len(letters ^ frozenset(other)) <= 3:
            cost = slip_cost(word, other)
            if cost <= limit:
                found.append((cost, other))
    return [other for _, other in sorted(found)[:most]]


@lru_cache(maxsize=4096)
def slip_cost(word: str, other: str) -> float:
    """What it takes to write `word` where `other` was meant; STRANGE when they do not begin alike."""
    if word[:1] != other[:1]:
        return STRANGE
    rows = [[0.0] * (len(other) + 1) for _ in range(len(word) + 1)]
    for i in range(1, len(word) + 1):
        rows[i][0] = rows[i - 1][0] + _alone(word, i - 1)
    for j in range(1, len(other) + 1):
        rows[0][j] = rows[0][j - 1] + _alone(other, j - 1)
    for i, letter in enumerate(word, 1):
        for j, meant in enumerate(other, 1):
            best = rows[i - 1][j - 1] + _instead(letter, meant)
            best = min(best, rows[i - 1][j] + _alone(word, i - 1), rows[i][j - 1] + _alone(other, j - 1))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == meant and letter != meant:
                best = min(best, rows[i - 2][j - 2] + TURNED)
            rows[i][j] = best
    return rows[-1][-1]


def _alone(word: str, at: int) -> float:
    """The cost of a letter that stands in one of two words only."""
    if word[at] in (word[at - 1 : at], word[at + 1 : at + 2]):
        return DOUBLED
    return A_VOWEL if word[at] in _VOWELS else A_LETTER


@lru_cache(maxsize=1024)
def _instead(letter: str, meant: str) -> float:
    """The cost of one letter in place of another."""
    if letter == meant:
        return 0.0
    if letter in _VOWELS and meant in _VOWELS:
        return DOUBLED
    if any(letter in sound and meant in sound for sound in _SOUNDS):
        return ALIKE
    beside = (f"{letter}{meant}" in row or f"{meant}{letter}" in row for row in _KEYS)
    return BESIDE if any(beside) else STRANGE
