"""The pages of one visit, merged into one profile: the front page first, each fact from where it is told best."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from registry.profile import Board, Finding, ForumProfile

ZONE_ASSUMED = "zone assumed UTC"
"""Stands in the rule of a time whose page tells no zone."""
_MINUTES_15 = 900
_ZONES_S = 14 * 3600 + 1
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
    ordered = _on_one_clock([front, *(profile for profile in profiles if profile is not front)])
    front = ordered[0]
    findings = _findings(ordered)
    derived = {field: found for profile in reversed(ordered) for field, found in profile.derived.items()}
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


def _findings(ordered: Sequence[ForumProfile]) -> dict[str, Finding]:
    findings: dict[str, Finding] = {}
    for profile in ordered:
        for field, found in profile.findings.items():
            if field == "login_wall" and any(other.boards or other.thread_titles for other in ordered):
                continue
            held = findings.get(field)
            if held is None or (field == "last_post_at" and _later(found, held)):
                findings[field] = found
    return findings


def _on_one_clock(ordered: list[ForumProfile]) -> list[ForumProfile]:
    """Pages that tell no zone, moved onto the clock of a page that states the same newest post exactly."""
    exact = [p for p in ordered if (last := p.findings.get("last_post_at")) and ZONE_ASSUMED not in last.rule]
    if not exact:
        return ordered
    known = max(exact, key=lambda p: str(p.findings["last_post_at"].value)).findings["last_post_at"].value
    moved = []
    for profile in ordered:
        last = profile.findings.get("last_post_at")
        if (
            last is None
            or ZONE_ASSUMED not in last.rule
            or not isinstance(last.value, datetime)
            or not isinstance(known, datetime)
        ):
            moved.append(profile)
            continue
        shift = round((known - last.value).total_seconds() / _MINUTES_15) * _MINUTES_15
        slack = 1 if last.precision == "second" else 60
        if abs(shift) <= _ZONES_S and abs((known - last.value).total_seconds() - shift) < slack:
            moved.append(_shifted(profile, timedelta(seconds=shift)))
        else:
            moved.append(profile)
    return moved


def _shifted(profile: ForumProfile, shift: timedelta) -> ForumProfile:
    last = profile.findings["last_post_at"]
    value = last.value + shift if isinstance(last.value, datetime) else last.value
    rule = last.rule.replace(ZONE_ASSUMED, "zone from the feed")
    return replace(
        profile,
        findings={**profile.findings, "last_post_at": replace(last, value=value, rule=rule)},
        boards=tuple(
            replace(board, last_post_at=board.last_post_at + shift) if board.last_post_at else board
            for board in profile.boards
        ),
        thread_times=tuple(at + shift for at in profile.thread_times),
    )


def _later(one: Finding, other: Finding) -> bool:
    """Whether a time found later replaces the one held: the newer wins, but a known zone beats a near assumed one."""
    if not isinstance(one.value, datetime) or not isinstance(other.value, datetime):
        return False
    near = abs((one.value - other.value).total_seconds()) <= _ZONES_S
    one_known, other_known = ZONE_ASSUMED not in one.rule, ZONE_ASSUMED not in other.rule
    if near and one_known != other_known:
        return one_known
    return one.value > other.value


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
