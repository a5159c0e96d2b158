"""Pages for machines: feeds, and the JSON answers of forum software."""

import json
import re
from datetime import UTC

from crawler import names
from crawler.fragments import fragment_text
from crawler.hygiene import TITLE_LIMIT, clean, clean_url
from crawler.moments import Clock, Moment, machine
from crawler.page import Page
from crawler.platforms.declare import Platform
from crawler.reading import Found
from registry.profile import ForumProfile

_ITEM = re.compile(r"<(item|entry)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_ITEMS = 100
_TITLE = re.compile(r"<title\b[^>]{0,200}>(.*?)</title\s*>", re.DOTALL | re.IGNORECASE)
_WHEN = re.compile(
    r"<(?:pubDate|updated|published|dc:date|lastBuildDate)\b[^>]{0,100}>\s*([^<]{8,60})</", re.IGNORECASE
)
_GENERATOR = re.compile(r"<generator\b[^>]{0,300}>([^<]{0,200})</generator>", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]{0,500}>\s*(https?://[^<\s]{1,2000})\s*</link>", re.IGNORECASE)
_ENTITY = re.compile(r"&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);", re.IGNORECASE)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def read_feed(page: Page, platform: str | None) -> ForumProfile:
    """A feed's name, the times and titles (private) of its newest entries. Never by itself proof of a forum."""
    text = page.text
    clock = Clock(page.fetched_at.astimezone(UTC))
    first = _ITEM.search(text)
    head = text[: first.start()] if first else text[:5000]
    found: dict[str, Found] = {}
    title = _TITLE.search(head)
    name = names.bare_name(_plain(title[1])) if title else ""
    if names.is_name(name):
        found["name"] = Found(name, name, "feed title")
    titles: list[str] = []
    moments: list[Moment] = []
    for match in list(_ITEM.finditer(text))[:_ITEMS]:
        said = _TITLE.search(match[0])
        if said:
            titles.append(clean(_plain(said[1]), TITLE_LIMIT))
        when = _WHEN.search(match[0])
        moment = machine(when[1].strip(), clock) if when else None
        if moment:
            moments.append(moment)
    moments.sort(key=lambda moment: moment.at, reverse=True)
    if moments:
        found["last_post_at"] = Found(moments[0].at, moments[0].raw, "newest feed entry", moments[0].precision)
    link = _LINK.search(head)
    return ForumProfile(
        is_forum=platform is not None,
        confidence=0.5 if platform is not None else 0.0,
        platform=platform,
        findings={field: fact.on(page) for field, fact in found.items()},
        thread_titles=tuple(title for title in dict.fromkeys(titles) if title)[:30],
        thread_times=tuple(dict.fromkeys(moment.at for moment in moments))[:30],
        front_page=clean_url(page.url, link[1]) if link else None,
    )


def read_json(page: Page, platform: str | None, known: Platform | None) -> ForumProfile:
    """A platform's own JSON answer; an empty profile for any other, or where it cannot be parsed."""
    try:
        said = json.loads(page.text, strict=False)
    except (ValueError, RecursionError):
        return ForumProfile(platform=platform)
    from crawler.platforms import platforms

    candidates = {platform: known} if known is not None and platform is not None else platforms()
    for slug, candidate in candidates.items():
        if candidate.json is not None:
            profile = candidate.json(said, page)
            if profile is not None:
                return profile if profile.platform else _with_platform(profile, slug)
    return ForumProfile(platform=platform)


def _with_platform(profile: ForumProfile, slug: str) -> ForumProfile:
    from dataclasses import replace

    return replace(profile, platform=slug)


def _plain(markup: str) -> str:
    said = markup.replace("<![CDATA[", "").replace("]]>", "")
    return fragment_text(_ENTITY.sub(_character, said))


def _character(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name in _NAMED:
        return _NAMED[name]
    code = int(name[2:], 16) if name.startswith("#x") else int(name[1:])
    return chr(code) if code < 0x110000 else ""
