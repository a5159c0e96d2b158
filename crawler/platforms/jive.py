"""Jive Forums and Jive SBS."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    element,
    labelled,
    link,
    meta_content,
    resource,
    text,
    title,
)

PLATFORM = Platform(
    name="Jive",
    homepage="https://www.jivesoftware.com/",
    clues=[
        element("#jive-wrapper", 40),
        element("#jive-body", 40),
        element("#jive-main", 30),
        element("body.jive-*", 30),
        element(".jive-*", 25),
        element(".j-*", 5),
        link("forum.jspa", 40),
        link("thread.jspa", 40),
        link("forum.jsp", 30),
        link("thread.jsp", 30),
        link("index.jspa", 15),
        link("index.jsp", 5),
        link("forumID", 10),
        link("threadID", 10),
        link("thRange", 20),
        link("tstart", 15),
        credit("www.jivesoftware.com", 35),
        resource("jive*", 15),
        title(r"powered by jive", 20),
        cookie(r"jive\.", 60),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text("#jive-breadcrumb a:first-of-type, .jive-breadcrumbs a:first-of-type"),
        ),
        **labelled(".jive-statistics, #jive-stats, .jive-community-stats"),
    },
    boards=[Rows(row="tr", link='a[href*="forum.jsp"]', threads="td@@-3", posts="td@@-2", last="td:last-child")],
    threads=[Rows(row="tr", link='a[href*="thread.jsp"]', last="td:last-child")],
    inner=("#jive-thread", ".jive-thread-post", "#thread"),
)
