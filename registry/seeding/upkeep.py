"""Who keeps each seed file, and whether it was read again in time. Reads `keepers.toml`; no network, no database.

One table a file, every word needed:

    [[file]]
    name = "regions.csv"           # in the folder of the seeds
    what = "countries, nations"    # what it holds
    keeper = "registry's editors"  # who answers for it
    review_by = 2027-11-20         # the day by which the keeper has read it again and moved this date
    from = "..."                   # where its data are from
    licence = "OGL 3.0"
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from registry.seeding.judging import line_of, unreadable
from registry.seeding.problem import Kind, SeedProblem

FILE = "keepers.toml"
README = "README.md"
WORDS = ("name", "what", "keeper", "from", "licence")
REVIEW = "review_by"


@dataclass(frozen=True, slots=True)
class Upkeep:
    """Who keeps a seed file, until when, where its data are from and under which licence."""

    name: str
    what: str
    keeper: str
    review_by: date
    source: str
    licence: str

    @property
    def row(self) -> str:
        """Its row of the table in README.md."""
        cells = (f"`{self.name}`", self.what, self.keeper, self.review_by.isoformat(), self.source, self.licence)
        return f"| {' | '.join(cells)} |"


def check_upkeep(folder: Path, today: date | None = None) -> list[SeedProblem]:
    """Files without a keeper, tables of no file, and files past their review date (warnings; none without `today`).

    Where the folder has a README.md, its table must say the same. Never raises for what the files hold.
    """
    try:
        found = tomllib.loads((folder / FILE).read_text(encoding="utf-8-sig"))
    except OSError as wrong:
        return [_unkept(FILE, unreadable(wrong), "write in it who keeps each file of the folder")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as wrong:
        return [SeedProblem(FILE, line_of(str(wrong)), "", str(wrong), "mend it: it names the keepers", Kind.UNKEPT)]
    tables = found.get("file")
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        return [_unkept(FILE, "it is no list of [[file]] tables", "write one for each file of the folder")]
    kept: dict[str, Upkeep] = {}
    problems: list[SeedProblem] = []
    named = set()
    for table in tables:
        named.add(str(table.get("name")))
        problems += _keep(table, kept, folder)
    problems += [
        _unkept(name, "nobody keeps it", f"name its keeper and review date in {FILE}")
        for name in _data_files(folder)
        if name not in named
    ]
    return [*problems, *_late(kept, today), *_untold(kept, folder / README)]


def _keep(table: dict[str, Any], kept: dict[str, Upkeep], folder: Path) -> Iterator[SeedProblem]:
    """Take one table in, or say what is wrong with it."""
    name = str(table.get("name") or "a table without a name")[:60]
    missing = [word for word in WORDS if not isinstance(table.get(word), str) or not table[word].strip()]
    review_by = table.get(REVIEW)
    if missing:
        yield _unkept(FILE, f"{name} has no {missing[0]}", "write it in words")
    elif not isinstance(review_by, date) or isinstance(review_by, datetime):
        yield _unkept(FILE, f"{name} has no {REVIEW}", "give the day, such as 2027-05-20, without quotes")
    elif name in kept:
        yield _unkept(FILE, f"{name} stands there twice", "keep one of the two")
    elif not (folder / name).is_file():
        yield _unkept(FILE, f"there is no file {name}", "check its name, or take its table out")
    else:
        kept[name] = Upkeep(name, table["what"], table["keeper"], review_by, table["from"], table["licence"])


def _data_files(folder: Path) -> list[str]:
    """The files that need a keeper: all but hidden ones, pages for people, and the list of keepers itself."""
    try:
        found = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []
    return [path.name for path in found if path.suffix != ".md" and path.name != FILE and path.name[0] != "."]


def _late(kept: dict[str, Upkeep], today: date | None) -> Iterator[SeedProblem]:
    for one in kept.values():
        if today is not None and one.review_by < today:
            reason = f"its review was due by {one.review_by.isoformat()}"
            advice = f"{one.keeper} should read it again and move the date in {FILE}"
            yield SeedProblem(one.name, 0, "", reason, advice, Kind.OVERDUE, warning=True)


def _untold(kept: dict[str, Upkeep], readme: Path) -> Iterator[SeedProblem]:
    """Files of which README.md says something else, or nothing."""
    try:
        lines = set(readme.read_text(encoding="utf-8").splitlines())
    except (OSError, UnicodeDecodeError):
        return
    for one in kept.values():
        if one.row not in lines:
            reason = f"its table does not tell of {one.name} what {FILE} says"
            yield _unkept(README, reason, f"let its row be: {one.row}")


def _unkept(file: str, reason: str, advice: str) -> SeedProblem:
    return SeedProblem(file, 0, "", reason, advice, Kind.UNKEPT)
