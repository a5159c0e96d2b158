"""The generic reader: is a page of unknown software part of a forum, and what convinces us.

Signs: structured data of forum posts; repeated rows of links with counts and times; posts with their writers and
times; the addresses and words of boards, threads and replies. Comments under an article, shops, wikis, trackers and
manuals show some of these, never enough: signs of another kind count against.
"""

from dataclasses import dataclass

from crawler.generic import lists as unknown_rows
from crawler.generic import posts as generic_posts
from crawler.generic import signs as generic_signs
from crawler.generic.vocabulary import ARCHIVES, FORUM_ENDS, FORUM_LINK
from crawler.hygiene import is_members_page
from crawler.page import structured
from crawler.platforms.declare import Platform, Rows
from crawler.reading import Reading

THRESHOLD = 50
"""Points from which a page is called a forum's."""

UNDONE = 45
"""Points at most for links and addresses alone, where neither posts, answers nor the words of a forum stand."""
COUNTED = 35
"""Points for rows that count threads and posts each, looked for where they decide."""


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
    if ARCHIVES.search(reading.page.url):
        return Judgement(0, ("an archive's copy of another site",))
    scale = generic_signs.Scale()
    generic_signs.structured_signs(reading, scale)
    generic_signs.address_signs(reading, scale)
    generic_signs.mark_signs(reading, scale)
    generic_signs.script_signs(reading, scale)
    generic_signs.other_kinds(reading, scale)
    if scale.points > 0 and not scale.enough:
        generic_signs.text_signs(reading, scale)
    if THRESHOLD - COUNTED <= scale.points < THRESHOLD and (counted := unknown_rows.boards(reading)):
        scale.add(COUNTED, f"{len(counted)} boards with their counts")
        scale.done = True
    if scale.points >= THRESHOLD and not scale.seen:
        scale.add(UNDONE - scale.points, "nobody is seen to write")
    return Judgement(scale.points, tuple(scale.signs))


def is_thread(reading: Reading) -> bool:
    """Whether a page of unknown software is a thread's: marked up as a post and its answers, or of numbered posts."""
    if any(structured.is_posting(node) for node in reading.structured) or generic_signs.marked_up(reading):
        return True
    return len(generic_posts.numbered(reading)) >= 3 or generic_posts.writers(reading) >= 2


PLATFORM = Platform(
    name="unknown software", homepage="", clues=[], boards=[Rows(row="tr", link="a[href]", last="td, li, time")]
)
"""How pages of unknown software are read, once they are judged to be a forum's."""


def front_page(reading: Reading) -> str | None:
    """The address of a forum that this page, itself none, links to: one whose words or host say so."""
    for href, node in reading.page.links:
        said = node.text()
        if len(said) > 80 or not (said := said.strip().lower()).endswith(FORUM_ENDS):
            continue
        if len(said) < 40 and FORUM_LINK.fullmatch(said):
            url = reading.url(href)
            if url is not None and not is_members_page(url):
                return url
    return None
