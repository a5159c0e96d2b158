"""Coverage of the list in memory: it follows the list, is made once while the list stays, and is quick."""

import random
import time
from dataclasses import replace

import pytest

from registry.assess.subjects import PolicySubject
from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card, CardRegion, CardTopic
from registry.catalogue.coverage import Reference, coverage
from registry.catalogue.coverage_index import WHOLE, Coverages
from registry.catalogue.coverage_rows import Covering
from registry.vocabulary import Covered, GapKind
from tests.coverage.conftest import Seeds as Judge
from tests.coverage.world import REFERENCE, SUBJECTS, TERMS, WALES, row, told
from tests.rank.places import TERMS as RANK_TERMS
from tests.rank.test_major import forum

MANY = 100_000
SECONDS = 5.0
"""Processor time that counting MANY forums may take at most; about a tenth of that where it was written."""


def index() -> ForumIndex:
    return ForumIndex.build(
        [
            forum("a", members=10, topics=["/housing/renting"], regions=["L2"], organisations=("homes",)),
            forum("b", topics=["/housing/renting", "/housing"], regions=["R1"]),
            forum("c", topics=["/health"], organisations=("homes", "unheard-of")),
        ],
        RANK_TERMS,
    )


def test_each_forum_is_counted_once_also_for_bodies_of_places_and_topics() -> None:
    found = index().coverage
    homes, leeds, strange = (found.organisation(slug) for slug in ("homes", "leeds", "unheard-of"))
    assert homes is not None
    assert leeds is not None
    assert strange is not None, "a card names it"
    assert (homes.looked_at, leeds.looked_at, strange.looked_at) == (2, 1, 0)
    assert told(leeds, GapKind.POLICY_AREA) == {"/housing": "one", "/health": "none"}
    assert (found.topic("/nonsense"), found.organisation("nobody")) == (None, None)
    overview = found.overview()
    assert overview.whole.looked_at == 3
    assert [one.scope.code for one in overview.areas] == ["/health", "/housing"]


def test_a_forum_in_both_the_topic_and_the_place_of_a_body_is_looked_at_once() -> None:
    topics, regions = (CardTopic("/health", "Health", 0.9),), (CardRegion(WALES, "Wales", "nation", 0.9),)
    both = Card("a", "A", "https://a.example/", "listed", topics=topics, regions=regions)
    found = ForumIndex.build([both, replace(both, public_id="b", regions=())], TERMS).coverage.organisation("wales")
    assert found is not None
    assert found.looked_at == 2


@pytest.mark.parametrize("path", ["/housing", "/health"])
def test_pages_of_topics_and_gaps_go_by_one_rule(path: str) -> None:
    one = index()
    summary, found = one.areas.topic(path), one.coverage.topic(path)
    assert summary is not None
    assert found is not None
    bare = {gap.code for gap in found.of(GapKind.TOPIC) if gap.state in (Covered.NONE, Covered.WIDER_ONLY)}
    assert {area.code for area in summary.uncovered} == bare


def test_pages_of_topics_tell_no_gap_of_a_sensitive_topic_either() -> None:
    one = ForumIndex(TERMS, Seeds())
    health, safety, idle = one.areas.topic("/health"), one.areas.topic("/safety"), one.areas.organisation("safety")
    assert health is not None
    assert safety is not None
    assert idle is not None
    assert [area.code for area in health.narrower] == ["/health/cancer", "/health/recovery"]
    assert [area.code for area in health.uncovered] == ["/health/cancer"]
    assert (safety.uncovered, idle.uncovered) == ((), ())


def test_gaps_follow_the_list_and_are_made_once_while_it_stays() -> None:
    one = index()
    before = one.coverage.topic("/health")
    assert before is one.coverage.topic("/health")
    one.apply([forum("d", topics=["/health/cancer"]), forum("e", topics=["/health/cancer"])])
    after = one.coverage.topic("/health")
    assert before is not None
    assert after is not None
    assert told(before, GapKind.TOPIC) == {"/health/cancer": "wider_only"}
    assert told(after, GapKind.TOPIC) == {}
    one.apply([], gone=["d", "e", "c"])
    bare = one.coverage.topic("/health")
    assert bare is not None
    assert (bare.looked_at, told(bare, GapKind.TOPIC)) == (0, {"/health/cancer": "none"})


def test_an_empty_list_has_every_gap() -> None:
    found = ForumIndex(RANK_TERMS).coverage.overview()
    assert {gap.state for gap in found.whole.gaps} == {Covered.NONE}
    assert ForumIndex().coverage.overview().areas == ()


class Seeds(Judge):
    """An assessor that knows the subjects of this world."""

    def subjects(self) -> list[PolicySubject]:
        """Two of them are sensitive."""
        return list(SUBJECTS)


class Listing:
    """A list of so many forums, that counts how often it is read."""

    def __init__(self, rows: list[Covering]) -> None:
        self.terms, self.generation, self.read, self._rows = TERMS, 1, 0, rows

    def coverings(self, *queries: object):  # type: ignore[no-untyped-def]
        self.read += len(self._rows)
        return iter(self._rows)


def test_a_hundred_thousand_forums_are_counted_quickly_and_once() -> None:
    chance = random.Random(7)  # noqa: S311  # forums of a test
    rows = [
        row(chance.choice(list(TERMS.topics)), places=tuple(chance.sample(list(TERMS.places), chance.randint(0, 2))),
            size=chance.randint(1, 10**6), audiences=("tenants",))
        for _ in range(MANY)
    ]  # fmt: skip
    listing = Listing(rows)
    found = Coverages(listing, REFERENCE)
    started = time.process_time()
    first = found.overview()
    assert time.process_time() - started < SECONDS
    read = listing.read
    assert found.overview().whole is first.whole
    assert listing.read == read, "nothing was read again"
    assert first.whole.looked_at == MANY
    assert coverage(WHOLE, rows[:10], TERMS, Reference()).looked_at == 10
