"""Mutual help is told in plain words, and only where enough was read to tell it."""

from collections.abc import Sequence
from typing import Any

from registry.assess import Assessor
from registry.ingest.judging import judge
from registry.profile import ForumProfile

TITLES = ("Benefit claim refused, please help", "How do I appeal a PIP decision?", "Any advice on Universal Credit?")


def judged(assessor: Assessor, name: str, titles: Sequence[str]) -> Any:
    return judge(assessor, {"name": name}, ForumProfile(), titles, "https://claims.example/").peer_support


def test_evidence_names_topics_by_their_titles_and_words_as_words(assessor: Assessor) -> None:
    found = judged(assessor, "Benefits advice forum", TITLES)
    assert found.is_ is True
    assert any("people come for help with its topic, " in said for said in found.evidence)
    assert not any("/" in said for said in found.evidence)
    assert not any(": in " in said for said in found.evidence)


def test_a_front_page_alone_does_not_tell_that_there_is_no_help(assessor: Assessor) -> None:
    assert judged(assessor, "Model railway photographs", ()).is_ is None
    assert judged(assessor, "Model railway photographs", ("My new layout", "Photographs of the week")).is_ is False
