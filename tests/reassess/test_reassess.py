"""Judging again: what would move is shown and not written; what is written goes the one way all goes."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from registry.assess.rules import Rules
from registry.catalogue.card import CardTopic
from registry.catalogue.filing import file_topics
from registry.catalogue.lifecycle import Role, case_of, move
from registry.catalogue.model import AssessmentRow, Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.writing import write_cards
from registry.db import Sessions
from registry.frontier.model import Host, PrivateText, Site
from registry.frontier.queue import recompute_due
from registry.history import changes_since, newest_change
from registry.history.model import LedgerEntry, LedgerPayload
from registry.ingest import import_profiles
from registry.ingest.reassess import ages, count_forums, scope
from registry.ingest.reassess.scope import Scope
from registry.ingest.reassess.stored import load
from registry.vocabulary import Source, Standing
from tests.reassess import making
from tests.reassess.conftest import CARE, DEBT, HOMES
from tests.reassess.making import LATER, NOW, applied, card, forget_titles, judgement, planned, read, topics, whole
from tests.store.making import HOSTS, visit

DEBT_ONLY_STRONG = ("bailiffs, debt advice, statutory demand", "bankruptcy petition")
LESS_SURE = ('section 21"\nfair = "', 'section 8"\nfair = "section 21, ')
TITLES = ("Letting agent keeps the deposit", "Is this section 21 valid?", "Letting agent again", "Letting agent fees")


def test_what_a_visit_brought_is_judged_just_the_same(sessions: Sessions, judges) -> None:
    read(sessions, judges(), titles=TITLES)
    before = whole(sessions)
    plan, moves = planned(sessions, judges())
    assert (plan.seen, plan.same, moves) == (1, 1, [])
    assert whole(sessions) == before


def test_what_would_move_is_shown_and_nothing_is_written(sessions: Sessions, judges) -> None:
    one = read(sessions, judges())
    before = whole(sessions)
    plan, moves = planned(sessions, judges(DEBT_ONLY_STRONG))
    assert whole(sessions) == before
    assert (plan.moved, plan.kinds["topic lost"], plan.kinds["first topic"]) == (1, 1, 1)
    assert [(part.kind, part.before, part.after) for part in moves[0].parts][:2] == [
        ("first topic", DEBT, ""), ("topic lost", DEBT, ""),
    ]  # fmt: skip
    assert moves[0].public_id == one


def test_applying_writes_card_change_and_ledger(sessions: Sessions, judges) -> None:
    one = read(sessions, judges())
    with sessions.read() as session:
        cursor = newest_change(session)
    shown, _ = planned(sessions, judges(DEBT_ONLY_STRONG))
    plan, moves = applied(sessions, judges(DEBT_ONLY_STRONG))
    assert (plan.moved, plan.digest) == (1, shown.digest)
    assert topics(sessions, one) == []
    with sessions.read() as session:
        (change,) = changes_since(session, cursor)
        entry = session.execute(
            select(LedgerEntry.role, LedgerPayload.payload)
            .join(LedgerPayload)
            .where(LedgerEntry.action == "judged again")
        ).one()
    assert (change.public_id, "topics" in str(change.parts)) == (one, True)
    assert (entry.role, entry.payload["actor"]) == ("operator", "ann")
    assert [one.public_id for one in moves] == [one]
    again, _ = applied(sessions, judges(DEBT_ONLY_STRONG))
    assert (again.same, again.differing) == (1, 0)


def test_topics_outlive_the_titles_they_rest_on(sessions: Sessions, judges) -> None:
    one = read(sessions, judges(), name="The Board", boards=(), titles=TITLES)
    before = card(sessions, one)
    assert [topic.path for topic in before.topics] == [HOMES]
    forget_titles(sessions)
    plan, moves = planned(sessions, judges())
    assert (plan.same, moves) == (1, [])
    plan, moves = applied(sessions, judges(LESS_SURE))
    assert plan.differing == 1
    assert not [part for move in moves for part in move.parts if "topic" in part.kind]
    assert card(sessions, one).topics[0].score < before.topics[0].score
    assert card(sessions, one).topics[0].evidence[0] == "letting agent: in 3 thread titles"
    plan, _ = applied(sessions, judges(("letting agent, section 21", "eviction")))
    assert topics(sessions, one) == []
    plan, _ = applied(sessions, judges())
    assert card(sessions, one).topics == before.topics


def test_what_is_kept_of_titles_is_ours(sessions: Sessions, judges) -> None:
    one = read(sessions, judges(), titles=("Zebedee Quux and his letting agent", "Bailiffs at Quux's"))
    kept = judgement(sessions, one).heard
    assert kept["titles"] == 2
    assert {key.strip().lower() for key, _ in kept["phrases"]} >= {"letting agent", "bailiffs"}
    assert "quux" not in str(kept).lower()


def test_titles_whose_time_is_over_are_not_used(sessions: Sessions, judges) -> None:
    one = read(sessions, judges(), name="The Board", boards=(), titles=TITLES)
    making.as_before_migration(sessions)
    plan, _ = planned(sessions, judges(), now=NOW + timedelta(days=31))
    assert (plan.waiting, plan.differing) == (1, 0)
    plan, _ = planned(sessions, judges(), now=NOW + timedelta(days=29))
    assert (plan.waiting, plan.same) == (0, 1)
    assert topics(sessions, one) == [HOMES]


def test_a_forum_whose_titles_are_gone_untold_waits_for_its_visit(sessions: Sessions, judges) -> None:
    one = read(sessions, judges(), name="The Board", boards=(), titles=TITLES)
    forget_titles(sessions)
    making.as_before_migration(sessions)
    before = whole(sessions)
    plan, _ = applied(sessions, judges())
    assert (plan.waiting, plan.seen) == (1, 1)
    assert whole(sessions) == before
    assert topics(sessions, one) == [HOMES]


def test_a_waiting_forum_that_is_sensitive_is_heeded_at_once(sessions: Sessions, judges) -> None:
    read(sessions, judges(("survivors of storms", "nothing of it")), name="Survivors of storms talk")
    forget_titles(sessions)
    making.as_before_migration(sessions)
    plan, _ = applied(sessions, judges())
    assert (plan.waiting, plan.kinds["sensitive"]) == (0, 1)


def test_what_is_kept_of_titles_is_kept_by_the_first_judging_that_still_has_them(sessions: Sessions, judges) -> None:
    one = read(sessions, judges(), titles=TITLES)
    kept = judgement(sessions, one).heard
    making.as_before_migration(sessions)
    plan, _ = applied(sessions, judges())
    assert plan.same == 1
    assert judgement(sessions, one).heard == kept


def test_what_people_filed_stands_above(sessions: Sessions, judges) -> None:
    one = read(sessions, judges())
    with sessions.write() as session:
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == one))
        file_topics(session, forum_id, Source.EDITED, [CardTopic(CARE, "", 1.0)])
        write_cards(session, [forum_id], NOW)
    plan, moves = applied(sessions, judges(DEBT_ONLY_STRONG))
    assert [part.kind for m in moves for part in m.parts if "topic" in part.kind] == []
    assert plan.differing == 1
    assert topics(sessions, one) == [CARE]


def test_a_forum_found_sensitive_is_treated_as_at_a_visit(sessions: Sessions, judges) -> None:
    before = judges(("survivors of storms", "nothing of it"))
    boards = ("Manchester", "Salford")
    one = read(sessions, before, name="Survivors of storms, Manchester", boards=boards, titles=TITLES)
    _, moves = planned(sessions, judges())
    assert moves[0].parts[0].kind == "sensitive"
    with sessions.read() as session:
        assert session.scalars(select(PrivateText.words)).all()
    plan, _ = applied(sessions, judges())
    assert plan.kinds["sensitive"] == 1
    shown = card(sessions, one)
    assert shown.sensitive == "abuse"
    assert {place.kind for place in shown.regions} <= {"country", "nation"}
    assert judgement(sessions, one).heard == {"titles": 0, "phrases": []}
    with sessions.read() as session:
        assert not session.scalars(select(PrivateText.words)).all()
        assert session.scalars(select(Site.front_page_only)).all() == [True]
        assert "found sensitive" in session.scalars(select(LedgerEntry.action)).all()
    again, _ = applied(sessions, judges())
    assert again.same == 1


def test_a_sensitive_forum_is_never_judged_by_titles(sessions: Sessions, judges) -> None:
    one = read(sessions, judges(), name="The Board", boards=(), titles=TITLES)
    with sessions.write() as session:
        session.execute(update(Forum).values(sensitive="abuse"))
    applied(sessions, judges())
    assert topics(sessions, one) == []
    assert judgement(sessions, one).heard == {"titles": 0, "phrases": []}


def test_a_forum_that_people_call_sensitive_keeps_nothing_of_its_titles(sessions: Sessions, judges) -> None:
    one = read(sessions, judges(), name="The Board", boards=(), titles=TITLES)
    assert judgement(sessions, one).heard["titles"] == len(TITLES)
    with sessions.write() as session:
        list_seed(session, Placement("https://one.example/", "The Board", sensitive="abuse"), now=NOW, hosts=HOSTS)
    assert judgement(sessions, one).heard is None
    plan, _ = applied(sessions, judges())
    assert (plan.waiting, topics(sessions, one)) == (0, [])


def test_forums_decided_against_are_left_alone(sessions: Sessions, judges) -> None:
    one = read(sessions, judges())
    with sessions.write() as session:
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == one))
        move(session, forum_id, Standing.WITHDRAWN, role=Role.OWNER, actor="x", reason="y", now=NOW)
        assert case_of(session, forum_id) is not None
    plan, _ = applied(sessions, judges(DEBT_ONLY_STRONG))
    assert plan.seen == 0
    with sessions.read() as session:
        assert count_forums(session, Scope()) == 0
        assert load(session, [forum_id], LATER) == []


def test_activity_is_that_of_the_last_visit_whatever_the_day(sessions: Sessions, judges) -> None:
    one = read(sessions, judges())
    grown = making.profile("The Money Board", ("Bailiffs",), (), posts=60000)
    visit(sessions, NOW + timedelta(days=40), assessor=judges(), profile=grown)
    before = card(sessions, one).activity
    assert before.score is not None
    plan, moves = planned(sessions, judges(), now=NOW + timedelta(days=900))
    assert (plan.same, moves) == (1, [])


def test_an_imported_forum_is_judged_again_without_activity(sessions: Sessions, judges) -> None:
    told = {"id": "m", "name": "Board", "url": "https://m.example/", "boards": ["Bailiffs"], "thread_titles": ["S 21"]}
    import_profiles(sessions, [json.dumps(told)], actor="ann", assessor=judges(), hosts=HOSTS, now=NOW)
    assert judgement(sessions, "m").activity == {}
    plan, _ = planned(sessions, judges())
    assert (plan.seen, plan.same) == (1, 1)
    applied(sessions, judges(DEBT_ONLY_STRONG))
    assert topics(sessions, "m") == []
    assert judgement(sessions, "m").activity == {}


def test_only_forums_under_a_topic(sessions: Sessions, judges) -> None:
    debts = read(sessions, judges())
    homes = read(sessions, judges(), at="two.example", boards=("Letting agent",), name="Homes")
    anew = judges(DEBT_ONLY_STRONG, ("letting agent, section 21", "eviction"))
    plan, moves = applied(sessions, anew, topic="/money")
    assert ([one.public_id for one in moves], plan.outside) == ([debts], 1)
    assert topics(sessions, homes) == [HOMES]
    assert judgement(sessions, homes).judged_by != anew.judged_by
    _, moves = applied(sessions, anew, forums=frozenset({homes}))
    assert [one.public_id for one in moves] == [homes]


def test_those_judged_by_the_same_rules_are_passed_over(sessions: Sessions, judges) -> None:
    one = judges()
    read(sessions, one)
    assert planned(sessions, one, rules=one.judged_by)[0].seen == 0
    assert planned(sessions, one, rules=one.judged_by, again=True)[0].seen == 1
    other = judges(DEBT_ONLY_STRONG)
    assert planned(sessions, other, rules=other.judged_by)[0].seen == 1
    applied(sessions, other, rules=other.judged_by)
    assert planned(sessions, other, rules=other.judged_by)[0].seen == 0


def test_who_is_stopped_half_way_goes_on_where_he_stopped(sessions: Sessions, judges, monkeypatch) -> None:
    for n in range(5):
        read(sessions, judges(), at=f"f{n}.example", name=f"Money {n}")
    monkeypatch.setattr(scope, "STEP", 2)
    other = judges(DEBT_ONLY_STRONG)

    class Killed(Exception):
        pass

    asked = 0

    class Kills:
        judged_by = other.judged_by

        def assess(self, subject):
            nonlocal asked
            asked += 1
            if asked == 4:
                raise Killed
            return other.assess(subject)

    with pytest.raises(Killed):
        applied(sessions, Kills(), rules=other.judged_by)  # type: ignore[arg-type]
    with sessions.read() as session:
        done = session.scalars(select(AssessmentRow.judged_by).order_by(AssessmentRow.forum_id)).all()
    assert [by == other.judged_by for by in done] == [True, True, False, False, False]
    plan, _ = applied(sessions, other, rules=other.judged_by)
    assert (plan.seen, plan.moved) == (3, 3)


def test_what_was_not_shown_is_not_written(sessions: Sessions, judges) -> None:
    one = read(sessions, judges())
    two = read(sessions, judges(), at="two.example", name="Money two")
    other = judges(DEBT_ONLY_STRONG)
    shown, _ = planned(sessions, other)
    later = making.profile("The Money Board", ("Bailiffs", "Letting agent"), ())
    with sessions.write() as session:
        session.execute(update(Site).values(next_due=LATER))
        recompute_due(session, list(session.scalars(select(Host.id))))
    visit(sessions, LATER, assessor=judges(), only="one.example", profile=later)  # type: ignore[arg-type]
    plan, moves = applied(sessions, other, shown=shown.shown)
    assert ([one.public_id for one in moves], plan.left) == ([two], 1)
    assert DEBT in topics(sessions, one)


def test_ages_tell_topics_from_code(sessions: Sessions, judges, seeds) -> None:
    folder = seeds()
    rules = Rules.of(folder)
    for n in range(4):
        read(sessions, judges(), at=f"f{n}.example", name=f"Money {n}")
    with sessions.write() as session:
        ids = list(session.scalars(select(AssessmentRow.forum_id).order_by(AssessmentRow.forum_id)))
        for forum_id, by in zip(ids[1:], (None, f"{rules.topics}-0", f"0-{rules.code}"), strict=True):
            session.execute(update(AssessmentRow).where(AssessmentRow.forum_id == forum_id).values(judged_by=by))
    with sessions.read() as session:
        found = ages(session, rules)
        assert count_forums(session, Scope(rules=rules.name)) == found.older == 3
    assert (found.present, found.older_topics, found.older_code, found.unnoted) == (1, 1, 1, 1)
