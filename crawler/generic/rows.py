"""Links shaped like those of threads and boards, and the like rows they stand in: signs for the generic reader."""

import re
from collections import Counter
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.reading import Reading, Titled

THREAD_LINK = re.compile(
    r"(?:^|[/?&=_-])(?:view|show|read)?_?(?:topics?|threads?|discussions?|showthread|viewtopic|read_count|messages?)"
    r"(?:[/=,._-]|\.php)[^?#]*\w|(?:^|/)(?:forums?\d{0,2}|boards?|talk)/[^/?#]+/[^/?#]+"
)
BOARD_LINK = re.compile(
    r"(?:^|[/?&=_-])(?:view|show)?(?:forums?\d{0,2}|boards?|forumdisplay|viewforum|subforums?|dcboard)(?:[/=,._-]|\.php|\.html?)"
)
"""Both for addresses in lower case."""
_LINK_WORDS = ("topic", "thread", "discussion", "read_count", "message", "forum", "board", "talk")
"""One of these stands in every address that the patterns above match."""
LINKS = 1500
"""Most links of a page that are looked at."""
_MOST_LINKS = 8
"""Links to one other host from which a saved page may be that host's."""
_NO_TITLE = re.compile(
    r"\(?[\d.,k]*\)?\s*(?:comments?|kommentare?|commentaires?|comentarios?|reacties|add a comment|leave a comment|"
    r"discuss(?: in our forums?)?|reply|replies|view (?:all )?comments|join the (?:discussion|conversation)|read "
    r"more|more|"
    r"last|first|next|prev(?:ious)?)?\s*[»›>…]*",
    re.IGNORECASE,
)
_ROW_CLASS = re.compile(r"row|topic|thread|forum|item|post", re.IGNORECASE)


def is_title(node: LexborNode) -> bool:
    """Whether a link's text can be a title: "12 comments" under a headline is none."""
    said = node.text().strip()
    return len(said) >= 4 and not _NO_TITLE.fullmatch(said)


def row_of(node: LexborNode) -> LexborNode | None:
    """The row of a list or table that a link stands in, or None."""
    step: LexborNode | None = node.parent
    for _ in range(5):
        if step is None:
            return None
        if step.tag in ("tr", "li", "article", "dl"):
            return step
        if step.tag == "div" and _ROW_CLASS.search(step.attributes.get("class") or ""):
            return step
        step = step.parent
    return None


def titled_links(reading: Reading) -> Titled:
    """The page's links like threads' and like boards' that bear titles, looked for once a page."""
    if reading.titled is None:
        reading.titled = _titled_links(reading)
    return reading.titled


def _titled_links(reading: Reading) -> Titled:
    threads: list[tuple[str, LexborNode]] = []
    boards: list[tuple[str, LexborNode]] = []
    addresses = reading.harvest.addresses.lower()
    words = [word for word in _LINK_WORDS if word.encode() in addresses]
    if not words:
        return threads, boards
    links = reading.page.links[:LINKS]
    parted = [_parted(href.lower()) for href, _ in links]
    own = _own_origins(reading, parted)
    hosts = {origin: _likeness(f"{origin}/x") for origin in own}
    kinds: dict[str, tuple[bool, bool]] = {}
    for (href, node), (origin, path) in zip(links, parted, strict=True):
        if origin not in own:
            continue
        thread, board = hosts[origin]
        # Many links lead to one page.
        kind = kinds.get(path)
        if kind is None:
            kind = kinds[path] = _likeness(path, words)
        thread, board = thread or kind[0], board or kind[1]
        if (thread or board) and is_title(node):
            if thread:
                threads.append((href, node))
            if board:
                boards.append((href, node))
    return threads, boards


def _likeness(address: str, words: Sequence[str] = _LINK_WORDS) -> tuple[bool, bool]:
    """Whether an address is like threads', and whether it is like boards'; `words` are those that may stand in it."""
    for word in words:
        if word in address:
            board = ("forum" in address or "board" in address) and BOARD_LINK.search(address) is not None
            return THREAD_LINK.search(address) is not None, board
    return False, False


def _own_origins(reading: Reading, parted: list[tuple[str, str]]) -> frozenset[str]:
    """The page's own scheme and host, with and without "www."; of a saved page also those that most links lead to."""
    origins = Counter([origin for origin, _ in parted])
    del origins[""]
    host = reading.host.removeprefix("www.")
    own = {origin for origin in origins if _bare_host(origin) == host}
    most = origins.most_common(1)
    if most and most[0][1] >= _MOST_LINKS and most[0][1] * 2 > origins.total():
        own.add(most[0][0])
    return frozenset({"", *own})


def _bare_host(origin: str) -> str:
    return origin.partition("//")[2].partition(":")[0].removeprefix("www.")


def _parted(href: str) -> tuple[str, str]:
    """Scheme and host of an address, empty for one within the site, and the rest."""
    if "//" not in href[:8]:
        return "", href
    end = href.find("/", href.index("//") + 2)
    return (href[:end], href[end:]) if end >= 0 else (href, "")


def like_rows(links: list[tuple[str, LexborNode]]) -> list[LexborNode]:
    """The rows the links stand in, of the largest set that share element and class; each row once."""
    groups: dict[tuple[str, str], dict[int, LexborNode]] = {}
    for _, node in links:
        row = row_of(node)
        if row is not None:
            key = (row.tag or "", (row.attributes.get("class") or "").split(" ")[0])
            groups.setdefault(key, {}).setdefault(row.mem_id, row)
    return list(max(groups.values(), key=len, default={}).values())
