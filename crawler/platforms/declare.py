"""The words that a platform module is written in: clues that recognise the software, finders that read it, rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from crawler.clues import Clue, address, cookie, credit, element, generator, header, link, markup, meta, resource, title
from crawler.finders import (
    Finder,
    any_of,
    at_address,
    attribute,
    counted_in_meta,
    either,
    from_address,
    from_title,
    front_only,
    in_order,
    in_source,
    in_words,
    labelled,
    matched,
    meta_content,
    named_in_meta,
    newest,
    number,
    number_attribute,
    presence,
    text,
    version,
)
from crawler.page import Page
from registry.profile import ForumProfile

__all__ = [
    "Clue",
    "Finder",
    "Platform",
    "Rows",
    "address",
    "any_of",
    "at_address",
    "attribute",
    "cookie",
    "counted_in_meta",
    "credit",
    "either",
    "element",
    "from_address",
    "from_title",
    "front_only",
    "generator",
    "header",
    "in_order",
    "in_source",
    "in_words",
    "labelled",
    "link",
    "markup",
    "matched",
    "meta",
    "meta_content",
    "named_in_meta",
    "newest",
    "number",
    "number_attribute",
    "presence",
    "resource",
    "text",
    "title",
    "version",
]


@dataclass(frozen=True, slots=True)
class Rows:
    """Repeated rows: of boards or of threads. Selectors but the first are within the row.

    `threads` and `posts` (of threads: `replies`) give a cell's number (`SELECTOR@@N` that of the n-th of several cells,
    `SELECTOR##N` the n-th number within one, `SELECTOR%%N` the n-th of those that hold nothing but a number, where two
    or more do; all count from the end where negative), or, as `"label SELECTOR"`, the labelled figures of that cell, of
    the whole row without a selector, or of an attribute: `"label SELECTOR@title"`. `name` is the element that bears the
    name where it is not the whole link. Rows that fit `part` have their figures within another row's: no sum takes them
    again.

    Of threads, `began` states when the first post was written. `whole` says that `replies` count the first post too;
    where that is a setting, `heading` is the column's heading on the page, whose word says which. `doubtful`: it
    depends on a version that nothing tells, and only a page where a thread counts none is believed. Rows that fit
    `aside`, or hold what does, are no ordinary threads: pinned, locked, moved, announcements.
    """

    row: str
    link: str
    threads: str = ""
    posts: str = ""
    last: str = ""
    unless: str = ""
    name: str = ""
    part: str = ""
    replies: str = ""
    began: str = ""
    whole: bool = False
    heading: str = ""
    doubtful: bool = False
    aside: str = ""


@dataclass(frozen=True, slots=True)
class Platform:
    """One forum software. See the module of phpBB for a worked example.

    `needs`: marks (as in `element`) of which one must stand on the page, for software whose forum is only a part:
    without one the page is no forum, whatever else is loaded. `versions` are patterns with one group over the
    generator meta or the named places. `front` are links that lead to the front page. `clock` is where the page
    tells its time. `json` reads the platform's own JSON answers.
    """

    name: str
    homepage: str
    clues: Sequence[Clue]
    tier: str = "B"
    """A: proved on a real page or on the running software. B: written from its templates. C: only recognised."""
    source: str = ""
    """What the tier rests on: for A the pages or the version that ran, for B project, version and files."""
    needs: Sequence[str] = ()
    profile: Mapping[str, Finder] = field(default_factory=dict)
    boards: Sequence[Rows] = ()
    threads: Sequence[Rows] = ()
    by_structure: bool = False
    """Whether its lists are read as unknown software's are: for hosts whose frame alone is known."""
    front: Sequence[str] = ()
    home: str = ""
    """A pattern whose match, from a page's address's start, is the community's front page: for hosts of many."""
    hosted: bool = False
    """Whether one site holds many communities of strangers: its own name, in titles and meta elements, is none's."""
    totals: bool = True
    """Whether a block called statistics states the forum's totals. Some software's count the last month only."""
    clock: str = ""
    clock_of_twelve: bool = False
    """Whether that clock counts twelve hours without saying which half of the day it is."""
    date_order: str = ""
    versions: Sequence[tuple[str, re.Pattern[str]]] = ()
    closed: Sequence[str] = ()
    notice: str = ""
    """Where the software says what it has to say instead of a page."""
    wall: str = ""
    """The form of a page that asks guests to log in before they see anything."""
    inner: Sequence[str] = ()
    """Marks of pages deeper than the front page, whose figures are not the forum's."""
    also: Sequence[str] = ()
    stock: Sequence[str] = ()
    """Patterns of whole descriptions that the software prints where nobody wrote one: they describe no forum."""
    fixed_language: bool = False
    """Whether its pages name one language, whichever they are written in: theirs is not the forum's."""
    feed_last: bool = False
    """Whether its feeds date threads by their last post. Most date them by their first: that is no last post."""
    thread_feed: bool = False
    """Whether a thread's page names a feed of its posts: it dates the newest post where no page tells its zone."""
    json: Callable[[object, Page], ForumProfile | None] | None = None
