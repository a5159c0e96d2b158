"""Lemmy's JSON: `/api/v3/site`, `/api/v4/site`, lists of communities and posts, and the site that its pages embed.

What Lemmy calls posts are threads, its comments the replies under them. A site's figures count what its own members
wrote; communities and posts of other sites, which it shows beside its own, are none of its boards and threads.
Nobody's name is looked at.
"""

import json
from collections.abc import Mapping

from crawler.answers import board, count, finding, findings_of, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from registry.profile import Board, Finding, ForumProfile

_COUNTS = {
    "members": ("users",),
    "threads": ("posts",),
    "active_7_days": ("users_active_week",),
    "active_30_days": ("users_active_month",),
}
_PINNED = ("featured_local", "featured_community", "locked", "deleted", "removed")
_TIMES = ("newest_comment_time_at", "newest_comment_time", "published_at", "published")
_EMBEDDED = "window.isoData"
_SITE = '"site_view":'


def read_answer(said: object, page: Page) -> ForumProfile | None:
    """A profile of what one answer tells, or None when it is none of Lemmy's."""
    if not isinstance(said, Mapping):
        return None
    if isinstance(said.get("site_view"), Mapping):
        return _site_profile(said, page)
    for key, read in (("communities", _communities), ("posts", _posts), ("items", _items)):
        rows = said.get(key)
        if isinstance(rows, list) and rows:
            told = [row for row in rows[:500] if isinstance(row, Mapping)]
            if (profile := read(told, page)) is not None:
                return profile
    return None


def embedded_site(text: str) -> Mapping[str, object] | None:
    """The `site_view` that a page's first script carries, or None; what members wrote stands behind it, escaped."""
    start = text.find(_EMBEDDED)
    at = text.find(_SITE, start) if start >= 0 else -1
    if at < 0:
        return None
    try:
        said, _ = json.JSONDecoder(strict=False).raw_decode(text, at + len(_SITE))
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, Mapping) else None


def site_findings(site_view: Mapping[str, object], page: Page) -> dict[str, Finding]:
    """What a `site_view` states of the site: name, description, exact figures, and whether guests are kept out."""
    site, local = _part(site_view, "site"), _part(site_view, "local_site")
    figures = _figures(site_view)
    found = findings_of(figures, _COUNTS, page)
    for field, key in (("name", "name"), ("description", "description"), ("description", "summary")):
        told = finding(site.get(key), f"site_view.site.{key}", page)
        if told is not None:
            found.setdefault(field, told)
    if local.get("private_instance") is True:
        found["login_wall"] = Finding(True, "", "site_view.local_site.private_instance", page.url)
    return found


def _site_profile(said: Mapping[str, object], page: Page) -> ForumProfile:
    site_view = _part(said, "site_view")
    version = said.get("version")
    figures = _figures(site_view)
    posts, comments = count(figures.get("posts")), count(figures.get("comments"))
    derived = {}
    if posts is not None and comments is not None:
        derived["posts"] = Finding(posts + comments, "", "sum of posts and comments", page.url)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        platform_version=version[:40] if isinstance(version, str) else None,
        findings=site_findings(site_view, page),
        derived=derived,
    )


def _communities(rows: list[Mapping[str, object]], page: Page) -> ForumProfile | None:
    found = [_board(row, page) for row in rows if _part(row, "community").get("local") is True]
    boards = tuple(row for row in found if row is not None)
    return ForumProfile(is_forum=True, confidence=0.95, boards=boards) if boards else None


def _posts(rows: list[Mapping[str, object]], page: Page) -> ForumProfile | None:
    own = [row for row in rows if _part(row, "community").get("local") is True and isinstance(row.get("post"), Mapping)]
    if not own:
        return None
    posts = [_part(row, "post") for row in own]
    told = [{**_part(row, "post"), **_part(row, "counts")} for row in own]
    times = moments_of(told, _TIMES, page)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings=newest_of(times, "newest of posts.newest_comment_time", page),
        thread_titles=titles_of(posts, ("name",)),
        thread_times=thread_times(times),
        threads_seen=seen_of(
            [row for row in told if not any(row.get(key) is True for key in _PINNED)],
            page,
            title=("name",),
            counted="comments",
            began=("published_at", "published"),
            newest=_TIMES,
        ),
    )


def _items(rows: list[Mapping[str, object]], page: Page) -> ForumProfile | None:
    """Lists of version 1, which call whatever they hold items."""
    return _posts(rows, page) or _communities([row for row in rows if "post" not in row], page)


def _board(row: Mapping[str, object], page: Page) -> Board | None:
    community = _part(row, "community")
    counts = _part(row, "counts") or community
    name, title = community.get("name"), community.get("title")
    href = f"/c/{name}" if isinstance(name, str) else None
    # Replies alone are stated, not all that was written: a sum is no statement.
    return board(title or name, href, count(counts.get("posts")), None, page)


def _figures(site_view: Mapping[str, object]) -> Mapping[str, object]:
    """Up to version 0.19 the figures stand apart, since version 1 among the site's own settings."""
    return _part(site_view, "counts") or _part(site_view, "local_site")


def _part(said: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = said.get(key)
    return part if isinstance(part, Mapping) else {}
