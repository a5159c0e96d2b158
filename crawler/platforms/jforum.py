"""JForum 2, whose tables and classes come from phpBB 2, and whose addresses end in `.page`.

The figures stand in one cell, a line each: posts, members, then the newest member, who is never read.
"""

import re

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    address,
    cookie,
    credit,
    either,
    element,
    labelled,
    link,
    markup,
    presence,
    text,
    version,
)
from crawler.reading import Found, Reading, block_text
from crawler.words.numbers import NUMBER
from crawler.words.numbers import number as number_in

_FIGURES = "td.row1.gensmall"
_NUMBERS = re.compile(NUMBER, re.IGNORECASE)


def _line(at: int) -> Finder:
    """The one number of a line, in the cell of three lines that ends with the newest member's profile."""

    def find(reading: Reading) -> Found | None:
        for node in reading.all(_FIGURES)[:10]:
            if len(node.css("br")) != 2 or len(node.css('a[href*="/user/profile/"]')) != 1:
                continue
            lines = [line for line in block_text(node, 1000).split("\n") if line.strip()]
            told = _NUMBERS.findall(lines[at]) if len(lines) == 3 else []
            read = number_in(told[0]) if len(told) == 1 else None
            return Found(read.value, read.raw, f"{_FIGURES} line {at}") if read else None
        return None

    return find


PLATFORM = Platform(
    name="JForum",
    homepage="https://www.jforum.net/",
    source=(
        "JForum 2.1.8: templates/default/forum_list.htm, forum_show.htm, post_show.htm, header.htm, bottom.htm, "
        "SystemGlobals.properties."
    ),
    clues=[
        credit("www.jforum.net", 45),
        credit("jforum.net", 45),
        credit("jforum.sourceforge.net", 20),
        link("list.page", 40),
        link("hottestTopics", 25),
        link("recentTopics", 20),
        link("filters.page", 15),
        address(r"/(?:forums|posts)/(?:list|show|preList)(?:/\d+){0,3}\.page\b", 40),
        cookie(r"jforumUser", 60),
        element("body.en_US", 5),
        element(".boardtitle", 15),
        element(".thcornerl", 10),
        element(".forumline", 5),
        markup("JForum", 15),
        markup("ping_session.jsp", 30),
    ],
    profile={
        "name": text("span.boardtitle"),
        **either(labelled(_FIGURES), {"posts": _line(0), "members": _line(1)}),
        "online": presence(_FIGURES),
    },
    boards=[
        Rows(
            row="tr",
            link='a.forumlink[href*="/forums/show/"]',
            threads="td.row2@@0",
            posts="td.row2@@1",
            last="td.row2 .postdetails",
        )
    ],
    threads=[
        Rows(
            row="tr.bg_small_yellow, tr",
            link=".topictitle a",
            replies="td.row2@@0",
            last="td:nth-last-child(1) .postdetails",
        )
    ],
    front=['a.forumlink[href*="/forums/list"]', 'a.maintitle[href*="/forums/list"]', 'a.nav[href*="/forums/list"]'],
    clock="td > .gensmall:first-child",
    date_order="dmy",
    inner=(".topictitle", ".postbody", ".bodyline"),
    versions=(version(".copyright", r"JForum\s+(\d+(?:\.\d+)+)"),),
)
