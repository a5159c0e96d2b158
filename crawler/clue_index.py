"""Where clues are looked up so that a page costs the same however many platforms are known.

Names are looked up whole. A pattern is tried only on a text that holds the letters that must stand in whatever it
matches: to look for letters in a title or an address costs next to nothing.
"""

import re
from collections import defaultdict

from crawler.clues import Clue

Hit = tuple[str, Clue]
"""A platform's slug and the clue that the page shows."""
LEAST = 3
"""Fewest letters that are worth looking for."""
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
        self._needing: dict[str, list[Hit]] = defaultdict(list)

    def add(self, slug: str, clue: Clue) -> None:
        """Make known a clue with a pattern."""
        self._all.append((slug, clue))
        needed = needed_in(clue.pattern) if clue.pattern is not None else ()
        for letters in needed:
            self._needing[letters].append((slug, clue))
        if not needed:
            self._always.append((slug, clue))

    def candidates(self, text: str) -> list[Hit]:
        """The clues whose patterns may match (any part of) the text, each once."""
        folded = text.lower()
        found = [hit for letters, hits in self._needing.items() if letters in folded for hit in hits]
        return [*self._always, *(found if len(found) < 2 else {id(hit[1]): hit for hit in found}.values())]


def needed_in(pattern: re.Pattern[str]) -> tuple[str, ...]:
    """Letters of which one run must stand, folded, in every text that the pattern matches; empty when none must.

    One for each alternative of the whole pattern: its longest plain run outside groups and character classes.
    """
    runs = [_plain_run(part).lower() for part in _alternatives(pattern.pattern)]
    return tuple(dict.fromkeys(runs)) if all(len(run) >= LEAST for run in runs) else ()


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
