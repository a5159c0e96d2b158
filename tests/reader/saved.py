"""The saved sample pages and answers: written by us after real markup; `{member}` stands where names would.

`pages/NAME.html` is a page and `pages/NAME.json` what is read of it; `pages/NAME.url`, where there is one, is the
address it is fetched from. `answers/SLUG.WHAT.json` or `.xml` is an answer for machines (of that platform's further
addresses, known as that platform's), and `answers/SLUG.WHAT.expected` what is read of it.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from crawler.page import Page

PAGES = Path(__file__).parent / "pages"
ANSWERS = Path(__file__).parent / "answers"
FETCHED = datetime(2026, 11, 19, 10, 12, tzinfo=UTC)
ADDRESS = "https://community.example/"
KINDS = {".json": "application/json", ".xml": "application/xml; charset=utf-8"}
LEFT_OUT = ("clues", "parser_version", "findings", "confidence", "file", "visit")
"""What an expected result does not hold of the `inspect --json` object: how it was found out, not what was."""


def told(profile: Mapping[str, Any]) -> dict[str, Any]:
    """The part of an `inspect --json` object that stands in an expected result."""
    return {key: value for key, value in profile.items() if key not in LEFT_OUT and value not in (None, [], {})}


def names() -> list[str]:
    """The stems of all saved pages."""
    return sorted(path.stem for path in PAGES.glob("*.html"))


def saved(name: str, member: str = "a member") -> Page:
    """One saved page, as if fetched at FETCHED, with a name in every place that members' names have."""
    body = (PAGES / f"{name}.html").read_text(encoding="utf-8").replace("{member}", member)
    said = PAGES / f"{name}.url"
    url = said.read_text(encoding="utf-8").strip() if said.exists() else ADDRESS
    return Page(url, 200, (("Content-Type", "text/html; charset=utf-8"),), body.encode(), FETCHED)


def answer_names() -> list[str]:
    """The file names of all saved answers."""
    return sorted(path.name for path in ANSWERS.glob("*") if path.suffix in KINDS)


def answer(name: str, member: str = "a member") -> tuple[Page, str]:
    """One saved answer, with the platform it is known to come from."""
    path = ANSWERS / name
    slug, _, what = path.stem.partition(".")
    body = path.read_text(encoding="utf-8").replace("{member}", member)
    url = f"{ADDRESS}{what}{path.suffix}"
    return Page(url, 200, (("Content-Type", KINDS[path.suffix]),), body.encode(), FETCHED), slug
