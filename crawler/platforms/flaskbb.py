"""FlaskBB in its Aurora theme, of Bootstrap 3 (versions 1 and 2) or 5.

The board statistics stand in one order in every language: members, topics, posts, then members online. The newest
member's name stands among them as a link, the figures in bold. Guests are counted only where the board runs Redis.
"""

from crawler.platforms.declare import Platform, Rows, any_of, credit, element, link, meta, number, text

_FIGURE = ".flaskbb-stats strong"

PLATFORM = Platform(
    name="FlaskBB",
    homepage="https://flaskbb.org/",
    source="FlaskBB 1.0, 2.0.2, 2.1.0: templates/layout.html, forum/index.html, category_layout.html, forum.html, "
    "_forum_row.html, topic.html",
    clues=[
        element(".flaskbb-layout", 60),
        element(".flaskbb-header", 30),
        element(".flaskbb-title", 20),
        element(".flaskbb-breadcrumb", 30),
        element(".flaskbb-footer", 20),
        element(".flaskbb-navbar", 20),
        element(".flaskbb-stats", 40),
        element("#flashed-messages", 10),
        element(".category-row", 5),
        element(".last-post-time", 5),
        meta("author", r"FlaskBB Team", 50),
        meta("description", r"FlaskBB is a forum software", 30),
        credit("flaskbb.org", 30),
        credit("flaskbb.com", 30),
        link("who-is-online", 10),
        link("topictracker", 10),
        link("memberlist", 5),
    ],
    profile={
        "name": any_of(text(".flaskbb-title"), text(".flaskbb-navbar .navbar-brand, .navbar-brand")),
        "description": text(".flaskbb-subtitle"),
        "members": number(_FIGURE, 0),
        "threads": number(_FIGURE, 1),
        "posts": number(_FIGURE, 2),
    },
    boards=[
        Rows(
            row=".category-row",
            link=".forum-name a",
            threads=".forum-topics",
            posts=".forum-posts",
            last=".last-post-time",
            unless=".forum-link, .forum-external",
        )
    ],
    threads=[Rows(row=".forum-row", link=".topic-name a", last=".topic-last-post > a")],
    front=[".flaskbb-breadcrumb li:first-child a"],
    inner=(".forum-view", ".topic-view", ".page-view", ".post-row", ".profile-sidebar"),
    stock=("FlaskBB is a forum software written in Flask",),
    fixed_language=True,
)
