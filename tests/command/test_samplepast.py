"""The demo's past: there, marked as sample, the same again, and possible in a demonstration only."""

import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import MetaData, func, select

import sampleweb
from forum_registry.demonstration import demo_settings, prepare_demo
from forum_registry.samplepast import PastTold, write_past
from registry.catalogue.growth import with_growth
from registry.catalogue.model import CardRow, Forum, Organisation
from registry.catalogue.record import figures, record_history
from registry.db import Sessions, make_sessions
from registry.evidence.history import series, write_sample_history
from registry.evidence.model import Snapshot
from registry.history import mark_demo, verify
from registry.history.marks import NotADemonstration
from registry.history.model import Change
from registry.history.past import open_past
from registry.migrating import migrate
from registry.settings import PROJECT, Settings
from registry.stewardship.kinds import LetterKind
from registry.stewardship.model import Letter
from registry.vocabulary import Stance

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Prepared:
    """A demo before its crawl."""

    web: sampleweb.SampleServer
    sessions: Sessions
    told: PastTold

    def forum(self, name: str) -> Forum:
        """The forum of a sample site."""
        with self.sessions.read() as session:
            named = select(Forum).where(Forum.named_in == f"sampleweb/data/forums/{name}.toml")
            found = session.scalars(named).one()
            session.expunge(found)
        return found


def _settings(url: str, folder: Path) -> Settings:
    shutil.copytree(PROJECT / "seeds", folder / "seeds")
    sampleweb.write_organisations(folder / "seeds")
    return replace(Settings(), database_url=url, seeds=str(folder / "seeds"))


@pytest.fixture(params=["sqlite", "postgresql"], scope="module")
def prepared(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Prepared]:
    folder = tmp_path_factory.mktemp("past")
    server = request.getfixturevalue("postgres_server") if request.param == "postgresql" else None
    name = server.create() if server else ""
    url = server.url(name) if server else request.getfixturevalue("sqlite_template").copy(folder / "past.db")
    sessions = make_sessions(url)
    with sampleweb.serve(now=NOW, log=False) as web:
        with sessions.write() as session:
            mark_demo(session)
        yield Prepared(web, sessions, write_past(_settings(url, folder), web, NOW))
    sessions.dispose()
    if server:
        server.drop(name)


def test_at_least_forty_sample_forums_wait_to_be_found_or_are_listed() -> None:
    forums = [site for site in sampleweb.sites() if site.outcome == "profiled" and not site.alone]
    assert len(forums) >= 40
    assert len([site for site in forums if not site.seed]) >= 5, "candidates, found by links"
    assert max(site.members or 0 for site in forums if (site.members or 0) < 10**9) >= 400_000
    assert {site.language for site in forums} == {"en", "cy", "de"}


def test_the_list_grew_over_more_than_a_year(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        changes = session.execute(select(Change.kind, Change.at).order_by(Change.seq)).all()
        listed = session.scalars(select(Forum.listed_at).where(Forum.listed_at.is_not(None))).all()
    kinds = Counter(kind for kind, _ in changes)
    assert kinds["added"] >= 40
    assert kinds["removed"] == kinds["merged"] == 1
    assert kinds["changed"] >= 10
    moments = [at for _, at in changes]
    assert moments == sorted(moments), "numbers follow time"
    assert moments[0] < NOW - timedelta(days=400)
    assert max(moments) < NOW
    assert len({at.date() for at in listed if at}) >= 8


def test_the_ledger_of_the_past_holds(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        verified = verify(session)
    assert verified.problem is None
    assert verified.entries > 50


def test_most_forums_have_figures_over_time_and_all_are_marked_as_sample(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        marks = session.execute(select(Snapshot.sample, func.count()).group_by(Snapshot.sample)).all()
        forums = session.scalars(select(Snapshot.forum_id).distinct()).all()
        shown = figures(session, prepared.forum("night-feed").public_id)
    assert [tuple(row) for row in marks] == [(True, prepared.told.figures)]
    assert len(forums) >= 30
    assert shown is not None
    assert shown.sample
    assert len(shown.points) >= 25


def test_figures_lead_up_to_those_of_the_pages_and_never_past_them() -> None:
    for site in sampleweb.sites(now=NOW):
        told = sampleweb.past_figures(site, NOW.date())
        assert [point.at for point in told] == sorted({point.at for point in told}), site.name
        for counter in ("threads", "posts", *(["members"] if site.past.shape != "falling" else [])):
            stated = getattr(site, counter)
            past = [getattr(point, counter) for point in told]
            assert past == sorted(past) if stated is not None else set(past) <= {None}, site.name
            assert stated is None or max(past, default=0) <= stated, site.name
        assert all(point.at < NOW - timedelta(days=3) for point in told)


def test_one_falls_one_has_a_gap_and_a_silent_one_stands_still(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        falling, gap, silent = (
            with_growth(series(session, prepared.forum(name).id).points)
            for name in ("apprentice-bench", "home-and-dry", "loft-and-lag")
        )
    assert [point for point in falling if "members" in point.odd]
    rates = [point.posts_per_day or 0 for point in falling[1:]]
    assert sum(rates[:8]) > 2 * sum(rates[-8:])
    assert max(after.at - before.at for before, after in pairwise(gap)) > timedelta(days=90)
    assert len({point.posts for point in silent}) == 1


def test_the_same_day_gives_the_same_figures_and_another_day_others() -> None:
    site = next(site for site in sampleweb.sites(now=NOW) if site.name == "night-feed")
    assert sampleweb.past_figures(site, NOW.date()) == sampleweb.past_figures(site, NOW.date())
    assert sampleweb.past_figures(site, NOW.date()) != sampleweb.past_figures(site, NOW.date() - timedelta(days=1))


def test_the_record_of_a_forum_tells_its_past(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        told = record_history(session, prepared.forum("send-families").public_id)
    words = [event.words for event in told]
    assert any("from “SEND Families” to “SEND Families Together”" in one for one in words)
    assert {"found", "listed"} <= {event.kind for event in told}


def test_a_sensitive_forum_waits_for_a_second_person_and_another_has_one(prepared: Prepared) -> None:
    assert prepared.forum("day-one-again").listed_at is None
    assert prepared.forum("small-lanterns").listed_at is not None


def test_forums_said_all_that_a_forum_can_say_of_officials(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        cards = session.scalars(select(CardRow.document)).all()
    said = [card for card in cards if card["stance_at"]]
    for answer in ("taking_part", "reading"):
        assert {card[answer] for card in cards} == set(map(str, Stance))
        assert {card[answer] for card in cards if not card["stance_at"]} == {"unknown"}
    assert all(card["stance_said"].endswith("(sample)") for card in said)
    grumbles = next(card for card in cards if card["name"] == "Ground Rent Grumbles")
    assert (grumbles["taking_part"], grumbles["reading"]) == ("not_welcome", "unknown")


def test_who_left_is_gone(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        cards = session.scalars(select(CardRow.document)).all()
    assert not [card for card in cards if "saltmarsh" in card["address"]]


def test_a_letter_of_each_kind_was_answered_and_another_waits(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        rows = session.execute(select(Letter.kind, Letter.answer, Letter.at, Letter.answered_at)).all()
    assert {kind for kind, answer, _, _ in rows if answer} == set(map(str, LetterKind))
    assert {kind for kind, answer, _, _ in rows if not answer} == set(map(str, LetterKind))
    assert all(at <= (answered or NOW) < NOW or answered is None for _, _, at, answered in rows)
    assert len(prepared.told.letters) == len(rows)


def test_every_organisation_is_a_sample(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        rows = session.execute(select(Organisation.name, Organisation.kind)).all()
        used = session.scalars(select(CardRow.document)).all()
    assert [name for name, _ in rows if not name.endswith(("(sample)", "(sample council)"))] == []
    assert {name for name, _ in rows if name.endswith("(sample)")} == {
        "Department for Everyday Life (sample)",
        "Menai and Dwyfor Council (sample)",
    }
    filed = Counter(slug for card in used for slug in card["organisations"])
    assert filed["department-for-everyday-life-sample"] >= 20
    assert filed["menai-and-dwyfor-council-sample"] >= 3


def test_without_the_demo_mark_nothing_is_made_up(tmp_path: Path, sqlite_template: Any) -> None:
    url = sqlite_template.copy(tmp_path / "live.db")
    settings, sessions = _settings(url, tmp_path), make_sessions(url)
    before = _everything(sessions)
    with sampleweb.serve(now=NOW, log=False) as web, pytest.raises(NotADemonstration):
        write_past(settings, web, NOW)
    with sessions.read() as session, pytest.raises(NotADemonstration):
        open_past(session, NOW)
    with sessions.write() as session, pytest.raises(NotADemonstration):
        write_sample_history(session, 1, [])
    assert _everything(sessions) == before
    sessions.dispose()


def test_today_and_what_is_to_come_are_not_the_past(prepared: Prepared) -> None:
    with prepared.sessions.read() as session:
        past = open_past(session, NOW)
    assert past.at(1).date() == NOW.date() - timedelta(days=1)
    for days, minutes in ((0, 0), (-1, 0), (1, 24 * 60)):
        with pytest.raises(ValueError, match="not in the past"):
            past.at(days, minutes)


def test_only_the_demo_opens_the_past() -> None:
    """Nothing else in the program can date things back: the door is asked for in one file, and that one in another."""
    code = [
        path
        for room in ("registry", "crawler", "registry_api", "forum_registry")
        for path in (PROJECT / room).rglob("*.py")
    ]
    asks = {path.relative_to(PROJECT).as_posix() for path in code if "history.past" in path.read_text(encoding="utf-8")}
    assert asks == {"forum_registry/samplepast.py"}
    makes = {path.name for path in code if "samplepast import" in path.read_text(encoding="utf-8")}
    assert makes == {"demonstration.py"}


def test_a_second_demo_starts_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("forum_registry.demonstration.PROJECT", tmp_path)
    settings = demo_settings(Settings(), 8100)
    counts = []
    with sampleweb.serve(now=NOW, log=False) as web:
        for _ in range(2):
            prepare_demo(settings, PROJECT / "seeds", web, NOW)
            sessions = make_sessions(settings.database_url)
            with sessions.read() as session:
                counts.append(
                    (session.scalar(select(func.count(Change.seq))), session.scalar(select(func.count(Letter.id))))
                )
            sessions.dispose()
    assert counts[0] == counts[1]
    migrate(settings.database_url)


def _everything(sessions: Sessions) -> dict[str, int | None]:
    """How many rows each table has."""
    tables = MetaData()
    tables.reflect(sessions.engine)
    with sessions.read() as session:
        return {one.name: session.scalar(select(func.count()).select_from(one)) for one in tables.sorted_tables}
