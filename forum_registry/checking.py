"""`seeds check`: what is wrong with the seed files and, when asked, with the sites they name."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from rich.console import Console

from forum_registry.database import opened, safe_name
from forum_registry.findings import tell, tell_json
from forum_registry.knowledge import shared_hosts
from forum_registry.progress import LOG_WIDTH, CrawlProgress
from forum_registry.stops import Exit, Refused
from registry.db import now_utc
from registry.history import is_demo
from registry.identity import SharedHosts
from registry.seeding import check_seeds
from registry.seeding.answering import Seen, problem_of
from registry.seeding.folder import is_sample, read_seeds
from registry.seeding.forums import ForumSeed
from registry.seeding.upkeep import check_upkeep
from registry.seeding.visits import last_visits, left_in_peace
from registry.settings import Settings
from registry.vocabulary import Outcome

if TYPE_CHECKING:
    from crawler.egress import Policy
    from registry.profile import VisitReport

HOSTS_AT_ONCE = 8
"""Hosts visited at the same time, when the settings do not say fewer: a check is in no hurry."""


def add_options(verb: argparse.ArgumentParser) -> None:
    """The options of `seeds check`."""
    sites = verb.add_mutually_exclusive_group()
    sites.add_argument(
        "--visit",
        "--online",
        action="store_true",
        help="check: also read each forum's front page, as politely as the crawler: which are dead, moved, closed?",
    )
    sites.add_argument(
        "--from-visits",
        action="store_true",
        help="check: also say what the registry's last visit to each forum found; makes no request",
    )
    verb.add_argument("--json", action="store_true", help="check: one JSON object a line, the summary last")


def check(given: argparse.Namespace, settings: Settings, folder: Path) -> int:
    """Check the folder and tell what was found; PROBLEM where it is more than warnings."""
    problems = [*check_seeds(folder), *check_upkeep(folder, now_utc().date())]
    seen: list[Seen] = []
    if given.visit or given.from_visits:
        hosts = shared_hosts(settings)
        sample = is_sample(folder)
        seeds = read_seeds(folder, hosts, demo=sample).forums
        seen = _visit(seeds, settings, hosts, sample=sample) if given.visit else _remembered(seeds, settings)
        lines = {seed.site.key: seed.line for seed in seeds}
        problems += [found for one in seen if (found := problem_of(one, hosts, lines)) is not None]
    (tell_json if given.json else tell)(problems, seen)
    if any(one.outcome == Outcome.INTERRUPTED for one in seen):
        return Exit.INTERRUPTED
    return Exit.PROBLEM if any(not problem.warning for problem in problems) else Exit.DONE


def _remembered(seeds: Sequence[ForumSeed], settings: Settings) -> list[Seen]:
    with opened(settings) as sessions, sessions.read() as session:
        return last_visits(session, seeds)


def _visit(seeds: Sequence[ForumSeed], settings: Settings, hosts: SharedHosts, *, sample: bool) -> list[Seen]:
    """One page of each forum that may be visited, those of one host one after another; in the order of the file."""
    from crawler.limits import Limits
    from crawler.process import network_reachable, visit_several

    found = {seed.site.key: Seen(seed) for seed in seeds}
    asked = _asked(seeds, settings, sample=sample)
    if not sample and asked and not network_reachable(asked):
        raise Refused("no forum's name can be found: this machine is not on the network, and nothing can be told.")
    limits = Limits.from_settings(settings)
    progress = _Progress(len(asked))

    def note(address: str, report: "VisitReport") -> None:
        seed = asked[address]
        found[seed.site.key] = Seen(seed, report.outcome, report.detail, report.moved_to, report.ended_at)
        progress.ended(found[seed.site.key], report.pages)

    with progress.shown.shown():
        visit_several(
            tuple(asked),
            note,
            policy=_sample_policy(asked) if sample else None,
            limits=replace(limits, workers=min(limits.workers, HOSTS_AT_ONCE)),
            hosts=hosts,
            contact=settings.contact,
        )
    return list(found.values())


def _asked(seeds: Sequence[ForumSeed], settings: Settings, *, sample: bool) -> dict[str, ForumSeed]:
    """The rows to visit, by address: not those that left, nor more than a crawler without a contact may bother."""
    from crawler.limits import UNINTRODUCED_SEEDS

    demo, left = _told_by_registry(seeds, settings)
    for seed in seeds:
        if seed.site.key in left:
            _aside(f"line {seed.line}, {seed.name}: not visited, {left[seed.site.key]}.")
    asked = {seed.site.address: seed for seed in seeds if seed.site.key not in left}
    if sample:
        if not demo:
            raise Refused(
                "these are the sample web's forums: only the demonstration they were made for can visit them."
            )
        return {address: seed for address, seed in asked.items() if _of_sample_web(address)}
    if not settings.contact and len(asked) > UNINTRODUCED_SEEDS:
        asked = dict(list(asked.items())[:UNINTRODUCED_SEEDS])
        _aside(f"No contact is set (FORUM_REGISTRY_CONTACT): only the first {len(asked)} forums are visited.")
    return asked


def _told_by_registry(seeds: Sequence[ForumSeed], settings: Settings) -> tuple[bool, Mapping[str, str]]:
    """Whether the registry here is a demonstration, and which rows it knows to be left in peace."""
    try:
        with opened(settings) as sessions, sessions.read() as session:
            return is_demo(session), left_in_peace(session, seeds)
    except Refused:
        _aside(f"There is no registry at {safe_name(settings.database_url)}: who left it is not known here.")
        return False, {}


def _of_sample_web(address: str) -> bool:
    return (urlsplit(address).hostname or "").endswith(".localhost")


def _sample_policy(addresses: Iterable[str]) -> "Policy":
    """The allowance of a demonstration: the ports its sample web answers on, and no other address at all."""
    from crawler.egress import Policy

    ports = {urlsplit(address).port or 80 for address in addresses}
    return Policy(allow=Policy.loopback(*ports).allow, public=False)


def _aside(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


class _Progress:
    """A bar on a terminal, a line a forum in a log; to stderr, for the findings may be piped on."""

    def __init__(self, total: int) -> None:
        screen = Console(stderr=True)
        self.shown = CrawlProgress(screen if screen.is_terminal else Console(stderr=True, width=LOG_WIDTH))
        self._total, self._done, self._pages = total, 0, 0
        self._outcomes: Counter[str] = Counter()

    def ended(self, seen: Seen, pages: int) -> None:
        """One forum was visited."""
        self._done += 1
        self._pages += pages
        self._outcomes[seen.outcome] += 1
        self.shown.ended(seen.seed.site.key, seen.outcome, pages, seen.seed.name)
        answers = sum(count for outcome, count in self._outcomes.items() if outcome == Outcome.PROFILED)
        left = self._total - self._done
        self.shown.totals(self._done, left, answers, self._pages, self._outcomes, None)
