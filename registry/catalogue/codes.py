"""Names of countries (ISO 3166-1 alpha-2) and languages (ISO 639) by their codes, from the tables beside this file.

`countries.csv` is after the time zone database's table, which is in the public domain.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType


@cache
def countries() -> Mapping[str, str]:
    """English names of countries by code, `GB` for the United Kingdom."""
    return _table("countries.csv")


@cache
def languages() -> Mapping[str, str]:
    """English names of languages by code, `cy` for Welsh."""
    return _table("languages.csv")


def language_code(tag: str | None) -> str | None:
    """The language of a tag such as `en-GB`, or None when it is no language we know a name for."""
    code = (tag or "").replace("_", "-").split("-")[0].casefold()
    return code if code in languages() else None


def country_code(code: str | None) -> str | None:
    """The country's code in capitals (`UK` becomes `GB`), or None for no country we know a name for."""
    plain = (code or "").upper()
    plain = "GB" if plain == "UK" else plain
    return plain if plain in countries() else None


def _table(name: str) -> Mapping[str, str]:
    text = files("registry.catalogue").joinpath(name).read_text(encoding="utf-8")
    return MappingProxyType({row["code"]: row["name"] for row in csv.DictReader(text.splitlines())})
