"""Reddit communities, new and old pages. The new pages carry the size in an attribute; nothing else is a total.

Since 2025 they tell in its place how many came within a week, which is no size.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    attribute,
    credit,
    element,
    markup,
    meta,
    number,
    number_attribute,
    resource,
    text,
)

PLATFORM = Platform(
    name="Reddit",
    homepage="https://www.reddit.com/",
    tier="B",
    source=(
        "Templates not public since 2017: five real threads of the new pages (2023) and two answers; the old "
        "pages by reddit's r2 of 2017: templates/link.html; a community's figures by the attributes that scrapers read."
    ),
    clues=[
        address(r"//(?:\w+\.)?reddit\.com/r/", 40),
        element("body.listing-page", 20),
        element("body.comments-page", 20),
        element(".redditname", 30),
        element("#SHORTCUT_FOCUSABLE_DIV", 15),
        element("#AppRouter-main-content", 20),
        element(".RichTextJSON-root", 10),
        element("#siteTable", 30),
        element(".subscribers", 15),
        element("#flex-left-nav-contents", 15),
        element("#right-sidebar-contents", 10),
        element("body.theme-beta", 5),
        element("html.theme-beta", 10),
        resource("www.redditstatic.com", 10),
        resource("shreddit", 30),
        meta("og:site_name", r"reddit", 20),
        meta("twitter:site", r"@reddit", 20),
        credit("www.redditinc.com", 15),
        credit("www.reddithelp.com", 10),
        markup("shreddit-app", 40),
    ],
    needs=(
        ".redditname",
        "#siteTable",
        "body.listing-page",
        "body.comments-page",
        "#flex-left-nav-contents",
        "#right-sidebar-contents",
        "#SHORTCUT_FOCUSABLE_DIV",
        ".theme-rpl",
        "html.theme-beta",
    ),
    profile={
        "name": any_of(
            attribute("shreddit-subreddit-header", "display-name"),
            attribute("shreddit-subreddit-header", "prefixed-name"),
            text(".redditname a"),
            attribute("shreddit-post", "subreddit-prefixed-name"),
        ),
        "description": attribute("shreddit-subreddit-header", "description", 1000),
        "members": any_of(
            number_attribute("shreddit-subreddit-header", "subscribers"), number(".side .subscribers .number")
        ),
        "active_7_days": number_attribute("shreddit-subreddit-header", "weekly-active-users"),
        "online": any_of(
            number_attribute("shreddit-subreddit-header", "active"), number(".side .users-online .number")
        ),
    },
    threads=[
        Rows(row="shreddit-post", link="a[slot=title]", last="faceplate-timeago"),
        Rows(row=".thing.link", link="a.title", last="time"),
    ],
    inner=("body.comments-page",),
    json=None,
)
