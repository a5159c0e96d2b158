"""HyperKitty, the archives of Mailman 3: the list of lists, a list's overview, its threads by month.

The participants and discussions it counts are those of the past 30 days (of a month, of a thread on deeper pages), so
that no total is read from them. Senders' names and addresses stand beside most subjects and are never looked at.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    at_address,
    credit,
    element,
    front_only,
    link,
    number,
    resource,
    text,
    version,
)

_OF_NO_LIST = r"^(?!.*/list/[^/]{1,80}@)"
"""The head of each page names the site: no name of a list whose page is closed."""

PLATFORM = Platform(
    name="HyperKitty",
    homepage="https://hyperkitty.readthedocs.io/",
    tier="A",
    source=(
        "HyperKitty 1.3.12, run in two languages: the list of lists, lists filled, empty and private, their months, "
        "threads and feeds."
    ),
    clues=[
        credit("hyperkitty.readthedocs.org", 40),
        credit("hyperkitty.readthedocs.io", 40),
        credit("docs.mailman3.org", 15),
        resource("hyperkitty", 50),
        resource("django-mailman3", 20),
        element(".all-lists", 15),
        element(".list-address", 20),
        element(".list-stats", 10),
        element(".hide-switches", 15),
        element(".filter-lists", 15),
        element("#most-active-poster", 20),
        element("#most-popular", 5),
        element(".thread-list-info", 20),
        element(".thread-email", 15),
        element("#thread-content", 10),
        element(".month-list", 5),
        link("find-list", 10),
        link("hyperkitty", 30),
        link("mailman3", 10),
    ],
    profile={
        "name": any_of(
            text("#title h1"), text(".thread-list-header a.list-name"), at_address(text("a.navbar-brand"), _OF_NO_LIST)
        ),
        "description": text("#description", 1000),
        "active_30_days": any_of(
            front_only(number(".overview .stats .list-stats > span"), "#most-active-poster"),
            front_only(number(".overview .stats .list-stats > li"), "#most-active-poster"),
        ),
    },
    boards=[Rows(row="table.lists tr.list", link="a.list-name")],
    threads=[
        Rows(row="#thread-list .thread", link="a.thread-title, .thread-title a", last=".thread-date, .thread-summary"),
        Rows(row="#most-recent a.list-group-item", link="h3, h4", last=".list-group-item-text"),
    ],
    front=[
        "#thread-overview-info a.btn",
        ".thread-list-header a.list-name",
        "body:has(form[action*='/accounts/']) a.navbar-brand",  # of the log-in page, which is of no list
    ],
    home=r"https?://[^/]+/(?:[\w.-]+/){0,3}list/[^/@?#]{1,80}@[^/?#]{1,200}/",
    totals=False,
    wall="[role=main] > .row:only-child > .col-sm-10 > p.text-danger",
    feed_last=True,
    inner=("#thread-content", ".thread-list-info"),
    versions=(version("footer p.text-muted, footer .text-muted", r"HyperKitty\b.{0,20}?\s(\d+\.\d+(?:\.\d+)?)"),),
)
