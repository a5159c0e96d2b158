"""Pages that are no evidence either way: challenges of shields, bans, closed boards, maintenance."""

import re

from crawler.hygiene import clean
from crawler.page import Page
from crawler.platforms.declare import Platform
from crawler.reading import Reading
from crawler.shields import ASKING, BANNED, CLOSED, CLOSED_HERE, HEADERS, MAINTENANCE, NOBODY, SURE, TITLES, WITH_TITLE

_SMALL = 60_000
"""Bytes of a page up to which it may be a challenge or a notice."""
_FEW_LINKS = 12
_NOTICE = 4_000
"""Characters beyond which an element holds more than a notice: what is said first in it may be anybody's."""
_THIN = 1_500
"""Characters of text up to which a page says nothing but its notice."""
_SHORT = 400
"""Characters of text up to which words of maintenance are the whole message."""
_REFUSED = (401, 403, 405, 429, 503)
_FIELD = re.compile(rb"<input[^>]{1,300}type=[\"']?(?:text|password|email|search)|<textarea|<select", re.IGNORECASE)


def challenge(page: Page) -> str | None:
    """The shield whose challenge or refusal this page is, or None.

    Judged on short pages of few links only: real pages carry shields' scripts, and speak of robots.
    """
    for name, pattern, shield in HEADERS:
        if pattern.search(page.header(name)) and (name != "x-datadome" or page.status in _REFUSED):
            return shield
    if len(page.body) >= _SMALL:
        return None
    title = page.harvest.title.strip()[:200]
    titled = TITLES.match(title) is not None
    if titled or page.status in _REFUSED:
        shield = _marked(page, (*SURE, *WITH_TITLE))
        if shield:
            return shield
    if page.harvest.link_count >= _FEW_LINKS:
        return None
    if titled:
        return f"challenge page: {clean(title, 60)}"
    said = _all_said(page)
    if said is None:
        return None
    asks = ASKING.search(said) is not None
    if asks or _FIELD.search(page.body) is None:
        shield = _marked(page, SURE)
        if shield:
            return shield
    return (_marked(page, WITH_TITLE) or "challenge page") if asks else None


def notice(page: Page) -> str | None:
    """The notice of a closed board, a ban or maintenance that is all a page of unknown software shows, or None."""
    if len(page.body) >= _SMALL or page.harvest.link_count >= _FEW_LINKS:
        return None
    said = _all_said(page)
    if said is None:
        return None
    title = page.harvest.title.strip()[:200]
    shut = _shut(f"{title} {said}")
    if shut is None and (MAINTENANCE.search(title) or (len(said) <= _SHORT and MAINTENANCE.search(said))):
        return "maintenance"
    return shut


def _marked(page: Page, marks: tuple[tuple[bytes, str], ...]) -> str:
    return next((name for mark, name in marks if mark in page.body), "")


def _all_said(page: Page) -> str | None:
    """All that a page says where that is little; None where it is more, or tells that nobody is there."""
    body = page.tree.body
    said = " ".join((body.text(separator=" ") if body is not None else "").split())
    return None if len(said) > _THIN or NOBODY.search(f"{page.harvest.title} {said}") else said


def _shut(said: str) -> str | None:
    if BANNED.search(said):
        return "the board bans us"
    return "the board is closed" if CLOSED.search(said) else None


def _is_front(url: str) -> bool:
    path = url.partition("//")[2].partition("/")[2]
    return re.fullmatch(r"(?:.*/)?(?:index\.php)?(?:\?(?:sid|s)=\w*)?", path) is not None


def closed(reading: Reading, platform: Platform) -> str | None:
    """Why a recognised board shows nothing: closed, or banning us. Looked for only where its messages stand."""
    if reading.page.status == 503:
        return "the board is closed"
    for selector in platform.closed:
        for node in reading.all(selector)[:2]:
            whole = node.text(separator=" ")
            if len(whole) > _NOTICE:
                continue
            said = clean(whole, 600)
            if (shut := _shut(said)) is not None:
                return shut
            if CLOSED_HERE.search(said) or MAINTENANCE.search(said):
                return "the board is closed"
    if platform.notice and _is_front(reading.page.url) and reading.first(platform.notice) is not None:
        asks_in = platform.wall and reading.first(platform.wall) is not None
        return None if asks_in else "the board shows only a notice"
    return None
