"""The words that the software itself puts on a page, in the languages of the sample web."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def labels(language: str) -> dict[str, str]:
    """The labels of a language; those it lacks are English, as in half-translated language packs."""
    told = files("sampleweb").joinpath("data")
    english: dict[str, str] = tomllib.loads(told.joinpath("labels-en.toml").read_text(encoding="utf-8"))
    other = told.joinpath(f"labels-{language[:2]}.toml")
    return english | tomllib.loads(other.read_text(encoding="utf-8"))
