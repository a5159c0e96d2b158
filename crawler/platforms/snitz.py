"""Snitz Forums 2000 (ASP), 3.4, with its tables of `font` elements and in later styles with classes.

Its statistics are sentences: how many of all members have posted, and how much; then how many topics there are.
"""

import re

from selectolax.lexbor import LexborNode

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    cookie,
    credit,
    element,
    link,
    markup,
    meta,
    resource,
    version,
)
from crawler.reading import Found, Reading
from crawler.words.numbers import NUMBER
from crawler.words.numbers import number as number_in

_SENTENCE = re.compile(
    rf"\s*{NUMBER}\s[^\d.]{{1,20}}\s(?P<members>{NUMBER})\s[^\d.]{{1,60}}\s(?P<posts>{NUMBER})\s", re.IGNORECASE
)
"""How many of how many members have made how many posts."""
_LINK = "a[href='members.asp'], a[href$='/members.asp']"


def _cell(reading: Reading) -> tuple[LexborNode, re.Match[str]] | None:
    """The cell with the sentence about members and posts."""
    for anchor in reading.all(_LINK)[:10]:
        node = anchor.parent
        while node is not None and node.tag in ("font", "span", "b"):
            node = node.parent
        told = _SENTENCE.match(" ".join(node.text(separator=" ").split())[:300]) if node is not None else None
        if node is not None and node.tag == "td" and told is not None:
            return node, told
    return None


def _told(group: str) -> Finder:
    def find(reading: Reading) -> Found | None:
        cell = _cell(reading)
        read = number_in(cell[1][group]) if cell is not None else None
        return Found(read.value, read.raw, f"sentence beside members.asp ({group})") if read else None

    return find


def _topics(reading: Reading) -> Found | None:
    """The first number of the row below."""
    cell = _cell(reading)
    row = cell[0].parent if cell is not None else None
    below = row.next if row is not None else None
    while below is not None and below.tag != "tr":
        below = below.next
    read = number_in(" ".join(below.text(separator=" ").split())[:120]) if below is not None else None
    return Found(read.value, read.raw, "row below the sentence beside members.asp") if read else None


_BOARD = "a[href*='forum.asp?FORUM_ID=']"
_TOPIC = "a[href*='topic.asp?'][href*='TOPIC_ID=']"

PLATFORM = Platform(
    name="Snitz Forums 2000",
    homepage="https://forum.snitz.com/",
    source=(
        "Snitz Forums 2000 3.4, as it stands in two public installs: default.asp, forum.asp, inc_header.asp, "
        "inc_footer.asp."
    ),
    clues=[
        credit("forum.snitz.com", 50),
        credit("snitz.com", 30),
        meta("copyright", r"This Forum code is Copyright \(C\) 2000", 60),
        element(".spnMessageText", 35),
        link("FORUM_ID", 20),
        link("TOPIC_ID", 10),
        link("active.asp", 15),
        link("forum.asp", 10),
        link("members.asp", 5),
        link("pop_profile.asp", 15),
        resource("inc_code.js", 15),
        resource("inc_window.js", 15),
        cookie(r"Snitz\d\d", 60),
        markup("Snitz Forums 2000", 30),
    ],
    profile={"members": _told("members"), "posts": _told("posts"), "threads": _topics},
    boards=[
        Rows(
            row=f"tr:has(> td > font > span.spnMessageText > {_BOARD})",
            link=f"span.spnMessageText > {_BOARD}",
            threads="td[align=center]@@1",
            posts="td[align=center]@@2",
            last="td[nowrap]",
        ),
        Rows(
            row=f"tr:has(> td > .forumlink > {_BOARD})",
            link=f".forumlink > {_BOARD}",
            threads="td.counts@@0",
            posts="td.counts@@1",
            last=".lastpost",
        ),
    ],
    threads=[
        Rows(
            row=f"tr:has(> td > font > span.spnMessageText > {_TOPIC})",
            link=f"span.spnMessageText > {_TOPIC}",
            last="td[nowrap]",
            unless=_LINK,  # the sentence of statistics
        ),
        Rows(row=f"tr:has(> td > .forumlink > {_TOPIC})", link=f".forumlink > {_TOPIC}", last=".lastpost"),
    ],
    front=["a[href='default.asp']"],
    date_order="mdy",
    versions=(version("source", r"Snitz Forums 2000 Version (\d+(?:\.\d+)+)"),),
)
