"""YaBB 1 Gold, 2.0 to 2.6 in Perl, and YaBB SE, which was its offspring in PHP and became SMF.

YaBB 2 tells posts first, then topics, YaBB 1 the other way round; the members stand beside them. "Members" over the
list of those online are no total, and nothing but the block beside the picture of an `i` is read.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    cookie,
    credit,
    element,
    labelled,
    link,
    markup,
    number,
    resource,
    text,
    version,
)

_BLOCK = "td:has(> img[src*='/info.']) + td"
_COUNTED = f"{_BLOCK} > div:first-child, {_BLOCK} table td:first-child"
_BOARD = "td:nth-child(2) a[href*='?board=']:not([href*='num='])"

PLATFORM = Platform(
    name="YaBB",
    homepage="https://www.yabbforum.com/",
    source=(
        "YaBB 1 Gold SP 1.3.2 (BoardIndex.pl, template.html), 2.1, 2.5.2 and 2.6.13 (BoardIndex.template, "
        "MessageIndex.template, default.html, BoardIndex.pl)."
    ),
    clues=[
        link("YaBB.pl", 50),
        link("YaBB.cgi", 50),
        address(r"/YaBB\.(?:pl|cgi)\b", 30),
        credit("www.yabbforum.com", 40),
        credit("yabbforum.com", 40),
        credit("yabb.xnull.com", 30),
        credit("www.yabbse.org", 80),
        credit("www.yabb.info", 30),
        element("#yabbclock", 40),
        element(".yabb_main", 20),
        element(".yabb_rss", 20),
        element(".tabmenuleft", 15),
        element(".menutop", 10),
        element(".bordercolor", 5),
        resource("YaBB.js", 35),
        resource("yabbfiles", 25),
        cookie(r"Y2(?:User|Pass|Sess)", 50),
        cookie(r"YaBB", 60),
        markup("YaBB SE", 40),
        markup("YaBB", 10),
    ],
    profile={
        "name": text("td.nav > a:first-child, .nav b > a.nav:first-child"),
        "members": any_of(
            number(f"{_BLOCK} > div + div b", 0),
            number(f"{_BLOCK} table td:nth-child(2) a b", 0),
        ),
        **{
            field: any_of(finder, number(f"{_BLOCK} > div:first-child b", at))
            for at, (field, finder) in enumerate(
                (field, labelled(_COUNTED, alone=True)[field]) for field in ("posts", "threads")
            )
        },
    },
    boards=[
        Rows(
            row="tr",
            link=_BOARD,
            threads='td[width="8%"]@@0',
            posts='td[width="8%"]@@1',
            last="span.small > a:first-child, td:nth-child(3) .small a:first-child",
            unless=".tabtitle, .titlebg, .catbg",
        ),
        Rows(
            row="tr",
            link=_BOARD,
            threads='td[width="1%"]@@0',
            posts='td[width="1%"]@@1',
            last="td:last-child font",
            unless=".titlebg, .catbg",
        ),
        Rows(
            row="tr",
            link=_BOARD,
            threads="td.center@@1",
            posts="td.center@@2",
            last="span.small > a:first-child",
            unless=".tabtitle, .titlebg",
        ),
    ],
    threads=[
        Rows(
            row="tr",
            link='td b > a[href*="?num="]',
            last='span.small > a[href*="num="]',
            unless=".tabtitle, .titlebg, .catbg",
        )
    ],
    front=["td.nav > a:first-child", ".nav b > a.nav:first-child"],
    clock="#yabbclock",
    date_order="mdy",
    inner=(".displaycontainer", ".navbarcontainer"),
    versions=(version("source", r"YaBB (2\.\d(?:\.\d+)*|1 Gold|SE \d(?:\.\d+)*)"),),
)
