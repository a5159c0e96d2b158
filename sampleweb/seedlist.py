"""The demo's seed list: the seed sites of the sample web, in the form of the project's `seeds/forums.csv`.

It has a past: rows that were added on different days, one that left, one that was the same as another, new names.
"""

import csv
from functools import cache
from pathlib import Path

from sampleweb.catalogue import sites
from sampleweb.model import SampleSite

COLUMNS = (
    "address", "name", "topic", "region", "language", "sensitive", "sensitive_reason", "sensitive_agreed_by",
    "named_in", "note",
)  # fmt: skip


def write_seeds(folder: Path, port: int, seed: int = 1) -> Path:
    """Write `forums.csv` for a sample web on `port` into `folder` (made when missing); returns its path.

    Only sites that are seeds: the others are there to be discovered. `named_in` is the sample's own file.
    """
    return _write(folder, [_row(site, port, 0) for site in _sites(seed) if site.seed])


def write_additions(folder: Path, port: int, days_ago: int, seed: int = 1) -> Path:
    """The same with those rows only that were new, or had a new name, so many days before today.

    Loading what was added day by day ends in the list of today, but for what left it.
    """
    named = (site for site in _sites(seed) if days_ago in (site.past.listed, site.past.renamed))
    return _write(folder, [_row(site, port, days_ago) for site in named])


def days_of_change(seed: int = 1) -> tuple[int, ...]:
    """How many days before today rows were added to the seed list or got a new name; the oldest first."""
    days = {day for site in _sites(seed) for day in (site.past.listed, site.past.renamed) if day}
    return tuple(sorted(days, reverse=True))


def address_of(site: SampleSite, port: int) -> str:
    """The address of a site's host, as the seed list has it."""
    origin = f"http://{site.host}:{port}" if site.host.endswith(".localhost") else f"http://{site.host}"
    return f"{origin}/"


@cache
def _sites(seed: int) -> tuple[SampleSite, ...]:
    return sites(seed)


def _write(folder: Path, rows: list[tuple[str, ...]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "forums.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        written = csv.writer(out, lineterminator="\n")
        written.writerow(COLUMNS)
        written.writerows(rows)
    return path


def _row(site: SampleSite, port: int, days_ago: int) -> tuple[str, ...]:
    place = "forums" if site.boards else "others"
    by_then = site.past.formerly if site.past.renamed is not None and days_ago > site.past.renamed else None
    return (
        address_of(site, port),
        by_then or site.title,
        "|".join(site.topics),
        "|".join(site.regions),
        site.language,
        site.sensitive,
        site.sensitive_reason,
        site.agreed_by,
        f"sampleweb/data/{place}/{site.name}.toml",
        f"sample: {site.kind}",
    )
