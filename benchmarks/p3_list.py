"""P3: an uncached list of 50 of 100,000 forums, against bare ASGI over sqlite3 and against datasette.

P3a and P3b are the JSON view; the page for people is told beside them, without a goal.
"""

import sys
import tempfile
from pathlib import Path
from statistics import median
from urllib.parse import quote

from benchmarks._list import make_registry, make_table
from benchmarks._servers import Missing, bare, datasette, need, ours, per_second, row, skipped
from registry.catalogue.model import Topic
from registry.db import make_sessions

FORUMS, ROUNDS, SECONDS = 100_000, 3, 4.0


def main() -> None:
    """Print the rows."""
    try:
        need("wrk")
    except Missing as error:
        skipped("P3", 0.45, str(error))
        return
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        url = make_registry(folder / "registry.db", FORUMS)
        make_table(folder / "table.db", FORUMS)
        sessions = make_sessions(url)
        with sessions.read() as session:
            topics = [quote(path) for path in session.scalars(Topic.__table__.select().with_only_columns(Topic.path))][
                :150
            ]  # type: ignore[attr-defined]
        sessions.dispose()
        with ours(url, cache_bytes=1) as (base, _pid), bare(folder / "table.db") as plain:
            asked = {
                "ours": [f"{base}/forums.json?topic={topic}&sort=name" for topic in topics],
                "bare": [f"{plain}/?topic={topic}" for topic in topics],
                "page": [f"{base}/forums?topic={topic}&sort=name" for topic in topics],
            }
            rates: dict[str, list[float]] = {name: [] for name in asked}
            for _ in range(ROUNDS):
                for name, addresses in asked.items():
                    rates[name].append(per_second(addresses, SECONDS))
        own, theirs, page = (median(rates[name]) for name in asked)
        row("P3a", own / theirs, own, theirs, 0.45)
        print(f"P3-page\t{page / theirs:.2f}\t{page:.4g}\t{theirs:.4g}\t-\ttold", flush=True)
        try:
            with datasette(folder / "table.db") as peer:
                other = per_second(
                    [f"{peer}?topic={topic}&_sort=name&_size=50&_nocount=1" for topic in topics], SECONDS
                )
            row("P3b", own / other, own, other, 4)
        except Missing as error:
            skipped("P3b", 4, str(error))


if __name__ == "__main__":
    sys.exit(main())
