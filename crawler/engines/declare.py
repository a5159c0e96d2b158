"""The words that search engines are declared in. Pure: what to ask, and what an answer says. Nothing here fetches."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from registry.gathered import Named
from registry.hygiene import line, web_address
from registry.vocabulary import Outcome

MOST_RESULTS = 100
"""Results of one answer that are looked at."""


@dataclass(frozen=True, slots=True)
class Account:
    """The operator's access to one engine. The key is shown nowhere: not in a log, a message or a traceback."""

    engine: str
    url: str
    key: str = field(default="", repr=False)

    @property
    def endpoint(self) -> tuple[str, int]:
        """Its host name and port, for the guard."""
        parts = urlsplit(self.url)
        return (parts.hostname or "").rstrip(".").lower(), parts.port or (443 if parts.scheme == "https" else 80)


@dataclass(frozen=True, slots=True)
class Request:
    """What to ask for. The headers hold the key."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, by name and in words of ours; `wait_s`: how long the engine asks us to wait."""

    outcome: Outcome
    detail: str
    wait_s: float | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """What an engine found; `more`: there is a further page."""

    found: tuple[Named, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Engine:
    """One search engine.

    `ask` makes the request for a page of results (the first is 0); `read` takes the answer apart, from its status, its
    headers (names in lower case) and its document (None where it is no JSON); `delay_s` lies between two requests.
    """

    title: str
    ask: Callable[[Account, str, int], Request]
    read: Callable[[int, Mapping[str, str], Any], Results | Refusal]
    pages: int = 2
    delay_s: float = 1.1


def results(items: Any, *, words: Iterable[str]) -> tuple[Named, ...]:
    """The addresses of a list of results, with the words that stand under these names."""
    found: dict[str, Named] = {}
    for item in items[:MOST_RESULTS] if isinstance(items, list) else ():
        address = web_address(item.get("url")) if isinstance(item, dict) else None
        if address is not None:
            said = [line(item.get(name), 120) for name in words]
            found.setdefault(address, Named(address, line(" · ".join(text for text in said if text), 200)))
    return tuple(found.values())


def whole(value: Any) -> int | None:
    """The number that a header or a document gives, or None."""
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit() and len(value) < 12:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12 else None
