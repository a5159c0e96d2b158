"""PieFed: communities of posts, with those of other sites beside its own.

The front page tells who was active here, and each post's last activity; members and posts are told in one sentence of
`/about`, in one order in every language; `/communities` lists this site's own with their counts.
"""

import re

from crawler.answers.piefed import read_answer
from crawler.platforms.declare import Finder, Platform, Rows, credit, element, link, number, resource, text
from crawler.reading import Found, Reading

_DIGITS = re.compile(r"\d{1,12}")
_BADGES = "#side_pane .card-body h4 + div > .badge[title]"


def _posts_of_about(reading: Reading) -> Found | None:
    """The last figure of the sentence about the site: the posts of its members."""
    for node in reading.all(".main_pane p")[:6]:
        if node.css_first("a[href='/people']") is None or node.css_first("a[href='/domains']") is None:
            continue
        told = _DIGITS.findall(node.text()[:2000])
        return Found(int(told[-1]), told[-1], ".main_pane p, last figure") if told else None
    return None


def _members_of_about(reading: Reading) -> Found | None:
    """The members that the same sentence counts."""
    read: Finder = number(".main_pane p a[href='/people']")
    return read(reading) if _posts_of_about(reading) is not None else None


PLATFORM = Platform(
    name="PieFed",
    homepage="https://join.piefed.social/",
    source="PieFed 1.6 (as forked by PeachPie 1.6.18): app/templates/base.html, index.html, about.html, "
    "list_communities.html, post/post_teaser/_macros.html, app/api/alpha/views.py",
    clues=[
        element(".post_teaser", 15),
        element(".post_teaser_title_a", 30),
        element(".post_utilities_bar", 20),
        element(".community_instance", 15),
        element(".render_community", 15),
        element(".main_pane", 5),
        element("#side_pane", 10),
        element(".communities_table", 10),
        element("#timeSpent", 20),
        element("#btn_add_home_screen", 10),
        element("#outer_container", 5),
        resource("piefed_logo*", 30),
        resource("enable_low_bandwidth.js", 20),
        resource("downarea.css", 10),
        resource("set_theme.js", 5),
        credit("join.piefed.social", 30),
        link("pyfedi", 20),
        link("communities", 5),
        link("modlog", 5),
    ],
    profile={
        "name": text(".navbar-brand"),
        "members": _members_of_about,
        "threads": _posts_of_about,
        "active_7_days": number(_BADGES, 1),
        "active_30_days": number(_BADGES, 2),
    },
    boards=[
        Rows(
            row=".communities_table tbody tr",
            link="th a[href^='/c/']",
            # From the right: a narrow connection is spared the column of pictures.
            threads="td@@-5",
            unless="th a[href*='@']",
        )
    ],
    threads=[
        Rows(
            row=".post_teaser",
            link="a.post_teaser_title_a",
            last=".author time",
            unless=".community_instance:not(.local)",
        )
    ],
    front=[".navbar-brand"],
    inner=("#post_replies", ".breadcrumb", ".profile_action_buttons", "#breadcrumb_nav"),
    also=(
        "/about",
        "/communities?home_select=local",
        "/api/alpha/site",
        "/api/alpha/post/list?type_=Local&sort=Active&limit=50",
    ),
    json=read_answer,
    fixed_language=True,
)
