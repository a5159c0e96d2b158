"""What the crawl measures share: a sample web in a process of its own, and a demo database that knows its sites."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from registry.db import make_sessions
from registry.frontier import Found, sightings
from registry.frontier.sites import expect_forum
from registry.history import mark_demo
from registry.identity import SharedHosts
from registry.migrating import migrate

PROJECT = Path(__file__).resolve().parent.parent
SEEDS = PROJECT / "seeds"


@dataclass(frozen=True, slots=True)
class SampleWeb:
    """A running sample web and its forums' addresses."""

    port: int
    forums: tuple[str, ...]
    ask: Callable[[str], Any]

    def asked(self) -> list[tuple[str, str]]:
        """Host and path of every request since the last question."""
        return [(host, path) for host, path in self.ask("asked")]


@contextmanager
def sample_web(copies: int, forums: int | None = None) -> Iterator[SampleWeb]:
    """Serve `copies` more of each sample forum, so that the server's CPU time is not the crawler's."""
    command = [sys.executable, "-m", "benchmarks._sample", str(copies)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=PROJECT) as process:
        to, back = process.stdin, process.stdout
        if to is None or back is None:
            raise RuntimeError("the sample web has no pipes")

        def ask(line: str) -> Any:
            to.write(line + "\n")
            to.flush()
            return json.loads(back.readline())

        said = json.loads(back.readline())
        yield SampleWeb(said["port"], tuple(said["forums"][:forums]), ask)
        to.close()
        process.wait(timeout=20)


def make_database(url: str, addresses: Sequence[str], *, known: bool = False) -> None:
    """A migrated demo database in which these addresses are due; `known`: as forums, to be read in full."""
    migrate(url)
    sessions = make_sessions(url)
    hosts = SharedHosts.load(SEEDS / "hosts.toml")
    with sessions.write() as session:
        mark_demo(session)
        found = [Found(address, "seeds") for address in addresses]
        now = datetime.now(UTC)
        for one in sightings(session, found, now=now, hosts=hosts):
            if known and one.site_id is not None:
                expect_forum(session, one.site_id, now)
    sessions.dispose()


def _serve(copies: int) -> None:
    """Serve; answer each line of standard input with the requests since the last one; end when it closes."""
    from sampleweb import serve

    with serve(copies=copies) as web:
        forums = [web.address(site.name) for site in web.sites if site.outcome == "profiled" and site.boards]
        print(json.dumps({"port": web.port, "forums": forums}), flush=True)
        told = 0
        for _ in sys.stdin:
            requests = web.requests[told:]
            told += len(requests)
            print(json.dumps([(request.host, request.path) for request in requests]), flush=True)


if __name__ == "__main__":
    _serve(int(sys.argv[1]))
