"""P5: a kept answer against nginx giving the same bytes from a file, and 304 against a bare ASGI hello."""

import sys
import tempfile
import urllib.request
from pathlib import Path
from statistics import median

from benchmarks._list import make_registry, make_table
from benchmarks._servers import Missing, bare, need, nginx, ours, per_second, row, skipped

FORUMS, ROUNDS, SECONDS = 2_000, 5, 4.0


def main() -> None:
    """Print the rows."""
    try:
        need("wrk", "nginx")
    except Missing as error:
        skipped("P5a", 0.75, str(error))
        skipped("P5b", 0.9, str(error))
        return
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        url = make_registry(folder / "registry.db", FORUMS)
        make_table(folder / "table.db", FORUMS)
        files = folder / "files"
        files.mkdir()
        folder.chmod(0o755)
        with ours(url) as (base, _pid), bare(folder / "table.db") as plain:
            address = f"{base}/forums.json?sort=name"
            with urllib.request.urlopen(address) as answer:  # noqa: S310  # loopback
                body, tag = answer.read(), answer.headers["ETag"]
            (files / "list.json").write_bytes(body)
            with nginx(files) as peer:
                rates: dict[str, list[float]] = {"body": [], "file": [], "304": [], "hello": []}
                for _ in range(ROUNDS):
                    rates["body"].append(per_second([address], SECONDS))
                    rates["file"].append(per_second([f"{peer}/list.json"], SECONDS))
                    rates["304"].append(per_second([address], SECONDS, headers=[f"If-None-Match: {tag}"]))
                    rates["hello"].append(per_second([f"{plain}/hello"], SECONDS))
        body_, file, unchanged, hello = (median(rates[name]) for name in ("body", "file", "304", "hello"))
        row("P5a", body_ / file, body_, file, 0.75)
        row("P5b", unchanged / hello, unchanged, hello, 0.9)


if __name__ == "__main__":
    sys.exit(main())
