"""A small web on this machine, by host name and path, that counts what it is asked."""

import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest


class ListWeb:
    """Answers `NAME.localhost`: pages by `NAME/path`, as text or as (status, headers, body)."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.hits: Counter[str] = Counter()
        self.sent: list[tuple[str, dict[str, str]]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                name = self.headers.get("Host", "").partition(":")[0].removesuffix(".localhost")
                asked = f"{name}{self.path}"
                web.hits[asked] += 1
                web.sent.append((asked, dict(self.headers.items())))
                found = web.pages.get(asked, (404, {}, ""))
                if isinstance(found, str):
                    found = (200, {"Content-Type": "text/html; charset=utf-8"}, found)
                status, headers, body = found
                data = body if isinstance(body, bytes) else body.encode()
                self.send_response(status)
                for key, value in headers.items():
                    self.send_header(key, value)
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_: object) -> None:
                """Nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port: int = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def address(self, name: str, path: str = "/") -> str:
        """The address of a page."""
        return f"http://{name}.localhost:{self.port}{path}"

    def stop(self) -> None:
        """Answer no more."""
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def list_web() -> Iterator[ListWeb]:
    web = ListWeb()
    yield web
    web.stop()
