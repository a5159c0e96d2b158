"""robots.txt after RFC 9309: reading it, and asking it.

Ours where Scrapy's middleware is not to be relied on (it crawls when robots.txt answers 503, obeys the body of a
404, and ignores crawl delays). protego matches the paths; groups are chosen here, by the exact product token, and
only those that concern us are handed to protego: its own matching takes "User-agent: forum" for us, and spends
minutes on a file of 30,000 groups made for that.
"""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from urllib.parse import SplitResult, urljoin, urlsplit

from protego import Protego

from crawler.fetching import Answer, Fetch, FetchFailed
from registry.profile import RobotsReading
from registry.vocabulary import Outcome

PRODUCT_TOKEN = "forum-registry"  # noqa: S105 (the name robots.txt files know us by)

_LINE = re.compile(r"[^\r\n]+")
_FIELD = re.compile(r"\s*(user-?agent|user agent)\s*:\s*([^#]*)", re.IGNORECASE)
_TOKEN = re.compile(r"\*|[A-Za-z_\-]+")


FOR_GOOD = frozenset({301, 308})
"""Redirects that say that the old address is to be forgotten."""


class Verdict(StrEnum):
    """What robots.txt says to one address."""

    ALLOWED = "allowed"
    REFUSED = "refused"  # by the group for everybody
    OPTED_OUT = "opted_out"  # by a group that names us


class Rules:
    """The groups of one robots.txt that concern us."""

    def __init__(self, text: str) -> None:
        ours, everyone = _groups(text)
        self.names_us = ours is not None
        """Whether a group names our agent, whatever it says."""
        chosen = everyone if ours is None else ours
        self._rules = Protego.parse("User-agent: *\n" + "\n".join(chosen or ()))

    def verdict(self, url: str) -> Verdict:
        """Whether we may ask for this address; only its path and query count."""
        if self._rules.can_fetch(url, "*"):
            return Verdict.ALLOWED
        return Verdict.OPTED_OUT if self.names_us else Verdict.REFUSED

    @property
    def crawl_delay(self) -> float | None:
        """Seconds between requests, as asked for by crawl-delay or request-rate; None when neither is."""
        asked = self._rules.crawl_delay("*")
        rate = self._rules.request_rate("*")
        if rate is not None:
            asked = max(asked or 0.0, rate.seconds / rate.requests)
        return asked


def _groups(text: str) -> tuple[list[str] | None, list[str] | None]:
    """The lines under the groups that name us, and under those for everybody; None where there is no such group.

    Several groups of one name are one. A group begins at a user-agent line that follows a line of another kind.
    """
    collected: dict[str, list[str]] = {}
    current: set[str] = set()
    in_names = False
    for line in _LINE.findall(text):
        if (named := _FIELD.match(line)) is not None:
            if not in_names:
                current = set()
            in_names = True
            token = _TOKEN.match(named[2].strip())
            name = token[0].lower() if token else ""
            if name in ("*", PRODUCT_TOKEN):
                current.add(name)
                collected.setdefault(name, [])
            continue
        stripped = line.split("#", 1)[0].strip()
        if not stripped or stripped.lower().startswith("sitemap"):
            continue  # neither ends a list of names
        in_names = False
        for name in current:
            collected[name].append(stripped)
    return collected.get(PRODUCT_TOKEN), collected.get("*")


@dataclass(frozen=True, slots=True)
class RobotsAnswer:
    """How the reading ended: `stop` names the outcome of a visit that must end here, else None.

    `elsewhere` is the place on another host that the file is said to be at, `for_good` whether every redirect said so.
    """

    reading: RobotsReading
    rules: Rules
    stop: Outcome | None = None
    detail: str = ""
    retry_after: str | None = None
    requests: int = 1
    bytes_read: int = 0
    elsewhere: str | None = None
    for_good: bool = False

    def leads(self, url: str) -> str | None:
        """Where a host that keeps its rules elsewhere sends whoever asks for this address, or None.

        A host that sends robots.txt to the robots.txt of another one sends all its paths to the same ones there; one
        that sends it to a page sends everybody to that host's front page. Where the file lies in a folder there, such
        as that of a hosting place, only the rules are kept there, and nobody is sent.
        """
        if self.elsewhere is None:
            return None
        there, asked = urlsplit(self.elsewhere), urlsplit(url)
        if there.path.endswith("robots.txt") and there.path != "/robots.txt":
            return None
        if there.path == "/robots.txt":
            return asked._replace(scheme=there.scheme, netloc=there.netloc, fragment="").geturl()
        return f"{there.scheme}://{there.netloc}/"


def robots_url(url: str) -> str:
    """Where the rules for this address stand: one file for each scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


async def read_robots(
    url: str, fetch: Fetch, *, timeout: float, max_bytes: int, max_redirects: int, now: datetime
) -> RobotsAnswer:
    """Read the rules that stand over `url`. Never raises FetchFailed: every failure keeps us out by a named outcome.

    2xx: the rules, of which `max_bytes` are read. 3xx: followed `max_redirects` times, then taken for unreachable.
    A redirect to another host is not followed: that one is under nobody's lease here, its pace and its rules are not
    known, and many old names that lead there would ask it at once. It is said as `elsewhere`.
    4xx: there are no rules. 429, 5xx, time-outs and broken connections: we keep out.
    """
    address = robots_url(url)
    seen = 0
    for_good = True
    for _ in range(max_redirects + 1):
        try:
            answer = await fetch(address, timeout=timeout, cut_at=max_bytes)
        except FetchFailed as failed:
            return _failed(failed, seen + 1, now)
        seen += 1
        target = answer.header("Location")
        if not (300 <= answer.status < 400 and target):
            return _answered(answer, seen, max_bytes)
        for_good = for_good and answer.status in FOR_GOOD
        address = urljoin(address, target.strip())
        if _host(address) != _host(url):
            out = _out(Outcome.ROBOTS_UNREACHABLE, "robots.txt is said to be on another host", seen, answer.fetched_at)
            return replace(out, elsewhere=address, for_good=for_good)
    return _out(Outcome.ROBOTS_UNREACHABLE, f"robots.txt redirects more than {max_redirects} times", seen, now)


def _host(url: str) -> tuple[str, int]:
    """The name and port of an address, whatever its scheme, `www.` aside; ("", 0) for what is no address."""
    try:
        parts: SplitResult = urlsplit(url)
        port = parts.port
    except ValueError:
        return "", 0
    usual = port in (None, 80, 443)
    return (parts.hostname or "").rstrip(".").removeprefix("www."), 0 if usual or port is None else port


def _answered(answer: Answer, requests: int, max_bytes: int) -> RobotsAnswer:
    if 200 <= answer.status < 300:
        text = _text(answer.body[:max_bytes], cut=answer.cut or len(answer.body) > max_bytes)
        rules = Rules(text)
        reading = RobotsReading("rules", text, answer.fetched_at, rules.crawl_delay)
        return RobotsAnswer(reading, rules, requests=requests, bytes_read=len(answer.body))
    if answer.status == 429:
        wait = answer.header("Retry-After")
        return _out(Outcome.RATE_LIMITED, "robots.txt answered 429", requests, answer.fetched_at, wait)
    if 400 <= answer.status < 500:
        reading = RobotsReading("allow_all", "", answer.fetched_at)
        return RobotsAnswer(reading, Rules(""), requests=requests, bytes_read=len(answer.body))
    detail = f"robots.txt answered {answer.status}"
    return _out(Outcome.ROBOTS_UNREACHABLE, detail, requests, answer.fetched_at, answer.header("Retry-After"))


def _failed(failed: FetchFailed, requests: int, now: datetime) -> RobotsAnswer:
    # A host that cannot be spoken to at all is named by what is wrong with it; one that answers everything but
    # its robots.txt is "unreachable" in the words of the RFC.
    named = not failed.reached or failed.outcome is Outcome.TLS_FAILED
    by_time = failed.outcome is Outcome.TIMED_OUT
    outcome = failed.outcome if named and not by_time else Outcome.ROBOTS_UNREACHABLE
    return _out(outcome, f"robots.txt: {failed.detail}", requests, now)


def _out(outcome: Outcome, detail: str, requests: int, now: datetime, retry_after: str | None = None) -> RobotsAnswer:
    reading = RobotsReading("unreachable", "", now)
    return RobotsAnswer(reading, Rules(""), outcome, detail[:300], retry_after, requests)


def _text(body: bytes, *, cut: bool) -> str:
    """The file as text; a last line that was cut in the middle is left out, since half a path is another rule."""
    text = body.decode("utf-8", "replace").removeprefix("\ufeff")
    if cut and (end := max(text.rfind("\n"), text.rfind("\r"))) >= 0:
        return text[:end]
    return text
