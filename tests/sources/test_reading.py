"""Readings of pages that name forums, over a network made of a table: rules, pace, budgets, ends. No database."""

from typing import Any

import pytest

from crawler import gathering, listed
from crawler.fetching import FetchFailed
from crawler.limits import Limits
from registry.gathered import Lead
from registry.vocabulary import Outcome
from tests.sources.asking import Web, found, read_at

D = "https://directory.example"
ALLOWED = "User-agent: *\nDisallow:\n"


def listing(*links: str, more: str = "") -> str:
    rows = "".join(f'<li><a href="{link}">{link.rpartition("/")[2] or link}</a></li>' for link in links)
    return f"<html><body><h2>Parenting forums</h2><ul>{rows}</ul>{more}</body></html>"


def test_a_directory_gives_its_outward_links_with_words_and_heading() -> None:
    body = "<html><body><h2>Keeping hens</h2><a href='https://hens.example/forum/'>Hens Online</a></body></html>"
    report = read_at(Web({f"{D}/": body}), f"{D}/")
    (named,) = report.found
    assert (named.address, named.words) == ("https://hens.example/forum/", "Hens Online · Keeping hens")
    assert report.source == "directory:17"


def test_robots_txt_is_read_first_and_kept() -> None:
    web = Web({f"{D}/robots.txt": "User-agent: *\nDisallow: /list\n", f"{D}/list": listing("https://a.example/")})
    report = read_at(web, f"{D}/list")
    assert report.outcome == Outcome.ROBOTS_REFUSED
    assert web.asked == [f"{D}/robots.txt"]


def test_a_further_page_that_robots_txt_forbids_is_left_alone() -> None:
    more = '<a rel="next" href="/list?page=2">Next</a>'
    web = Web(
        {
            f"{D}/robots.txt": "User-agent: *\nDisallow: /list?page=\n",
            f"{D}/list": listing("https://a.example/", more=more),
            f"{D}/list?page=2": listing("https://b.example/"),
        }
    )
    assert found(read_at(web, f"{D}/list")) == ["https://a.example/"]
    assert f"{D}/list?page=2" not in web.asked


@pytest.mark.parametrize(
    ("robots", "outcome"),
    [
        ((503, {}, ""), Outcome.ROBOTS_UNREACHABLE),
        ((429, {"Retry-After": "60"}, ""), Outcome.RATE_LIMITED),
        ("User-agent: forum-registry\nDisallow: /\n", Outcome.OPTED_OUT),
        (FetchFailed(Outcome.DNS_FAILED, "no such name", reached=False), Outcome.DNS_FAILED),
    ],
)
def test_rules_that_keep_us_out_end_the_reading_by_name(robots: Any, outcome: Outcome) -> None:
    web = Web({f"{D}/robots.txt": robots, f"{D}/": listing("https://a.example/")})
    assert read_at(web, f"{D}/").outcome == outcome
    assert f"{D}/" not in web.asked


def test_paging_is_followed_to_the_budget_and_the_rest_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = {
        f"{D}/list?page={n}": listing(
            f"https://f{n}.example/", more="".join(f'<a href="/list?page={m}">{m}</a>' for m in range(1, 61))
        )
        for n in range(1, 61)
    }
    web = Web({f"{D}/list": pages[f"{D}/list?page=1"], **pages})
    first = read_at(web, f"{D}/list")
    most = gathering.sources()["directory"].pages
    assert len(web.asked) == most + 1  # robots.txt besides
    assert first.goes_on
    named, readings, report = set(found(first)), 1, first
    while report.goes_on and readings < 20:
        report = read_at(web, f"{D}/list", validators=report.validators)
        named |= set(found(report))
        readings += 1
    assert named == {f"https://f{n}.example/" for n in range(1, 61)}
    assert readings <= 4  # each page once: the numbers that every page bears begin nothing anew
    assert len(web.asked) - readings <= 61


def test_a_list_without_end_takes_no_more_than_its_share(monkeypatch: pytest.MonkeyPatch) -> None:
    class Endless(Web):
        async def __call__(self, url: str, **more: Any) -> Any:
            number = int(url.rpartition("=")[2]) if "=" in url else 1
            onward = f'<a rel="next" href="/list?page={number + 1}">Next</a>'
            self.pages[url] = "" if url.endswith("robots.txt") else listing(f"https://f{number}.example/", more=onward)
            return await super().__call__(url, **more)

    web = Endless({})
    report = read_at(web, f"{D}/list")
    readings = 1
    while report.goes_on:
        report = read_at(web, f"{D}/list", validators=report.validators)
        readings += 1
        assert readings < 40
    assert len(web.asked) - readings <= listed.MOST_OF_A_LIST + gathering.sources()["directory"].pages


def test_entries_on_pages_of_their_own_are_followed_and_their_furniture_is_told_apart() -> None:
    names = ["mums", "dads", "hens", "bees", "cats", "dogs"]
    index = (
        "<html><body><main>" + "".join(f'<a href="/forum/{n}">{n} forum</a>' for n in names) + "</main></body></html>"
    )
    pages = {
        f"{D}/forum/{n}": f'<html><body><a href="https://{n}.example/">Visit site</a>'
        '<a href="https://advert.example/">Hosting</a></body></html>'
        for n in names
    }
    report = read_at(Web({f"{D}/": index, **pages}), f"{D}/")
    assert set(found(report)) == {f"https://{n}.example/" for n in names}


def test_pages_that_only_pass_visitors_on_name_where_they_lead() -> None:
    names = ["mums", "dads", "hens", "bees", "cats"]
    index = "<html><body><main>" + "".join(f'<a href="/out/{n}">{n} forum</a>' for n in names) + "</main></body></html>"
    pages = {f"{D}/out/{n}": (302, {"Location": f"https://{n}.example/"}, "") for n in names}
    assert set(found(read_at(Web({f"{D}/": index, **pages}), f"{D}/"))) == {f"https://{n}.example/" for n in names}


def test_a_page_that_moved_ends_so_and_is_kept_at_its_new_address() -> None:
    web = Web({f"{D}/": (301, {"Location": "https://new.example/list"}, "")})
    report = read_at(web, f"{D}/")
    assert (report.outcome, report.leads) == (Outcome.MOVED, (Lead("directory", "https://new.example/list"),))
    assert "https://new.example/list" not in web.asked


@pytest.mark.parametrize("target", ["http://127.0.0.1/", "http://10.0.0.5/list", "file:///etc/passwd", "http://a:b@c/"])
def test_a_redirect_to_what_is_not_public_is_refused(target: str) -> None:
    report = read_at(Web({f"{D}/": (302, {"Location": target}, "")}), f"{D}/")
    assert report.outcome == Outcome.EGRESS_REFUSED
    assert report.leads == ()


def test_what_has_not_changed_is_told_and_not_read() -> None:
    sent = {"ETag": '"a1"', "Last-Modified": "Mon, 02 Nov 2026 10:00:00 GMT"}
    web = Web({f"{D}/": (200, {"Content-Type": "text/html", **sent}, listing("https://a.example/"))})
    report = read_at(web, f"{D}/")
    assert report.validators == {"etag": '"a1"', "modified": "Mon, 02 Nov 2026 10:00:00 GMT"}
    web.pages[f"{D}/"] = (304, {}, "")
    again = read_at(web, f"{D}/", validators=report.validators)
    assert again.outcome == Outcome.UNCHANGED
    assert again.validators == report.validators
    assert web.headers[-1] == {"If-None-Match": '"a1"', "If-Modified-Since": "Mon, 02 Nov 2026 10:00:00 GMT"}
    assert web.headers[-2] == {}  # robots.txt is asked for without


def test_headers_that_do_not_fit_a_header_are_not_sent_back() -> None:
    web = Web({f"{D}/": (200, {"Content-Type": "text/html", "ETag": "x" * 5000}, listing("https://a.example/"))})
    assert read_at(web, f"{D}/").validators == {}


def test_redirects_without_end_are_named() -> None:
    web = Web({f"{D}/": (302, {"Location": f"{D}/"}, "")})
    assert read_at(web, f"{D}/").outcome == Outcome.TOO_MANY_REDIRECTS


def test_a_page_that_names_our_agent_and_tells_it_to_leave_is_left() -> None:
    body = '<html><head><meta name="forum-registry" content="noindex"></head><body><a href="https://a.example/">A</a>'
    assert read_at(Web({f"{D}/": body}), f"{D}/").outcome == Outcome.OPTED_OUT


def test_a_host_that_asks_for_a_long_delay_is_asked_for_one_page() -> None:
    more = '<a rel="next" href="/list?page=2">Next</a>'
    web = Web(
        {
            f"{D}/robots.txt": "User-agent: *\nCrawl-delay: 5\n",
            f"{D}/list": listing("https://a.example/", more=more),
            f"{D}/list?page=2": listing("https://b.example/"),
        }
    )
    limits = Limits(default_delay_s=0.0, max_delay_s=0.01, max_seconds=20.0)
    assert found(read_at(web, f"{D}/list", limits=limits)) == ["https://a.example/"]
    assert web.asked == [f"{D}/robots.txt", f"{D}/list"]


def test_a_kind_that_nobody_reads_is_said() -> None:
    report = read_at(Web({}), f"{D}/", kind="crystal")
    assert (report.outcome, report.detail) == (Outcome.FAILED, "no module reads 'crystal'")


def test_a_home_page_gives_at_most_two_pages_of_its_own() -> None:
    own = ["/online-communities", "/support-groups", "/links", "/friends", "/about"]
    home = "<html><body>" + "".join(f'<a href="{path}">{path.strip("/").replace("-", " ")}</a>' for path in own)
    pages = {f"{D}{path}": listing(f"https://f{n}.example/") for n, path in enumerate(own)}
    web = Web({f"{D}/": home + '<a href="https://o.example/">O</a></body></html>', **pages})
    assert set(found(read_at(web, f"{D}/", kind="home"))) == {
        "https://o.example/", "https://f0.example/", "https://f1.example/",
    }  # fmt: skip
    assert f"{D}/about" not in web.asked


def test_a_hosting_places_list_gives_communities_and_nothing_else() -> None:
    links = ["https://hens.proboards.com/", "https://support.proboards.com/", "https://hens.example/", "/about"]
    report = read_at(
        Web({"https://www.proboards.com/directory": listing(*links)}), "https://www.proboards.com/directory", "hosting"
    )
    assert found(report) == ["https://hens.proboards.com/"]


def test_communities_of_the_lists_own_host_are_sites_of_their_own() -> None:
    body = listing("https://www.reddit.com/r/BackYardChickens/", "/r/UKParenting/", "/r/hens/comments/1/x/")
    report = read_at(Web({"https://www.reddit.com/subreddits": body}), "https://www.reddit.com/subreddits", "hosting")
    assert len(found(report)) == 3


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("told", [{"Retry-After": "3600"}, {}], ids=["with a time", "without one"])
def test_a_further_page_that_says_slow_down_is_the_last(status: int, told: dict[str, str]) -> None:
    pages = "".join(f'<a href="/list?page={number}">{number}</a>' for number in range(2, 7))
    web = Web({f"{D}/list": listing("https://a.example/", more=pages)})
    web.pages |= {f"{D}/list?page={number}": (status, told, "") for number in range(2, 7)}
    report = read_at(web, f"{D}/list")
    assert found(report) == ["https://a.example/"]
    assert report.retry_after_s == (3600.0 if told else 900.0)
    assert len(web.asked) == 3  # robots.txt, the list, and one page more


def test_maps_on_other_hosts_are_read_under_their_own_lease() -> None:
    other = "https://maps.example/o.xml"
    web = Web({f"{D}/robots.txt": f"Sitemap: {other}\n", other: "<urlset></urlset>"})
    report = read_at(web, f"{D}/", "sitemap")
    assert web.asked == [f"{D}/robots.txt"]
    assert (report.outcome, report.leads) == (Outcome.MOVED, (Lead("sitemap", other),))


def test_a_host_whose_robots_txt_is_another_hosts_has_moved() -> None:
    web = Web({f"{D}/robots.txt": (301, {"Location": "https://new.example/robots.txt"}, "")})
    report = read_at(web, f"{D}/list")
    assert web.asked == [f"{D}/robots.txt"]
    assert (report.outcome, report.leads) == (Outcome.MOVED, (Lead("directory", "https://new.example/list"),))


NAME = "Xanthippe Quagmire"


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("csv", (200, {"Content-Type": "text/csv"}, f"{NAME},notes of {NAME}\na,b\nc,d\n")),
        ("directory", (200, {"X-Robots-Tag": f"forum-registry: noindex, {NAME}"}, "")),
        (
            "directory",
            (200, {"Content-Type": "text/html"}, f'<meta name="forum-registry" content="noindex, {NAME}"><p>x'),
        ),
    ],
    ids=["columns", "header", "meta"],
)
def test_what_is_told_of_a_reading_holds_no_word_of_the_page(kind: str, answer: Any) -> None:
    report = read_at(Web({f"{D}/list": answer}), f"{D}/list", kind)
    assert report.outcome in (Outcome.UNREADABLE, Outcome.OPTED_OUT)
    assert "anthippe" not in report.detail


@pytest.mark.parametrize("target", ["https://b.example/members/jane-doe/links", "https://b.example/list"])
def test_a_member_s_page_becomes_no_reading_of_its_own(target: str) -> None:
    report = read_at(Web({f"{D}/list": (301, {"Location": target}, "")}), f"{D}/list")
    assert report.outcome == Outcome.MOVED
    assert report.leads == (() if "jane" in target else (Lead("directory", target),))
