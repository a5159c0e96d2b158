"""One harvest of a page: the ids, classes, words of addresses, meta elements and headers that clues are looked up in.

Nothing here knows a platform, so the cost of recognising does not grow with the number of platforms.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from selectolax.lexbor import LexborHTMLParser, LexborNode

LINK_LIMIT = 5_000
"""Most links of one page that are looked at."""

_WORDS = str.maketrans(dict.fromkeys("/?&=;#,\n\t\\", " "))
_COOKIE = re.compile(r"\s*([^=;\s]{1,100})=")


@dataclass(frozen=True)
class Harvest:
    """What one walk over the page brought home. All names are as written, but those of meta elements in lower case."""

    ids: frozenset[str]
    classes: frozenset[str]
    frame: frozenset[str]
    """`html` and `body` with their ids, classes and attributes: `html#XF`, `body.forum`, `html[data-app]`."""
    words: frozenset[str]
    """The parts of every link's address: hosts, path segments, query names and values."""
    resources: frozenset[str]
    """The same of scripts and style sheets."""
    meta: dict[str, str]
    headers: dict[str, str]
    cookies: tuple[str, ...]
    hrefs: tuple[tuple[str, LexborNode], ...]
    head_links: tuple[dict[str, str | None], ...]
    title: str

    @cached_property
    def class_text(self) -> str:
        """All classes in one line, each between spaces: for prefixes."""
        return f" {' '.join(self.classes)} "

    @cached_property
    def resource_text(self) -> str:
        """All parts of the addresses of scripts and styles in one line."""
        return f" {' '.join(self.resources)} "


def gather(tree: LexborHTMLParser, headers: Sequence[tuple[str, str]] = ()) -> Harvest:
    """Walk over the tree once and collect."""
    classes = " ".join({node.attrs.get("class") or "" for node in tree.css("[class]")}).split()
    hrefs = tuple([(node.attrs.get("href") or "", node) for node in tree.css("a[href]")[:LINK_LIMIT]])
    head_links, resources = _resources(tree)
    frame = _frame(tree)
    return Harvest(
        ids=frozenset([node.id or "" for node in tree.css("[id]")]),
        classes=frozenset(classes),
        frame=frozenset(frame),
        words=frozenset(_parts({href for href, _ in hrefs})),
        resources=frozenset(_parts(resources)),
        meta=_meta(tree),
        headers={name.lower(): value for name, value in headers},
        cookies=_cookies(headers),
        hrefs=hrefs,
        head_links=head_links,
        title=_title(tree),
    )


def own_words(harvest: Harvest, url: str) -> frozenset[str]:
    """The words of relative links and of those to the page's own host, or, in a saved page, to its commonest host."""
    absolute = {href: _host(href) for href, _ in harvest.hrefs if href.startswith(("http://", "https://", "//"))}
    common = Counter(absolute.values()).most_common(1)
    own = {_host(url), common[0][0] if common else ""}
    return frozenset(
        _parts({href for href, _ in harvest.hrefs if absolute.get(href, "") in own or href not in absolute})
    )


def _host(address: str) -> str:
    return address.partition("//")[2].partition("/")[0].lower().removeprefix("www.")


def _frame(tree: LexborHTMLParser) -> list[str]:
    marks = []
    for tag, node in (("html", tree.root), ("body", tree.body)):
        if node is None:
            continue
        for name, value in list(node.attributes.items())[:200]:
            if name == "id":
                marks.append(f"{tag}#{value}")
            elif name == "class":
                marks.extend(f"{tag}.{word}" for word in (value or "").split())
            else:
                marks.append(f"{tag}[{name}]")
    return marks


def _resources(tree: LexborHTMLParser) -> tuple[tuple[dict[str, str | None], ...], list[str]]:
    links = []
    addresses = []
    for node in tree.css("link[href], script[src]")[:1000]:
        attributes = node.attributes
        if node.tag == "link":
            links.append(attributes)
            if "stylesheet" in (attributes.get("rel") or "") or "preload" in (attributes.get("rel") or ""):
                addresses.append(attributes.get("href") or "")
        else:
            addresses.append(attributes.get("src") or "")
    return tuple(links), addresses


def _meta(tree: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in tree.css("meta[content]")[:300]:
        attributes = node.attributes
        name = attributes.get("name") or attributes.get("property") or attributes.get("http-equiv")
        if name:
            found.setdefault(name.strip().lower(), attributes.get("content") or "")
    return found


def _title(tree: LexborHTMLParser) -> str:
    node = tree.css_first("head > title") or tree.css_first("title")
    return node.text() if node is not None else ""


def _cookies(headers: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    names = [_COOKIE.match(value) for name, value in headers if name.lower() == "set-cookie"]
    return tuple(match[1] for match in names if match)


def _parts(addresses: Iterable[str]) -> list[str]:
    """The words of addresses; a question mark that somebody escaped still parts path and query."""
    return "\n".join(addresses).replace("%3F", "?").translate(_WORDS).split()
