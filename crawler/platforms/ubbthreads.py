"""UBB.threads 6 and 7."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    element,
    generator,
    labelled,
    link,
    markup,
    meta_content,
    presence,
    resource,
    text,
    version,
)

PLATFORM = Platform(
    name="UBB.threads",
    homepage="https://www.ubbcentral.com/",
    tier="B",
    source="Templates not public: one real page, a thread of UBB.threads 7.7.5.",
    clues=[
        generator(r"UBB\.threads", 60),
        element("#ubb_content", 20),
        element(".author-content", 10),
        element(".post-content", 0),
        element(".author-totalposts", 10),
        element("#menu_control_*", 0),
        element(".popup_menu_header", 15),
        element(".category", 0),
        link("ubbthreads.php", 50),
        credit("www.ubbcentral.com", 40),
        credit("www.ubbthreads.com", 40),
        link("activetopics", 15),
        cookie(r"ubbt_", 60),
        resource("ubb_jslib.js", 30),
        resource("ubbthreads*", 20),
        markup("ubbt", 15),
    ],
    profile={
        "name": any_of(
            text('.breadcrumbs a[href$="ubbthreads.php"], #breadcrumbs a[href$="ubbthreads.php"]'),
            meta_content("og:site_name", 200),
        ),
        **labelled("#forum_stats, .forumstats, #island_stats, td.rightalt-1, td.leftalt-1"),
        "online": presence("#island_online, [id^=island_] td"),
    },
    boards=[
        Rows(
            row="tr",
            link="td.forumtitle a, .forumtitle a",
            threads="td.threadtotal",
            posts="td.posttotal",
            last="td.posttime",
        )
    ],
    threads=[Rows(row="tr", link="td.topicsubject a, .topicsubject a", last="td.topictime")],
    # Guests' links to register and to log in stand first among the crumbs.
    front=[
        'a[href*="ubbthreads.php/forum_summary"]',
        'a[href*="ubb=cfrm"], a[href*="/ubb/cfrm"]',
        '.breadcrumbs a[href$="ubbthreads.php"], #breadcrumbs a[href$="ubbthreads.php"]',
    ],
    date_order="mdy",
    inner=(".author-content", ".topicsubject"),
    versions=(version("generator", r"UBB\.threads\s*(\d+(?:\.\d+)*)"),),
)
