"""Scoold, a board of questions. The number of all questions stands beside the heading of their unfiltered list.

Times in the list are those of asking: of the last post no page tells.
"""

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    attribute,
    credit,
    element,
    generator,
    link,
    markup,
    number,
)
from crawler.reading import Found, Reading

_COUNT: Finder = number(".page-wrapper > h2 > small.grey-text")


def _questions(reading: Reading) -> Found | None:
    """All questions, unless the list is of a filter's."""
    whole = reading.may_find("#question-filter-btn") and not reading.may_find(".filter-active")
    return _COUNT(reading) if whole else None


PLATFORM = Platform(
    name="Scoold",
    homepage="https://scoold.com/",
    source="Scoold 1.6x, June 2026: src/main/resources/templates/base.vm, questions.vm, macro.vm",
    clues=[
        generator(r"Scoold\b", 50),
        element(".scoold-wrapper", 50),
        element(".scoold-logo", 30),
        element(".questionbox", 15),
        element(".qstatsbox", 20),
        element("#question-filter-btn", 20),
        element("#question-filter-drawer", 15),
        element("#ask-question-form", 10),
        credit("scoold.com", 30),
        link("questions", 5),
        markup("scoold", 15),
    ],
    profile={"name": attribute("link[rel=search]", "title"), "threads": _questions},
    threads=[Rows(row=".questionbox", link="div.mediumText > a, .pvm > div > a")],
    front=[".brand-logo a"],
    inner=("#ask-question-form", ".postbox", ".answers-head"),
)
