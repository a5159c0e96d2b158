"""wpForo within WordPress."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    element,
    generator,
    labelled,
    markup,
    meta_content,
    number,
    resource,
    text,
)

PLATFORM = Platform(
    name="wpForo",
    homepage="https://wpforo.com/",
    tier="B",
    source="wpForo 2: themes/2022/forum.php; one real page, a thread.",
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
        **labelled("#wpforo-stat-body, .wpf-stat-data"),
        "online": number(".wpf-stat-online .wpf-stat-value"),
    },
    boards=[
        Rows(
            row=".wpforo-forum",
            link=".wpforo-forum-title a",
            threads=".wpforo-forum-stat-topics, .wpf-stat-topics",
            posts=".wpforo-forum-stat-posts, .wpf-stat-posts",
            last=".wpforo-last-post-date, .wpforo-last-topic-date",
        ),
    ],
    threads=[
        Rows(
            row=".topic-wrap, .wpforo-topic",
            link=".wpforo-topic-title a",
            last=".wpforo-topic-stat-date, .wpf-topic-date",
        )
    ],
    front=["#wpforo-wrap .wpf-breadcrumb .wpf-root a"],
    inner=(".wpforo-post-head",),
)
