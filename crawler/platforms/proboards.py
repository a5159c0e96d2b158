"""Forums hosted by ProBoards, version 5 and later."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    credit,
    element,
    labelled,
    markup,
    meta_content,
    resource,
    text,
)

PLATFORM = Platform(
    name="ProBoards",
    homepage="https://www.proboards.com/",
    tier="B",
    source="Hosted, templates not public: ProBoards 5, by the classes that its style sheets name.",
    clues=[
        address(r"//[\w-]+\.(?:proboards\.com|boards\.net|freeforums\.net)/", 30),
        element("tr.board", 0),
        element(".ui-helper-clearfix", 0),
        element(".board-name", 10),
        element(".forum-name", 0),
        element("#navigation-menu", 5),
        element(".state-menu", 15),
        element(".stats-container", 10),
        resource("storage.proboards.com", 50),
        resource("forums.proboards.com", 40),
        resource("storage2.proboards.com", 40),
        credit("www.proboards.com", 30),
        markup("proboards.data(", 50),
        markup("pb.data(", 10),
    ],
    profile={
        "name": any_of(meta_content("og:site_name", 200), text("#banner h1, #logo .text")),
        **labelled(".stats.container, .container.stats, .info-center, .stats"),
    },
    boards=[
        Rows(
            row="tr.board, tr.item.board",
            link="td.main .link a, .board-link, a.link-board",
            threads="td.threads",
            posts="td.posts",
            last="td.latest time, td.latest abbr",
        )
    ],
    threads=[Rows(row="tr.thread", link="a.thread-link", last="td.latest time, td.latest abbr")],
    front=["#nav-tree a", "#navigation-tree a"],
    inner=("tr.thread", ".message"),
)
