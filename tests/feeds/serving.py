"""Real server processes on loopback, and what they answer."""

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

from registry.settings import PREFIX, PROJECT


class Served:
    """One process of the service."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc

    def ask(self, path: str, etag: str = "") -> tuple[int, str, bytes]:
        """Status, ETag and body, over a connection of its own: the service closes those that are idle."""
        connection = http.client.HTTPConnection(self._host, timeout=20)
        try:
            connection.request("GET", path, headers={"If-None-Match": etag} if etag else {})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("ETag", ""), answer.read()
        finally:
            connection.close()


@contextmanager
def served(database_url: str, processes: int) -> Iterator[list[Served]]:
    """So many processes of the service as an operator starts them: `forum-registry serve`, settings as they come."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    environment[f"{PREFIX}DATABASE_URL"] = database_url
    words = [sys.executable, "-m", "forum_registry.command", "serve", "--port", "0"]
    started = [
        subprocess.Popen(words, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        for _ in range(processes)
    ]
    try:
        said = [process.stdout.readline() for process in started if process.stdout]
        assert all("The list is served on" in line for line in said), said
        yield [Served(line.split()[5]) for line in said]
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.communicate(timeout=20)
