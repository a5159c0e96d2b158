"""Asgaros Forum within WordPress: only its own wrapper makes a forum, its widgets on other pages do not.

A board's topics and posts stand in one line, in this order in every language. In the statistics topics and posts come
first; what follows is told by its icon, as views and presence may be left out.
"""

from crawler.platforms.declare import Platform, Rows, element, generator, link, markup, meta_content, number, resource

_FIGURE = "#statistics-elements .element-number"

PLATFORM = Platform(
    name="Asgaros Forum",
    homepage="https://www.asgaros.de/",
    source="Asgaros Forum 1.7, 1.12, 2.0 and 3.3: includes/forum.php, views/overview.php, views/forum.php, "
    "views/forum-element.php, views/post-element.php, forum-statistics.php, forum-online.php, forum-breadcrumbs.php",
    clues=[
        element("#af-wrapper", 60),
        element("#forum-breadcrumbs", 20),
        element("#forum-header", 10),
        element("#forum-navigation", 10),
        element("#statistics-elements", 20),
        element("#statistics-online-users", 15),
        element(".content-element", 10),
        element(".title-element", 10),
        element(".last-post-headline", 10),
        element(".forum-poster-summary", 15),
        element(".forum-lastpost-small", 15),
        element(".topic-lastpost-small", 15),
        element(".post-element", 5),
        resource("asgaros-forum", 40),
        generator(r"WordPress", 5),
        link("forum", 5),
        markup("asgaros", 15),
    ],
    needs=("#af-wrapper",),
    profile={
        "name": meta_content("og:site_name", 200),
        "threads": number(_FIGURE, 0),
        "posts": number(_FIGURE, 1),
        "members": number(f"{_FIGURE}:has(.fa-user), {_FIGURE}.dashicons-groups"),
        "online": number(f"{_FIGURE}:has(.fa-lightbulb), {_FIGURE}.dashicons-lightbulb"),
    },
    boards=[
        Rows(
            row="#af-wrapper .forum[id^=forum-]",
            link=".forum-name > a",
            threads=".forum-stats##0",
            posts=".forum-stats##1",
            last=".forum-poster-summary small a, .forum-poster .dashicons-calendar-alt a",
        )
    ],
    threads=[
        Rows(
            row="#af-wrapper .topic",
            link=".topic-name > a",
            replies=".topic-stats##0",
            aside=".topic-sticky, .topic-icon.fa-thumbtack, .topic-icon.fa-lock",
            last=".topic-poster .forum-poster-summary > a, .topic-poster .dashicons-calendar-alt a",
        )
    ],
    front=["#forum-breadcrumbs a"],
    inner=(".post-element", ".topic-name", "#profile-header", ".memberslist"),
)
