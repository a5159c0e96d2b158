"""What a profile promises whatever the page held: clean texts, web addresses, sane counts, short evidence."""

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from crawler.page import Page
from crawler.reader import as_json
from registry.profile import COUNTS, FACTS, RAW_LIMIT, Finding, ForumProfile

FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
NAME_LIMIT = 200
AHEAD = timedelta(days=2)
"""How far in the future a time may lie that a page states: the pages' clocks and zones differ from ours."""


def texts(value: object) -> Iterator[str]:
    """Every text within a JSON-like value, keys left out."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts(item)


def stored(profile: ForumProfile) -> str:
    """All of a profile that is kept for good, as one text: everything but thread titles and the words of links."""
    told = as_json(profile)
    told.pop("thread_titles")
    told["links"] = [link.url for link in profile.links]
    return json.dumps(told, ensure_ascii=False)


def keep(profile: ForumProfile, page: Page) -> None:
    """Fail when a profile breaks a promise; the message says which."""
    for said in texts(as_json(profile)):
        assert not FORBIDDEN.search(said), f"dangerous character in {said!r}"
    assert 0 <= profile.confidence <= 1
    assert set(profile.findings) <= set(FACTS), f"unknown facts {set(profile.findings) - set(FACTS)}"
    for field, found in (*profile.findings.items(), *profile.derived.items()):
        _keep_finding(field, found)
    assert len(profile.thread_titles) <= 30
    assert len(profile.boards) <= 500
    for board in profile.boards:
        assert 0 < len(board.name) <= NAME_LIMIT
        for number in (board.threads, board.posts):
            assert number is None or 0 <= number <= 10**12
    times = [*profile.thread_times, *(board.last_post_at for board in profile.boards if board.last_post_at)]
    assert all(at.tzinfo is not None and at <= page.fetched_at + AHEAD for at in times), "a time from the future"
    addresses = [*(link.url for link in profile.links), *(board.url for board in profile.boards if board.url)]
    addresses += [*profile.also, *profile.feeds, *filter(None, (profile.front_page, profile.canonical))]
    for address in addresses:
        assert address.startswith(("http://", "https://")), f"no web address: {address!r}"


def _keep_finding(field: str, found: Finding) -> None:
    assert len(found.raw) <= RAW_LIMIT, f"{field}: evidence of {len(found.raw)} characters"
    assert found.rule, f"{field}: no rule"
    if field in COUNTS:
        assert isinstance(found.value, int), f"{field}: {found.value!r} is no count"
        assert 0 <= found.value <= 10**12, f"{field}: {found.value} is out of range"
    if isinstance(found.value, datetime):
        assert found.value.tzinfo is not None, f"{field}: a time without a zone"
    if field == "name":
        assert isinstance(found.value, str)
        assert 0 < len(found.value) <= NAME_LIMIT
