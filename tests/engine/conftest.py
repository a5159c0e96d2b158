"""The worlds these tests visit: a web of bad sites on one port, and a whole internet in a namespace."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from tests.engine.certificates import write_certificates

PROJECT = Path(__file__).resolve().parents[2]
QUICK = {"default_delay_s": 0.0, "request_s": 4.0, "max_seconds": 15.0}


@dataclass(frozen=True)
class BadWeb:
    """The running web of bad sites."""

    port: int

    def address(self, name: str, path: str = "/") -> str:
        return f"http://{name}.localhost:{self.port}{path}"

    def hits(self) -> dict[str, int]:
        """How often each site and path was asked for so far."""
        asked = Request(f"http://127.0.0.1:{self.port}/", headers={"Host": "hits.localhost"})
        with urlopen(asked, timeout=5) as answer:
            counted: dict[str, int] = json.load(answer)
            return counted

    def visit(self, *names: str, **order: Any) -> dict[str, dict[str, Any]]:
        """Visit the named sites at once in one crawler, and give each one's result by its name."""
        visits = [{"address": self.address(name), **order.pop(name, {})} for name in names]
        limits = {**QUICK, **order.pop("limits", {})}
        done = run_visits({"allow": [["127.0.0.1", self.port]], "limits": limits, "visits": visits, **order})
        by_address = {result["address"]: result for result in done["results"]}
        assert len(done["results"]) == len(names), "a visit ended without a result, or twice"
        return {
            name: {**by_address[self.address(name)], "peak_kb": done["peak_kb"], "sockets": done["sockets"]}
            for name in names
        }


def run_visits(order: dict[str, Any], *prefix: str) -> dict[str, Any]:
    """Run `runner` (or what stands in its place) with this order; its answer."""
    command = list(prefix) or [sys.executable, "-m", "tests.engine.runner"]
    run = subprocess.run(command, input=json.dumps(order), capture_output=True, text=True, cwd=PROJECT, timeout=120)
    assert run.returncode == 0, run.stderr[-4000:]
    assert "Traceback" not in run.stderr, run.stderr[-4000:]
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


@pytest.fixture(scope="session")
def bad_web() -> Iterator[BadWeb]:
    yield from _web("tests.engine.badweb")


@pytest.fixture(scope="session")
def forum_web() -> Iterator[BadWeb]:
    """The web of forums in awkward places and states."""
    yield from _web("tests.engine.forumweb")


def _web(program: str) -> Iterator[BadWeb]:
    command = [sys.executable, "-m", program]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=PROJECT
    ) as server:
        assert server.stdout is not None
        assert server.stdin is not None
        yield BadWeb(int(server.stdout.readline()))
        server.stdin.close()
        server.kill()


Internet = Callable[..., dict[str, Any]]


@pytest.fixture(scope="session")
def internet(tmp_path_factory: pytest.TempPathFactory) -> Internet:
    """Visits within a namespace that holds public and internal addresses: the guard runs with no exception."""
    probe = subprocess.run(["unshare", "-rnm", "ip", "link", "set", "lo", "up"], capture_output=True, check=False)
    if probe.returncode != 0:
        pytest.skip("network namespaces cannot be made here (unshare -rnm)")
    folder = tmp_path_factory.mktemp("internet")
    write_certificates(folder)

    def visit(addresses: list[str], **order: Any) -> dict[str, Any]:
        order = {"limits": QUICK, "visits": [{"address": address} for address in addresses], **order}
        command = ["unshare", "-rnm", sys.executable, "-m", "tests.engine.inside", str(folder)]
        done = run_visits(order, *command)
        assert len(done["results"]) == len(addresses)
        return done | {"by_address": {result["address"]: result for result in done["results"]}}

    return visit
