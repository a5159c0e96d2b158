"""What is wrong with the files that assessing goes by: `topics.toml`, `signs.toml` and `places.csv`.

Each is looked at by itself, so that one that cannot be read hides nothing of the others.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path

from registry.assess.checks import head_problems, subject_problems
from registry.assess.files import TopicsFileError, load_document
from registry.assess.gazetteer import NATIONS, REGIONS
from registry.assess.signs import load_signs
from registry.assess.subjects import subjects_of
from registry.seeding.problem import SeedProblem
from registry.seeding.table import Columns, Row, Table, read_table
from registry.vocabulary import RegionKind

TOPICS, SIGNS, PLACES = "topics.toml", "signs.toml", "places.csv"
PLACE_COLUMNS = Columns(needed=("name", "kind", "code"), optional=("trap", "also", "unless"))

_LINE = re.compile(r"\(at line (\d{1,7})")
_NAME = re.compile(r"""\s*name\s*=\s*(["'])(.*)\1\s*(?:#.*)?$""")
_ISO = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")


def check_judging(folder: Path, topics: AbstractSet[str], councils: AbstractSet[str]) -> list[SeedProblem]:
    """All that is wrong with the three files.

    `topics` are the paths and `councils` the codes that may be named; an empty set (a file that could not be read)
    lets every well-formed one pass. Never raises for what the files hold.
    """
    found, audiences = _signs(folder / SIGNS)
    return [*_topics(folder / TOPICS, topics, audiences), *found, *_places(folder / PLACES, councils)]


def line_of(said: str) -> int:
    """The line a complaint about a TOML file names; 0 when it names none."""
    found = _LINE.search(said)
    return int(found.group(1)) if found else 0


def unreadable(error: OSError) -> str:
    """Why a file cannot be read, in words."""
    return "there is no such file" if isinstance(error, FileNotFoundError) else f"it cannot be read ({error.strerror})"


def _signs(path: Path) -> tuple[list[SeedProblem], AbstractSet[str]]:
    """What is wrong with signs.toml, and the audiences it knows (none: every one may pass)."""
    try:
        held = load_signs(path)
    except TopicsFileError as wrong:
        return [_broken(SIGNS, wrong)], frozenset()
    return [], held.get("audience", {}).keys()


def _topics(path: Path, topics: AbstractSet[str], audiences: AbstractSet[str]) -> Iterator[SeedProblem]:
    try:
        held = load_document(path)
        subjects = subjects_of(TOPICS, held)
    except TopicsFileError as wrong:
        yield _broken(TOPICS, wrong)
        return
    for said in head_problems(held):
        yield SeedProblem(TOPICS, 0, "", said, "write keeper and reviewed at its head")
    lines = _lines_of_names(path)
    for name, said in subject_problems(subjects, topics, audiences):
        yield SeedProblem(TOPICS, lines.get(name, 0), name, said, "see seeds/README.md for the form")


def _lines_of_names(path: Path) -> dict[str, int]:
    """In which line each subject is named."""
    text = path.read_text(encoding="utf-8-sig")
    found = ((number, _NAME.match(line)) for number, line in enumerate(text.split("\n"), start=1))
    return {match.group(2): number for number, match in found if match}


def _broken(file: str, wrong: TopicsFileError) -> SeedProblem:
    said = str(wrong).removeprefix(f"{file}: ")
    advice = "put it into the seeds folder" if said == "there is no such file" else "mend it: assessing goes by it"
    return SeedProblem(file, line_of(said), "", said, advice)


def _places(path: Path, councils: AbstractSet[str]) -> list[SeedProblem]:
    table = read_table(path, PLACE_COLUMNS)
    known = {*councils, *NATIONS.values(), *REGIONS.values()} if councils else set()
    kinds = {str(kind) for kind in RegionKind}
    seen: set[tuple[str, str]] = set()
    for row in table.rows:
        _check_place(table, row, known, kinds)
        if (place := (row["name"].lower(), row["code"])) in seen:
            table.problem(row, "name", f"{row['name'][:60]} stands there twice", "keep one of the two")
        seen.add(place)
    return sorted(table.problems, key=lambda problem: problem.line)


def _check_place(table: Table, row: Row, known: AbstractSet[str], kinds: AbstractSet[str]) -> None:
    code = row["code"]
    if not row["name"]:
        table.problem(row, "name", "no name", "give the place's name in English")
    elif row["kind"] not in kinds:
        table.problem(
            row, "kind", f"{row['kind'][:30]!r} is no kind of place", f"give one of: {', '.join(sorted(kinds))}"
        )
    elif not _ISO.match(code) and ((known and code not in known) or not re.match(r"[A-Z][0-9]{8}\Z", code)):
        table.problem(row, "code", f"{code[:30]!r} is not known", "give the GSS code of its council, region or nation")
    elif row["trap"] not in ("", "yes", "no", "abroad"):
        table.problem(
            row, "trap", f"{row['trap'][:20]!r} is neither yes nor no", "write yes, abroad, or leave the cell empty"
        )
