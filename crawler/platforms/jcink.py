"""Boards hosted by Jcink: Invision Power Board 1.3 as the service keeps it, on its own domain or the board's.

Many a board replaces the rows of its lists by templates of its own: of such only the statistics are read. What it calls
replies are no posts; its total of posts counts both.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    credit,
    element,
    labelled,
    link,
    markup,
    matched,
    text,
)

PLATFORM = Platform(
    name="Jcink",
    homepage="https://jcink.com/",
    source=(
        "Not public itself; as public programs and skins for it know its pages: jcink-custom-structure 1.7.6 (cs.js), "
        "jcink-api (board-stats.html), JcinkSkinTemplate (index.html, topiclist.html)."
    ),
    clues=[
        # More than Invision's own marks can come to on the same page: its foot names both.
        address(r"//(?!(?:www|files|forum)\.)[\w-]{1,63}\.jcink\.net(?:[/:?#]|$)", 400),
        markup(".b1.jcink.com", 300),
        credit("jcink.com", 40),
        element("#boardstats", 10),
        element("#subforum-list", 15),
        element("#topic-list", 10),
        element("#recent-topics", 5),
        element("#delcookiesrow", 20),
        element("#mark-as-read-subto", 20),
        element(".x-viewing-forum", 20),
        element(".forum-led-by", 15),
        link("showforum", 10),
        link("showtopic", 10),
        link("act", 5),
    ],
    profile={
        "name": text("#navstrip > a:first-of-type"),
        **labelled("#boardstats td"),
        "online": matched("#boardstats td", r"^(?P<n>\d[\d,.]*) users? active in the past"),
    },
    boards=[
        Rows(
            row=".category tr, #subforum-list tr",
            link="td:nth-child(2) > :first-child a[href*='showforum='], td:nth-child(2) > a[href*='showforum=']",
            threads="td:nth-child(3)",
            last="td:nth-child(5)",
        )
    ],
    threads=[Rows(row="#topic-list tr", link="a[title][href*='showtopic=']", last="td:nth-child(7) span")],
    front=["#navstrip a"],
    date_order="mdy",
    inner=(".postcolor",),
)
