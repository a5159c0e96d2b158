"""Who keeps each subject: its own `keeper`, else that of its part of the taxonomy, else that of the file.

    keeper = "topics keeper"                                    # at the head of topics.toml

    [keepers]                                                   # parts of the taxonomy; the longest that fits counts
    "/health-and-social-care" = "health topics keeper"

    [[subject]]
    keeper = "..."                                              # this subject alone

A keeper is known when `keepers.toml` names it: as keeper of a file, or in its list `keepers = [...]`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from registry.assess.checks.problem import Kind, Problem
from registry.assess.files import TopicsFileError, load_document
from registry.assess.subjects import ELSEWHERE

FILE = "keepers.toml"


def keepers_of(held: Mapping[str, Any]) -> dict[str, str]:
    """The keeper of each subject of the document by its name; "" where it has none."""
    whole = _word(held.get("keeper"))
    parts = held.get("keepers")
    by_part = {str(path).rstrip("/"): _word(who) for path, who in parts.items()} if isinstance(parts, dict) else {}
    found = {}
    for word, prefix in (("subject", ""), ("elsewhere", ELSEWHERE)):
        for raw in held.get(word, ()):
            topic = str(raw.get("topic", ""))
            fits = [path for path in by_part if topic == path or topic.startswith(f"{path}/")]
            part = by_part[max(fits, key=len)] if fits else ""
            found[prefix + str(raw.get("name", "")).strip()] = _word(raw.get("keeper")) or part or whole
    return found


def known_keepers(folder: Path) -> frozenset[str]:
    """Whom keepers.toml names. Raises TopicsFileError when it is missing or cannot be read."""
    held = load_document(folder / FILE)
    files = held.get("file")
    named = [table.get("keeper") for table in files if isinstance(table, dict)] if isinstance(files, list) else []
    listed = held.get("keepers")
    return frozenset(_word(who) for who in (*named, *(listed if isinstance(listed, list) else ())) if _word(who))


def keeper_problems(held: Mapping[str, Any], folder: Path) -> Iterator[Problem]:
    """Subjects that nobody keeps, and keepers that nobody knows: each once, with its first subject."""
    try:
        known = known_keepers(folder)
    except TopicsFileError as wrong:
        yield Problem(Kind.BROKEN, str(wrong).removeprefix(f"{FILE}: "), "it names the keepers", file=FILE)
        return
    told: set[str] = set()
    kept = keepers_of(held)
    if unkept := [subject for subject, keeper in kept.items() if not keeper]:
        others = f", nor {len(unkept) - 1} more subjects" if len(unkept) > 1 else ""
        advice = "name a keeper here, or at the head of the file"
        yield Problem(Kind.UNKEPT, f"nobody keeps it{others}", advice, unkept[0])
    for subject, keeper in kept.items():
        if keeper and keeper not in known and keeper not in told:
            told.add(keeper)
            advice = f"name that keeper in {FILE}: keepers = [...]"
            yield Problem(Kind.UNKEPT, f"its keeper {keeper[:60]!r} is not known", advice, subject)


def _word(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""
