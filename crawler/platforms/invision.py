"""Invision Community 2 to 5 (IP.Board). Version 2 tells "N posts | N members", later ones have widgets.

Widgets name their figures in any language, in one order: topics, posts; members. Those of blogs and galleries beside
them count other things. "Members 10.2k" beside a post is a group of users, not a total, and is not read.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    cookie,
    credit,
    either,
    element,
    labelled,
    link,
    markup,
    matched,
    number,
    presence,
    resource,
    text,
    title,
    version,
)

_FORUM = "[data-blockid*=forumStatistics]"
_MEMBERS = "[data-blockid*=app_core_stats]"


def _counts(block: str) -> str:
    """The figures of a widget, in the markup of version 4, beside the content and below it, and of 5."""
    return f"{block} .ipsWidget_statsCount, {block} .ipsDataItem_stats_number, {block} .ipsList__value"


PLATFORM = Platform(
    name="Invision Community",
    homepage="https://invisioncommunity.com/",
    tier="A",
    source="Real pages of 7 sites, Invision Community 3, 4 and 5: front pages, boards, threads, members. Lists of "
    "Invision Power Board 2 as pages kept in public repositories have them, of 5 as its forums/front/index: forumRow.",
    clues=[
        element("body.ipsApp", 50),
        element("body.ipsApp_front", 30),
        element("body[data-pageapp]", 20),
        element("body[data-pagecontroller]", 15),
        element("body#ipboard_body", 70),
        element("#ipsLayout_header", 30),
        element("#ipsLayout_body", 30),
        element("#elUserNav", 20),
        element("#ipbwrapper", 60),
        element("#ipboard_body", 20),
        element(".ipsBreadcrumb", 20),
        element(".ipbtable", 40),
        element(".borderwrap", 25),
        element(".maintitle", 15),
        element(".formsubtitle", 20),
        element(".darkrow2", 10),
        element(".cTopic", 10),
        element(".cForumRow", 20),
        element(".col_c_forum", 20),
        element(".ipsDataItem", 15),
        element("i-core.css", 0),
        link("act", 10),
        link("showforum", 20),
        link("showtopic", 20),
        credit("invisioncommunity.com", 20),
        credit("www.invisioncommunity.com", 20),
        credit("www.invisionboard.com", 30),
        credit("www.invisionpower.com", 25),
        credit("www.invisionzone.com", 20),
        cookie(r"(?:ips4_|ips_)\w+", 70),
        cookie(r"ipsconnect_", 40),
        resource("ips_ipsconnect", 10),
        resource("ipb.js", 40),
        resource("ips.quickpm.js", 20),
        resource("front_front_core.js", 25),
        resource("root_library.js", 30),
        resource("root_framework.js", 30),
        resource("ipb_js*", 20),
        resource("jscripts", 5),
        markup("ipsSettings", 40),
        markup("ipb.vars", 40),
        markup("ipb_var", 25),
        title(r"powered by invision power board", 30),
    ],
    needs=(
        "body[data-pageapp]",
        "body#ipboard_body",
        "#ipbwrapper",
        ".ipbtable",
        ".borderwrap",
        ".formsubtitle",
        ".maintitle",
        ".cForumRow",
        ".cTopic",
        ".ipsBreadcrumb",
        "#ipsLayout_body",
    ),
    profile={
        "name": any_of(
            attribute("#ipsLayout_header #elLogo img, #logo img", "alt"),
            text("#elSiteTitle, #elLogo span"),
            text("#navstrip a:first-of-type"),
        ),
        **either(
            labelled(
                f"p.members, #board_statistics, #stats_ul, {_FORUM}, {_MEMBERS}, [data-blockid*=memberStatistics], "
                "#statistics_brief, .statistics_brief, #statistics, tr:has(> td.formsubtitle) + tr"
            ),
            {
                "threads": number(_counts(_FORUM)),
                "posts": number(_counts(_FORUM), 1),
                "members": number(_counts(_MEMBERS)),
            },
        ),
        "online": any_of(
            presence("#board_statistics, .formsubtitle, [data-blockid*=whosOnline] h3, #statistics"),
            matched(".formsubtitle", r"^(?P<n>\d[\d.,]{0,12}) user\(s\) (?:are )?(?:active|online)"),
        ),
    },
    boards=[
        Rows(
            row="li.cForumRow, .cForumRow, .ipsData__item[data-forumid]",
            link=".ipsDataItem_title a, .ipsData__title a",
            posts="label .ipsDataItem_stats, .ipsData__stats",
            threads="label .ipsDataItem_stats, .ipsData__stats",
            last=".ipsDataItem_lastPoster time, .ipsData__last time",
        ),
        # Posts alone, in languages whose word for them is not known.
        Rows(
            row=".cForumRow, .ipsData__item[data-forumid]",
            link=".ipsDataItem_title a, .ipsData__title a",
            posts="dl:only-of-type > .ipsDataItem_stats_number, .ipsData__stats li:only-child > span:first-child",
            last=".ipsDataItem_lastPoster time, .ipsData__last time",
        ),
        Rows(
            row=".cForumGrid",
            link=".cForumGrid__title a",
            posts="label .cForumGrid__title-stats",
            last=".cForumGrid__last time",
        ),
        # Versions 1 to 3 count topics and replies, which are no posts.
        Rows(
            row="tr:has(> .col_c_forum)",
            link=".col_c_forum h4 a",
            threads=".col_c_stats li:first-child:not(:only-child) strong",
            last=".col_c_post",
        ),
        Rows(
            row="tr:not(:has(table))",
            link='td b > a[href*="showforum"]',
            threads="td%%0",
            last="td:last-child",
        ),
    ],
    threads=[
        Rows(
            row="[data-rowid]",
            link=".ipsDataItem_title a[href*=topic], .ipsData__title a[href*=topic], h4 a[href*=topic]",
            replies='[data-stattype="forums_comments"] .ipsDataItem_stats_number, '
            '[data-stattype="forums_comments"] .ipsData__stats-number, [data-stattype="forums_comments"]',
            began=".ipsDataItem_meta time, .ipsData__meta time",
            last=".ipsDataItem_lastPoster time, .ipsData__last time, time",
            aside=".fa-thumb-tack, .fa-thumbtack, .fa-lock, .ipsBadge--pinned, .ipsBadge--locked",
        ),
        Rows(row="tr", link="a.topic_title, h4 a[id^=tid-link]", last=".col_f_post, .desc.lighter.blend_links"),
        Rows(
            row="table tr",
            link='a[href*="showtopic"][title]',
            replies='a[href*="who_posted"]',
            began='a[href*="showtopic"][title]',
            last="td:last-child .desc, .lastaction",
        ),
    ],
    front=["#elSiteTitle", "#elLogo", ".ipsBreadcrumb li:first-child a", "#logo a", "#navstrip a"],
    date_order="",
    clock=".copyright + div, #gfooter",
    # The header holds the same form on every page.
    wall='#ipsLayout_mainArea form[action*="login"], #ipsLayout_main form[action*="login"], '
    '#content form[action*="section=login"]',
    closed=("#elError", ".ipsMessage_error", ".tablepad .errorwrap", ".errorwrap"),
    inner=(
        "#elPostFeed",
        ".cPost",
        ".postcolor",
        ".topic_title",
        "#forum_table",
        "#topic_controls",
    ),
    versions=(version(".copyright, #copyright", r"(?:IP\.Board|Invision Power Board)\D{0,20}?v?(\d+(?:\.\d+)+)"),),
)
