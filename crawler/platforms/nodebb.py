"""NodeBB. Its pages are for people; `/api/categories`, `/api/recent` and NodeInfo tell the rest exactly."""

from crawler.answers.nodebb import read_answer
from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    element,
    header,
    labelled,
    link,
    markup,
    meta_content,
    resource,
    text,
    version,
)

PLATFORM = Platform(
    name="NodeBB",
    homepage="https://nodebb.org/",
    tier="A",
    source="NodeBB 4.9.1, run: every list, /api answers, NodeInfo. Real threads of two sites.",
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
        **labelled(".stats[component='widget/forum-stats'], .forum-stats, [component='forum/stats']"),
    },
    boards=[
        Rows(
            row="[component='categories/category']",
            link="h2 a, h4 a, .title a",
            threads=".stats-topics [title], .stats span.human-readable-number, .stats-topics",
            posts=".stats-postcount [title], .stats-postcount",
            last=".timeago",
        ),
    ],
    threads=[
        Rows(
            row="[component='category/topic'], [component='category/topic/row']",
            link="[component='topic/header'] a, h3 a, h2 a",
            last=".timeago:last-of-type, .timeago",
        )
    ],
    front=[".navbar-brand", "[component='brand/wrapper'] a", "a.navbar-brand"],
    inner=("body.template-topic", "body.template-category", "body.page-topic", "body.page-category"),
    versions=(version("header x-powered-by", r"NodeBB\s*v?(\d+\.\d+\.\d+)"),),
    also=("api/categories", "nodeinfo/2.0", "api/recent"),
    json=read_answer,
    feed_last=True,
)
