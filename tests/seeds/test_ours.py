"""The project's own seeds: sound, sourced, spread over what government does, and honest about what is sensitive."""

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from registry.identity import SharedHosts, site_key
from registry.seeding import check_seeds
from registry.seeding.folder import read_seeds
from registry.seeding.origin import SourceKind, source_kind
from registry.seeding.upkeep import check_upkeep

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
HOSTS = SharedHosts.load(SEEDS / "hosts.toml")

NAMED_BY_THE_TASKFORCE = {
    "thestudentroom.co.uk",
    "netmums.com",
    "forums.moneysavingexpert.com",
    "arrse.co.uk",
    "poultrykeeper.com",
    "noiseabatementsociety.com",
    "sheffieldforum.co.uk",
}
NATIONS = {"E92000001": "England", "S92000003": "Scotland", "W92000004": "Wales", "N92000002": "Northern Ireland"}


def test_nothing_is_wrong_with_them() -> None:
    assert [str(problem) for problem in check_seeds(SEEDS)] == []


def test_they_name_at_least_250_forums_and_those_of_the_taskforce() -> None:
    forums = read_seeds(SEEDS, HOSTS).forums
    assert len(forums) >= 250
    assert {seed.site.key for seed in forums} >= NAMED_BY_THE_TASKFORCE


def test_every_forum_is_named_somewhere_else_than_on_its_front_page() -> None:
    for seed in read_seeds(SEEDS, HOSTS).forums:
        assert seed.named_in.startswith(("https://", "http://", "shared/data/")), seed.name
        assert seed.topics, seed.name
        assert seed.regions, seed.name


def test_files_named_as_sources_hold_the_address() -> None:
    """Where the data for building lies beside the checkout."""
    for seed in read_seeds(SEEDS, HOSTS).forums:
        if not seed.named_in.startswith("shared/"):
            continue
        source = SEEDS.parents[1] / seed.named_in
        if not source.exists():
            pytest.skip(f"{seed.named_in} is not here")
        assert seed.site.host_key in source.read_text(encoding="utf-8"), seed.name


NO_SOURCES = ("adblock-lists", "Cookies/blob", "pagesource/", "autoconsent", "reddit-top-2.5-million")
"""Lists for programs that hold an address among thousands and say nothing of a forum; copies of pages for a study."""


def test_no_forum_rests_on_a_list_for_programs_or_on_a_copy_of_its_front_page() -> None:
    named = {seed.name: seed.named_in for seed in read_seeds(SEEDS, HOSTS).forums}
    assert {name for name, source in named.items() if any(words in source for words in NO_SOURCES)} == set()


def test_the_readme_counts_whose_pages_name_the_forums() -> None:
    forums = read_seeds(SEEDS, HOSTS).forums
    kinds = Counter(source_kind(seed.named_in, seed.site, HOSTS) for seed in forums)
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert [line for kind in SourceKind if (line := f"| {kind} | {kinds[kind]} |") not in readme] == []
    with (SEEDS / "forums.csv").open(newline="", encoding="utf-8") as lines:
        threads = sum("thread of its own" in row["note"].lower() for row in csv.DictReader(lines))
    assert f"{threads} rows say in `note` that theirs is a thread" in readme


def test_the_readme_says_which_policy_areas_have_no_forum_in_public() -> None:
    seeds = read_seeds(SEEDS, HOSTS)
    shown = {f"/{path.split('/')[1]}" for seed in seeds.forums if not seed.sensitive for path in seed.topics}
    assert {topic.path for topic in seeds.topics if topic.level == 1} - shown == {"/entering-staying-uk"}
    assert "one has none in public**: the rows of `/entering-staying-uk`" in (SEEDS / "README.md").read_text("utf-8")


def test_every_policy_area_has_forums_or_is_excused_in_the_readme() -> None:
    seeds = read_seeds(SEEDS, HOSTS)
    wide = {f"/{topic.split('/')[1]}" for seed in seeds.forums for topic in seed.topics}
    without = {topic.path for topic in seeds.topics if topic.level == 1} - wide
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    assert {topic for topic in without if f"but one: `{topic}`" not in readme} == set()


@pytest.mark.parametrize("nation", sorted(NATIONS))
def test_every_nation_has_forums_of_its_own(nation: str) -> None:
    seeds = read_seeds(SEEDS, HOSTS)
    parents = {place.code: place.parent for place in (*seeds.regions, *(c.place for c in seeds.councils))}
    reached = [seed.name for seed in seeds.forums if any(nation in _chain(code, parents) for code in seed.regions)]
    assert len(reached) >= 5, NATIONS[nation]


def _chain(code: str, parents: dict[str, str | None]) -> set[str]:
    """The place and the places it lies in."""
    found: set[str] = set()
    step: str | None = code
    while step is not None and step not in found:
        found.add(step)
        step = parents.get(step)
    return found


def test_sensitive_forums_are_few_and_wait_for_a_second_person() -> None:
    sensitive = [seed for seed in read_seeds(SEEDS, HOSTS).forums if seed.sensitive]
    assert 0 < len(sensitive) <= 15
    assert all(seed.sensitive_reason and seed.agreed_by is None for seed in sensitive)


def test_every_department_and_agency_answers_for_topics() -> None:
    assert [one.slug for one in read_seeds(SEEDS, HOSTS).organisations if not one.topics] == []


def test_the_ministerial_departments_are_all_there() -> None:
    departments = {one.slug for one in read_seeds(SEEDS, HOSTS).organisations if one.kind == "department"}
    assert len(departments) == 24
    assert departments >= {"office-of-the-secretary-of-state-for-wales", "scotland-office", "northern-ireland-office"}


def test_departments_and_councils_of_all_nations_are_there() -> None:
    seeds = read_seeds(SEEDS, HOSTS)
    assert len(seeds.organisations) >= 60
    assert len(seeds.councils) >= 370
    assert {place.name for place in seeds.regions if place.kind == "nation"} == set(NATIONS.values())
    assert all(one.website and one.website.endswith(one.slug) for one in seeds.organisations)


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("https://old.reddit.com/r/UKPersonalFinance/comments/abc/title/", "reddit.com/r/ukpersonalfinance"),
        ("https://www.reddit.com/r/ukpersonalfinance", "reddit.com/r/ukpersonalfinance"),
        ("https://hens.proboards.com/thread/12/moult", "hens.proboards.com"),
        ("http://hens.forumotion.co.uk/t1-moult", "hens.forumotion.co.uk"),
        ("https://groups.io/g/hens/topic/moult/1", "groups.io/g/hens"),
        ("https://allotments.groups.io/g/hens/message/2", "allotments.groups.io/g/hens"),
        ("https://m.facebook.com/groups/ukhens/permalink/3/", "facebook.com/groups/ukhens"),
        ("https://www.tapatalk.com/groups/hens/viewtopic.php?f=2&t=3", "tapatalk.com/groups/hens"),
        ("https://groups.google.com/g/uk.rec.gardening/c/x", "groups.google.com/g/uk.rec.gardening"),
        ("https://discord.com/invite/HeNs", "discord.com/invite/HeNs"),
        ("https://healthunlocked.com/bhf/posts/1/title", "healthunlocked.com/bhf"),
        ("https://hens.createaforum.com/index.php?topic=4.0", "hens.createaforum.com"),
        ("https://hens.freeforums.net/board/2/eggs", "hens.freeforums.net"),
        ("https://hens.forumfree.it/?t=5", "hens.forumfree.it"),
    ],
)
def test_communities_of_shared_hosts_are_told_apart(address: str, key: str) -> None:
    assert site_key(address, HOSTS).key == key


def test_each_file_has_a_keeper_and_a_date_and_the_readme_says_so() -> None:
    assert [str(problem) for problem in check_upkeep(SEEDS)] == []
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    for path in SEEDS.iterdir():
        assert path.suffix == ".md" or f"| `{path.name}` |" in readme, path.name


def test_no_cell_holds_a_path_of_somebodys_machine() -> None:
    for path in SEEDS.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                assert not any(cell.startswith(("/home/", "/root/", "C:")) for cell in row)


def test_every_organisation_that_a_topic_names_is_in_the_list() -> None:
    with (SEEDS / "organisations.csv").open(newline="", encoding="utf-8") as lines:
        listed = {row["slug"] for row in csv.DictReader(lines)}
    subjects = tomllib.loads((SEEDS / "topics.toml").read_text(encoding="utf-8"))["subject"]
    named = {slug for subject in subjects for slug in subject.get("organisations", ())}
    assert named - listed == set()


def test_every_topic_s_wider_topic_is_there() -> None:
    topics = {topic.path: topic for topic in read_seeds(SEEDS, HOSTS).topics}
    for topic in topics.values():
        assert (topic.parent is None) == (topic.level == 1), topic.path
        if topic.parent is not None:
            assert topics[topic.parent].level == topic.level - 1, topic.path


def test_one_page_tells_where_the_data_are_from() -> None:
    assert [path.name for path in SEEDS.glob("*.md")] == ["README.md"]
    for added in ("disabilities", "civil-crime-contracts", "military-awards-commemorations"):
        assert added in (SEEDS / "README.md").read_text(encoding="utf-8")
