"""The demo's organisations: two invented ones, and councils that are called samples.

Places keep their real names, so that a forum of Leeds stands in Leeds. Nobody real stands beside an invented forum.
"""

import csv
from importlib.resources import files
from pathlib import Path

FILE = "organisations.csv"
COUNCILS = "councils.csv"


def write_organisations(folder: Path) -> Path:
    """Put the sample organisations in place of the real ones of a seeds folder; returns the path of their file.

    Councils stay, since places hang on them, each under the name of its place with "(sample council)". Raises OSError
    when the folder has no `councils.csv`.
    """
    path = folder / FILE
    path.write_text(files("sampleweb").joinpath("data", FILE).read_text(encoding="utf-8"), encoding="utf-8")
    councils = folder / COUNCILS
    with councils.open(encoding="utf-8-sig", newline="") as before:
        table = csv.DictReader(before)
        columns, rows = list(table.fieldnames or ()), [_sample(row) for row in table]
    with councils.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def _sample(row: dict[str, str]) -> dict[str, str]:
    slug = row.get("gov_uk_slug") or row["gss_code"].lower()
    return row | {"official_name": f"{row['name']} (sample council)", "gov_uk_slug": f"{slug}-sample"}
