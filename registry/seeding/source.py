"""What `named_in` may hold: a public page that names the forum, or a file that comes with the project. Pure.

A source must go on saying the same. What a search finds changes from day to day and a short address hides its page,
so neither is one; nor is the forum's own front page, which proves nothing but itself.
"""

import re
from urllib.parse import SplitResult, parse_qsl, urlsplit

from registry.catalogue.reachable import not_public
from registry.hygiene import web_address
from registry.identity import BadAddress, SiteKey, site_key
from registry.seeding.cell import BadCell, Known
from registry.seeding.problem import Kind
from registry.seeding.unfit import unfit

SHARED = "shared/data/"
"""How a file of the data for building begins in `named_in`."""

LONGEST_SOURCE = 500
"""In characters."""

_FILE = re.compile(r"(?:\.\./(?=shared/data/))?([A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)+)\Z")
"""A file of the project, or of the data for building, which lies beside it and is written with or without `../`."""

_ADVICE = "give the public page that names the forum, or a file such as shared/data/forum_sites.csv"

_ENGINES = frozenset(
    {"baidu", "bing", "duckduckgo", "ecosia", "google", "kagi", "mojeek", "qwant", "startpage", "yahoo", "yandex"}
)  # fmt: skip
"""Search engines, by one label of their names: google.co.uk, uk.search.yahoo.com."""
_ENGINE_PAGES = frozenset({"", "search", "url", "web", "html", "lite", "results", "s"})
_WORDS = frozenset({"q", "query", "search", "keywords", "keyword", "term", "terms", "wd", "text", "p"})
"""Words of a query that hold what was searched for."""
_SHORT = frozenset({"bit.ly", "buff.ly", "goo.gl", "is.gd", "lnkd.in", "ow.ly", "t.co", "tiny.cc", "tinyurl.com"})

_FRONT_PAGES = frozenset(
    {
        "", "index.php", "index.html", "index.htm", "index.shtml", "index.asp", "index.aspx", "default.asp",
        "default.aspx", "forum.php", "home", "home.html", "home.php",
    }
)  # fmt: skip
_IDLE = frozenset({"s", "sid", "phpsessid", "fbclid", "gclid", "ref", "source"})
"""Words of a query that change nothing on the page: sessions, and where the reader came from."""


def named_in(source: str, site: SiteKey, known: Known) -> str:
    """The source in its one spelling. Raises BadCell for what is none; `site` is the forum it is to name."""
    if not source:
        raise _unsourced("no source")
    if len(source) > LONGEST_SOURCE:
        raise _unsourced(f"the address has {len(source)} characters", f"give one of at most {LONGEST_SOURCE}")
    if "://" not in source:
        return _file(source, known)
    if web_address(source) is None:
        raise _unsourced("not a web address")
    split = urlsplit(source)
    if (reason := no_page(split)) is not None:
        raise _unsourced(reason, "open it, and give the address of the page that names the forum")
    try:
        named = site_key(source, known.hosts)
    except BadAddress as wrong:
        if not _hosts_many(wrong):
            raise _unsourced(f"not an address ({wrong.what})") from None
        return _fit(source, split)
    if (reason := not_public(named, demo=known.demo)) is not None:
        raise _unsourced(reason)
    if named.key == site.key and is_front_page(split, site):
        raise _unsourced("this is the forum itself")
    return _fit(source, split)


def _fit(source: str, split: SplitResult) -> str:
    """The source, when the public may be sent there; raises BadCell when not."""
    if (found := unfit(split)) is not None:
        raise _unsourced(found.reason, found.advice)
    return source


def no_page(split: SplitResult) -> str | None:
    """Why an address is no page that can be read again: what a search found, or a short address. None when it is."""
    host = (split.hostname or "").removeprefix("www.")
    if host in _SHORT:
        return "a short address, which hides its page"
    words = parse_qsl(split.query, keep_blank_values=True)
    asked = any(name.lower() in _WORDS for name, _ in words)
    last = split.path.strip("/").lower().rpartition("/")[2]
    if asked and (last.startswith("search") or any(value.lower() == "special:search" for _, value in words)):
        return "this is what a search found, not a page"
    if asked and last in _ENGINE_PAGES and _ENGINES.intersection(host.split(".")[:-1]):
        return "this is what a search found, not a page"
    if not last and any(name == "s" and len(value) < _SHORTEST_SESSION for name, value in words):
        return "this is what a search found, not a page"
    return None


_SHORTEST_SESSION = 24
"""`/?s=` with fewer characters holds words that were searched for; with more, the number of a session."""


def is_front_page(split: SplitResult, site: SiteKey) -> bool:
    """Whether an address of the forum's own site is its front page, however spelt."""
    base = site.key.partition("/")[2]
    path = split.path.strip("/").lower()
    rest = path.removeprefix(base).strip("/") if path == base or path.startswith(f"{base}/") or not base else path
    if rest not in _FRONT_PAGES:
        return False
    names = (name.lower() for name, _ in parse_qsl(split.query, keep_blank_values=True))
    return all(name in _IDLE or name.startswith("utm_") for name in names)


def _unsourced(reason: str, advice: str = _ADVICE) -> BadCell:
    return BadCell("named_in", reason, advice, Kind.UNSOURCED)


def _file(source: str, known: Known) -> str:
    """The file in its one spelling, `shared/data/NAME`; it must stand there where the folder is at hand."""
    found = _FILE.match(source)
    if found is None:
        raise _unsourced("neither a web address nor a file")
    name = found.group(1)
    if name.startswith(SHARED) and known.beside is not None and not (known.beside / name).is_file():
        raise _unsourced(f"there is no file {name[:120]}", "check its name: the folder shared/data is here")
    return name


def _hosts_many(wrong: BadAddress) -> bool:
    """Whether an address was refused only because it is a page of a place that holds many communities."""
    return wrong.what.endswith("holds many communities")
