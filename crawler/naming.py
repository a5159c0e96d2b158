"""Where a page names its forum, the surest place first: the software's own, the title, what is said for machines.

On deeper pages the title is a thread's, a board's or a member's: only the site's part of it is read there.
"""

from urllib.parse import urlsplit

from crawler import names
from crawler.hygiene import is_front_address
from crawler.page import structured
from crawler.reading import Found, Reading

_BY_HOST = "title, the part that names the host"
_LOGOS = "#logo img[alt], .logo img[alt], img.logo[alt], img#logo[alt], header a img[alt], a.navbar-brand, .site-title"


def name_of(reading: Reading, declared: Found | None, *, hosted: bool, front: bool, listed: bool) -> Found | None:
    """The forum's own name with its evidence, or None where the page tells none.

    `declared` is what the platform's finder brought; `hosted` communities share a host whose own name is not
    theirs; `front` is whether the page may be the forum's front page, `listed` whether it lists boards.
    """
    bare = names.bare_name(str(declared.value)) if declared is not None else ""
    if declared is not None and names.is_name(bare):
        if front and not hosted and _says_less(bare, reading.host):
            part = _part_by_host(reading, front)
            if part and names.mentions_forum(part):
                return Found(part, part, _BY_HOST)
        return Found(bare, bare, declared.rule)
    return _undeclared(reading, _part_by_host(reading, front), front, listed) if not hosted else None


def _says_less(name: str, host: str) -> bool:
    """Whether a name is that of more than the forum, or a motto, beside a title that names the forum and its host."""
    return not names.mentions_forum(name) or (len(name) > 40 and not names.repeats_host(name, host))


def _part_by_host(reading: Reading, front: bool) -> str:
    alone = front or urlsplit(reading.page.url).path in ("", "/")
    return names.by_host(names.bare_name(reading.harvest.title), reading.host, alone=alone)


def _undeclared(reading: Reading, part: str, front: bool, listed: bool) -> Found | None:
    if front and part and names.mentions_forum(part):
        return Found(part, part, _BY_HOST)
    site = names.bare_name(reading.harvest.meta.get("og:site_name", ""))
    if names.is_name(site) and not names.is_host_name(site):
        return Found(site, site, "meta og:site_name")
    if names.is_name(part):
        return Found(part, part, _BY_HOST)
    whole = names.bare_name(reading.harvest.title)
    # The title of a page with figures may be a member's, with theirs.
    if front and names.is_name(whole) and (listed or is_front_address(reading.page.url)):
        return Found(whole, whole, "title")
    said = names.bare_name(structured.site_name(reading.structured))
    if names.is_name(said):
        return Found(said, said, "JSON-LD")
    return _least(reading, site, front)


def _least(reading: Reading, site: str, front: bool) -> Found | None:
    """What is left: the name for a telephone's screen, a logo's words, a host's name where the page calls itself so."""
    meta = reading.harvest.meta
    app = names.bare_name(meta.get("application-name", "") or meta.get("apple-mobile-web-app-title", ""))
    if names.is_name(app):
        return Found(app, app, "meta application-name")
    if front and is_front_address(reading.page.url):
        for node in reading.some(_LOGOS, 3):
            said = names.bare_name((node.attributes.get("alt") or "") if node.tag == "img" else node.text())
            if names.is_name(said) and len(said) <= 80:
                return Found(said, said, "logo")
    return Found(site, site, "meta og:site_name") if names.is_name(site) else None
