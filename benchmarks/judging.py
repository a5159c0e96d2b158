"""Judging: how often the assessor agrees with the labelled forums of this folder. One line a question, tab-parted.

    python -m benchmarks judging

`ratio` is the share that is right, `ours` how many are, `theirs` of how many. The labelled forums are development data:
errors in them were looked at, so that fresh forums are judged less well.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks._labelled import Labelled, asked, labelled, near, top, top_right
from registry.assess import Assessment, Assessor

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

GOALS = {
    "TOP": 0.88,
    "OVERLAP": 0.88,
    "GIVEN": 0.75,
    "NONE": 0.85,
    "REGION": 0.90,
    "NO-REGION": 0.97,
    "COUNTRY": 0.90,
    "PEER": 0.85,
    "KIND": 0.90,
    "AUDIENCE": 0.60,
    "AUDIENCE-GIVEN": 0.60,
    "SENSITIVE": 0.90,
    "NOT-SENSITIVE": 0.97,
}
"""The share that should be right. Of `NO-REGION`, `NONE` and `NOT-SENSITIVE`: of those that have none."""


def answers(forum: Labelled, judged: Assessment) -> Iterator[tuple[str, bool]]:
    """Each question that the labels answer, and whether the judgement agrees."""
    labels, ours = forum["topics"], [match.topic for match in judged.topics]
    if labels:
        yield "TOP", top_right(forum, top(ours[0]) if ours else None)
        yield "OVERLAP", any(near(topic, labels) for topic in ours)
        for topic in ours:
            yield "GIVEN", near(topic, labels)
    else:
        yield "NONE", not ours
    places = [place.name for place in judged.regions if place.kind != "country"]
    if forum["region"]:
        yield "REGION", bool(places) and _alike(forum["region"]["name"], places[0])
    else:
        yield "NO-REGION", not places
    yield "COUNTRY", judged.country == forum["country"]
    if forum["peer_support"] is not None:
        yield "PEER", judged.peer_support.is_ is forum["peer_support"]
    yield "KIND", judged.kind == forum["kind"]
    yield from _people(forum, judged)


def _people(forum: Labelled, judged: Assessment) -> Iterator[tuple[str, bool]]:
    for who in forum["audiences"]:
        yield "AUDIENCE", who in judged.audience
    if forum["audiences"]:
        for who in judged.audience:
            yield "AUDIENCE-GIVEN", who in forum["audiences"]
    yield ("SENSITIVE", bool(judged.sensitive)) if forum["sensitive"] else ("NOT-SENSITIVE", not judged.sensitive)


def _alike(one: str, other: str) -> bool:
    first, second = _plain(one), _plain(other)
    return min(len(first), len(second)) >= 3 and (first in second or second in first)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text).casefold()
    return re.sub(r"[^\w]+", "", "".join(c for c in folded if not unicodedata.combining(c)))


def main() -> None:
    """Judge all labelled forums and print how many answers are right."""
    assessor = Assessor.load(SEEDS)
    asked_of: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for forum in labelled():
        for question, agrees in answers(forum, assessor.assess(asked(forum))):
            asked_of[question] += 1
            right[question] += agrees
    for question, goal in GOALS.items():
        share = right[question] / max(1, asked_of[question])
        verdict = "ok" if share >= goal else "short"
        print(f"JUDGE-{question}\t{share:.3f}\t{right[question]}\t{asked_of[question]}\t{goal}\t{verdict}")


if __name__ == "__main__":
    main()
