"""ElkArte 1 and 2, which parted from Simple Machines Forum and keeps some of its ids and its addresses."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    cookie,
    credit,
    element,
    labelled,
    link,
    markup,
    resource,
    text,
    version,
)

PLATFORM = Platform(
    name="ElkArte",
    homepage="https://www.elkarte.net/",
    source=(
        "ElkArte 1.1.9 and 2.0: themes/default (index.template.php, BoardIndex.template.php, "
        "GenericBoards.template.php, MessageIndex.template.php), Subs.php."
    ),
    clues=[
        credit("www.elkarte.net", 50),
        credit("elkarte.net", 40),
        element("#forumtitle", 20),
        element("#main_content_section", 5),
        element(".board_row", 30),
        element(".category_boards", 30),
        element(".forum_category", 20),
        element(".category_header", 15),
        element(".topic_listing", 20),
        element(".topic_latest", 15),
        element(".forumposts", 5),
        element(".linavPages", 20),
        element(".chevricon", 20),
        link("action", 5),
        link("board", 5),
        link("topic", 5),
        cookie(r"ElkArteCookie\d+", 80),
        resource("elk_*", 20),
        markup("elk_scripturl", 60),
        markup("elk_session_var", 40),
    ],
    profile={
        "name": text("#forumtitle a"),
        "description": text("#siteslogan"),
        **labelled("#upshrinkHeaderIC p.inline, #index_common_stats"),
    },
    boards=[
        Rows(
            row="li.board_row",
            link="h3.board_name a",
            threads="label .board_stats",
            posts="label .board_stats",
            last=".board_lastpost time, .board_latest time",
            unless=".i-board-redirect",
        )
    ],
    threads=[Rows(row=".topic_listing > li", link=".topic_name h4 a, .topic_name a", last=".topic_latest time")],
    front=["#forumtitle a"],
    closed=("#fatal_error", "#main_content_section"),
    wall="form#frmLogin",
    inner=("#messageindex", "#forumposts", ".forumposts", "#quickModForm"),
    versions=(version(".copyright", r"ElkArte\s+(\d+(?:\.\d+)+)"),),
    also=("index.php?action=stats", "index.php?action=.xml;type=rss2"),
)
