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
    source=(
        "Hosted, templates not public: the classic pages (2010s) and Aurora (2023), by the classes that their "
        "components bear."
    ),
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
    boards=[
        Rows(
            row="tr.lia-node-board, .lia-node-board, .lia-list-row",
            link=".lia-node-title a, .lia-link-navigation.page-link",
            threads="td.lia-node-topics",
            posts="td.lia-node-posts, td.messagesCountColumn",
            last="td .lia-component-common-widget-date, .DateTime",
        ),
    ],
    threads=[
        Rows(
            row="tr.lia-list-row, .lia-list-row-thread-unread",
            link=".lia-subject a, .message-subject a",
            last=".DateTime, time",
        )
    ],
    front=[".lia-breadcrumb-community a"],
    inner=(".lia-message-body-content", ".lia-thread-detail"),
)
