"""The demo's seed list: the seed sites of the sample web, in the form of the project's `seeds/forums.csv`.

It has a past: rows that were added on different days, one that left, names that changed.
"""

import csv
from pathlib import Path

from sampleweb.catalogue import sites
from sampleweb.model import SampleSite

COLUMNS = (
    "address", "name", "topic", "region", "language", "sensitive", "sensitive_reason", "sensitive_agreed_by",
    "named_in", "note",
)  # fmt: skip


def write_seeds(folder: Path, port: int, seed: int = 1, days_ago: int = 0) -> Path:
    """Write `forums.csv` for a sample web on `port` into `folder` (made when missing); returns its path.

    Only sites that are seeds: the others are there to be discovered. `named_in` is the sample's own file. `days_ago`:
    the list as it stood so many days before today.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "forums.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(_row(site, port, days_ago) for site in sites(seed) if _named(site, days_ago))
    return path


def days_of_change(seed: int = 1) -> tuple[int, ...]:
    """How many days before today the seed list was another than on the day after; the oldest first."""
    days = {day for site in sites(seed) for day in (site.past.listed, site.past.renamed) if day}
    return tuple(sorted(days, reverse=True))


def address_of(site: SampleSite, port: int) -> str:
    """The address of a site's host, as the seed list has it."""
    origin = f"http://{site.host}:{port}" if site.host.endswith(".localhost") else f"http://{site.host}"
    return f"{origin}/"


def _named(site: SampleSite, days_ago: int) -> bool:
    if site.past.left is not None:
        return site.past.listed >= days_ago > site.past.left
    return site.seed and site.past.listed >= days_ago


def _row(site: SampleSite, port: int, days_ago: int) -> tuple[str, ...]:
    place = "forums" if site.boards else "others"
    renamed_since = site.past.renamed is not None and days_ago > site.past.renamed
    return (
        address_of(site, port),
        (site.past.formerly or site.title) if renamed_since else site.title,
        "|".join(site.topics),
        "|".join(site.regions),
        site.language,
        site.sensitive,
        site.sensitive_reason,
        site.agreed_by,
        f"sampleweb/data/{place}/{site.name}.toml",
        f"sample: {site.kind}",
    )
