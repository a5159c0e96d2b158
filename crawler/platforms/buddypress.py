"""BuddyPress within WordPress, and BuddyBoss that grew from it: only its directory of groups and a group's own pages
make a forum. Members, streams of activity, widgets and styles on other pages do not.

Groups count members, not threads. The newer template fills the directory by script: the list of groups then comes
from the answer for machines.
"""

from crawler.answers.buddypress import read_answer
from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    element,
    generator,
    link,
    markup,
    meta_content,
    number,
    resource,
    text,
)

PLATFORM = Platform(
    name="BuddyPress",
    homepage="https://buddypress.org/",
    source="BuddyPress 7 and 8: bp-templates/bp-legacy and bp-nouveau, buddypress/groups/index.php, groups-loop.php, "
    "single/group-header.php, common/nav/directory-nav.php; bp-core/bp-core-template.php (classes of body)",
    clues=[
        element("#buddypress", 40),
        element("body.buddypress", 25),
        element("body.bp-nouveau", 15),
        element("body.bp-legacy", 15),
        element("#groups-dir-list", 30),
        element("#groups-list", 10),
        element("#groups-directory-form", 20),
        element("#group-dir-search", 15),
        element("#item-header-content", 10),
        element("#object-nav", 10),
        element(".bp-wrap", 10),
        element("body.group-home", 15),
        element("body.group-forum", 15),
        resource("buddypress", 20),
        resource("buddyboss-platform", 20),
        resource("bp-nouveau", 10),
        resource("bp-legacy", 10),
        generator(r"WordPress", 5),
        link("groups", 5),
        markup("bp-nouveau", 10),
    ],
    needs=("#groups-dir-list", "body.group-home", "body.group-forum", "body.single-item"),
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text(".site-title a, #site-title a, .site-title"),
            attribute(".custom-logo", "alt"),
        ),
        "members": number("#members-all a span, #activity-all a span"),
    },
    boards=[
        Rows(
            row="#groups-dir-list #groups-list > li",
            link=".item-title a, .groups-title a, .list-title a, .item-title > a",
        )
    ],
    front=["#primary-menu a[href$='/groups/']", "a[href$='/groups/']"],
    inner=("body.single-item", "body.bp-user", "#item-header"),
    also=("/wp-json/buddypress/v1/groups?per_page=50",),
    json=read_answer,
)
