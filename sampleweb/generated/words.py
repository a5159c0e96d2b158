"""The words of the generated web: subjects from `data/generated`, and the names that are drawn from them."""

import random
import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Any

from sampleweb.generated.model import Subject

TOWNS = (
    *("Leeds", "Bristol", "Cornwall", "Fife", "Norwich", "Swansea", "Derry", "Hull", "Gwynedd", "Kent"),
    *("Dundee", "Salford", "Whitby", "Armagh", "Torbay", "Luton", "Powys", "Skye", "Wigan", "Medway"),
)

_TAILS = ("", "", "", " Forum", " Forums", " Community", " Chat", " Board", " Talk", " Online", " Network", " Club")


@cache
def subjects() -> dict[str, Subject]:
    """All subjects by name, in the order of the files."""
    found: dict[str, Subject] = {}
    for file in ("subjects.toml", "tongues.toml"):
        text = files("sampleweb").joinpath("data", "generated", file).read_text(encoding="utf-8")
        for name, said in tomllib.loads(text).items():
            found[name] = _subject(name, said)
    return found


def every_board(language: str) -> tuple[tuple[str, str], ...]:
    """Boards that forums have whatever they are about."""
    return _boards(_common(language)["boards"])


def turns(language: str) -> tuple[str, ...]:
    """What people make of a title, `{}` being what it is about."""
    return tuple(_common(language)["turns"])


@cache
def _common(language: str) -> dict[str, list[str]]:
    text = files("sampleweb").joinpath("data", "generated", "common.toml").read_text(encoding="utf-8")
    said: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    return said[language]


def _subject(name: str, said: dict[str, Any]) -> Subject:
    lists = {key: tuple(said.get(key, ())) for key in ("stems", "talk", "trade", "bodies", "asides")}
    return Subject(
        name=name, path=said["path"], language=said.get("language", "en"), boards=_boards(said["boards"]), **lists
    )


def _boards(said: list[str]) -> tuple[tuple[str, str], ...]:
    return tuple((title, about) for title, _, about in (board.partition(" | ") for board in said))


def slug(text: str, between: str = "-") -> str:
    """A name as it stands in an address, in plain letters."""
    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", between, plain.replace("'", "")).strip(between)


class Names:
    """Draws titles and host names that nobody has yet."""

    def __init__(self, draw: random.Random) -> None:
        self._draw = draw
        self._titles: set[str] = set()
        self._hosts: set[str] = set()

    def forum_title(self, subject: Subject) -> tuple[str, str]:
        """A forum's title, and the town in it or ""."""
        while True:
            town = self._draw.choice(TOWNS) if self._draw.random() < 0.3 else ""
            title = self._draw.choice(subject.stems) + (f" {town}" if town else "") + self._draw.choice(_TAILS)
            if self.fresh(title):
                return title, town

    def title(self, *patterns: str, **words: str) -> str:
        """A title made by one of the patterns, with a town or a number where all are taken."""
        for attempt in range(40):
            title = self._draw.choice(patterns).format(town=self._draw.choice(TOWNS), **words)
            if attempt > 20:
                title = f"{title} {self._draw.randrange(2, 999)}"
            if self.fresh(title):
                return title
        raise ValueError(f"no title is left for {patterns}")

    def fresh(self, title: str) -> bool:
        """Whether nobody has this title yet; from now on somebody has."""
        if title in self._titles:
            return False
        self._titles.add(title)
        return True

    def host(self, title: str, *, prefix: str = "", under: str = "") -> str:
        """A host name after a title; `under` a provider's domain, else a domain of its own."""
        stem = slug(title, self._draw.choice(("", "-", "-")))[:40].strip("-") or "site"
        for attempt in range(1000):
            name = f"{stem}{attempt or ''}"
            host = f"{prefix}{name}.{under or 'localhost'}"
            if host not in self._hosts:
                self._hosts.add(host)
                return host
        raise ValueError(f"no host is left for {title}")
