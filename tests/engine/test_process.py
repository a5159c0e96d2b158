"""Visits without a database, and whether there is a network at all."""

import subprocess
import sys
import threading
import time

import pytest

from crawler.process import network_reachable
from tests.engine.conftest import PROJECT, BadWeb

PROGRAM = """
import sys
from crawler.process import Policy, visit_once
seen = []
report = visit_once(sys.argv[1], policy=Policy.loopback(int(sys.argv[2])), one_page=sys.argv[3] == "one",
                    on_page=lambda page, profile: seen.append(page.url), contact="https://example.org/bot")
print(report.outcome, report.pages, len(seen), "sqlalchemy" in sys.modules)
"""


def visit_once(web: BadWeb, name: str, pages: str = "all") -> list[str]:
    command = [sys.executable, "-c", PROGRAM, web.address(name), str(web.port), pages]
    done = subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.split()


def test_a_visit_needs_no_database_and_says_nothing_but_its_report(bad_web: BadWeb) -> None:
    outcome, pages, seen, database = visit_once(bad_web, "many-pages")
    assert (outcome, database) == ("profiled", "False")
    assert pages == seen
    assert int(pages) > 1


def test_one_page_is_one_page_after_robots(bad_web: BadWeb) -> None:
    before = bad_web.hits()
    assert visit_once(bad_web, "many-pages", "one") == ["profiled", "1", "1", "False"]
    after = bad_web.hits()
    asked = {path: after[path] - before.get(path, 0) for path in after if path.startswith("many-pages")}
    assert {path: count for path, count in asked.items() if count} == {"many-pages/robots.txt": 1, "many-pages/": 1}


def _none(name: str) -> list[str]:
    raise OSError("no such name")


def test_a_machine_without_network_is_known_at_once() -> None:
    began = time.monotonic()
    assert not network_reachable([f"https://forum-{n}.example/" for n in range(50)], lookup=_none)
    assert time.monotonic() - began < 1


def test_one_name_that_is_found_is_enough() -> None:
    def some(name: str) -> list[str]:
        return ["93.184.216.34"] if name == "forum-7.example" else _none(name)

    assert network_reachable([f"https://forum-{n}.example/" for n in range(50)], lookup=some)


@pytest.mark.parametrize("answers", [["10.0.0.1"], ["127.0.0.1", "::1"], [], ["fe80::1%eth0"]])
def test_answers_from_the_inside_are_no_network(answers: list[str]) -> None:
    assert not network_reachable(["https://forum.example/"], lookup=lambda _: answers)


def test_a_silent_name_service_is_given_up_in_time() -> None:
    never = threading.Event()
    began = time.monotonic()

    def silent(_: str) -> list[str]:
        never.wait(20)
        return []

    assert not network_reachable(["https://a.example/"], timeout=0.3, lookup=silent)
    assert time.monotonic() - began < 2
    never.set()


def test_nothing_to_ask_is_no_network() -> None:
    assert not network_reachable([])
