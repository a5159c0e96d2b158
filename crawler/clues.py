"""The clues that a platform module recognises its software by.

A clue has a kind. Two clues are independent when their kinds differ: a page that carries only borrowed styles, or
only a generator meta, is recognised as nothing.
"""

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clue:
    """One sign of a platform. `kind` says where it is looked up, `key` what is looked up there."""

    kind: str
    key: str
    points: int
    pattern: re.Pattern[str] | None = None

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


def element(mark: str, points: int) -> Clue:
    """An element by `#id` or `.class`; on `html` or `body` also by attribute: `html#XF`, `body[data-app]`.

    A trailing `*` matches any rest.
    """
    if mark.startswith(("html", "body")) and len(mark) > 4 and mark[4] in "#.[":
        if mark.endswith("*"):
            return Clue("frame", mark, points, re.compile(re.escape(mark[:-1])))
        return Clue("frame", mark, points)
    if mark.startswith("."):
        return Clue("class prefix" if mark.endswith("*") else "class", mark[1:].rstrip("*"), points)
    return Clue("id", mark[1:], points)


def link(word: str, points: int) -> Clue:
    """A part of some link's address within the site: a path segment, a query's name or value."""
    return Clue("link", word, points)


def credit(host: str, points: int) -> Clue:
    """A link to the software's makers, as stands in the foot of many boards."""
    return Clue("credit", host, points)


def resource(word: str, points: int) -> Clue:
    """A part of a script's or style sheet's address; a trailing `*` matches any rest."""
    return Clue("resource prefix" if word.endswith("*") else "resource", word.rstrip("*"), points)


def generator(pattern: str, points: int) -> Clue:
    """The generator meta element, matched from its start without regard to case."""
    return meta("generator", pattern, points)


def meta(name: str, pattern: str, points: int) -> Clue:
    """A meta element's content, matched from its start without regard to case."""
    return Clue("meta", name.lower(), points, re.compile(pattern, re.IGNORECASE))


def cookie(pattern: str, points: int) -> Clue:
    """The name of a cookie that is set, matched from its start."""
    return Clue("cookie", pattern, points, re.compile(pattern))


def header(name: str, pattern: str, points: int) -> Clue:
    """A response header, matched from its start without regard to case."""
    return Clue("header", name.lower(), points, re.compile(pattern, re.IGNORECASE))


def address(pattern: str, points: int) -> Clue:
    """The page's own address, searched without regard to case."""
    return Clue("address", pattern, points, re.compile(pattern, re.IGNORECASE))


def title(pattern: str, points: int) -> Clue:
    """The page's title, searched without regard to case."""
    return Clue("title", pattern, points, re.compile(pattern, re.IGNORECASE))


def markup(word: str, points: int) -> Clue:
    """A string of the page's source. Costs a search of the page: looked for only when another clue was found."""
    return Clue("markup", word, points)
