"""Flarum. Its pages carry the list of discussions for readers without JavaScript, and a payload for their scripts.

Totals stand in the payload where the board has the extension that counts; times of discussions always do.
"""

from crawler.answers.flarum import payload, payload_times, payload_totals, read_answer
from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    any_of,
    attribute,
    cookie,
    credit,
    element,
    link,
    markup,
    meta_content,
    text,
)
from crawler.reading import Found, Reading


def _total(field: str) -> Finder:
    """A total among the forum's attributes."""

    def find(reading: Reading) -> Found | None:
        said = _payload(reading)
        told = payload_totals(said, reading.page).get(field) if said is not None else None
        return Found(told.value, told.raw, f"payload {told.rule}") if told is not None else None

    return find


def _last_post(reading: Reading) -> Found | None:
    """The newest of the times of the discussions that the page lists."""
    said = _payload(reading)
    times = payload_times(said, reading.page) if said is not None else []
    return Found(times[0].at, times[0].raw, "payload lastPostedAt", times[0].precision) if times else None


def _payload(reading: Reading) -> dict[str, object] | None:
    node = reading.first("#flarum-json-payload")
    said = payload(reading.page.text, node.text() if node is not None else None)
    return dict(said) if said is not None else None


PLATFORM = Platform(
    name="Flarum",
    homepage="https://flarum.org/",
    tier="B",
    source="Flarum 1 and 2: core/views/frontend/app.blade.php, forum.blade.php, content/index.blade.php, "
    "discussion.blade.php, tags/views/frontend/content/*; core and tags Api/Resource/*; forum-stats-widget.",
    clues=[
        element("#flarum-content", 50),
        element("#flarum-loading", 40),
        element("#flarum-loading-error", 20),
        element("#flarum-json-payload", 50),
        element("#flarum-rev-manifest", 20),
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
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text("#home-link, .Header-title"),
            attribute("#home-link img", "alt"),
        ),
        **{field: _total(field) for field in ("members", "threads", "posts")},
        "last_post_at": _last_post,
    },
    boards=[Rows(row="#flarum-content li", link="a[href*='/t/']")],
    threads=[Rows(row="#flarum-content li", link="a[href*='/d/']")],
    front=["#home-link"],
    inner=(".PostStream", ".PostUser"),
    also=("api/discussions?sort=-lastPostedAt", "api/tags", "api"),
    json=read_answer,
)
