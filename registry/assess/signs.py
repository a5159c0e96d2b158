"""The signs of `seeds/signs.toml`: what tells country, audience, mutual help, kind, care and site furniture."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from registry.assess.files import TopicsFileError, load_document
from registry.assess.phrases import Mark
from registry.assess.subjects import listed

_WEIGHTS = {"strong": 1.0, "fair": 0.5, "hint": 0.25}
_DEEP = {"country": {*_WEIGHTS, "name"}, "support": {*_WEIGHTS}}
_FLAT = ("audience", "kind", "sensitive", "titles", "furniture")


def load_signs(path: Path) -> dict[str, Any]:
    """The file as it stands. Raises TopicsFileError naming it when it is missing, no TOML, or of another form."""
    held = load_document(path)
    for family, tables in held.items():
        if family in _DEEP:
            _fits(path.name, family, tables)
            for key, below in tables.items():
                _fits(path.name, f"{family}.{key}", below, words=True)
                if unknown := sorted(below.keys() - _DEEP[family]):
                    raise TopicsFileError(f"{path.name}: [{family}.{key}] holds the unknown word {unknown[0]!r}")
        elif family in _FLAT:
            _fits(path.name, family, tables, words=True)
        elif isinstance(tables, dict | list):
            raise TopicsFileError(f"{path.name}: [{family[:40]}] is not known")
    if not sign_marks(held):
        raise TopicsFileError(f"{path.name}: the file names no sign")
    return held


def _fits(file: str, name: str, table: object, *, words: bool = False) -> None:
    if not isinstance(table, dict):
        raise TopicsFileError(f"{file}: `{name}` must be a table: [{name}]")
    for key, given in table.items() if words else ():
        if not isinstance(given, str) and not (isinstance(given, list) and all(isinstance(one, str) for one in given)):
            raise TopicsFileError(f"{file}: [{name}] `{key}` must be words or a list of words")


def sign_marks(signs: Mapping[str, Any]) -> dict[str, list[Mark]]:
    """Each phrase with what it is a sign of.

    `[country.GB]` holds `strong`, `fair` and `hint` phrases and the country's own `name`s; `[support]` holds `for` and
    `against` of each strength; `[audience]`, `[kind]` and `[sensitive]` hold phrases by key; `[titles]` holds words
    that count in thread titles only, those of `asks`, `troubles` and `tells`; `[furniture]` holds `anywhere` (a board
    with the phrase in it is furniture) and `whole` (only a board of just that name).
    """
    marks: dict[str, list[Mark]] = {}

    def put(phrases: Any, mark: Mark) -> None:
        for phrase in listed(phrases):
            marks.setdefault(phrase, []).append(mark)

    for country, held in signs.get("country", {}).items():
        for strength, phrases in held.items():
            named = strength == "name"
            put(phrases, Mark("country_name", country, 1.0) if named else Mark("country", country, _WEIGHTS[strength]))
    for audience, phrases in signs.get("audience", {}).items():
        put(phrases, Mark("audience", audience, 2.0))
    for side, sign in (("for", 1.0), ("against", -1.0)):
        for strength, phrases in signs.get("support", {}).get(side, {}).items():
            put(phrases, Mark("support", side, sign * _WEIGHTS[strength]))
    for kind, phrases in signs.get("kind", {}).items():
        put(phrases, Mark("kind", kind, 1.0))
    for reason, phrases in signs.get("sensitive", {}).items():
        put(phrases, Mark("sensitive", reason, 3.0))
    for key, phrases in signs.get("titles", {}).items():
        put(phrases, Mark("titles", key, 1.0))
    for key, phrases in signs.get("furniture", {}).items():
        put(phrases, Mark("furniture", key, 1.0))
    return marks
