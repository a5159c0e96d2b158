"""The rows of `directories.csv`: pages that name forums, what they are about, and where each was looked up. Pure.

The file may be absent: a registry can be kept without such pages.
"""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path

from registry.catalogue.reachable import not_public
from registry.hygiene import web_address
from registry.identity import BadAddress, SiteKey, host_key_of
from registry.seeding.cell import BadCell, Known
from registry.seeding.problem import Kind
from registry.seeding.source import named_in
from registry.seeding.table import Columns, Row, Table, read_table

FILE = "directories.csv"
COLUMNS = Columns(needed=("address", "kind", "name", "named_in"), optional=("topic", "region", "note"))

LONGEST_NAME = 200

_KIND = re.compile(r"[a-z][a-z_]{1,18}[a-z]\Z")
_QUESTIONS = "search"


@dataclass(frozen=True, slots=True)
class DirectorySeed:
    """One page that names forums, as its row says. `kind` is a module of crawler.sources."""

    line: int
    address: str
    kind: str
    name: str
    named_in: str
    topic: str | None = None
    region: str | None = None


def read_directories(folder: Path) -> Table:
    """The table of the file; an empty one, without a problem, where there is no such file."""
    if not (folder / FILE).exists():
        return Table(FILE, [], [])
    return read_table(folder / FILE, COLUMNS)


def directory_seeds(table: Table, known: Known) -> tuple[DirectorySeed, ...]:
    """The pages that can be read; what is wrong with the others is noted in the table."""
    seeds: list[DirectorySeed] = []
    first_line: dict[tuple[str, str], int] = {}
    for row in table.rows:
        try:
            seed = _seed(row, known)
            if (before := first_line.setdefault((seed.kind, seed.address), seed.line)) != seed.line:
                raise BadCell("address", f"it stands in line {before} already", "keep one of the two", Kind.DOUBLED)
        except BadCell as wrong:
            table.problem(row, wrong.column, wrong.reason, wrong.advice, wrong.kind)
            continue
        seeds.append(seed)
    return tuple(seeds)


def _seed(row: Row, known: Known) -> DirectorySeed:
    address, site = _address(row["address"], known)
    kind, name = row["kind"], row["name"]
    if not _KIND.match(kind) or kind == _QUESTIONS:
        raise BadCell("kind", f"{kind[:20]!r} is no kind of page", "give one such as directory, links, home or sitemap")
    if not 0 < len(name) <= LONGEST_NAME:
        raise BadCell("name", f"the name has {len(name)} characters", f"give one of at most {LONGEST_NAME}")
    return DirectorySeed(
        row.line, address, kind, name, named_in(row["named_in"], site, known),
        _one_of(row, "topic", known.topics, "a path of govuk_topics.csv, such as /education"),
        _one_of(row, "region", known.places, "a code of regions.csv or councils.csv, such as GB"),
    )  # fmt: skip


def _address(address: str, known: Known) -> tuple[str, SiteKey]:
    """The address of the page, and its host as a site: what names it must be another page."""
    if web_address(address) is None:
        raise BadCell("address", "not a web address", "give the page that lists forums, with https://")
    try:
        host = host_key_of(address, known.hosts)
    except BadAddress as wrong:
        raise BadCell("address", f"{wrong.what} ({wrong.where})" if wrong.where else wrong.what, wrong.advice) from None
    site = SiteKey(host, host, address)
    if (reason := not_public(site, demo=known.demo)) is not None:
        raise BadCell("address", reason, "give an address that everybody can visit")
    return address, site


def _one_of(row: Row, column: str, known: AbstractSet[str], advice: str) -> str | None:
    told = row[column]
    if told and known and told not in known:
        raise BadCell(column, f"{told[:60]} is not known", f"give {advice}", Kind.UNKNOWN)
    return told or None
