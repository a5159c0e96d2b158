"""What lies in deploy/prometheus is held to the program, and the page of words to what is told."""

import re
from datetime import UTC, datetime

import yaml

from registry.frontier.status import Count, Queue, Rates, Status
from registry.frontier.workers import SeenWorker, WorkerState
from registry.settings import PROJECT
from registry.vocabulary import Outcome, Purpose
from registry_api.metrics import exposition
from tests.workers.prometheus import parse

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
TOLD = Status(
    NOW, Count(1), Count(1), tuple(Queue(str(one), Count(1), Count(0), Count(0), Count(0), NOW) for one in Purpose),
    Rates(1, 2, 60.0), Rates(1, 2, 1440.0), {str(one): 1 for one in Outcome}, 0,
    [SeenWorker(WorkerState('odd "name"\n', "0", "discover", NOW), NOW)], {"w": 1},
)  # fmt: skip
NAMES = parse(exposition(TOLD))


def test_alerts_ask_for_what_is_told() -> None:
    rules = yaml.safe_load((PROJECT / "deploy/prometheus/alerts.yml").read_text())["groups"][0]["rules"]
    assert {"NoWorkerAlive", "QueueGrows", "VisitsFail", "OldestDue"} <= {rule["alert"] for rule in rules}
    for rule in rules:
        for name in re.findall(r"forum_registry_\w+", rule["expr"]):
            assert name in NAMES, rule["alert"]
        for label, value in re.findall(r'(purpose|within|outcome)=~?"([^"]+)"', rule["expr"]):
            known = {dict(labels).get(label) for family in NAMES.values() for labels in family.samples}
            assert set(value.split("|")) <= known, rule["alert"]


def test_the_scrape_names_the_rules() -> None:
    told = yaml.safe_load((PROJECT / "deploy/prometheus/prometheus.yml").read_text())
    assert told["rule_files"] == ["alerts.yml"]
    assert told["scrape_configs"][0]["job_name"] == "forum-registry"


def test_every_metric_is_documented() -> None:
    documented = set(re.findall(r"`(forum_registry_\w+)`", (PROJECT / "docs/operate.md").read_text()))
    assert documented == set(NAMES)
