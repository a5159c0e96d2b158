"""The generic reader: is a page of unknown software part of a forum, and what convinces us.

Signs: structured data of forum posts; repeated rows of links with counts and times; the addresses and words of
boards, threads and replies. Comments under an article, shops, wikis and manuals show some of these, never enough:
signs of another kind count against.
"""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawler import structured, unknown_rows
from crawler.generic_rows import like_rows, titled_links
from crawler.hygiene import clean
from crawler.labels import FIELD_OF
from crawler.moments import moment
from crawler.platforms.declare import Platform
from crawler.reading import Reading
from crawler.statistics import totals

THRESHOLD = 50
"""Points from which a page is called a forum's."""

ENOUGH = 70
"""Points from which no further sign is looked for."""
COUNTED = 25
"""Points for rows that count threads and posts, looked for where they decide."""

_HOST = re.compile(
    r"//(?:www\.)?(?:[\w-]+\.)*?(?:forums?|boards?|community|communities|discuss|discourse|bbs|talk|foro|foros|foren)\d*\.",
    re.I,
)
_PATH = re.compile(
    r"//[^/]+/(?:.*[/=_-])?(?:forums?|message-?boards?|boards?|bbs|viewtopic|showthread|viewforum|forumdisplay|showtopic|topics?|"
    r"threads?|discussions?|foro|foren|talk|[\w-]+-forum)(?:[/?.=_-]|$)",
    re.IGNORECASE,
)
_TITLE = re.compile(
    r"\b(?:forums?|message ?boards?|discussion boards?|bulletin boards?|foro|foros|foren|fórum|fóra|fforwm|"
    r"fforymau|discussions)\b|форум|论坛|論壇|フォーラム|포럼",
    re.IGNORECASE,
)
_POST_ID = re.compile(r"(?:post|p|msg|message|reply|post-content|entry)[-_]?\d{1,20}", re.IGNORECASE)
_TOKENS: dict[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "forum": (("forum",), re.compile(r"forum", re.IGNORECASE)),
    "thread": (
        ("topic", "thread", "discussion"),
        re.compile(r"(?:^|[-_])(?:topics?|threads?|discussions?)(?:$|[-_A-Z])", re.IGNORECASE),
    ),
    "post": (("post", "repl"), re.compile(r"(?:^|[-_])(?:posts?|repl(?:y|ies))(?:$|[-_A-Z])", re.IGNORECASE)),
    "last post": (
        ("last", "latest", "started", "count"),
        re.compile(
            r"last[-_]?post|latest[-_]?post|last[-_]?reply|started[-_]?by|(?:posts|topics|views|replies)[-_]?count",
            re.IGNORECASE,
        ),
    ),
}
"""Signs in ids and classes: words of which one must stand in the name, and the pattern of the name."""
_THREAD_WORDS = frozenset(["subject", "forum", "forums", "board", "boards"])
_POST_WORDS = frozenset(
    [
        "views",
        "replies",
        "last",
        "latest",
        "updated",
        "dernier",
        "letzter",
        "última",
        "ultimo",
        "laatste",
        "ostatni",
        "последнее",
    ]
)
_POSTING = b"DiscussionForumPosting"
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_CLASS = re.compile(r"\.[A-Za-z_][\w-]*")
_HEADS = 14
_COUNT = re.compile(r"(?<!\w)\d{1,3}(?:[.,]?\d{3})*(?!\w)")
_TWO_DIGITS = re.compile(r"\d{2}")
# fmt: off
_ACTS = {
    "reply": ("post reply", "post a reply", "reply to this topic", "reply to topic", "reply to thread",
              "log in to reply", "sign in to reply", "last reply"),
    "topic": ("start a new topic", "start new topic", "new topic", "posts in this topic", "topic is closed",
              "topic is locked"),
    "thread": ("new thread", "thread is locked", "thread is closed"),
    "post": ("log in to post", "last post", "latest post", "report post", "report this post"),
    "discussion": ("start a new discussion", "nuova discussione"),
    "started by": ("started by",), " quote ": (" quote ",), "beitrag": ("neuer beitrag", "letzter beitrag"),
} | {act: (act,) for act in (
    "neues thema", "nouveau sujet", "dernier message", "nuevo tema", "nieuw onderwerp", "laatste bericht",
    "nowy temat", "ostatni post", "новая тема", "последнее сообщение",
)}
# fmt: on
"""Words for what is done in forums, by a part that they share."""
_ARTICLES = frozenset(
    {"NewsArticle", "BlogPosting", "Recipe", "Article", "Product", "TechArticle", "ReportageNewsArticle"}
)
_FORUM_ENDS = ("forum", "forums", "board", "boards", "foro", "foren")
_FORUM_WORDS = re.compile(
    r"(?:the |our |visit (?:the |our )?)?(?:community |discussion )?(?:forums?|message boards?)|foro|foren"
)
_OTHER_SOFTWARE = re.compile(
    r"mediawiki|docutils|sphinx|blogger|woocommerce|shopify|prestashop|magento|wix|amp plugin|hugo|jekyll",
    re.IGNORECASE,
)
_COMMENT_MARKS = frozenset({"respond", "commentform", "comments", "disqus_thread", "comment-form"})
_SHOP_MARKS = frozenset(
    {
        "add-to-cart",
        "add_to_cart",
        "product-price",
        "cart",
        "shopping-cart",
        "woocommerce",
        "minicart",
        "single-product",
    }
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """How sure the generic reader is, and the signs for and against with their points."""

    points: int
    signs: tuple[str, ...]

    @property
    def is_forum(self) -> bool:
        """Whether the signs suffice."""
        return self.points >= THRESHOLD

    @property
    def confidence(self) -> float:
        """0 to 0.9: the generic reader is never as sure as a recognised platform."""
        return round(max(0.0, min(0.9, self.points / 120)), 2)


def judge(reading: Reading) -> Judgement:
    """Weigh a page of unknown software. The dearer signs are looked for only where the cheap ones leave a chance."""
    scale = _Scale()
    _structured_signs(reading, scale)
    _address_signs(reading, scale)
    _mark_signs(reading, scale)
    _other_kinds(reading, scale)
    if 0 < scale.points < ENOUGH:
        _text_signs(reading, scale)
    if THRESHOLD - COUNTED <= scale.points < THRESHOLD and (counted := unknown_rows.boards(reading)):
        scale.add(COUNTED, f"{len(counted)} boards with their counts")
    return Judgement(scale.points, tuple(scale.signs))


class _Scale:
    def __init__(self) -> None:
        self.points = 0
        self.signs: list[str] = []
        self.posting = False

    def add(self, points: int, said: str) -> None:
        self.points += points
        self.signs.append(f"{said} ({points:+d})")


def _structured_signs(reading: Reading, scale: _Scale) -> None:
    nodes = reading.structured
    if any(structured.is_posting(node) for node in nodes):
        scale.posting = True
        scale.add(70, "DiscussionForumPosting")
    elif _POSTING in reading.page.utf8 and reading.first(f'[itemtype$="/{_POSTING.decode()}"]') is not None:
        scale.posting = True
        scale.add(60, "DiscussionForumPosting in the markup")
    kinds: set[str] = set()
    for node in nodes:
        kinds |= structured.types(node)
    other = kinds & _ARTICLES
    if other and not scale.posting:
        scale.add(-40, " and ".join(sorted(other)[:2]))


def _address_signs(reading: Reading, scale: _Scale) -> None:
    url = reading.page.url
    if _HOST.search(url):
        scale.add(20, "host named after a forum")
    if _PATH.search(url):
        scale.add(15, "address of a board or thread")
    if _TITLE.search(reading.harvest.title):
        scale.add(15, "title names a forum")
    # "12 comments" under a headline is no title.
    threads, boards = (len({href for href, _ in links}) for links in titled_links(reading))
    if threads >= 5:
        scale.add(20 if threads >= 15 else 12, f"{threads} links like threads")
    if boards >= 5:
        scale.add(15 if boards >= 15 else 10, f"{boards} links like boards")
    if threads + boards >= 8 and threads + boards > reading.harvest.link_count * 0.4:
        scale.add(10, "most links are boards or threads")


def _mark_signs(reading: Reading, scale: _Scale) -> None:
    harvest = reading.harvest
    lines = "\n".join(["", *harvest.ids, *harvest.classes, ""])
    folded = lines.lower()
    told = [kind for kind, (words, pattern) in _TOKENS.items() if _stands(words, pattern, lines, folded)]
    if len(told) >= 2:
        scale.add({2: 8, 3: 15, 4: 25}[len(told)], f"marks of {', '.join(told)}")
    posts = len(_post_ids(reading))
    if posts >= 2 and not _is_wordpress(reading):
        scale.add(20, f"{posts} numbered posts")


def _stands(words: tuple[str, ...], pattern: re.Pattern[str], lines: str, folded: str) -> bool:
    """Whether a pattern fits one of the lines; only those that hold one of the words are looked at."""
    if len(lines) != len(folded):
        return any(pattern.search(line) for line in lines.split("\n"))
    for word in words:
        at = folded.find(word)
        while at >= 0:
            end = lines.index("\n", at)
            if pattern.search(lines[lines.rindex("\n", 0, at) + 1 : end]):
                return True
            at = folded.find(word, end)
    return False


def _post_ids(reading: Reading) -> list[str]:
    return [name for name in reading.harvest.numbered if _POST_ID.fullmatch(name)]


def _other_kinds(reading: Reading, scale: _Scale) -> None:
    harvest = reading.harvest
    if scale.posting:
        return
    generator = harvest.meta.get("generator", "")
    if _OTHER_SOFTWARE.search(generator):
        scale.add(-60, f"generator {clean(generator, 30)}")
    if _is_wordpress(reading):
        scale.add(-20, "WordPress")
    if harvest.ids & _COMMENT_MARKS:
        scale.add(-20, "comments under an article")
    if (
        harvest.ids & _SHOP_MARKS
        or harvest.classes & _SHOP_MARKS
        or harvest.meta.get("og:type", "").lower()
        in (
            "product",
            "og:product",
        )
    ):
        scale.add(-30, "a shop")
    if harvest.meta.get("og:type", "").lower() == "article" and "article:published_time" in harvest.meta:
        scale.add(-15, "an article")


def _is_wordpress(reading: Reading) -> bool:
    return "wp-content" in reading.harvest.resources or reading.harvest.meta.get("generator", "").startswith(
        "WordPress"
    )


def _text_signs(reading: Reading, scale: _Scale) -> None:
    """What the text says, the cheapest first, until it is enough."""
    acts = _acts(reading.words)
    if acts:
        scale.add(min(24, 8 * len(acts) + (8 if max(acts.values()) >= 3 else 0)), f"words: {', '.join(list(acts)[:3])}")
    for sign in (_sign_of_columns, _sign_of_posts, _sign_of_totals, _sign_of_rows):
        if scale.points >= ENOUGH:
            break
        points, said = sign(reading)
        if points:
            scale.add(points, said)


def _acts(words: str) -> dict[str, int]:
    """What people do in forums as the page speaks of it, and how often."""
    return {act: count for key, acts in _ACTS.items() if key in words for act in acts if (count := words.count(act))}


def _sign_of_columns(reading: Reading) -> tuple[int, str]:
    return (25, "columns of threads and posts") if _has_header_row(reading) else (0, "")


def _sign_of_posts(reading: Reading) -> tuple[int, str]:
    posts = _posts(reading)
    return (20, f"{posts} posts with their times") if posts >= 2 else (0, "")


def _sign_of_totals(reading: Reading) -> tuple[int, str]:
    return (25, "statistics of a board") if totals(reading) else (0, "")


def _sign_of_rows(reading: Reading) -> tuple[int, str]:
    rows = _rows(reading)
    return (25, f"{rows} rows of links with counts or times") if rows >= 4 else (0, "")


def is_thread(reading: Reading) -> bool:
    """Whether a page of unknown software is a thread's: structured as one post and its answers, or of numbered "
    "posts."""
    if any(structured.is_posting(node) for node in reading.structured):
        return True
    return len(_post_ids(reading)) >= 3


def _posts(reading: Reading) -> int:
    """How many numbered elements that call themselves posts state a time of their own."""
    if _is_wordpress(reading):
        return 0
    told = 0
    for name in _post_ids(reading)[:12]:
        node = reading.tree.css_first(f'[id="{name}"]')
        if node is not None and (
            node.css_first("time, [datetime]") is not None or moment(node.text(separator=" ")[:3000], reading.clock)
        ):
            told += 1
    return told


def _has_header_row(reading: Reading) -> bool:
    heads = [f".{name}" for name in reading.harvest.classes if "head" in name]
    heads = [name for name in heads if _PLAIN_CLASS.fullmatch(name)]
    for row in reading.tree.css(", ".join(["tr", "thead", *sorted(heads)[:_HEADS]]))[:300]:
        said = row.text(separator=" ")
        if len(said) < 200 and not _TWO_DIGITS.search(said):
            words = _WORD.findall(said.casefold())
            if 2 <= len(words) < 16 and _names_thread(words) and _names_post(words):
                return True
    return False


def _names_thread(words: list[str]) -> bool:
    return any(FIELD_OF.get(word) == "threads" or word in _THREAD_WORDS for word in words)


def _names_post(words: list[str]) -> bool:
    return any(FIELD_OF.get(word) == "posts" or word in _POST_WORDS for word in words)


def _rows(reading: Reading) -> int:
    """The size of the largest set of like rows that link to a thread or board and tell a count or time."""
    best = 0
    for links in titled_links(reading):
        rows = like_rows(links)
        sample = rows[:12]
        if len(rows) >= 4 and sum(1 for row in sample if _tells(reading, row)) * 2 > len(sample):
            best = max(best, len(rows))
    return best


def _tells(reading: Reading, row: LexborNode) -> bool:
    if row.css_first("time, [datetime]") is not None:
        return True
    said = row.text(separator=" ")[:400]
    if not _COUNT.search(said):
        return False
    words = _WORD.findall(said.casefold())
    return row.tag == "tr" or _names_post(words) or _names_thread(words) or moment(said, reading.clock) is not None


PLATFORM = Platform(name="unknown software", homepage="", clues=[])
"""How pages of unknown software are read, once they are judged to be a forum's."""


def front_page(reading: Reading) -> str | None:
    """The address of a forum that this page, itself none, links to: one whose words or host say so."""
    for href, node in reading.page.links:
        said = node.text()
        if len(said) > 80 or not (said := said.strip().lower()).endswith(_FORUM_ENDS):
            continue
        if len(said) < 40 and _FORUM_WORDS.fullmatch(said):
            url = reading.url(href)
            if url is not None:
                return url
    return None
