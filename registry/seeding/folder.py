"""All that the seeds folder says, and all that is wrong with it. Reads files; no network, no database."""

from dataclasses import dataclass
from pathlib import Path

from registry.identity import BadHosts, SharedHosts
from registry.seeding import councils, forums, reference
from registry.seeding.councils import CouncilSeed, council_seeds
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


@dataclass(frozen=True, slots=True)
class Seeds:
    """What can be taken in, and what is wrong with the rest."""

    topics: tuple[TopicSeed, ...]
    regions: tuple[RegionSeed, ...]
    organisations: tuple[OrganisationSeed, ...]
    councils: tuple[CouncilSeed, ...]
    forums: tuple[ForumSeed, ...]
    problems: tuple[SeedProblem, ...]


def check_seeds(folder: Path) -> list[SeedProblem]:
    """All that is wrong with the seeds and can be told without the network, file by file; empty when nothing is."""
    path = folder / HOSTS
    try:
        hosts = SharedHosts.load(path)
    except (BadHosts, OSError) as wrong:
        said = str(wrong).removeprefix(f"{path}: ") if isinstance(wrong, BadHosts) else "it cannot be read"
        problem = SeedProblem(HOSTS, 0, "", said, "mend it before anything else: addresses are told apart by it")
        return [problem, *read_seeds(folder, SharedHosts()).problems]
    return list(read_seeds(folder, hosts).problems)


def read_seeds(folder: Path, hosts: SharedHosts) -> Seeds:
    """Read every seed file of the folder. Never raises for what the files hold: see `Seeds.problems`."""
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
    listed = forum_seeds(forum_table, hosts, paths, codes)
    tables = (topic_table, region_table, council_table, organisation_table, forum_table)
    problems = [problem for table in tables for problem in sorted(table.problems, key=lambda p: p.line)]
    return Seeds(topics, regions, organisations, found_councils, listed, tuple(problems))
