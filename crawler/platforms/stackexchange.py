"""Stack Exchange: communities of questions and answers. Their own kind; read as far as the sidebar tells."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    at_address,
    attribute,
    credit,
    element,
    markup,
    meta,
    meta_content,
    number,
    resource,
)

PLATFORM = Platform(
    name="Stack Exchange",
    homepage="https://stackexchange.com/",
    tier="B",
    source="Hosted, templates not public: 11 real pages of 7 sites, all of them questions (2023); the list of "
    "questions by the marks that several scrapers read.",
    clues=[
        element("body.question-page", 30),
        element("body.questions-page", 30),
        element("#hot-network-questions", 25),
        element("#mainbar", 10),
        element(".js-topbar-dialog", 10),
        element(".topbar-dialog", 15),
        element(".s-topbar", 20),
        element("#answers-header", 10),
        element("#question-mini-list", 20),
        element(".s-post-summary", 20),
        credit("stackexchange.com", 15),
        credit("chat.stackexchange.com", 15),
        credit("data.stackexchange.com", 15),
        resource("cdn.sstatic.net", 40),
        resource("StackOverflow*", 20),
        meta("twitter:app:name:iphone", r"Stack Exchange", 20),
        markup("StackExchange.ready", 30),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200), attribute('link[type="application/opensearchdescription+xml"]', "title")
        ),
        # Beside a tag, a filter or a search the same figure counts what was asked for.
        "threads": at_address(
            number("#mainbar .fs-body3, #mainbar-full .fs-body3"), r"^https?://[^/]+/questions/?(?:\?tab=Newest)?$"
        ),
    },
    threads=[Rows(row=".question-summary, .s-post-summary", link="h3 a", last=".relativetime")],
    home=r"https?://[^/?#]+/(?=questions/\d)",
    inner=("body.question-page",),
    also=("/questions",),
)
