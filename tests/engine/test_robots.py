"""robots.txt: what it says to us, and how it is read, by RFC 9309."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from crawler.fetching import Answer, FetchFailed
from crawler.robots import RobotsAnswer, Rules, Verdict, read_robots, robots_url
from registry.vocabulary import Outcome

NOW = datetime(2026, 11, 20, tzinfo=UTC)
ALLOWED, REFUSED, OPTED_OUT = Verdict.ALLOWED, Verdict.REFUSED, Verdict.OPTED_OUT

CASES = [
    ("", "/", ALLOWED),
    ("User-agent: *\nDisallow:", "/", ALLOWED),
    ("User-agent: *\nDisallow: /", "/", REFUSED),
    ("user-AGENT : *\r\ndisallow : /private", "/private/x", REFUSED),
    ("User-agent: *\rDisallow: /a", "/a", REFUSED),
    ("\ufeffUser-agent: *\nDisallow: /", "/", REFUSED),
    ("User-agent: *\nDisallow: /f\nAllow: /forum", "/forum/1", ALLOWED),
    ("User-agent: *\nAllow: /p\nDisallow: /p", "/p", ALLOWED),
    ("User-agent: *\nDisallow: /*.php$", "/index.php", REFUSED),
    ("User-agent: *\nDisallow: /*.php$", "/index.php?x=1", ALLOWED),
    ("User-agent: *\nDisallow: /caf%C3%A9", "/café", REFUSED),
    ("User-agent: *\nDisallow: /private # and more", "/private", REFUSED),
    ("User-agent: otherbot\nDisallow: /", "/", ALLOWED),
    ("User-agent: forum\nDisallow: /", "/", ALLOWED),
    ("User-agent: forum-registry-pro\nDisallow: /", "/", ALLOWED),
    ("User-agent: forum-registry\nDisallow: /", "/", OPTED_OUT),
    ("User-agent: FORUM-Registry/2.0 (any)\nDisallow: /", "/", OPTED_OUT),
    ("User-agent: *\nDisallow: /\n\nUser-agent: forum-registry\nAllow: /", "/", ALLOWED),
    ("User-agent: forum-registry\nDisallow:\n\nUser-agent: *\nDisallow: /", "/", ALLOWED),
    ("User-agent: otherbot\nUser-agent: forum-registry\nDisallow: /x", "/x", OPTED_OUT),
    ("User-agent: otherbot\nUser-agent: forum-registry\n\nSitemap: https://a/s.xml\nDisallow: /x", "/x", OPTED_OUT),
    ("User-agent: forum-registry\nDisallow: /a\n\nUser-agent: forum-registry\nDisallow: /b", "/b", OPTED_OUT),
    ("Disallow: /\nUser-agent: *\nAllow: /", "/", ALLOWED),
    ("<html><body>User-agent: *<br>Disallow: /</body></html>", "/", ALLOWED),
    ("User-agent: *\nDisallow: /", "/robots.txt", ALLOWED),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "verdict"), CASES)
def test_rules_say_what_the_rfc_means(text: str, path: str, verdict: Verdict) -> None:
    assert Rules(text.removeprefix("\ufeff")).verdict(f"https://forum.example.org{path}") is verdict


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x", 2.5),
        ("User-agent: *\nRequest-rate: 1/10s", 10.0),
        ("User-agent: *\nCrawl-delay: soon", None),
        ("User-agent: *\nCrawl-delay: -4", None),
        ("User-agent: *\nCrawl-delay: nan", None),
        ("User-agent: otherbot\nCrawl-delay: 60", None),
        ("User-agent: *\nCrawl-delay: 60\n\nUser-agent: forum-registry\nCrawl-delay: 3", 3.0),
    ],
)
def test_crawl_delay_is_taken_from_the_group_that_is_ours(text: str, seconds: float | None) -> None:
    assert Rules(text).crawl_delay == seconds


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"User-agent: a{n}\n" for n in range(30_000)) + "Disallow: /x\n" * 10_000,
        "User-agent: *\n" * 40_000,
        "User-agent: *\n" + "".join(f"Disallow: /{'*a' * 60}{n}\n" for n in range(4_000)),
        "User-agent: *\nDisallow: /" + "*" * 500_000,
        "User-agent: " + "-" * 500_000,
    ],
)
def test_files_made_to_stall_are_read_and_asked_within_a_second(text: str) -> None:
    began = time.process_time()
    Rules(text).verdict("https://forum.example.org/" + "a" * 2_000)
    assert time.process_time() - began < 1.0


class Server:
    """Answers one address after the other from a table."""

    def __init__(self, table: dict[str, Answer | FetchFailed]) -> None:
        self.table = table
        self.asked: list[str] = []

    async def __call__(self, url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        self.asked.append(url)
        said = self.table.get(url) or _answer(url, 404)
        if isinstance(said, FetchFailed):
            raise said
        return said


def _answer(url: str, status: int, body: bytes = b"", **headers: str) -> Answer:
    named = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Answer(url, status, named, body, NOW)


def _read(table: dict[str, Answer | FetchFailed]) -> tuple[RobotsAnswer, list[str]]:
    server = Server(table)
    reading = read_robots(
        "https://a.example/forum/", server, timeout=20, max_bytes=512 * 1024, max_redirects=5, now=NOW
    )
    return asyncio.run(reading), server.asked


ROBOTS = "https://a.example/robots.txt"


@pytest.mark.parametrize(
    ("status", "state", "stop"),
    [
        (200, "rules", None),
        (204, "rules", None),
        (400, "allow_all", None),
        (401, "allow_all", None),
        (403, "allow_all", None),
        (404, "allow_all", None),
        (410, "allow_all", None),
        (429, "unreachable", Outcome.RATE_LIMITED),
        (500, "unreachable", Outcome.ROBOTS_UNREACHABLE),
        (503, "unreachable", Outcome.ROBOTS_UNREACHABLE),
        (304, "unreachable", Outcome.ROBOTS_UNREACHABLE),
        (999, "unreachable", Outcome.ROBOTS_UNREACHABLE),
    ],
)
def test_statuses_let_in_or_keep_out(status: int, state: str, stop: Outcome | None) -> None:
    answer, _ = _read({ROBOTS: _answer(ROBOTS, status, b"User-agent: *\nDisallow: /secret")})
    assert (answer.reading.state, answer.stop) == (state, stop)
    if state == "allow_all":
        assert answer.rules.verdict("https://a.example/secret") is ALLOWED


@pytest.mark.parametrize(
    ("failure", "stop"),
    [
        (FetchFailed(Outcome.TIMED_OUT, "slow"), Outcome.ROBOTS_UNREACHABLE),
        (FetchFailed(Outcome.TIMED_OUT, "no connection", reached=False), Outcome.ROBOTS_UNREACHABLE),
        (FetchFailed(Outcome.CONNECTION_FAILED, "reset"), Outcome.ROBOTS_UNREACHABLE),
        (FetchFailed(Outcome.TOO_LARGE, "bomb"), Outcome.ROBOTS_UNREACHABLE),
        (FetchFailed(Outcome.CONNECTION_FAILED, "refused", reached=False), Outcome.CONNECTION_FAILED),
        (FetchFailed(Outcome.DNS_FAILED, "no name", reached=False), Outcome.DNS_FAILED),
        (FetchFailed(Outcome.TLS_FAILED, "certificate"), Outcome.TLS_FAILED),
        (FetchFailed(Outcome.EGRESS_REFUSED, "inside", reached=False), Outcome.EGRESS_REFUSED),
    ],
)
def test_failures_keep_us_out_by_name(failure: FetchFailed, stop: Outcome) -> None:
    answer, _ = _read({ROBOTS: failure})
    assert answer.stop is stop
    assert answer.reading.state == "unreachable"


def _chain(length: int) -> dict[str, Answer | FetchFailed]:
    table: dict[str, Answer | FetchFailed] = {ROBOTS: _answer(ROBOTS, 301, Location="/r1")}
    for number in range(1, length):
        url = f"https://a.example/r{number}"
        table[url] = _answer(url, 302, Location=f"https://a.example/r{number + 1}")
    last = f"https://a.example/r{length}"
    table[last] = _answer(last, 200, b"User-agent: *\nDisallow: /")
    return table


def test_five_redirects_are_followed_and_six_are_not() -> None:
    answer, asked = _read(_chain(5))
    assert answer.stop is None
    assert answer.rules.verdict("https://a.example/x") is REFUSED
    assert len(asked) == 6
    answer, asked = _read(_chain(6))
    assert answer.stop is Outcome.ROBOTS_UNREACHABLE
    assert len(asked) == 6


@pytest.mark.parametrize(
    ("target", "led_to"),
    [
        ("https://b.example/robots.txt", "https://b.example/forum/?x=1"),
        ("//b.example/", "https://b.example/"),
        ("http://b.example/parked?from=a", "http://b.example/"),
        ("https://b.example/sites/a/robots.txt", None),
        ("https://a.example:8443/robots.txt", "https://a.example:8443/forum/?x=1"),
    ],
)
def test_another_hosts_robots_txt_is_not_asked_for(target: str, led_to: str | None) -> None:
    table: dict[str, Answer | FetchFailed] = {ROBOTS: _answer(ROBOTS, 301, Location=target)}
    answer, asked = _read(table)
    assert asked == [ROBOTS]
    assert answer.stop is Outcome.ROBOTS_UNREACHABLE
    assert answer.leads("https://a.example/forum/?x=1") == led_to
    assert answer.for_good
    table[ROBOTS] = _answer(ROBOTS, 302, Location=target)
    assert not _read(table)[0].for_good


@pytest.mark.parametrize("target", ["http://a.example/robots.txt", "https://www.a.example:443/robots.txt"])
def test_other_names_of_the_same_host_are_asked(target: str) -> None:
    rules = _answer(target, 200, b"User-agent: *\nDisallow: /")
    answer, asked = _read({ROBOTS: _answer(ROBOTS, 301, Location=target), target: rules})
    assert asked == [ROBOTS, target]
    assert answer.rules.verdict("https://a.example/x") is REFUSED


def test_a_file_that_is_too_long_is_read_to_its_last_whole_line_within_the_limit() -> None:
    filler = b"# filler\n" * 58_000
    text = filler + b"Disallow: /" + b"x" * 10_000
    answer, _ = _read({ROBOTS: _answer(ROBOTS, 200, b"User-agent: *\nDisallow: /a\n" + text)})
    assert len(answer.reading.text) <= 512 * 1024
    assert answer.rules.verdict("https://a.example/a") is REFUSED
    assert answer.rules.verdict("https://a.example/x") is ALLOWED


def test_what_stands_beyond_the_limit_is_no_rule() -> None:
    body = b"User-agent: *\nDisallow: /early\n" + b"# filler\n" * 60_000 + b"Disallow: /late\n"
    answer, _ = _read({ROBOTS: _answer(ROBOTS, 200, body)})
    assert answer.rules.verdict("https://a.example/early") is REFUSED
    assert answer.rules.verdict("https://a.example/late") is ALLOWED


def test_every_scheme_and_port_has_its_own_file() -> None:
    assert robots_url("http://a.example:8080/forum/?x=1") == "http://a.example:8080/robots.txt"
    assert robots_url("https://A.example/") == "https://A.example/robots.txt"
