"""`discover`: look for the forums of a topic that nobody listed, here or by the workers."""

import argparse
import getpass
import os
import re
import socket
import sys
from dataclasses import replace
from difflib import get_close_matches
from typing import TYPE_CHECKING

import orjson
from rich.console import Console

from forum_registry.archiving import add_warc, with_warc
from forum_registry.crawling import visits
from forum_registry.database import opened
from forum_registry.progress import console
from forum_registry.search_progress import SearchProgress
from forum_registry.search_words import HOW_TO_LIST, as_json, found_table, next_step, used
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.closedlists import closed_lists
from registry.catalogue.found import found_by
from registry.db import Sessions, is_sqlite, now_utc
from registry.frontier.discoveries import NoSuchSearch, NotSo, OpenAlready, Search, ask, go_on, search
from registry.frontier.workers import living
from registry.settings import Settings

if TYPE_CHECKING:
    from crawler.options import CrawlOptions
    from forum_registry.verbs import Verbs

SITES = 5_000
"""Sites a search may look at where nothing else is said."""

PAGES_A_SITE = 3
"""Pages for each of its sites: what a visit may take at most."""

SHOWN = 30
"""Forums in the table at the end."""


def add_verbs(verbs: "Verbs") -> None:
    """Declare `discover`."""
    verb = add_verb(
        verbs,
        "discover",
        _discover,
        "Look for the forums of a topic that nobody listed; ends when its budget is used or nothing promising is left.",
        """
  forum-registry discover --topic /childcare-parenting --sites 5000
  forum-registry discover --topic /housing-local-and-community --budget 2000 --queue
  forum-registry discover --go-on 7""",
    )
    of_what = verb.add_mutually_exclusive_group(required=True)
    of_what.add_argument("--topic", metavar="PATH", help="a topic with all within it, by its path or its title")
    of_what.add_argument("--go-on", type=int, metavar="ID", help="go on with a search that is not over, or with more")
    verb.add_argument("--sites", type=_number, metavar="N", help=f"sites it may look at (default: {SITES:,})")
    verb.add_argument(
        "--budget", type=_number, metavar="PAGES", help=f"pages it may ask for (default: {PAGES_A_SITE} for each site)"
    )
    verb.add_argument("--by", metavar="NAME", help="who asks (default: the user who is signed in)")
    verb.add_argument("--queue", action="store_true", help="only ask: the workers do it beside their other visits")
    verb.add_argument("--json", action="store_true", help="one object at the end; progress goes to stderr")
    add_warc(verb)


def _number(words: str) -> int:
    number = int(words)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def _discover(given: argparse.Namespace, settings: Settings) -> int:
    from crawler.options import CrawlOptions

    settings = with_warc(given, settings)
    with opened(settings) as sessions:
        if not given.queue:
            demand_alone(sessions)
        asked = _asked(given, sessions)
    if given.queue:
        _say_queued(asked, as_line=given.json)
        return Exit.DONE
    options = replace(CrawlOptions.from_settings(settings), discovery_id=asked.id)
    return look(options, settings, asked, as_line=given.json)


def look(options: "CrawlOptions", settings: Settings, asked: Search, *, as_line: bool = False) -> int:
    """Make the visits of a search with progress shown, then tell what it found; the exit code. Once a process."""
    screen = Console(stderr=True) if as_line else console()
    screen.print(f"Search {asked.id} for forums of {asked.topic}", markup=False, highlight=False)
    progress = SearchProgress(screen)
    with progress.shown():
        done = visits(options, settings, progress.show)
    with opened(settings) as sessions, sessions.read() as session:
        found = search(session, asked.id)
        forums = found_by(session, asked.id, asked.topic)
    if as_line:
        sys.stdout.write(orjson.dumps(as_json(found, forums)).decode() + "\n")
    else:
        if forums:
            screen.print(found_table(forums, SHOWN))
        print(f"{used(found)}.\n{next_step(found)}")
        if len(forums) > SHOWN:
            print(f"All of them: forum-registry discoveries show {found.id}")
        print(HOW_TO_LIST if forums else "No forum was found that was not known before.")
    return Exit.INTERRUPTED if done.interrupted and found.is_open else Exit.DONE


def _asked(given: argparse.Namespace, sessions: Sessions) -> Search:
    """The search that was asked for; raises Refused."""
    by = given.by or _signed_in()
    try:
        if given.go_on is not None:
            with sessions.write() as session:
                return go_on(session, given.go_on, most_sites=given.sites, most_pages=given.budget)
        topic = topic_of(sessions, given.topic)
        sites = given.sites or SITES
        pages = given.budget or sites * PAGES_A_SITE
        with sessions.write() as session:
            return ask(session, topic=topic, by=by, most_sites=sites, most_pages=pages, now=now_utc())
    except OpenAlready as error:
        raise Refused(f"{error}. Take part in it: discover --go-on {error.search.id}", Exit.USAGE) from None
    except (NoSuchSearch, NotSo, ValueError) as error:
        raise Refused(f"{error}. See: forum-registry discoveries list", Exit.USAGE) from None


def topic_of(sessions: Sessions, words: str) -> str:
    """The path of the topic of this path or title; raises Refused, with those that come near."""
    with sessions.read() as session:
        topics = closed_lists(session).topics
    if not topics:
        raise Refused("--topic: no topics are known yet. Load them: forum-registry seeds load", Exit.USAGE)
    path = "/" + words.strip().strip("/").casefold()
    if path in topics:
        return path
    titles = {title.casefold(): path for path, title in sorted(topics.items(), reverse=True)}
    if (named := titles.get(words.strip().casefold())) is not None:
        return named
    near = get_close_matches(path, topics, n=3, cutoff=0.6)
    near += [titles[one] for one in get_close_matches(words.strip().casefold(), titles, n=3, cutoff=0.6)]
    meant = (
        f" Did you mean {', '.join(dict.fromkeys(near))}?" if near else " All of them stand in seeds/govuk_topics.csv."
    )
    raise Refused(f"--topic: there is no topic {words[:80]!r}.{meant}", Exit.USAGE)


_WORKER = re.compile(r"(?P<host>.+)-(?P<process>\d+)-[0-9a-f]{6}")


def demand_alone(sessions: Sessions) -> None:
    """Raise Refused where another crawler works on the same SQLite database, which has one writer at a time."""
    with sessions.read() as session:
        if not is_sqlite(session):
            return
        names = [one.state.name for one in living(session, now_utc())]
    for name in names:
        if not _is_dead(name):
            raise Refused(
                f"the crawler {name} works on this SQLite database, which takes one at a time. Have it do the search "
                "(discover --queue), stop it first, or use PostgreSQL (docs/howto.md).",
                Exit.BUSY,
            )


def _is_dead(worker: str) -> bool:
    """Whether a worker's name tells that it ran on this machine and that its process is gone."""
    told = _WORKER.fullmatch(worker)
    if told is None or told["host"] != socket.gethostname()[:60]:
        return False
    try:
        os.kill(int(told["process"]), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False


def _say_queued(asked: Search, *, as_line: bool) -> None:
    if as_line:
        sys.stdout.write(orjson.dumps(as_json(asked)).decode() + "\n")
        return
    print(
        f"Search {asked.id} for forums of {asked.topic}: {asked.most_sites:,} sites and {asked.most_pages:,} pages at "
        "most. Workers take it up now (forum-registry worker). How it stands: "
        f"forum-registry discoveries show {asked.id}"
    )


def _signed_in() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a container may run as a user without a name
        return "operator"
