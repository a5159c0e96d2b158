"""Scrapy's settings as they come out in the end, and what Scrapy itself says of the project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy.settings import Settings

from crawler.agent import user_agent
from crawler.limits import Limits
from registry.settings import Settings as OperatorSettings

PROJECT = Path(__file__).resolve().parents[2]


@pytest.fixture
def settings() -> Settings:
    made = Settings()
    made.setmodule("crawler.settings", priority="project")
    return made


OFF = """
    TELNETCONSOLE_ENABLED REMOTE_CONTROL_ENABLED COOKIES_ENABLED HTTPPROXY_ENABLED RETRY_ENABLED REDIRECT_ENABLED
    METAREFRESH_ENABLED ROBOTSTXT_OBEY HTTPCACHE_ENABLED DOWNLOAD_DELAY_JITTER
"""


def test_what_is_unsafe_by_default_is_off(settings: Settings) -> None:
    assert [name for name in OFF.split() if settings.get(name)] == []
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.get("JOBDIR") is None


def test_only_http_and_https_are_spoken_and_by_the_guarded_handler(settings: Settings) -> None:
    handlers = settings.getwithbase("DOWNLOAD_HANDLERS")
    spoken = {scheme: handler for scheme, handler in handlers.items() if handler is not None}
    assert spoken == dict.fromkeys(("http", "https"), "crawler.downloads.GuestDownloadHandler")
    assert settings["TWISTED_DNS_RESOLVER"] == "crawler.resolver.GuardedResolver"


def test_no_middleware_but_ours_and_the_unpacking_is_left(settings: Settings) -> None:
    left = settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES")
    names = {getattr(key, "__name__", str(key)).rpartition(".")[2] for key, value in left.items() if value is not None}
    assert names == {"HttpCompressionMiddleware", "PackagingMiddleware"}


def test_one_limit_is_one_number(settings: Settings) -> None:
    limits = Limits()
    assert settings.getint("DOWNLOAD_MAXSIZE") == limits.page_bytes == 2 * 1024 * 1024
    assert settings.getint("DOWNLOAD_TIMEOUT") == limits.request_s == 20
    assert settings.getint("DNS_TIMEOUT") == 5
    assert limits.robots_bytes == 512 * 1024
    assert limits.max_redirects == 5
    assert Limits.from_settings(OperatorSettings()) == limits


def _scrapy(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "scrapy", *arguments]
    return subprocess.run(
        command, cwd=PROJECT, capture_output=True, text=True, check=False, env={**os.environ, **environment}, timeout=60
    )


def test_scrapy_lists_the_four_spiders() -> None:
    assert _scrapy("list").stdout.split() == ["discover", "gather", "profile", "verify"]


def test_scrapy_itself_visits_only_through_the_guard() -> None:
    told = _scrapy("fetch", "http://127.0.0.1:9/", "--nolog")
    assert told.stdout == ""
    told = _scrapy("fetch", "http://127.0.0.1:9/")
    assert "DNS" in told.stderr or "no results" in told.stderr


@pytest.mark.parametrize(
    ("contact", "agent"),
    [
        ("", "forum-registry/"),
        ("https://example.org/bot", "(+https://example.org/bot)"),
        ("list@example.org\r\nX-Evil: 1", "(+list@example.orgX-Evil:1)"),
    ],
)
def test_the_agent_names_itself_and_its_operator(contact: str, agent: str) -> None:
    named = user_agent(contact)
    assert named.startswith("forum-registry/")
    assert agent in named
    assert "\r" not in named
    assert ("(" in named) is bool(contact)
