"""`status`: how the registry and its crawl stand, for a person at a terminal or, by --json, for a program."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.table import Table

from forum_registry.database import opened, safe_name
from forum_registry.overview import forums_by_standing, judged_by
from forum_registry.progress import console
from forum_registry.stops import Exit
from forum_registry.verbs import add_verb
from registry.db import database_now, now_utc
from registry.frontier import Status, status
from registry.frontier.status import Count, Queue
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

MEGABYTE = 1_000_000


def add_verbs(verbs: "Verbs") -> None:
    """Declare `status`."""
    verb = add_verb(
        verbs,
        "status",
        _status,
        "How the registry stands: forums, queue, rates and outcomes of the last day, workers.",
        """
  forum-registry status
  forum-registry status --json""",
    )
    verb.add_argument("--json", action="store_true", help="one JSON object for programs")


def _status(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions, sessions.read() as session:
        found = status(session, database_now(session) or now_utc())
        standings = forums_by_standing(session)
        judged = judged_by(session, settings)
    if given.json:
        print(json.dumps({"forums": standings, "judged": judged, **as_json(found)}, indent=2))
        return Exit.DONE
    table = Table(show_header=False, title=f"{safe_name(settings.database_url)}", title_justify="left")
    table.add_column()
    table.add_column(justify="right")
    for name, count in {**{f"forums: {name}": count for name, count in standings.items()}, **judged}.items():
        table.add_row(name, f"{count:,}")
    for name, value in _lines(found):
        table.add_row(name, value)
    console().print(table)
    return Exit.DONE


def as_json(found: Status) -> dict[str, Any]:
    """The same for programs. A count has `number` and `exact`; times are ISO 8601 in UTC."""
    return {
        "as_of": found.as_of.isoformat(),
        "hosts": asdict(found.hosts),
        "sites": asdict(found.sites),
        "queue": {one.purpose: _queue(one) for one in found.queue},
        "oldest_due": _moment(found.oldest_due),
        "hosts_being_visited": found.leased_hosts,
        "last_hour": {**asdict(found.hour), "visits_a_minute": found.hour.visits_a_minute},
        "last_day": {**asdict(found.day), "visits_a_minute": found.day.visits_a_minute},
        "outcomes": dict(found.outcomes),
        "refused_by_robots": found.refusals,
        "searches_running": found.searches,
        "workers": [
            {**asdict(one.state), "started_at": one.state.started_at.isoformat(), "seen_at": one.seen_at.isoformat()}
            for one in found.workers
        ],
        "leases": dict(found.holders),
    }


def _queue(one: Queue) -> dict[str, Any]:
    counts = {name: asdict(getattr(one, name)) for name in ("now", "hour", "day", "later")}
    return {**counts, "oldest": _moment(one.oldest)}


def _lines(found: Status) -> Iterator[tuple[str, str]]:
    yield "hosts", _count(found.hosts)
    yield "sites", _count(found.sites)
    for one in found.queue:
        yield f"hosts due to {one.purpose}", f"{_count(one.now)} now, {_count(one.hour)} within an hour"
    yield "hosts being visited", f"{found.leased_hosts:,}"
    yield "longest due since", _moment(found.oldest_due) or "nothing is due"
    for span, rates in (("hour", found.hour), ("day", found.day)):
        words = f"{rates.visits_a_minute:,.1f} visits and {rates.pages_a_minute:,.1f} pages a minute"
        yield f"last {span}", words + ("" if rates.exact else " (by the latest of them)")
    for name, count in found.outcomes.items():
        yield f"last 24 hours: {name}", f"{count:,}"
    yield "searches running", f"{found.searches:,}"
    for worker in found.workers:
        state = worker.state
        held = found.holders.get(state.name, 0)
        yield f"worker {state.name}", f"{state.visits:,} visits, {held:,} hosts, {state.rss_bytes // MEGABYTE:,} MB"
    known = {worker.state.name for worker in found.workers}
    for name, count in sorted(found.holders.items()):
        if name not in known:
            yield f"worker {name}, not heard of", f"{count:,} hosts"


def _count(count: Count) -> str:
    return f"{count.number:,}" if count.exact else f"about {count.number:,}"


def _moment(when: datetime | None) -> str | None:
    return when.isoformat(timespec="seconds") if when is not None else None
