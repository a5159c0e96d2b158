"""What a visit tells of a row of `forums.csv`: whether the forum still stands where the row says. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from registry.identity import BadAddress, SharedHosts, site_key
from registry.seeding.forums import FILE, ForumSeed
from registry.seeding.problem import Kind, SeedProblem
from registry.vocabulary import Outcome


class Verdict(StrEnum):
    """What became of a row's address, in the words of the summary."""

    ANSWERS = "answers"
    DEAD = "dead"
    MOVED = "moved"
    NO_FORUM = "no forum there"
    LOGIN_WALL = "login wall"
    KEPT_OUT = "asks not to be visited"
    REFUSES = "refuses visits"
    SILENT = "no answer this time"
    UNVISITED = "not visited"


_VERDICTS: Mapping[str, Verdict] = {
    Outcome.PROFILED: Verdict.ANSWERS,
    Outcome.UNSURE: Verdict.ANSWERS,
    Outcome.NOT_A_FORUM: Verdict.NO_FORUM,
    Outcome.UNREADABLE: Verdict.NO_FORUM,
    Outcome.PARKED: Verdict.DEAD,
    Outcome.COPY: Verdict.ANSWERS,
    Outcome.LOGIN_WALL: Verdict.LOGIN_WALL,
    Outcome.MOVED: Verdict.MOVED,
    Outcome.GONE: Verdict.DEAD,
    Outcome.DNS_FAILED: Verdict.DEAD,
    Outcome.CONNECTION_FAILED: Verdict.DEAD,
    Outcome.TLS_FAILED: Verdict.DEAD,
    Outcome.EGRESS_REFUSED: Verdict.DEAD,
    Outcome.TOO_MANY_REDIRECTS: Verdict.DEAD,
    Outcome.ROBOTS_REFUSED: Verdict.KEPT_OUT,
    Outcome.OPTED_OUT: Verdict.KEPT_OUT,
    Outcome.REMOVED: Verdict.KEPT_OUT,
    Outcome.BLOCKED: Verdict.REFUSES,
    Outcome.ACCESS_DENIED: Verdict.REFUSES,
    Outcome.RATE_LIMITED: Verdict.REFUSES,
    Outcome.ROBOTS_UNREACHABLE: Verdict.SILENT,
    Outcome.TIMED_OUT: Verdict.SILENT,
    Outcome.TOO_LARGE: Verdict.SILENT,
    Outcome.SERVER_ERROR: Verdict.SILENT,
    Outcome.INTERRUPTED: Verdict.UNVISITED,
    Outcome.FAILED: Verdict.UNVISITED,
}
"""One bad day is no death: what may pass (time-outs, errors of the server, refusals) is told and is no problem."""

_PROBLEMS: Mapping[Verdict, tuple[Kind, str]] = {
    Verdict.DEAD: (Kind.DEAD, "look for where it went, or take the row out"),
    Verdict.MOVED: (Kind.MOVED, "visit the new address, and write it here if the forum stands there"),
    Verdict.NO_FORUM: (Kind.NO_FORUM, "give the address of the forum itself, or take the row out"),
    Verdict.LOGIN_WALL: (Kind.LOGIN_WALL, "say in the note that it is for members, or take the row out"),
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen of one row: `outcome` is a `vocabulary.Outcome`, "" where it was not visited."""

    seed: ForumSeed
    outcome: str = ""
    detail: str = ""
    moved_to: str | None = None
    at: datetime | None = None

    @property
    def verdict(self) -> Verdict:
        """What became of the row's address."""
        return _VERDICTS.get(self.outcome, Verdict.UNVISITED)


def problem_of(seen: Seen, hosts: SharedHosts, lines: Mapping[str, int]) -> SeedProblem | None:
    """What is to be done about the row; None when nothing is.

    `lines` are the rows of the file by their canonical keys, to tell that a forum moved to where another row stands.
    """
    if seen.verdict not in _PROBLEMS:
        return None
    kind, advice = _PROBLEMS[seen.verdict]
    reason = f"{seen.seed.name}: {kind}"
    if seen.moved_to:
        reason += f" to {seen.moved_to[:300]}"
        if (line := _line_of(seen.moved_to, hosts, lines)) is not None and line != seen.seed.line:
            reason, kind, advice = f"{reason}, which line {line} names", Kind.DOUBLED, "keep one of the two"
    elif seen.detail:
        reason += f" ({seen.detail[:200]})"
    return SeedProblem(FILE, seen.seed.line, "address", reason, advice, kind)


def _line_of(address: str, hosts: SharedHosts, lines: Mapping[str, int]) -> int | None:
    try:
        return lines.get(site_key(address, hosts).key)
    except BadAddress:
        return None
