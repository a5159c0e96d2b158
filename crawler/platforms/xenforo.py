"""XenForo 1 and 2. The statistics block is optional and translated; it stands as pairs of term and number."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    cookie,
    credit,
    either,
    element,
    front_only,
    labelled,
    link,
    markup,
    matched,
    meta_content,
    number,
    resource,
    text,
)

_STATISTICS = 'div[data-widget-definition="forum_statistics"]'
"""Threads, messages, members, then who came last: in this order in every language."""

PLATFORM = Platform(
    name="XenForo",
    homepage="https://xenforo.com/",
    tier="A",
    source="Real pages of 23 sites, XenForo 1 and 2, Fora's among them: front page, boards, threads.",
    clues=[
        element("html#XF", 70),
        element("html#XenForo", 70),
        element("html[data-xf]", 20),
        element("html[data-template]", 15),
        element("html[data-container-key]", 20),
        element("html[data-content-key]", 15),
        element(".p-body", 15),
        element(".p-body-inner", 15),
        element(".p-navEl", 10),
        element(".structItem", 20),
        element(".js-nodeMain", 20),
        element(".node-body", 15),
        element(".block-container", 5),
        element(".message--post", 20),
        element(".nodeList", 25),
        element(".discussionList", 20),
        element(".messageList", 15),
        element(".xenForm", 25),
        element(".XenBase", 20),
        element("#XenForo", 0),
        element("#headerMover", 30),
        credit("xenforo.com", 25),
        link("threads", 5),
        link("forums", 0),
        link("whats-new", 5),
        link("find-new", 5),
        cookie(r"xf_(?:csrf|session|user)$", 70),
        cookie(r"\w*xf_(?:csrf|session)$", 60),
        resource("xf", 5),
        resource("xenforo", 20),
        markup("XF.config", 20),
        markup("XenForo.", 15),
        markup("data-xf-init", 25),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text("#header .siteTitle"),
            attribute("div.p-header-logo img", "alt"),
            attribute("#logo img", "alt"),
        ),
        # On a thread's page the same place names who began it.
        "description": any_of(
            front_only(text("div.p-description"), ".node-body", ".node--forum"),
            front_only(text("#pageDescription"), ".nodeList", ".nodeInfo"),
        ),
        **either(
            {
                "threads": number("dl.count--threads dd, #boardStats dl.discussionCount dd"),
                "posts": number("dl.count--messages dd, #boardStats dl.messageCount dd"),
                "members": number("dl.count--users dd, #boardStats dl.memberCount dd"),
            },
            either(
                labelled(
                    f"{_STATISTICS} .block-body, div.p-body-sidebar div.block-body, .trust-stats, #boardStats, "
                    '.secondaryContent.statsList, div[data-widget-key*="statistics"] div.block-body'
                ),
                {
                    name: number(f"{_STATISTICS} dl.pairs:nth-of-type({at}) dd")
                    for at, name in enumerate(("threads", "posts", "members"), 1)
                },
            ),
        ),
        "online": matched(
            'div[data-widget-definition="members_online"] .block-footer, .membersOnline .footnote',
            r"[^:]*:\s*(?P<n>[\d.,\s]+)",
        ),
    },
    boards=[
        Rows(
            row=".node--forum, .node--category.node--depth2",
            link=".node-title a",
            threads=".node-stats dl:nth-child(1) dd@@0",
            posts=".node-stats dl:nth-child(2) dd@@0",
            last=".node-extra time",
        ),
        Rows(
            row="li.node.forum, li.node.level_2",
            link=".nodeTitle a",
            threads=".nodeStats dl:nth-child(1) dd@@0",
            posts=".nodeStats dl:nth-child(2) dd@@0",
            last=".nodeLastPost .DateTime",
        ),
    ],
    threads=[
        Rows(
            row=".structItem--thread",
            link=".structItem-title a:last-of-type",
            replies=".structItem-cell--meta dl:first-child dd",
            began=".structItem-startDate time",
            last=".structItem-cell--latest time",
            aside=".structItem-status--sticky, .structItem-status--locked, .structItem-status--redirect",
        ),
        Rows(
            row="li.discussionListItem",
            link="h3.title a:last-of-type",
            replies=".stats dl:first-child dd",
            began=".startDate .DateTime",
            last=".lastPost .DateTime",
            aside=".sticky, .locked, .redirect",
        ),
    ],
    front=["div.p-header-logo a", "#logo a", ".p-breadcrumbs li:first-child a", ".breadcrumb a.crumb"],
    wall='.p-body-content form[action*="login/login"], .p-body-pageContent form[action*="login"]',
    inner=(".structItem--thread", ".message--post", ".discussionListItem", ".messageList"),
    closed=("div.p-body-pageContent div.blockMessage", ".errorOverlay", "div.p-body-content"),
    also=("forums/-/index.rss",),
    feed_last=True,
    stock=(r"forum software by xenforo.*",),
)
