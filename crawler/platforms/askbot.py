"""Askbot: questions are threads; `/api/v1/info/` counts them and the users, where the operator left it open."""

from collections.abc import Mapping

from crawler.answers import count, findings_of, moments_of, newest_of, seen_of, thread_times, titles_of
from crawler.page import Page
from crawler.platforms.declare import (
    Platform,
    Rows,
    at_address,
    credit,
    element,
    from_title,
    link,
    markup,
    number,
    resource,
    version,
)
from registry.profile import Finding, ForumProfile

_KINDS = ("questions", "answers", "comments")


def _read(said: object, page: Page) -> ForumProfile | None:
    """`/api/v1/info/` and `/api/v1/questions/`, newest activity first."""
    if not isinstance(said, Mapping):
        return None
    if {*_KINDS, "users"} <= said.keys() and count(said["questions"]) is not None:
        return _info(said, page)
    listed = said.get("questions")
    if isinstance(listed, list) and "pages" in said:
        rows = [row for row in listed[:60] if isinstance(row, Mapping)]
        times = moments_of(rows, ("last_activity_at", "added_at"), page)
        found = findings_of(said, {"threads": ("count",)}, page)
        found.update(newest_of(times, "newest of questions.last_activity_at", page))
        return ForumProfile(
            is_forum=True,
            confidence=0.95,
            findings=found,
            thread_titles=titles_of(rows, ("title",)),
            thread_times=thread_times(times),
            threads_seen=seen_of(
                rows,
                page,
                title=("title",),
                counted="answer_count",
                began=("added_at",),
                newest=("last_activity_at",),
            ),
        )
    return None


def _info(said: Mapping[str, object], page: Page) -> ForumProfile:
    found = findings_of(said, {"threads": ("questions",), "members": ("users",)}, page)
    told = [number for kind in _KINDS if (number := count(said.get(kind))) is not None]
    posts = {"posts": Finding(sum(told), "", "sum of questions, answers and comments", page.url)}
    return ForumProfile(
        is_forum=True, confidence=0.95, findings=found, derived=posts if len(told) == len(_KINDS) else {}
    )


_WHOLE = r"^https?://[^/]+/(?:[\w-]+/)?(?:questions/)?(?:scope:all/(?:sort:[\w-]+/)?(?:page:1/)?)?$"
"""Addresses of the list of all questions: with tags, words or another scope it counts those only."""

PLATFORM = Platform(
    name="Askbot",
    homepage="https://askbot.com/",
    source="Askbot 0.11.1, 0.13.0: jinja2/base.html, components/footer.html, questions/questions_title.html, "
    "questions/question_summary.html, widgets/question_summary.html, main_page/headline.html; views/api_v1.py.",
    clues=[
        credit("askbot.com", 35),
        credit("www.askbot.com", 35),
        element(".question-summary-stats", 25),
        element(".question-summary-user-info", 20),
        element(".question-summary", 5),
        element(".js-questions-title", 20),
        element("#js-questions", 20),
        element(".js-scope-link", 15),
        element(".short-summary", 15),
        element("#questionCount", 15),
        element("#ground", 10),
        element(".powered-link", 10),
        element("#askButton", 10),
        element("body.two-col", 10),
        element("body.questions-page", 5),
        element("body.question-page", 5),
        element("body.anon", 5),
        element(".js-timeago", 5),
        link("scope:all", 30),
        link("scope:unanswered", 30),
        resource("askbot", 20),
        resource("jsi18n", 5),
        markup("askbot['data']", 40),
        markup('askbot["data"]', 30),
    ],
    profile={
        "name": from_title(r".* - (?P<name>.+)$"),
        "threads": at_address(number("h1.js-questions-title .count, #questionCount .count"), _WHOLE),
    },
    threads=[
        Rows(row=".question-summary", link="h2 a", last=".question-summary-user-info"),
        Rows(row=".short-summary", link="h2 a", last=".userinfo"),
    ],
    front=["a.with-home-icon", "#homeButton", "header a.logo", "a#logo"],
    inner=("body.question-page",),
    versions=(version("footer, #ground", r"Askbot\D{0,30}(\d+\.\d+(?:\.\d+)?)"),),
    also=("/api/v1/info/", "/api/v1/questions/"),
    json=_read,
)
