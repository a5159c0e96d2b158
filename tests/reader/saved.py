"""The saved sample pages: written by us after the software's real markup; `{member}` stands where names would."""

from datetime import UTC, datetime
from pathlib import Path

from crawler.page import Page

PAGES = Path(__file__).parent / "pages"
FETCHED = datetime(2026, 11, 19, 10, 12, tzinfo=UTC)
ADDRESS = "https://community.example/"


def names() -> list[str]:
    """The stems of all saved pages."""
    return sorted(path.stem for path in PAGES.glob("*.html"))


def saved(name: str, member: str = "a member") -> Page:
    """One saved page, as if fetched at FETCHED, with a name in every place that members' names have."""
    body = (PAGES / f"{name}.html").read_text(encoding="utf-8").replace("{member}", member)
    return Page(ADDRESS, 200, (("Content-Type", "text/html; charset=utf-8"),), body.encode(), FETCHED)
