"""Forums hosted by Tapatalk Groups: phpBB within, Tapatalk's pages around."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    credit,
    element,
    labelled,
    link,
    meta_content,
    resource,
    text,
)

PLATFORM = Platform(
    name="Tapatalk Groups",
    homepage="https://www.tapatalk.com/",
    tier="B",
    source=(
        "Hosted, templates not public: one real page, a thread (2023); the lists are phpBB 3's: "
        "prosilver/template/forumlist_body.html."
    ),
    clues=[
        address(r"//www\.tapatalk\.com/groups/", 60),
        element(".tapatalk-theme-background", 90),
        element("#card_bg_*", 0),
        element(".ttid-icon", 20),
        element(".ttg_nav", 10),
        element("#ttg_nav", 10),
        resource("groups.tapatalk-cdn.com", 90),
        resource("tapatalk-cdn.com", 30),
        link("ttg_nav", 20),
        link("groups", 5),
        credit("www.tapatalk.com", 20),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200), text("#site-description h1, .site-description h1"), text(".forum-title")
        ),
        "description": text("#site-description p, .site-description p"),
        **labelled(".statistics, .stat-block"),
    },
    boards=[Rows(row="li.row", link="a.forumtitle", threads="dd.topics", posts="dd.posts", last="dd.lastpost")],
    threads=[Rows(row="li.row", link="a.topictitle", replies="dd.posts", last="dd.lastpost, time")],
    front=["a#logo", "#site-description a"],
    home=r"https?://www\.tapatalk\.com/groups/[^/?#]{1,80}/",
    hosted=True,
    inner=(".postprofile", ".post_content", ".topictitle", ".post-body"),
)
