"""Spirit, a forum in Django. Its front page is the list of active topics; totals it states nowhere.

A topic's comments are counted without the topic itself. Subcategories have no counts, so that no sum can be made.
"""

from crawler.platforms.declare import Platform, Rows, credit, element, link, markup, resource, text

PLATFORM = Platform(
    name="Spirit",
    homepage="https://spirit-project.com/",
    tier="A",
    source=(
        "Spirit 0.14.3, run in three languages, filled and empty: front page, categories, topics, profiles, log-in "
        "page. Its templates of 0.6.0, for forums that did not move on."
    ),
    clues=[
        element(".spirit_wrapper", 60),
        element(".spirit", 20),
        element(".spirit_custom_header", 20),
        element(".layout__header", 10),
        element(".layout__topics", 25),
        element(".layout__topics__topic", 25),
        element(".layout__article", 10),
        element(".header__logo", 5),
        element(".header__login", 10),
        element(".topic__link", 10),
        element(".comments_list__comment", 20),
        element(".comment__info__username", 10),
        element(".footer__logo", 5),
        resource("styles.all.min.css", 30),
        resource("spirit", 25),
        credit("spirit-project.com", 30),
        link("Spirit", 10),
        credit("www.spirit-project.com", 30),
        link("category", 5),
        link("topic", 5),
        element(".row-link", 15),
        element(".row-info", 10),
        element(".header-logo", 5),
        element(".footer-logo", 5),
        element(".js-categories-content", 15),
        markup("stModules.", 30),
    ],
    profile={"name": text(".header__logo_wrapper a, .header__logo, a.header-logo")},
    boards=[Rows(row=".js-categories-content li", link="a[href*='/category/']")],
    threads=[
        Rows(row=".layout__topics__topic", link="a.topic__link", last=".topic__date"),
        Rows(row=".rows > .row", link="a.row-link", last=".row-info > div:last-child"),
    ],
    front=[".header__logo_wrapper a", "a.header__logo", "a.header-logo", ".breadcrumb_nav li:first-child a"],
    inner=(".comments_list", ".breadcrumb_nav", ".headline", ".login", ".comment-username"),
)
