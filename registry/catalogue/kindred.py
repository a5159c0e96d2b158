"""Other words for what officials ask for: `neurological` asks for epilepsy and multiple sclerosis too.

The table beside this file has a phrase a line and what else answers it, parted by bars: narrower words, and what the
public says. They find forums by what those say, and name no topic: that is for the synonyms of `seeds/topics.toml`.
"""

import csv
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from registry.catalogue.words import tokens


@cache
def kindred() -> Mapping[tuple[str, ...], tuple[str, ...]]:
    """Other words by the words of a phrase."""
    text = files("registry.catalogue").joinpath("kindred.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return MappingProxyType({tuple(tokens(row["asked"])): tuple(row["also"].split("|")) for row in rows})
