"""Coverage-guided fuzzing of recognising and reading: `python -m tests.reader.fuzzing --minutes 10`.

Needs the atheris package, which is no part of the project's set-up; without it the run is skipped and says so. Starts
from all saved pages and answers, and keeps what it learns in a temporary folder. An exception, a broken promise, a page
that takes over a second of processor time, or memory that keeps growing, ends the run with exit code 1.
"""

import argparse
import gc
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

from tests.reader.saved import ANSWERS, FETCHED, PAGES

STALL_S = 1.0
GROWTH_MIB = 64
"""How much the memory may grow after the first quarter of the run."""
LARGEST = 200_000
KINDS = ("text/html; charset=utf-8", "text/html", "application/json", "application/rss+xml", "", "text/html; charset=x")
ADDRESSES = (
    "https://community.example/",
    "https://community.example/forum/viewtopic.php?f=1&t=2",
    "https://groups.google.com/g/example",
    "https://www.reddit.com/r/example/",
    "https://community.example/about.json",
)


class Watch:
    """What every input is held to, and what was seen: inputs, the longest time, memory."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds
        self.quarter = time.monotonic() + seconds / 4
        self.inputs, self.longest, self.settled_kib = 0, 0.0, 0

    def one(self, data: bytes) -> None:
        """Read one input; the first two bytes choose its address, kind and the platform known of it."""
        from crawler.page import Page
        from crawler.platforms import platforms
        from crawler.reader import as_json, read
        from tests.reader import promises

        slugs = [None, *platforms()]
        where, what = (data[0], data[1]) if len(data) > 1 else (0, 0)
        headers = (("Content-Type", KINDS[what % len(KINDS)]), ("Set-Cookie", "phpbb3_x_sid=1"))
        page = Page(ADDRESSES[where % len(ADDRESSES)], 200, headers[: 1 + what % 2], data[2:], FETCHED)
        started = time.process_time()
        profile = read(page, slugs[where % len(slugs)])
        taken = time.process_time() - started
        promises.keep(profile, page)
        as_json(profile)
        self.inputs += 1
        self.longest = max(self.longest, taken)
        if taken > STALL_S:
            raise AssertionError(f"{taken:.2f} s for {len(data)} bytes")
        if self.settled_kib == 0 and time.monotonic() > self.quarter:
            gc.collect()
            self.settled_kib = memory_kib()

    def told(self) -> str:
        """What was seen, in one line."""
        gc.collect()
        growth = (memory_kib() - self.settled_kib) / 1024 if self.settled_kib else 0.0
        return f"{self.inputs} inputs, longest {self.longest:.3f} s, memory grew by {growth:.1f} MiB"

    def grew(self) -> bool:
        """Whether the memory went on growing after the first quarter."""
        return self.settled_kib > 0 and (memory_kib() - self.settled_kib) / 1024 > GROWTH_MIB


def memory_kib() -> int:
    """What this process holds now, in KiB; where the system does not tell, the most it ever held."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return pages * os.sysconf("SC_PAGE_SIZE") // 1024


def corpus(folder: Path) -> None:
    """Every saved page and answer as an input to start from."""
    for number, path in enumerate(sorted([*PAGES.glob("*.html"), *ANSWERS.glob("*.json"), *ANSWERS.glob("*.xml")])):
        what = {".html": 0, ".json": 2, ".xml": 3}[path.suffix]
        body = path.read_bytes().replace(b"{member}", b"A Member")
        (folder / f"{number:03}").write_bytes(bytes([number % 5, what]) + body)


def main() -> int:
    """Fuzz for as long as asked; give back the exit code."""
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--minutes", type=float, default=10.0)
    given.add_argument("--keep", default=".", help="folder for the input that broke a promise")
    asked = given.parse_args()
    minutes = asked.minutes
    try:
        import atheris
    except ImportError:
        print("skipped: the atheris package is not installed", file=sys.stderr)
        return 0
    with atheris.instrument_imports(include=["crawler"]):
        import crawler.reader  # noqa: F401 (imported here so that what it runs is instrumented)
    watch = Watch(minutes * 60)
    with tempfile.TemporaryDirectory() as held:
        corpus(Path(held))
        options = [
            f"-max_total_time={int(minutes * 60)}",
            f"-max_len={LARGEST}",
            "-len_control=0",
            "-timeout=20",
            "-print_final_stats=1",
        ]
        options.append(f"-artifact_prefix={asked.keep}/")
        child = os.fork()
        if child == 0:
            atheris.Setup([sys.argv[0], *options, held], lambda data: _watched(watch, data))
            atheris.Fuzz()
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) and 1


def _watched(watch: Watch, data: bytes) -> None:
    watch.one(data)
    if watch.inputs % 1000 == 0:
        print(watch.told(), flush=True)
        if watch.grew():
            raise AssertionError(watch.told())


if __name__ == "__main__":
    sys.exit(main())
