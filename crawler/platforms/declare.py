"""The words that a platform module is written in: clues that recognise the software, finders that read it.

A clue has a kind. Two clues are independent when their kinds differ: a page that carries only borrowed styles, or
only a generator meta, is recognised as nothing.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawler.figures import Figure, figures
from crawler.hygiene import DESCRIPTION_LIMIT, NAME_LIMIT, clean
from crawler.labels import COUNTED_WORDS, MEMBERS, PRESENT, PRESENT_WORDS, RECORDS
from crawler.numbers import NUMBER
from crawler.numbers import number as first_number
from crawler.page import Page
from crawler.reading import Found, Reading, block_text, counts_any, text_of
from registry.profile import RAW_LIMIT, ForumProfile

NUMBERS = re.compile(NUMBER, re.IGNORECASE)

Finder = Callable[[Reading], Found | None]


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


def text(selector: str, limit: int = NAME_LIMIT) -> Finder:
    """The text of the first element that has any."""

    def find(reading: Reading) -> Found | None:
        for node in reading.some(selector, 5):
            said = text_of(node, limit)
            if said:
                return Found(said, said, selector)
        return None

    return find


def attribute(selector: str, name: str, limit: int = NAME_LIMIT) -> Finder:
    """An attribute of the first element that has it."""

    def find(reading: Reading) -> Found | None:
        for node in reading.some(selector, 5):
            said = clean(node.attributes.get(name), limit)
            if said:
                return Found(said, said, f"{selector} @{name}")
        return None

    return find


def meta_content(name: str, limit: int = DESCRIPTION_LIMIT) -> Finder:
    """A meta element's content."""

    def find(reading: Reading) -> Found | None:
        said = clean(reading.harvest.meta.get(name), limit)
        return Found(said, said, f"meta {name}") if said else None

    return find


def number(selector: str, at: int = 0) -> Finder:
    """The number in the element that stands at a place among those the selector finds (negative: from the end)."""

    def find(reading: Reading) -> Found | None:
        nodes = reading.all(selector)
        if not -len(nodes) <= at < len(nodes):
            return None
        said = nodes[at].text(separator=" ").strip()
        read = first_number(said[:200])
        if read is None:
            return None
        return Found(read.value, read.raw, f"{selector} [{at}]")

    return find


def labelled(selector: str, *, last: bool = False) -> Mapping[str, Finder]:
    """Members, threads and posts by their labels within the elements found; `last` when the total stands last."""
    return {name: _labelled(selector, name, last) for name in ("members", "threads", "posts")}


def _labelled(selector: str, name: str, last: bool) -> Finder:
    def find(reading: Reading) -> Found | None:
        blocks = [block for block in block_figures(reading, selector) if any(figure.field == name for figure in block)]
        if not blocks:
            return None
        whole = [block for block in blocks if len({figure.field for figure in block}) >= 2] or blocks
        figure = next(figure for figure in whole[-1 if last else 0] if figure.field == name)
        return Found(figure.value, figure.raw, f"{selector} ({name})")

    return find


def block_figures(reading: Reading, selector: str) -> list[list[Figure]]:
    """The figures of each block that a selector finds, read once a page."""
    if selector not in reading.figures:
        reading.figures[selector] = [
            figures(block_text(node))
            for node in _ends(reading.all(selector))
            if counts_any(node.text(separator=" "), COUNTED_WORDS)
        ]
    return reading.figures[selector]


def _ends(nodes: list[LexborNode]) -> list[LexborNode]:
    """The first and the last elements where there are very many: figures stand at a page's head or foot."""
    return nodes if len(nodes) <= 40 else [*nodes[:15], *nodes[-25:]]


def in_order(selector: str, fields: Sequence[str], mark: str = "•") -> Mapping[str, Finder]:
    """Figures of one line whose parts stand in a fixed order in every language, parted by a mark.

    The line is the last element of the selector with as many parts as fields, each with one number alone.
    """
    return {name: _in_order(selector, len(fields), mark, at) for at, name in enumerate(fields)}


def _in_order(selector: str, wanted: int, mark: str, at: int) -> Finder:
    def find(reading: Reading) -> Found | None:
        for node in reversed(reading.all(selector)[:400]):
            said = node.text(separator=" ")
            if len(said) > 600 or said.count(mark) < wanted - 1:
                continue
            told = [NUMBERS.findall(part) for part in said.split(mark)[:wanted]]
            if all(len(numbers) == 1 for numbers in told):
                read = first_number(told[at][0])
                return Found(read.value, read.raw, f"{selector} part {at}") if read else None
        return None

    return find


def matched(selector: str, pattern: str, group: str = "n") -> Finder:
    """A number in the text of the elements, where the pattern's group stands."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(reading: Reading) -> Found | None:
        for node in reading.all(selector)[:12]:
            match = compiled.search(" ".join(node.text(separator=" ").split())[:2000])
            read = first_number(match[group]) if match else None
            if match and read is not None:
                return Found(read.value, read.raw, f"{selector} /{pattern[:60]}/")
        return None

    return find


_PRESENT = re.compile(
    rf"(?P<a>{NUMBER})\s+(?:registered |visible )?(?:(?:{MEMBERS})\s+)?(?:are |is |currently )*(?:{PRESENT})(?!\w)"
    rf"|(?:{PRESENT})(?:\s+(?:{MEMBERS}))?\s*:\s*(?P<b>{NUMBER})(?!\s*[^\W\d_])",
    re.IGNORECASE,
)


def presence(selector: str) -> Finder:
    """How many are online, guests included, as the elements state it; records ("most users ever") are passed over."""

    def find(reading: Reading) -> Found | None:
        for node in _ends(reading.all(selector)):
            if not counts_any(node.text(separator=" "), PRESENT_WORDS):
                continue
            for line in block_text(node).split("\n"):
                match = _PRESENT.search(line)
                if match is None or RECORDS.search(line[: match.end()]):
                    continue
                read = first_number(match["a"] or match["b"])
                if read is not None:
                    return Found(read.value, " ".join(match[0].split()), f"{selector} (online)")
        return None

    return find


def version(place: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    """Where the version stands (see `Reading.place`), and the pattern whose first group is it."""
    return place, re.compile(pattern, re.IGNORECASE)


def newest(selector: str) -> Finder:
    """The newest of the times that the elements state."""

    def find(reading: Reading) -> Found | None:
        best = None
        for node in reading.all(selector)[:300]:
            moment = reading.moment_of(node)
            if moment is not None and (best is None or moment.at > best.at):
                best = moment
        return Found(best.at, best.raw[:RAW_LIMIT], selector, best.precision) if best else None

    return find


def any_of(*finders: Finder) -> Finder:
    """What the first finder that finds anything brings."""

    def find(reading: Reading) -> Found | None:
        for finder in finders:
            found = finder(reading)
            if found is not None:
                return found
        return None

    return find


def either(first: Mapping[str, Finder], second: Mapping[str, Finder]) -> Mapping[str, Finder]:
    """For each field the first set's finder, then the second's."""
    return {
        name: any_of(*[finders[name] for finders in (first, second) if name in finders]) for name in {**first, **second}
    }


def front_only(finder: Finder, *marks: str) -> Finder:
    """What the finder brings, on pages with one of these marks (`#id`, `.class`) of a front page."""

    def find(reading: Reading) -> Found | None:
        return finder(reading) if any(reading.may_find(mark) for mark in marks) else None

    return find


@dataclass(frozen=True, slots=True)
class Rows:
    """Repeated rows: of boards or of threads. Selectors but the first are within the row.

    `threads` and `posts` give a cell's number (`SELECTOR@@N` the n-th of several), or, as `"label SELECTOR"`, the
    labelled figures of that cell, of the whole row without a selector.
    """

    row: str
    link: str
    threads: str = ""
    posts: str = ""
    last: str = ""
    unless: str = ""


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
    needs: Sequence[str] = ()
    profile: Mapping[str, Finder] = field(default_factory=dict)
    boards: Sequence[Rows] = ()
    threads: Sequence[Rows] = ()
    front: Sequence[str] = ()
    clock: str = ""
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
    feeds: Sequence[str] = ()
    json: Callable[[object, Page], ForumProfile | None] | None = None
