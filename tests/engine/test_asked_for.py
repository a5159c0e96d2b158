"""What our requests say of us: an agent with a name, and no language of our own."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests.engine import pages
from tests.engine.conftest import QUICK, run_visits

Asked = list[tuple[str, dict[str, str]]]


@pytest.fixture
def forum() -> Iterator[tuple[int, Asked]]:
    """A forum on a port of its own, and what it was asked for, with the headers in lower case."""
    asked: Asked = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            body = b"" if self.path == "/robots.txt" else pages.forum()
            self.send_response(404 if self.path == "/robots.txt" else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep the tests' output to the tests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port, asked
    server.shutdown()
    server.server_close()


def test_no_language_is_asked_for_so_that_a_forum_answers_in_its_own(forum: tuple[int, Asked]) -> None:
    port, asked = forum
    address = f"http://own-tongue.localhost:{port}/"
    done = run_visits({"allow": [["127.0.0.1", port]], "limits": QUICK, "visits": [{"address": address}]})
    assert done["results"][0]["outcome"] == "profiled"
    assert {path for path, _ in asked} >= {"/robots.txt", "/"}
    for path, headers in asked:
        assert "accept-language" not in headers, path
        assert "cookie" not in headers, path
        assert "referer" not in headers, path
        assert "forum-registry" in headers["user-agent"], path
