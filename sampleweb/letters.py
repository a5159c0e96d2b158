"""Letters that people might have sent to the registry, with the answers some of them got. Pure data."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class SampleLetter:
    """One letter. `forum` names the sample site it is on or suggests, `about` a page or a search where there is none.

    It came `days` before today, and was `answered` so many days before today; None: it waits. `closed` says how.
    """

    kind: str
    words: str
    days: int
    forum: str | None = None
    about: str = ""
    figure: str = ""
    topic: str = ""
    language: str = "en"
    answer: str | None = None
    answered: int | None = None
    closed: str | None = None


@cache
def letters() -> tuple[SampleLetter, ...]:
    """All of them, the oldest first. Raises TypeError for a word in the file that a letter has no place for."""
    told = tomllib.loads(files("sampleweb").joinpath("data", "letters.toml").read_text(encoding="utf-8"))
    return tuple(sorted((SampleLetter(**said) for said in told["letter"]), key=lambda letter: -letter.days))
