"""Misago. Its front page is the list of threads or that of categories, as the board chose; totals it states nowhere.

A category's figures hold those of the categories below it, which are left out of sums. Times stand for machines in an
attribute of Misago's own.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    credit,
    element,
    link,
    markup,
    meta_content,
    resource,
    text,
)

_PART = ".list-group-category:not(.list-group-vanilla-category) > li:not(:first-child)"
"""The rows below the first of a list, unless the first is but a heading."""

PLATFORM = Platform(
    name="Misago",
    homepage="https://misago-project.org/",
    source="Misago 0.39.6 and 0.40.0: templates/misago/base.html, navbar.html, footer.html, index_header.html, "
    "categories_list/*, categories/categories_list_*, thread_list/*, threadslist/*, thread/index.html",
    clues=[
        element("body.misago-anonymous", 60),
        element("body.misago-authenticated", 60),
        element("#misago-container", 60),
        element("#misago-navbar", 30),
        element(".misago-footer", 30),
        element(".misago-branding", 30),
        element("#misago-htmx-root", 30),
        element("#snackbar-mount", 10),
        element("#page-mount", 10),
        element(".threads-list-item", 10),
        element(".list-group-category", 10),
        resource("misago.css", 30),
        resource("misago.js", 30),
        resource("misago", 20),
        credit("misago-project.org", 25),
        link("threads", 5),
        markup("misago.init(", 30),
        markup("misago-timestamp=", 20),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text(".page-header-forum-index h1"),
            attribute(".navbar-branding-logo img", "alt"),
            text(".navbar-branding-text"),
        ),
    },
    boards=[
        Rows(
            row=".list-group-category-item",
            link="a.list-group-category-item-name",
            threads=".category-stat-threads",
            posts=".category-stat-posts",
            last=".list-group-category-item-last-posted-on",
            part=_PART,
        ),
        Rows(
            row=".list-group-category > li, .list-group-category > .list-group-item",
            link=".category-main h4 a",
            threads=".category-stat-threads",
            posts=".category-stat-posts",
            last=".category-last-thread-date",
            part=_PART,
        ),
    ],
    threads=[
        Rows(
            row=".threads-list-item",
            link="a.threads-list-item-title",
            replies=".threads-list-item-col-replies, .threads-list-item-replies",
            last=".threads-list-item-col-last-activity, .threads-list-item-last-activity",
        )
    ],
    front=["#misago-navbar .navbar-branding a", "a.navbar-branding-logo", "a.navbar-brand"],
    inner=(".page-thread", ".page-category", ".page-user-profile", ".page-error", ".page-users-list", ".page-search"),
    also=("categories/",),
    stock=(r"There (?:is|are) \d+ main categor(?:y|ies) current\w* available on the .{0,200}",),
)
