"""The real seed list as the public sees it: read from the files of the project, also in a demonstration.

Files and database decide together what is shown: a forum that waits for a second person, that left, or that somebody
decided against is not named here either.
"""

import csv
import io
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.catalogue.listing import is_merged, is_public
from registry.catalogue.model import Forum
from registry.catalogue.text import folded, one_line
from registry.frontier.known import known_sites
from registry.history.tombstones import tombstoned
from registry.identity import BadHosts, SharedHosts
from registry.seeding.folder import HOSTS, Seeds, read_seeds
from registry.seeding.forums import FILE, ForumSeed
from registry.seeding.origin import SourceKind, source_kind
from registry.upsert import batches
from registry.vocabulary import RegionKind
from registry_api.views.cells import several, text_cell

KEEPERS = "keepers.toml"
WHOLE = "United Kingdom"


@dataclass(frozen=True, slots=True)
class Seed:
    """A forum of the list. `topics` are paths and titles, `nation` the nation or country it is about.

    `source` says whose page `named_in` is, `public_id` is its id where it is listed in this copy.
    """

    key: str
    name: str
    address: str
    topics: tuple[tuple[str, str], ...]
    places: tuple[tuple[str, str], ...]
    nation: str
    named_in: str
    source: SourceKind
    sensitive: str | None = None
    public_id: str | None = None

    @property
    def area(self) -> str:
        """Path of the policy area of its first topic; empty where it has none."""
        return "/" + self.topics[0][0].split("/")[1] if self.topics else ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A seed file: what it holds, who keeps it, and the day by which the keeper has read it again."""

    name: str
    what: str
    keeper: str
    review_by: date


@dataclass(frozen=True, slots=True, eq=False)
class SeedFile:
    """The list, the titles of topics, and who keeps the files of the seeds."""

    seeds: tuple[Seed, ...]
    titles: Mapping[str, str]
    files: tuple[KeptFile, ...]

    @property
    def own(self) -> KeptFile | None:
        """Who keeps the list itself; None where nobody is named."""
        return next((one for one in self.files if one.name == FILE), None)


def seed_file(folder: Path) -> SeedFile:
    """The list as its files are now. Never raises for what they hold; missing files give an empty list."""
    return _read(folder, tuple(sorted((path.name, path.stat().st_mtime_ns) for path in folder.glob("*.*"))))


@lru_cache(maxsize=2)
def _read(folder: Path, _state: tuple[tuple[str, int], ...]) -> SeedFile:
    """As `seed_file`, once for each state of the files."""
    try:
        hosts = SharedHosts.load(folder / HOSTS)
    except (BadHosts, OSError):
        hosts = SharedHosts()
    found = read_seeds(folder, hosts)
    titles = {topic.path: topic.title for topic in found.topics}
    places = _Places.of(found)
    shown = (seed for seed in found.forums if not seed.sensitive or seed.agreed_by)
    seeds = sorted(
        (_seed(seed, titles, places, hosts) for seed in shown), key=lambda one: (folded(one.name), one.address)
    )
    return SeedFile(tuple(seeds), titles, _keepers(folder))


@dataclass(frozen=True, slots=True)
class _Places:
    """Names and kinds of places, and what each lies in."""

    names: Mapping[str, str]
    kinds: Mapping[str, str]
    within: Mapping[str, str | None]

    @classmethod
    def of(cls, seeds: Seeds) -> "_Places":
        every = seeds.places
        return cls({p.code: p.name for p in every}, {p.code: p.kind for p in every}, {p.code: p.parent for p in every})

    def is_wide(self, code: str) -> bool:
        """Whether a place may be shown of a sensitive forum: nothing below a nation."""
        return self.kinds.get(code) in (RegionKind.NATION, RegionKind.COUNTRY)

    def nation(self, code: str) -> str:
        """The nation a place lies in, or the country it is."""
        step: str | None = code
        passed: set[str] = set()
        while step is not None and step in self.kinds and step not in passed:
            if self.is_wide(step):
                return self.names[step]
            passed.add(step)
            step = self.within[step]
        return ""


def _seed(seed: ForumSeed, titles: Mapping[str, str], places: _Places, hosts: SharedHosts) -> Seed:
    nations = [nation for code in seed.regions if (nation := places.nation(code))]
    shown = [code for code in seed.regions if not seed.sensitive or places.is_wide(code)]
    return Seed(
        key=seed.site.key,
        name=one_line(seed.name, 200),
        address=seed.site.address,
        topics=tuple((path, titles.get(path, path)) for path in seed.topics),
        places=tuple((code, places.names.get(code, code)) for code in shown),
        nation=nations[0] if len(set(nations)) == 1 else (WHOLE if nations else ""),
        named_in=seed.named_in,
        source=source_kind(seed.named_in, seed.site, hosts),
        sensitive=seed.sensitive,
    )


def _keepers(folder: Path) -> tuple[KeptFile, ...]:
    """The files of the folder with their keepers; what the list of keepers does not say in full is left out."""
    try:
        tables = tomllib.loads((folder / KEEPERS).read_text(encoding="utf-8-sig")).get("file", [])
    except (OSError, ValueError, RecursionError):
        return ()
    kept = []
    for table in tables if isinstance(tables, list) else ():
        given = table if isinstance(table, dict) else {}
        name, what, keeper, due = (given.get(word) for word in ("name", "what", "keeper", "review_by"))
        if isinstance(name, str) and isinstance(what, str) and isinstance(keeper, str) and isinstance(due, date):
            kept.append(KeptFile(one_line(name, 100), one_line(what, 300), one_line(keeper, 100), due))
    return tuple(kept)


def seeds_shown(session: Session, seeds: Sequence[Seed]) -> tuple[Seed, ...]:
    """Those of the seeds that may be named, with the ids of those that are listed here."""
    keys = [seed.key for seed in seeds]
    gone = tombstoned(session, keys)
    sites = known_sites(session, keys)
    forums = _forums(session, [site.site_id for site in sites.values()])
    shown = []
    for seed in seeds:
        known = forums.get(sites[seed.key].site_id) if seed.key in sites else None
        if seed.key in gone or (known is not None and not (is_public(known[1]) or is_merged(known[1]))):
            continue
        shown.append(replace(seed, public_id=known[0]) if known else seed)
    return tuple(shown)


def _forums(session: Session, site_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Public id and standing of the forums of these sites."""
    found: dict[int, tuple[str, str]] = {}
    for batch in batches(site_ids):
        rows = session.execute(
            select(Forum.site_id, Forum.public_id, Forum.standing).where(Forum.site_id.in_(list(batch)))
        )
        found.update({site_id: (public_id, standing) for site_id, public_id, standing in rows if site_id is not None})
    return found


COLUMNS = (
    "name",
    "address",
    "topics",
    "topic_titles",
    "places",
    "place_names",
    "nation",
    "named_in",
    "sensitive",
    "id",
    "source_kind",
)


def as_csv(seeds: Iterable[Seed]) -> bytes:
    """The list as a table for spreadsheets: no cell is a formula.

    `id` is that of the listed forum, where it is one; `source_kind` says whose page `named_in` is.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_cells(seed) for seed in seeds)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def _cells(seed: Seed) -> list[str]:
    return [
        text_cell(seed.name),
        text_cell(seed.address),
        several([path for path, _ in seed.topics]),
        several([title for _, title in seed.topics]),
        several([code for code, _ in seed.places]),
        several([name for _, name in seed.places]),
        text_cell(seed.nation),
        text_cell(seed.named_in),
        text_cell(seed.sensitive or ""),
        seed.public_id or "",
        seed.source.value,
    ]
