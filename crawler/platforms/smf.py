"""Simple Machines Forum 1.1 to 2.1 in its own themes. Its meta description is the page's title and is not read."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    element,
    labelled,
    link,
    markup,
    presence,
    resource,
    text,
    version,
)

_ASIDE = (
    ".sticky, .locked, .stickybg, .stickybg2, .lockedbg, .lockedbg2, "
    "img[src*=sticky], img[src*=locked], img[src*=moved]"
)
"""Threads that are pinned, locked or moved: by the class of their row or cells, or by its picture."""

PLATFORM = Platform(
    name="Simple Machines Forum",
    homepage="https://www.simplemachines.org/",
    tier="A",
    source=(
        "SMF 2.1.5, run in English and French with two themes, and real pages of three sites, SMF 1.1 and 2: front "
        "pages, boards, threads, log-in, feed, empty boards, maintenance and bans."
    ),
    clues=[
        element("body#smf", 30),
        element("#smf_menu", 30),
        element("#boardindex_table", 40),
        element("#messageindex", 25),
        element("#forumposts", 25),
        element("#upshrinkHeaderIC", 40),
        element("#upshrink_stats", 30),
        element("#info_center", 15),
        element("#menu_nav", 10),
        element("#content_section", 5),
        element(".catbg", 15),
        element(".titlebg", 10),
        element(".windowbg", 10),
        element(".windowbg2", 15),
        element(".smalltext", 0),
        element(".navigate_section", 15),
        element(".linktree", 0),
        link("action=help", 0),
        credit("www.simplemachines.org", 35),
        credit("simplemachines.org", 20),
        link("action", 5),
        link("board", 5),
        link("topic", 5),
        credit("1.0", 5),
        cookie(r"SMFCookie\d+", 80),
        resource("fin20", 10),
        resource("theme.js", 0),
        resource("script.js", 0),
        markup("smf_theme_url", 60),
        markup("smf_scripturl", 60),
        markup("smf_iso_case_folding", 30),
        markup("var smf_", 40),
    ],
    profile={
        "name": any_of(
            text("#top_section h1.forumtitle"),
            text("h1.forumtitle"),
            text("b > a.nav"),
            text(".navigate_section li:first-child a span, .linktree li:first-child a"),
        ),
        "description": text("#siteslogan"),
        **labelled("#upshrink_stats, #upshrinkHeaderIC, #statistics, td.smalltext, #info_center, td.windowbg2"),
        "online": presence("#upshrink_stats, #upshrinkHeaderIC, td.windowbg2"),
    },
    boards=[
        Rows(
            row=".up_contain",
            link="a.subject",
            threads="label .board_stats",
            posts="label .board_stats",
            last=".lastpost",
        ),
        Rows(
            row="tr[id^=board_], tbody.content tr", link="a.subject", threads="label", posts="label", last="td.lastpost"
        ),
        Rows(
            row="tr",
            link='td.windowbg2 b > a[href*="board="], td.windowbg2 b > a[href*="board,"]',
            threads="td[valign=middle]@@0",
            posts="td[valign=middle]@@1",
            last="td.windowbg2 .smalltext, td:last-child",
        ),
    ],
    threads=[
        Rows(
            row="#topic_container > div, #messageindex tr, .windowbg",
            link=".message_index_title a, td.subject span[id^=msg_] a",
            last=".lastpost, td.lastpost",
            aside=_ASIDE,
        ),
        Rows(row="tr", link="span[id^=msg_] a", last="td.lastpost, td:last-child", aside=_ASIDE),
    ],
    front=["h1.forumtitle a", ".navigate_section li:first-child a", "a.nav"],
    clock="#top_section time, .user time, #upper_section .floatright, #header .smalltext, #time",
    closed=("#fatal_error", "#main_content_section", "#bodyarea"),
    wall="form#frmLogin",
    inner=("#forumposts", "#messageindex", "#quickModForm"),
    versions=(version(".copyright, #footer, span.smalltext", r"SMF\s(\d\.\d(?:\.\d+)?)"),),
    also=("index.php?action=stats", "index.php?action=.xml;type=rss2"),
)
