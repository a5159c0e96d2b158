"""What the plan of a visit says and is told: steps, what a page shows beside its facts, what a status means. Pure."""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from registry.profile import Board, ForumProfile
from registry.vocabulary import Outcome


class Role(StrEnum):
    """Why a page is asked for."""

    ENTRY = "entry"  # the address we were given
    FRONT = "front"  # the front page behind it
    FURTHER = "further"  # a page the software is known to have
    FEED = "feed"
    BOARD = "board"  # one board's list of threads, for the replies they got


@dataclass(frozen=True, slots=True)
class Step:
    """One address to ask for. `redirects` counts those that led here, `trail` the addresses they passed."""

    url: str
    role: Role
    redirects: int = 0
    trail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSigns:
    """What the plan must know of a page beside its profile: links that may lead to a forum, and a refresh.

    `kind` is the page's (`html`, `json`, `feed`); `cut` says why only a part of it came; `parked` why nobody seems to
    use the name it stands under.
    """

    forum_links: Sequence[str] = ()
    refresh: str | None = None
    unreadable: str | None = None
    kind: str = "html"
    cut: str | None = None
    parked: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """The forum page that a visit began with, while its front page is looked for.

    `whole`: it looks like a front page itself, at an address of its own.
    """

    url: str
    profile: ForumProfile
    whole: bool

    def leads_to(self, other: ForumProfile) -> bool:
        """Whether another page is the front page of the same community, not of another one on this host."""
        mine = self.profile
        if mine.platform and other.platform and mine.platform != other.platform:
            return False
        if not self.whole:
            return True
        boards = {board.url for board in mine.boards if board.url}
        others = {board.url for board in other.boards if board.url}
        if boards and others:
            return not boards.isdisjoint(others)
        names = {name for name in (mine.value("name"), other.value("name")) if name is not None}
        return len(names) < 2


def of_status(status: int) -> tuple[Outcome, str]:
    """What an answer that is no page means."""
    detail = f"answered {status}"
    if status in (404, 410):
        return Outcome.GONE, detail
    if status == 429:
        return Outcome.RATE_LIMITED, detail
    if 400 <= status < 500:
        return Outcome.ACCESS_DENIED, detail
    if 500 <= status < 600:
        return Outcome.SERVER_ERROR, detail
    return Outcome.UNREADABLE, detail


def board_in_turn(boards: Sequence[Board], turn: str) -> str | None:
    """The address of the board whose turn it is; None where there is none to ask for.

    Turns fall as if drawn, each board's chance being its share of the threads: so lists of many visits together show
    the threads of the forum, not those of its first board. Where boards count no threads, all have the same chance.
    """
    asked = {board.url: board.threads for board in boards if board.url}
    chances = {url: threads or 0 for url, threads in asked.items()} if any(asked.values()) else dict.fromkeys(asked, 1)
    place = zlib.crc32(turn.encode("utf-8", "replace")) * sum(chances.values()) >> 32
    for url, chance in chances.items():
        place -= chance
        if place < 0:
            return url
    return None


def in_doubt(profile: ForumProfile) -> bool:
    """Whether a page may only lead to a forum: taken for one of unknown software, but without a board or a thread.

    A site's front page is, when what is new in its forum stands on it.
    """
    return profile.is_forum and profile.platform is None and not profile.boards and not profile.thread_titles


def of_a_part(profile: ForumProfile) -> ForumProfile:
    """What half a page says: what it shows is true, but it adds up to nothing."""
    return replace(profile, derived={})


def known_by(entry: ForumProfile) -> ForumProfile:
    """That there is a forum, and nothing of the page of it that told so."""
    return ForumProfile(is_forum=True, confidence=entry.confidence, platform=entry.platform)
