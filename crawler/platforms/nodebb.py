"""NodeBB. Its pages are for people; `/api/categories`, `/api/recent` and NodeInfo tell the rest exactly.

A category's figures hold those of the categories below it. Pages come in the visitor's language; the forum's own stands
among the settings given to scripts. The widget of totals has kept its order since 2017: online, users, topics, posts.
"""

from crawler.answers.nodebb import read_answer
from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    element,
    header,
    in_source,
    link,
    markup,
    meta_content,
    number,
    resource,
    text,
    version,
)

_LAST = "[component='topic/teaser'] .timeago"
"""When a topic was last posted in; of a topic without such a place every time is of its only post."""

PLATFORM = Platform(
    name="NodeBB",
    homepage="https://nodebb.org/",
    tier="A",
    source=(
        "NodeBB 4.9.2, run in two languages with the themes Harmony and Persona, filled, empty and closed to guests: "
        "front page, categories, topics, profiles, log-in page, widget of totals, answers, NodeInfo. Real threads of "
        "two sites."
    ),
    clues=[
        element("#ajaxify-data", 40),
        element("html[data-dir]", 10),
        element("body.page-status-200", 30),
        element("body.user-guest", 15),
        element("[component]", 0),
        element(".categories-list", 10),
        element(".topics-list", 10),
        element("#reconnect-alert", 20),
        element("#menu", 5),
        element(".scroller-thumb-icon", 15),
        element("#chats-menu", 10),
        resource("nodebb.min.js", 60),
        resource("nodebb*", 30),
        header("x-powered-by", r"NodeBB", 60),
        credit("nodebb.org", 20),
        link("topic", 5),
        link("category", 5),
        cookie(r"express\.sid$", 10),
        markup('component="', 20),
        markup("nodebb-", 20),
        markup("window.config = JSON", 0),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200), text(".navbar-brand .site-title"), meta_content("title", 200)
        ),
        "language": in_source(r'"defaultLang":"(?P<name>[a-z]{2,3})\b'),
        "online": number(".forum-stats .stats[title]", 0),
        "members": number(".forum-stats .stats[title]", 1),
        "threads": number(".forum-stats .stats[title]", 2),
        "posts": number(".forum-stats .stats[title]", 3),
    },
    boards=[
        Rows(
            row="[component='categories/category']",
            link="h2 a, h4 a, .title a",
            threads=".stats [title]@@0",
            posts=".stats [title]@@1",
            last=".timeago",
        ),
    ],
    threads=[
        Rows(
            row="[component='category/topic'], [component='category/topic/row']",
            link="[component='topic/header'] a, h3 a, h2 a",
            replies=".stats-postcount",
            whole=True,
            began=".timeago",
            aside=".category-item.pinned, .category-item.locked",
            last=f"{_LAST}, [component='category/topic']:not(:has({_LAST})) .timeago",
        )
    ],
    front=[".navbar-brand", "[component='brand/wrapper'] a", "a.navbar-brand"],
    inner=("body.template-topic", "body.template-category", "body.page-topic", "body.page-category"),
    versions=(version("header x-powered-by", r"NodeBB\s*v?(\d+\.\d+\.\d+)"),),
    also=("api/categories", "nodeinfo/2.0", "api/recent"),
    json=read_answer,
    feed_last=True,
)
