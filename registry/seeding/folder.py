"""All that the seeds folder says, and all that is wrong with it. Reads files; no network, no database."""

from dataclasses import dataclass
from pathlib import Path

from registry.identity import BadHosts, SharedHosts
from registry.seeding import councils, forums, judging, reference, source
from registry.seeding.cell import Known
from registry.seeding.councils import CouncilSeed, council_seeds
from registry.seeding.delicate import unmarked
from registry.seeding.directories import DirectorySeed, directory_seeds, read_directories
from registry.seeding.doubles import doubled
from registry.seeding.forums import ForumSeed, forum_seeds
from registry.seeding.problem import SeedProblem
from registry.seeding.reference import (
    OrganisationSeed,
    RegionSeed,
    TopicSeed,
    organisation_seeds,
    region_seeds,
    topic_seeds,
)
from registry.seeding.table import read_table

HOSTS = "hosts.toml"

SAMPLE = "sampleweb/data/"
"""How `named_in` begins where a demonstration lists the sample web."""


@dataclass(frozen=True, slots=True)
class Seeds:
    """What can be taken in, and what is wrong with the rest.

    `unread` are the closed lists that gave no row at all; `patchy` says that a row of one of them is left out.
    """

    topics: tuple[TopicSeed, ...]
    regions: tuple[RegionSeed, ...]
    organisations: tuple[OrganisationSeed, ...]
    councils: tuple[CouncilSeed, ...]
    forums: tuple[ForumSeed, ...]
    problems: tuple[SeedProblem, ...]
    unread: tuple[str, ...] = ()
    patchy: bool = False
    directories: tuple[DirectorySeed, ...] = ()

    @property
    def places(self) -> tuple[RegionSeed, ...]:
        """The places of both files, wider ones first."""
        return (*self.regions, *(council.place for council in self.councils))


def check_seeds(folder: Path, *, demo: bool | None = None) -> list[SeedProblem]:
    """All that is wrong with the seeds and can be told without the network, file by file; empty when nothing is.

    Every file of the folder that the registry reads is looked at, and no content of any raises. `demo`: the forums may
    be those of the sample web; None: where all of them say that they are.
    """
    problems, hosts = _hosts(folder / HOSTS)
    seeds = read_seeds(folder, hosts, demo=is_sample(folder) if demo is None else demo)
    topics = {topic.path for topic in seeds.topics}
    problems += seeds.problems
    problems += doubled(seeds.forums)
    problems += unmarked(seeds.forums)
    problems += judging.check_judging(folder, topics, {council.place.code for council in seeds.councils})
    return problems


def is_sample(folder: Path) -> bool:
    """Whether the forums of this folder are those of the sample web: every row is named in one of its files."""
    rows = read_table(folder / forums.FILE, forums.COLUMNS).rows
    return bool(rows) and all(row["named_in"].startswith(SAMPLE) for row in rows)


def _hosts(path: Path) -> tuple[list[SeedProblem], SharedHosts]:
    """What is wrong with hosts.toml, and what it says (nothing when it cannot be read)."""
    advice = "mend it before anything else: addresses are told apart by it"
    try:
        hosts = SharedHosts.load(path)
    except BadHosts as wrong:
        said = str(wrong).removeprefix(f"{path}: ")
        return [SeedProblem(HOSTS, judging.line_of(said), "", said, advice)], SharedHosts()
    except OSError as wrong:
        return [SeedProblem(HOSTS, 0, "", judging.unreadable(wrong), advice)], SharedHosts()
    if not len(hosts):
        return [SeedProblem(HOSTS, 0, "", "the file names no host", advice)], hosts
    return [], hosts


def read_seeds(folder: Path, hosts: SharedHosts, *, demo: bool = False) -> Seeds:
    """Read every list of the folder. Never raises for what the files hold: see `Seeds.problems`."""
    topic_table = read_table(folder / reference.TOPICS, reference.TOPIC_COLUMNS)
    region_table = read_table(folder / reference.REGIONS, reference.REGION_COLUMNS)
    council_table = read_table(folder / councils.FILE, councils.COLUMNS)
    organisation_table = read_table(folder / reference.ORGANISATIONS, reference.ORGANISATION_COLUMNS)
    forum_table = read_table(folder / forums.FILE, forums.COLUMNS)
    topics = topic_seeds(topic_table)
    regions = region_seeds(region_table)
    found_councils = council_seeds(council_table, regions, {row["slug"] for row in organisation_table.rows})
    paths = {topic.path for topic in topics}
    every_place = region_table.read and council_table.read  # else a code of the missing file would look unknown
    codes = (
        {place.code for place in (*regions, *(council.place for council in found_councils))} if every_place else set()
    )
    organisations = organisation_seeds(organisation_table, paths, codes)
    lists = (topic_table, region_table, council_table, organisation_table)
    patchy = any(table.problems for table in lists)
    known = Known(hosts, paths, codes, _beside(folder), demo)
    listed = forum_seeds(forum_table, known)
    directory_table = read_directories(folder)
    directories = directory_seeds(directory_table, known)
    tables = (*lists, forum_table, directory_table)
    problems = [problem for table in tables for problem in sorted(table.problems, key=lambda p: p.line)]
    unread = tuple(table.file for table in lists if not table.read)
    return Seeds(
        topics, regions, organisations, found_councils, listed, tuple(problems), unread, patchy, directories
    )  # fmt: skip


def _beside(folder: Path) -> Path | None:
    """The folder the checkout stands in, when the data for building lie there as well."""
    beside = folder.resolve().parent.parent
    return beside if (beside / source.SHARED).is_dir() else None
