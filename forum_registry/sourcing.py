"""`sources`: the pages and questions that name forums, what they brought, and what an operator does with them."""

import argparse
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from rich.table import Table
from sqlalchemy import select

from forum_registry.database import opened
from forum_registry.discovering import topic_of
from forum_registry.knowledge import shared_hosts
from forum_registry.progress import console
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.model import Region
from registry.db import Sessions, now_utc
from registry.frontier.gatherings import Wanted, add_gatherings, make_due, stop_gatherings
from registry.frontier.sighting import Found, sightings
from registry.frontier.yields import Yield, count_of, yields
from registry.gathered import Named
from registry.settings import Settings
from registry.upsert import batches

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

SHOWN = 40
LARGEST_FILE = 64 * 1024 * 1024
MOST_OF_A_FILE = 50_000
OPERATOR = "operator"

_ENDINGS = {
    ".opml": "opml",
    ".xml": "opml",
    ".csv": "csv",
    ".tsv": "csv",
    ".txt": "csv",
    ".json": "json",
    ".jsonl": "json",
}
WHAT = ("list", "show", "add", "load", "now", "stop")


def add_verbs(verbs: "Verbs") -> None:
    """Declare it."""
    verb = add_verb(
        verbs,
        "sources",
        _sources,
        "Pages and questions that name forums: list what they brought, add one, load a list, read or stop one.",
        """
  forum-registry sources list --topic /childcare-parenting
  forum-registry sources add https://charity.example.org/online-communities --kind links --topic /welfare
  forum-registry sources load forums.opml --topic /education
  forum-registry sources now 17
  forum-registry sources stop 17""",
    )
    verb.add_argument("what", choices=WHAT)
    verb.add_argument("subject", nargs="?", metavar="ADDRESS|FILE|ID", help="what to add, load, show, read or stop")
    verb.add_argument("--kind", help="what sort of page it is; of `list`: only these")
    verb.add_argument("--topic", metavar="PATH", help="the topic it speaks for; of `list` and `now`: only of this one")
    verb.add_argument("--region", metavar="CODE", help="the place it speaks for")
    verb.add_argument("--limit", type=int, default=SHOWN, metavar="N", help=f"how many are listed (default: {SHOWN})")
    verb.add_argument("--json", action="store_true", help="one object a line")


def _sources(given: argparse.Namespace, settings: Settings) -> int:
    from crawler.sources import sources

    if given.kind is not None and given.kind not in sources():
        raise Refused(f"--kind: {given.kind!r} is none of {', '.join(sources())}.", Exit.USAGE)
    needs = given.what in ("show", "add", "load", "stop") or (given.what == "now" and given.topic is None)
    if needs and not given.subject:
        raise Refused(f"say what to {given.what}: forum-registry sources {given.what} ...", Exit.USAGE)
    with opened(settings) as sessions:
        _demand_known(sessions, given)
        if given.what == "list":
            return _list(sessions, given)
        if given.what == "add":
            return _add(sessions, given, settings)
        if given.what == "load":
            return _load(sessions, given, settings)
        return _one(sessions, given)


def _demand_known(sessions: Sessions, given: argparse.Namespace) -> None:
    """Refuse a topic or a place that nobody knows; a topic may be given by its title."""
    if given.topic is not None:
        given.topic = topic_of(sessions, given.topic)
    if given.region is None:
        return
    with sessions.read() as session:
        places = {code for (code,) in session.execute(select(Region.code))}
    if given.region not in places:
        raise Refused(f"--region: {given.region!r} is no code of seeds/regions.csv or seeds/councils.csv.", Exit.USAGE)


def _list(sessions: Sessions, given: argparse.Namespace) -> int:
    with sessions.read() as session:
        found = yields(session, kind=given.kind, topic=given.topic, limit=max(given.limit, 1))
        count = count_of(session, kind=given.kind, topic=given.topic)
    if given.json:
        _print_json(found)
        return Exit.DONE
    table = Table(title=f"{count:,} pages and questions that name forums")
    for name in ("id", "kind", "address or question", "topic", "named", "added", "tried", "forums", "last", "next"):
        table.add_column(name, overflow="fold")
    for one in found:
        table.add_row(
            str(one.id), one.kind, one.address, one.topic or "", f"{one.named:,}", f"{one.added:,}", f"{one.tried:,}",
            f"{one.forums:,}", one.last_outcome or "not read yet", _day(one.next_due),
        )  # fmt: skip
    console().print(table)
    return Exit.DONE


def _print_json(found: list[Yield]) -> None:
    for one in found:
        print(orjson.dumps(asdict(one)).decode())


def _day(when: datetime | None) -> str:
    return when.date().isoformat() if when is not None else "not due"


def _one(sessions: Sessions, given: argparse.Namespace) -> int:
    """Show, read or stop one, or read all of a topic."""
    now = now_utc()
    if given.subject:
        ids = [_number(given.subject)]
        with sessions.read() as session:
            if not yields(session, ids=ids):
                raise Refused(f"there is no source {ids[0]}. See: forum-registry sources list", Exit.USAGE)
    else:
        with sessions.read() as session:
            ids = [one.id for one in yields(session, topic=given.topic, kind=given.kind)]
    if given.what == "show":
        with sessions.read() as session:
            _show(yields(session, ids=ids), as_json=given.json)
        return Exit.DONE
    with sessions.write() as session:
        done = make_due(session, ids, now) if given.what == "now" else stop_gatherings(session, ids)
    said = "due now; a worker reads them soon" if given.what == "now" else "stopped: read no more"
    print(f"{done:,} of {len(ids):,} {said}.")
    return Exit.DONE


def _show(found: list[Yield], *, as_json: bool) -> None:
    if as_json:
        _print_json(found)
        return
    for one in found:
        for name, value in asdict(one).items():
            print(f"{name.replace('_', ' '):16} {'' if value is None else value}")


def _number(words: str) -> int:
    if not words.isdigit():
        raise Refused(f"{words[:40]!r} is no number of a source. See: forum-registry sources list", Exit.USAGE)
    return int(words)


def _add(sessions: Sessions, given: argparse.Namespace, settings: Settings) -> int:
    kind = given.kind or "directory"
    wanted = Wanted(kind, given.subject, OPERATOR, given.topic, given.region, due=now_utc())
    with sessions.write() as session:
        (added,) = add_gatherings(session, [wanted], hosts=shared_hosts(settings))
    if added.gathering_id is None:
        raise Refused(f"{given.subject}: {added.refused}", Exit.USAGE)
    print(f"Source {added.gathering_id} ({kind}): {'due now' if added.new else 'known already'}.")
    return Exit.DONE


def _load(sessions: Sessions, given: argparse.Namespace, settings: Settings) -> int:
    """Take in a list of the operator's own."""
    file = Path(given.subject)
    kind = given.kind or _ENDINGS.get(file.suffix.lower())
    if kind is None:
        raise Refused(f"--kind: say whether {file.name} is opml, csv or json.", Exit.USAGE)
    named, hosts, now = _named_in_file(file, kind, settings), shared_hosts(settings), now_utc()
    new = refused = 0
    for some in batches(named):
        found = [Found(one.address, "list", None, one.words, one.topic or given.topic) for one in some]
        with sessions.write() as session:
            answers = sightings(session, found, now=now, hosts=hosts, private_days=settings.private_days)
        new += sum(answer.new for answer in answers)
        refused += sum(answer.site_id is None and not answer.removed for answer in answers)
    said = {"file": file.name, "named": len(named), "added": new, "refused": refused}
    if given.json:
        print(orjson.dumps(said).decode())
    else:
        print(f"{file.name}: {len(named):,} addresses, {new:,} of them new sites, {refused:,} that are no site.")
    return Exit.DONE


def _named_in_file(file: Path, kind: str, settings: Settings) -> tuple[Named, ...]:
    from crawler.page import Page
    from crawler.sources import sources
    from crawler.sources.declare import Asked

    try:
        if file.stat().st_size > LARGEST_FILE:
            raise Refused(f"{file.name} is larger than {LARGEST_FILE // 2**20} MiB: part it.", Exit.USAGE)
        data = file.read_bytes()
    except OSError as error:
        raise Refused(f"{file} cannot be read ({error.strerror}).", Exit.USAGE) from error
    page = Page(f"https://{OPERATOR}.invalid/", 200, (), data, now_utc())
    gathered = sources()[kind].read(page, Asked(page.url, hosts=shared_hosts(settings), most=MOST_OF_A_FILE))
    if gathered.refused is not None:
        raise Refused(f"{file.name}: {gathered.refused[1]}.", Exit.PROBLEM)
    return gathered.found
