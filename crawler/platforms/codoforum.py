"""Codoforum, in its default theme and those of 2018. The list of topics comes rendered, the side bar counts them.

The number of all topics stands whole beside "all topics", those of categories are abbreviated. A topic without an
answer shows no time of a last post.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    element,
    link,
    markup,
    meta_content,
    number,
    resource,
    text,
)

PLATFORM = Platform(
    name="Codoforum",
    homepage="https://codoforum.com/",
    source="Codoforum 3 and 4: sites/default/themes/default/templates/layout.tpl, forum/topics.tpl, forum/topics.html, "
    "forum/topic.tpl; themes/2k18/templates/forum/topics.html; 4.9.3 in a theme made for it: forum/topics.tpl",
    clues=[
        element(".CODOFORUM", 50),
        element("#codo_topics_body", 40),
        element("#codo_topics_row", 20),
        element("#codo_categories_ul", 40),
        element("#codo_category_all_topics", 20),
        element("#codo_topics_load_more", 15),
        element(".codo_topics", 15),
        element(".codo_topics_topic_title", 20),
        element(".codo_category_num_topics", 20),
        element(".codo_forum_title", 15),
        element(".codo_breadcrumb_list", 10),
        element(".codo_widget-header", 10),
        resource("codoforum.com", 10),
        credit("codoforum.com", 25),
        credit("codologic.com", 10),
        link("topics", 5),
        markup("codo_defs", 40),
        markup("CODOF.hook", 20),
    ],
    profile={
        "name": any_of(meta_content("og:site_name", 200), text(".codo_forum_title")),
        "threads": any_of(
            number("#codo_category_all_topics .codo_category_num_topics"),
            number("li:has(.codo_category_title_active) .codo_category_num_topics"),
        ),
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
            row=".codo_topics_body article, #codo_topics_body article",
            link=".codo_topics_topic_title a",
            replies=".codo_post_statistics > div@@1",
            began=".codo_topics_topic_name",
            last=".codo_topics_last_post_time",
        )
    ],
    front=[".codo_forum_title", "a.navbar-brand"],
    inner=(".codo_posts", ".codo_topic_title", ".codo_profile", ".codo_breadcrumb_list"),
)
