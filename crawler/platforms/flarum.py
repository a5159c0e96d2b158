"""Flarum. Its pages carry the list of discussions for readers without JavaScript; totals only its API tells."""

from collections.abc import Mapping

from crawler.answers import moments_of, newest_of, titles_of
from crawler.page import Page
from crawler.platforms.declare import Platform, Rows, any_of, cookie, credit, element, link, markup, meta_content, text
from registry.profile import ForumProfile


def _read(said: object, page: Page) -> ForumProfile | None:
    """`/api/discussions`: titles and times of the newest discussions."""
    rows = said.get("data") if isinstance(said, Mapping) else None
    if not isinstance(rows, list):
        return None
    told = [row["attributes"] for row in rows[:60] if _is_discussion(row)]
    if not told:
        return None
    times = moments_of(told, ("lastPostedAt", "createdAt"), page)
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        findings=newest_of(times, "newest of data.attributes.lastPostedAt", page),
        thread_titles=titles_of(told, ("title",)),
        thread_times=tuple(dict.fromkeys(moment.at for moment in times))[:30],
    )


def _is_discussion(row: object) -> bool:
    return isinstance(row, Mapping) and row.get("type") == "discussions" and isinstance(row.get("attributes"), Mapping)


PLATFORM = Platform(
    name="Flarum",
    homepage="https://flarum.org/",
    tier="B",
    source="Flarum 1: views/frontend/forum.blade.php, views/frontend/content/index.blade.php; its JSON:API.",
    clues=[
        element("#flarum-content", 50),
        element("#flarum-loading", 40),
        element("#flarum-loading-error", 20),
        element("#flarum-json-payload", 50),
        element(".App-content", 10),
        element(".App-header", 10),
        element("#header-navigation", 5),
        cookie(r"flarum_(?:session|remember)$", 60),
        credit("flarum.org", 10),
        link("d", 5),
        link("t", 5),
        markup("flarum.core.app.load", 40),
        markup("app.load(", 5),
    ],
    profile={"name": any_of(meta_content("og:site_name", 200), text("#home-link, .Header-title"))},
    threads=[Rows(row="#flarum-content li", link="a", last="")],
    front=["#home-link"],
    inner=(".PostStream",),
    also=("api/discussions?sort=-lastPostedAt",),
    json=_read,
)
