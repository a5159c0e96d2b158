"""Zendesk's community: topics are boards, posts are threads. A help centre that only answers is no forum.

The marks of the help centre alone never reach the threshold: what counts is the community's own address and lists.
"""

from collections.abc import Mapping

from crawler.answers import findings_of, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    attribute,
    cookie,
    element,
    from_title,
    link,
    markup,
    resource,
    text,
)
from registry.profile import ForumProfile


def _read(said: object, page: Page) -> ForumProfile | None:
    """`/api/v2/community/posts.json`: the newest posts, and how many there are.

    A post's own time is read, not that of its last change, which may be an edit.
    """
    posts = said.get("posts") if isinstance(said, Mapping) else None
    if not isinstance(said, Mapping) or not isinstance(posts, list) or "page_count" not in said:
        return None
    rows = [row for row in posts[:60] if isinstance(row, Mapping)]
    if not any("comment_count" in row for row in rows):
        return None
    times = moments_of(rows, ("created_at",), page)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings={
            **findings_of(said, {"threads": ("count",)}, page),
            **newest_of(times, "newest of posts.created_at", page),
        },
        thread_titles=titles_of(rows, ("title",)),
        thread_times=thread_times(times),
        threads_seen=seen_of(
            [row for row in rows if row.get("pinned") is not True],
            page,
            title=("title",),
            counted="comment_count",
            began=("created_at",),
            newest=(),
        ),
    )


PLATFORM = Platform(
    name="Zendesk community",
    homepage="https://www.zendesk.com/",
    source="Zendesk's Copenhagen theme 4.9: templates/community_topic_list_page.hbs, community_topic_page.hbs, "
    "community_post_list_page.hbs, community_post_page.hbs, footer.hbs; its documented API of posts.",
    clues=[
        address(r"/hc/(?:[\w-]{2,8}/)?community/(?:topics|posts)", 45),
        element(".topics-list", 20),
        element(".topics-item", 25),
        element(".community-header", 20),
        element(".community-hero", 10),
        element(".community-footer", 15),
        element(".community-activity", 10),
        element(".community-follow", 15),
        element(".post-to-community", 20),
        element(".striped-list-item", 15),
        element(".post-overview-count", 15),
        element(".comment-list", 0),
        element(".community-badge-titles", 15),
        link("hc", 5),
        resource("static.zdassets.com", 15),
        resource("theme.zdassets.com", 10),
        resource("data-brand-id", 10),
        markup("HelpCenter.account", 15),
        cookie(r"_help_center_session|_zendesk_", 5),
    ],
    profile={
        "name": any_of(
            text(".footer-inner > a"),
            attribute(".breadcrumbs li:first-child", "title"),
            text(".breadcrumbs li:first-child"),
            from_title(r".* [–-] (?P<name>.+)$"),
        ),
    },
    boards=[
        Rows(row=".topics-list > li, .topics-item", link="a", name=".blocks-item-title", threads=".meta-data@@0"),
    ],
    threads=[Rows(row=".striped-list-item, .posts-list li", link="a.striped-list-title, a[id^=title-]", last="time")],
    home=r"https?://[^/]+/hc/(?:[\w-]{2,8}/)?community/topics(?=/[^?#])",
    inner=(".post-container", ".post-full", ".topic-header"),
    totals=False,
    also=("/api/v2/community/posts.json?sort_by=created_at",),
    json=_read,
)
