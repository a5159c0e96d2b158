"""`crawl` and `worker`: visit what is due, until nothing is (crawl) or for ever (worker)."""

import argparse
import sys
from collections import Counter
from typing import TYPE_CHECKING

from forum_registry.archiving import add_warc, with_warc
from forum_registry.database import opened, told_in_one_line
from forum_registry.knowledge import refused
from forum_registry.progress import CrawlProgress, console, summary
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.db import CRAWLER
from registry.settings import Settings
from registry.vocabulary import Purpose

if TYPE_CHECKING:
    from collections.abc import Callable

    from crawler.events import CrawlSummary, Event
    from crawler.options import CrawlOptions
    from forum_registry.verbs import Verbs

SHOWN = 30
"""Forums in the table at the end of a crawl."""


def add_verbs(verbs: "Verbs") -> None:
    """Declare `crawl` and `worker`."""
    crawl = add_verb(
        verbs,
        "crawl",
        lambda given, settings: _crawl(given, settings, forever=False),
        "Visit every site that is due, then show what was found.",
        """
  forum-registry crawl
  forum-registry crawl --purpose profile
  FORUM_REGISTRY_CONTACT=webmaster@example.org forum-registry crawl""",
    )
    worker = add_verb(
        verbs,
        "worker",
        lambda given, settings: _crawl(given, settings, forever=True),
        "Visit sites as they become due, for ever; any number of workers may share one PostgreSQL.",
        """
  forum-registry worker""",
    )
    for verb in (crawl, worker):
        add_warc(verb)
        verb.add_argument(
            "--purpose",
            action="append",
            choices=[purpose.value for purpose in Purpose],
            help="only these visits; may be given again (default: all)",
        )


def _crawl(given: argparse.Namespace, settings: Settings, *, forever: bool) -> int:
    from crawler.options import CrawlOptions

    settings = with_warc(given, settings)
    with opened(settings, CRAWLER):
        pass  # the right database, or one clear line
    purposes = tuple(Purpose(word) for word in given.purpose) if given.purpose else tuple(Purpose)
    return crawl(CrawlOptions.from_settings(settings, purposes=purposes, forever=forever), settings)


def crawl(options: "CrawlOptions", settings: Settings, *, table: bool = True) -> int:
    """Crawl with progress shown, then the table of what was found; the exit code.

    The reactor starts once a process: so does this.
    """
    progress = CrawlProgress(console())
    with progress.shown():
        done = visits(options, settings, lambda event: _show(event, progress))
    if table:
        console().print(summary(done.outcomes, _forums(settings), _title(done)))
    if done.interrupted and not options.forever:
        print("Stopped before everything was done; what was found is kept. Go on with: forum-registry crawl")
        return Exit.INTERRUPTED
    return Exit.DONE


def visits(options: "CrawlOptions", settings: Settings, on_event: "Callable[[Event], None]") -> "CrawlSummary":
    """Make the visits of a crawl, once a process. Raises Refused, in one line, for whatever keeps it from going on."""
    from crawler import process
    from crawler.calls import KeepingFailed
    from crawler.frontier_spider import CrawlRefused
    from crawler.outages import DatabaseAway

    with told_in_one_line(settings.database_url):
        try:
            return process.crawl(options, on_event)
        except (KeepingFailed, DatabaseAway, CrawlRefused) as error:
            raise Refused(str(error), Exit.DATABASE) from error
        except (OSError, ValueError) as error:
            raise refused(settings, error) from error


def _show(event: "Event", progress: CrawlProgress) -> None:
    from crawler.events import Notice, Progress, SiteEnded

    match event:
        case SiteEnded():
            progress.ended(event.site_key, event.outcome, event.pages, event.name or None)
        case Progress():
            progress.totals(event.done, event.due, event.forums, event.pages, Counter(event.outcomes), event.eta_s)
        case Notice():
            progress.say(event.text)


def _title(done: "CrawlSummary") -> str:
    return f"{done.done:,} visits, {done.forums:,} forums read, {done.pages:,} pages in {done.seconds:.0f} s"


def _forums(settings: Settings) -> list[tuple[str, ...]]:
    """The rows of the table: public forums that were visited, the most active first."""
    from forum_registry.overview import visited_forums

    with opened(settings) as sessions:
        rows = visited_forums(sessions, SHOWN)
    if not rows:
        print("No listed forum has been read yet.", file=sys.stderr)
    return rows
