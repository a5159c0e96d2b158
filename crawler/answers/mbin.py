"""Mbin's JSON: `/api/magazines` and `/api/entries`, as kbin has them too.

A magazine is a board, an entry a thread; magazines of other sites bear that site's address and are left out.
Nobody's name is looked at.
"""

from collections.abc import Mapping

from crawler.answers import board, count, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from registry.profile import Board, ForumProfile

_TIMES = ("lastActive", "createdAt")


def read_answer(said: object, page: Page) -> ForumProfile | None:
    """A profile of what one answer tells, or None when it is none of Mbin's."""
    rows = said.get("items") if isinstance(said, Mapping) else None
    if not isinstance(rows, list):
        return None
    told = [row for row in rows[:500] if isinstance(row, Mapping)]
    magazines = [row for row in told if "magazineId" in row and "entryCount" in row and not row.get("apId")]
    entries = [row for row in told if "entryId" in row and "numComments" in row and _is_here(row.get("magazine"))]
    if magazines:
        boards = tuple(found for row in magazines if (found := _board(row, page)) is not None)
        return ForumProfile(is_forum=True, confidence=0.95, boards=boards)
    if not entries:
        return None
    times = moments_of(entries, _TIMES, page)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings=newest_of(times, "newest of items.lastActive", page),
        thread_titles=titles_of(entries, ("title",)),
        thread_times=thread_times(times),
        threads_seen=seen_of(
            [row for row in entries if row.get("isPinned") is not True],
            page,
            title=("title",),
            counted="numComments",
            began=("createdAt",),
            newest=("lastActive",),
        ),
    )


def _is_here(magazine: object) -> bool:
    return isinstance(magazine, Mapping) and not magazine.get("apId")


def _board(row: Mapping[str, object], page: Page) -> Board | None:
    name = row.get("name")
    href = f"/m/{name}" if isinstance(name, str) else None
    return board(row.get("title") or name, href, count(row.get("entryCount")), None, page)
