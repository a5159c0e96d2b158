"""Discourse. Its pages state no totals: `/about.json` does, and `/about` for readers without JavaScript."""

from collections.abc import Mapping

from crawler.answers import board, count, finding, findings_of, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    either,
    element,
    generator,
    header,
    labelled,
    markup,
    meta_content,
    number,
    resource,
    text,
    version,
)
from registry.profile import Board, Finding, ForumProfile


def _read(said: object, page: Page) -> ForumProfile | None:
    """`/about.json`, `/site.json`, `/categories.json`, `/latest.json`, `/site/statistics.json`.

    Key names vary by version.
    """
    if not isinstance(said, Mapping):
        return None
    about = said.get("about")
    if isinstance(about, Mapping):
        return _about(about, page)
    listed = said.get("topic_list")
    if isinstance(listed, Mapping) and isinstance(listed.get("topics"), list):
        return _latest(listed["topics"], page)
    categories = said.get("category_list")
    rows = categories.get("categories") if isinstance(categories, Mapping) else None
    if rows is None and "default_archetype" in said:
        rows = said.get("categories")
    if isinstance(rows, list) and any(isinstance(row, Mapping) and "topic_count" in row for row in rows[:5]):
        boards = tuple(found for row in rows[:500] if (found := _category(row, page)) is not None)
        return ForumProfile(is_forum=True, confidence=0.95, boards=boards)
    if "topic_count" in said and "post_count" in said and "user_count" in said:
        return ForumProfile(is_forum=True, confidence=0.9, findings=_totals(said, page))
    return None


def _totals(stats: Mapping[str, object], page: Page) -> dict[str, Finding]:
    keys = {
        "members": ("users_count", "user_count"),
        "threads": ("topics_count", "topic_count"),
        "posts": ("posts_count", "post_count"),
        "active_7_days": ("active_users_7_days",),
        "active_30_days": ("active_users_30_days", "active_users_last_month"),
    }
    return findings_of(stats, keys, page)


def _about(about: Mapping[str, object], page: Page) -> ForumProfile:
    stats = about.get("stats") or about.get("stat")
    found = _totals(stats, page) if isinstance(stats, Mapping) else {}
    for field, key in (("name", "title"), ("description", "description"), ("language", "locale")):
        told = finding(about.get(key), f"about.{key}", page)
        if told is not None:
            found[field] = told
    about_version = about.get("version")
    return ForumProfile(
        is_forum=True,
        confidence=0.99,
        platform_version=str(about_version)[:40] if isinstance(about_version, str) else None,
        findings=found,
    )


def _latest(topics: list[object], page: Page) -> ForumProfile:
    rows = [topic for topic in topics[:60] if isinstance(topic, Mapping)]
    times = moments_of(rows, ("last_posted_at", "bumped_at"), page)
    found = newest_of(times, "newest of topic_list.topics.last_posted_at", page)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings=found,
        thread_titles=titles_of(rows, ("title", "fancy_title")),
        thread_times=thread_times(times),
        threads_seen=seen_of(
            [row for row in rows if _is_ordinary(row)],
            page,
            title=("title", "fancy_title"),
            counted="posts_count",
            began=("created_at",),
            newest=("last_posted_at",),
            whole=True,
        ),
    )


def _is_ordinary(topic: Mapping[str, object]) -> bool:
    """Whether a topic is neither pinned nor hidden. Closed ones count: many sites close every topic in time."""
    pinned = any(topic.get(key) is True for key in ("pinned", "pinned_globally"))
    return not pinned and topic.get("visible") is not False and topic.get("archetype") in (None, "regular")


def _category(row: object, page: Page) -> Board | None:
    if not isinstance(row, Mapping):
        return None
    slug, number = row.get("slug"), row.get("id")
    href = f"/c/{slug}/{number}" if isinstance(slug, str) and isinstance(number, int) else None
    return board(row.get("name"), href, count(row.get("topic_count")), count(row.get("post_count")), page)


_STATISTICS = "section.about.stats"
"""Topics, posts, users, active users: in this order in every language."""
_FIVE = f"{_STATISTICS} tr:has(> td:nth-child(5))"
_FOUR = f"{_STATISTICS} tr:has(> td:nth-child(4)):not(:has(> td:nth-child(5)))"


PLATFORM = Platform(
    name="Discourse",
    homepage="https://www.discourse.org/",
    tier="A",
    source=(
        "Real pages of 16 sites, Discourse 2.4 to 2026.3: lists, categories, threads, /about in several "
        "languages, feeds, JSON."
    ),
    clues=[
        generator(r"Discourse\s", 60),
        element("#main-outlet", 25),
        element("#data-discourse-setup", 60),
        element("#discourse-modal", 15),
        element("body.crawler", 15),
        element("#data-preloaded", 25),
        element(".crawler-nav", 15),
        element(".powered-by-link", 10),
        element(".topic-list-main-link", 20),
        element(".category-list", 10),
        element(".crawler-post", 25),
        element("discourse-assets", 0),
        header("x-discourse-route", r".", 70),
        header("x-discourse-cached", r".", 50),
        header("discourse-logged-out", r".", 40),
        credit("www.discourse.org", 20),
        credit("discourse.org", 15),
        resource("discourse", 10),
        markup("discourse-assets", 30),
        markup("discourse/theme-", 20),
        markup("discourse_theme_id", 30),
        markup("data-discourse-", 20),
    ],
    profile={
        "name": any_of(meta_content("og:site_name", 200), text("body.crawler > header a")),
        "description": meta_content("description"),
        **either(
            {
                name: number(f"{_STATISTICS} tr td:nth-child(2)", at)
                for at, name in enumerate(("threads", "posts", "members"))
            },
            labelled(f"{_STATISTICS}, .about.stats"),
        ),
        # The fourth row counts people who came back. Versions before 3 have no column for the last day.
        "active_7_days": any_of(number(f"{_FIVE} > td:nth-child(4)", 3), number(f"{_FOUR} > td:nth-child(3)", 3)),
        "active_30_days": any_of(number(f"{_FIVE} > td:nth-child(5)", 3), number(f"{_FOUR} > td:nth-child(4)", 3)),
    },
    boards=[
        Rows(
            row="table.category-list tr, .category-list tr", link="td.category h3 a, td.category a", threads="td.topics"
        ),
    ],
    threads=[
        Rows(
            row="tr.topic-list-item, .topic-list tr",
            link=".main-link a.title, a.raw-topic-link, .link-top-line a",
            replies="td.replies .posts",
            doubtful=True,  # some versions leave out the first post
            last="td:last-child",
        ),
        Rows(row=".topic-list-container li, div[itemprop=itemListElement]", link="a.title[itemprop=item]", last=""),
    ],
    front=["body.crawler > header a", "#main-outlet header a", ".d-header .title a"],
    wall=".login-page, #login-form, .login-required",
    inner=(".crawler-post", ".topic-list", ".topic-body"),
    versions=(version("generator", r"Discourse\s+([\w.+-]+)"),),
    also=("about.json", "site.json", "latest.json", "latest.rss"),
    json=_read,
)
