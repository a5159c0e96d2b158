"""my little forum 2 (and its ancestor's marks): one list of threads as trees, no boards.

The foot of every page tells postings, threads and members, then those online, in this order in nearly every language.
"""

import re

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    credit,
    element,
    generator,
    link,
    newest,
    resource,
    text,
    version,
)
from crawler.reading import Found, Reading, block_text
from crawler.words.numbers import NUMBER
from crawler.words.numbers import number as number_in

_FOOT = "#footer-1"
_NUMBERS = re.compile(NUMBER, re.IGNORECASE)
_ORDER = ("posts", "threads", "members", "online")
_OTHER_ORDERS = {"sv": ("members", "posts", "threads"), "tr": ("threads", "posts", "members")}
"""Languages whose sentence is built otherwise; who is online stands elsewhere in them."""


def _told(field: str) -> Finder:
    """A number of the foot's first line, which holds three, or six where it tells who is online."""

    def find(reading: Reading) -> Found | None:
        node = reading.first(_FOOT)
        told = _NUMBERS.findall(block_text(node, 600).strip().split("\n")[0]) if node is not None else []
        order = _OTHER_ORDERS.get(reading.language, _ORDER)
        if field not in order or len(told) < (6 if field == "online" else 3):
            return None
        read = {name: number_in(said) for name, said in zip(order, told, strict=False)}
        posts, threads, found = read["posts"], read["threads"], read[field]
        if posts is None or threads is None or found is None or posts.value < threads.value:
            return None
        return Found(found.value, found.raw, f"{_FOOT} number {order.index(field)}")

    return find


PLATFORM = Platform(
    name="my little forum",
    homepage="https://mylittleforum.net/",
    source="my little forum 2.4: themes/default (main.tpl, index.inc.tpl, index_table.inc.tpl, thread.inc.tpl), lang/.",
    clues=[
        generator(r"my little forum", 60),
        element("#pbmlf", 50),
        element("#footer-1", 5),
        element("#subnav-1", 15),
        element("#latest-postings", 10),
        element(".thread-wrapper", 10),
        credit("mylittleforum.net", 40),
        credit("www.mylittlehomepage.net", 30),
        link("forum_entry.php", 30),
        link("board_entry.php", 30),
        link("mix_entry.php", 30),
        link("mode", 5),
        resource("js_defaults", 30),
    ],
    profile={
        "name": text("#logo h1"),
        "posts": _told("posts"),
        "threads": _told("threads"),
        "members": _told("members"),
        "online": _told("online"),
        "last_post_at": newest("#content ul.thread .tail, #content table .small.nowrap"),
    },
    threads=[
        Rows(row="ul.thread > li", link="a:first-child"),
        Rows(row="#content table.normaltab tr", link="td a[class^=thread]"),
    ],
    front=["#logo h1 a"],
    clock=_FOOT,
    date_order="dmy",
    inner=(".thread-wrapper",),
    versions=(version("generator", r"my little forum\s+(\d+(?:\.\d+)+)"),),
)
