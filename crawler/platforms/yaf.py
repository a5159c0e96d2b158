"""YAF.NET 2 with its tables, 3 and 4 with Bootstrap cards. It also runs inside DNN and other sites.

What the page states of a last post stands, from version 3 on, in a tooltip beside the member's name and is not read.
"""

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
    matched,
    number,
    resource,
    text,
    version,
)
from crawler.words.numbers import NUMBER

_POSTS = "[id$=StatsPostsTopicCount]"
_MEMBERS = "[id$=StatsMembersCount]"
_TILES = ".board-stats"
_TILE = f"{_TILES} .stat-tile-value"
_BADGE = "h5 span.badge[title]"

PLATFORM = Platform(
    name="YAF.NET",
    homepage="https://www.yetanotherforum.net/",
    source=(
        "YAF.NET 4 (_Layout.cshtml, _CategoryList.cshtml, _ForumList.cshtml, _BoardStatistics.cshtml), 3 and 2 "
        "(ForumList.ascx, ForumStatistics.ascx, ForumLastPost.ascx, TopicLine.ascx)."
    ),
    clues=[
        element("body#YafBody", 60),
        element("#YafBody", 20),
        element(".yafnet", 40),
        element(".yafPageLink", 40),
        element(".yafForumJump", 15),
        element(".forumStatisticsContent", 25),
        element(".topicCountCol", 20),
        element(".postCountCol", 15),
        element(".forum-icon-legend-popvover", 40),
        element(".topic-icon-legend-popvover", 40),
        element(".topic-starter-popover", 30),
        element(".topic-link-popover", 25),
        element(".card-post-last", 15),
        credit("www.yetanotherforum.net", 40),
        credit("yetanotherforum.net", 40),
        link("forum.ashx", 5),
        resource("bootstrap-forum.min.css", 30),
        resource("forumExtensions.min.js", 30),
        resource("yaf*", 10),
        cookie(r"(?:YAF-|YAFNET|\.YAFNET)", 50),
        markup("Powered by YAF", 20),
        markup("yafnet", 10),
    ],
    profile={
        "name": text(".yafnet .navbar-brand, .yafPageLink > a:first-child"),
        "posts": any_of(labelled(_POSTS, alone=True)["posts"], number(_POSTS), number(_TILE, 0)),
        "threads": any_of(
            labelled(_POSTS, alone=True)["threads"],
            matched(_POSTS, rf"{NUMBER}\D{{1,40}}?(?P<n>{NUMBER})"),
            number(_TILE, 1),
        ),
        "members": any_of(number(_MEMBERS), number(_TILE, 3)),
    },
    boards=[
        Rows(
            row=".card-body > .row",
            link="h5 > a[href]:not([role]):not([href='#'])",
            threads=f"{_BADGE}@@0",
            posts=f"{_BADGE}@@1",
            last="time, abbr.timeago",
            unless=".topic-starter-popover",  # a thread
        ),
        Rows(
            row=".forumContainer",
            link=".forumTitle a[href]",
            threads=".topicReplies",
            posts=".topicViews",
            last="time, abbr.timeago",
        ),
        Rows(
            row="tr.forumRow, tr.forumRow_Alt",
            link=".forumheading a",
            threads="td.topicCountCol",
            posts="td.postCountCol",
            last="td.lastPostCol abbr, td.lastPostCol time, td.lastPostCol > span:last-of-type",
        ),
    ],
    threads=[
        Rows(row="h5", link="a.topic-starter-popover"),
        Rows(
            row="tr.topicRow, tr.topicRow_Alt",
            link="td.topicMain a.post_link",
            last="td.topicLastPost abbr, td.topicLastPost time, td.topicLastPost span:last-of-type",
        ),
    ],
    front=[".yafnet .navbar-brand", ".yafPageLink > a:first-child"],
    inner=(
        ".topic-starter-popover",
        ".topicRow",
        ".topicMain",
        ".page-Posts",
        ".page-Topics",
        ".postContainer",
    ),
    versions=(version("a[href*='yetanotherforum.net']", r"YAF(?:\.NET)?\s+v?(\d+(?:\.\d+)+)"),),
)
