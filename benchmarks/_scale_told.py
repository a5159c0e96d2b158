"""From unit costs and a simulation to what a registry does, needs and costs, and what gives first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks._scale_costs import LEASED, StoreCosts
from benchmarks._scale_model import Seen, World, visits_to_a_candidate

ROWS_OF_A_CANDIDATE = 7
"""Domain, host, its place in the queue, site, alias, two sightings; visits are counted apart."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What is assumed of machines: prices in pounds, and what one server of the database and one network line hold."""

    core_month: float = 15.0
    disk_gb_month: float = 0.12
    traffic_gb: float = 0.01
    database_cores: float = 16.0
    network_mbit: float = 1_000.0
    disk_gb: float = 2_000.0


@dataclass(frozen=True, slots=True)
class Units:
    """What was measured."""

    pages_per_cpu_s: float
    store: StoreCosts


@dataclass(frozen=True, slots=True)
class Work:
    """One size of the registry: what it does in a day, what it needs, what it costs. `used` are shares of a limit."""

    workers: int
    on_time: float
    fresh: float
    age_days: float
    waited_days: float
    forum_visits: float
    candidate_visits: float
    days_to_see_all: float
    fetches: float
    statements_s: float
    worker_cores: float
    database_cores: float
    mbit: float
    disk_gb: float
    rows: float
    pounds_month: float
    used: dict[str, float]


def work_of(workers: int, world: World, units: Units, prices: Prices, seen: Seen, *, sample: int, days: float) -> Work:
    """What so many workers do: forums by the simulation of a sample, the search with the time that is left."""
    store = units.store
    forum_visits = seen.visits / days * world.forums / sample
    seconds = workers * world.concurrent * 86_400.0
    left = max(seconds - forum_visits * world.pages_forum * world.seconds_a_page, 0.0)
    room = left / (world.pages_candidate * world.seconds_a_page)
    candidate_visits = min(room, world.candidates * visits_to_a_candidate(world) / 365)
    fetches = forum_visits * world.pages_forum + candidate_visits * world.pages_candidate
    visits = forum_visits + candidate_visits
    leases = visits / LEASED
    database = (visits * store.server_cpu_s_per_visit + leases * store.server_cpu_s_per_lease) / 86_400
    cores = fetches / units.pages_per_cpu_s / 86_400
    mbit = fetches * world.wire_bytes * 8 / 86_400 / 1e6
    kept_visits = visits * 90
    rows = ROWS_OF_A_CANDIDATE * world.candidates + store.rows_per_forum * world.forums + kept_visits
    disk = (
        world.candidates * store.bytes_per_candidate + world.forums * store.bytes_per_forum
        + kept_visits * store.bytes_per_visit
    ) / 1e9  # fmt: skip
    pounds = (
        prices.core_month * (max(cores, workers) + max(database, 1.0)) + prices.disk_gb_month * disk
        + prices.traffic_gb * fetches * world.wire_bytes / 1e9 * 30
    )  # fmt: skip
    return Work(
        workers=workers,
        on_time=seen.on_time / max(seen.visits, 1),
        fresh=seen.fresh_s / max(seen.watched_s, 1.0),
        age_days=seen.age_s / max(seen.watched_s, 1.0) / 86_400,
        waited_days=seen.waited_s / max(seen.changes, 1) / 86_400,
        forum_visits=forum_visits,
        candidate_visits=candidate_visits,
        days_to_see_all=world.candidates / room if room else float("inf"),
        fetches=fetches,
        statements_s=(visits * store.statements_per_visit + leases * store.statements_per_lease) / 86_400,
        worker_cores=cores,
        database_cores=database,
        mbit=mbit,
        disk_gb=disk,
        rows=rows,
        pounds_month=pounds,
        used={
            "time of the workers": (seconds - left + candidate_visits * world.pages_candidate * world.seconds_a_page)
            / seconds,
            "CPU of the workers (one core each)": cores / workers,
            "CPU of the database": database / prices.database_cores,
            "the network line": mbit / prices.network_mbit,
            "the disk of the database": disk / prices.disk_gb,
        },
    )


_LINES = (
    ("forums seen within their interval", "on_time", "{:.0%}"),
    ("share of time that what we hold is right", "fresh", "{:.0%}"),
    ("mean age of what we hold, days", "age_days", "{:.1f}"),
    ("mean wait of a change to be seen, days", "waited_days", "{:.1f}"),
    ("visits to forums a day", "forum_visits", "{:,.0f}"),
    ("visits to candidates a day", "candidate_visits", "{:,.0f}"),
    ("days to look at every candidate once, at first", "days_to_see_all", "{:,.0f}"),
    ("fetches a day, robots.txt with them", "fetches", "{:,.0f}"),
    ("statements a second", "statements_s", "{:,.0f}"),
    ("cores of the workers", "worker_cores", "{:.1f}"),
    ("cores of the database", "database_cores", "{:.1f}"),
    ("Mbit/s", "mbit", "{:,.0f}"),
    ("database rows, millions", "rows", "{:,.0f}"),
    ("database, GB", "disk_gb", "{:,.0f}"),
    ("pounds a month", "pounds_month", "{:,.0f}"),
)


def told(work: Sequence[Work]) -> str:
    """The table, in Markdown."""
    lines = ["| N workers | " + " | ".join(str(one.workers) for one in work) + " |", "|---" * (len(work) + 1) + "|"]
    for label, name, form in _LINES:
        scale = 1e6 if name == "rows" else 1
        cells = " | ".join(form.format(getattr(one, name) / scale) for one in work)
        lines.append(f"| {label} | {cells} |")
    lines += [
        f"| used: {name} | " + " | ".join(f"{one.used[name]:.0%}" for one in work) + " |" for name in work[0].used
    ]
    return "\n".join(lines)


def bottleneck(work: Sequence[Work]) -> str:
    """What gives first as workers are added, and at how many."""
    for one in work:
        name, used = max(one.used.items(), key=lambda pair: pair[1])
        if used >= 1:
            return f"{name}, at {one.workers} workers or before ({used:.0%} of what is assumed)"
    last = work[-1]
    name, used = max(last.used.items(), key=lambda pair: pair[1])
    return f"nothing up to {last.workers} workers; the nearest to its limit is {name} ({used:.0%})"
