"""Vanilla Forums, hosted or by themselves. No page states board totals: they are summed over the categories.

Comments beside a category leave out what began each discussion: they count no posts.
"""

from collections.abc import Mapping

from crawler.answers import board, count, moments_of, newest_of, thread_times, titles_of
from crawler.page import Page
from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    cookie,
    credit,
    element,
    header,
    link,
    markup,
    meta_content,
    number,
    number_attribute,
    resource,
    text,
)
from registry.profile import Board, ForumProfile


def _read(said: object, page: Page) -> ForumProfile | None:
    """`/discussions.json` and `/categories.json`."""
    if not isinstance(said, Mapping):
        return None
    discussions, categories = said.get("Discussions"), said.get("Categories")
    if isinstance(discussions, list):
        rows = [row for row in discussions[:60] if isinstance(row, Mapping)]
        times = moments_of(rows, ("DateLastComment", "LastDate", "DateInserted"), page)
        return ForumProfile(
            is_forum=True,
            confidence=0.95,
            findings=newest_of(times, "newest of Discussions.DateLastComment", page),
            thread_titles=titles_of(rows, ("Name",)),
            thread_times=thread_times(times),
        )
    if isinstance(categories, Mapping):
        categories = list(categories.values())
    if isinstance(categories, list):
        found = [_category(row, page) for row in categories[:500] if isinstance(row, Mapping)]
        boards = tuple(row for row in found if row is not None)
        return ForumProfile(is_forum=True, confidence=0.9, boards=boards) if boards else None
    return None


def _category(row: Mapping[str, object], page: Page) -> Board | None:
    url = row.get("Url")
    href = url if isinstance(url, str) else None
    return board(row.get("Name"), href, count(row.get("CountDiscussions")), None, page)


def _all(count: str) -> str:
    """A count beside the link to all categories' discussions, which stands above the single ones."""
    ends = ("/discussions", "/categories", "/categories/all")
    return ", ".join(f'.PanelCategories li:first-child:has(a[href$="{end}"]) {count}' for end in ends)


_ASIDE = ".Announcement, .Closed, .Tag-Announcement, .Tag-Closed"

PLATFORM = Platform(
    name="Vanilla Forums",
    homepage="https://github.com/vanilla/vanilla",
    tier="A",
    source="Real pages of three sites, Vanilla 2 and later: front page, categories, discussions, feeds.",
    clues=[
        element("body.Vanilla", 40),
        element("body#vanilla_discussions_index", 60),
        element("body#vanilla_*", 50),
        element("body.Section-DiscussionList", 20),
        element("body.Section-CategoryList", 20),
        element("body.Section-Discussion", 20),
        element("#DiscussionForm", 10),
        element("body#dashboard_entry_*", 30),
        element("#Form_User_SignIn", 40),
        element(".DataList", 25),
        element(".MessageList", 10),
        element(".ItemDiscussion", 20),
        element(".ItemComment", 15),
        element(".CategoryTable", 20),
        element(".Discussions", 10),
        element(".CommentCount", 10),
        element(".LastCommentDate", 15),
        element(".FilterMenu", 10),
        element(".BoxCategories", 20),
        element("#vanilla", 0),
        link("discussions", 10),
        link("discussion", 10),
        link("entry", 5),
        credit("vanillaforums.com", 15),
        credit("vanillaforums.org", 25),
        credit("www.vanillaforums.com", 20),
        header("x-garden-version", r".", 70),
        cookie(r"(?:Vanilla|vf_\w+)(?:-Vv|-tk)?$", 60),
        resource("us.v-cdn.net", 40),
        resource("uk.v-cdn.net", 40),
        resource("vanilla", 15),
        resource("dashboard", 5),
        resource("discussions.js", 5),
        resource("jquery.gardenhandleajaxform.js", 30),
        resource("jquery.gardenmorepager.js", 30),
        markup("TransientKey", 20),
        markup("gdn.meta", 40),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text("#Head h1 a span, #Head h1 a"),
            text("h1.title a, .SiteTitle"),
            attribute(".Header-logo img, .logo img", "alt"),
        ),
        # A tooltip tells exactly what the count shortens.
        "threads": any_of(number_attribute(_all(".Count [title]"), "title"), number(_all(".Count"))),
    },
    boards=[
        Rows(
            row="li.Item.Category, ul.CategoryList > li, li[id^=Category_]",
            link="h2.CategoryName a, .CategoryNameHeading a, .TitleWrap a, .Title a, a.Title",
            threads=".CountDiscussions, .DiscussionCount",
            last=".LastPost time, .LastDiscussionTitle time, .LastCommentDate, .LatestPost time",
            part="li.Depth1:not(.CategoryHeading) ~ li.Depth2, li.Depth2:not(.CategoryHeading) ~ li.Depth3",
        ),
        Rows(
            row=".CategoryTable tr, tr.Item.Category, tr.Item.CategoryItem",
            link=".CategoryNameHeading a, td.CategoryName h2 a, td.CategoryName h3 a, "
            "h2.CategoryName a, h3.CategoryName a",
            threads=".CountDiscussions",
            last=".LatestPost time, .LatestPost .CommentDate, .LastPost time",
            part="tr.Depth1 ~ tr.Depth2, tr.Depth2 ~ tr.Depth3",
        ),
        # The mixed layout shows each category's newest discussions under its name, without counts.
        Rows(row=".CategoryBox", link="h2 a"),
    ],
    threads=[
        Rows(
            row="li.Item.Discussion, li.ItemDiscussion, .DataList.Discussions > li",
            link=".Title a, a.Title, h3 a",
            replies=".CommentCount",
            doubtful=True,  # up to version 2.0 the first post is one of the comments
            last=".LastCommentDate, .LastActive time, time",
            aside=_ASIDE,
        ),
        Rows(
            row="tr.ItemDiscussion, .DiscussionsTable tr.Item, tr[id^=Discussion_]",
            link=".Title a, a.Title, h3 a",
            # Who began it, and when, stands before.
            replies=".BigCount.CountComments",
            doubtful=True,  # up to version 2.0 the first post is one of the comments
            aside=_ASIDE,
            last=".LastUser time, .LastUser .CommentDate, .LastCommentDate",
        ),
    ],
    front=["#Head h1 a", ".SiteTitle a", "a.Header-logo", ".Breadcrumbs a"],
    inner=(".MessageList.Discussion", ".ItemComment", ".Comment", "body.Discussion", "body.Profile"),
    wall="#Form_User_SignIn",
    json=_read,
    also=("categories.json", "discussions.json", "discussions/feed.rss"),
)
