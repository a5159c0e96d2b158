"""Apache Answer's JSON: `/answer/api/v1/question/page`, `.../tags/page` and `.../siteinfo`.

A question may bear several tags, so that tags are never summed. An edit moves a question to the top as an answer does:
only askings and answers count as posts. Nobody's name is looked at.
"""

from collections.abc import Mapping

from crawler.answers import board, count, finding, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from registry.profile import Board, Finding, ForumProfile

_PINNED = 2
_POSTED = frozenset(["asked", "answered"])


def read_answer(said: object, page: Page) -> ForumProfile | None:
    """A profile of what one answer tells, or None when it is none of Apache Answer's."""
    if not isinstance(said, Mapping) or "code" not in said or "reason" not in said:
        return None
    data = said.get("data")
    if not isinstance(data, Mapping):
        return None
    listed = data.get("list")
    if isinstance(listed, list):
        rows = [row for row in listed[:500] if isinstance(row, Mapping)]
        return _questions(rows, data, page) or _tags(rows, page)
    general = data.get("general")
    return _site(general, data.get("version"), page) if isinstance(general, Mapping) else None


def _questions(rows: list[Mapping[str, object]], data: Mapping[str, object], page: Page) -> ForumProfile | None:
    questions = [row for row in rows if "answer_count" in row and isinstance(row.get("title"), str)]
    if not questions:
        return None
    posted = [row for row in questions if str(row.get("operation_type")) in _POSTED]
    times = moments_of(posted, ("operated_at",), page)
    found = newest_of(times, "newest of data.list.operated_at", page)
    total = count(data.get("count"))
    if total is not None:
        found["threads"] = Finding(total, str(total), "data.count", page.url)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings=found,
        thread_titles=titles_of(questions, ("title",)),
        thread_times=thread_times(times),
        threads_seen=seen_of(
            [row for row in questions if row.get("pin") != _PINNED],
            page,
            title=("title",),
            counted="answer_count",
            began=("created_at",),
            newest=("operated_at",),
        ),
    )


def _tags(rows: list[Mapping[str, object]], page: Page) -> ForumProfile | None:
    found = [_board(row, page) for row in rows if "question_count" in row]
    boards = tuple(row for row in found if row is not None)
    return ForumProfile(is_forum=True, confidence=0.95, boards=boards) if boards else None


def _board(row: Mapping[str, object], page: Page) -> Board | None:
    slug = row.get("slug_name")
    href = f"/tags/{slug}" if isinstance(slug, str) else None
    return board(row.get("display_name") or slug, href, count(row.get("question_count")), None, page)


def _site(general: Mapping[str, object], version: object, page: Page) -> ForumProfile:
    found: dict[str, Finding] = {}
    for field in ("name", "description"):
        told = finding(general.get(field), f"data.general.{field}", page)
        if told is not None:
            found[field] = told
    told_version = version[:40] if isinstance(version, str) else None
    return ForumProfile(is_forum=True, confidence=0.9, platform_version=told_version, findings=found)
