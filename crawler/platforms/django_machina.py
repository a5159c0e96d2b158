"""django-machina, in its own Bootstrap theme. Its front page tells topics and posts; members it never counts.

It sums up what the visitor may see: totals of a page without a board are those of a guest shut out, and none are read.
Each page's head tells when it was made, in hours of twelve: of which half of the day it does not say.
Its feed lists topics by their last post but dates them by their first: no time in it is a last post's.
"""

from crawler.platforms.declare import Platform, Rows, element, front_only, labelled, link, resource, text

PLATFORM = Platform(
    name="django-machina",
    homepage="https://github.com/ellmetha/django-machina",
    tier="A",
    source=(
        "django-machina 1.3.1, run in three languages, filled, empty and closed to guests: front page, boards, topics, "
        "profiles, search, feed."
    ),
    clues=[
        resource("machina.board_theme.min.css", 60),
        resource("machina.min.js", 40),
        resource("machina.packages.min.js", 20),
        element(".forum-page-statistics", 20),
        element(".forumlist", 15),
        element(".topiclist", 15),
        element(".forum-name-col", 20),
        element(".forum-last-post-col", 15),
        element(".topic-name-col", 20),
        element(".controls-link-wrapper", 10),
        element(".post-content-wrapper", 10),
        link("forum-member", 10),
        link("feeds", 5),
    ],
    profile={
        "name": text(".navbar-brand"),
        **{
            field: front_only(finder, ".forum-name-link")
            for field, finder in labelled(".forum-page-statistics, .statistics", alone=True).items()
        },
    },
    boards=[
        Rows(
            row=".forum-data-table tr, .forumlist .row",
            link="a.forum-name-link",
            threads=".forum-count.topic-count, td.forum-count, .forum-count@@0",
            posts=".forum-count@@1",
            last=".forum-last-post, .forum-last-post-col",
        ),
    ],
    threads=[
        Rows(
            row=".topic-data-table tr, .topiclist .row",
            link="a.topic-name-link",
            last=".topic-last-post, .topic-last-post-col",
        )
    ],
    totals=False,
    clock="meta[name=created]",
    clock_of_twelve=True,
    front=[".navbar-brand", ".breadcrumb li:first-child a"],
    inner=(".topiclist", ".post-content-wrapper"),
    also=("feeds/topics/",),
)
