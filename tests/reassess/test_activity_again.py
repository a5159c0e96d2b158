"""Activity judged again from stored rows is the very one that the visit gave, whatever the visits showed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import func, select

from registry.catalogue.model import AssessmentRow
from registry.db import Sessions
from registry.evidence.figures import MOST_SNAPSHOTS
from registry.evidence.model import Snapshot
from registry.profile import ForumProfile
from tests.reassess import making
from tests.reassess.making import NOW, judgement, planned, read
from tests.store.making import finding, visit

WEEK = timedelta(days=7)
ELSEWHERE = timezone(timedelta(hours=-7))


def shown(at: datetime, *, last: float | None = 1, times: Sequence[float] = (), **facts: Any) -> ForumProfile:
    """A visit's profile: its last post and the times of its threads in days before the visit."""
    seen = making.profile("The Money Board", ("Bailiffs", "General"), (), last_post_at=None, **facts)
    findings = dict(seen.findings)
    findings.pop("active_30_days")
    if last is not None:
        findings["last_post_at"] = finding((at - timedelta(days=last)).astimezone(ELSEWHERE))
    else:
        findings.pop("last_post_at", None)
    moments = tuple((at - timedelta(days=day, microseconds=7)).astimezone(ELSEWHERE) for day in times)
    return replace(seen, findings=findings, thread_times=moments)


HISTORIES: dict[str, tuple[dict[str, Any], ...]] = {
    "growth": tuple({"posts": 8_001 + 70 * week} for week in range(8)),
    "more visits than count": tuple({"posts": 8_001 + 70 * week} for week in range(MOST_SNAPSHOTS + 3)),
    "another figure once": ({"posts": 8_001}, {"posts": 8_071}, {"posts": 900_071}, {"posts": 8_211}),
    "a jump": ({"posts": 8_001}, {"posts": 8_071}, {"posts": 900_071}),
    "pruned": ({"posts": 8_001}, {"posts": 5_071}, {"posts": 5_171}),
    "not kept up": ({"posts": 8_123}, {"posts": 8_123, "times": (0.25, 0.5, 1, 2)}),
    "rounded": ({"posts": 12_000}, {"posts": 12_000}, {"posts": 13_000}),
    "cannot be": ({"posts": 10**12, "members": 10**12, "threads": 3},),
    "times alone": ({"posts": None, "last": None, "times": (0.1, 0.2, 0.2, 0.9, 3, 900)},),
    "times of the future": ({"posts": None, "last": -90, "times": (-80, 0.2, 1.2, 4)},),
    "more threads than posts": ({"posts": 10, "threads": 40},),
    "silence": ({"posts": None, "last": 400},),
    "nothing": ({"posts": None, "last": None},),
}


@pytest.mark.parametrize("history", HISTORIES.values(), ids=HISTORIES)
def test_activity_is_judged_again_as_the_visit_judged_it(
    sessions: Sessions, judges, history: tuple[dict[str, Any], ...]
) -> None:
    one = read(sessions, judges(), when=NOW - WEEK)
    for number, told in enumerate(history):
        at = NOW + WEEK * number
        visit(sessions, at, assessor=judges(), profile=shown(at, **told))
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Snapshot)) == len(history) + 1
        assert session.scalar(select(func.count()).select_from(AssessmentRow)) == 1
    stood = judgement(sessions, one).activity
    assert stood["formula"]
    plan, moves = planned(sessions, judges(), now=NOW + timedelta(days=2_000))
    assert (plan.seen, plan.same, plan.restated, moves) == (1, 1, 0, [])
