"""The two commands of the README, run as programs: the demo from empty to a served list, and its end."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from registry.settings import PROJECT
from tests.command.conftest import environment, program

_PORTS: set[str] = set()
"""The folders of the demos that these tests start."""


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    _PORTS.add(f"demo-{port}")
    return port


def _get(port: int, path: str) -> bytes:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        body: bytes = answer.read()
    return body


def _run(*words: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        program("run", *words),
        env=environment(),
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(autouse=True, scope="module")
def _left_as_it_was() -> Iterator[None]:
    """The demos of these tests are deleted again."""
    yield
    for name in _PORTS:
        shutil.rmtree(PROJECT / "var" / name, ignore_errors=True)


def test_once_makes_up_a_past_crawls_the_sample_web_and_prints_the_table() -> None:
    ended = _run("--demo", "--once", "--port", str(_free_port()))
    said, _ = ended.communicate(timeout=120)
    assert ended.returncode == 0, said
    assert re.search(r"Made up, and marked as sample: \d\d forums .* \d{3} figures .* \d\d letters", said)
    assert "how the visits ended" in said
    assert re.search(r"profiled\s+│\s+\d\d", said)
    assert "Traceback" not in said


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminate"])
def test_the_demo_serves_at_once_fills_and_ends_cleanly(stop: signal.Signals) -> None:
    port = _free_port()
    running = _run("--demo", "--port", str(port))
    try:
        _wait_for(lambda: json.loads(_get(port, "/readyz"))["status"] == "ready", 30)
        assert b"Demonstration" in _get(port, "/")
        _wait_for(lambda: json.loads(_get(port, "/forums.json?activity=busy"))["total"] > 0, 60)
    finally:
        running.send_signal(stop)
        said, _ = running.communicate(timeout=30)
    assert "Traceback" not in said, said
    assert "nothing is lost" in said
    assert "/letters/" in said
    with socket.socket() as probe:
        assert probe.connect_ex(("127.0.0.1", port)) != 0


def test_a_port_that_is_taken_ends_the_run_at_once() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = _run("--demo", "--port", str(taken.getsockname()[1]))
        said, _ = ended.communicate(timeout=60)
    assert ended.returncode == 5, said
    assert "choose another with --port" in said
    assert "profiled" not in said


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="finds the service by /proc")
def test_a_service_that_dies_ends_the_run_and_says_so() -> None:
    port = _free_port()
    running = _run("--demo", "--port", str(port))
    try:
        _wait_for(lambda: json.loads(_get(port, "/readyz"))["status"] == "ready", 30)
        for child in Path(f"/proc/{running.pid}/task/{running.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGKILL)
        said, _ = running.communicate(timeout=60)
    finally:
        running.kill()
    assert running.returncode == 1, said
    assert "the service has ended" in said
    assert "Traceback" not in said


def test_off_the_network_the_demo_is_shown_and_said_so() -> None:
    """Where this machine is on the network, the first names resolve and the demo stays away: nothing to see here."""
    from crawler.reachability import network_reachable

    if network_reachable(["https://www.gov.uk/", "https://en.wikipedia.org/"], timeout=5):
        pytest.skip("this machine is on the network")
    ended = _run("--once", "--port", str(_free_port()))
    said, _ = ended.communicate(timeout=120)
    assert ended.returncode == 0, said
    assert "off the network" in said
    assert "Showing the demo instead" in said


def _wait_for(holds: object, seconds: float) -> None:
    assert callable(holds)
    end = time.monotonic() + seconds
    while True:
        try:
            if holds():
                return
        except OSError:
            pass
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.2)
