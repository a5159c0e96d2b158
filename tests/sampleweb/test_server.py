"""The server of the sample web: one port, many names, honest bytes."""

import http.client
import re
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest

import sampleweb
from sampleweb.__main__ import main

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
_ASIDE = re.compile(
    r"search|memberlist|profile|/members/|/u/|online|archive|syndication\?|showteam|misc\.php\?action=(?:who|synd|mark)"
    r"|whats-new|viewforum\.php\?f=10\d|forumdisplay\.php\?fid=10\d|/login\.asp|/mewngofnodi"
    r"|action=(?:post|credits)|\.css|\.js|css\.php|opensearch|styl|images|/login$|cron|msg=|user_avatar|#|pid=|stats\.php"
)  # addresses that robots leave alone, and the furniture of the pages


@pytest.fixture(scope="module")
def web() -> Iterator[sampleweb.SampleServer]:
    with sampleweb.serve(now=NOW) as running:
        yield running


def ask(web: sampleweb.SampleServer, name: str, path: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", web.port, timeout=5)
    connection.request(method, path, headers={"Host": f"{name}.localhost:{web.port}", "User-Agent": "a test"})
    response = connection.getresponse()
    found = response.status, {key.lower(): value for key, value in response.getheaders()}, response.read()
    connection.close()
    return found


def test_a_site_answers_by_its_name(web: sampleweb.SampleServer) -> None:
    status, headers, body = ask(web, "carers-table", "/")
    assert status == 200
    assert headers["content-type"].startswith("text/html")
    assert b"The Carers&#39; Table" in body
    assert ask(web, "nobody", "/")[0] == 404
    assert ask(web, "carers-table", "/nowhere")[0] == 404


def test_the_log_tells_who_asked_what_and_when(web: sampleweb.SampleServer) -> None:
    before = len(web.requests)
    ask(web, "night-feed", "/robots.txt")
    (request,) = web.requests[before:]
    assert request[:2] == ("night-feed.localhost", "/robots.txt")
    assert request.user_agent == "a test"
    assert abs(request.time - datetime.now(UTC).timestamp()) < 60


def test_one_connection_carries_many_requests(web: sampleweb.SampleServer) -> None:
    with socket.create_connection(("127.0.0.1", web.port), timeout=5) as client:
        ask_for = f"HEAD /robots.txt HTTP/1.1\r\nHost: night-feed.localhost:{web.port}\r\n\r\n".encode()
        client.sendall(ask_for[:20])
        client.sendall(ask_for[20:] + ask_for + ask_for.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    assert answer.count(b"HTTP/1.1 200 OK\r\n") == 3
    assert answer.endswith(b"\r\n\r\n")


def test_only_reading_is_allowed(web: sampleweb.SampleServer) -> None:
    assert ask(web, "night-feed", "/", "POST")[0] == 405


def test_session_ids_change_nothing(web: sampleweb.SampleServer) -> None:
    plain = ask(web, "carers-table", "/viewforum.php?f=2")[2]
    assert ask(web, "carers-table", "/viewforum.php?f=2&sid=0123abc")[2] == plain
    assert ask(web, "carers-table", "/?sid=0123abc")[0] == 200
    assert ask(web, "ness-banks", "/index.php?PHPSESSID=12;board=2.0")[0] == 200


def test_a_closed_server_is_closed() -> None:
    with sampleweb.serve() as web:
        port = web.port
        assert ask(web, "night-feed", "/")[0] == 200
    web.close()
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.1", port), timeout=1)


def test_a_taken_port_is_one_clear_line(web: sampleweb.SampleServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", str(web.port)]) == 2
    told = capsys.readouterr()
    assert told.err.startswith(f"sampleweb: cannot listen on 127.0.0.1:{web.port}")


@pytest.mark.parametrize("site", [s for s in sampleweb.sites() if s.boards], ids=lambda site: site.name)
def test_no_link_within_a_forum_is_broken(web: sampleweb.SampleServer, site: sampleweb.SampleSite) -> None:
    """From the front page, two clicks deep; what robots would never ask for is left aside."""
    start = web.address(site.name)
    seen, due = {start}, [(start, 0)]
    while due:
        address, depth = due.pop()
        parts = urlsplit(address)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        answer = web.answer(site.host, path)
        assert answer.status in (200, 301), address
        if depth == 2 or b"<html" not in answer.body[:600].lower():
            continue
        for found in re.findall(r"""(?:href)=["']?([^"' >]+)""", answer.body.decode()):
            there = urljoin(address, unescape(found)).partition("#")[0]
            if there not in seen and there.startswith(start) and not _ASIDE.search(there[len(start) - 1 :]):
                seen.add(there)
                due.append((there, depth + 1))
    assert len(seen) > len(site.boards) * 2


@pytest.mark.parametrize("site", [s for s in sampleweb.sites() if s.boards], ids=lambda site: site.name)
def test_planted_names_stand_on_every_forum(web: sampleweb.SampleServer, site: sampleweb.SampleSite) -> None:
    body = web.answer(site.host, site.path).body.decode()
    assert any(name in unescape(body) for name in sampleweb.PLANTED_NAMES)


def test_what_keeps_robots_out_says_so(web: sampleweb.SampleServer) -> None:
    assert ask(web, "no-robots-please", "/robots.txt")[2] == b"User-agent: *\nDisallow: /\n"
    assert b"User-agent: forum-registry\nDisallow: /" in ask(web, "leave-us-out", "/robots.txt")[2]
    assert ask(web, "back-soon", "/robots.txt")[0] == 503
    with pytest.raises(http.client.RemoteDisconnected):
        ask(web, "dead-line", "/")
    assert ask(web, "quiet-streets", "/")[1]["location"] == web.address("quiet-streets")
    assert ask(web, "old-chatterbox", "/any")[1]["location"] == web.address("steel-city-talk")


def test_a_copy_speaks_of_itself() -> None:
    with sampleweb.serve(copies=1, log=False) as web:
        body = ask(web, "claimants-corner-1", "/")[2].decode()
        assert web.requests == []
    assert f"http://claimants-corner-1.localhost:{web.port}/index.php" in body
    assert "http://claimants-corner.localhost" not in body


def test_words_for_today_are_true_on_the_day() -> None:
    with sampleweb.serve(now=NOW) as web:
        body = web.answer("claimants-corner.localhost", "/").body
    assert b"<strong>Today</strong> at 09:26:00 AM" in body
