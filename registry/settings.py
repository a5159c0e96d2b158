"""Every setting of the project, read once from the environment at the edge and passed on.

Names in the environment carry the prefix `FORUM_REGISTRY_`. `docs/settings.md` is held to this list by a test.
"""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_network
from pathlib import Path

PREFIX = "FORUM_REGISTRY_"

PROJECT = Path(__file__).resolve().parent.parent
"""The folder that holds seeds/ and migrations/ (the installation is editable: see dev.py)."""


SHORTEST_SECRET = 32


class BadSetting(ValueError):
    """A setting whose value cannot be used: says which, what it was, and what it may be."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator can set. Sizes in bytes, times in seconds."""

    database_url: str = f"sqlite:///{PROJECT}/var/registry.db"
    seeds: str = str(PROJECT / "seeds")
    contact: str = ""  # an address a webmaster can write to; empty keeps live crawls tiny
    base_url: str = "http://127.0.0.1:8000"  # how the public reaches the service: feeds and ids use it
    service_name: str = "Forum registry"
    operator: str = ""  # the organisation that runs this copy, and answers for the data it keeps
    privacy_contact: str = ""  # whom to ask about personal data; empty: `contact`
    hosting: str = ""  # who hosts this copy and in which country, in words for the privacy notice
    crawler_addresses: str = ""  # network addresses that the crawler calls from, for webmasters to verify
    data_licence: str = "OGL-UK-3.0"
    data_attribution: str = ""  # whom users of the data name as its source; empty: the service's name
    security_txt_url: str = ""  # the operator's security.txt (RFC 9116)
    govuk_brand: bool = False  # GOV.UK's crown and font: on hosts under service.gov.uk only, by their owner's rule
    cache_bytes: int = 64 * 1024 * 1024
    refresh_s: float = 0.5  # how often a web process looks for changes: a removal must be gone within 2 s
    workers: int = 64  # visits under way at once
    max_pages: int = 6
    max_bytes: int = 8 * 1024 * 1024
    max_seconds: float = 120.0
    max_redirects: int = 5  # in a row
    max_links: int = 2000
    default_delay_s: float = 1.0
    hosts_at_once: int = 4  # of one registered domain, over all workers: providers put many on the same machines
    database_wait_s: float = 300.0  # how long a crawl waits for a database that is away before it ends
    max_delay_s: float = 30.0  # a site that asks for more is seen by its front page only
    private_days: int = 30  # thread titles and words around links are deleted after so many days
    warc_dir: str = ""  # a folder that visited pages are kept in for 30 days; empty: they are not kept
    metrics_token: str = ""  # who sends it may read /metrics from anywhere; empty: this machine and private networks
    secret: str = ""  # signs forms and hashes senders; empty: a key of the database's own
    trusted_proxies: str = ""  # addresses and networks whose X-Forwarded-For is believed, with commas between
    letters_days: int = 90  # letters are deleted so many days after they were closed
    letters_an_hour: int = 20  # from one address; its network may send six times as many
    letters_a_day: int = 500  # from everybody, but for requests to be taken off the list
    letters_open: int = 2000  # that wait for an answer
    searxng_url: str = ""  # the operator's SearXNG, such as http://searxng.internal:8080; empty: none is asked
    brave_key: str = field(default="", repr=False)  # for Brave's Web Search API; empty: it is not asked
    brave_url: str = "https://api.search.brave.com/res/v1/web/search"
    searches_a_day: int = 60  # requests to search engines in 24 hours, by all workers together
    search_pages: int = 300  # that a search may ask for which was asked for on a page of the service
    search_pages_a_day: int = 3000  # of all such searches that begin in a day; more wait for an operator

    @classmethod
    def from_environment(cls, environment: Mapping[str, str]) -> "Settings":
        """Read the settings; raises BadSetting for a value of the wrong form."""
        given: dict[str, str | int | float] = {}
        for item in fields(cls):
            name = PREFIX + item.name.upper()
            if (raw := environment.get(name, "").strip()) == "":
                continue
            kind: type[str | int | float] = type(item.default)  # type: ignore[assignment]  # every field has one
            try:
                value = _SWITCH[raw.lower()] if kind is bool else kind(raw)
            except (ValueError, KeyError):
                raise BadSetting(f"{name}: {raw!r} is not {_in_words(kind)}") from None
            if kind in (int, float) and isinstance(value, int | float) and not (value > 0 and math.isfinite(value)):
                raise BadSetting(f"{name}: {raw!r} must be more than 0 and finite")
            if isinstance(value, str) and not value.isprintable():
                shown = "its value" if item.name in _SHOWN_NOWHERE else repr(raw)
                raise BadSetting(f"{name}: {shown} holds characters that cannot be printed")
            if item.name in ("searxng_url", "brave_url") and not _is_endpoint(raw):
                raise BadSetting(f"{name}: give http:// or https://, a host, and no name or password in it")
            if item.name == "brave_key" and (not raw.isascii() or " " in raw):
                raise BadSetting(f"{name}: its value is no key: it holds spaces, or letters beyond ASCII")
            if item.name == "base_url" and not _is_origin(raw):
                reason = "is not the address of a host of its own, such as https://forums.example.org, without a path"
                raise BadSetting(f"{name}: {raw!r} {reason}")
            if item.name == "secret" and len(raw) < SHORTEST_SECRET:
                raise BadSetting(f"{name}: give at least {SHORTEST_SECRET} random characters, or none")
            if item.name == "security_txt_url" and not re.fullmatch(r"https://[^\s/?#]+/[^\s#]*", raw):
                raise BadSetting(f"{name}: {raw!r} is not an https address such as https://example.org/security.txt")
            if item.name in ("trusted_proxies", "crawler_addresses"):
                _demand_networks(name, raw)
            given[item.name] = value
        return cls(**given)  # type: ignore[arg-type]  # each value was made by its own field's type


def _is_origin(raw: str) -> bool:
    """Whether this is scheme, host and port alone: no name and password, which feeds would publish, and no path."""
    found = re.fullmatch(r"https?://(?:[^\s/?#@:\[\]]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?/?", raw)
    return found is not None and int(found.group(1) or 1) in range(1, 65536)


_SHOWN_NOWHERE = frozenset({"secret", "brave_key"})


def _is_endpoint(raw: str) -> bool:
    """Whether this is an address of a service, without a name and password, a query or a fragment."""
    found = re.fullmatch(r"https?://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(\d{1,5}))?(?:/[^\s?#]*)?", raw)
    return found is not None and int(found.group(1) or 1) in range(1, 65536)


def _demand_networks(name: str, listed: str) -> None:
    for one in listed.split(","):
        try:
            ip_network(one.strip())
        except ValueError:
            raise BadSetting(f"{name}: {one.strip()!r} is no address or network such as 10.0.0.0/8") from None


_SWITCH = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}


def _in_words(kind: type) -> str:
    return {int: "a whole number", float: "a number", bool: "yes or no"}.get(kind, "text")
