"""Which hosts are looked at next for forums: by what they promise, with a fixed share for those that waited longest.

The stored values order the queue; those at its head are weighed again before they are taken, so that what was learnt
since, of their signs or of their domain, counts at once. What is weighed lower falls back into the queue.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import Select, bindparam, literal_column, or_, select
from sqlalchemy.orm import Session

from registry.db import UtcDateTime
from registry.frontier.fruit import Fruits
from registry.frontier.model import Host, HostDue, Site
from registry.frontier.ranking import unseen
from registry.frontier.ripening import rescore
from registry.frontier.seeking import HostTopic
from registry.upsert import table_of

EXPLORED = 8
"""One slot in so many goes to the host that has waited longest, whatever it promises."""

MORE = 8
"""Hosts that are weighed besides those that are taken."""

OF_ONE_DOMAIN = 0.7
"""What each further host of a domain counts among those taken at once: others have their turn first."""

MOST_OF_ONE_DOMAIN = 4
"""Hosts of a domain that are taken at once by what they promise, whatever it is; further ones in the turn of the
longest waiting."""

ROUNDS = 3
"""How often more of the queue is weighed, twice as much each time, where what stood at its head has fallen."""


class Weighed(NamedTuple):
    """A host with what it promises now."""

    value: float
    host_id: int
    domain: str | None


_HOST, _DUE, _SITE, _TOPIC = table_of(Host), table_of(HostDue), table_of(Site), table_of(HostTopic)
_NOW = bindparam("now", type_=UtcDateTime)


def _free(statement: Select[Any]) -> Select[Any]:
    """The hosts of the queue that may be visited now and that nobody holds: ours until the transaction ends."""
    return (
        statement.where(
            _DUE.c.discover.is_not(None),
            _DUE.c.discover <= _NOW,
            or_(_HOST.c.lease_until.is_(None), _HOST.c.lease_until <= _NOW),
            _HOST.c.opted_out_at.is_(None),
            or_(_HOST.c.not_before.is_(None), _HOST.c.not_before <= _NOW),
            _HOST.c.id.not_in(bindparam("but", expanding=True)),
        )
        .limit(bindparam("most"))
        .with_for_update(of=_HOST, skip_locked=True)
    )


_BEST = (
    select(_SITE.c.id)
    .where(_SITE.c.host_id == _DUE.c.host_id, unseen())
    .order_by(_SITE.c.value.desc())
    .limit(1)
    .correlate(_DUE)
    .scalar_subquery()
)
_BY_VALUE = _free(
    select(_HOST.c.id, _HOST.c.domain, _DUE.c.value, _DUE.c.value.label("of_host"), _BEST.label("best"))
    .join(_DUE, _DUE.c.host_id == _HOST.c.id)
    .where(literal_column("host_due.value > 0"))
    .order_by(_DUE.c.value.desc(), _DUE.c.host_id)
)
_BY_TOPIC = _free(
    select(_HOST.c.id, _HOST.c.domain, _TOPIC.c.value, _DUE.c.value.label("of_host"), _BEST.label("best"))
    .join(_TOPIC, _TOPIC.c.host_id == _HOST.c.id)
    .join(_DUE, _DUE.c.host_id == _HOST.c.id)
    .where(_TOPIC.c.topic == bindparam("topic"), literal_column("host_due.value > 0"))
    .order_by(_TOPIC.c.value.desc(), _TOPIC.c.host_id)
)
_LONGEST = _free(select(_HOST.c.id).join(_DUE, _DUE.c.host_id == _HOST.c.id).order_by(_DUE.c.discover))


def pick(
    session: Session, but: Sequence[int], limit: int, now: datetime, *, topic: str | None, fruits: Fruits
) -> list[int]:
    """At most `limit` hosts to look at, but those, best first; every eighth is the one that has waited longest.

    `topic` is one of the widest: hosts that promise a forum of it come first, the others when none is left.
    """
    slots, rest = divmod(limit, EXPLORED)
    longest = list(session.scalars(_LONGEST, {"now": now, "but": list(but), "most": slots + (rest > 0)}))
    explored, next_longest = longest[:slots], longest[slots:]
    picked: list[int] = []
    wanted = limit - len(explored)
    for statement in (_BY_TOPIC, _BY_VALUE) if topic is not None else (_BY_VALUE,):
        if len(picked) < wanted:
            held = [*but, *explored, *picked]
            picked += _best(session, statement, held, wanted - len(picked), now, topic, fruits)
    if picked and len(picked) == wanted and next_longest and _has_turn(picked[0], next_longest[0], rest):
        explored += [host_id for host_id in next_longest if host_id not in picked]
        picked = picked[: limit - len(explored)]
    left = limit - len(picked) - len(explored)
    if left:
        explored += session.scalars(_LONGEST, {"now": now, "but": [*but, *explored, *picked], "most": left})
    return _interleaved(picked, explored)


_HEAD = (
    select(_DUE.c.value)
    .join(_HOST, _HOST.c.id == _DUE.c.host_id)
    .where(
        literal_column("host_due.value > 0"),
        _DUE.c.discover <= _NOW,
        or_(_HOST.c.lease_until.is_(None), _HOST.c.lease_until <= _NOW),
        or_(_HOST.c.not_before.is_(None), _HOST.c.not_before <= _NOW),
        _HOST.c.id.not_in(bindparam("but", expanding=True)),
    )
    .order_by(_DUE.c.value.desc())
    .limit(1)
)


def best_promise(session: Session, but: Sequence[int], now: datetime) -> float:
    """What the best host of the queue promises that may be visited now; 0 where there is none."""
    return session.scalar(_HEAD, {"now": now, "but": list(but)}) or 0.0


def _has_turn(best: int, longest: int, rest: int) -> bool:
    """Whether what has waited longest takes one of few slots: each eighth on the whole.

    Told by the two hosts that would be taken, one of which is: the next time they are others, and so is the answer.
    """
    return crc32(b"%d %d" % (best, longest)) % EXPLORED < rest


def _best(
    session: Session, statement: Select[Any], but: Sequence[int], wanted: int, now: datetime, topic: str | None,
    fruits: Fruits,
) -> list[int]:  # fmt: skip
    """The best hosts of one order, weighed again: further ones as long as they may be better than those at hand."""
    weighed: list[Weighed] = []
    chosen: list[tuple[float, int]] = []
    most = wanted + MORE
    for _ in range(ROUNDS):
        held = [*but, *(one.host_id for one in weighed)]
        rows = session.execute(statement, {"now": now, "but": held, "most": most, "topic": topic}).all()
        values = rescore(session, [row.best for row in rows if row.best is not None], fruits)
        for row in rows:
            new = min(values.get(row.best, row.of_host), row.of_host)
            weighed.append(Weighed(row.value * new / row.of_host, row.id, row.domain))
        chosen = _in_turn(weighed, wanted)
        if len(rows) < most or (len(chosen) == wanted and chosen[-1][0] >= rows[-1].value):
            break
        most *= 2
    return [host_id for _, host_id in chosen]


def _in_turn(weighed: Sequence[Weighed], wanted: int) -> list[tuple[float, int]]:
    """The best of these hosts with what they count, each further one of a domain less, and few of it in all."""
    taken: Counter[str | None] = Counter()
    turned = []
    for value, host_id, domain in sorted(weighed, key=lambda one: (-one.value, one.host_id)):
        if taken[domain] < MOST_OF_ONE_DOMAIN:
            turned.append((value * OF_ONE_DOMAIN ** taken[domain], host_id))
            taken[domain] += domain is not None
    return sorted(turned, key=lambda one: (-one[0], one[1]))[:wanted]


def _interleaved(picked: Sequence[int], explored: Sequence[int]) -> list[int]:
    """The best first, each eighth place for one that has waited longest."""
    made: list[int] = []
    best, longest = list(picked), list(explored)
    while best or longest:
        if longest and (not best or len(made) % EXPLORED == EXPLORED - 1):
            made.append(longest.pop(0))
        else:
            made.append(best.pop(0))
    return made
