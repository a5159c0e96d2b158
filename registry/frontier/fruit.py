"""What came of visits, by what had spoken for the sites: learnt by all workers together, kept in memory by each.

Counting is in memory only and costs nothing; every few seconds the counts go to the database in a transaction of their
own, and what the others counted comes back with it. A killed worker loses the counts of those seconds, never a fact.
"""

import threading
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from sqlalchemy import Insert, bindparam, select, update
from sqlalchemy.orm import Session

from registry.focus import SIGNS, UNTRIED, Tally
from registry.frontier.seeking import Domain, Fruit
from registry.upsert import batches, insert_for, table_of

MOST_REMEMBERED = 5_000
"""Tallies of linking sites and lists that are kept in memory: those used last. Those of signs are all kept."""

FLUSH_AFTER_S, FLUSH_AFTER_VISITS = 2.0, 50
"""How long counts wait, and how many of them, before they are written."""

_FRUIT, _DOMAIN = table_of(Fruit), table_of(Domain)
_OF_SIGNS = select(_FRUIT.c.sign, _FRUIT.c.tried, _FRUIT.c.forums).where(
    _FRUIT.c.sign.in_(bindparam("signs", expanding=True))
)
_MORE_OF_DOMAIN = (
    update(_DOMAIN)
    .where(_DOMAIN.c.name == bindparam("of_name"))
    .values(tried=_DOMAIN.c.tried + bindparam("more"), forums=_DOMAIN.c.forums + bindparam("found"))
)


class Fruits:
    """The tallies as one worker knows them. Safe to share between threads; empty, it knows first beliefs only."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._signs: dict[str, Tally] = {}
        self._others: OrderedDict[str, Tally] = OrderedDict()
        self._tried: Counter[str] = Counter()
        self._forums: Counter[str] = Counter()
        self._domains: dict[str, Tally] = {}
        self.waiting = 0

    def of(self, names: Iterable[str]) -> list[tuple[str, Tally]]:
        """The tallies of these names, as far as they are known here."""
        with self._lock:
            return [(name, tally) for name in names if (tally := self._tally(name)) is not UNTRIED]

    def _tally(self, name: str) -> Tally:
        known = self._signs.get(name) or self._others.get(name) or UNTRIED
        if name not in self._tried:
            return known
        return Tally(known.tried + self._tried[name], known.forums + self._forums[name])

    def count(self, names: Sequence[str], domain: str | None, *, forum: bool) -> None:
        """One visit to a site that these names spoke for, of this domain, is over."""
        with self._lock:
            self._tried.update(names)
            if forum:
                self._forums.update(names)
            if domain is not None:
                before = self._domains.get(domain, UNTRIED)
                self._domains[domain] = Tally(before.tried + 1, before.forums + forum)
            self.waiting += 1

    def add(self, name: str, tally: Tally) -> None:
        """Count more than one at once under a name."""
        with self._lock:
            self._tried[name] += tally.tried
            self._forums[name] += tally.forums
            self.waiting += 1

    def unknown(self, names: Iterable[str]) -> list[str]:
        """Those of these names whose tally has to be read before it is known."""
        with self._lock:
            return [name for name in names if name not in self._signs and name not in self._others]

    def read(self, session: Session, names: Iterable[str]) -> None:
        """Read the tallies of these names; those that nobody counted are remembered as untried."""
        wanted = sorted(set(names))
        found: dict[str, Tally] = {}
        for batch in batches(wanted):
            rows = session.execute(_OF_SIGNS, {"signs": list(batch)})
            found |= {sign: Tally(tried, forums) for sign, tried, forums in rows}
        with self._lock:
            for name in wanted:
                self._remember(name, found.get(name, Tally()))

    def _remember(self, name: str, tally: Tally) -> None:
        if name in SIGNS:
            self._signs[name] = tally
            return
        self._others[name] = tally
        self._others.move_to_end(name)
        if len(self._others) > MOST_REMEMBERED:
            self._others.popitem(last=False)

    def flush(self, session: Session) -> dict[str, int]:
        """Write what was counted here, and read what all have counted; the names that were counted, and the forums.

        Rows are taken in the order of their names. What cannot be written stays here; the caller commits.
        """
        tried, forums, domains = self.taken()
        try:
            _write(session, tried, forums, domains)
            self.read(session, {*tried, *SIGNS})
        except BaseException:
            self.put_back(tried, forums, domains)
            raise
        return {name: forums[name] for name in sorted(tried)}

    def taken(self) -> tuple[Counter[str], Counter[str], dict[str, Tally]]:
        """What was counted and not written, now the caller's."""
        with self._lock:
            held = self._tried, self._forums, self._domains
            self._tried, self._forums, self._domains = Counter(), Counter(), {}
            self.waiting = 0
            return held

    def put_back(self, tried: Counter[str], forums: Counter[str], domains: Mapping[str, Tally]) -> None:
        """Take back counts that could not be written."""
        with self._lock:
            self._tried.update(tried)
            self._forums.update(forums)
            for name, tally in domains.items():
                before = self._domains.get(name, UNTRIED)
                self._domains[name] = Tally(before.tried + tally.tried, before.forums + tally.forums)


def _write(session: Session, tried: Counter[str], forums: Counter[str], domains: Mapping[str, Tally]) -> None:
    rows = [{"sign": name[:120], "tried": tried[name], "forums": forums[name]} for name in sorted(tried)]
    if rows:
        session.execute(_more(session.get_bind().dialect.name), rows)
    counted = [{"of_name": name, "more": tally.tried, "found": tally.forums} for name, tally in sorted(domains.items())]
    if counted:
        session.execute(_MORE_OF_DOMAIN, counted)


@cache
def _more(dialect: str) -> Insert:
    insert = insert_for(dialect, Fruit)
    return insert.on_conflict_do_update(
        index_elements=["sign"],
        set_={name: _FRUIT.c[name] + insert.excluded[name] for name in ("tried", "forums")},
    )
