"""Gainsight Customer Communities (inSided)."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    element,
    from_title,
    labelled,
    link,
    markup,
    meta_content,
    resource,
)

PLATFORM = Platform(
    name="Gainsight Communities",
    homepage="https://www.gainsight.com/customer-communities/",
    tier="B",
    source="Hosted, templates not public: one real page, a thread (2023); lists by the marks that a scraper of one "
    "community reads.",
    clues=[
        element("body.twig_page-*", 0),
        element("body#community-id-*", 20),
        element("body.customcss", 5),
        element(".twig_page-*", 40),
        element(".qa-topic-post-content", 30),
        element(".qa-topic-title", 20),
        element(".qa-*", 15),
        element(".Sidebarmodule", 15),
        element(".js-ajax-form--forgot", 5),
        element(".mega-menu", 0),
        resource("insided.com", 20),
        resource("dowpznhhyvkm4.cloudfront.net", 40),
        resource("d2cn40jarzxub5.cloudfront.net", 30),
        resource("uploads-*", 5),
        link("customer-communities", 15),
        credit("www.gainsight.com", 20),
        credit("www.insided.com", 30),
        markup("inSided", 30),
        markup("insided", 20),
    ],
    profile={
        "name": any_of(meta_content("og:site_name", 200), from_title(r"^.+ \| (?P<name>[^|]{2,80})$")),
        **labelled(".community-statistics, .widget--statistics, .qa-community-statistics, .statistics-widget"),
    },
    boards=[Rows(row=".category-block, .qa-category", link="a", threads="label", posts="label")],
    threads=[Rows(row=".topic-list-item, .qa-topic-block", link="h3 a, h4 a, .qa-topic-block-title", last="time")],
    front=["a.header-navigation_logo-anchor", ".main-header a"],
    inner=(".qa-topic-post-content",),
)
