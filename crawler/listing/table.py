"""Tables of strangers as CSV: the separator, the names of columns and the column of addresses are found out. Pure."""

import csv
import io
from collections.abc import Iterator, Sequence

from crawler.listing.records import ADDRESS_NAMES, MOST_RECORDS, address_of, plain

SEPARATORS = (",", ";", "\t", "|")
LONGEST_CELL = 20_000
_LOOKED_AT = 30
"""Rows that the column of addresses is told by."""


class NoTable(Exception):
    """The text is no table that addresses can be read from; the text says what is wrong and what to do."""


def rows(text: str) -> Iterator[dict[str, str]]:
    """The rows by the names of their columns; the column of addresses is called `address` in all. Raises NoTable."""
    lines = [line for line in text.lstrip("\ufeff").splitlines()[: MOST_RECORDS + 1] if line.strip()]
    if not lines:
        raise NoTable("the file is empty")
    cells = list(_cells(lines, _separator(lines)))
    if not cells:
        raise NoTable("the file holds no row that can be taken apart")
    names, body = _header(cells)
    column = _address_column(names, body)
    for row in body:
        made = {name: cell for name, cell in zip(names, row, strict=False) if name}
        if column < len(row):
            made["address"] = row[column]
        yield made


def _separator(lines: Sequence[str]) -> str:
    """What parts the cells: what stands equally often in most lines."""

    def score(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in lines[:_LOOKED_AT]]
        usual = max(set(counts), key=counts.count)
        return (counts.count(usual) if usual else 0, usual)

    return max(SEPARATORS, key=score)


def _cells(lines: Sequence[str], separator: str) -> Iterator[list[str]]:
    """Line by line, so that one broken quote costs one line."""
    for line in lines:
        if len(line) > LONGEST_CELL:
            continue
        try:
            yield [cell.strip() for cell in next(csv.reader(io.StringIO(line), delimiter=separator), [])][:200]
        except csv.Error:
            continue


def _header(cells: Sequence[list[str]]) -> tuple[list[str], Sequence[list[str]]]:
    """The names of the columns and the rows below; a first row that holds an address is a row, not names."""
    if any(address_of(cell) is not None for cell in cells[0]):
        return [""] * len(cells[0]), cells
    return [plain(cell) for cell in cells[0]], cells[1:]


def _address_column(names: Sequence[str], body: Sequence[list[str]]) -> int:
    known = {plain(name): place for place, name in enumerate(ADDRESS_NAMES)}
    named = sorted((known[name], place) for place, name in enumerate(names) if name in known)
    sample = body[:_LOOKED_AT]
    counted = {
        place: sum(place < len(row) and address_of(row[place]) is not None for row in sample)
        for place in range(max((len(row) for row in sample), default=0))
    }
    for _, place in named:
        if counted.get(place):
            return place
    best = max(counted, key=lambda place: (counted[place], -place), default=None)
    if best is None or 2 * counted[best] < len(sample) or not counted[best]:
        told = ", ".join(repr(name[:20]) for name in names[:8] if name) or "without names"
        raise NoTable(f"no column holds addresses (columns: {told}); call one 'address'")
    return best
