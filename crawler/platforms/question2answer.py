"""Question2Answer: questions are threads. Its figures stand in one order in every language; posts are not counted.

The widget of counts gives questions first and users last, with answers and, where they are allowed, comments between.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    credit,
    element,
    number,
    resource,
    text,
    version,
)

PLATFORM = Platform(
    name="Question2Answer",
    homepage="https://www.question2answer.org/",
    source="Question2Answer 1.8.8: qa-include/qa-theme-base.php, qa-include/plugins/qa-widget-activity-count.php, "
    "qa-theme/Snow/qa-theme.php, qa-include/app/format.php.",
    clues=[
        element("body.qa-template-*", 45),
        element("body.qa-body-js-off", 25),
        element("body.qa-theme-*", 20),
        element(".qa-body-wrapper", 15),
        element(".qa-q-list", 25),
        element(".qa-q-list-item", 20),
        element(".qa-q-item-title", 20),
        element(".qa-q-view", 25),
        element(".qa-a-list", 15),
        element(".qa-nav-main", 15),
        element(".qa-nav-main-list", 15),
        element(".qa-logo", 10),
        element(".qa-attribution", 20),
        element(".qa-activity-count", 25),
        element("#qa-waiting-template", 20),
        credit("www.question2answer.org", 30),
        credit("question2answer.org", 20),
        resource("qa-theme", 35),
        resource("qa-content", 25),
        resource("qa-styles.css", 25),
        resource("qa-global.js", 15),
    ],
    profile={
        "name": any_of(
            text(".qa-logo-link, .qa-logo a"), attribute(".qa-logo-link", "title"), attribute(".qa-logo img", "alt")
        ),
        "threads": number(".qa-activity-count .qa-activity-count-data", 0),
        "members": number(".qa-activity-count .qa-activity-count-data", -1),
    },
    boards=[
        Rows(
            row="li.qa-nav-cat-item:not(.qa-nav-cat-all), li.qa-browse-cat-item",
            link="a.qa-nav-cat-link, a.qa-browse-cat-link",
            threads=".qa-nav-cat-note, .qa-browse-cat-note",
        )
    ],
    threads=[Rows(row=".qa-q-list-item", link=".qa-q-item-title a", last=".qa-q-item-when")],
    front=["a.qa-logo-link", ".qa-logo a"],
    wall="body.qa-template-login .qa-form-tall-table",
    inner=("body.qa-template-question", ".qa-q-view", "body.qa-template-user", "body.qa-template-tag"),
    versions=(version("source", r"/qa-(?:styles\.css|global\.js|page\.js)\?(\d+\.\d+(?:\.\d+)?)"),),
)
