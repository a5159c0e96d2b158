"""Repeated rows of a forum page: its boards with their counts, its threads with their times and replies."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from selectolax.lexbor import LexborNode

from crawler.hygiene import NAME_LIMIT
from crawler.platforms.declare import Rows
from crawler.reading import Reading, block_text, text_of
from crawler.replies import Answered, threads_seen
from crawler.reply_counts import ReplyCounts, is_reply_word
from crawler.words.figures import Figure, figures
from crawler.words.labels import FIELD_OF
from crawler.words.moments import Moment
from crawler.words.numbers import NUMBER, Number, number
from registry.profile import Board, ThreadSeen

BOARD_LIMIT = 500
THREAD_LIMIT = 30
COUNTED = 0.8
"""The share of a list's ordinary rows that tell how many replies they got from which those that do are a sample."""
_NUMBERS = re.compile(NUMBER, re.IGNORECASE)
_ANY_ROW = re.compile(r"(?:^|, )(?:table )?tr(?:,|$)")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A board, and the evidence of its newest post; `part` when another board's figures hold its own.

    `rounded` names the figures that the page itself shortened.
    """

    board: Board
    newest: Moment | None
    part: bool = False
    rounded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A thread's title (private), the times of its last and of its first post, and how many replies it got.

    `replies` leaves out the first post; None where the row does not tell. `aside`: it is no ordinary thread.
    """

    title: str
    newest: Moment | None
    replies: int | None = None
    began: Moment | None = None
    aside: bool = False


def boards(reading: Reading, declared: Sequence[Rows]) -> list[BoardRow]:
    """The boards of the page, each once, by the declaration that finds most figures; the first is preferred."""
    best: list[BoardRow] = []
    for rows in declared:
        if not _may_hold(reading, rows):
            continue
        found: dict[str, BoardRow] = {}
        for node in reading.all(rows.row)[: BOARD_LIMIT * 2]:
            row = _board(reading, node, rows)
            if row is not None:
                found.setdefault(row.board.url or row.board.name, row)
        told = _counted(found.values())
        if found and (not best or told > _counted(best)):
            best = list(found.values())[:BOARD_LIMIT]
        if best and told:
            break
    return best


def _counted(found: Iterable[BoardRow]) -> int:
    """How many figures the rows state."""
    return sum((row.board.posts is not None) + (row.board.threads is not None) for row in found)


def _may_hold(reading: Reading, rows: Rows) -> bool:
    """Whether the page can have such rows; where any table's row might be one, whether it has their links at all."""
    if not reading.may_find(rows.link):
        return False
    return not _ANY_ROW.search(rows.row) or reading.first(rows.link) is not None


def _board(reading: Reading, node: LexborNode, rows: Rows) -> BoardRow | None:
    if rows.unless and node.css_first(rows.unless) is not None:
        return None
    anchor = node.css_first(rows.link)
    if anchor is None:
        return None
    name = text_of(_named(node, anchor, rows), NAME_LIMIT)
    if not name:
        return None
    newest = _newest(reading, node, rows.last)
    told = _labelled(node, rows.posts) if rows.posts.startswith("label") else []
    cells: dict[str, list[LexborNode]] = {}
    threads = _count(node, rows.threads, "threads", told, cells)
    posts = _count(node, rows.posts, "posts", told, cells)
    at: datetime | None = newest.at if newest else None
    part = bool(rows.part) and node.css_matches(rows.part)
    board = Board(name, reading.url(anchor.attributes.get("href")), _value(threads), _value(posts), at)
    counts = {"threads": threads, "posts": posts}
    rounded = frozenset([field for field, read in counts.items() if read is not None and not read.exact])
    return BoardRow(board, newest, part, rounded)


def _value(read: Number | None) -> int | None:
    return read.value if read is not None else None


def _named(node: LexborNode, anchor: LexborNode, rows: Rows) -> LexborNode:
    """The element of a row that bears its name: the link, unless another is declared and stands there."""
    return (node.css_first(rows.name) if rows.name else None) or anchor


def newest_post(reading: Reading, declared: Sequence[Rows]) -> str | None:
    """The address that the newest time of all boards' rows links to: the newest post, within its thread."""
    told = [
        (moment.at, cell)
        for rows in declared
        if rows.last and reading.may_find(rows.row)
        for cell in reading.all(rows.last)[:BOARD_LIMIT]
        if (moment := reading.moment_of(cell)) is not None
    ]
    if not told:
        return None
    cell = max(told, key=lambda pair: pair[0])[1]
    anchor = cell if cell.tag == "a" else cell.css_first("a[href]")
    return reading.url(anchor.attributes.get("href")) if anchor is not None else None


def threads(reading: Reading, declared: Sequence[Rows]) -> list[ThreadRow]:
    """The threads of the page, in its order."""
    found: dict[str, ThreadRow] = {}
    for rows in declared:
        if rows.link and not _may_hold(reading, rows):
            continue
        counts = ReplyCounts()
        own: list[str] = []
        for node in reading.all(rows.row)[: THREAD_LIMIT * 3]:
            if rows.unless and node.css_first(rows.unless) is not None:
                continue
            anchor = node.css_first(rows.link) if rows.link else node
            title = text_of(_named(node, anchor, rows)) if anchor is not None else ""
            if title and title not in found:
                own.append(title)
                aside = _is_aside(node, rows)
                replies = _replies(node, rows, counts) if not aside else None
                began = _newest(reading, node, rows.began) if replies is not None else None
                found[title] = ThreadRow(title, _newest(reading, node, rows.last), replies, began, aside)
        first = _counts_first(reading, rows, [found[title].replies for title in own])
        if first != 0:
            found.update({title: _without_first(found[title], first) for title in own})
    return list(found.values())


def seen_in(rows: Sequence[ThreadRow]) -> tuple[ThreadSeen, ...]:
    """The threads of a page's rows that may be counted for their replies; none where many rows tell no count."""
    ordinary = [row for row in rows if not row.aside]
    told = [Answered(r.title, r.replies, r.began, r.newest) for r in ordinary if r.replies is not None]
    return threads_seen(told) if len(told) >= COUNTED * len(ordinary) else ()


def _is_aside(node: LexborNode, rows: Rows) -> bool:
    """Whether a row is of a thread that is pinned, locked, moved or announced."""
    return bool(rows.aside) and (node.css_matches(rows.aside) or node.css_first(rows.aside) is not None)


def _replies(node: LexborNode, rows: Rows, counts: ReplyCounts) -> int | None:
    """What a thread's row counts, as it stands."""
    declared = _value(_count(node, rows.replies, "posts", [], {})) if rows.replies else None
    if declared is not None or rows.whole or rows.heading or rows.doubtful:
        return declared
    return counts.of(node)


def _counts_first(reading: Reading, rows: Rows, counted: Sequence[int | None]) -> int | None:
    """How many posts too many these rows count: the first, or none; None where that cannot be told."""
    if rows.doubtful:
        return 0 if 0 in counted else None
    whole = rows.whole
    if rows.heading:
        heading = reading.first(rows.heading)
        said = heading.text(separator=" ").strip() if heading is not None else ""
        whole = FIELD_OF.get(said.casefold()) == "posts"
        if not whole and not is_reply_word(said):
            return None
    # No thread has less than its first post: where one is said to, something else is counted.
    return None if whole and 0 in counted else int(whole)


def _without_first(row: ThreadRow, first: int | None) -> ThreadRow:
    """The row with its replies alone; without a count where none can be told."""
    counted = row.replies - first if row.replies is not None and first is not None else None
    return replace(row, replies=counted if counted is not None and counted >= 0 else None)


def _labelled(node: LexborNode, told: str) -> list[Figure]:
    """The figures of a row, or of the cell or its attribute that `label SELECTOR@ATTRIBUTE` names."""
    selector, _, attribute = told.removeprefix("label").strip().partition("@")
    cell = node.css_first(selector) if selector else node
    if cell is None:
        return []
    return figures((cell.attributes.get(attribute) or "")[:200] if attribute else block_text(cell, 1500))


def _newest(reading: Reading, node: LexborNode, selector: str) -> Moment | None:
    if not selector:
        return None
    for cell in node.css(selector)[:3]:
        moment = reading.moment_of(cell)
        if moment is not None:
            return moment
    return None


@cache
def _way(declared: str) -> tuple[str, str, int]:
    """How a declared count is found (`label`, `##`, `%%`, `@@`, empty for not at all), its selector and its place."""
    if not declared or declared.startswith("label"):
        return declared[:5], "", 0
    mark = next((mark for mark in ("##", "%%") if mark in declared), "@@")
    selector, _, place = declared.partition(mark)
    return mark, selector, int(place or 0)


def _count(
    node: LexborNode, declared: str, field: str, told: list[Figure], cells: dict[str, list[LexborNode]]
) -> Number | None:
    """A count of a row. `cells` are those already found in it: both counts often stand in cells of one sort."""
    way, selector, at = _way(declared)
    if not way:
        return None
    if way == "label":
        return next((Number(figure.value, "", figure.exact) for figure in told if figure.field == field), None)
    if selector not in cells:
        cells[selector] = node.css(selector)
    found = cells[selector]
    if way == "##":
        return _inner_count(found[0], at) if found else None
    if way == "%%":
        return _plain_count(found, at)
    return _cell_count(found[at]) if -len(found) <= at < len(found) else None


def _cell_count(cell: LexborNode) -> Number | None:
    """The number of a cell: as a tooltip states it exactly, else as its text does."""
    said = cell.text(separator=" ").strip()
    if said.isdecimal() and len(said) < 4:
        return Number(int(said), said)
    # A cell that is nothing but its text bears no tooltip within.
    inner = cell.first_child
    within = [] if inner is None or (inner.is_text_node and inner.next is None) else cell.css("[title]")[:1]
    for bearer in (cell, *within):
        title = bearer.attributes.get("title")
        exact = number(title[:60]) if title else None
        if exact is not None and exact.exact:
            return exact
    return number(said[:200])


def _inner_count(cell: LexborNode, at: int) -> Number | None:
    """The n-th number of one cell that holds several, in an order that no translation changes."""
    told = [match[0] for match in _NUMBERS.finditer(cell.text(separator=" ")[:400])]
    return number(told[at]) if -len(told) <= at < len(told) else None


def _plain_count(cells: list[LexborNode], at: int) -> Number | None:
    """The n-th of those cells that hold nothing but a number, where a row has two or more of them."""
    told = []
    for cell in cells:
        said = cell.text(separator=" ").strip()
        read = number(said) if 0 < len(said) < 20 else None
        if read is not None and read.raw == said:
            told.append(read)
    return told[at] if len(told) > 1 and -len(told) <= at < len(told) else None
