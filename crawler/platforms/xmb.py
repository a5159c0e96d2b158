"""XMB 1.8 to 1.10: tables of fixed cells, translated words, and one line of topics, posts and members.

Early Discuz! grew out of XMB and shares its addresses and some classes; its credit counts against.
"""

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    cookie,
    credit,
    either,
    element,
    labelled,
    link,
    resource,
    text,
    title,
    version,
)
from crawler.reading import Found, Reading
from crawler.words.numbers import number as number_in

_STATISTICS = "tr.tablerow > td"


def _by_place(at: int) -> Finder:
    """The figures before the newest member: three in bold, whatever words stand between them."""

    def find(reading: Reading) -> Found | None:
        for node in reading.all(_STATISTICS)[:20]:
            bold = node.css("strong")
            if len(bold) == 4 and node.css_first("a[href*='member.php'] strong") is not None:
                read = number_in(bold[at].text())
                return Found(read.value, read.raw, f"{_STATISTICS} strong [{at}]") if read else None
        return None

    return find


PLATFORM = Platform(
    name="XMB",
    homepage="https://www.xmbforum2.com/",
    source=(
        "XMB 1.9.8, 1.9.11, 1.9.12 (templates.xmb: index_forum, index_stats, forumdisplay_thread, header, footer), "
        "1.10.02 (templates/index_forum.php, index_stats.php, forumdisplay_thread.php, viewthread_post.php)."
    ),
    clues=[
        title(r"powered by xmb", 50),
        credit("www.xmbforum2.com", 40),
        credit("www.xmbforum.com", 40),
        credit("xmbforum.com", 40),
        credit("www.discuz.net", -80),
        cookie(r"xmb(?:lva|lvb|user|pw)$", 70),
        element(".ctrtablerow", 30),
        element(".rghttablerow", 30),
        element(".lastpostcell", 15),
        element(".tablerow", 5),
        element(".mediumtxt", 5),
        element(".smalltxt", 5),
        element(".navtd", 15),
        element(".status_Super_Moderator", 20),
        link("forumdisplay.php", 5),
        link("viewthread.php", 10),
        link("member.php", 5),
        resource("header.js", 10),
    ],
    profile={
        "name": text("td.nav > a:first-child"),
        **either(
            labelled(_STATISTICS), {name: _by_place(at) for at, name in enumerate(("threads", "posts", "members"))}
        ),
    },
    boards=[
        Rows(
            row="tr",
            link='td.tablerow a[href*="forumdisplay.php"]',
            name='td.tablerow a[href*="forumdisplay.php"] strong',
            threads="td.ctrtablerow@@1",
            posts="td.ctrtablerow@@2",
            last="td.lastpostcell, td.rghttablerow, tr.rghttablerow",
            unless=".category",  # the rows of the page's frame
        )
    ],
    threads=[
        Rows(
            row="tr",
            link='td.tablerow .mediumtxt a[href*="viewthread.php"]',
            last="td.lastpostcell, td.rghttablerow",
            unless=".header",
        )
    ],
    front=["td.nav > a:first-child"],
    date_order="dmy",
    inner=(".post",),
    versions=(version("title", r"XMB\s+(\d+(?:\.\d+)+)"),),
)
