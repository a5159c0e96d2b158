"""Codoforum 3 and 4: a list of the newest topics beside the tree of categories, which counts topics only.

Addresses are path segments, or stand in a query's `u`. Members and posts are told nowhere.
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
    number,
    resource,
    text,
)

_ALL = "#codo_category_all_topics .codo_category_num_topics, li:has(.codo_category_title_active) span[title]"

PLATFORM = Platform(
    name="Codoforum",
    homepage="https://codoforum.com/",
    source="Codoforum 3.7.2 and, in a theme made for it, 4.9.3: layout.tpl, forum/topics.tpl, forum/topics.html.",
    clues=[
        element(".CODOFORUM", 50),
        element(".codo_forum_title", 30),
        element("#codo_topics_row", 30),
        element("#codo_topics_body", 20),
        element("#codo_categories_ul", 30),
        element(".codo_category_title", 20),
        element(".codo_topics_topic_title", 20),
        element(".codo_posts_post_moderation", 10),
        element("#codo_navbar_content", 20),
        resource("codo*", 10),
        credit("codoforum.com", 20),
        link("new_topic", 5),
        markup("codo_defs", 30),
    ],
    profile={
        "name": any_of(text("a.codo_forum_title"), attribute('meta[property="og:site_name"]', "content")),
        "threads": number(_ALL),
    },
    boards=[
        Rows(
            row="#codo_categories_ul li",
            link=".codo_categories_category > a[href*='category/']",
            threads=".codo_category_num_topics",
        )
    ],
    threads=[
        Rows(
            row="#codo_topics_body article",
            link=".codo_topics_topic_title a",
            last=".codo_topics_last_post_time",
        )
    ],
    front=["a.codo_forum_title"],
)
