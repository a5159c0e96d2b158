"""Imported profiles: listed under their own ids, assessed, reported line by line, the same when imported again."""

import json
from datetime import timedelta

from sqlalchemy import select

from registry.assess import Assessment, PeerSupport, TopicMatch
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_card, public_cards
from registry.db import Sessions
from registry.history import mark_demo
from registry.history.model import LedgerEntry, LedgerPayload
from registry.ingest import import_profiles
from registry.tables import metadata
from tests.store.making import HOSTS, NOW, Told, forum_profile, visit

HENS = {
    "id": "hens-uk", "name": "Hens UK", "url": "https://hens.example/forum", "description": "About hens",
    "boards": ["Keeping hens", {"name": "Ducks", "url": "https://hens.example/ducks", "threads": 12, "posts": None}],
    "thread_titles": ["Broody again"], "language": "en", "topics": ["ignored"], "unknown": 1,
}  # fmt: skip
JUDGED = Assessment(topics=(TopicMatch("/environment/poultry", 0.9, ("hens: in 1 thread title",)),),
                    peer_support=PeerSupport(True, 0.8), country="GB")  # fmt: skip


def bring(sessions: Sessions, *lines: object, answer: Assessment = JUDGED):
    told = Told(answer)
    text = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    return import_profiles(sessions, text, actor="ann", assessor=told, hosts=HOSTS, now=NOW), told


def test_a_profile_is_listed_under_its_own_id_and_assessed(sessions: Sessions) -> None:
    report, told = bring(sessions, HENS)
    assert (report.results, report.problems) == ({"listed": 1}, ())
    assert told.asked[0].boards == ("Keeping hens", "Ducks")
    assert told.asked[0].thread_titles == ("Broody again",)
    with sessions.read() as session:
        card = public_card(session, "hens-uk")
        entry = session.execute(select(LedgerEntry.role, LedgerPayload.payload).join(LedgerPayload)).one()
    assert (card.name, card.description, card.language, card.country) == ("Hens UK", "About hens", "en", "GB")
    assert [topic.title for topic in card.topics] == ["Poultry"]
    assert [board.threads for board in card.boards] == [None, 12]
    assert card.peer_support.verdict is True
    assert card.fact("name").source == "imported"
    assert card.fact("members").reason == "not visited yet"
    assert (entry.role, entry.payload["actor"]) == ("import", "ann")


def test_importing_again_changes_nothing(sessions: Sessions) -> None:
    bring(sessions, HENS)

    def public() -> dict:
        with sessions.read() as session:
            tables = {n: t for n, t in metadata.tables.items() if n not in {"reading", "assessment"}}
            return {name: session.execute(select(table)).all() for name, table in tables.items()}

    before = public()
    report, _ = bring(sessions, HENS)
    assert report.results == {"unchanged": 1}
    assert public() == before


def test_bad_lines_are_told_by_number_and_reason_and_the_others_come_in(sessions: Sessions) -> None:
    bad = [
        ("{not json", "not JSON"), ("[1]", "not a JSON object"), ({"name": "x", "url": "https://x.example"}, "id"),
        ({**HENS, "id": "../etc"}, "id"), ({**HENS, "name": "\x00 "}, "name"), ({**HENS, "url": None}, "url"),
        ({**HENS, "id": "b", "url": "ftp://hens.example/"}, "url: not a web address"),
        ({**HENS, "id": "c", "boards": "Hens"}, "boards"), ({**HENS, "id": "d", "boards": [1]}, "boards"),
        ({**HENS, "id": "hens-uk", "url": "https://other.example/"}, "hens-uk"),
        ({**HENS, "id": "hens-two"}, "stands here as hens-uk"), ("[" * 100_000, "not JSON"),
    ]  # fmt: skip
    good = {**HENS, "id": "good", "url": "https://good.example/", "boards": None, "thread_titles": None}
    report, _ = bring(sessions, HENS, *(line for line, _ in bad), "", good)
    assert report.results == {"listed": 2}
    assert [problem.line for problem in report.problems] == list(range(2, len(bad) + 2))
    for problem, (_, said) in zip(report.problems, bad, strict=True):
        assert said in problem.reason, problem
    with sessions.read() as session:
        assert {card.public_id for _, card in public_cards(session, 0, 10)} == {"hens-uk", "good"}
        assert public_card(session, "hens-uk").name == "Hens UK"


def test_what_a_visit_found_is_not_overwritten_by_an_import(sessions: Sessions) -> None:
    bring(sessions, HENS)
    visit(sessions, NOW + timedelta(hours=1), profile=forum_profile(), assessor=Told(Assessment(country="IE")))
    report, told = bring(sessions, {**HENS, "boards": ["Imported again"]})
    assert report.results == {"unchanged": 1}
    assert told.asked == []
    with sessions.read() as session:
        card = public_card(session, "hens-uk")
    assert (card.country, [board.name for board in card.boards]) == ("IE", ["Keeping hens", "Ducks"])
    assert card.fact("members").value == 1200


def test_an_import_of_a_seed_leaves_the_seed_its_id(sessions: Sessions) -> None:
    with sessions.write() as session:
        case = list_seed(session, Placement("https://hens.example/forum/", "Hens"), now=NOW, hosts=HOSTS).case
    report, _ = bring(sessions, HENS)
    assert case.public_id in report.problems[0].reason
    with sessions.read() as session:
        assert public_card(session, case.public_id).name == "Hens"


def test_addresses_that_are_not_public_are_refused(sessions: Sessions) -> None:
    addresses = ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://10.0.0.1:8080/", "http://localhost/"]
    addresses += ["http://hens.localhost:8100/", "http://[::1]/", "http://nas.local/", "http://javascript/"]
    report, _ = bring(sessions, *({**HENS, "id": f"p{n}", "url": url} for n, url in enumerate(addresses)))
    assert report.taken == 0
    assert all(problem.reason.startswith("url: ") for problem in report.problems)
    assert len(report.problems) == len(addresses)
    with sessions.write() as session:
        mark_demo(session)
    report, _ = bring(sessions, {**HENS, "url": "http://hens.localhost:8100/"}, {**HENS, "url": "http://127.0.0.1/"})
    assert report.results == {"listed": 1}
    assert [problem.line for problem in report.problems] == [2]
