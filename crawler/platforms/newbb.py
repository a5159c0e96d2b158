"""NewBB (also CBB), the forum of XOOPS sites: 3 to 5.

XOOPS alone is no forum, nor is a home page with a block of the newest topics: the forum's own frame must stand there.
A board's figures may bear the day's before the total: `3/57`.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    credit,
    element,
    from_title,
    generator,
    link,
    number,
    version,
)

_BOARD = "a[href*='viewforum.php?forum=']"

PLATFORM = Platform(
    name="NewBB",
    homepage="https://github.com/XoopsModules25x/newbb",
    source=(
        "NewBB 5.1, 4.33 and an earlier one (newbb_index.tpl, newbb_viewforum.tpl, newbb_viewtopic.tpl, "
        "newbb_thread.tpl, newbb_online.tpl, language/english/main.php)."
    ),
    clues=[
        element("#index_forum", 40),
        element(".index_category", 25),
        element(".index_header", 15),
        element(".forum_header", 20),
        element(".forum_title", 20),
        element(".forum_stats_left", 15),
        element(".topic-new", 15),
        element(".topic-read", 10),
        element(".ThreadUserName", 30),
        element(".ThreadTitle", 15),
        element("#forumpost0", 25),
        element(".online_admin", 10),
        link("topic_id", 15),
        link("newbb", 25),
        link("list.topic.php", 25),
        link("viewpost.php", 10),
        address(r"/modules/(?:newbb|cbb|forum)/", 20),
        generator(r"XOOPS", 15),
        credit("xoops.org", 10),
        credit("www.xoops.org", 10),
    ],
    needs=("#index_forum", ".index_category", ".forum_header", "#forumpost0"),
    profile={
        "name": from_title(r"\[[^\]]+\] - (?P<name>.+)$"),
        "threads": number("strong > a[href*='list.topic.php']:not([href*='status='])"),
        "posts": number("strong > a[href*='viewpost.php']:not([href*='status='])"),
        "online": number("div.even:has(+ div.odd .online_admin) strong"),
    },
    boards=[
        Rows(
            row="tr:has(#index_forum)",
            link=f"#index_forum {_BOARD}",
            threads="td:nth-last-child(3)##-1",
            posts="td:nth-last-child(2)##-1",
            last="td:last-child",
        )
    ],
    threads=[Rows(row="tr.even, tr.odd", link="a[href*='viewtopic.php?topic_id=']", last="td:last-child")],
    front=[".forum_title h2 a", ".index_header h2 a"],
    versions=(version(".icon_right", r"NewBB Version (\d+(?:\.\d+)+)"),),
    inner=("#forumpost0",),
)
