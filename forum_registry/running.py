"""`run`: the whole of it on one machine: migrate, load the seeds, serve the list, and fill it as visits finish."""

import argparse
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from forum_registry.archiving import add_warc, with_warc
from forum_registry.crawling import crawl
from forum_registry.database import make_room, opened, safe_name, told_in_one_line
from forum_registry.keeping import say_seeds
from forum_registry.knowledge import shared_hosts
from forum_registry.serving import add_address
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.db import now_utc
from registry.identity import SharedHosts
from registry.migrating import migrate
from registry.seeding import load_seeds
from registry.settings import PREFIX, PROJECT, Settings

if TYPE_CHECKING:
    from crawler.egress import Policy
    from forum_registry.verbs import Verbs

START_TIMEOUT_S = 30.0
NETWORK_TIMEOUT_S = 12.0
"""After this, a machine on which no seed's name resolves counts as off the network."""


def add_verbs(verbs: "Verbs") -> None:
    """Declare `run`."""
    verb = add_verb(
        verbs,
        "run",
        _run,
        "Prepare the database, load the seeds, serve the list and crawl; without a network, show the demo.",
        """
  forum-registry run
  forum-registry run --port 8080
  forum-registry run --once
  forum-registry run --demo""",
    )
    add_address(verb)
    verb.add_argument("--once", action="store_true", help="crawl what is due, print the table, and end")
    add_warc(verb)
    verb.add_argument("--demo", action="store_true", help="crawl the sample web of the project, in its own database")


def _run(given: argparse.Namespace, settings: Settings) -> int:
    # SIGTERM ends a run as Ctrl-C does, before the crawl as well as in it.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings = with_warc(given, settings)
    if not given.once:
        _demand_free(given.host, given.port)
    if not given.demo and not _on_the_network(settings):
        print(
            "This machine is off the network: none of the seeds' names could be resolved.\n"
            "Showing the demo instead, in a database of its own: sample sites, no real forums.",
            flush=True,
        )
        given.demo = True
    return _run_demo(given, settings) if given.demo else _run_live(given, settings)


def _demand_free(host: str, port: int) -> None:
    """Before anything is made anew: the port may be that of a demo which is still running."""
    from registry_api.serving import CannotServe, listen

    try:
        listen(host, port).close()
    except CannotServe as error:
        raise Refused(str(error), Exit.BUSY) from error


def _run_live(given: argparse.Namespace, settings: Settings) -> int:
    from crawler.egress import Policy

    prepare(settings)
    return _serve_and_crawl(given, settings, Policy())


def _run_demo(given: argparse.Namespace, settings: Settings) -> int:
    from crawler.egress import Policy
    from forum_registry.demonstration import demo_settings, prepare_demo, sample_web

    with sample_web() as web:
        seeds = Path(settings.seeds)
        settings = demo_settings(settings, given.port)
        prepare_demo(settings, seeds, web, now_utc())
        prepare(settings)
        return _serve_and_crawl(given, settings, Policy(allow=frozenset({("127.0.0.1", web.port)}), public=False))


def prepare(settings: Settings) -> None:
    """Bring the database up to date and load the seeds, telling what was wrong with them."""
    make_room(settings.database_url)
    with told_in_one_line(settings.database_url):
        migrate(settings.database_url)
    with opened(settings) as sessions:
        say_seeds(load_seeds(sessions, Path(settings.seeds), now=now_utc(), hosts=shared_hosts(settings)))
    print(f"The database {safe_name(settings.database_url)} is ready.", flush=True)


def _serve_and_crawl(given: argparse.Namespace, settings: Settings, policy: "Policy") -> int:
    from crawler.options import CrawlOptions

    if given.once:
        return crawl(CrawlOptions.from_settings(settings, policy=policy), settings)
    stop = threading.Event()
    with _service(given.host, given.port, settings, stop):
        options = CrawlOptions.from_settings(settings, forever=True, policy=policy, stop=stop)
        code = crawl(options, settings, table=False)
    print("Stopped; nothing is lost.")
    return code


@contextmanager
def _service(host: str, port: int, settings: Settings, stop: threading.Event) -> Iterator[None]:
    """The service as a process of its own, so that a crawl never keeps a reader waiting.

    Its end sets `stop`. Raises Refused when it could not start, or ended before it was told to.
    """
    words = [sys.executable, "-m", "forum_registry.command", "serve", "--host", host, "--port", str(port)]
    own = {
        "DATABASE_URL": settings.database_url,
        "SEEDS": settings.seeds,
        "SERVICE_NAME": settings.service_name,
    }
    environment = {**os.environ, **{PREFIX + name: value for name, value in own.items()}}
    process = subprocess.Popen(
        words, env=environment, cwd=PROJECT, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    answering = threading.Event()
    threading.Thread(target=_pass_on, args=(process, answering, stop), daemon=True).start()
    try:
        if not answering.wait(START_TIMEOUT_S):
            raise Refused(f"the service did not answer within {START_TIMEOUT_S:.0f} s.", Exit.BUSY)
        _demand_alive(process)
        yield
        _demand_alive(process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()


def _pass_on(process: "subprocess.Popen[str]", answering: threading.Event, stop: threading.Event) -> None:
    """Say what the service says; its first words are that it answers."""
    for line in process.stdout or ():
        print(line, end="", flush=True)
        answering.set()
    process.wait()
    stop.set()
    answering.set()


def _demand_alive(process: "subprocess.Popen[str]") -> None:
    if (code := process.poll()) is not None:
        known = Exit(code) if code in set(Exit) else Exit.PROBLEM
        raise Refused("the service has ended; its reason stands above.", known)


def _on_the_network(settings: Settings) -> bool:
    from crawler.reachability import network_reachable
    from registry.seeding.folder import read_seeds

    seeds = read_seeds(Path(settings.seeds), SharedHosts())
    return network_reachable((seed.site.address for seed in seeds.forums), timeout=NETWORK_TIMEOUT_S)
