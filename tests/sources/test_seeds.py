"""The directories and questions that come with the project, and how they are taken in."""

import shutil
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from crawler.sources import sources
from registry.assess.subjects import load_subjects
from registry.db import Sessions
from registry.frontier.model import HostDue
from registry.frontier.seeking import Gathering
from registry.identity import SharedHosts
from registry.ingest.priming import prime_search
from registry.seeding import load_seeds
from registry.seeding.directories import FILE
from registry.seeding.folder import read_seeds
from registry.seeding.questions import MOST_OF_A_TOPIC, questions
from registry.settings import PROJECT

SEEDS = PROJECT / "seeds"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
HOSTS = SharedHosts.load(SEEDS / "hosts.toml")


def test_at_least_sixty_pages_are_known_over_all_policy_areas_but_those_excused() -> None:
    seeds = read_seeds(SEEDS, HOSTS)
    assert [problem for problem in seeds.problems if problem.file == FILE] == []
    assert len(seeds.directories) >= 60
    assert {seed.kind for seed in seeds.directories} <= set(sources())
    areas = {(seed.topic or "//").split("/")[1] for seed in seeds.directories}
    excused = (SEEDS / "README.md").read_text().partition("There is none for `/")[2].partition("`")[0]
    widest = {topic.path.strip("/") for topic in seeds.topics if topic.level == 1}
    assert widest - areas == {excused}


def test_questions_are_bounded_a_topic_and_no_two_are_alike() -> None:
    made = questions(load_subjects(SEEDS / "topics.toml"))
    assert len({question.words.lower() for question in made}) == len(made) > 500
    assert max(Counter(question.topic for question in made).values()) <= MOST_OF_A_TOPIC
    first = made[: len(made) // 10]
    assert len({question.topic for question in first}) > 50  # every subject has one before any has a second
    topics = {topic.path for topic in read_seeds(SEEDS, HOSTS).topics}
    assert {question.topic for question in made} <= topics


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "seeds"
    shutil.copytree(SEEDS, made)
    return made


def held(sessions: Sessions) -> dict[str, Any]:
    with sessions.read() as session:
        return {f"{row.kind} {row.address}": row for row in session.execute(select(*Gathering.__table__.columns))}


def test_loading_takes_them_in_once_and_lets_go_of_rows_that_are_gone(sessions: Sessions, folder: Path) -> None:
    load_seeds(sessions, folder, now=NOW, hosts=HOSTS)
    before = held(sessions)
    of = Counter(row.origin for row in before.values())
    assert of["directories"] >= 60
    assert of["organisations"] >= 50
    assert of["topics"] > 500
    assert all(row.next_due is None for row in before.values() if row.origin == "organisations")
    first, *rest = (folder / FILE).read_text().splitlines()
    gone = rest[0].split(",")
    (folder / FILE).write_text("\n".join([first, *rest[1:], ""]))
    load_seeds(sessions, folder, now=NOW + timedelta(days=1), hosts=HOSTS)
    after = held(sessions)
    assert set(after) == set(before)
    assert after[f"{gone[1]} {gone[0]}"].next_due is None
    assert {key for key in after if after[key].next_due != before[key].next_due} == {f"{gone[1]} {gone[0]}"}


def test_a_search_makes_due_what_serves_its_topic(sessions: Sessions, folder: Path) -> None:
    load_seeds(sessions, folder, now=NOW - timedelta(days=90), hosts=HOSTS)
    with sessions.write() as session:
        assert prime_search(session, "/childcare-parenting", 7, NOW) > 0
    rows = [row for row in held(sessions).values() if row.discovery_id == 7]
    of_topic = [row for row in rows if (row.topic or "").startswith("/childcare-parenting")]
    assert {"search", "home"} <= {row.kind for row in of_topic}
    others = {row.address for row in rows if row.topic and row not in of_topic}
    official = "https://www.gov.uk/government/organisations/"
    assert f"{official}department-for-education" in others
    assert all(address.startswith(official) for address in others)
    assert all(row.next_due is not None and row.next_due <= NOW for row in rows)
    with sessions.read() as session:
        due = set(session.scalars(select(HostDue.host_id).where(HostDue.gather <= NOW)))
    assert {row.host_id for row in rows if row.host_id is not None} <= due


ROWS = [
    ("mailto:a@b.example,directory,A,https://x.example/list", "not a web address"),
    ("http://192.168.1.4/list,directory,A,https://x.example/list", "public internet"),
    ("https://a.example/list,CRYSTAL!,A,https://x.example/list", "no kind of page"),
    ("https://a.example/list,search,A,https://x.example/list", "no kind of page"),
    ("https://a.example/list,directory,,https://x.example/list", "the name has 0"),
    ("https://a.example/list,directory,A,", "no source"),
    ("https://a.example/list,directory,A,https://www.google.com/search?q=forums", "a search found"),
]


@pytest.mark.parametrize(("row", "said"), ROWS, ids=range(len(ROWS)))
def test_rows_that_cannot_be_used_are_told(folder: Path, row: str, said: str) -> None:
    (folder / FILE).write_text(f"address,kind,name,named_in\n{row}\n")
    seeds = read_seeds(folder, HOSTS)
    assert seeds.directories == ()
    told = [str(problem) for problem in seeds.problems if problem.file == FILE]
    assert len(told) == 1
    assert said in told[0]
