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
    presence,
    resource,
    text,
)

PLATFORM = Platform(
    name="ProBoards",
    homepage="https://www.proboards.com/",
    tier="B",
    source="Hosted, templates not public: ProBoards 5, by the marks that a scraper of whole forums reads "
    "(nrsyed/proboards-scraper: scraper/scrape.py) and its style sheets name.",
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
        # A board's page counts that board alone in the same block, below the board's name.
        **labelled(
            ".container.stats:not(:has(.board-name)), .info-center, .stats:not(.container):not(:has(.board-name))"
        ),
        "online": presence(".container.stats:not(:has(.board-name)) td"),
    },
    boards=[
        Rows(
            row="tr.board, tr.o-board, tr.item.board",
            link="td.main .link a, .board-link, a.link-board",
            threads="td.threads",
            posts="td.posts",
            last="td.latest",
        )
    ],
    threads=[Rows(row="tr.thread", link="td.main .link a, a.thread-link", replies="td.replies", last="td.latest")],
    front=["#nav-tree a", "#navigation-tree a"],
    inner=(".thread-link", ".thread", ".board-name", ".message"),
    date_order="mdy",
)
