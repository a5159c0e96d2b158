"""At 100,000 forums every question of the crawl and of the public is answered by an index."""

import time
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.orm import Session

from registry.catalogue.model import CardRow, Forum
from registry.catalogue.reading import public_at, public_card, public_cards
from registry.catalogue.writing import gather
from registry.db import Sessions
from registry.frontier import lease_hosts, sighting
from registry.frontier.model import Host, HostDue, Site, SiteAlias
from registry.frontier.queue import recompute_due
from registry.history import changes_since
from registry.history.model import Change
from registry.upsert import insert_all
from registry.vocabulary import Purpose, SiteKind, Standing
from tests.store.making import HOSTS, NOW

MANY = 100_000


def fill(session: Session, many: int) -> None:
    """A forum a host, due over the next days; each with a card and a change."""
    numbers = range(1, many + 1)
    insert_all(session, Host, [{"id": n, "key": f"h{n}.example"} for n in numbers])
    due = {n: NOW + timedelta(seconds=n) for n in numbers}
    insert_all(session, HostDue, [{"host_id": n, "profile": due[n]} for n in numbers])
    insert_all(session, Site, [
        {"id": n, "host_id": n, "key": f"h{n}.example", "address": f"https://h{n}.example/", "first_seen_at": NOW,
         "kind": str(SiteKind.FORUM), "purpose": str(Purpose.PROFILE), "next_due": due[n]} for n in numbers
    ])  # fmt: skip
    insert_all(session, SiteAlias, [{"key": f"h{n}.example", "site_id": n, "reason": "canonical"} for n in numbers])
    insert_all(session, Forum, [
        {"id": n, "public_id": f"f{n}", "site_id": n, "standing": str(Standing.LISTED), "first_seen_at": NOW}
        for n in numbers
    ])  # fmt: skip
    card = {"public_id": "f", "name": "A forum", "address": "https://h.example/", "standing": "listed"}
    insert_all(session, CardRow, [
        {"forum_id": n, "document": card, "digest": "0" * 64, "published": "0" * 64, "updated_at": NOW}
        for n in numbers
    ])  # fmt: skip
    insert_all(session, Change, [
        {"seq": n, "at": NOW, "forum_id": n, "public_id": f"f{n}", "kind": "added"} for n in numbers
    ])  # fmt: skip
    session.execute(text("UPDATE head SET number = :many WHERE name = 'change'"), {"many": many})


def ask_everything(session: Session) -> None:
    """The questions that are asked for each visit and each page."""
    at = NOW + timedelta(seconds=40)
    lease_hosts(session, worker="w", limit=20, purposes=list(Purpose), now=at, lease_s=60)
    sighting(session, "https://h77.example/viewtopic.php?t=1", source="link", from_site=5, now=NOW, hosts=HOSTS)
    recompute_due(session, [99])
    gather(session, [5, 6, 7])
    public_cards(session, 50_000, 100)
    public_card(session, "f4242")
    public_at(session, "https://www.h4242.example/viewtopic.php?t=1", HOSTS)
    changes_since(session, MANY - 100, 100)


class Watch:
    """Every SELECT and UPDATE that runs, with what it was given."""

    def __init__(self, engine: Engine) -> None:
        self.seen: list[tuple[str, Any]] = []
        self._engine = engine

    def __enter__(self) -> "Watch":
        event.listen(self._engine, "before_cursor_execute", self._note)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self._engine, "before_cursor_execute", self._note)

    def _note(self, _connection, _cursor, statement, parameters, _context, many) -> None:
        if not many and statement.lstrip()[:6] in {"SELECT", "UPDATE"}:
            self.seen.append((statement, parameters))


SMALL = ("mark", "head", "topic", "tombstone", "forum_topic", "forum_region", "forum_organisation", "observation",
         "reading", "assessment", "snapshot", "reply_tally", "region", "CONSTANT", "anon_1")  # fmt: skip
"""Tables that hold nothing in this test, or little for ever, and what is no table: walking over them costs nothing."""


def walks(plan: str) -> list[str]:
    """The lines of a plan that read a large table from end to end."""
    lines = [line.strip() for line in plan.splitlines()]
    found = [line for line in lines if line.startswith("SCAN ") or "Seq Scan on" in line]
    names = [line.replace("Seq Scan on ", "SCAN ").partition("SCAN ")[2].split()[0] for line in found]
    return [line for line, name in zip(found, names, strict=True) if name not in SMALL and not name.startswith("(")]


@pytest.mark.slow
def test_at_a_hundred_thousand_forums_nothing_is_walked_over(sessions: Sessions) -> None:
    with sessions.write() as session:
        fill(session, MANY)
    is_sqlite = sessions.engine.dialect.name == "sqlite"
    with sessions.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
    with Watch(sessions.engine) as watch, sessions.write() as session:
        started = time.perf_counter()
        ask_everything(session)
        took = time.perf_counter() - started
    explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
    walked: dict[str, list[str]] = {}
    with sessions.write() as session:
        connection = session.connection()
        for statement, parameters in watch.seen:
            rows = connection.exec_driver_sql(explain + statement, parameters).all()
            plan = "\n".join(str(row[-1]) for row in rows)
            if bad := walks(plan):
                walked[statement] = bad
    assert list(walked.values()) == []
    assert took < 2, f"{took:.2f} s for questions that an index answers"
