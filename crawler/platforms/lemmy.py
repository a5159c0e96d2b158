"""Lemmy, as its own web face shows it. The page rounds its figures; exactly they stand in the data it embeds.

The side bar that is seen may be one community's: only the embedded site counts. Boards, times and titles come from
the answers for machines, which tell this site's own from those it shows of others.
"""

from crawler.answers.lemmy import embedded_site, read_answer, site_findings
from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    any_of,
    credit,
    element,
    link,
    markup,
    meta,
    resource,
    text,
    version,
)
from crawler.reading import Found, Reading


def _embedded(field: str) -> Finder:
    """A fact of the site that the page embeds."""

    def find(reading: Reading) -> Found | None:
        site_view = embedded_site(reading.page.text)
        told = site_findings(site_view, reading.page).get(field) if site_view is not None else None
        return Found(told.value, told.raw, f"isoData {told.rule}") if told is not None else None

    return find


PLATFORM = Platform(
    name="Lemmy",
    homepage="https://join-lemmy.org/",
    source="lemmy-ui 0.18.5, 0.19.11, 1.0.0-beta: src/server/utils/create-ssr-html.tsx, src/shared/components/app/*, "
    "home/home.tsx, home/site-sidebar.tsx, post/post-listing.tsx; lemmy 0.19.11: site_aggregates, post_aggregates",
    clues=[
        element(".lemmy-site", 50),
        element(".app-footer", 15),
        element("#sidebarInfo", 10),
        element(".site-sidebar", 10),
        element(".post-listing", 15),
        element(".post-listings", 10),
        element(".community-link", 10),
        element(".person-listing", 10),
        element(".moment-time", 10),
        element("#community_table", 20),
        meta("description", r"Lemmy$", 15),
        credit("join-lemmy.org", 30),
        link("modlog", 15),
        link("create_post", 10),
        link("create_community", 10),
        link("communities", 5),
        resource("client.js", 5),
        markup("window.isoData", 40),
    ],
    profile={
        **{
            field: _embedded(field)
            for field in ("members", "threads", "active_7_days", "active_30_days", "description", "login_wall")
        },
        "name": any_of(_embedded("name"), text("#sidebarInfoHeader h5")),
    },
    threads=[Rows(row=".post-listing", link=".post-title a[href^='/post/']", unless="a.community-link[href*='@']")],
    front=["a#navTitle", ".navbar-brand"],
    inner=(".post", ".community", "#community_table", ".person-profile", ".login", ".modlog"),
    versions=(version(".app-footer", r"BE:\s*v?(\d+\.\d+[\w.+-]*)"),),
    also=(
        "/api/v3/site",
        "/api/v3/community/list?type_=Local&sort=TopAll&limit=50",
        "/api/v3/post/list?type_=Local&sort=NewComments&limit=50",
    ),
    stock=("Lemmy",),
    json=read_answer,
)
