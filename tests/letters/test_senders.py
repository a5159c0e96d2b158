"""Whose letters are counted together: the network address a request came from, or the one a trusted proxy tells."""

import socket
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from sqlalchemy import select

from registry.db import make_sessions
from registry.settings import BadSetting, Settings
from registry.stewardship.keys import own_key
from registry.stewardship.limits import who
from registry.stewardship.model import Letter
from registry_api import serving
from tests.api.forums import keep, keep_lists, sample_cards
from tests.conftest import Template
from tests.letters.conftest import SETTINGS


@pytest.fixture
def served(sqlite_template: Template, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Serve for real, on a free port, until the test is over."""
    url = sqlite_template.copy(tmp_path / "registry.db")
    sessions = make_sessions(url)
    keep_lists(sessions)
    keep(sessions, sample_cards())
    running: list[tuple[Any, threading.Thread]] = []
    made = serving._Server.__init__
    servers: list[Any] = []

    def remember(self: Any, *words: Any) -> None:
        made(self, *words)
        servers.append(self)

    monkeypatch.setattr(serving._Server, "__init__", remember)

    def serve(**more: Any) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        ready = threading.Event()
        settings = replace(SETTINGS, database_url=url, letters_an_hour=2, base_url=f"http://127.0.0.1:{port}", **more)
        options = {"when_ready": lambda _address: ready.set()}
        thread = threading.Thread(target=serving.serve, args=(settings, "127.0.0.1", port), kwargs=options, daemon=True)
        thread.start()
        assert ready.wait(30)
        running.append((servers[-1], thread))
        return f"http://127.0.0.1:{port}"

    yield serve
    for server, thread in running:
        server.should_exit = True
        thread.join(20)
    sessions.dispose()


def _suggest(base: str, number: int, told: str) -> int:
    body = {"address": f"https://forum{number}.example.org/"}
    answer = httpx2.post(f"{base}/api/v1/suggestions", json=body, headers={"X-Forwarded-For": told}, timeout=30)
    return answer.status_code


def test_nobody_chooses_the_address_they_are_counted_by(served: Any) -> None:
    base = served()
    assert [_suggest(base, number, f"198.51.100.{number}") for number in range(4)] == [201, 201, 429, 429]


def test_a_trusted_proxy_tells_whose_letter_it_is(served: Any) -> None:
    base = served(trusted_proxies="10.0.0.0/8,127.0.0.1")
    assert [_suggest(base, number, f"198.51.100.{number}") for number in range(4)] == [201] * 4
    spoofed = [_suggest(base, 10 + number, f"192.0.2.{number}, 203.0.113.9, 10.1.2.3") for number in range(4)]
    assert spoofed == [201, 201, 429, 429], "what stands before the last address that is no proxy's counts for nothing"


def test_a_body_without_end_is_refused_and_the_answer_arrives(served: Any) -> None:
    base = served()
    kind = {"Content-Type": "application/json"}
    started = time.monotonic()
    large = httpx2.post(f"{base}/api/v1/suggestions", content=b"x" * 10_000_000, headers=kind, timeout=30)
    assert large.status_code == 413
    parts = (b"x" * 10_000 for _ in range(1000))
    assert httpx2.post(f"{base}/wrong", content=parts, timeout=30, headers={
        "Content-Type": "application/x-www-form-urlencoded"
    }).status_code == 413  # fmt: skip
    assert time.monotonic() - started < 20


def test_settings_that_cannot_be_used_are_told() -> None:
    for name, value, words in (
        ("TRUSTED_PROXIES", "10.0.0.0/8,proxy", "'proxy' is no address or network"),
        ("TRUSTED_PROXIES", "*", "no address or network"),
        ("SECRET", "short", "at least 32 random characters"),
        ("LETTERS_DAYS", "0", "more than 0"),
    ):
        with pytest.raises(BadSetting, match=words):
            Settings.from_environment({f"FORUM_REGISTRY_{name}": value})
    given = {"FORUM_REGISTRY_TRUSTED_PROXIES": "127.0.0.1, ::1,10.0.0.0/8"}
    assert Settings.from_environment(given).trusted_proxies == "127.0.0.1, ::1,10.0.0.0/8"


def test_each_use_and_each_database_has_a_key_of_its_own(sqlite_template: Template, tmp_path: Path) -> None:
    keys = set()
    for number in range(2):
        sessions = make_sessions(sqlite_template.copy(tmp_path / f"{number}.db"))
        with sessions.read() as session:
            assert session.scalars(select(Letter)).all() == []
            keys |= {own_key(session, secret, use) for secret in ("", "s" * 32) for use in ("forms", "senders")}
        sessions.dispose()
    assert len(keys) == 4, "copies of one database share its key; the secret stands in its place"
    assert who("198.51.100.1")[1] == "198.51.100.0/24"
