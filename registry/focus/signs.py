"""What an address and the words of its link say, as signs of a closed list: `shape:phpbb`, `words:forum`, `host:shop`.

A sign is in words of ours: nothing of what others wrote is in it, so that it may be kept, counted and shown.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from registry.focus import vocabulary as said
from registry.focus.hosts import listed_as
from registry.focus.shapes import PLATFORMS, shape_of

LONGEST_PATH, LONGEST_WORDS = 300, 160
"""Characters of an address and of the words of its link that are looked at."""

LONGEST_SIGNS = 160
"""Characters that the signs of a site take, written with spaces between."""

BASE = -2.8
"""Log-odds of an address that nothing but a link on some page speaks for: six in a hundred are forums."""

SOURCES: dict[str, float] = {
    "link": 0.0, "redirect": 1.0, "front-page": 2.0, "seeds": 5.0, "registration": 4.5, "organisation": 0.0,
    "sitemap": 0.3, "directory": 2.6, "search": 1.4, "opml": 3.0, "list": 1.2, "registry": 4.0, "feed": 1.5,
    "hosting": 2.8, "seed-list": 5.0, "import": 4.5, "operator": 4.5, "moderator": 4.5,
    "owner": 4.5, "suggestion": 2.6, "other": 0.0,
}  # fmt: skip
"""Who names an address, with the points that gives."""

_POINTS: dict[str, float] = {
    **{f"source:{name}": points for name, points in SOURCES.items() if points},
    **{f"shape:{platform}": 4.0 for platform in PLATFORMS},
    "shape:proboards": 3.0,
    "shape:drupal": 2.5,
    "shape:lemmy": 2.5,
    "shape:question2answer": 2.0,
    "host:hosted": 3.0,
    "host:forum": 3.0,
    "host:community": 1.2,
    "path:forum": 3.0,
    "path:community": 1.2,
    "words:forum": 2.2,
    "words:community": 1.2,
    "words:list": 0.3,
    "topic:words": 0.5,
    "topic:page": 0.2,
    "on:forum": 0.6,
    "on:list": 1.2,
    "words:legal": -1.5,
    "words:sale": -1.0,
    "words:share": -2.0,
    "host:social": -4.5,
    "host:shop": -3.5,
    "host:tracker": -5.0,
    "host:reference": -3.0,
    "host:maker": -2.5,
    "host:official": -1.2,
    "host:blog": -1.2,
    "host:machine": -2.5,
    "host:list": 0.0,
    "host:help": 0.0,
    "path:list": 0.0,
    "words:help": 0.0,
    "path:login": -1.0,
    "path:share": -3.0,
    "path:shop": -1.5,
    "path:article": -0.8,
    "path:file": -2.0,
}

SIGNS: dict[str, float] = {**{f"source:{name}": points for name, points in SOURCES.items()}, **_POINTS}
"""Every sign with its points: log-odds that it adds to `BASE` or takes from it, as judged before anything is learnt."""

_FIRM = frozenset({"host:social", "host:tracker", "host:maker"})
"""Hosts whose own communities are told by `seeds/hosts.toml`; others of the lists may have a forum of their own.

Makers of forum software have one for their customers.
"""

_CLEAR = 1.2
"""Points from which a sign says that a part of an otherwise known host is where people talk."""

_AROUND = ("on:", "topic:")
"""Signs of the page around a link: they speak for many sites alike, and none is counted by them."""

_LIST = re.compile(r"list:\d{1,18}")
"""The one kind of sign that is counted out: a page that names forums (`gathering.id`)."""


def signs_of(address: str, words: str = "", source: str = "link", *, hosted: bool = False) -> tuple[str, ...]:
    """The signs of an address that `source` names with these words, each once, in a fixed order. Never raises.

    `hosted`: it is a community of a place that hosts them (`seeds/hosts.toml`), whose name says nothing else.
    """
    host, path = _parts(address)
    own = [*_of_host(host, hosted), *_of_path(path)]
    named_by = source.partition(":")[0].replace(
        " ", "-"
    )  # `directory:17`, `registry:forums.example.org` tell which one as well
    signs = [f"source:{named_by}" if named_by in SOURCES else "source:other"]
    if hosted:
        signs.append("host:hosted")
    elif (listed := listed_as(host)) is not None and (listed in _FIRM or not _for_forum(own)):
        signs.append(listed)
    signs += own
    signs += _of_words(words[:LONGEST_WORDS])
    return tuple(dict.fromkeys(signs))


def _for_forum(signs: Iterable[str]) -> bool:
    return any(SIGNS[sign] >= _CLEAR for sign in signs)


def _parts(address: str) -> tuple[str, str]:
    """Host name and path with query, in lower case; empty where there are none."""
    try:
        parts = urlsplit(address[: 2 * LONGEST_PATH].strip().replace("\\", "/"))
        host = (parts.hostname or "").removeprefix("www.")
        path = unquote(parts.path)[:LONGEST_PATH] or "/"
    except ValueError:
        return "", "/"
    own = f"{path}?{parts.query[:LONGEST_PATH]}" if parts.query else path
    return host, own.lower().partition("http")[0]  # what follows is another site's address: an archive, a redirect


def _of_host(host: str, hosted: bool) -> list[str]:
    labels = host.split(".")[:-1]
    if hosted:
        labels = labels[:1]
    for place, label in enumerate(labels):
        if said.FORUM_LABEL.search(label):
            return ["host:forum"]
        if said.COMMUNITY_LABEL.search(label):
            return ["host:community"]
        if place == 0 and len(labels) > 1 and said.MACHINE_LABEL.match(label):
            return ["host:machine"]
        if said.SHOP_LABEL.match(label):
            return ["host:shop"]
        if said.BLOG_LABEL.match(label):
            return ["host:blog"]
        if said.LIST_LABEL.search(label):
            return ["host:list"]
        if said.HELP_LABEL.search(label):
            return ["host:help"]
    return []


def _of_path(path: str) -> list[str]:
    if path == "/":
        return []
    signs = []
    if (platform := shape_of(path)) is not None:
        signs.append(f"shape:{platform}")
    plain = path.partition("?")[0]
    parts = [part.rpartition(".")[0] or part for part in plain.split("/") if part]
    if any(said.FORUM_LABEL.search(part) for part in parts if len(part) <= 40):
        signs.append("path:forum")
    elif any(said.COMMUNITY_LABEL.search(part) for part in parts[:2] if len(part) <= 40):
        signs.append("path:community")
    elif parts and len(parts[-1]) <= 40 and said.LIST_LABEL.search(parts[-1]):
        signs.append("path:list")
    if platform is None:
        signs += [sign for sign, pattern in _AGAINST if pattern.search(path)]
    return signs


_AGAINST = (
    ("path:share", said.SHARE_PATH),
    ("path:login", said.LOGIN_PATH),
    ("path:shop", said.SHOP_PATH),
    ("path:file", said.FILE_PATH),
    ("path:article", said.ARTICLE_PATH),
)


def _of_words(words: str) -> list[str]:
    if not words:
        return []
    return [sign for sign, pattern in _SAID if pattern.search(words)]


_SAID = (
    ("words:forum", said.FORUM),
    ("words:community", said.COMMUNITY),
    ("words:list", said.LIST),
    ("words:help", said.HELP),
    ("words:legal", said.LEGAL),
    ("words:sale", said.SALE),
    ("words:share", said.SHARE),
)


def is_sign(code: str) -> bool:
    """Whether it is one of the closed list, or names a page that names forums."""
    return code in SIGNS or _LIST.fullmatch(code) is not None


def join_signs(signs: Iterable[str]) -> str:
    """Signs as they are kept, heaviest first: what does not fit, or is none of ours, is left out."""
    kept, length = [], -1
    for sign in sorted({sign for sign in signs if is_sign(sign)}, key=_by_weight):
        if length + 1 + len(sign) <= LONGEST_SIGNS:
            kept.append(sign)
            length += 1 + len(sign)
    return " ".join(kept)


def split_signs(kept: str | None) -> tuple[str, ...]:
    """The signs that were kept; those that a later version does not know any more are left out."""
    return tuple(sign for sign in (kept or "").split() if is_sign(sign))


def added(kept: str | None, further: Iterable[str]) -> str:
    """What is kept with further signs: those for and against both stay, for another place may say otherwise."""
    return join_signs((*split_signs(kept), *further))


def leading(signs: Iterable[str]) -> str:
    """The sign that says most, by which a site is counted: what is learnt of it is learnt of others like it."""
    return _leading(tuple(signs))


@lru_cache(maxsize=10_000)
def _leading(signs: tuple[str, ...]) -> str:
    known = sorted((sign for sign in signs if sign in SIGNS and not sign.startswith(_AROUND)), key=_by_weight)
    return known[0] if known else "source:link"


def _by_weight(sign: str) -> tuple[float, str]:
    return (-abs(SIGNS.get(sign, 0.9)), sign)
