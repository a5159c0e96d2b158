"""Taking in profiles that somebody vouches for: JSON lines, listed under their own ids, assessed on the way in.

Each line is a transaction of its own: a bad one costs only itself, and a crawl beside it is not kept waiting.
"""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from registry.catalogue.filing import file_assessment
from registry.catalogue.lifecycle import PUBLIC_ID, Case, PublicIdTaken, Role
from registry.catalogue.placing import Placed, Placement, place
from registry.catalogue.reachable import not_public
from registry.catalogue.writing import write_cards
from registry.db import Sessions
from registry.evidence.figures import reading_of, readings_of, write_readings
from registry.history import is_demo
from registry.hygiene import count, line
from registry.identity import BadAddress, SharedHosts, site_key
from registry.ingest.judging import Assesses, judge
from registry.ingest.sensitive import heed
from registry.profile import Board, ForumProfile

LONGEST_LINE = 1_000_000
"""Characters of one line; more is no profile."""

FIELDS = {"id", "name", "url", "description", "boards", "thread_titles", "language"}


@dataclass(frozen=True, slots=True)
class BadLine:
    """A line that was not taken in, and why. `line` counts from 1."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: how many lines ended as `listed`, `changed`, `unchanged` or `settled`, and the bad ones."""

    results: dict[str, int]
    problems: tuple[BadLine, ...]

    @property
    def taken(self) -> int:
        """Lines that were taken in."""
        return sum(self.results.values())


class _Unfit(ValueError):
    """A line that cannot be used."""


def import_profiles(
    sessions: Sessions,
    lines: Iterable[str],
    *,
    actor: str,
    assessor: Assesses,
    hosts: SharedHosts,
    now: datetime,
) -> ImportReport:
    """List the forums of these lines in the name of `actor`, who answers for them; importing again changes nothing.

    Bad lines are reported and the others taken in; fields that an import does not know are passed over.
    """
    results: Counter[str] = Counter()
    problems: list[BadLine] = []
    with sessions.read() as session:
        demo = is_demo(session)
    for number, text in enumerate(lines, start=1):
        if not text.strip():
            continue
        try:
            placement, profile = _read(text)
            _check_address(placement.address, hosts, demo=demo)
            with sessions.write() as session:
                placed = _import(session, placement, profile, actor, assessor, hosts, now)
            if placed.result in {"refused", "removed"}:
                # that a forum left is told to nobody
                raise _Unfit(f"url: {placed.reason or 'this address cannot be listed'}")
            results[placed.result] += 1
        except PublicIdTaken as problem:
            problems.append(BadLine(number, f"id: {problem}"))
        except _Unfit as problem:
            problems.append(BadLine(number, str(problem)))
    return ImportReport(dict(results), tuple(problems))


def _check_address(address: str, hosts: SharedHosts, *, demo: bool) -> None:
    """Raises _Unfit for an address that is none, or that not everybody can visit."""
    try:
        reason = not_public(site_key(address, hosts), demo=demo)
    except BadAddress as problem:
        raise _Unfit(f"url: {problem}") from None
    if reason is not None:
        raise _Unfit(f"url: {reason}: give an address that everybody can visit")


def _import(
    session: Session,
    placement: Placement,
    profile: ForumProfile,
    actor: str,
    assessor: Assesses,
    hosts: SharedHosts,
    now: datetime,
) -> Placed:
    reason = f"imported as {placement.public_id}"
    placed = place(session, placement, role=Role.IMPORT, actor=actor, reason=reason, now=now, hosts=hosts)
    case = placed.case
    if case is None or placed.result == "settled" or _was_visited(session, case):
        return placed
    if case.public_id != placement.public_id:
        raise _Unfit(f"url: this forum stands here as {case.public_id} already")
    known = {"name": placement.name, "description": placement.description, "language": placement.language}
    judged = judge(assessor, known, profile, profile.thread_titles, placement.address)
    if judged.sensitive:
        heed(session, case, judged.sensitive, actor, now)
    write_readings(session, [reading_of(case.forum_id, 0, now, profile)])
    file_assessment(session, case.forum_id, judged, {}, now)
    changed = write_cards(session, [case.forum_id], now)
    return Placed("changed", case=case) if placed.result == "unchanged" and changed else placed


def _was_visited(session: Session, case: Case) -> bool:
    """Whether a visit has read the forum: what it found stands above what was imported."""
    reading = readings_of(session, [case.forum_id]).get(case.forum_id)
    return reading is not None and reading.visit_id > 0


def _read(text: str) -> tuple[Placement, ForumProfile]:
    """The placement and the profile that a line tells of; raises _Unfit with the field and what is wrong."""
    if len(text) > LONGEST_LINE:
        raise _Unfit(f"the line has {len(text)} characters; {LONGEST_LINE} are the most")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError) as problem:
        raise _Unfit(f"not JSON: {str(problem)[:100]}") from None
    if not isinstance(told, dict):
        raise _Unfit("not a JSON object")
    public_id = told.get("id")
    if not isinstance(public_id, str) or not PUBLIC_ID.match(public_id):
        raise _Unfit("id: letters, digits, dots, dashes and underscores, 64 at most")
    name, address = line(told.get("name"), 200), told.get("url")
    if not name:
        raise _Unfit("name: missing")
    if not isinstance(address, str) or not address:
        raise _Unfit("url: missing")
    description = line(told.get("description"), 2000)
    language = line(told.get("language"), 35) or None
    placement = Placement(address, name, description or None, language, public_id=public_id)
    titles = tuple(line(title, 300) for title in _list(told, "thread_titles"))
    boards = tuple(_board(board) for board in _list(told, "boards"))
    return placement, ForumProfile(is_forum=True, confidence=1.0, boards=boards, thread_titles=titles)


def _list(told: dict[str, Any], name: str) -> list[Any]:
    given = told.get(name)
    if given is None:
        return []
    if not isinstance(given, list):
        raise _Unfit(f"{name}: must be a list")
    return given


def _board(given: Any) -> Board:
    """A board given by its name, or as an object."""
    if isinstance(given, dict):
        url = given.get("url")
        return Board(
            line(given.get("name"), 200), url if isinstance(url, str) else None, count(given.get("threads")),
            count(given.get("posts")),
        )  # fmt: skip
    if not isinstance(given, str):
        raise _Unfit("boards: names or objects with a name")
    return Board(line(given, 200))
