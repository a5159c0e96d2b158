"""NodeBB's JSON answers: `/api/categories`, `/api/recent`, `/api/config`."""

from collections.abc import Iterator, Mapping

from crawler.answers import board, count, finding, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from registry.profile import Board, ForumProfile

_COUNTS = (("totalTopicCount", "topic_count"), ("totalPostCount", "post_count"))
"""A category's figures with those of the categories below it, as its pages print them; before 1.0 only its own."""


def read_answer(said: object, page: Page) -> ForumProfile | None:
    """A profile of what one answer tells, or None when it is none of NodeBB's."""
    if not isinstance(said, Mapping):
        return None
    if not {"loggedIn", "relative_path", "template", "cid", "bodyClass"} & said.keys():
        return None
    categories, topics = said.get("categories"), said.get("topics")
    if isinstance(topics, list) and topics:
        return _topics(topics, page)
    if isinstance(categories, list) and categories:
        boards = tuple(found for row in _flat(categories) if (found := _board(row, _folder(said), page)) is not None)
        times = moments_of(list(_newest(categories)), ("lastposttimeISO", "timestampISO"), page)
        newest = newest_of(times, "newest of categories.posts.timestampISO", page)
        return ForumProfile(is_forum=True, confidence=0.95, findings=newest, boards=boards)
    title = finding(said.get("siteTitle") or said.get("browserTitle"), "siteTitle", page)
    return ForumProfile(is_forum=True, confidence=0.9, findings={"name": title}) if title else None


def _topics(topics: list[object], page: Page) -> ForumProfile:
    rows = [row for row in topics[:60] if isinstance(row, Mapping)]
    times = moments_of(rows, ("lastposttimeISO", "lastposttime"), page)
    found = newest_of(times, "newest of topics.lastposttime", page)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings=found,
        thread_titles=titles_of(rows, ("titleRaw", "title")),
        thread_times=thread_times(times),
        threads_seen=seen_of(
            [row for row in rows if not (row.get("pinned") or row.get("locked") or row.get("deleted"))],
            page,
            title=("titleRaw", "title"),
            counted="postcount",
            began=("timestampISO", "timestamp"),
            newest=("lastposttimeISO", "lastposttime"),
            whole=True,
        ),
    )


def _flat(rows: list[object], depth: int = 0) -> Iterator[Mapping[str, object]]:
    for row in rows[:500]:
        if isinstance(row, Mapping):
            yield row
            children = row.get("children")
            if isinstance(children, list) and depth < 4:
                yield from _flat(children, depth + 1)


def _newest(rows: list[object]) -> Iterator[Mapping[str, object]]:
    for row in _flat(rows):
        posts = row.get("posts")
        if isinstance(posts, list):
            yield from (post for post in posts[:3] if isinstance(post, Mapping))


def _folder(said: Mapping[str, object]) -> str:
    """The path that the forum lives under; empty at the host's root."""
    path = said.get("relative_path")
    return path if isinstance(path, str) and path.startswith("/") else ""


def _board(row: Mapping[str, object], folder: str, page: Page) -> Board | None:
    slug = row.get("slug")
    href = f"{folder}/category/{slug}" if isinstance(slug, str) else None
    threads, posts = (count(row.get(whole, row.get(own))) for whole, own in _COUNTS)
    return board(row.get("name"), href, threads, posts, page)
