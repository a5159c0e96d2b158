"""Mbin, and kbin that it grew from: magazines of threads and short posts, with those of other sites beside its own.

Pages state no totals but for `/stats`, in one order in every language, rounded. Local magazines and threads are told
apart by their addresses, which name the other site. The times beside threads are those of their beginning: the last
posts' come from its answers for machines.
"""

from crawler.answers.mbin import read_answer
from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    any_of,
    credit,
    element,
    link,
    number,
    resource,
    text,
    version,
)
from crawler.reading import Found, Reading


def _total(at: int) -> Finder:
    """A figure of the statistics page, unless a period or other sites' members are chosen there."""
    read = number(".stats-count > div > p", at)

    def find(reading: Reading) -> Found | None:
        return read(reading) if reading.first("#content .select option[selected]") is None else None

    return find


PLATFORM = Platform(
    name="Mbin",
    homepage="https://joinmbin.org/",
    source="Mbin 1.10: templates/base.html.twig, layout/_sidebar.html.twig, _header.html.twig, "
    "components/entry.html.twig, magazine/_list.html.twig, stats/_stats_count.html.twig, "
    "src/DTO/MagazineResponseDto.php, EntryResponseDto.php; kbin's classes as kept there",
    clues=[
        element("body[data-notifications-endpoint-value]", 50),
        element("body[data-notifications-magazine-value]", 20),
        element(".mbin-container", 50),
        element(".kbin-container", 50),
        element(".kbin-promo", 40),
        element(".about-mbin", 40),
        element(".about-seperator", 15),
        element(".head-nav__menu", 15),
        element(".magazine-inline", 20),
        element(".user-inline", 5),
        element(".entry__meta", 15),
        element(".entry__domain", 10),
        element(".sidebar-options", 5),
        element(".page-entry-front", 20),
        element(".page-entry-single", 20),
        element(".page-magazines", 10),
        resource("mbin_logo.svg", 30),
        resource("kbin_logo.svg", 30),
        credit("joinmbin.org", 15),
        credit("kbin.pub", 20),
        link("magazines", 5),
        link("microblog", 10),
        link("modlog", 5),
        link("MbinOrg", 15),
        link("kbin-core", 15),
    ],
    profile={
        "name": any_of(text(".head-nav .brand a span"), text("#header .brand a")),
        "members": _total(0),
        "threads": _total(3),
    },
    boards=[
        Rows(
            row=".magazines table tbody tr",
            link="a.magazine-inline",
            threads="td@@1",
            unless="a.magazine-inline[href*='@']",
        )
    ],
    threads=[
        Rows(
            row="article.entry",
            link="header h2 a",
            unless="a.magazine-inline[href*='@']",
        )
    ],
    front=["#header .brand a", ".home-button a"],
    inner=(".head-title", ".page-entry-single", ".page-post-single", ".page-user", ".user-info", ".page-login"),
    versions=(version(".about-mbin", r"(\d+\.\d+\.\d+[\w.-]*)"),),
    # The first counts exactly what the second rounds.
    also=(
        "/nodeinfo/2.1.json",
        "/stats",
        "/api/magazines?federation=local&perPage=100",
        "/api/entries?federation=local&sort=active",
    ),
    stock=(r".{0,40}content aggregator.{0,80}fediverse",),
    json=read_answer,
)
