"""Where clues are looked up so that a page costs the same however many platforms are known.

Names are looked up whole, patterns by a few letters that must stand in whatever they match: only those whose letters
stand in a text are tried on it.
"""

import re
from collections import defaultdict

from crawler.clues import Clue

Hit = tuple[str, Clue]
"""A platform's slug and the clue that the page shows."""
GRAM = 3
"""Letters by which a pattern is found."""
_FEW = 4
"""Patterns that are sooner tried than looked up."""
_LONGEST = 2_000
"""Characters of a text that patterns are looked for in."""
_ZERO_WIDTH = "bBAZ"
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]?", re.DOTALL)
"""A character class of a pattern."""


class Prefixes:
    """Clues on how a name begins. They are few, and most pages show none: one search for them all tells so."""

    def __init__(self) -> None:
        self._sought: list[tuple[str, Hit]] = []
        self._any: re.Pattern[str] | None = None

    def add(self, slug: str, clue: Clue) -> None:
        """Make known a clue whose key, but for a trailing `*`, is how a name must begin."""
        self._sought.append((f" {clue.key.rstrip('*')}", (slug, clue)))
        self._any = re.compile(f" (?:{'|'.join([re.escape(prefix[1:]) for prefix, _ in self._sought])})")

    def hits(self, names: str) -> list[Hit]:
        """The clues that any of the names shows, which stand in one line, each behind a space."""
        if self._any is None or self._any.search(names) is None:
            return []
        return [hit for prefix, hit in self._sought if prefix in names]


class Patterns:
    """Clues on what a text matches."""

    def __init__(self) -> None:
        self._all: list[Hit] = []
        self._always: list[Hit] = []
        self._by_gram: dict[str, list[Hit]] = defaultdict(list)

    def add(self, slug: str, clue: Clue) -> None:
        """Make known a clue with a pattern."""
        self._all.append((slug, clue))
        grams = grams_of(clue.pattern) if clue.pattern is not None else ()
        for gram in grams:
            self._by_gram[gram].append((slug, clue))
        if not grams:
            self._always.append((slug, clue))

    def candidates(self, text: str) -> list[Hit]:
        """The clues whose patterns may match (any part of) the text, each once."""
        if len(self._all) <= _FEW:
            return self._all
        folded = text[:_LONGEST].lower()
        grams = {folded[at : at + GRAM] for at in range(len(folded) - GRAM + 1)}
        found = {id(hit[1]): hit for gram in self._by_gram.keys() & grams for hit in self._by_gram[gram]}
        return [*self._always, *found.values()]


def grams_of(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Letters of which one run must stand, folded, in every text that the pattern matches; empty when none must.

    One for each alternative of the whole pattern, from its longest plain run outside groups and character classes.
    """
    runs = [_plain_run(part) for part in _alternatives(pattern.pattern)]
    return tuple(dict.fromkeys(run[-GRAM:].lower() for run in runs)) if all(len(run) >= GRAM for run in runs) else ()


def _alternatives(pattern: str) -> list[str]:
    """The parts of a pattern between bars that stand in no group; groups and character classes become blanks."""
    parts, depth, at = [""], 0, 0
    while at < len(pattern):
        sign = pattern[at]
        if sign == "\\":
            parts[-1] += "" if depth else pattern[at : at + 2]
            at += 2
            continue
        if sign == "[":
            matched = _CLASS.match(pattern, at)
            at, sign = (matched.end() - 1 if matched else at), "\0"
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            sign = "\0"
        elif sign == "|" and not depth:
            parts.append("")
            sign = ""
        if not depth or sign == "\0":
            parts[-1] += sign
        at += 1
    return parts


def _plain_run(part: str) -> str:
    """The longest run of characters that stand for themselves and cannot be left out."""
    runs, at = [""], 0
    while at < len(part):
        sign, step = part[at], 1
        if sign == "\\":
            sign, step = part[at + 1 : at + 2], 2
            if sign.isalnum():
                sign = "" if sign in _ZERO_WIDTH else "\0"
        elif sign in "^$.\0":
            sign = "\0"
        elif sign in "*?{+":
            runs[-1] = runs[-1][:-1] if sign != "+" else runs[-1]
            sign = "\0"
            step = part.find("}", at) + 1 - at if part[at] == "{" else 1
        if sign == "\0":
            runs.append("")
        else:
            runs[-1] += sign
        at += max(step, 1)
    return max(runs, key=len)
