"""miniBB 2 and 3. What it calls replies are no posts: its own statistics leave each thread's first message out.

The front page has boards, the newest discussions, or both side by side; the totals stand on the statistics page.
"""

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    credit,
    element,
    markup,
    matched,
    newest,
    resource,
    text,
)


def _total(cell: int) -> Finder:
    """The last figure of a cell of the statistics' head: with an archive, the total stands behind its parts."""
    return matched(f"#statsCaptionHead > td:nth-child({cell})", r"(?<!\d)(?P<n>\d[\d.,\u00a0]{0,15})\W*$")


PLATFORM = Platform(
    name="miniBB",
    homepage="https://www.minibb.com/",
    source=(
        "miniBB 3.0 (main_header.html, main_forums_cell.html, main_modern_fcell.html, main_topics_cell.html, "
        "main_posts_cell.html, stats.html) and an earlier 2 (main_header.html, stats.html)."
    ),
    clues=[
        credit("www.minibb.com", 40),
        credit("www.minibb.net", 40),
        element("body.gbody", 20),
        element(".tbTransparent", 20),
        element(".tbTransparentmb", 25),
        element(".forumsmb", 20),
        element(".rdficon", 15),
        element(".capMenu", 15),
        element(".caption3", 5),
        element("#statsCaptionHead", 25),
        element("#postMsg", 5),
        resource("bb_default_style.css", 30),
        markup("miniBB", 15),
    ],
    profile={
        "name": text("td.caption3 > a:first-child"),
        "members": _total(1),
        "threads": _total(2),
        "last_post_at": newest("td.tcelllast.txtR .txtSm"),
    },
    boards=[
        Rows(
            row="table.tbTransparent tr",
            link="td.vmiddle strong > a",
            threads="td.txtC@@0",
            unless=".tcell",  # a thread
        ),
        Rows(row="table.forumCol td", link="strong > a", unless=".tcell"),
    ],
    threads=[Rows(row="table.tbTransparent tr, table.forumCol tr", link="td.tcell strong > a")],
    front=["td.caption3 > a:first-child"],
    inner=(".postedText", "#postMsg"),
    also=("index.php?action=stats",),
)
