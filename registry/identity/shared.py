"""Shared hosts: names under which many communities live, each a site of its own. Data, in `seeds/hosts.toml`.

One table a hosting place; all words but `domain` are optional:

    [[shared]]
    domain = "reddit.com"             # the name without www.
    aliases = ["old.reddit.com"]      # further names that answer with the same communities
    paths = ["r/*"]                   # a community is a path: words stand for themselves, * for its name
    subdomains = false                # true: NAME.domain is a community whatever the path behind it
    query = "usernum"                 # a community is told apart by this word of the query
    except = ["about", "help"]        # names that are the hosting place's own, never a community
    alike = true                      # the paths are spellings of one address: the first of the same length is the key
    cased = true                      # names that differ in letter case alone are different communities
    platform = "reddit"               # slug of the software, when the place runs one only
    note = "..."                      # for people

`paths` and `subdomains` may stand together (`groups.io/g/NAME` and `NAME.groups.io`). Letter case does not count, but
for the names of `cased` places.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

WORDS = {"domain", "aliases", "paths", "subdomains", "query", "except", "alike", "cased", "platform", "note"}
OWN_NAMES = frozenset({"www", "www2", "m", "help", "support", "status", "api", "cdn", "static", "blog", "mail"})
"""Names below a hosting place's domain that are its own, everywhere."""


class BadHosts(ValueError):
    """A table of hosts.toml that cannot be used: says which and why."""


@dataclass(frozen=True, slots=True)
class SharedHost:
    """One hosting place. `paths` are split into segments, lower case."""

    domain: str
    aliases: tuple[str, ...] = ()
    paths: tuple[tuple[str, ...], ...] = ()
    subdomains: bool = False
    query: str | None = None
    own: frozenset[str] = frozenset()
    platform: str | None = None
    alike: bool = False
    cased: bool = False

    def community(self, segments: list[str]) -> tuple[str, ...] | None:
        """The leading path segments that name the community, spelt as its key is; None when the path names none."""
        lower = [segment.lower() for segment in segments]
        for pattern in self.paths:
            if len(lower) < len(pattern):
                continue
            if all(self._fits(word, given) for word, given in zip(pattern, lower, strict=False)):
                first = next(other for other in self.paths if len(other) == len(pattern)) if self.alike else pattern
                spelt = zip(pattern, first, segments, strict=False)
                return tuple(given if word == "*" else usual for word, usual, given in spelt)
        return None

    def _fits(self, word: str, given: str) -> bool:
        return given not in self.own if word == "*" else word == given


class SharedHosts:
    """All hosting places, found by host name."""

    def __init__(self, hosts: Iterable[SharedHost] = ()) -> None:
        self._by_name: dict[str, SharedHost] = {}
        for host in hosts:
            for name in (host.domain, *host.aliases):
                if name in self._by_name:
                    raise BadHosts(f"{name}: stands in hosts.toml twice")
                self._by_name[name] = host

    def __len__(self) -> int:
        return len({id(host) for host in self._by_name.values()})

    def __iter__(self) -> Iterator[SharedHost]:
        return iter({id(host): host for host in self._by_name.values()}.values())

    def find(self, name: str) -> tuple[SharedHost, str] | None:
        """The hosting place of a host name without `www.`, and the community's own name (`""` at its domain)."""
        if (exact := self._by_name.get(name)) is not None:
            return exact, ""
        below = name
        while "." in below:
            below = below.partition(".")[2]
            host = self._by_name.get(below)
            if host is not None and host.subdomains:
                return host, name[: -len(below) - 1]
        return None

    @classmethod
    def load(cls, path: Path) -> "SharedHosts":
        """Read hosts.toml; raises BadHosts naming the table and the reason, OSError when it cannot be read."""
        try:
            document = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as problem:
            raise BadHosts(f"{path}: {problem}") from None
        tables = document.get("shared", [])
        if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            raise BadHosts(f"{path}: `shared` must be a list of tables: [[shared]]")
        return cls(_shared_host(path, number, table) for number, table in enumerate(tables, start=1))


def _shared_host(path: Path, number: int, table: Mapping[str, Any]) -> SharedHost:
    where = f"{path}: table {number} ({table.get('domain', 'without domain')})"
    if unknown := sorted(set(table) - WORDS):
        raise BadHosts(f"{where}: unknown word {unknown[0]!r}; known are {', '.join(sorted(WORDS))}")
    domain = table.get("domain")
    if not isinstance(domain, str) or not domain:
        raise BadHosts(f"{where}: `domain` must be a host name")
    lists = {word: table.get(word, []) for word in ("aliases", "paths", "except")}
    for word, given in lists.items():
        if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
            raise BadHosts(f"{where}: `{word}` must be a list of words")
    for word in ("query", "platform"):
        if word in table and (not isinstance(table[word], str) or not table[word]):
            raise BadHosts(f"{where}: `{word}` must be one word in quotes")
    for word in ("subdomains", "alike", "cased"):
        if not isinstance(table.get(word, False), bool):
            raise BadHosts(f"{where}: `{word}` must be true or false")
    return SharedHost(
        domain=_plain(domain),
        aliases=tuple(_plain(alias) for alias in lists["aliases"]),
        paths=tuple(tuple(p.lower().strip("/").split("/")) for p in lists["paths"]),
        subdomains=table.get("subdomains", False),
        query=table.get("query"),
        own=OWN_NAMES | {name.lower() for name in lists["except"]},
        platform=table.get("platform"),
        alike=table.get("alike", False),
        cased=table.get("cased", False),
    )


def _plain(name: str) -> str:
    return name.lower().strip(".").removeprefix("www.")
