"""bbPress within WordPress. Its styles are loaded on plain sites too: only its own containers make a forum."""

from crawler.hygiene import DESCRIPTION_LIMIT
from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    element,
    generator,
    link,
    meta_content,
    number,
    resource,
    text,
)

PLATFORM = Platform(
    name="bbPress",
    homepage="https://bbpress.org/",
    tier="A",
    source=(
        "bbPress 2.6.9 in WordPress 6.9, run in English, German and Dutch with six themes: list of forums, boards, "
        "threads, statistics, feed. Real pages of one site (WordPress 6.5)."
    ),
    clues=[
        element("#bbpress-forums", 60),
        element("body.bbpress", 30),
        element("body.forum-archive", 20),
        element("body.bbp-user-page", 10),
        element("#bbp-search-form", 10),
        element(".bbp-forum-title", 20),
        element(".bbp-topic-title", 15),
        element(".bbp-topic-permalink", 20),
        element(".bbp-reply-content", 20),
        element(".bbp-breadcrumb", 15),
        element(".bbp-body", 10),
        resource("bbpress", 20),
        resource("bbpress.min.css", 10),
        generator(r"bbPress", 50),
        generator(r"WordPress", 5),
        link("forums", 5),
        credit("bbpress.org", 10),
    ],
    # A site's other pages bear its widgets, whose links are called `bbp-forum-title` too.
    needs=("#bbpress-forums", ".bbp-reply-content", ".bbp-forum-info", ".bbp-topic-permalink"),
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text(".site-title a, #site-title a, .site-title, .wp-block-site-title a"),
        ),
        "description": text(".site-description, #site-description, .wp-block-site-tagline", DESCRIPTION_LIMIT),
        # Its statistics stand in one order in every language; of the posts they count the replies only.
        "members": number("dl[role=main] dd strong", 0),
        "threads": number("dl[role=main] dd strong", 2),
    },
    # WordPress comes with a tagline, in each language.
    stock=(
        r"(?:just )?another wordpress (?:site|weblog)",
        r"eine? weiterer? wordpress.?(?:blog|website)",
        r"un site utilisant wordpress",
        r"otro sitio realizado con wordpress",
        r"un altro sito wordpress",
        r"een wordpress.?site",
        r"só mais um site wordpress",
        r"kolejna witryna oparta na wordpressie",
        r"ещ[её] один сайт на wordpress",
    ),
    boards=[
        Rows(
            row="ul.forum, li.bbp-body > ul",
            link="a.bbp-forum-title",
            threads="li.bbp-forum-topic-count",
            posts="li.bbp-forum-reply-count",
            last="li.bbp-forum-freshness",
        ),
    ],
    threads=[
        # Whether the first post counts is a setting, and the heading says which.
        Rows(
            row="ul.topic, li.bbp-body > ul",
            link="a.bbp-topic-permalink",
            replies="li.bbp-topic-reply-count",
            heading=".bbp-header li.bbp-topic-reply-count, ul.forum-titles li.bbp-topic-reply-count",
            last="li.bbp-topic-freshness",
            aside="ul.sticky, ul.super-sticky",  # some sites close every thread in time
        )
    ],
    # The way back also names the site's home, which need not be the forum's front page.
    front=["a.bbp-breadcrumb-root"],
    inner=("body.single-topic", "body.bbp-user-page", ".bbp-reply-content", "body.single-forum", "#bbp-user-wrapper"),
)
