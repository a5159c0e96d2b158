"""Web Wiz Forums 10 and 12 (ASP), with addresses of its own or rewritten to `name_forum12.html`.

The statistics are lines of one cell: posts, topics and boards; the last post; members; the newest member.
"""

import re

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    address,
    cookie,
    credit,
    either,
    element,
    generator,
    labelled,
    link,
    markup,
    presence,
    resource,
    version,
)
from crawler.reading import Found, Reading, block_text
from crawler.words.numbers import NUMBER
from crawler.words.numbers import number as number_in

_STATISTICS = "td:has(> img[src*='forum_statistics']) + td"
_NUMBERS = re.compile(NUMBER, re.IGNORECASE)


def _line(at: int, place: int, wanted: int) -> Finder:
    """A number of a line that holds exactly as many as wanted, in the cell of four lines."""

    def find(reading: Reading) -> Found | None:
        node = reading.first(_STATISTICS)
        lines = [line for line in block_text(node, 1000).split("\n") if line.strip()] if node is not None else []
        told = _NUMBERS.findall(lines[at]) if len(lines) == 4 else []
        read = number_in(told[place]) if len(told) == wanted else None
        return Found(read.value, read.raw, f"{_STATISTICS} line {at}") if read else None

    return find


_BOARD = "a[href*='forum_topics.asp?FID='], a[href*='_forum'][href*='.html']"
_TOPIC = "a[href*='forum_posts.asp?TID='], a[href*='_topic'][href*='.html']"

PLATFORM = Platform(
    name="Web Wiz Forums",
    homepage="https://www.webwizforums.com/",
    source="Web Wiz Forums 10 and 12, in public installs: default.asp, forum_topics.asp, language_file_inc.asp.",
    clues=[
        generator(r"Web Wiz Forums", 60),
        credit("www.webwizforums.com", 45),
        credit("webwizforums.com", 30),
        credit("www.webwizguide.com", 25),
        credit("www.webwizguide.info", 25),
        link("forum_topics.asp", 40),
        link("forum_posts.asp", 30),
        link("get_last_post.asp", 25),
        link("active_topics.asp", 15),
        link("member_profile.asp", 10),
        link("remove_cookies.asp", 10),
        address(r"/forum_(?:topics|posts)\.asp\b", 30),
        address(r"_(?:forum|topic)\d+(?:_page\d+)?\.html\b", 15),
        element(".tableLedger", 15),
        element(".tableSubLedger", 15),
        element(".evenTableRow", 10),
        element(".oddTableRow", 10),
        resource("default_style.css", 15),
        cookie(r"WWF", 50),
        markup("Web Wiz Forums", 20),
    ],
    profile={
        **either(
            labelled(_STATISTICS), {"posts": _line(0, 0, 3), "threads": _line(0, 1, 3), "members": _line(2, 0, 1)}
        ),
        "online": presence("td:has(> a[href*='active_users.asp'] > img) + td"),
    },
    boards=[
        Rows(
            row="tr.evenTableRow, tr.oddTableRow",
            link=_BOARD,
            threads="td[align=center]@@1",
            posts="td[align=center]@@2",
            last="td.smText",
        )
    ],
    threads=[
        Rows(
            row="tr.evenTableRow, tr.oddTableRow",
            link=_TOPIC,
            last="td.smText[nowrap]",
            unless=_BOARD,
            replies="td[align=center]%%0",
            began="span.smText",
        )
    ],
    front=["a[href='default.asp']", "a[href*='default.asp']:not([href*='C='])"],
    date_order="dmy",
    versions=(version("generator", r"Web Wiz Forums\s+(\d+(?:\.\d+)+)"),),
)
