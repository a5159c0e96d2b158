"""How many replies a row of a list of threads tells of, found by its columns' headings or by its own words.

A number counts replies only where a word for replies heads its column or stands right beside it, and no other number
may be meant. Views, votes and posts are none: see `crawler.words.reply_words`.
"""

import re

from selectolax.lexbor import LexborNode

from crawler.reading import words_of
from crawler.words.calendar_words import fold
from crawler.words.labels import FIELD_OF, OTHER_WORDS
from crawler.words.numbers import number
from crawler.words.reply_words import NO_WORDS, REPLY_PARTS, REPLY_WORDS

_HEADINGS = 3
"""Rows of a table in which its headings are looked for."""
_LONGEST = 1500
_WORDED = re.compile(
    r"(?:(?P<first>\d[\d.,\u00a0 ]*[km]?)\s*)?(?P<word>[^\W\d][^\d:()]*?)\s*"
    r"(?:[:(]\s*)?(?P<last>\d[\d.,\u00a0 ]*[km]?)?\)?",
    re.IGNORECASE,
)
"""`12 replies`, `Replies: 12`, `Replies (12)`."""
_BETWEEN = re.compile("[\x1f\u00b7\u2022|]")
"""What parts the pieces of a row: its elements, and dots."""
_CELLS = ("td", "th")


class ReplyCounts:
    """The counts of replies of a page's rows; the headings of each table are looked at once."""

    def __init__(self) -> None:
        self._columns: dict[int, int | None] = {}

    def of(self, row: LexborNode) -> int | None:
        """How many replies a row tells of, or None."""
        if row.tag == "tr" and (at := self._column(row)) is not None:
            cell = _cell_at(row, at)
            return _plain(cell.text(separator=" ", strip=True)) if cell is not None else None
        return _worded(row)

    def _column(self, row: LexborNode) -> int | None:
        """Which column of a row's table counts replies."""
        table = row.parent
        while table is not None and table.tag != "table":
            table = table.parent
        if table is None:
            return None
        key = table.mem_id
        if key not in self._columns:
            self._columns[key] = _heading(table)
        return self._columns[key]


def _heading(table: LexborNode) -> int | None:
    """The one column that a heading of a table says counts replies; None where none or several do."""
    for row in table.css("tr")[:_HEADINGS]:
        place, found = 0, []
        for cell in row.iter():
            if cell.tag not in _CELLS:
                continue
            words = cell.text(separator=" ", strip=True)[:40]
            if not words and (link := cell.css_first("[title]")) is not None:
                words = (link.attributes.get("title") or "")[:40]
            if is_reply_word(words):
                found.append(place)
            place += _span(cell)
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _span(cell: LexborNode) -> int:
    said = cell.attributes.get("colspan") or "1"
    return int(said) if said.isdecimal() and 0 < len(said) < 3 else 1


def _cell_at(row: LexborNode, at: int) -> LexborNode | None:
    place = 0
    for cell in row.iter():
        if cell.tag in _CELLS:
            if place == at:
                return cell
            place += _span(cell)
    return None


def is_reply_word(said: str) -> bool:
    """Whether a heading or a label is a word for replies and nothing else."""
    plain = said.strip(" :*\u00a0").casefold()
    return plain in REPLY_WORDS or fold(plain) in REPLY_WORDS


def _plain(said: str) -> int | None:
    """The number that is all a cell says."""
    read = number(said) if 0 < len(said) < 20 else None
    return read.value if read is not None and read.raw == said else None


def _worded(row: LexborNode) -> int | None:
    """The number that stands with a word for replies; None where none does, or several that differ."""
    text = row.text(separator="\x1f")[:_LONGEST]
    if REPLY_PARTS.isdisjoint(words_of(text.casefold())):
        return None
    pieces = [piece for said in _BETWEEN.split(text) if (piece := " ".join(said.split()))]
    found = {told for at, piece in enumerate(pieces) if len(piece) < 40 for told in _told(pieces, at, piece)}
    return found.pop() if len(found) == 1 else None


def _told(pieces: list[str], at: int, piece: str) -> list[int]:
    """What a piece of a row's text counts as replies, by itself or with the number beside it."""
    if is_reply_word(piece):
        after = _plain(pieces[at + 1]) if at + 1 < len(pieces) else None
        before = _plain(pieces[at - 1]) if at and not piece.endswith(":") else None
        if before is not None and after is not None:
            before, after = (before, None) if _numbers_lead(pieces, at) else (None, None)
        return [one for one in (before, after) if one is not None]
    match = _WORDED.fullmatch(piece)
    if match is None:
        return []
    word, first, last = match["word"], match["first"], match["last"]
    if (first is None) == (last is None):
        no, _, rest = piece.partition(" ")
        return [0] if fold(no.casefold()) in NO_WORDS and is_reply_word(rest) else []
    read = number((first or last).strip())
    return [read.value] if read is not None and is_reply_word(word) else []


def _numbers_lead(pieces: list[str], at: int) -> bool:
    """Whether numbers and labels take turns around a word, and a number begins: `3`, `replies`, `40`, `views`."""
    start, end = at, at
    while start > 0 and _is_label(pieces[start - 1]) is not _is_label(pieces[start]):
        if _is_label(pieces[start - 1]) is None:
            break
        start -= 1
    while end + 1 < len(pieces) and _is_label(pieces[end + 1]) is not _is_label(pieces[end]):
        if _is_label(pieces[end + 1]) is None:
            break
        end += 1
    return _is_label(pieces[start]) is False and _is_label(pieces[end]) is True


def _is_label(piece: str) -> bool | None:
    """Whether a piece is a word that stands beside figures; False for a number, None for anything else."""
    if _plain(piece) is not None:
        return False
    word = fold(piece.strip(" :").casefold())
    return True if word in REPLY_WORDS or word in OTHER_WORDS or word in FIELD_OF else None
