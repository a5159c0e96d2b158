"""Loading, on both databases: public at once, the same again changes nothing, and no decision is undone."""

import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from registry.catalogue.card import NOT_VISITED, Card
from registry.catalogue.lifecycle import Role, case_of_site, move, open_case
from registry.catalogue.model import Forum, Organisation, OrganisationTopic, Region, Topic
from registry.catalogue.reading import public_at, public_cards
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier import sighting
from registry.frontier.model import Site
from registry.history import changes_since, mark_demo, newest_change, verify
from registry.history.model import LedgerEntry, LedgerPayload
from registry.identity import SharedHosts
from registry.seeding import SeedReport, load_seeds
from registry.tables import metadata
from registry.vocabulary import Standing
from tests.seeds.folder import FILES, make_seeds, with_row

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=1)
STUDENTS = "https://students.example.org/"
BUSES = "https://buses.example.org/forum/"
QUIET = "https://quiet.example.org/"
EDITED = FILES["forums.csv"].replace("Bus Talk", "Bus and Coach Talk")


def load(sessions: Sessions, folder: Path, now: datetime = NOW) -> SeedReport:
    return load_seeds(sessions, folder, now=now, hosts=SharedHosts.load(folder / "hosts.toml"))


def public(sessions: Sessions) -> dict[str, Card]:
    with sessions.read() as session:
        return {card.address: card for _, card in public_cards(session, 0, 100)}


def everything(sessions: Sessions) -> dict[str, list[Any]]:
    """Every row of every table."""
    with sessions.read() as session:
        return {
            table.name: sorted(repr(tuple(row)) for row in session.execute(select(table)))
            for table in metadata.sorted_tables
        }


def ledger(sessions: Sessions) -> list[tuple[str, str]]:
    with sessions.read() as session:
        rows = session.execute(select(LedgerEntry.role, LedgerEntry.action).order_by(LedgerEntry.seq))
        return [(role, action) for role, action in rows]


def forum_id(sessions: Sessions, address: str) -> int:
    with sessions.read() as session:
        return session.execute(
            select(Forum.id).join(Site, Site.id == Forum.site_id).where(Site.address == address)
        ).scalar_one()


def decide(sessions: Sessions, address: str, to: Standing, now: datetime = NOW) -> None:
    found = forum_id(sessions, address)
    with sessions.write() as session:
        move(session, found, to, role=Role.MODERATOR, actor="a moderator", reason="a test", now=now)


def test_forums_are_public_at_once_as_not_visited_yet(sessions: Sessions, tmp_path: Path) -> None:
    report = load(sessions, make_seeds(tmp_path / "seeds"))
    assert report.problems == ()
    assert (report.counts["listed"], report.counts["waiting"], report.counts["forums"]) == (2, 1, 3)
    cards = public(sessions)
    assert set(cards) == {STUDENTS, BUSES}
    card = cards[BUSES]
    assert (card.name, card.standing, card.state) == ("Bus Talk", "listed", NOT_VISITED)
    assert (card.language, card.country, card.named_in) == ("en", "GB", "shared/data/forum_sites.csv")
    assert [topic.path for topic in card.topics] == ["/transport"]
    assert [region.code for region in card.regions] == ["E08000019"]
    with sessions.read() as session:
        assert [change.kind for change in changes_since(session, 0)] == ["added", "added"]
        assert verify(session).problem is None
    assert ledger(sessions).count(("seed list", "listed")) == 2


def test_the_closed_lists_are_taken_in(sessions: Sessions, tmp_path: Path) -> None:
    report = load(sessions, make_seeds(tmp_path / "seeds"))
    assert {name: report.counts[name] for name in ("topics", "regions", "organisations", "councils")} == {
        "topics": 3, "regions": 6, "organisations": 1, "councils": 2,
    }  # fmt: skip
    with sessions.read() as session:
        teaching = session.get_one(Topic, "/education/teaching")
        assert (teaching.title, teaching.level, teaching.parent) == ("Teaching", 2, "/education")
        assert session.get_one(Region, "E08000019").parent == "E12000003"
        assert session.get_one(Region, "W06000015").parent == "W92000004"
        department = session.get_one(Organisation, "department-for-education")
        assert (department.abbreviation, department.kind, department.region) == ("DfE", "department", "E92000001")
        assert session.get_one(Organisation, "sheffield").kind == "council"
        assert session.scalars(select(OrganisationTopic.topic)).all() == ["/education"]


def test_organisations_answer_for_their_topics_and_councils_for_their_place(sessions: Sessions, tmp_path: Path) -> None:
    load(sessions, make_seeds(tmp_path / "seeds"))
    cards = public(sessions)
    assert cards[STUDENTS].organisations == ("department-for-education",)
    assert cards[BUSES].organisations == ("sheffield",)


def test_a_department_of_england_does_not_answer_for_wales(sessions: Sessions, tmp_path: Path) -> None:
    welsh = FILES["forums.csv"].replace("/education,GB", "/education,W06000015")
    load(sessions, make_seeds(tmp_path / "seeds", forums_csv=welsh))
    assert public(sessions)[STUDENTS].organisations == ("cardiff",)


def test_loading_twice_changes_no_row_at_all(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    load(sessions, folder)
    before = everything(sessions)
    report = load(sessions, folder, LATER)
    assert report.unchanged
    assert report.counts["listed"] == 0
    assert everything(sessions) == before


def test_a_file_saved_anew_brings_no_change_no_decision_and_no_row(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    load(sessions, folder)
    before = everything(sessions)
    report = load(sessions, make_seeds(folder, forums_csv=FILES["forums.csv"] + "\n"), LATER)
    assert not report.unchanged
    after = everything(sessions)
    assert {name: len(rows) for name, rows in after.items()} == {name: len(rows) for name, rows in before.items()}
    same = ("change", "ledger", "head", "forum", "site", "forum_topic", "forum_region", "organisation", "topic")
    assert {name: after[name] for name in same} == {name: before[name] for name in same}


def test_a_row_that_says_something_new_is_taken_over(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    load(sessions, folder)
    report = load(sessions, make_seeds(folder, forums_csv=EDITED), LATER)
    assert (report.counts["changed"], report.counts["listed"]) == (1, 0)
    assert public(sessions)[BUSES].name == "Bus and Coach Talk"
    with sessions.read() as session:
        assert [change.kind for change in changes_since(session, 2)] == ["changed"]


def test_malformed_rows_are_reported_and_the_others_load(sessions: Sessions, tmp_path: Path) -> None:
    rows = (
        with_row("https://nosource.example.org/,No Source,,,,,,,")
        + "https://last.example.org/,Last,,,,,,https://b.example.com/y,\n"
    )
    report = load(sessions, make_seeds(tmp_path / "seeds", forums_csv=rows))
    assert [(p.file, p.line, p.column) for p in report.problems] == [("forums.csv", 5, "named_in")]
    assert set(public(sessions)) == {STUDENTS, BUSES, "https://last.example.org/"}


def test_problems_are_told_again_when_nothing_is_written(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds", forums_csv=with_row("https://a.example.org/,No Source,,,,,,,"))
    assert load(sessions, folder).problems == load(sessions, folder, LATER).problems


def test_a_missing_file_is_a_problem_and_the_rest_is_loaded(sessions: Sessions, tmp_path: Path) -> None:
    report = load(sessions, make_seeds(tmp_path / "seeds", forums_csv=None))
    assert [problem.file for problem in report.problems] == ["forums.csv"]
    assert report.counts["topics"] == 3


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("organisations.csv", None),
        ("regions.csv", None),
        ("councils.csv", None),
        ("govuk_topics.csv", b""),
        ("organisations.csv", b"\xff\xfea"),
        ("regions.csv", "none of the columns\nx\n"),
        ("organisations.csv", "header"),
    ],
)
def test_a_closed_list_that_cannot_be_read_takes_nothing_from_any_forum(
    sessions: Sessions, tmp_path: Path, file: str, content: str | bytes | None
) -> None:
    folder = make_seeds(tmp_path / "seeds")
    load(sessions, folder)
    before = everything(sessions)
    spoilt = FILES[file].partition("\n")[0] + "\n" if content == "header" else content
    make_seeds(folder, **{file.replace(".", "_"): spoilt}, forums_csv=EDITED)
    report = load(sessions, folder, LATER)
    assert {problem.file for problem in report.problems} == {file}
    assert "nothing was loaded" in report.problems[-1].reason
    assert everything(sessions) == before
    make_seeds(folder, forums_csv=EDITED)
    assert load(sessions, folder, LATER).counts["changed"] == 1


def test_a_broken_row_of_the_organisations_takes_none_from_a_forum(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    load(sessions, folder)
    before = public(sessions)
    broken = FILES["organisations.csv"].replace(",department,", ",depratment,")
    report = load(sessions, make_seeds(folder, organisations_csv=broken), LATER)
    assert [problem.column for problem in report.problems] == ["kind"]
    assert before[STUDENTS].organisations
    assert public(sessions) == before


def test_private_addresses_are_never_listed(sessions: Sessions, tmp_path: Path) -> None:
    rows = [
        f"{address},Private,,,,,,https://b.example.com/x,"
        for address in ("http://169.254.169.254/", "http://localhost/", "http://hens.localhost:8100/", "http://[::1]/")
    ]
    folder = make_seeds(tmp_path / "seeds", forums_csv=with_row("\n".join(rows)))
    report = load(sessions, folder)
    assert [(p.line, p.column) for p in report.problems] == [(line, "address") for line in (5, 6, 7, 8)]
    assert set(public(sessions)) == {STUDENTS, BUSES}


def test_a_demonstration_lists_the_sample_web(sessions: Sessions, tmp_path: Path) -> None:
    with sessions.write() as session:
        mark_demo(session)
    rows = (
        "http://hens.localhost:8100/,Hens,,,,,,sampleweb/data/forums/hens.toml,\nhttp://127.0.0.1:8100/,Bare,,,,,,a/b,"
    )
    report = load(sessions, make_seeds(tmp_path / "seeds", forums_csv=with_row(rows)))
    assert [(p.line, p.column) for p in report.problems] == [(6, "address")]
    assert "http://hens.localhost:8100/" in public(sessions)


def test_a_removed_forum_never_comes_back(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    hosts = SharedHosts.load(folder / "hosts.toml")
    load(sessions, folder)
    with sessions.write() as session:
        forget(session, BUSES, actor="the operator", reason="asked to leave", now=NOW, hosts=hosts)
    before = everything(sessions)
    spelt_otherwise = FILES["forums.csv"].replace(
        "https://buses.example.org/forum/", "http://www.Buses.example.org/forum/index.php"
    )
    report = load(sessions, make_seeds(folder, forums_csv=spelt_otherwise), LATER)
    assert (report.counts["removed"], report.counts["listed"]) == (1, 0)
    after = everything(sessions)
    assert {name: rows for name, rows in after.items() if name in {"forum", "site", "change", "ledger"}} == {
        name: rows for name, rows in before.items() if name in {"forum", "site", "change", "ledger"}
    }
    assert set(public(sessions)) == {STUDENTS}
    assert "buses" not in repr(after["site"]) + repr(after["card"]) + repr(after["observation"])


def test_decisions_against_a_forum_stand(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    for to in (Standing.REFUSED, Standing.WITHDRAWN, Standing.CANDIDATE):
        load(sessions, folder)
        address = "https://buses.example.org/forum/"
        decide(sessions, address, to)
        changes = FILES["forums.csv"].replace("Bus Talk", f"Bus Talk {to}")
        report = load(sessions, make_seeds(folder, forums_csv=changes), LATER)
        assert (report.counts["left"], report.counts["listed"]) == (1, 0), to
        assert address not in public(sessions), to
        decide(sessions, address, Standing.LISTED)


def test_a_forum_that_went_dormant_stays_dormant(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    load(sessions, folder)
    decide(sessions, BUSES, Standing.DORMANT)
    load(sessions, make_seeds(folder, forums_csv=EDITED), LATER)
    assert public(sessions)[BUSES].standing == "dormant"


def test_a_find_of_the_crawler_is_listed_when_it_comes_to_the_seeds(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    hosts = SharedHosts.load(folder / "hosts.toml")
    with sessions.write() as session:
        seen = sighting(
            session, "https://buses.example.org/forum/viewtopic.php?t=1", source="link", now=NOW, hosts=hosts
        )
        assert seen.site_id is not None
        found = open_case(session, site_id=seen.site_id, now=NOW)
    load(sessions, folder, LATER)
    with sessions.read() as session:
        case = case_of_site(session, seen.site_id)
    assert case is not None
    assert (case.public_id, case.standing) == (found.public_id, Standing.LISTED)


def test_a_sensitive_forum_waits_for_a_second_person(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    hosts = SharedHosts.load(folder / "hosts.toml")
    load(sessions, folder)
    load(sessions, make_seeds(folder, forums_csv=EDITED), LATER)
    with sessions.read() as session:
        assert public_at(session, QUIET, hosts) is None
        site = session.scalars(select(Site).where(Site.address == QUIET)).one()
        assert site.front_page_only
        said = session.scalars(
            select(LedgerPayload.payload).join(LedgerEntry, LedgerEntry.seq == LedgerPayload.seq)
            .where(LedgerEntry.action == "proposed")
        ).all()  # fmt: skip
    assert [payload["sensitive"] for payload in said] == ["addiction"]
    assert "second person" in said[0]["reason"]


def test_a_sensitive_find_of_the_crawler_is_proposed_once(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    with sessions.write() as session:
        hosts = SharedHosts.load(folder / "hosts.toml")
        seen = sighting(session, QUIET, source="link", now=NOW, hosts=hosts)
        assert seen.site_id is not None
        open_case(session, site_id=seen.site_id, now=NOW)
    load(sessions, folder)
    load(sessions, make_seeds(folder, forums_csv=EDITED), LATER)
    assert ledger(sessions).count(("seed list", "proposed")) == 1
    assert QUIET not in public(sessions)


def test_a_sensitive_forum_is_listed_when_a_second_person_agreed(sessions: Sessions, tmp_path: Path) -> None:
    agreed = FILES["forums.csv"].replace(",named_in,note", ",sensitive_agreed_by,named_in,note")
    agreed = agreed.replace(",https://press", ",,https://press").replace(",shared/", ",,shared/")
    waiting = agreed.replace(",https://charity", ",,https://charity")
    folder = make_seeds(tmp_path / "seeds", forums_csv=waiting)
    assert load(sessions, folder).counts["waiting"] == 1
    agreed = agreed.replace(",https://charity", ",second editor 2026-11-20,https://charity")
    report = load(sessions, make_seeds(folder, forums_csv=agreed), LATER)
    assert report.problems == ()
    assert report.counts["listed"] == 1
    card = public(sessions)[QUIET]
    assert card.sensitive == "addiction"
    assert card.regions == () or all(region.kind in {"country", "nation"} for region in card.regions)
    with sessions.read() as session:
        consent = session.scalar(select(Forum.sensitive_consent).where(Forum.sensitive.is_not(None)))
    assert consent is not None
    assert "agreed by second editor 2026-11-20" in consent


def test_loads_at_the_same_moment_make_one_of_each(sessions: Sessions, tmp_path: Path) -> None:
    folder = make_seeds(tmp_path / "seeds")
    start, wrong = threading.Barrier(4), []

    def one() -> None:
        start.wait()
        try:
            load(sessions, folder)
        except Exception as error:  # noqa: BLE001  # whatever it is, the test says so
            wrong.append(error)

    threads = [threading.Thread(target=one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert set(public(sessions)) == {STUDENTS, BUSES}
    assert ledger(sessions).count(("seed list", "listed")) == 2
    assert ledger(sessions).count(("seed list", "proposed")) == 1
    with sessions.read() as session:
        assert len(changes_since(session, 0)) == 2
        assert verify(session).problem is None


def test_two_rows_of_one_forum_do_not_take_turns(sessions: Sessions, tmp_path: Path) -> None:
    """The forum of one row was merged into that of another: only the one it is fetched from speaks for it."""
    folder = make_seeds(tmp_path / "seeds")
    load(sessions, folder)
    gone, kept = forum_id(sessions, "https://students.example.org/"), forum_id(sessions, BUSES)
    with sessions.write() as session:
        move(session, gone, Standing.MERGED, role=Role.MODERATOR, actor="ann", reason="one", now=LATER, into=kept)
    with sessions.read() as session:
        seq = newest_change(session)
    for number in range(2):
        changes = FILES["forums.csv"] + "\n" * (number + 1)
        assert load(sessions, make_seeds(folder, forums_csv=changes), LATER).counts["changed"] == 0
    with sessions.read() as session:
        assert not changes_since(session, seq)
