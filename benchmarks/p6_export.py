"""P6: the whole list as NDJSON against raw sqlite3 and orjson, in rows a second; and the memory of one web process.

Ours is the bulk export over HTTP's inner side: the ASGI application is asked, and its body taken piece by piece.
"""

import asyncio
import gc
import sqlite3
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median
from typing import Any

import orjson

from benchmarks._list import SCALARS, SEEDS, make_registry, make_table
from benchmarks._servers import ours, row
from registry.db import make_sessions
from registry.settings import Settings
from registry_api.app import create_app

FORUMS, ROUNDS = 100_000, 5
_COLUMNS = (*SCALARS, "boards", "topics", "regions")


def theirs(path: Path) -> float:
    """Rows a second of the yardstick: every column of the table, a JSON object a line, thrown away."""
    store = sqlite3.connect(path)
    start = time.perf_counter()
    rows = 0
    for found in store.execute(f"SELECT {', '.join(_COLUMNS)} FROM forum"):  # our own names
        orjson.dumps(dict(zip(_COLUMNS, found, strict=True)))
        rows += 1
    taken = time.perf_counter() - start
    store.close()
    return rows / taken


async def exported(app: Any) -> float:
    """Rows a second of one whole export."""
    rows = 0
    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "scheme": "http", "path": "/forums.ndjson",
        "raw_path": b"/forums.ndjson", "query_string": b"", "headers": [], "root_path": "",
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        nonlocal rows
        rows += message.get("body", b"").count(b"\n")

    start = time.perf_counter()
    await app(scope, receive, send)
    taken = time.perf_counter() - start
    if rows < FORUMS:
        raise RuntimeError(f"the export had {rows} lines of {FORUMS}")
    return rows / taken


async def _measure(url: str, table: Path) -> tuple[float, float]:
    sessions = make_sessions(url)
    app = create_app(Settings(database_url=url, seeds=str(SEEDS), refresh_s=600), sessions)
    fastapi = app
    while not hasattr(fastapi, "router"):
        fastapi = fastapi._app  # type: ignore[attr-defined]  # through cache, headers and language
    own, other = [], []
    async with fastapi.router.lifespan_context(fastapi):
        for _ in range(ROUNDS):
            gc.collect()
            own.append(await exported(app))
            other.append(theirs(table))
    sessions.dispose()
    return median(own), median(other)


def memory_mb(pid: int) -> float:
    """Resident memory of a process in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().split("\n"):
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS")


def main() -> None:
    """Print the rows."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        url = make_registry(folder / "registry.db", FORUMS)
        make_table(folder / "table.db", FORUMS)
        start = time.perf_counter()
        with ours(url) as (base, pid):
            ready = time.perf_counter() - start
            with urllib.request.urlopen(f"{base}/forums.json?q=tenant") as answer:  # noqa: S310  # loopback
                answer.read()
            held = memory_mb(pid)
        own, other = asyncio.run(_measure(url, folder / "table.db"))
    row("P6a", own / other, own, other, 0.9)
    print(f"MEMORY\t-\t{held:.0f} MB\t-\t-\ttold: one web process, {FORUMS:,} forums, ready after {ready:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
