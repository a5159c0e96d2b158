"""`topics`: what is wrong and where, which subjects there are, and how a judgement came about."""

import json
import re

import pytest

from registry.assess import Assessor, Subject
from registry.assess.checks import Kind, check_topics
from registry.assess.checks.phrases import silent
from registry.assess.subjects import MOST_CLAIM_HINT, claims_of, subjects_of
from registry.db import Sessions
from tests.reassess.conftest import DEBT, HOMES
from tests.reassess.making import forget_titles, read

RENTING = 'name = "Renting"'


def found(folder, kind: Kind) -> list[str]:
    return [str(one) for one in check_topics(folder) if one.kind is kind]


def test_small_sound_seeds_lack_nothing_but_number(seeds) -> None:
    assert [one.said for one in check_topics(seeds())] == ["3 subjects only; 150 are the fewest for all of government"]


@pytest.mark.parametrize(
    ("old", "new", "kind", "said"),
    [
        ('["insolvency-service"]', '["no-such-body"]', Kind.UNKNOWN, "Debt: unknown organisation no-such-body"),
        ("insolvency-service", "manchester", Kind.UNKNOWN, ""),
        (RENTING, f'{RENTING}\nstong = "x"', Kind.FORM, "Renting: `stong` is no word of a subject"),
        (RENTING, f'{RENTING}\nseeking = "often"', Kind.FORM, "Renting: `seeking` is 'often'"),
        (RENTING, f'{RENTING}\ncountry = "Britain"', Kind.FORM, "Renting: `country` is 'Britain'"),
        ('synonyms = "tenancy"\n', "", Kind.BARE, "warning: Renting: no synonyms"),
        (
            'fair = "landlords"',
            'against = "section 21"',
            Kind.CONTRARY,
            "line 17: Renting: 'section 21' is both strong",
        ),
        ('fair = "landlords"', 'fair = "section 21"', Kind.CONTRARY, "'section 21' is both strong and fair"),
        ('fair = "landlords"', 'fair = "introductions"', Kind.FURNITURE, "line 18: warning: Renting: 'introductions'"),
        (
            'fair = "landlords"',
            'fair = "pip"',
            Kind.SHORTHAND,
            "line 18: warning: Renting: 'pip' is read as the ordinary",
        ),
        (
            'fair = "landlords"',
            'fair = "db"',
            Kind.SHORTHAND,
            "'db' is read as the ordinary word, or as anything short",
        ),
        (RENTING, f'{RENTING}\nkeeper = "nobody we know"', Kind.UNKEPT, "Renting: its keeper 'nobody we know'"),
        ('keeper = "topics keeper"', "", Kind.UNKEPT, "Debt: nobody keeps it, nor 2 more subjects"),
    ],
)
def test_each_problem_says_where_and_what(seeds, old: str, new: str, kind: Kind, said: str) -> None:
    problems = found(seeds((old, new)), kind)
    assert any(said in problem for problem in problems) if said else not problems, problems


def test_parts_of_the_taxonomy_may_have_keepers_of_their_own(seeds) -> None:
    folder = seeds(("reviewed = 2026-11-20", 'reviewed = 2026-11-20\n\n[keepers]\n"/money" = "the money keeper"'))
    (problem,) = found(folder, Kind.UNKEPT)
    assert "line 9: Debt: its keeper 'the money keeper' is not known" in problem
    with (folder / "keepers.toml").open(encoding="utf-8") as file:
        text = file.read()
    (folder / "keepers.toml").write_text(text.replace('["topics keeper"]', '["topics keeper", "the money keeper"]'))
    assert found(folder, Kind.UNKEPT) == []


def test_a_phrase_that_is_never_found_is_seen_by_trying(seeds) -> None:
    long = "notice " * 30 + "to quit"  # longer than what is read of a title
    (problem,) = found(seeds(('fair = "landlords"', f'fair = "landlords, {long}"')), Kind.UNHEARD)
    assert "line 18: warning: Renting: 'notice notice" in problem
    assert "is never found: 'notice' (titles) is found in its place" in problem


def test_capitals_are_heard_apart_from_small_letters(seeds) -> None:
    folder = seeds(('fair = "landlords"', 'fair = "landlords, NTQ"'), ("statutory demand", "statutory demand, ntq"))
    assert found(folder, Kind.UNHEARD) == []
    assessor = Assessor.load(folder)
    said = {words: subjects_heard(assessor, words) for words in ("NTQ", "ntq")}
    assert said == {"NTQ": {"Renting", "Debt"}, "ntq": {"Debt"}}


def subjects_heard(assessor: Assessor, words: str) -> set[str]:
    hits = assessor.assess(Subject(thread_titles=(words,))).hits
    return {subject for hit in hits for subject, _ in hit.phrase.subjects}


def test_a_hint_that_many_topics_claim_counts_for_none() -> None:
    def claimed(*paths: str) -> list[str]:
        raw = [{"name": path, "topic": path, "strong": f"tenancy {path}", "hint": "forms"} for path in paths]
        subjects = subjects_of("topics.toml", {"subject": raw})
        assert all(("topic" in {mark.family for mark in one.marks(claims_of(subjects))["forms"]}) == (
            len(paths) <= MOST_CLAIM_HINT) for one in subjects)  # fmt: skip
        return [one.said for one in silent(subjects)]

    assert claimed("/money", "/work") == []
    assert claimed("/money", "/work", "/housing") == ["'forms' is claimed by 3 topics, and counts for none"] * 3


def test_every_phrase_in_every_form_is_heard_that_can_be(seeds) -> None:
    phrases = "landlords, evict*, rogue landlord's, QZX, 6 month tenancy, co-living, R2R, naïve tenant, section 8 & 21"
    assert found(seeds(('fair = "landlords"', f'fair = "{phrases}"')), Kind.UNHEARD) == []


@pytest.fixture
def do(call, database_url: str):
    return lambda folder, *words, given="": call(*words, given=given, DATABASE_URL=database_url, SEEDS=str(folder))


@pytest.fixture
def plain(call):
    """Without a database: none of these needs one."""
    return lambda folder, *words, given="": call(*words, given=given, SEEDS=str(folder))


def test_check_counts_and_says_what_is_grave(plain, seeds) -> None:
    sound = plain(seeds(), "topics", "check")
    assert (sound.returncode, "The topics are sound. 1 warnings." in sound.stdout) == (0, True)
    broken = plain(seeds(("insolvency-service", "nobody")), "topics", "check", "--json")
    assert broken.returncode == 1
    lines = [json.loads(line) for line in broken.stdout.splitlines()]
    assert lines[0]["kind"] == "names what nobody knows"
    assert (lines[0]["subject"], lines[0]["phrase"], lines[0]["line"]) == ("Debt", "nobody", 8)


def test_impact_says_how_many_forums_hold_a_phrase(do, sessions: Sessions, seeds, judges) -> None:
    read(sessions, judges())
    read(sessions, judges(), at="two.example", name="Cats", boards=("Cats",))
    folder = seeds(('fair = "landlords"', 'fair = "bailiffs, landlords"\nagainst = "bailiffs"'))
    told = do(folder, "topics", "check", "--impact")
    assert re.search(
        r"'bailiffs' is both against and fair.*\[1 of 2 forums hold it\]|both fair and against.*\[1 of 2", told.stdout
    )


def test_list_and_show(plain, seeds) -> None:
    listed = [json.loads(line) for line in plain(seeds(), "topics", "list", "--json").stdout.splitlines()]
    assert [one["name"] for one in listed] == ["Debt", "Renting", "Harm"]
    assert (listed[0]["keeper"], listed[0]["phrases"]["strong"][0]) == ("topics keeper", "bailiffs")
    assert "Renting" in plain(seeds(), "topics", "list").stdout
    for name in ("renting", HOMES, "rent", "tenancy"):
        shown = plain(seeds(), "topics", "show", name)
        assert shown.stdout.startswith("Renting\n"), name
        assert "strong (+3): letting agent, section 21" in shown.stdout
    assert plain(seeds(), "topics", "show", "zebra").returncode == 2
    assert plain(seeds(), "topics", "show").returncode == 2
    assert plain(seeds(), "topics", "list", "x").returncode == 2


def test_explain_tells_phrases_and_never_titles(plain, seeds) -> None:
    profile = {"name": "Board", "boards": ["Bailiffs"], "thread_titles": ["Quuxley and the bailiffs", "Section 21"]}
    told = plain(seeds(), "topics", "explain", "--json", given=json.dumps(profile))
    found_ = json.loads(told.stdout)
    assert found_["answer"]["topics"][0]["topic"] == DEBT
    debt = found_["subjects"][0]
    assert (debt["subject"], debt["topic"]) == ("Debt", DEBT)
    assert debt["phrases"] == [
        {"phrase": "bailiffs", "where": "in 1 board name, in 1 thread title", "weight": 3.0, "pull": 2.5, "adds": 7.5}
    ]
    assert debt["weight"] == 7.5
    shown = plain(seeds(), "topics", "explain", given=json.dumps(profile))
    assert "in 1 board name, in 1 thread title" in shown.stdout
    assert "Quuxley" not in told.stdout + shown.stdout
    assert plain(seeds(), "topics", "explain", given="nonsense").returncode == 2


def test_explain_a_stored_forum_also_when_its_titles_are_gone(do, sessions: Sessions, seeds, judges) -> None:
    one = read(sessions, judges(), titles=("Quuxley and the bailiffs",))
    told = [do(seeds(), "topics", "explain", "--forum", one, "--json").stdout]
    forget_titles(sessions)
    told.append(do(seeds(), "topics", "explain", "--forum", one, "--json").stdout)
    assert "in 1 thread title" in told[0]
    first, second = (json.loads(text) for text in told)
    assert {**first, "judged_by": 0} == {**second, "judged_by": 0}
    assert "Quuxley" not in told[0]
    assert do(seeds(), "topics", "explain", "--forum", "nobody").returncode == 2
