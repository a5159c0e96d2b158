"""The links of a page that lead to other sites, with their words and the heading they stand under. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from selectolax.lexbor import LexborNode

from crawler.hygiene import clean, clean_url
from crawler.page import LINK_LIMIT, Page
from registry.gathered import MOST_NAMED, Named
from registry.identity import BadAddress, SharedHosts, site_key

LONGEST_WORDS = 200
"""Characters of what a link and its heading say that are kept, for a time."""

_LOOKED_AT = 400
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "dt", "caption", "legend", "summary"})
_WALK = "a[href], h1, h2, h3, h4, h5, dt, caption, legend, summary"
_EMPTY = re.compile(
    r"\W*(?:visit(?: (?:the )?(?:web)?site| forum| community)?|go(?: to)?(?: (?:the )?(?:web)?site)?|(?:web)?site|"
    r"link|here|"
    r"click here|(?:read |find out )?more|open|view|homepage|home ?page|join(?: now| here)?|"
    r"besuchen|zur website|visiter|voir|visitar|ver|mynd i'r wefan|visita)?\W*|(?:https?://|www\.)\S*",
    re.IGNORECASE,
)
"""Words of a link that say nothing of where it leads: what stands around it does."""
_AROUND = frozenset({"li", "td", "tr", "p", "dd", "article", "section", "div"})
_MOST_AROUND, _MOST_HEADINGS = 200, 500
"""Elements of one page whose whole text is taken: each may hold most of the page."""
_PASSED_ON = frozenset({"url", "u", "link", "to", "target", "dest", "destination", "goto", "site", "href", "redirect"})
"""Words of a query in which pages of a list pass a visitor on to the site itself."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """One link: its address made absolute, its element, the heading before it."""

    url: str
    node: LexborNode
    heading: str


def anchors(page: Page) -> Iterator[Anchor]:
    """The links of a page in its order, LINK_LIMIT at most."""
    heading, number, headings = "", 0, 0
    base = base_of(page)
    for node in page.tree.css(_WALK):
        if node.tag in _HEADINGS:
            headings += 1
            if headings <= _MOST_HEADINGS and node.css_first("a[href]") is None:
                heading = clean(node.text()[:_LOOKED_AT], 100)
            continue
        number += 1
        if number > LINK_LIMIT:
            return
        url = clean_url(base, node.attributes.get("href"))
        if url is not None:
            yield Anchor(url, node, heading)


def base_of(page: Page) -> str:
    """The address that links of the page are relative to."""
    node = page.tree.css_first("base[href]")
    told = clean_url(page.url, node.attributes.get("href")) if node is not None else None
    return told or page.url


def host_of(url: str) -> str:
    """The host name of an address, `www.` aside; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def outward(page: Page, hosts: SharedHosts) -> list[Named]:
    """Where the page leads to, each address once, MOST_NAMED at most: other hosts, communities of hosting places."""
    here = host_of(page.url)
    own = community_of(page.url, hosts)
    found: dict[str, Named] = {}
    around = Surroundings()
    for anchor in anchors(page):
        target = _target(anchor.url, here, own, hosts)
        if target is None or target in found:
            continue
        found[target] = Named(target, words_of(anchor, around))
        if len(found) >= MOST_NAMED:
            break
    return list(found.values())


def _target(url: str, here: str, own: str, hosts: SharedHosts) -> str | None:
    """The address of another site that a link leads to, through a page that only passes visitors on; or None."""
    if host_of(url) != here:
        return url
    community = community_of(url, hosts)
    if community and community != own:
        return url
    query = urlsplit(url).query
    if "http" not in query and "www." not in query:
        return None
    for word, value in parse_qsl(query[:2000], max_num_fields=20) if query.count("&") < 20 else ():
        if word.lower() in _PASSED_ON:
            there = clean_url(url, value if "://" in value else f"https://{value}")
            if there is not None and host_of(there) not in {here, ""}:
                return there
    return None


def community_of(url: str, hosts: SharedHosts) -> str:
    """The key of the community of a hosting place that an address belongs to; empty where it is of none."""
    found = hosts.find(host_of(url))
    if found is None:
        return ""
    try:
        key = site_key(url, hosts)
    except BadAddress:
        return ""
    place, own_name = found
    return key.key if key.shared or (own_name and own_name not in place.own) else ""


class Surroundings:
    """What stands around links that say nothing themselves, each element once and a few of a page."""

    def __init__(self) -> None:
        self._said: dict[int, str] = {}

    def of(self, node: LexborNode) -> str:
        """The text of the smallest part of a list that holds the link; empty where there is none."""
        above = node.parent
        for _ in range(4):
            if above is None:
                return ""
            if above.tag in _AROUND and len(said := self._text(above)) > _SHORTEST:
                return said
            above = above.parent
        return ""

    def _text(self, node: LexborNode) -> str:
        known = self._said.get(node.mem_id)
        if known is None:
            known = clean(node.text()[:_LOOKED_AT], 120) if len(self._said) < _MOST_AROUND else ""
            self._said[node.mem_id] = known
        return known


_SHORTEST = 3


def words_of(anchor: Anchor, around: Surroundings) -> str:
    """What a link says, with what stands around it where it says nothing, and the heading above."""
    node = anchor.node
    said = clean(node.text()[:_LOOKED_AT], 120)
    if _EMPTY.fullmatch(said):
        named = node.attributes.get("title") or node.attributes.get("aria-label") or _picture(node)
        said = clean(named, 120) or around.of(node) or said
    return clean(f"{said} · {anchor.heading}" if anchor.heading and anchor.heading != said else said, LONGEST_WORDS)


def _picture(node: LexborNode) -> str | None:
    image = node.css_first("img[alt]")
    return image.attributes.get("alt") if image is not None else None
