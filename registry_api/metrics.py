"""The crawl and its workers in the text format of Prometheus (version 0.0.4). Names are documented in docs/operate.md.

Workers go by numbers, in the order in which they began: no name of a machine leaves the service.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from registry.frontier import Status

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Metric:
    """One family: `samples` are labels and values."""

    name: str
    kind: str
    help: str
    samples: tuple[tuple[Mapping[str, str], float], ...]


def exposition(found: Status) -> str:
    """The whole answer, a line a sample, each family after its help and type."""
    lines = []
    for metric in metrics(found):
        lines.append(f"# HELP {metric.name} {_escaped(metric.help)}")
        lines.append(f"# TYPE {metric.name} {metric.kind}")
        lines += [f"{metric.name}{_labels(labels)} {_number(value)}" for labels, value in metric.samples]
    return "\n".join(lines) + "\n"


def metrics(found: Status) -> Iterator[Metric]:
    """What is told: gauges of the moment, and counters of each worker since it began."""
    waited = (found.as_of - found.oldest_due).total_seconds() if found.oldest_due is not None else 0.0
    yield _gauge("hosts", "Hosts known, an estimate beyond 50,000.", found.hosts.number)
    yield _gauge("sites", "Sites known, an estimate beyond 50,000.", found.sites.number)
    yield Metric(
        "forum_registry_due_hosts", "gauge", "Hosts with something due, by purpose and how soon.",
        tuple(
            ({"purpose": one.purpose, "within": span}, float(getattr(one, span).number))
            for one in found.queue
            for span in ("now", "hour", "day", "later")
        ),
    )  # fmt: skip
    yield _gauge("oldest_due_seconds", "How long the host that has waited longest is due.", max(waited, 0.0))
    yield _gauge("leased_hosts", "Hosts being visited.", found.leased_hosts)
    yield _gauge("searches_running", "Searches for the forums of a topic that run.", found.searches)
    yield _gauge("visits_per_minute", "Visits that ended, a minute, over the last hour.", found.hour.visits_a_minute)
    yield _gauge("pages_per_minute", "Pages read, a minute, over the last hour.", found.hour.pages_a_minute)
    yield Metric(
        "forum_registry_visits_last_day", "gauge", "Visits of the last 24 hours by outcome, of the latest 50,000.",
        tuple(({"outcome": name}, float(count)) for name, count in sorted(found.outcomes.items())),
    )  # fmt: skip
    yield _gauge("workers", "Workers alive.", len(found.workers))
    yield from _of_workers(found)


def _of_workers(found: Status) -> Iterator[Metric]:
    told = (
        ("visits_total", "counter", "Visits that ended.", "visits"),
        ("pages_total", "counter", "Pages read.", "pages"),
        ("forums_total", "counter", "Forums read.", "forums"),
        ("bytes_total", "counter", "Bytes of bodies read.", "bytes_read"),
        ("cpu_seconds_total", "counter", "Processor time used.", "cpu_s"),
        ("hosts_held", "gauge", "Hosts under its leases.", "hosts_held"),
        ("resident_bytes", "gauge", "Memory it holds.", "rss_bytes"),
        ("descriptors", "gauge", "Open files and connections.", "descriptors"),
    )
    numbered = [({"worker": str(number)}, one) for number, one in enumerate(found.workers, start=1)]
    for name, kind, words, field in told:
        samples = tuple((labels, float(getattr(one.state, field))) for labels, one in numbered)
        yield Metric(f"forum_registry_worker_{name}", kind, words, samples)
    ages = tuple((labels, max((found.as_of - one.seen_at).total_seconds(), 0.0)) for labels, one in numbered)
    yield Metric("forum_registry_worker_heartbeat_age_seconds", "gauge", "Seconds since it spoke.", ages)


def _gauge(name: str, words: str, value: float) -> Metric:
    return Metric(f"forum_registry_{name}", "gauge", words, (({}, float(value)),))


def _labels(labels: Mapping[str, str]) -> str:
    told = ",".join(f'{name}="{_quoted(value)}"' for name, value in labels.items())
    return f"{{{told}}}" if told else ""


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6g}"


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("\n", "\\n")


def _quoted(value: str) -> str:
    return _escaped(value).replace('"', '\\"')
