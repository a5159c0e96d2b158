"""Flarum's JSON: `/api`, `/api/tags`, `/api/discussions`, and the payload that its pages carry for their scripts.

Flarum states no totals; an extension that many boards have puts them among the forum's own attributes. A discussion
counts in each of its tags, so that tags are never summed. Members, who are part of the payload, are not looked at.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from crawler.answers import board, count, finding, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from crawler.words.moments import Moment
from registry.profile import Board, Finding, ForumProfile

_STATISTICS = "forum-stats-widget.stats"
_COUNTED = {"members": "userCount", "threads": "discussionCount", "posts": "commentPostCount"}
_TIMES = ("lastPostedAt", "createdAt")
_LOADED = "app.load("


def read_answer(said: object, page: Page) -> ForumProfile | None:
    """A profile of what one answer tells, or None when it is none of Flarum's."""
    data = said.get("data") if isinstance(said, Mapping) else None
    if isinstance(data, Mapping) and data.get("type") == "forums":
        return _forum(_attributes(data), page)
    if not isinstance(data, list):
        return None
    discussions = list(_of_type(data[:60], "discussions"))
    tags = list(_of_type(data[:500], "tags"))
    if discussions:
        times = moments_of(discussions, _TIMES, page)
        return ForumProfile(
            is_forum=True,
            confidence=0.95,
            findings=newest_of(times, "newest of data.attributes.lastPostedAt", page),
            thread_titles=titles_of(discussions, ("title",)),
            thread_times=thread_times(times),
            threads_seen=seen_of(
                [row for row in discussions if row.get("isSticky") is not True],
                page,
                title=("title",),
                counted="commentCount",
                began=("createdAt",),
                newest=("lastPostedAt",),
                whole=True,
            ),
        )
    boards = tuple(found for tag in tags if (found := _board(tag, page)) is not None)
    return ForumProfile(is_forum=True, confidence=0.95, boards=boards) if boards else None


def payload(text: str, script: str | None) -> Mapping[str, object] | None:
    """What a page carries for its scripts: in a script of its own, before Flarum 1.2 in the call that loads it."""
    if script is None:
        at = text.find(_LOADED)
        if at < 0:
            return None
        text, start = text, at + len(_LOADED)
    else:
        text, start = script.strip(), 0
    try:
        said, _ = json.JSONDecoder(strict=False).raw_decode(text, start)
    except (ValueError, RecursionError):
        return None
    return said if isinstance(said, Mapping) else None


def payload_totals(said: Mapping[str, object], page: Page) -> dict[str, Finding]:
    """The totals among the forum's attributes, where the board shows them."""
    resources = said.get("resources")
    for forum in _of_type(resources if isinstance(resources, list) else [], "forums"):
        return _totals(forum, page)
    return {}


def payload_times(said: Mapping[str, object], page: Page) -> list[Moment]:
    """When the discussions that the page lists were last posted in, newest first."""
    document = said.get("apiDocument")
    rows = document.get("data") if isinstance(document, Mapping) else None
    return moments_of(list(_of_type(rows[:60], "discussions")), _TIMES, page) if isinstance(rows, list) else []


def _forum(attributes: Mapping[str, object], page: Page) -> ForumProfile:
    found = _totals(attributes, page)
    for field, key in (("name", "title"), ("description", "description")):
        told = finding(attributes.get(key), f"data.attributes.{key}", page)
        if told is not None:
            found[field] = told
    return ForumProfile(is_forum=True, confidence=0.95, findings=found)


def _totals(attributes: Mapping[str, object], page: Page) -> dict[str, Finding]:
    found: dict[str, Finding] = {}
    for key, stated in attributes.items():
        if not key.endswith(_STATISTICS) or not isinstance(stated, Mapping):
            continue
        for field, name in _COUNTED.items():
            entry = stated.get(name)
            value = count(entry.get("value")) if isinstance(entry, Mapping) else None
            if value is not None:
                found[field] = Finding(value, str(value), f"{_STATISTICS}.{name}", page.url)
    return found


def _board(tag: Mapping[str, object], page: Page) -> Board | None:
    if tag.get("isHidden") is True:
        return None
    slug = tag.get("slug")
    made = board(
        tag.get("name"), f"/t/{slug}" if isinstance(slug, str) else None, count(tag.get("discussionCount")), None, page
    )
    times = moments_of([tag], ("lastPostedAt",), page)
    return replace(made, last_post_at=times[0].at) if made is not None and times else made


def _of_type(rows: Sequence[object], kind: str) -> Iterator[Mapping[str, object]]:
    for row in rows:
        if isinstance(row, Mapping) and row.get("type") == kind:
            yield _attributes(row)


def _attributes(row: Mapping[str, object]) -> Mapping[str, object]:
    attributes = row.get("attributes")
    return attributes if isinstance(attributes, Mapping) else {}
