"""`replay`: read kept visits again with today's parser, without a fetch; and beside what the database holds."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson

from forum_registry.archiving import withheld_by
from forum_registry.comparing import Compared, compare
from forum_registry.database import opened
from forum_registry.knowledge import shared_hosts
from forum_registry.progress import console
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.db import Sessions, now_utc
from registry.identity import BadAddress, SharedHosts, site_key
from registry.settings import Settings

if TYPE_CHECKING:
    from crawler.archive.records import Record
    from crawler.archive.replaying import Replayed
    from crawler.archive.visits import RecordedVisit
    from forum_registry.verbs import Verbs


def add_verbs(verbs: "Verbs") -> None:
    """Declare `replay`."""
    verb = add_verb(
        verbs,
        "replay",
        _replay,
        "Read kept visits again, as this version of the program reads them. Nothing is fetched.",
        """
  forum-registry replay var/pages
  forum-registry replay var/pages --site https://forum.example.org/ --json
  forum-registry replay var/pages --compare
  forum-registry replay var/pages --tidy""",
    )
    verb.add_argument("place", type=Path, metavar="DIR", help="a folder of archives, or one archive (.warc, .warc.gz)")
    verb.add_argument("--site", metavar="ADDRESS", help="only visits of this site, or of any site on this host")
    verb.add_argument("--json", action="store_true", help="one JSON object a visit or page")
    verb.add_argument(
        "--compare",
        action="store_true",
        help="beside what the database holds from that visit; exit code 1: they differ",
    )
    verb.add_argument(
        "--tidy", action="store_true", help="only delete what is older than 30 days, or may not be kept any more"
    )


def _replay(given: argparse.Namespace, settings: Settings) -> int:
    if not given.place.exists():
        raise Refused(f"there is nothing at {given.place}.", Exit.USAGE)
    if given.tidy:
        return _tidy(given.place, settings)
    hosts = shared_hosts(settings)
    only = _key(given.site, hosts) if given.site else None
    told = _Told(as_json=given.json)
    with ExitStack() as stack:
        sessions = stack.enter_context(opened(settings)) if given.compare else None
        try:
            for file, one in _contents(given.place):
                told.read(file, one, hosts, only, sessions)
        except BrokenPipeError:  # of our own output
            raise
        except OSError as error:
            raise Refused(f"{error.filename or given.place} cannot be read: {error.strerror}") from error
    return told.end(compared=given.compare)


def _tidy(place: Path, settings: Settings) -> int:
    from crawler.archive.dropping import tidy

    if not place.is_dir():
        raise Refused(f"{place} is no folder.", Exit.USAGE)
    with opened(settings) as sessions:
        done = tidy(place, now_utc(), withheld_by(sessions))
    print(
        f"{done.old} files deleted that were 30 days old; {done.visits} visits dropped from {done.files} files; "
        f"{done.busy} files are being written and were left."
    )
    return Exit.DONE


def _key(address: str, hosts: SharedHosts) -> str:
    try:
        return site_key(address, hosts).key
    except BadAddress as error:
        raise Refused(str(error), Exit.USAGE) from error


def _contents(place: Path) -> Iterator[tuple[Path, Any]]:
    from crawler.archive.contents import contents
    from crawler.archive.place import archives_in

    for file in archives_in(place):
        for one in contents(file):
            yield file, one


class _Told:
    """What was told so far, and how the command ends."""

    def __init__(self, *, as_json: bool) -> None:
        self._as_json = as_json
        self.visits = self.pages = self.damages = self.torn = 0
        self.different = self.alike = self.unknown = 0

    def read(self, file: Path, one: Any, hosts: SharedHosts, only: str | None, sessions: Sessions | None) -> None:
        """Read one visit, page or damage of an archive, and tell it."""
        from crawler.archive.reading import Damage
        from crawler.archive.records import Record

        if isinstance(one, Damage):
            self._damage(file, one.start, one.reason, torn=one.torn)
        elif isinstance(one, Record):
            self._page(file, one, hosts, only)
        elif only is None or any(key == only or key.startswith(f"{only}/") for key in one.keys):
            self._visit(file, one, hosts, sessions)

    def _visit(self, file: Path, visit: "RecordedVisit", hosts: SharedHosts, sessions: Sessions | None) -> None:
        from crawler.archive.replaying import replay
        from crawler.archive.visits import NotAVisit

        try:
            done = replay(visit, hosts)
        except NotAVisit as problem:
            self._damage(file, None, str(problem), torn=False)
            return
        self.visits += 1
        compared = None
        if sessions is not None:
            with sessions.read() as session:
                compared = compare(session, done, hosts)
            self.alike += compared.found and not compared.differences
            self.different += bool(compared.differences)
            self.unknown += not compared.found
        self._tell_visit(file, done, compared)

    def _page(self, file: Path, record: "Record", hosts: SharedHosts, only: str | None) -> None:
        """A page of another crawler's archive: read, but no visit."""
        from crawler.archive.pages import UnreadablePage, page_of, profile_of
        from crawler.reader import as_json

        url = (record.field("WARC-Target-URI") or "").strip("<>")
        try:
            key = site_key(url, hosts).key
        except BadAddress:
            key = ""
        if only is not None and key != only and not key.startswith(f"{only}/"):
            return
        said: dict[str, Any] = {"archive": file.name, "page": url[:2000]}
        try:
            profile = profile_of(page_of(record))
        except UnreadablePage as problem:
            said["error"] = str(problem)
        else:
            said["profile"] = as_json(profile)
        self.pages += 1
        if self._as_json:
            _print_json(said)
        else:
            found = said.get("profile")
            if found is None:
                print(f"{url[:200]}: {said['error']}")
            else:
                print(f"{url[:200]}: {(found['platform'] or 'unknown software') if found['is_forum'] else 'no forum'}")

    def _tell_visit(self, file: Path, done: "Replayed", compared: Compared | None) -> None:
        from crawler.reader import PARSER_VERSION, as_json

        visit, profile = done.visit, done.report.profile
        if self._as_json:
            said: dict[str, Any] = {
                "archive": file.name,
                "address": visit.errand.address,
                "site": visit.keys[0] if visit.keys else None,
                "purpose": str(visit.errand.purpose),
                "recorded_at": visit.started_at.isoformat(),
                "outcome": done.outcome,
                "recorded_outcome": visit.outcome,
                "detail": done.report.detail,
                "pages": done.report.pages,
                "parser_version": PARSER_VERSION,
                "recorded_parser_version": visit.parser_version,
                "missing": list(done.missing),
                "profile": as_json(profile) if profile is not None else None,
            }
            if compared is not None:
                said["compared"] = compared.as_json()
            _print_json(said)
            return
        print(f"{visit.errand.address}, visited {visit.started_at:%Y-%m-%d %H:%M} UTC: {_outcome(done)}")
        for url in done.missing:
            print(f"  not recorded: {url[:200]}")
        if compared is not None:
            for line in compared.lines():
                print(f"  {line}")
        elif profile is not None:
            from crawler.inspection import render

            console().print(render(profile))

    def _damage(self, file: Path, start: int | None, reason: str, *, torn: bool) -> None:
        """Say what cannot be read. An end torn off is what a killed worker leaves: told, and no fault."""
        self.torn += torn
        self.damages += not torn
        if self._as_json:
            _print_json({"archive": file.name, "at": start, "error": reason, "torn": torn})
        else:
            where = "" if start is None else f", from byte {start:,}"
            print(f"{file.name}{where}: {reason}", file=sys.stderr)

    def end(self, *, compared: bool) -> int:
        """Say what was read in all; the exit code."""
        told = f"{self.visits:,} visits and {self.pages:,} pages of others read again"
        if compared:
            told += f"; {self.alike:,} as in the database, {self.different:,} different, {self.unknown:,} not in it"
        if self.damages or self.torn:
            told += f"; {self.damages:,} places could not be read, {self.torn:,} ends were torn off"
        print(f"{told}.", file=sys.stderr if self._as_json else sys.stdout)
        return Exit.PROBLEM if self.damages or self.different else Exit.DONE


def _outcome(done: "Replayed") -> str:
    return done.outcome if done.outcome == done.visit.outcome else f"{done.outcome}, was {done.visit.outcome}"


def _print_json(answer: object) -> None:
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")
