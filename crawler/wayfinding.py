"""What an address alone tells a visit: made absolute, whether two show one page, and what is asked for. Pure."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

_FOR_MACHINES = re.compile(
    r"\.(?:json|xml|rss|atom|rdf)(?:$|[?;&/])|/(?:api|nodeinfo)(?:/|$)|/feed/?(?:$|\?)|/\.well-known/|"
    r"[?;&](?:type|format|feed)=(?:rss|atom|xml|json)|action=feed|action=\.xml|/syndication\.php|/external\.php",
    re.IGNORECASE,
)
_FEED = re.compile(
    r"\.(?:rss|atom|rdf|xml)(?:$|[?;&])|/feeds?(?:/|$|\?|\.php)|action=feed|action=\.xml|[?;&](?:type|feed)=(?:rss|atom)|"
    r"/syndication\.php|/external\.php",
    re.IGNORECASE,
)
_SCRIPT = re.compile(r"/[\w.-]{1,60}\.(?:php\d?|pl|cgi|aspx?|ashx|jspa?|cfm)(?=$|[/?;])", re.IGNORECASE)

_SESSIONS = frozenset(["sid", "phpsessid", "jsessionid", "sessionid", "fbclid", "gclid"])


def resolve(base: str, href: str) -> str | None:
    """`href` as an absolute http(s) address without a fragment, or None when it is none."""
    try:
        parts = urlsplit(urljoin(base, href.strip()))
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    return urlunsplit(parts._replace(fragment="", netloc=_ascii_host(parts)))


def without_tls(url: str) -> str | None:
    """The same address over http, or None where that is no other or has a port of its own."""
    parts = urlsplit(url)
    return urlunsplit(parts._replace(scheme="http")) if parts.scheme == "https" and parts.port is None else None


def without_fragment(url: str) -> str:
    """The address as it goes over the wire."""
    return url.partition("#")[0]


def same_page(one: str, other: str) -> bool:
    """Whether two addresses show one front page: case of the host, sessions, index scripts, the last slash aside."""
    return _page(one) == _page(other)


def above(one: str, other: str) -> bool:
    """Whether an address's folder is the one that another stands in, or one further up, on the same host."""
    first, second = _page(one), _page(other)
    directory, _, last = first[1].rpartition("/")
    folder = directory if "." in last else first[1]
    return first[0] == second[0] and f"{second[1]}/".startswith(f"{folder}/")


def by_script(url: str) -> bool:
    """Whether a script answers, whose folder is then the software's own: `/forum/viewtopic.php?t=1`."""
    return _SCRIPT.search(url.partition("?")[0]) is not None


def for_machines(url: str) -> bool:
    """Whether an address is of an answer for machines: a page of HTML there is an error or a log-in, never facts."""
    return _FOR_MACHINES.search(url) is not None


def is_feed(url: str) -> bool:
    """Whether an address is a feed's."""
    return _FEED.search(url) is not None


def _ascii_host(parts: SplitResult) -> str:
    if parts.netloc.isascii():
        return parts.netloc
    try:
        return parts.netloc.encode("idna").decode("ascii")
    except UnicodeError:
        return parts.netloc


def _page(url: str) -> tuple[str, str, str]:
    parts = urlsplit(url)
    path, query = parts.path.partition(";")[0], _telling(parts.query)
    directory, _, last = path.rpartition("/")
    if last.partition(".")[0].lower() in ("index", "default", "home") and "." in last and not query:
        path = directory
    return (parts.hostname or "").removeprefix("www."), path.rstrip("/"), query


def _telling(query: str) -> str:
    """A query without the words that name a session or where a visitor came from."""
    parts = query.replace(";", "&").split("&") if query else []
    return "&".join(part for part in parts if part and not _is_session(part))


def _is_session(part: str) -> bool:
    word, _, value = part.lower().partition("=")
    if word == "s":  # a session of vBulletin's, or what is searched for
        return value == "" or (len(value) >= 16 and value.isalnum())
    return word in _SESSIONS or word.startswith("utm_")
