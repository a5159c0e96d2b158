"""PieFed's JSON: `/api/alpha/site`, `/api/alpha/community/list` and `/api/alpha/post/list`.

It is shaped after Lemmy's, with other words for the figures. What comes from other sites says so and is left out.
Nobody's name is looked at.
"""

from collections.abc import Mapping

from crawler.answers import board, count, finding, findings_of, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from registry.profile import Board, ForumProfile

_PINNED = ("sticky", "instance_sticky", "locked", "deleted", "removed")
_TIMES = ("newest_comment_time", "published")


def read_answer(said: object, page: Page) -> ForumProfile | None:
    """A profile of what one answer tells, or None when it is none of PieFed's."""
    if not isinstance(said, Mapping):
        return None
    site, communities, posts = said.get("site"), said.get("communities"), said.get("posts")
    if isinstance(site, Mapping) and "user_count" in site:
        return _site(site, said.get("version"), page)
    if isinstance(communities, list):
        boards = tuple(found for row in communities[:500] if (found := _board(row, page)) is not None)
        return ForumProfile(is_forum=True, confidence=0.95, boards=boards) if boards else None
    if isinstance(posts, list):
        return _posts([row for row in posts[:60] if isinstance(row, Mapping) and _is_here(row)], page)
    return None


def _site(site: Mapping[str, object], version: object, page: Page) -> ForumProfile:
    found = findings_of(site, {"members": ("user_count",)}, page)
    for field in ("name", "description"):
        told = finding(site.get(field), f"site.{field}", page)
        if told is not None:
            found[field] = told
    told_version = version[:40] if isinstance(version, str) else None
    return ForumProfile(is_forum=True, confidence=0.95, platform_version=told_version, findings=found)


def _posts(rows: list[Mapping[str, object]], page: Page) -> ForumProfile | None:
    if not rows:
        return None
    posts = [_part(row, "post") for row in rows]
    told = [{**_part(row, "post"), **_part(row, "counts")} for row in rows]
    times = moments_of(told, _TIMES, page)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings=newest_of(times, "newest of posts.counts.newest_comment_time", page),
        thread_titles=titles_of(posts, ("title",)),
        thread_times=thread_times(times),
        threads_seen=seen_of(
            [row for row in told if not any(row.get(key) is True for key in _PINNED)],
            page,
            title=("title",),
            counted="comments",
            began=("published",),
            newest=_TIMES,
        ),
    )


def _board(row: object, page: Page) -> Board | None:
    if not isinstance(row, Mapping) or not _is_here(row):
        return None
    community = _part(row, "community")
    name = community.get("name")
    href = f"/c/{name}" if isinstance(name, str) else None
    return board(community.get("title") or name, href, count(_part(row, "counts").get("post_count")), None, page)


def _is_here(row: Mapping[str, object]) -> bool:
    return _part(row, "community").get("local") is True


def _part(said: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = said.get(key)
    return part if isinstance(part, Mapping) else {}
