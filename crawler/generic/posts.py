"""Posts of a thread on pages of unknown software: like blocks that each have a writer, a time and no headline.

The entries of a blog have headlines that are links; comments under an article are called comments. What is asked here
is only whether such blocks stand on a page: neither writers nor texts are kept.
"""

import re
from collections.abc import Sequence

from selectolax.lexbor import LexborNode

from crawler.generic.vocabulary import JOINED, POST_ID, WRITERS
from crawler.reading import Reading, words_of
from crawler.words.moments import moment

_POST_CLASS = re.compile(
    r"(?:^|[-_a-z])(?:post|message|msg|reply|antwort|beitrag|mensaje|topic[-_]?item|thread[-_]?item|"
    r"forum[-_]?comment|commentthread[-_]comment|discussion[-_]?item)"
    r"(?:$|[-_](?:item|row|body|container|wrap|wrapper|block|box|content|card|list-item)$|[A-Z]|\d)",
)
_NO_POST = re.compile(
    r"blog|article|news|entry|hentry|product|wp-|type-post|form|button|btn|error|alert|count|meta|date|footer"
)
_PLAIN_CLASS = re.compile(r"[A-Za-z_][\w-]{2,60}")
_BARE_ID = re.compile(r"[pP][-_]?\d+")
_SPEAKS = re.compile(r"post(?:body|profile|er|row|s?$|[-_])|topic|thread|forum", re.IGNORECASE)
_WRITER = re.compile(
    r"(?:class|href|id|rel|itemprop)\s{0,2}=\s{0,2}[\"'][^\"'>]{0,120}(?:user|member|author|profile|avatar|poster|nick)",
    re.IGNORECASE,
)
_FIGURE = re.compile(r"\s{0,40}:?\s{0,40}\d")
_WORD_ENDS = re.compile(r"(?!\w)")
_WORD_GOES_ON = re.compile(r"\w")
_UNPARTED = "\u2e80"
"""From here on stand the letters of scripts that part no words."""
_CLASSES = 12
_SAMPLE = 6
_CLIMB = 3
_MOST = 300
_LONG = 30_000


def blocks(reading: Reading) -> int:
    """The most like blocks of the page that look like posts of several writers; 0 when there are not even two."""
    best = 0
    names = [name for name in reading.harvest.classes if _POST_CLASS.search(name) and not _NO_POST.search(name.lower())]
    for name in sorted(names, key=lambda name: (len(name), name))[:_CLASSES]:
        if not _PLAIN_CLASS.fullmatch(name):
            continue
        found = reading.tree.css(f".{name}")
        if best < len(found) <= _MOST and len(found) >= 2 and _are_posts(reading, found[:_SAMPLE]):
            best = len(found)
    return best


def numbered(reading: Reading) -> list[str]:
    """The ids of the page that number posts. "p17" alone may number anything: it needs classes that speak of posts."""
    names = [name for name in reading.harvest.numbered if POST_ID.fullmatch(name)]
    bare = [name for name in names if _BARE_ID.fullmatch(name)]
    if bare and len(bare) == len(names) and not any(_SPEAKS.search(name) for name in reading.harvest.classes):
        return []
    return names


def timed(reading: Reading) -> int:
    """How many numbered elements that call themselves posts state a time of their own."""
    told = 0
    for name in numbered(reading)[:12]:
        node = reading.tree.css_first(f'[id="{name}"]')
        if node is not None and (
            node.css_first("time, [datetime]") is not None or moment(node.text(separator=" ")[:3000], reading.clock)
        ):
            told += 1
    return told


def writers(reading: Reading) -> int:
    """How often the page tells a writer's number of posts and since when they have been a member, the rarer of both."""
    counted = _told(reading, WRITERS, _FIGURE)
    return min(counted, _told(reading, JOINED, _WORD_ENDS)) if counted else 0


def _told(reading: Reading, phrases: Sequence[str], behind: re.Pattern[str]) -> int:
    """How often the page says one of the phrases, none of which begins another, with this behind it."""
    said, vocabulary, told = reading.words, reading.vocabulary, 0
    for phrase in phrases:
        # Where words are not parted by blanks, none stands in the vocabulary by itself.
        if phrase[0] < _UNPARTED and words_of(phrase)[0] not in vocabulary:
            continue
        at = said.find(phrase)
        while at >= 0:
            if not _WORD_GOES_ON.match(said, at - 1 if at else len(said)) and behind.match(said, at + len(phrase)):
                told += 1
            at = said.find(phrase, at + len(phrase))
    return told


def _are_posts(reading: Reading, sample: list[LexborNode]) -> bool:
    """Whether most of these are posts, or the elements around them, where each stands in one of its own."""
    for _ in range(_CLIMB):
        if sum(1 for node in sample if _is_post(reading, node)) * 2 > len(sample):
            return True
        around = {node.parent.mem_id: node.parent for node in sample if node.parent is not None}
        if len(around) < 2 or len(around) * 3 < len(sample) * 2:
            return False
        sample = list(around.values())
    return False


def _is_post(reading: Reading, node: LexborNode) -> bool:
    markup = node.html or ""
    if not 60 <= len(markup) <= _LONG or not _WRITER.search(markup[:6000]):
        return False
    if node.css_first("h1 a[href], h2 a[href], h3 a[href]") is not None:
        return False
    return reading.moment_of(node) is not None
