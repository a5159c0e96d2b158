"""The signs that the generic reader weighs, each with its points: cheap ones first, those in the text last."""

import re

from selectolax.lexbor import LexborNode

from crawler.generic import lists as unknown_rows
from crawler.generic import posts as generic_posts
from crawler.generic.rows import like_rows, titled_links
from crawler.generic.vocabulary import (
    ACTS,
    ANSWERS,
    COMMENTS,
    FOLDER,
    FORUM_LINK,
    HOST,
    MARKS,
    OTHER_SOFTWARE,
    OTHER_TYPES,
    PATH,
    POST_WORDS,
    SCRIPT,
    SCRIPT_COMMENT,
    SCRIPTS,
    SHOP,
    THREAD_WORDS,
    TITLE,
    TRACKER,
)
from crawler.hygiene import clean
from crawler.page import structured
from crawler.reading import Reading, words_of
from crawler.statistics import totals
from crawler.words.labels import FIELD_OF
from crawler.words.moments import moment

ENOUGH = 70
"""Points from which no further sign is looked for."""

LEAST_LISTED = 2
"""Links to boards or threads of its own host that a page has, which is a forum by its address and title alone."""

_POSTING = b"DiscussionForumPosting"
_QUESTIONS = b'schema.org/QAPage"'
_WORD = re.compile(r"[^\W\d_]+")
_PLAIN_CLASS = re.compile(r"\.[A-Za-z_][\w-]*")
_HEADS = 14
_TRAILS = 3
_MANY_ROWS = 8
_COUNT = re.compile(r"(?<!\w)\d{1,3}(?:[.,]?\d{3})*(?!\w)")
_TWO_DIGITS = re.compile(r"\d{2}")


class Scale:
    """The points gathered, the signs that brought them, and what the signs have in common."""

    def __init__(self) -> None:
        self.points = 0
        self.signs: list[str] = []
        self.posting = False
        self.done = False
        """Whether anything shows that people write here: posts, answers counted, what is done in forums."""
        self.placed = False
        """Whether address, host or title say anything of forums."""
        self.folder = False
        """Whether a whole part of the address calls the page a forum's."""
        self.marked = False
        """Whether ids or classes call anything a forum's."""
        self.named = False
        """Whether title and address both call it so."""
        self.listed = False
        """Whether boards or threads of its own host are linked to."""

    @property
    def seen(self) -> bool:
        """Whether more than an address and a title speaks for a forum: both are anybody's to choose.

        Links to boards of other hosts make a page no forum, however many they are.
        """
        return self.done or (self.named and self.listed)

    @property
    def enough(self) -> bool:
        """Whether no further sign could change what the page is taken for."""
        return self.points >= ENOUGH and self.seen

    def add(self, points: int, said: str) -> None:
        """Weigh one sign; `said` is what the profile tells of it."""
        self.points += points
        self.signs.append(f"{clean(said)} ({points:+d})")


def structured_signs(reading: Reading, scale: Scale) -> None:
    """What structured data say the page is about."""
    nodes = reading.structured
    if any(structured.is_posting(node) for node in nodes):
        scale.posting = scale.done = True
        scale.add(70, "DiscussionForumPosting")
    elif marked_up(reading):
        scale.posting = scale.done = True
        scale.add(60, "DiscussionForumPosting in the markup")
    kinds: set[str] = set()
    for node in nodes:
        kinds |= structured.types(node)
    other = kinds & OTHER_TYPES
    if other and not scale.posting:
        scale.add(-40, " and ".join(sorted(other)[:2]))
    if not scale.posting and not other and ("QAPage" in kinds or _QUESTIONS in reading.page.utf8):
        # Sites of one firm's answers say so, too: it needs another sign beside it.
        scale.done = True
        scale.add(35, "a page of a question and its answers")


def address_signs(reading: Reading, scale: Scale) -> None:
    """What address, host and title say, and the links like boards' and threads'."""
    url = reading.page.url
    host, title = HOST.search(url) is not None, TITLE.search(reading.harvest.title) is not None
    if host:
        scale.add(20, "host named after a forum")
    scale.folder = FOLDER.search(url) is not None
    if scale.folder or PATH.search(url):
        scale.add(20 if scale.folder else 15, "address of a board or thread")
    if title:
        scale.add(15, "title names a forum")
    scale.named = title and (host or scale.folder)
    if scale.named:
        scale.add(10, "title and address agree")
    if SCRIPT.search(url):
        scale.add(15, "address of a board's script")
    scale.placed = scale.points > 0
    _link_signs(reading, scale)


def _link_signs(reading: Reading, scale: Scale) -> None:
    # "12 comments" under a headline is no title.
    threads, boards = (len({href for href, _ in links}) for links in titled_links(reading))
    scale.listed = threads + boards >= LEAST_LISTED
    if threads >= 5:
        scale.add(20 if threads >= 15 else 12, f"{threads} links like threads")
    if boards >= 5:
        scale.add(15 if boards >= 15 else 10, f"{boards} links like boards")
    if threads + boards >= 8 and threads + boards > reading.harvest.link_count * 0.4:
        scale.add(10, "most links are boards or threads")


def mark_signs(reading: Reading, scale: Scale) -> None:
    """What ids and classes say."""
    harvest = reading.harvest
    lines = "\n".join(["", *harvest.ids, *harvest.classes, ""])
    folded = lines.lower()
    told = [kind for kind, (words, pattern) in MARKS.items() if _stands(words, pattern, lines, folded)]
    scale.marked = "forum" in told
    if len(told) >= 2:
        scale.done = scale.done or len(told) >= 3
        scale.add({2: 8, 3: 15, 4: 25}[len(told)], f"marks of {', '.join(told)}")
    posts = len(generic_posts.numbered(reading))
    if (posts >= 2 or (posts and scale.folder)) and not _is_wordpress(reading):
        scale.done = True
        scale.add(20, f"{posts} numbered posts")


def script_signs(reading: Reading, scale: Scale) -> None:
    """Whether one of the first message boards' scripts made the page."""
    # They stand in addresses, but for what one leaves in comments: fourteen searches of the page would cost more than
    # parsing it.
    actions = [node.attributes.get("action") or "" for node in reading.tree.css("form[action]")[:_FORMS]]
    places = b"\n".join([reading.harvest.addresses, *[action.encode("utf-8", "replace") for action in actions]])
    said = next((script for script in SCRIPTS if script in places), b"")
    if not said and reading.page.utf8.rfind(SCRIPT_COMMENT) >= 0:
        said = SCRIPT_COMMENT
    if said:
        scale.done = True
        scale.add(35, f"a board's script, {said.decode().strip()}")


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


def other_kinds(reading: Reading, scale: Scale) -> None:
    """What shows that the page is of another kind."""
    harvest = reading.harvest
    if scale.posting:
        return
    generator = harvest.meta.get("generator", "")
    if OTHER_SOFTWARE.search(generator):
        scale.add(-60, f"generator {generator[:30]}")
    if _is_wordpress(reading) and not scale.folder:
        scale.add(-20, "WordPress")
    # A forum's answers may be called comments, and its threads articles, too.
    apart = scale.named or scale.folder
    if harvest.ids & COMMENTS and not apart:
        scale.add(-20, "comments under an article")
    kind = harvest.meta.get("og:type", "").lower()
    if harvest.ids & SHOP or harvest.classes & SHOP or kind in ("product", "og:product"):
        scale.add(-30, "a shop")
    if kind == "article" and not apart and (_is_dated(harvest.meta) or not scale.marked):
        scale.add(-30, "an article")
    elif kind.startswith(("video", "music", "book", "profile")) and not apart:
        scale.add(-20, f"a page of kind {kind[:20]}")
    if scale.points > 0 and len(TRACKER.findall(harvest.addresses.decode("utf-8", "replace"))) >= 3:
        scale.add(-80, "a tracker of issues")


def _is_dated(meta: dict[str, str]) -> bool:
    return "article:published_time" in meta or "article:section" in meta


def _is_wordpress(reading: Reading) -> bool:
    return "wp-content" in reading.harvest.resources or reading.harvest.meta.get("generator", "").startswith(
        "WordPress"
    )


def text_signs(reading: Reading, scale: Scale) -> None:
    """What the text says, the cheapest first, until it is enough."""
    acts = _acts(reading)
    if acts:
        scale.done = True
        scale.add(min(24, 8 * len(acts) + (8 if max(acts.values()) >= 3 else 0)), f"words: {', '.join(list(acts)[:3])}")
    for sign in _SIGNS:
        if scale.enough:
            break
        points, said = sign(reading, scale)
        if points:
            scale.done = scale.done or sign not in (_sign_of_totals, _sign_of_rows, _sign_of_trail)
            scale.add(points, said)


def _acts(reading: Reading) -> dict[str, int]:
    """What people do in forums as the page speaks of it, and how often."""
    said, vocabulary = reading.words, reading.vocabulary
    told: dict[str, int] = {}
    for group, act, needed in _SPOKEN:
        # To look for words in the set of all is much cheaper than for phrases in the text.
        if needed <= vocabulary and (count := said.count(act)):
            told[group] = told.get(group, 0) + count
    return told


_SPOKEN = tuple((group, act, frozenset(words_of(act)[:-1])) for group, acts in ACTS.items() for act in acts)
"""Each act with its words but the last, which may go on: "last posts"."""
_FORMS = 40


def _sign_of_writers(reading: Reading, scale: Scale) -> tuple[int, str]:
    writers = generic_posts.writers(reading)
    if writers >= 2:
        return 25, f"{writers} writers with their posts and since when"
    return (15, "a writer with their posts and since when") if writers and scale.folder else (0, "")


def _sign_of_trail(reading: Reading, _: Scale) -> tuple[int, str]:
    trails = [f".{name}" for name in reading.harvest.classes if "breadcrumb" in name.lower()]
    for trail in sorted(name for name in trails if _PLAIN_CLASS.fullmatch(name))[:_TRAILS]:
        found = reading.tree.css_first(trail)
        links = found.css("a")[:12] if found is not None else []
        if any(FORUM_LINK.fullmatch(link.text().strip().lower()[:60]) for link in links):
            return 10, "a trail that leads to the forum"
    return 0, ""


def _sign_of_columns(reading: Reading, _: Scale) -> tuple[int, str]:
    return (25, "columns of threads and posts") if _has_header_row(reading) else (0, "")


def _sign_of_posts(reading: Reading, scale: Scale) -> tuple[int, str]:
    if _is_wordpress(reading):
        return 0, ""
    posts = generic_posts.timed(reading)
    if posts >= 2 or (posts and scale.folder):
        return 20, f"{posts} posts with their times"
    blocks = generic_posts.blocks(reading)
    return (20, f"{blocks} posts with writers and times") if blocks else (0, "")


def _sign_of_totals(reading: Reading, _: Scale) -> tuple[int, str]:
    told = totals(reading)
    # What one member wrote is told in the same words.
    return (25 if "members" in told else 10, "statistics of a board") if told else (0, "")


def _sign_of_rows(reading: Reading, scale: Scale) -> tuple[int, str]:
    rows = _rows(reading)
    if rows < 4:
        return 0, ""
    # A few beside something else tell of a forum elsewhere on the site.
    return 25 if rows >= _MANY_ROWS or scale.placed else 12, f"{rows} rows of links with counts or times"


def _sign_of_answers(reading: Reading, _: Scale) -> tuple[int, str]:
    rows = len(unknown_rows.threads(reading, (), ANSWERS))
    return (20, f"{rows} rows that count answers beside a time") if rows >= 4 else (0, "")


def marked_up(reading: Reading) -> bool:
    """Whether elements of the page are marked up as posts of a forum."""
    return _POSTING in reading.page.utf8 and reading.first(f'[itemtype$="/{_POSTING.decode()}"]') is not None


def _has_header_row(reading: Reading) -> bool:
    heads = [f".{name}" for name in reading.harvest.classes if "head" in name]
    heads = [name for name in heads if _PLAIN_CLASS.fullmatch(name)]
    for row in reading.tree.css(", ".join(["tr", "thead", *sorted(heads)[:_HEADS]]))[:300]:
        said = row.text(separator=" ")
        if len(said) < 200 and not _TWO_DIGITS.search(said):
            words = _WORD.findall(said.casefold())
            least = 2 if row.tag in ("tr", "thead") else 3
            if least <= len(words) < 16 and _names_thread(words) and _names_post(words):
                return True
    return False


def _names_thread(words: list[str]) -> bool:
    return any(FIELD_OF.get(word) == "threads" or word in THREAD_WORDS for word in words)


def _names_post(words: list[str]) -> bool:
    return any(FIELD_OF.get(word) == "posts" or word in POST_WORDS for word in words)


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


_SIGNS = (
    _sign_of_writers,
    _sign_of_trail,
    _sign_of_columns,
    _sign_of_posts,
    _sign_of_totals,
    _sign_of_rows,
    _sign_of_answers,
)
