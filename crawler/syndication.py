"""Pages for machines: feeds, and the JSON answers of forum software."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC
from itertools import islice, pairwise

from crawler import names
from crawler.answers import nodeinfo
from crawler.fragments import fragment_text
from crawler.hygiene import TITLE_LIMIT, clean, clean_url
from crawler.page import Page
from crawler.platforms.declare import Platform
from crawler.reading import Found
from crawler.words.moments import Clock, Moment, machine
from registry.profile import ForumProfile

_ITEM = re.compile(r"<(?:item|entry)(?=[\s>])", re.IGNORECASE)
_END = re.compile(r"</(?:item|entry)\s*>", re.IGNORECASE)
_ITEMS = 100
_LONGEST = 40_000
"""Characters of one entry that are looked at: what tells of it stands before the text of the post, or soon behind."""
_TITLE = re.compile(r"<title\b[^>]{0,200}>", re.IGNORECASE)
_TITLE_END = re.compile(r"</title\s{0,20}>", re.IGNORECASE)
_WHEN = re.compile(r"<(pubDate|updated|published|dc:date)\b[^>]{0,100}>\s*([^<]{8,60})</", re.IGNORECASE)
_A_POST = re.compile(
    r"<(?:link|guid|id)\b[^<]{0,2000}?(?:#(?:p|post|msg|comment|c|reply|message)?[-_]?\d|[?&;](?:pid|post|postid|msg|cid)=\d|"
    r"\.msg\d|/posts?/\d|/comments?/\d|/message/|/msg\d|/t/[^/<]{1,200}/\d{1,12}/\d)",
    re.IGNORECASE,
)
"""An address of one post: the entry is a post, and its time the post's."""
_ANSWER = re.compile(r"\s*(?:re|aw|antw|sv|vs|odp|rif|res|ответ|re\[\d\])\s?:", re.IGNORECASE)
_OF_A_FORUM = re.compile(r"forum|foren|foro|topic|thread|discuss|communit|board|kunena|groups", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^>]{0,500}>\s*(https?://[^<\s]{1,2000})\s*</link>", re.IGNORECASE)
_ENTITY = re.compile(r"&(#x[0-9a-f]{1,6}|#\d{1,7}|amp|lt|gt|quot|apos);", re.IGNORECASE)
_NAMED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}


def read_feed(page: Page, platform: str | None, known: Platform | None = None) -> ForumProfile:
    """A feed's name, the times and titles (private) of its newest entries. Never by itself proof of a forum.

    A time is a last post's where entries are posts, and where the software is known to date threads by their last
    post; a thread's beginning is none. Where the forum is a part of a site, a feed that says nothing of a forum in its
    address is the site's, and no thread stands in it.
    """
    text = page.text
    clock = Clock(page.fetched_at.astimezone(UTC))
    first = _ITEM.search(text)
    head = text[: first.start()] if first else text[:5000]
    link = _LINK.search(head)
    if known is not None and known.needs and not _OF_A_FORUM.search(page.url.partition("//")[2].partition("/")[2]):
        return ForumProfile(platform=platform)
    found: dict[str, Found] = {}
    name = names.bare_name(_title(head))
    if names.is_name(name):
        found["name"] = Found(name, name, "feed title")
    titles: list[str] = []
    moments: list[Moment] = []
    for entry in _entries(text):
        said = clean(_title(entry), TITLE_LIMIT)
        titles.append(said)
        moment = _last_post(entry, said, clock, known)
        if moment:
            moments.append(moment)
    moments.sort(key=lambda moment: moment.at, reverse=True)
    if moments:
        found["last_post_at"] = Found(moments[0].at, moments[0].raw, "newest feed entry", moments[0].precision)
    return ForumProfile(
        is_forum=platform is not None,
        confidence=0.5 if platform is not None else 0.0,
        platform=platform,
        findings={field: fact.on(page) for field, fact in found.items()},
        thread_titles=tuple(title for title in dict.fromkeys(titles) if title)[:30],
        thread_times=tuple(dict.fromkeys(moment.at for moment in moments))[:30],
        front_page=clean_url(page.url, link[1]) if link else None,
    )


def _title(text: str) -> str:
    """The first title of a feed or of an entry, plain; empty where there is none, or it does not end."""
    start = _TITLE.search(text)
    end = _TITLE_END.search(text, start.end()) if start else None
    return _plain(text[start.end() : min(end.start(), start.end() + 8 * TITLE_LIMIT)]) if start and end else ""


def _entries(text: str) -> Iterator[str]:
    """The entries of a feed, the first hundred, each from its beginning to its end or the next one's beginning."""
    starts = [match.start() for match in islice(_ITEM.finditer(text), _ITEMS + 1)]
    for start, following in islice(pairwise([*starts, len(text)]), _ITEMS):
        entry = text[start : min(following, start + _LONGEST)]
        end = _END.search(entry)
        yield entry[: end.end()] if end else entry


def _last_post(entry: str, title: str, clock: Clock, known: Platform | None) -> Moment | None:
    """When the last post that an entry stands for was written, if it tells."""
    by_last_post = known is not None and known.feed_last
    if not by_last_post and _A_POST.search(entry) is None and _ANSWER.match(title) is None:
        return None
    times = {tag.lower(): said.strip() for tag, said in _WHEN.findall(entry)}
    when = times.get("updated") or next(iter(times.values()), None)
    return machine(when, clock) if when else None


def read_json(page: Page, platform: str | None, known: Platform | None) -> ForumProfile:
    """A platform's own JSON answer; an empty profile for any other, or where it cannot be parsed."""
    try:
        said = json.loads(page.text, strict=False)
    except (ValueError, RecursionError):
        return ForumProfile(platform=platform)
    told = nodeinfo.read_answer(said, page, platform)
    if told is not None:
        return told
    from crawler.platforms import platforms

    candidates = {platform: known} if known is not None and platform is not None else platforms()
    for slug, candidate in candidates.items():
        if candidate.json is not None:
            profile = candidate.json(said, page)
            if profile is not None:
                return profile if profile.platform else replace(profile, platform=slug)
    return ForumProfile(platform=platform)


def _plain(markup: str) -> str:
    said = markup.replace("<![CDATA[", "").replace("]]>", "")
    return fragment_text(_ENTITY.sub(_character, said))


def _character(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name in _NAMED:
        return _NAMED[name]
    code = int(name[2:], 16) if name.startswith("#x") else int(name[1:])
    return chr(code) if code < 0x110000 else ""
