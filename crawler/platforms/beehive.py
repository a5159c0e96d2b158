"""Beehive Forum: frames for browsers, light pages for all others, and an answer of its own that holds the figures.

The front page is a frameset that shows nothing but the name. Folders and threads stand on the light list of threads,
totals in the answer that its pages load by script: a table of sentences, in which only the places of figures and links
are the same in every language. An install may hold several forums, told apart by `webtag`.
"""

from collections.abc import Callable

from selectolax.lexbor import LexborNode

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    address,
    at_address,
    element,
    generator,
    link,
    meta_content,
    version,
)
from crawler.reading import Found, Reading
from crawler.words.numbers import number as number_in

_STATISTICS = r"\baction=get_forum_stats\b"


def _sentence(fits: Callable[[LexborNode, list[LexborNode]], bool], at: int) -> Finder:
    """A figure in bold of the first sentence that fits, by its place there."""

    def find(reading: Reading) -> Found | None:
        for node in reading.all("td")[:60]:
            bold = node.css("b")
            if len(bold) > at and fits(node, bold):
                read = number_in(bold[at].text()[:40])
                return Found(read.value, read.raw, f"td b [{at}]") if read else None
        return None

    return at_address(find, _STATISTICS)


def _tells_totals(node: LexborNode, bold: list[LexborNode]) -> bool:
    """Threads and posts: two figures and no link. Online users and records are told with links or with one figure."""
    told = all(number_in(part.text()[:40]) is not None for part in bold)
    return len(bold) == 2 and told and node.css_first("a") is None


def _tells_members(node: LexborNode, bold: list[LexborNode]) -> bool:
    """Members and the newest of them, whose profile is linked."""
    return len(bold) == 2 and node.css_first("b > a[href*='user_profile.php']") is not None


PLATFORM = Platform(
    name="Beehive Forum",
    homepage="https://www.beehiveforum.co.uk/",
    source=(
        "Beehive Forum 1.5.2: forum/index.php, thread_list.php, ajax.php, include/html.inc.php, light.inc.php, "
        "stats.inc.php, messages.inc.php."
    ),
    clues=[
        generator(r"Beehive Forum", 60),
        link("threads_rss.php", 30),
        link("webtag", 25),
        link("lthread_list.php", 15),
        link("thread_list.php", 10),
        link("user_profile.php", 5),
        address(r"\bwebtag=", 25),
        address(_STATISTICS, 40),
        element(".posttofromlabel", 30),
        element(".threadxnewofy", 30),
        element(".threadname", 10),
        element(".foldername", 10),
        element(".folder_info", 10),
        element("body.thread_list", 10),
        element("body#mobile", 5),
    ],
    profile={
        "name": meta_content("application-name", 200),
        "threads": _sentence(_tells_totals, 0),
        "posts": _sentence(_tells_totals, 1),
        "members": _sentence(_tells_members, 0),
    },
    boards=[
        Rows(row="div.folder", link="h3 > a", threads=".folder_info"),
        Rows(row="td.foldername", link="a[href*='folder=']"),
    ],
    threads=[
        Rows(row=".folder_inner li", link=".thread_title a", last=".thread_time"),
        Rows(row="tr", link="a.threadname", last=".threadtime"),
    ],
    front=["p a[href*='index.php?webtag='][href*='folder=']"],
    date_order="dmy",
    inner=("body.messages", ".posttofromlabel", "#messages"),
    versions=(version("generator", r"Beehive Forum\s+(\d+(?:\.\d+)+)"),),
    also=("lthread_list.php?{query}", "ajax.php?{query}&action=get_forum_stats"),
)
