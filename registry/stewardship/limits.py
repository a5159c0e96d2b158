"""How many letters are taken in: by sender, by the sender's network, and by day. Counted in the database, by all.

Stretches of time are fixed (the hour, the day of UTC), so that one upsert counts. A sender's address is kept as a
keyed hash with the day in it, and for no longer than its stretch and the hour until the worker tidies.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from sqlalchemy import delete, select, tuple_
from sqlalchemy.orm import Session
from sqlalchemy.sql.dml import ReturningInsert

from registry.stewardship.keys import keyed_hash
from registry.stewardship.model import RateWindow
from registry.upsert import insert_for, table_of

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

NETWORK_SHARE = 6
"""A network (IPv4 /24, IPv6 /64) may send so many times what one of its addresses may: offices share one."""

_WINDOW = table_of(RateWindow)
_COUNTED = select(_WINDOW.c.name, _WINDOW.c.subject, _WINDOW.c.start, _WINDOW.c.times)


class TooMany(Exception):
    """More than is taken in for now: `after_s` says in how many seconds to come back, `whose` whose limit it was."""

    def __init__(self, whose: str, after_s: int) -> None:
        self.whose, self.after_s = whose, after_s
        super().__init__(f"too many letters ({whose}); again in {after_s} s")


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` in each stretch of `window`, for one subject."""

    name: str
    subject: str
    most: int
    window: timedelta

    def start(self, now: datetime) -> datetime:
        """The begin of the stretch that `now` lies in."""
        length = int(self.window.total_seconds())
        return datetime.fromtimestamp(int(now.timestamp()) // length * length, UTC)


def limits_of(client: str, *, an_hour: int, a_day: int | None) -> list[Limit]:
    """The limits for a sender at this network address; `a_day` is for all senders together, None for no such limit."""
    own, network = who(client)
    made = [Limit("address", own, an_hour, HOUR), Limit("network", network, an_hour * NETWORK_SHARE, HOUR)]
    return [*made, Limit("all", "", a_day, DAY)] if a_day is not None else made


def who(client: str) -> tuple[str, str]:
    """An address and its network, each in one spelling; what is no network address stands for itself."""
    try:
        ip = ip_address(client.partition("%")[0])
    except ValueError:
        return client[:100], client[:100]
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped is not None:
        ip = ip.ipv4_mapped
    return str(ip), str(ip_network((ip, 24 if ip.version == 4 else 64), strict=False))


def count(session: Session, limits: Sequence[Limit], key: bytes, now: datetime) -> None:
    """Count one more for each of these; raises TooMany where that is more than may be.

    Rolling back takes the count back. Rows are touched in one order, so that no two transactions wait for each other.
    """
    rows = _rows(limits, key, now)
    values = [
        {"name": name, "subject": subject, "start": start, "ends_at": start + limit.window, "times": 1}
        for (name, subject, start), limit in rows.items()
    ]
    counted = {(row.name, row.subject): row.times for row in session.execute(_upsert(_dialect(session)), values)}
    for (name, subject, start), limit in rows.items():
        if counted[name, subject] > limit.most:
            raise _too_many(limit, start, now)


def demand_room(session: Session, limits: Sequence[Limit], key: bytes, now: datetime) -> None:
    """Raise TooMany where one more would be too many. Only reads, so that whoever floods us takes no write lock."""
    rows = _rows(limits, key, now)
    asked = tuple_(_WINDOW.c.name, _WINDOW.c.subject, _WINDOW.c.start).in_(list(rows))
    for name, subject, start, times in session.execute(_COUNTED.where(asked)):
        if times >= (limit := rows[name, subject, start]).most:
            raise _too_many(limit, start, now)


def _rows(limits: Sequence[Limit], key: bytes, now: datetime) -> dict[tuple[str, str, datetime], Limit]:
    """The limits by the keys of their rows, in one order."""
    ordered = sorted(limits, key=lambda limit: (limit.name, limit.subject))
    return {
        (limit.name, keyed_hash(key, f"{now:%Y-%m-%d} {limit.name} {limit.subject}"), limit.start(now)): limit
        for limit in ordered
    }


def _too_many(limit: Limit, start: datetime, now: datetime) -> TooMany:
    return TooMany(limit.name, max(1, round((start + limit.window - now).total_seconds())))


def delete_windows(session: Session, now: datetime) -> int:
    """Delete the counts of stretches that are over; how many."""
    gone = session.execute(delete(_WINDOW).where(_WINDOW.c.ends_at <= now).returning(_WINDOW.c.name))
    return len(gone.all())


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


@cache
def _upsert(dialect: str) -> ReturningInsert[Any]:
    insert = insert_for(dialect, RateWindow)
    return insert.on_conflict_do_update(
        index_elements=["name", "subject", "start"], set_={"times": _WINDOW.c.times + 1}
    ).returning(_WINDOW.c.name, _WINDOW.c.subject, _WINDOW.c.times)
