"""From unit costs and a simulation to what a registry does, needs and costs, and what gives first. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks._scale_costs import LEASED, StoreCosts
from benchmarks._scale_model import Seen, World, visits_to_a_candidate

ROWS_OF_A_CANDIDATE = 7
"""Domain, host, its place in the queue, site, alias, two sightings; visits are counted apart."""


KEPT_DAYS = 90
"""Visits are rows for so long, then a line a month (frontier.retention)."""


@dataclass(frozen=True, slots=True)
class Prices:
    """What is assumed of machines: prices in pounds, and what one server of the database and one network line hold."""

    core_month: float = 15.0
    disk_gb_month: float = 0.12
    traffic_gb: float = 0.01
    database_cores: float = 16.0
    network_mbit: float = 1_000.0


@dataclass(frozen=True, slots=True)
class Units:
    """What was measured."""

    pages_per_cpu_s: float
    store: StoreCosts


@dataclass(frozen=True, slots=True)
class Load:
    """What so many visits a day take. `used` are shares of what is there, by name."""

    candidate_visits: float
    fetches: float
    statements_s: float
    worker_cores: float
    database_cores: float
    mbit: float
    used: dict[str, float]


@dataclass(frozen=True, slots=True)
class Work:
    """One size of the registry: how fresh it is; the load while candidates are new (`first`), and `later`."""

    workers: int
    on_time: float
    fresh: float
    age_days: float
    waited_days: float
    forum_visits: float
    of_one_worker: float
    days_to_see_all: float
    first: Load
    later: Load
    disk_gb: float
    rows: float
    pounds_month: float


def work_of(workers: int, world: World, units: Units, prices: Prices, seen: Seen, *, sample: int, days: float) -> Work:
    """What so many workers do: forums by the simulation of a sample, the search with the time that is left."""
    store = units.store
    forums = seen.visits / days * world.forums / sample
    left = max(workers * world.concurrent * 86_400.0 - forums * world.pages_forum * world.seconds_a_page, 0.0)
    room = left / (world.pages_candidate * world.seconds_a_page)
    again = min(room, world.candidates * visits_to_a_candidate(world) / 365)
    first, later = (_load(workers, world, units, prices, forums, visits) for visits in (room, again))
    kept = (forums + again) * KEPT_DAYS + world.candidates
    disk = (
        world.candidates * store.bytes_per_candidate + world.forums * store.bytes_per_forum
        + kept * store.bytes_per_visit
    ) / 1e9  # fmt: skip
    pounds = (
        prices.core_month * (workers + max(later.database_cores, 1.0)) + prices.disk_gb_month * disk
        + prices.traffic_gb * later.fetches * world.wire_bytes / 1e9 * 30
    )  # fmt: skip
    return Work(
        workers=workers,
        on_time=seen.on_time / max(seen.visits, 1),
        fresh=seen.fresh_s / max(seen.watched_s, 1.0),
        age_days=seen.age_s / max(seen.watched_s, 1.0) / 86_400,
        waited_days=seen.waited_s / max(seen.changes, 1) / 86_400,
        forum_visits=forums,
        of_one_worker=forums * world.pages_forum * world.seconds_a_page / (world.concurrent * 86_400.0),
        days_to_see_all=world.candidates / room if room else float("inf"),
        first=first,
        later=later,
        disk_gb=disk,
        rows=ROWS_OF_A_CANDIDATE * world.candidates + store.rows_per_forum * world.forums + kept,
        pounds_month=pounds,
    )


def _load(workers: int, world: World, units: Units, prices: Prices, forums: float, candidates: float) -> Load:
    """The load of so many visits a day."""
    store, visits = units.store, forums + candidates
    leases = visits / LEASED
    fetches = forums * world.pages_forum + candidates * world.pages_candidate
    cores = fetches / units.pages_per_cpu_s / 86_400
    database = (visits * store.server_cpu_s_per_visit + leases * store.server_cpu_s_per_lease) / 86_400
    mbit = fetches * world.wire_bytes * 8 / 86_400 / 1e6
    return Load(
        candidate_visits=candidates,
        fetches=fetches,
        statements_s=(visits * store.statements_per_visit + leases * store.statements_per_lease) / 86_400,
        worker_cores=cores,
        database_cores=database,
        mbit=mbit,
        used={
            "time of the workers": fetches * world.seconds_a_page / (workers * world.concurrent * 86_400),
            "CPU of the workers, a core each": cores / workers,
            "CPU of the database": database / prices.database_cores,
            "the line": mbit / prices.network_mbit,
        },
    )


_LINES = (
    ("forums seen within their interval", "on_time", "{:.0%}"),
    ("share of the time that what we hold of a forum is right", "fresh", "{:.0%}"),
    ("mean age of what we hold of a forum, days", "age_days", "{:.1f}"),
    ("mean wait of a change of a forum to be seen, days", "waited_days", "{:.1f}"),
    ("visits to forums a day", "forum_visits", "{:,.0f}"),
    ("share of one worker's time that forums take", "of_one_worker", "{:.0%}"),
    ("days to look at every candidate once", "days_to_see_all", "{:,.1f}"),
    ("database rows, millions", "rows", "{:,.0f}"),
    ("database, GB", "disk_gb", "{:,.0f}"),
    ("pounds a month, afterwards", "pounds_month", "{:,.0f}"),
)
_LOADS = (
    ("visits to candidates a day", "candidate_visits", "{:,.0f}"),
    ("fetches a day, robots.txt with them", "fetches", "{:,.0f}"),
    ("statements a second", "statements_s", "{:,.0f}"),
    ("cores of the workers", "worker_cores", "{:.2f}"),
    ("cores of the database", "database_cores", "{:.2f}"),
    ("Mbit/s", "mbit", "{:,.0f}"),
)


def told(work: Sequence[Work]) -> str:
    """The table, in Markdown."""
    lines = ["| N workers | " + " | ".join(str(one.workers) for one in work) + " |", "|---" * (len(work) + 1) + "|"]
    lines += [_line(label, form, [getattr(one, name) / _SCALE.get(name, 1) for one in work])
              for label, name, form in _LINES]  # fmt: skip
    for when, loads in (("first", [one.first for one in work]), ("afterwards", [one.later for one in work])):
        lines += [
            _line(f"{when}: {label}", form, [getattr(one, name) for one in loads]) for label, name, form in _LOADS
        ]
        lines += [
            _line(f"{when}: used of {name}", "{:.0%}", [one.used[name] for one in loads]) for name in loads[0].used
        ]
    return "\n".join(lines)


_SCALE = {"rows": 1e6}


def _line(label: str, form: str, values: Sequence[float]) -> str:
    return f"| {label} | " + " | ".join(form.format(value) for value in values) + " |"


def bottleneck(work: Sequence[Work]) -> str:
    """What gives first as workers are added, and at how many; the workers' own time is what more of them add."""
    for one in work:
        name, used = _nearest(one)
        if used >= 1:
            return f"{name}, at {one.workers} workers or before ({used:.0%} of what is assumed)"
    name, used = _nearest(work[-1])
    return f"nothing up to {work[-1].workers} workers; the nearest to its limit is {name} ({used:.0%} of it)"


def _nearest(one: Work) -> tuple[str, float]:
    return max(((name, used) for name, used in one.first.used.items() if name != "time of the workers"), key=_share)


def _share(pair: tuple[str, float]) -> float:
    return pair[1]
