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
    tier="A",
    source="Real pages of one site on Jive Forums (2016): front page, boards, log-in.",
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
    # Topics and messages stand in one cell, "2,040 / 10,382". Pages are laid out in tables: a row that holds another
    # table is none of a list.
    boards=[
        Rows(
            row="tr:has(> td + td + td):not(:has(table))",
            link='a[href*="forum.jsp"]:not([href*="start="])',
            threads='td.jive-counts, td[nowrap][align="center"]##0',
            posts='td.jive-counts, td[nowrap][align="center"]##1',
            last="td:last-child",
        )
    ],
    # The link to a thread's last message bears its author's name.
    threads=[
        Rows(
            row="tr:not(:has(table table))", link='a[href*="thread.jsp"]:not([href*="message"])', last="td:last-child"
        ),
        Rows(row="tr", link='.jive-thread-subject a[href*="/thread/"], .j-td-title a[href*="/thread/"]', last="time"),
    ],
    front=['a[href="index.jsp"]', 'a[href$="index.jspa"]', "#jive-breadcrumb a", ".jive-breadcrumbs a"],
    inner=("#jive-thread", ".jive-thread-post", "#thread", ".jive-message-list", ".jive-thread-list"),
    date_order="mdy",
)
