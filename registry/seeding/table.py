"""Reading a table of the seeds: CSV, one row a line, so that a broken line costs itself and no other.

Kept simple on purpose: UTF-8 (a byte order mark is let pass), commas, quotes where a cell holds a comma or a quote,
any line ending, no line breaks within a cell. What does not fit is said with its line and column; the rest is read.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from registry.seeding.problem import Kind, SeedProblem

LARGEST_FILE = 32 * 1024 * 1024
LONGEST_LINE = 20_000
"""Limits in bytes and characters; the largest seed file of ours is 100 KB."""

BETWEEN = "|"
"""Parts several values in one cell."""

_NOT_TEXT = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2060-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)
"""Control, direction and invisible characters: never part of a name or an address."""
_BROKEN_BYTE = re.compile(r"[\udc80-\udcff]")


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a file: those it must have, and those it may have."""

    needed: tuple[str, ...]
    optional: tuple[str, ...] = ()
    open: bool = False
    """Further columns are let pass unread (files that somebody else's data came in)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its line, and its cells by column, trimmed; a column the file does not have is ""."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(slots=True)
class Table:
    """The rows of one file, and what is wrong with it so far. `read` tells whether it gave any row at all."""

    file: str
    rows: list[Row]
    problems: list[SeedProblem]
    read: bool = True

    def problem(self, row: Row, column: str, reason: str, advice: str = "", kind: Kind = Kind.MALFORMED) -> None:
        """Note what is wrong with a row."""
        self.problems.append(SeedProblem(self.file, row.line, column, reason, advice, kind))


def read_table(path: Path, columns: Columns) -> Table:
    """Read a CSV file. Never raises for what the file holds, nor for its absence: that is a problem of the table."""
    table = Table(path.name, [], [])
    text = _text(path, table)
    if text is None:
        table.read = False
        return table
    lines = _lines(text)
    header = next(lines, None)
    names = [] if header is None else _header(table, *header, columns)
    if not names:
        if header is None:
            _whole(table, 1, "", "the file is empty", f"begin it with the line {','.join(columns.needed)}")
        table.read = False
        return table
    for number, line in lines:
        _read_row(table, number, line, names)
    if not table.rows:
        table.read = False
        if not table.problems:
            _whole(table, 1, "", "the file has no rows", "write its rows below the names of the columns")
    return table


def parts(cell: str) -> tuple[str, ...]:
    """The values of a cell that may hold several, each once."""
    return tuple(dict.fromkeys(part.strip() for part in cell.split(BETWEEN) if part.strip()))


def _text(path: Path, table: Table) -> str | None:
    try:
        if path.stat().st_size > LARGEST_FILE:
            _whole(table, 0, "", "the file is too large", f"keep it below {LARGEST_FILE // 2**20} MiB")
            return None
        data = path.read_bytes()
    except FileNotFoundError:
        _whole(table, 0, "", "there is no such file", "put it into the seeds folder")
        return None
    except OSError as error:
        _whole(table, 0, "", f"it cannot be read ({error.strerror})", "check what it is and who may read it")
        return None
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _whole(table, 0, "", "the file is UTF-16", "save it as UTF-8")
        return None
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers."""
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), start=1):
        if line.strip():
            yield number, line


def _whole(table: Table, line: int, column: str, reason: str, advice: str) -> None:
    table.problems.append(SeedProblem(table.file, line, column, reason, advice))


def _header(table: Table, number: int, line: str, columns: Columns) -> list[str]:
    """The names of the columns; empty when rows could not be read by them."""
    names = _cells(line)
    if isinstance(names, str):
        _whole(table, number, "", names, "write the names of the columns, parted by commas")
        return []
    known = {*columns.needed, *columns.optional}
    usable = True
    for name in columns.needed:
        if name not in names:
            _whole(table, number, name, "this column is missing", f"the file must have {','.join(columns.needed)}")
            usable = False
    for name in sorted({name for name in names if names.count(name) > 1}):
        _whole(table, number, name, "this column stands there twice", "keep one of them")
        usable = False
    for name in names if not columns.open else ():
        if name not in known:
            _whole(table, number, name[:60], "no such column is known", f"known are {', '.join(sorted(known))}")
    return names if usable else []


def _read_row(table: Table, number: int, line: str, names: Sequence[str]) -> None:
    row = Row(number, {})
    if len(line) > LONGEST_LINE:
        return table.problem(row, "", f"the line has {len(line)} characters", f"keep it below {LONGEST_LINE}")
    cells = _cells(line)
    if isinstance(cells, str):
        return table.problem(
            row, "", cells, 'a cell with a comma or a quote is written "like ""this"" one", on one line'
        )
    if len(cells) != len(names):
        advice = "check commas and quotes" if len(cells) > len(names) else "add the missing commas"
        return table.problem(row, "", f"{len(cells)} cells where the first line names {len(names)} columns", advice)
    for name, cell in zip(names, cells, strict=True):
        if _BROKEN_BYTE.search(cell):
            return table.problem(row, name, "bytes that are not UTF-8", "save the file as UTF-8")
        if (bad := _NOT_TEXT.search(cell)) is not None:
            return table.problem(row, name, f"the character U+{ord(bad.group()):04X}", "take it out")
    table.rows.append(Row(number, dict(zip(names, cells, strict=True))))
    return None


def _cells(line: str) -> list[str] | str:
    """The cells of a line, trimmed; in words what is wrong with it when it cannot be taken apart."""
    try:
        found = list(csv.reader([line], strict=True))
    except csv.Error as error:
        return f"the quotes do not fit ({error})"
    return [cell.strip() for cell in found[0]] if found else []
