"""The pages of one visit, merged into one profile: the front page first, each fact from where it is told best."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from registry.profile import Board, Finding, ForumProfile

_FEEDS = 10
_TITLES = 30
_LINKS = 500


def merge(profiles: Sequence[ForumProfile]) -> ForumProfile:
    """One profile of a visit's pages; `profiles[0]` is the front page. Without pages, an empty profile.

    The front page's word stands; further pages fill what it does not state. Exact figures of the platform's own
    statistics (which a page states) beat those summed. Of times the newest wins.
    """
    if not profiles:
        return ForumProfile()
    front = next((profile for profile in profiles if profile.is_forum), profiles[0])
    ordered = [front, *(profile for profile in profiles if profile is not front)]
    findings: dict[str, Finding] = {}
    derived: dict[str, Finding] = {}
    for profile in ordered:
        for field, found in profile.findings.items():
            if field == "login_wall" and any(other.boards or other.thread_titles for other in ordered):
                continue
            held = findings.get(field)
            if held is None or (field == "last_post_at" and _later(found, held)):
                findings[field] = found
        for field, found in profile.derived.items():
            derived.setdefault(field, found)
    told = next((profile for profile in ordered if profile.platform is not None), front)
    times = sorted({at for profile in ordered for at in profile.thread_times}, reverse=True)
    return replace(
        front,
        is_forum=any(profile.is_forum for profile in ordered),
        confidence=max(profile.confidence for profile in ordered),
        platform=told.platform,
        platform_version=next((p.platform_version for p in (told, *ordered) if p.platform_version), None),
        clues=tuple(dict.fromkeys(clue for profile in (told, *ordered) for clue in profile.clues))[:20],
        findings=findings,
        derived={field: found for field, found in derived.items() if field not in findings},
        boards=_boards(ordered),
        thread_titles=tuple(dict.fromkeys(title for p in ordered for title in p.thread_titles))[:_TITLES],
        thread_times=tuple(times)[:_TITLES],
        feeds=tuple(dict.fromkeys(feed for profile in ordered for feed in profile.feeds))[:_FEEDS],
        links=tuple({link.url: link for p in reversed(ordered) for link in p.links}.values())[:_LINKS],
        also=tuple(dict.fromkeys(url for profile in ordered for url in profile.also)),
        front_page=front.front_page,
        blocked=front.blocked if not any(p.boards or p.thread_titles for p in ordered) else None,
        opt_out=next((profile.opt_out for profile in ordered if profile.opt_out), None),
    )


def _later(one: Finding, other: Finding) -> bool:
    return isinstance(one.value, datetime) and isinstance(other.value, datetime) and one.value > other.value


def _boards(ordered: Sequence[ForumProfile]) -> tuple[Board, ...]:
    """The front page's boards, with what other pages know of the same ones; where it shows none, the next page's."""
    kept = next((profile.boards for profile in ordered if profile.boards), ())
    known: dict[str, Board] = {}
    for profile in ordered:
        for board in profile.boards:
            known.setdefault(board.url or board.name, board)
            held = known[board.url or board.name]
            known[board.url or board.name] = replace(
                held,
                threads=board.threads if held.threads is None else held.threads,
                posts=board.posts if held.posts is None else held.posts,
                last_post_at=max(filter(None, (held.last_post_at, board.last_post_at)), default=None),
            )
    return tuple(known[board.url or board.name] for board in kept)
