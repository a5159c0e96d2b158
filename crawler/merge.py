"""The pages of one visit, merged into one profile: the front page first, each fact from where it is told best."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from registry.profile import COUNTS, MOST_THREADS_SEEN, Board, Finding, ForumProfile, ThreadSeen
from registry.vocabulary import Precision

ZONE_ASSUMED = "zone assumed UTC"
"""Stands in the rule of a time whose page tells no zone."""
APART = 0.1
"""The share by which a page's figure and an answer's may differ for an answer that was kept for a while."""
SLACK = 20
"""Figures of young forums may differ by so much within a day."""
_SECONDS: dict[str, int] = {
    Precision.SECOND: 1,
    Precision.MINUTE: 60,
    Precision.HOUR: 3600,
    Precision.DAY: 86_400,
    Precision.MONTH: 31 * 86_400,
    Precision.YEAR: 366 * 86_400,
}
"""How much a time may be off that was told to the hour, the day."""
_MINUTES_15 = 900
_ZONES_S = 14 * 3600 + 1
_SPANS = {"minute": 60, "hour": 3600, "day": 86_400, "month": 31 * 86_400, "year": 366 * 86_400}
"""How far a time told to a precision may be from the time meant, in seconds."""
_FEEDS = 10
_TITLES = 30
_LINKS = 500


def merge(profiles: Sequence[ForumProfile]) -> ForumProfile:
    """One profile of a visit's pages; `profiles[0]` is the front page. Without pages, an empty profile.

    The front page's word stands; further pages fill what it does not state. There are three exceptions:

    - An exact figure (`12,345`) beats a shortened one that it may have been shortened to (`12.3K`).
    - A figure that an answer for machines states under its own name beats one of a page that is more than a tenth from
      it: so far apart no cache is behind, and the page counted something else. Within a tenth the page stands.
    - Of last posts the newest wins, and a known zone beats an assumed one (see `_later`).

    Stated figures beat sums, whichever page has them.
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
        threads_seen=_threads(ordered),
        feeds=tuple(dict.fromkeys(feed for profile in ordered for feed in profile.feeds))[:_FEEDS],
        links=tuple({link.url: link for p in reversed(ordered) for link in p.links}.values())[:_LINKS],
        also=tuple(dict.fromkeys(url for profile in ordered for url in profile.also)),
        front_page=front.front_page,
        blocked=front.blocked if not any(p.boards or p.thread_titles for p in ordered) else None,
        opt_out=next((profile.opt_out for profile in ordered if profile.opt_out), None),
    )


def _threads(ordered: Sequence[ForumProfile]) -> tuple[ThreadSeen, ...]:
    """The threads that may be counted, each once; those whose beginning lists tell alone, where any list does."""
    lists = [profile.threads_seen for profile in ordered if profile.threads_seen]
    whole = [seen for seen in lists if all(one.started_at is not None for one in seen)]
    # Lists of another sort do not add up, and of two such lists the same threads come up in both.
    kept = {one.mark: one for seen in whole or lists[:1] for one in seen}
    return tuple(kept.values())[:MOST_THREADS_SEEN]


def _findings(ordered: Sequence[ForumProfile]) -> dict[str, Finding]:
    findings: dict[str, Finding] = {}
    answered: set[str] = set()
    open_to_guests = any(profile.boards or profile.thread_titles for profile in ordered)
    for profile in ordered:
        answer = _is_answer(profile)
        for field, found in profile.findings.items():
            if field == "login_wall" and open_to_guests:
                continue
            held = findings.get(field)
            if held is None or _beats(field, found, held, surer=answer and field not in answered):
                findings[field] = found
                answered |= {field} if answer else set()
    return findings


def _is_answer(profile: ForumProfile) -> bool:
    """Whether a page is an answer for machines: it is known for whose it is, not recognised by clues."""
    return profile.is_forum and not profile.clues


def _beats(field: str, found: Finding, held: Finding, *, surer: bool) -> bool:
    """Whether what a further page states replaces what is held; `surer`: it is an answer's, against a page's."""
    if field == "last_post_at":
        return _later(found, held)
    one, other = found.value, held.value
    if field not in COUNTS or not isinstance(one, int) or not isinstance(other, int):
        return False
    unit = _shortened_by(held)
    if unit > 1:
        return _shortened_by(found) == 1 and abs(one - other) <= 2 * unit
    return surer and abs(one - other) > max(SLACK, max(one, other) * APART)


def _shortened_by(found: Finding) -> int:
    """The value of the last digit that a count was told with: 100 for `12.3K`, 1 for `12,300` and `12`."""
    digits = "".join(str(unicodedata.digit(mark)) for mark in found.raw if mark.isdigit())
    value = str(found.value)
    if not digits or value in digits:
        return 1
    told = value.rstrip("0")
    return 10 ** (len(value) - len(told)) if told and told in digits else 1


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
        threads_seen=tuple(_moved(one, shift) for one in profile.threads_seen),
    )


def _moved(one: ThreadSeen, shift: timedelta) -> ThreadSeen:
    started, first, last = (at + shift if at else None for at in (one.started_at, one.first_reply_at, one.last_post_at))
    return replace(one, started_at=started, first_reply_at=first, last_post_at=last)


def _later(one: Finding, other: Finding) -> bool:
    """Whether a time found later replaces the one held.

    The newer wins, but a known zone beats a near assumed one, and of two times that may be the same moment ("2 hours
    ago", 08:04:13) the one that was told more exactly.
    """
    if not isinstance(one.value, datetime) or not isinstance(other.value, datetime):
        return False
    apart = abs((one.value - other.value).total_seconds())
    one_known, other_known = ZONE_ASSUMED not in one.rule, ZONE_ASSUMED not in other.rule
    if apart <= _ZONES_S and one_known != other_known:
        return one_known
    exact, other_exact = _told_to(one), _told_to(other)
    if exact != other_exact and apart < max(exact, other_exact):
        return exact < other_exact
    return one.value > other.value


def _told_to(found: Finding) -> int:
    """How exactly a time was told, in seconds."""
    return _SECONDS.get(found.precision or "", 1)


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
