"""BuddyPress' JSON: `/wp-json/buddypress/v1/groups` (and v2), a list of groups. Their makers are not looked at.

A group's last activity may be somebody's joining: it is no post, and is not read.
"""

from collections.abc import Mapping

from crawler.answers import board
from crawler.page import Page
from registry.profile import ForumProfile

_MARKS = frozenset(["creator_id", "enable_forum"])


def read_answer(said: object, page: Page) -> ForumProfile | None:
    """The public groups as boards, or None when the answer is no list of groups."""
    if not isinstance(said, list):
        return None
    groups = [row for row in said[:500] if isinstance(row, Mapping) and row.keys() >= _MARKS]
    found = []
    for group in groups:
        link = group.get("link")
        made = board(group.get("name"), link if isinstance(link, str) else None, None, None, page)
        if made is not None and group.get("status") in (None, "public"):
            found.append(made)
    return ForumProfile(is_forum=True, confidence=0.9, boards=tuple(found)) if found else None
