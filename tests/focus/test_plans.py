"""No statement of a lease walks a table: each of its questions to the queue goes through an index."""

from typing import Any

import pytest
from sqlalchemy import event

from registry.db import Sessions
from registry.frontier import Found, lease_hosts, sightings
from registry.vocabulary import Purpose
from tests.store.making import HOSTS, NOW

WANTED = {"ix_host_due_value", "ix_host_topic_topic_value", "ix_host_due_discover", "ix_site_unseen"}
BIG = ("host", "host_due", "host_topic", "site", "sighting", "site_alias", "domain", "fruit")


def test_a_lease_asks_by_indexes_only(sessions: Sessions) -> None:
    if sessions.engine.dialect.name != "sqlite":
        pytest.skip("with few rows PostgreSQL walks whatever the indexes; see docs/decisions/0016")
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, parameters: Any, _x: object, many: bool) -> None:
        if not many and statement.lstrip().startswith(("SELECT", "UPDATE", "WITH")):
            asked.append((statement, parameters))

    with sessions.write() as session:
        named = [Found(f"https://forum.h{n}.org/", "directory:1", topic="/environment") for n in range(40)]
        sightings(session, named, now=NOW, hosts=HOSTS)
    event.listen(sessions.engine, "before_cursor_execute", note)
    with sessions.write() as session:
        for topic in ("/environment", None):
            assert lease_hosts(session, worker="w", limit=16, purposes=list(Purpose), now=NOW, lease_s=60, topic=topic)
    event.remove(sessions.engine, "before_cursor_execute", note)
    used: set[str] = set()
    with sessions.engine.connect() as connection:
        for statement, parameters in asked:
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters):
                plan = str(row[-1])
                used |= {name for name in WANTED if name in plan}
                walked = plan.startswith("SCAN") and " USING " not in plan
                assert not (walked and plan.split()[1] in BIG), f"{plan}: {statement}"
    assert used == WANTED
