"""Communities of patients' organisations on HealthUnlocked. A post is a thread there: its answers are its replies.

Every page of a community says its name, as a link, and "9,420 members 132 posts" at the head, whatever its markup.
"""

import re

from crawler.hygiene import NAME_LIMIT
from crawler.platforms.declare import Finder, Platform, Rows, address, any_of, from_address, link, markup, meta, title
from crawler.reading import Found, Reading, text_of
from crawler.words.numbers import number

_PLACE = r"^https?://(?:www\.)?healthunlocked\.com/"
_NO_COMMUNITY = (
    r"(?!(?:about|about-us|api|blog|communities|contact|download|explore|help|home|jobs|join|login|policies|private|"
    r"programs|public|search|settings|signup|support|tag|topic|topics|user|welcome)(?:[/?#]|$))"
)
_COMMUNITY = rf"{_PLACE}{_NO_COMMUNITY}(?P<name>[\w-]+)"
_HEAD = re.compile(
    r"(?P<members>\d[\d,.]{0,11}k?)\s?members?\s{0,3}[·•|]?\s{0,3}(?P<posts>\d[\d,.]{0,11}k?)\s?posts?\b"
)
_NEAR = 160
"""Characters behind a community's name within which its own counts stand; other communities' stand further down."""
_SLUG = re.compile(_COMMUNITY, re.IGNORECASE)


def _name(reading: Reading) -> Found | None:
    """The words of the first link to the community's own front page."""
    match = _SLUG.match(reading.page.url)
    if match is None:
        return None
    front = f"/{match['name']}".lower()
    for href, node in reading.page.links:
        if href.rstrip("/").lower().endswith(front) and (said := text_of(node, NAME_LIMIT)):
            return Found(said, said, f"link to {front}")
    return None


def _counted(group: str) -> Finder:
    def find(reading: Reading) -> Found | None:
        name = _name(reading)
        said = reading.words
        at = said.find(str(name.value).casefold()) if name is not None else -1
        while at >= 0 and name is not None:
            end = at + len(str(name.value))
            match = _HEAD.search(said, end, end + _NEAR)
            read = number(match[group]) if match else None
            if read is not None:
                return Found(read.value, read.raw, f"{group} behind the community's name")
            at = said.find(str(name.value).casefold(), end)
        return None

    return find


PLATFORM = Platform(
    name="HealthUnlocked",
    homepage="https://healthunlocked.com/",
    source="HealthUnlocked's templates are not public; words of its pages as archives of the web hold them, and the "
    "addresses that scrapers of it use.",
    clues=[
        address(_COMMUNITY, 50),
        title(r"HealthUnlocked", 15),
        meta("og:site_name", r"HealthUnlocked", 20),
        meta("twitter:site", r"@HealthUnlocked", 15),
        link("healthunlocked.com", 10),
        link("policies", 5),
        markup("healthunlocked", 10),
    ],
    profile={
        "name": any_of(_name, from_address(_COMMUNITY)),
        "members": _counted("members"),
        "threads": _counted("posts"),
    },
    threads=[Rows(row="h2, h3, h4", link='a[href*="/posts/"]')],
    home=rf"{_PLACE}{_NO_COMMUNITY}[\w-]+(?=/[^?#])",
    hosted=True,
    totals=False,
)
