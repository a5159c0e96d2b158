"""The generic reader: is a page of unknown software part of a forum, and what convinces us.

Signs: structured data of forum posts; repeated rows of links with counts and times; the addresses and words of
boards, threads and replies. Comments under an article, shops, wikis and help pages show some of these, never enough:
a sign of that other kind counts against.
"""

import re
from dataclasses import dataclass

from crawler import structured
from crawler.labels import POSTS, THREADS
from crawler.platforms.declare import Platform, Rows
from crawler.reading import Reading

THRESHOLD = 50
_THREAD_PATHS = re.compile(
    r"(?:^|[/?&])(?:(?:view|show)?(?:topic|thread|topics|threads|discussion|discussions|showthread|viewtopic|messages?|t)"
    r"(?:[/=.-]|\.php)[\w%-]*\d|forums?/[\w%-]+/[\w%.-]*\d|talk/[\w-]+/\d)",
    re.IGNORECASE,
)
_BOARD_PATHS = re.compile(
    r"(?:^|[/?&])(?:(?:view|show)?(?:forum|forums|board|boards|forumdisplay|viewforum|category|categories|topics|talk|community)"
    r"(?:[/=.]|$))",
    re.IGNORECASE,
)
_FORUM_WORDS = re.compile(
    r"\b(?:forums?|message ?board|discussion board|bulletin board|discussions?|foro|foren|fórum|fóra|форум|talk)\b", re.IGNORECASE
)
_THREAD_HEAD = re.compile(rf"(?<!\w)(?:{THREADS})(?!\w)", re.IGNORECASE)
_POST_HEAD = re.compile(rf"(?<!\w)(?:{POSTS}|views|last post|latest post|replies)(?!\w)", re.IGNORECASE)
_OTHER_TYPES = frozenset({"Product", "NewsArticle", "Recipe", "BlogPosting", "LocalBusiness", "Event", "TechArticle"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure the generic reader is (0 to 1), and the signs for and against."""

    points: int
    signs: tuple[str, ...]
    posting: bool = False

    @property
    def is_forum(self) -> bool:
        """Whether the signs suffice."""
        return self.points >= THRESHOLD

    @property
    def confidence(self) -> float:
        """0 to 0.9: the generic reader is never as sure as a recognised platform."""
        return round(max(0.0, min(0.9, self.points / 110)), 2)


def judge(reading: Reading) -> Judgement:
    """Weigh a page of unknown software."""
    points = 0
    signs: list[str] = []

    def sign(worth: int, said: str) -> None:
        nonlocal points
        points += worth
        signs.append(f"{said} ({worth:+d})")

    nodes = reading.structured
    posting = any(structured.is_posting(node) for node in nodes)
    if posting:
        sign(70, "DiscussionForumPosting")
    kinds = frozenset().union(*(structured.types(node) for node in nodes)) if nodes else frozenset()
    for other in sorted(kinds & _OTHER_TYPES):
        if not posting:
            sign(-40, other)
    return Judgement(points, tuple(signs), posting)


PLATFORM = Platform(name="unknown software", homepage="", clues=[])
"""How pages of unknown software are read, once they are judged to be a forum's."""


def front_page(reading: Reading) -> str | None:
    """The address of a forum that this page, itself none, links to in its navigation."""
    return None
