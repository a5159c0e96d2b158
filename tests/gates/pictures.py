"""Makes the README's pictures from the demo: `python -m tests.gates.pictures`. Needs a Chromium."""

import json
import os
import socket
import struct
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from registry.settings import PREFIX, PROJECT
from tests.browser import ARGUMENTS, CHROMIUM

FOLDER = PROJECT / "docs" / "pictures"
WIDTH, HEIGHT = 1280, 960
MOST_BYTES = 200_000
LONGEST_S = 300
"""The demo's first crawl takes a minute or two."""

NAMES = ("home", "results", "forum", "topic")


def make(base: str, folder: Path) -> list[Path]:
    """Take the pictures of the list that is served there."""
    from playwright.sync_api import sync_playwright  # only where pictures are made

    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, path in zip(NAMES, _paths(base), strict=True):
            page.goto(base + path)
            page.wait_for_load_state("networkidle")
            if name == "forum":
                page.locator("summary", has_text="Evidence").nth(1).click()  # as the reader is asked to
            made.append(folder / f"{name}.png")
            page.screenshot(path=made[-1])
        browser.close()
    return made


def _paths(base: str) -> tuple[str, ...]:
    """The first page, a search, the forum that is told most of, the topic with most forums."""
    forums = _read(f"{base}/forums.json?sort=activity")["items"]
    told = max(forums, key=lambda one: sum(value is not None for value in one.values()))
    topics = _read(f"{base}/api/v1/topics")["items"]
    busiest = max(topics, key=lambda one: one["forums"])
    return "/", "/forums?q=help+with+money", f"/forums/{told['id']}", f"/topics{quote(busiest['topic'])}"


def _read(address: str) -> dict:  # type: ignore[type-arg]  # whatever stands there
    with urllib.request.urlopen(address, timeout=20) as answer:
        return json.load(answer)  # type: ignore[no-any-return]


@contextmanager
def demo() -> Iterator[str]:
    """The demo on a free port, once its forums have been visited."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    command = [sys.executable, "-m", "forum_registry.command", "run", "--demo", "--port", str(port)]
    process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=subprocess.DEVNULL)
    try:
        _wait(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(base: str, process: subprocess.Popen[bytes]) -> None:
    """Until nothing has changed for a while."""
    newest, quiet, end = -1, 0, time.monotonic() + LONGEST_S
    while time.monotonic() < end and process.poll() is None and quiet < 5:
        time.sleep(2)
        with suppress(OSError, KeyError):
            now = _read(f"{base}/changes.json")["newest"]
            quiet = quiet + 1 if now == newest > 0 else 0
            newest = now
    assert process.poll() is None, "the demo ended"
    assert newest > 0, "the demo shows nothing"


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG in pixels, from its head."""
    head = picture.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n", f"{picture.name} is no PNG"
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def main() -> int:
    """Make them all; the exit code."""
    with demo() as base:
        for picture in make(base, FOLDER):
            sys.stdout.write(f"{picture.relative_to(PROJECT)}: {picture.stat().st_size:,} bytes\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
