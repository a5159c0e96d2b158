"""Khoros Communities (Lithium), the classic pages and Aurora's."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    element,
    labelled,
    link,
    markup,
    meta_content,
    presence,
    resource,
    text,
)

PLATFORM = Platform(
    name="Khoros Communities",
    homepage="https://khoros.com/",
    tier="B",
    source="Hosted, templates not public: classic pages as customers' own components in public repositories build them "
    "(lists of messages as .ftl, cards of group hubs); Aurora by its classes alone.",
    clues=[
        element("#lia-body", 50),
        element("body.lia-*", 40),
        element(".lia-page", 40),
        element(".lia-*", 20),
        element(".styles_lia-*", 50),
        element(".lia-message-body-content", 15),
        resource("lithium*", 25),
        resource("aurora*", 10),
        resource("limuirs-assets", 30),
        cookie(r"LiSESSIONID$|LithiumVisitor$|VISITOR_BEACON$", 70),
        link("t5", 25),
        link("ct-p", 15),
        link("bd-p", 15),
        link("td-p", 15),
        credit("khoros.com", 15),
        markup("LITHIUM", 25),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200), text(".lia-breadcrumb-community a, .lia-breadcrumb-community")
        ),
        **labelled(
            ".lia-component-community-widget-statistics, .lia-component-common-widget-community-stats, .community-stats"
        ),
        "online": presence(".lia-component-common-widget-online-users, .lia-users-online"),
    },
    # Rows of boards and of threads share a class; only the former name a node. A thread's title is nobody's board.
    boards=[
        Rows(
            row="tr.lia-node-board, .lia-node-board, .lia-list-row:has(.lia-node-title)",
            link=".lia-node-title a, a.lia-node-title",
            threads="td.lia-node-topics, .lia-node-topic-count",
            posts="td.lia-node-posts, td.messagesCountColumn",
            last="td .lia-component-common-widget-date, .DateTime",
        ),
        Rows(
            row=".lia-group-hub-card",
            link="a.lia-link-navigation",
            name=".lia-node-title",
            threads=".lia-node-topic-count",
        ),
    ],
    # The first date of a row is the thread's own, the last that of its latest post.
    threads=[
        Rows(
            row=".lia-list-row",
            link=".message-subject a, .lia-subject a",
            last=".lia-info-area > .lia-info-area-item:last-child .DateTime, .lia-latest-post .DateTime, time",
            unless=".lia-node-title",
        ),
    ],
    front=[".lia-breadcrumb-community a"],
    inner=(".lia-message-body-content", ".lia-thread-detail", ".message-subject", ".lia-message-subject-banner"),
)
