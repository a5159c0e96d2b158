"""Where a page's forum has its front page, and which further addresses stand under it. Pure."""

import re
from collections.abc import Iterable

from crawler.hygiene import clean_url, is_members_page, same_site
from crawler.landing import leads_to_forum
from crawler.reading import Reading
from registry.identity import BadAddress, SharedHosts, site_key

_NO_HOSTS = SharedHosts()
_HOME_RELATIONS = frozenset(["home", "index", "start", "contents"])
_CRUMBS = (
    ".breadcrumb a, .breadcrumbs a, .breadcrumb-list a, #breadcrumb a, #breadcrumbs a",
    '[itemtype$="/BreadcrumbList"] a',
)


def first_link(reading: Reading, selectors: Iterable[str]) -> str | None:
    """The address of the first link that the selectors find on this site."""
    for selector in selectors:
        for node in reading.some(selector, 3):
            url = _own(reading, node.attributes.get("href"))
            if url is not None:
                return url
    return None


def _own(reading: Reading, href: str | None) -> str | None:
    """A link's address where it stays on this site and leads to no member's page: names are kept in no address."""
    url = reading.url(href)
    return url if url is not None and same_site(url, reading.page.url) and not is_members_page(url) else None


def home(reading: Reading, pattern: str) -> str | None:
    """The address of the community's front page, where the page's own address holds it."""
    match = re.match(pattern, reading.page.url, re.IGNORECASE) if pattern else None
    return clean_url(reading.page.url, match[0]) if match is not None else None


def declared_home(reading: Reading) -> str | None:
    """The front page as pages of any software name it: `rel=home` and its kin, or the trail of where one is.

    Of a trail the first link that says "forum" counts, else its first: before it may stand the site around the forum.
    """
    for attributes in reading.page.head_links:
        if _HOME_RELATIONS & set((attributes.get("rel") or "").lower().split()):
            url = _own(reading, attributes.get("href"))
            if url is not None:
                return url
    for selector in _CRUMBS:
        if "itemtype" in selector and b"BreadcrumbList" not in reading.page.utf8:
            continue
        trail = [
            (url, leads_to_forum(node.attributes.get("href") or "", text[:60].strip()))
            for node in reading.some(selector, 4)
            if (url := _own(reading, node.attributes.get("href"))) is not None
            for text in (node.text(deep=True),)
        ]
        if trail:
            return next((url for url, says_so in trail if says_so), trail[0][0])
    return None


def further(reading: Reading, paths: Iterable[str], front: str | None) -> tuple[str, ...]:
    """A platform's further addresses, best first.

    `about.json` of a forum at `/forum/` is `/forum/about.json`, wherever on it the page stands; a path with a slash
    before it is the host's. `{query}` in it stands for the front page's own query, by which one install holds several
    forums: without one the address is left out.
    """
    base = front or community_address(reading.page.url) or reading.page.url
    query = (front or reading.page.url).partition("#")[0].partition("?")[2]
    asked = [path.replace("{query}", query) for path in paths if query or "{query}" not in path]
    found = [clean_url(_folder(base), path) for path in asked]
    return tuple(url for url in dict.fromkeys(found) if url is not None and not is_members_page(url))


def community_address(url: str) -> str | None:
    """The front page of the community that an address belongs to, as the address alone tells it."""
    try:
        return site_key(url, _NO_HOSTS).address
    except BadAddress:
        return None


def _folder(url: str) -> str:
    """The address of the folder a front page stands in, with its slash: `/forum` is a folder, `/index.php` is not."""
    plain = url.partition("#")[0].partition("?")[0]
    before, slash, last = plain.rpartition("/")
    if before.endswith(("/", ":")) or before == "":
        return f"{plain}/"  # the host alone
    return f"{before}{slash}" if "." in last or not last else f"{plain}/"
