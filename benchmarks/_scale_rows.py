"""Filling a registry with made-up candidate sites by the database's own hands, and weighing what they take."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select, text

from registry.db import Sessions
from registry.tables import metadata

FIRST = 10_000_000
"""Ids of made-up rows begin here: those of the program's own stay below."""

SIGHTINGS = 2
"""Places that name a candidate site, on average: each is a row."""

_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT :first UNION ALL SELECT i + 1 FROM n WHERE i < :last) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series(CAST(:first AS bigint), CAST(:last AS bigint))) ",
}
_AT = {"sqlite": "'2026-11-20 09:00:00.000000'", "postgresql": "CAST('2026-11-20 09:00:00+00' AS timestamptz)"}
_NAME = "'community' || i || '.example'"

_FILL = (
    "INSERT INTO domain (name, hosts, tried) {numbers} SELECT {name}, 1, 1 FROM n",
    "INSERT INTO host (id, key, domain) {numbers} SELECT i, {name}, {name} FROM n",
    "INSERT INTO host_due (host_id, discover, value) {numbers} SELECT i, {at}, (i % 1000) / 1000.0 FROM n",
    "INSERT INTO site (id, host_id, key, address, next_due, first_seen_at, value, places) "
    "{numbers} SELECT i, i, {name}, 'https://www.' || {name} || '/forum/', {at}, {at}, (i % 1000) / 1000.0, 2 FROM n",
    "INSERT INTO site_alias (key, site_id, reason) {numbers} SELECT {name}, i, 'canonical' FROM n",
    *(
        "INSERT INTO sighting (site_id, source, from_site_id, first_seen_at, last_seen_at, signs, topic) "
        f"{{numbers}} SELECT i, 'link', :first + (i * {7919 + number}) % (:last - :first + 1), {{at}}, {{at}}, "
        "'words:forum,shape:phpbb', '/housing-local-and-community' FROM n WHERE true ON CONFLICT DO NOTHING"
        for number in range(SIGHTINGS)
    ),
    "INSERT INTO visit (site_id, purpose, outcome, detail, started_at, ended_at, pages, bytes_read) "
    "{numbers} SELECT i, 'discover', 'not_a_forum', 'no sign of a forum', {at}, {at}, 1, 30000 FROM n",
)


def fill(sessions: Sessions, count: int) -> None:
    """Add `count` candidate sites, each on a host of its own, named twice and visited once."""
    dialect = sessions.engine.dialect.name
    words = {"numbers": _NUMBERS[dialect], "at": _AT[dialect], "name": _NAME}
    for start in range(FIRST, FIRST + count, 100_000):
        last = min(start + 100_000, FIRST + count) - 1
        for statement in _FILL:
            with sessions.write() as session:
                session.execute(text(statement.format(**words)), {"first": start, "last": last})
    analyse(sessions)


def analyse(sessions: Sessions) -> None:
    """Let the database look at its tables, as it does by itself in daily use."""
    with sessions.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if sessions.engine.dialect.name == "sqlite" else "VACUUM ANALYZE"))


def size(sessions: Sessions) -> int:
    """Bytes of all tables with their indexes."""
    with sessions.read() as session:
        if sessions.engine.dialect.name == "sqlite":
            pages = session.scalar(text("SELECT page_count FROM pragma_page_count")) or 0
            return int(pages) * int(session.scalar(text("SELECT page_size FROM pragma_page_size")) or 0)
        asked = "SELECT sum(pg_total_relation_size(relid)) FROM pg_catalog.pg_statio_user_tables"
        return int(session.scalar(text(asked)) or 0)


def rows_of(sessions: Sessions) -> int:
    """Rows of all tables."""
    with sessions.read() as session:
        return sum(session.scalar(select(func.count()).select_from(table)) or 0 for table in metadata.tables.values())


def walked(sessions: Sessions, tables: tuple[str, ...]) -> Counter[str]:
    """Rows read so far by walking over each of these tables (PostgreSQL): what an index would have spared."""
    if sessions.engine.dialect.name == "sqlite":
        return Counter()
    with sessions.engine.connect() as connection:
        connection.execute(text("SELECT pg_stat_force_next_flush()"))
    with sessions.engine.connect() as connection:
        asked = text("SELECT relname, seq_tup_read FROM pg_stat_user_tables WHERE relname = ANY(:names)")
        return Counter({row.relname: row.seq_tup_read for row in connection.execute(asked, {"names": list(tables)})})


def index_sizes(sessions: Sessions, most: int = 12) -> Mapping[str, int]:
    """The largest indexes (PostgreSQL), in bytes."""
    asked = (
        "SELECT indexrelname, pg_relation_size(indexrelid) AS size FROM pg_stat_user_indexes ORDER BY 2 DESC LIMIT :n"
    )
    with sessions.read() as session:
        return {row.indexrelname: row.size for row in session.execute(text(asked), {"n": most})}


@dataclass
class Counted:
    """Statements sent to the database."""

    statements: int = 0


@contextmanager
def counting(sessions: Sessions) -> Iterator[Counted]:
    """Count the statements sent meanwhile; what is sent for many rows at once is one."""
    counted = Counted()

    def sent(*_: Any) -> None:
        counted.statements += 1

    event.listen(sessions.engine, "before_cursor_execute", sent)
    try:
        yield counted
    finally:
        event.remove(sessions.engine, "before_cursor_execute", sent)


def server_cpu_s(folder: Path) -> float:
    """CPU seconds of the PostgreSQL server with its data in `folder`, its children too; 0 where none can be read."""
    try:
        parent = int((folder / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError):
        return 0.0
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().rpartition(")")
        except OSError:
            continue
        fields = rest.split()
        if int(fields[1]) == parent or name.startswith(f"{parent} "):
            ticks += sum(int(one) for one in fields[11:15])
    return ticks / 100
