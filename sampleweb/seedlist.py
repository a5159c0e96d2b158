"""The demo's seed list: the seed sites of the sample web, in the form of the project's `seeds/forums.csv`."""

import csv
from pathlib import Path

from sampleweb.catalogue import sites
from sampleweb.model import SampleSite

COLUMNS = ("address", "name", "language", "named_in", "note")
"""Those columns of the project's own seed list that a sample has something to say in; the others may be left out."""


def write_seeds(folder: Path, port: int, seed: int = 1) -> Path:
    """Write `forums.csv` for a sample web on `port` into `folder` (made when missing); returns its path.

    Only sites that are seeds: the others are there to be discovered. `named_in` is the sample's own file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "forums.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(COLUMNS)
        rows.writerows(_row(site, port) for site in sites(seed) if site.seed)
    return path


def _row(site: SampleSite, port: int) -> tuple[str, ...]:
    place = "forums" if site.boards else "others"
    origin = f"http://{site.host}:{port}" if site.host.endswith(".localhost") else f"http://{site.host}"
    named_in = f"sampleweb/data/{place}/{site.name}.toml"
    return (f"{origin}/", site.title, site.language, named_in, f"sample: {site.kind}")
