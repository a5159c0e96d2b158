"""Kunena within Joomla: 2 and 3 in the Blue Eagle template, 4 to 6 in Crypsis and Aurelia.

Joomla alone is no forum, nor is a home page with a box of Kunena's newest posts: the component's own frame must stand
there. The figures' labels are translated, their places are not. A board of the older template counts replies, which
are no posts, so that its posts stay unknown.
"""

from crawler.names import bare_name
from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    credit,
    either,
    element,
    front_only,
    generator,
    link,
    number,
    resource,
)
from crawler.reading import Found, Reading

_NO_NAME = frozenset(["", "kunena", "kunena forum", "forum", "recent topics"])


def _title() -> Finder:
    """The parts of the title that name the board: `Forum - Board - Site`, and Kunena's own name unless set."""

    def find(reading: Reading) -> Found | None:
        parts = [part.strip() for part in reading.harvest.title.split(" - ")]
        kept = [part for part in parts[1:] if bare_name(part).casefold() not in _NO_NAME]
        return Found(kept[0], kept[0], "title, the board's part") if kept else None

    return find


PLATFORM = Platform(
    name="Kunena",
    homepage="https://www.kunena.org/",
    source=(
        "Kunena 3.0.8 (blue_eagle: list_embed.php, default_row.php, statistics.php), 5.2.14 (crypsis), 6.3 (aurelia: "
        "category/index/default.php, topic/row/default.php, widget/statistics/default.php)."
    ),
    clues=[
        element("#Kunena", 40),
        element("#kunena", 40),
        element("body.com_kunena", 40),
        element("#kstats", 20),
        element("#kwho", 15),
        element("#kfrontstats-tbody", 30),
        element("#kwhoisonline", 25),
        element(".kfrontend", 25),
        element(".kblocktable", 25),
        element(".kcol-kcattitle", 25),
        element(".kcol-ktopictitle", 25),
        element(".kmsg", 20),
        element(".kmsgbody", 20),
        element(".ktopic-category", 15),
        generator(r"Joomla", 5),
        link("com_kunena", 20),
        credit("www.kunena.org", 30),
        resource("com_kunena", 25),
        resource("kunena", 20),
    ],
    needs=("#Kunena", "#kunena", "body.com_kunena"),
    profile={
        "name": front_only(_title(), "#kstats", "#kfrontstats"),
        **either(
            # The first line of each list: messages, subjects, users.
            {
                field: number("#kstats ul li:first-child strong", at)
                for at, field in enumerate(("posts", "threads", "members"))
            },
            {
                "posts": number("#kstatslistleft li:first-child strong", 0),
                "threads": number("#kstatslistleft li:first-child strong", 1),
                "members": number("#kstatslistright li:first-child strong", 0),
            },
        ),
    },
    boards=[
        Rows(row="tr[id^=category]", link="h3 a", threads="h3 small", last=".datepost"),
        Rows(
            row="table.kblocktable tr",
            link=".kthead-title a",
            threads=".kcat-topics-number",
            last=".klatest-subject-by .nowrap, .klatest-subject-by",
        ),
    ],
    threads=[
        Rows(row="tr", link="a.topictitle", last=".datepost"),
        Rows(row="tr", link="a.ktopic-title", last=".ktopic-date"),
    ],
    front=["ol.breadcrumb[itemtype] li:first-child a", ".kbreadcrumb .kpathway a", "#kunena .breadcrumb a"],
    date_order="dmy",
    inner=(".kmsg", ".kmsgbody", ".category-item"),
)
