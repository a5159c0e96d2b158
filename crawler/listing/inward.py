"""The pages of a forum's own that may name other places: boards, threads, lists of links; never members'. Pure.

Each with a rank: pages whose words say links, friends or other forums first, then boards and the threads that stand
first in them, as pinned and lately answered ones do, so that boards have their turns. The words are looked at, not
kept.
"""

import re
from urllib.parse import urlsplit

from crawler.hygiene import clean, is_members_page
from crawler.listing.outward import anchors, community_of, host_of
from crawler.listing.paging import entries, next_pages
from crawler.listing.wayside import rank_of
from crawler.page import Page
from crawler.reader import read
from registry.identity import SharedHosts

MOST_INWARD = 120
"""Pages of its own that one page leads to, at most."""

LISTS, TELLING, STEP, THREAD, FURTHER = -1000, -500, 10, 5, 400
"""Ranks: lists of links; what speaks of other places; from one board or thread to the next; threads beside boards;
the next page of a board.
"""

_LEFT_ALONE = re.compile(
    r"/(?:log-?(?:in|out)|sign-?(?:in|up|out)|regist\w*|account\w*|auth|oauth|user ?cp|ucp|usercp|my|settings|"
    r"search\w*|find|members?|memberlist|users?|profile\w*|people|online|whos-?online|staff|team|leaders|groups?/manage|pm|"
    r"messages?|private\w*|conversations?|inbox|mail\w*|sendmessage|contact\w*|posting|newthread|new-?topic|newreply|reply|"
    r"edit\w*|report\w*|print\w*|printthread|printpage|export|calendar|events?|attachments?|downloads?|media|gallery|albums?|"
    r"rss|feeds?|atom|syndication|external|misc|help|faq|rules|terms\w*|privacy\w*|cookies?|imprint|impressum|"
    r"legal|stats|statistics|awards|badges|trophies|donate|shop|store|cart|polls?/vote|vote|rate|subscri\w*|whats-?new|mark\w*|"
    r"admin\w*|mod(?:eration|cp)?|cron|captcha|language|style|theme|amp|cdn-cgi|wp-(?:admin|json|login))(?:[/.?]|$)"
    r"|[?&;/](?:do|mode|act|view)=|[?&;]action=(?!forum|boardindex|topic)|[?&;](?:p|pid|post|goto|sort\w*|order|dir|"
    r"highlight|s?id=[0-9a-f]{20})=|\.msg\d|/(?:latest|unread|last|new|post-\d+)/?$|/(?:post|posts)/\d+/(?:reply|edit)|"
    r"\.(?:pdf|zip|jpe?g|png|gif|webp|svg|mp[34]|css|js|xml|json|rss|ics)(?:\?|$)",
    re.IGNORECASE,
)
"""Addresses of what is done in a forum, of members and of other views of the same: nothing there is for us."""

_OF_FORUM = re.compile(
    r"view(?:topic|forum)|showthread|forumdisplay|/(?:threads?|topics?|discussions?|boards?|forums?|"
    r"categor(?:y|ies)|questions?)"
    r"[/.-][^/]|/t/[^/]+/\d|/c/[^/]|/d/\d|/post/\d|/node/\d|/t5/|[?&;](?:topic|board|thread|t|f|tid|fid)=\d|"
    r"\?(?:thread|forum)id=|(?:forum|thread|list|read|topic)\.\w{3,4}\?|/(?:threads?|topics?|boards?)-\d|"
    r"\?\d+-|/thread/",
    re.IGNORECASE,
)
"""Addresses of boards and threads as most programs write them; those of others are told by standing in a list."""

_TELLING = re.compile(
    r"\b(?:links?|link ?list|blogrolls?|friends|affiliates|resources|useful|recommend\w*|sign-?posts?|directory|"
    r"websites?|web sites?|sites|other (?:forums?|boards?|places|communities)|forums|message ?boards|communities|"
    r"support groups?|where else|elsewhere|partners?|enlaces|recursos|otros foros|liens|ressources|autres forums|"
    r"verweise|andere foren|freunde|partner\w*|nützliche|dolenni|adnoddau|fforymau|linki|odkazy|länkar|ссылки)\b",
    re.IGNORECASE,
)
"""Words of a board or a thread that is about other places."""

_PAGE_OF = re.compile(
    r"(?:[?&;](?:start|page|offset)=\d+|/(?:page-?|p)\d+/?$|[?&;]board=\d+\.[1-9]\d*$)", re.IGNORECASE
)
_LONGEST_SAID = 120


def inward(page: Page, start: str, hosts: SharedHosts, *, first: bool, board: bool) -> list[tuple[str, int]]:
    """The pages of the same community that are to be read, each once with its rank, MOST_INWARD at most.

    `first`: this is the page that the reading began with; `board`: it is one of the pages next to it.
    """
    ranked: dict[str, int] = {}
    known = _told(page, first=first)
    number = 0
    for anchor in anchors(page):
        url = anchor.url
        if url in ranked or not belongs(url, start, hosts) or url == page.url:
            continue
        said = clean(anchor.node.text(deep=True)[:_LONGEST_SAID], _LONGEST_SAID)
        telling = rank_of(url, said)
        if telling is not None and first:
            ranked[url] = LISTS + telling
        elif (url in known or _OF_FORUM.search(_behind_host(url))) and _speaks(said) and not _PAGE_OF.search(url):
            speaks = TELLING if _TELLING.search(said) else 0
            ranked[url] = speaks + number * STEP + (THREAD if board else 0)
            number += 1
    onward = next_pages(page)[:1] if board else []
    further = [(url, FURTHER) for url in onward if url not in ranked and belongs(url, start, hosts)]
    return [*ranked.items()][:MOST_INWARD] + further


def _told(page: Page, *, first: bool) -> set[str]:
    """Pages that stand in a list of their like; from the first page, its boards as far as our reader knows them."""
    boards = {board.url for board in read(page).boards if board.url} if first else set()
    return boards | set(entries(page))


def _speaks(said: str) -> bool:
    return len(said) >= 3 and any(letter.isalpha() for letter in said)


def _behind_host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def belongs(url: str, start: str, hosts: SharedHosts) -> bool:
    """Whether an address is a page of the community that a reading began with, and one that is for us to read."""
    if host_of(url) != host_of(start) or is_members_page(url) or _LEFT_ALONE.search(_behind_host(url)):
        return False
    return community_of(url, hosts) == community_of(start, hosts)
