"""What is kept of titles gives the judgement the titles gave; what judges has one name."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.assess import Assessor, Heard, Subject, files
from registry.assess.phrases import heard_in
from registry.assess.rules import SEEDS as READ
from registry.assess.rules import Rules
from tests.reassess.conftest import SEEDS

WORDS = (
    "PIP", "pip", "bailiffs", "universal credit", "Manchester", "Reading", "bath", "help", "refused", "hens",
    "pregnant", "section 21", "SEN", "send", "£40", "NHS", "football", "for sale", "Wales", "gla", "landlord",
    "any advice",
)  # fmt: skip


@pytest.fixture(scope="module")
def assessor() -> Assessor:
    return Assessor.load(SEEDS)


@settings(max_examples=150, deadline=None)
@given(
    titles=st.lists(st.lists(st.sampled_from(WORDS) | st.text(max_size=6), max_size=5).map(" ".join), max_size=12),
    boards=st.lists(st.sampled_from(WORDS), max_size=4),
    name=st.sampled_from(WORDS),
)
def test_a_judgement_by_what_titles_said_is_the_one_by_titles(assessor, titles, boards, name) -> None:
    subject = Subject(
        name=name, boards=tuple(boards), thread_titles=tuple(titles), url="https://leedsforum.co.uk/", language="en"
    )
    judged = assessor.assess(subject)
    heard = heard_in(judged.hits, len(titles))
    assert Heard.from_json(heard.as_json()) == heard
    again = assessor.assess(replace(subject, thread_titles=(), heard=heard))
    assert again.as_json() == judged.as_json()


def test_titles_that_are_there_count_and_not_what_others_said(assessor: Assessor) -> None:
    subject = Subject(name="Board", thread_titles=("cats",), heard=Heard(9, (("Bailiffs ", 9),)))
    assert assessor.assess(subject).topics == ()
    assert assessor.assess(replace(subject, thread_titles=(), boards=("Debt advice",))).topics


def test_a_phrase_the_seeds_no_longer_have_says_nothing(assessor: Assessor) -> None:
    heard = Heard(3, (("No Such Phrase ", 3), ("", 1)))
    assert assessor.assess(Subject(name="Board", heard=heard)).hits == assessor.assess(Subject(name="Board")).hits


def test_the_rules_are_named_by_all_that_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = tmp_path / "whole"
    whole.mkdir()
    for file in READ:
        shutil.copy(SEEDS / file, whole / file)
    opened: list[str] = []
    plain = files.read_bytes
    monkeypatch.setattr(files, "read_bytes", lambda path: opened.append(path.name) or plain(path))
    loaded = Assessor.load(whole)  # what else it opened would not be there
    assert set(opened) <= set(READ)
    assert loaded.judged_by == Rules.of(whole).name
    for name in READ:
        before = (whole / name).read_bytes()
        (whole / name).write_bytes(before + b"\n")
        assert Rules.of(whole).name != loaded.judged_by
        (whole / name).write_bytes(before)
    assert Rules.of(whole).name == loaded.judged_by


def test_a_name_tells_whether_topics_or_code_differ() -> None:
    rules = Rules("a" * 12, "b" * 12)
    assert rules.judged(rules.name)
    assert len(rules.name) <= 40
    assert (rules.judged(None), rules.same_topics(None)) == (False, False)
    assert rules.same_topics("a" * 12 + "-c")
    assert not rules.same_topics("c-" + "b" * 12)
