"""Simple:Press within WordPress. Its themes may rename classes; the ids that its own functions print stay.

Each figure of the statistics has an element of its own, whatever the label around it says. Who is online is told by
names, not by a number, and is not read.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    credit,
    element,
    generator,
    markup,
    meta_content,
    number,
    resource,
)

PLATFORM = Platform(
    name="Simple:Press",
    homepage="https://simple-press.com/",
    source="Simple:Press 6.11.13: forum/content/sp-template-control.php, sp-group-view-functions.php, "
    "sp-forum-view-functions.php, sp-topic-view-functions.php, sp-common-view-functions.php, "
    "sp-common-control-functions.php",
    clues=[
        element("#spMainContainer", 60),
        element("#spForumTop", 30),
        element("#spForumBottom", 20),
        element("#spMobilePanel", 20),
        element(".spPlainSection", 15),
        element(".spHeadContainer", 10),
        element(".spFootContainer", 10),
        element(".spListSection", 10),
        element(".spRowName", 10),
        element(".spInRowCount", 15),
        element(".spInRowPostLink", 15),
        element(".spBreadCrumbs", 10),
        element(".spForumStatsTitle", 15),
        element(".spMembershipStatsTitle", 15),
        resource("simple-press", 30),
        resource("sp-resources", 30),
        resource("forum-themes", 15),
        credit("simple-press.com", 25),
        generator(r"WordPress", 5),
        markup("Simple:Press display start", 30),
    ],
    needs=("#spMainContainer",),
    profile={
        "name": meta_content("og:site_name", 200),
        "members": number(".spMemberStats"),
        "threads": number(".spTopicsStats"),
        "posts": number(".spPostsStats"),
    },
    boards=[
        Rows(
            row="[id^=eachForum], .spGroupForumSection",
            link="a[id^=spForumIndexName]",
            threads="[id^=spForumIndexTopicCount] > span:last-child",
            posts="[id^=spForumIndexPostCount] > span:last-child",
            last="[id^=spForumIndexLastPost] > span:last-child",
        ),
    ],
    threads=[
        Rows(
            row="[id^=eachTopic], [id^=eachListTopic], .spForumTopicSection",
            link="a[id^=spTopicIndexName], a[id^=spListTopicName]",
            last="[id^=spTopicIndexLastPost] > span:last-child, [id^=spListLastPost] > span:last-child",
        )
    ],
    # The first leads to the site, the second to its forum.
    front=["#spBreadCrumbs a:nth-of-type(2)", ".spBreadCrumbs a:nth-of-type(2)"],
    inner=("#spTopicHeaderName", "#spForumHeaderName", "#spTopicNewButton", "#spProfileContent", ".spUserPost"),
)
