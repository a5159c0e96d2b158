"""Boards and threads on pages of unknown software, found by what rows have in common instead of by selectors.

Boards are rows that each name one board and count threads and posts, in labelled columns or in words. Threads are
rows that each name one thread beside a time, where replies or views are spoken of. Two rows are the least that
count as repeated; links to other hosts are other communities.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

from selectolax.lexbor import LexborNode

from crawler.hygiene import NAME_LIMIT, same_site
from crawler.page import structured
from crawler.reading import Reading, block_text, text_of, words_of
from crawler.reply_counts import ReplyCounts
from crawler.rows import BOARD_LIMIT, THREAD_LIMIT, BoardRow, ThreadRow
from crawler.words.figures import Figure, figures
from crawler.words.labels import FIELD_OF
from crawler.words.moments import Moment, machine
from crawler.words.numbers import number
from registry.profile import Board

_REPLIES = r"replies|answers|comments|antworten|réponses|respuestas|risposte|reacties|atebion|odpowiedzi|ответы"
_NO_POSTS = frozenset(_REPLIES.split("|"))
_NUMBER_OF = re.compile(r"(?:no\.? of |number of )")
_TALK = frozenset(word.encode() for word in f"{_REPLIES}|reply|views|zugriffe|golygon|post|posts".split("|"))
_THREAD_WORDS = frozenset(word.encode() for word, field in FIELD_OF.items() if field == "threads")
_POST_WORDS = frozenset(word.encode() for word, field in FIELD_OF.items() if field == "posts")
_DIGIT = re.compile(r"\d")
_MEMBERS = re.compile(
    r"(?:^|[/?&=;_.-])(?:users?|members?|memberlist|profiles?|u|people|person|authors?|accounts?|usercp|"
    r"benutzer|mitglieder|membres?|profil|miembros?|usuarios?|utenti|leden|uzytkownik|uye|showuser|viewprofile)"
    r"(?:[/?&=;]|[._-]\d|\.\w{2,5}(?:[?;]|$)|$)|@\w",
    re.IGNORECASE,
)
"""Addresses of members' pages, whose links bear their names."""
_MEMBERS_WORDS = (
    "user|users|member|members|memberlist|profile|profiles|u|people|person|author|authors|account|accounts|usercp|"
    "benutzer|mitglieder|membre|membres|profil|miembro|miembros|usuario|usuarios|utenti|leden|uzytkownik|uye|"
    "showuser|viewprofile"
)
_OF_MEMBERS = frozenset(_MEMBERS_WORDS.encode().split(b"|"))
"""One of these stands by itself in every such address without an `@`."""
_PARTED = bytes.maketrans(b"/?&=;_.-" + ascii_uppercase.encode(), b" " * 8 + ascii_lowercase.encode())
_PEOPLE = re.compile(
    r"user|member|leader|online|staff|moderator|contributor|people|poster|author|profil|birthday|mitglied|benutzer|"
    r"membre|miembro|usuario|utente|leden",
    re.IGNORECASE,
)
"""Classes and ids of blocks that list people."""
_LONGEST_MARK = 200
"""Characters of a class or an id that are looked at."""
_PERSON_COLUMN = re.compile(
    r"\W*(?:user ?names?|users?|members?|name|posters?|authors?|nick(?:name)?|who|benutzer(?:name)?|mitglied(?:er)?|"
    r"utilisateurs?|membres?|pseudo|usuarios?|miembros?|nombre|utent[ei]|nome|gebruikers?|leden|lid|użytkowni\w{1,4}|"
    r"пользовател\w{1,3}|участни\w{1,3}|ник|aelod(?:au)?|üye(?:ler)?|medlem(?:mer|mar)?)\W*",
    re.IGNORECASE,
)
"""What heads a column of people."""
_AROUND = 6
_TABLES = 60
_LINKS = 300
_CLIMB = 4
_ROW_TEXT = 800
_LEAST_THREADS = 3
_MISSES = 4
"""Links of one shape that count nothing after which the others of that shape are not looked at."""


def boards(reading: Reading) -> list[BoardRow]:
    """The boards of the page in its order, each once; empty when nothing like a list of boards stands there."""
    if reading.board_rows is None:
        # A heading names both once; rows that count in words name both each.
        said = min(reading.says(_THREAD_WORDS), reading.says(_POST_WORDS))
        rows = (_tabled(reading) if said else []) or (_worded(reading) if said > 1 else [])
        found = {row.board.url or row.board.name: row for row in reversed(rows)}
        kept = list(reversed(found.values()))[:BOARD_LIMIT]
        reading.board_rows = kept if len(kept) >= 2 else []
    return reading.board_rows


def threads(reading: Reading, known: Sequence[BoardRow], talk: frozenset[bytes] = _TALK) -> list[ThreadRow]:
    """The threads of the page in its order; rows of boards that are `known` are none.

    `talk` are the words, folded, in UTF-8, of which one must be spoken in a row or over its columns.
    """
    if not reading.vocabulary & talk:
        return []
    taken = {row.board.url for row in known}
    groups: dict[tuple[str, str], dict[int, tuple[LexborNode, str, Moment]]] = {}
    done: set[int] = set()
    surroundings = _Surroundings()
    for href, node in reading.page.links[:_LINKS]:
        if not _leads_to_own(reading, href):
            continue
        row = _row_of(node)
        if row is None or row.mem_id in done:
            continue
        if not _is_own(reading, node, href) or (taken and reading.url(href) in taken):
            continue
        done.add(row.mem_id)
        newest = reading.moment_of(row) if _talks(row, talk, surroundings) else None
        if newest is not None:
            group = groups.setdefault((row.tag or "", row.attrs.get("class") or ""), {})
            group[row.mem_id] = (row, text_of(node), newest)
    best = list(max(groups.values(), key=len, default={}).values())[:THREAD_LIMIT]
    counts = ReplyCounts()
    return [ThreadRow(title, at, counts.of(row)) for row, title, at in best] if len(best) >= _LEAST_THREADS else []


def thread(reading: Reading) -> list[ThreadRow]:
    """The thread that the page itself is, where its structured data say when its last post was written."""
    when = structured.last_post(reading.structured)
    newest = machine(when, reading.clock) if when else None
    return [ThreadRow("", newest)] if newest is not None else []


def _tabled(reading: Reading) -> list[BoardRow]:
    """Rows under a heading that names a column of threads and one of posts."""
    found: list[BoardRow] = []
    for table in reading.all("table")[:_TABLES]:
        columns: tuple[int, int] | None = None
        for row in table.css("tr")[: BOARD_LIMIT * 2]:
            cells = _cells(row)
            if (heading := _columns(cells)) is not None:
                columns = heading
            elif columns is not None and len(cells) > max(columns):
                board = _of_cells(reading, cells, columns)
                found += [board] if board is not None else []
    return found


def _cells(row: LexborNode) -> list[LexborNode]:
    return [cell for cell in row.iter() if cell.tag in ("td", "th")]


def _columns(cells: Sequence[LexborNode]) -> tuple[int, int] | None:
    """Which columns count threads and posts. The first column names the row, and counts nothing."""
    if len(cells) < 3 or _heads_people(cells):
        return None
    fields = [_column(cell.text(separator=" ", strip=True)[:40]) for cell in cells]
    fields[0] = None
    return (fields.index("threads"), fields.index("posts")) if {"threads", "posts"} <= set(fields) else None


def _heads_people(cells: Sequence[LexborNode]) -> bool:
    """Whether the first heading with words is one of people: such a table names no boards and no threads."""
    heads = (cell.text(separator=" ", strip=True)[:40] for cell in cells)
    return _PERSON_COLUMN.fullmatch(next((head for head in heads if len(head) > 1), "")) is not None


def _lists_people(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an element stands in a block that calls itself one of people; `known` are the blocks looked at."""
    if node.tag in ("body", "html"):
        return False
    if _is_of_people(node):
        return True
    # Rows share what stands around them.
    around = node.parent
    if around is None:
        return False
    key = around.mem_id
    if key not in known:
        known[key] = _stands_among_people(around)
    return known[key]


def _stands_among_people(node: LexborNode) -> bool:
    step: LexborNode | None = node
    for _ in range(_AROUND - 1):
        if step is None or step.tag in ("body", "html"):
            return False
        if _is_of_people(step):
            return True
        step = step.parent
    return False


def _is_of_people(node: LexborNode) -> bool:
    # The ids of rows differ by a number.
    return _means_people(
        (node.attrs.get("class") or "")[:_LONGEST_MARK], (node.id or "")[:_LONGEST_MARK].rstrip("0123456789")
    )


@lru_cache(maxsize=1024)
def _means_people(classes: str, name: str) -> bool:
    return _PEOPLE.search(f"{classes} {name}") is not None


def _column(heading: str) -> str | None:
    """What a column counts by its heading; one of replies alone counts no posts of a board."""
    word = _NUMBER_OF.sub("", heading.casefold())
    return None if word in _NO_POSTS else FIELD_OF.get(word)


def _of_cells(reading: Reading, cells: Sequence[LexborNode], columns: tuple[int, int]) -> BoardRow | None:
    anchor, url = next(
        ((node, url) for cell in cells[: min(columns)] for node, url in _anchors(reading, cell)), (None, None)
    )
    counts = [number(cells[at].text(separator=" ")[:40]) for at in columns]
    if anchor is None or all(count is None for count in counts):
        return None
    threads, posts = (count.value if count is not None else None for count in counts)
    newest = next((at for cell in cells[max(columns) + 1 :] if (at := reading.moment_of(cell)) is not None), None)
    return _board(anchor, url, threads, posts, newest)


def _worded(reading: Reading) -> list[BoardRow]:
    """Like elements that each hold a link and say in words how many threads and posts stand behind it."""
    groups: dict[tuple[str, str], dict[int, BoardRow]] = {}
    misses: Counter[str] = Counter()
    shapes: dict[int, str] = {}
    told: dict[int, list[Figure] | None] = {}
    people: dict[int, bool] = {}
    for href, node in reading.page.links[:_LINKS]:
        if not _leads_to_own(reading, href):
            continue
        shape = _shape(node, shapes)
        if misses[shape] >= _MISSES or not _is_own(reading, node, href):
            continue
        row, threads, posts = _counted(node, told)
        if row is None or _lists_people(row, people):
            misses[shape] += 1
            continue
        misses[shape] -= 1
        group = groups.setdefault((row.tag or "", row.attributes.get("class") or ""), {})
        if row.mem_id not in group:
            group[row.mem_id] = _board(node, reading.url(href), threads, posts, reading.moment_of(row))
    return list(max(groups.values(), key=len, default={}).values())


def _shape(node: LexborNode, known: dict[int, str]) -> str:
    """Tags and classes of a link and of what it stands in: alike for links of one kind."""
    parent = node.parent
    around = ""
    if parent is not None:
        around = known.get(parent.mem_id, "")
        if not around:
            marks: list[str] = []
            step: LexborNode | None = parent
            while step is not None and step.is_element_node and len(marks) < _CLIMB - 1:
                marks.append(f"{step.tag}.{step.attrs.get('class') or ''}")
                step = step.parent
            around = known[parent.mem_id] = " < ".join(marks)
    return f"{node.attrs.get('class') or ''} < {around}"


def _counted(
    node: LexborNode, told: dict[int, list[Figure] | None]
) -> tuple[LexborNode | None, int | None, int | None]:
    """The smallest element around a link that counts threads and posts once each, and what it counts.

    `told` remembers what elements count: None for those too long to be a row.
    """
    step = node.parent
    for _ in range(_CLIMB):
        if step is None or step.tag in ("body", "html", "table"):
            break
        row = _answer_of(step) if step.tag == "dt" else step
        counted = _figures_of(row, told) if row is not None else []
        if counted is None:
            break
        fields = [figure.field for figure in counted]
        if "threads" in fields and "posts" in fields:
            if len(fields) > len(set(fields)):
                break
            values = {figure.field: figure.value for figure in counted}
            return row, values["threads"], values["posts"]
        step = step.parent
    return None, None, None


def _figures_of(row: LexborNode, told: dict[int, list[Figure] | None]) -> list[Figure] | None:
    key = row.mem_id
    if key not in told:
        plain = row.text(separator=" ")
        if len(plain) > _ROW_TEXT * 2:
            told[key] = None
        else:
            told[key] = figures(block_text(row, _ROW_TEXT)) if _may_count(plain) else []
    return told[key]


def _may_count(said: str) -> bool:
    """Whether a text has a digit and words for threads and for posts: cheaper than reading its figures."""
    if not _DIGIT.search(said):
        return False
    words = words_of(said.casefold())
    return not _THREAD_WORDS.isdisjoint(words) and not _POST_WORDS.isdisjoint(words)


def _answer_of(term: LexborNode) -> LexborNode | None:
    """The `dd` that belongs to a `dt`."""
    step = term.next
    while step is not None and step.tag not in ("dd", "dt"):
        step = step.next
    return step if step is not None and step.tag == "dd" else None


def _anchors(reading: Reading, cell: LexborNode) -> Iterator[tuple[LexborNode, str | None]]:
    for node in cell.css("a[href]")[:4]:
        href = node.attributes.get("href")
        if _is_own(reading, node, href):
            yield node, reading.url(href)


def _is_own(reading: Reading, node: LexborNode, href: str | None) -> bool:
    """Whether a link bears words and leads to the page's own host, not to a member."""
    if not href or not _leads_to_own(reading, href):
        return False
    words = node.text(strip=True)
    return len(words) >= 2 and not words.isdigit()


def _leads_to_own(reading: Reading, href: str) -> bool:
    """Whether an address is of the page's own host, and no member's; looked at once a page."""
    if href not in reading.own:
        reading.own[href] = not _is_members(href) and _stays(reading, href)
    return reading.own[href]


def _is_members(href: str) -> bool:
    # To part an address into words is cheaper than to try the pattern at each of its letters.
    if "@" not in href and _OF_MEMBERS.isdisjoint(href.encode("utf-8", "replace").translate(_PARTED).split()):
        return False
    return _MEMBERS.search(href) is not None


def _stays(reading: Reading, href: str) -> bool:
    if href.startswith(reading.origin) or (":" not in href and not href.startswith("//")):
        return True
    url = reading.url(href)
    return url is not None and same_site(url, reading.page.url)


def _board(
    node: LexborNode, url: str | None, threads: int | None, posts: int | None, newest: Moment | None
) -> BoardRow:
    return BoardRow(
        Board(text_of(node, NAME_LIMIT), url, threads, posts, newest.at if newest is not None else None), newest
    )


def _row_of(node: LexborNode) -> LexborNode | None:
    """The list item, table row or article that a link stands in."""
    step = node.parent
    for _ in range(_CLIMB):
        if step is None or step.tag in ("tr", "li", "article"):
            return step
        step = step.parent
    return None


class _Surroundings:
    """What is known of the blocks and tables that rows stand in, each looked at once."""

    def __init__(self) -> None:
        self.people: dict[int, bool] = {}
        self._headings: dict[int, str | None] = {}

    def heading(self, row: LexborNode) -> str | None:
        """What stands over the columns of the table that a row is of; None over columns of people."""
        table = row.parent
        while table is not None and table.tag != "table":
            table = table.parent
        if table is None:
            return ""
        key = table.mem_id
        if key not in self._headings:
            first = table.css_first("tr")
            people = first is not None and _heads_people(_cells(first))
            self._headings[key] = None if people else first.text(separator=" ")[:200] if first is not None else ""
        return self._headings[key]


def _talks(row: LexborNode, talk: frozenset[bytes], around: _Surroundings) -> bool:
    """Whether replies, views or posts are spoken of in a row, or over its columns."""
    heading = around.heading(row) if row.tag == "tr" else ""
    if heading is None or _lists_people(row, around.people):
        return False
    said = row.text(separator=" ")[:_ROW_TEXT]
    return not talk.isdisjoint(words_of(f"{said} {heading}".casefold()))
