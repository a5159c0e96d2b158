"""wpForo within WordPress."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    element,
    generator,
    markup,
    meta_content,
    number,
    resource,
    text,
)

_FIGURE = "#wpforo-stat-body .wpf-stat-value"
"""Forums, topics, posts, online, members: in this order in every language and theme."""
_NOT_PINNED = "li:not(.wpf-tt-sticky)"
"""Topics that stand first whatever their age are passed over."""

_ROW = ".forum-wrap, .wpf-forum-item, .wpforo-forum-card"
_LINK = ".wpforo-forum-title a, .wpf-forum-item > a, .forum-card-title a"
_LAST = (
    f".wpforo-last-topics-list {_NOT_PINNED} .wpforo-last-topic-date, "
    f".wpforo-last-topics-list {_NOT_PINNED} .wpforo-date, .wpforo-last-post-author .wpforo-date, "
    ".wpf-cl-author .wpforo-date"
)
_PLAIN = ".wpforo-forum-description + div[style]"
"""Topics and posts of the extended layout in the theme of 2026: one line that bears no mark."""

PLATFORM = Platform(
    name="wpForo",
    homepage="https://wpforo.com/",
    tier="B",
    source="wpForo 3.0.8: themes/classic, 2022 and 2026: footer.php, layouts/1 to 5 (forum.php, topic.php, "
    "forum-thread.php); one real page, a thread.",
    clues=[
        element("body.wpforo", 50),
        element("#wpforo", 30),
        element("#wpforo-wrap", 60),
        element("#wpforo-title", 30),
        element("#wpforo-stat-body", 20),
        element(".wpforo-post-head", 20),
        element(".wpforo-category", 20),
        element(".wpf-stat-value", 10),
        element("#wpforo-dialog", 20),
        resource("wpforo", 20),
        resource("wpforo-style.css", 15),
        credit("wpforo.com", 15),
        credit("gvectors.com", 5),
        generator(r"WordPress", 5),
        markup("wpforo", 15),
    ],
    needs=(
        "#wpforo-wrap",
        "#wpforo-title",
        ".wpforo-post-head",
        ".wpforo-category",
        "#wpforo-stat-body",
        "body.wpforo",
    ),
    profile={
        "name": any_of(meta_content("og:site_name", 200), text("#wpforo-title")),
        "threads": number(_FIGURE, 1),
        "posts": number(_FIGURE, 2),
        "online": number(_FIGURE, 3),
        "members": number(_FIGURE, 4),
    },
    # Every category has a layout of its own: extended, simplified, questions, threaded, cards.
    boards=[
        Rows(row=_ROW, link=_LINK, threads=f"{_PLAIN}##0", posts=f"{_PLAIN}##1", last=_LAST),
        Rows(
            row=_ROW,
            link=_LINK,
            threads=".wpforo-forum-stat-topics, .wpforo-forum-details .wpf-stat-box:nth-child(1) .wpf-sbd, "
            ".wpforo-forum-stat .wpft-row:nth-child(1) .wpft-cell-right, .wpf-forum-item-stat > span:first-child, "
            ".wpf-compact-left .wpf-compact-row:nth-child(1), .stat-item:nth-child(1) .stat-value",
            posts=".wpforo-forum-stat-posts, .wpforo-forum-details .wpf-stat-box:nth-child(2) .wpf-sbd, "
            ".wpforo-forum-stat .wpft-row:nth-child(3) .wpft-cell-right, .wpf-forum-item-stat > span:last-child, "
            ".wpf-compact-left .wpf-compact-row:nth-child(2), .stat-item:nth-child(2) .stat-value",
            last=_LAST,
        ),
    ],
    threads=[
        Rows(row=".wpf-thread", link=".wpf-thread-head a", last=".wpf-thread-last-date"),
        Rows(
            row=".topic-wrap",
            link=".wpforo-topic-title a",
            last=".wpf-last-post-by .wpforo-date, .wpforo-topic-author .wpforo-date",
        ),
    ],
    front=["#wpforo-wrap .wpf-breadcrumb .wpf-root a"],
    inner=(".wpforo-post-head",),
)
