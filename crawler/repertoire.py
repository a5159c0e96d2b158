"""Which software can be read, how well that is proved, and what each module reads: told from the modules themselves."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from crawler.platforms import platforms
from crawler.platforms.declare import Platform
from registry.profile import FACTS

_COLUMNS = ("software", "slug", "tier", "rests on", "reads", "further addresses")


def repertoire() -> list[dict[str, Any]]:
    """One object a platform in the order of names: `slug`, `name`, `homepage`, `tier`, `source`, `reads`, `also`.

    `reads` are the facts the module has finders of its own for, then `boards`, `threads` and `answers` (its answers
    for machines); `also` the further addresses a visit asks for, best first, relative to the front page.
    """
    found = [
        {
            "slug": slug,
            "name": platform.name,
            "homepage": platform.homepage,
            "tier": platform.tier,
            "source": platform.source,
            "reads": _reads(platform),
            "also": list(platform.also),
        }
        for slug, platform in platforms().items()
    ]
    return sorted(found, key=lambda row: (row["name"].casefold(), row["slug"]))


def as_table(rows: Sequence[dict[str, Any]]) -> Table:
    """The repertoire for a person at a terminal."""
    table = Table(*_COLUMNS, box=None, pad_edge=False)
    for row in rows:
        cells = (row["name"], row["slug"], row["tier"], row["source"], ", ".join(row["reads"]), " ".join(row["also"]))
        table.add_row(*(Text(cell) for cell in cells))
    return table


def as_markdown(rows: Sequence[dict[str, Any]]) -> str:
    """The table that stands in docs/platforms.md."""
    lines = ["| " + " | ".join(_COLUMNS) + " |", "|---" * len(_COLUMNS) + "|"]
    for row in rows:
        cells = (
            f"[{_cell(row['name'])}]({row['homepage']})",
            f"`{row['slug']}`",
            row["tier"],
            _cell(row["source"]),
            ", ".join(row["reads"]) or "nothing",
            " ".join(f"`{path}`" for path in row["also"]),
        )
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def _reads(platform: Platform) -> list[str]:
    facts = [fact.replace("_", " ") for fact in FACTS if fact in platform.profile]
    parts = (("boards", platform.boards), ("threads", platform.threads), ("answers", platform.json))
    return facts + [name for name, finders in parts if finders]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;")
