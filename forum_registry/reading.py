"""`inspect`, `platforms` and `assess`: what a page says, which software can be read, what a profile is about.

None of them needs a database, but for `assess --all`.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import orjson

from forum_registry import reassessing
from forum_registry.archiving import add_warc, demand_folder
from forum_registry.knowledge import assessor, shared_hosts
from forum_registry.loopback import allowed_by
from forum_registry.progress import console
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.assess.lines import assess_lines
from registry.identity import BadAddress
from registry.profile import ForumProfile
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs


def add_verbs(verbs: "Verbs") -> None:
    """Declare `inspect`, `platforms` and `assess`."""
    inspect = add_verb(
        verbs,
        "inspect",
        _inspect,
        "Read a page (a file, or an address after its robots.txt) and show each value with its raw text and rule.",
        """
  forum-registry inspect page.html --url https://forum.example.org/
  forum-registry inspect https://forum.example.org/
  forum-registry inspect --visit https://forum.example.org/ --json
  forum-registry inspect --visit http://127.0.0.1:8101/ --loopback 127.0.0.1:8101
  forum-registry inspect --manifest pages.csv --json""",
    )
    inspect.add_argument("target", nargs="?", metavar="FILE|ADDRESS", help="what to read")
    inspect.add_argument("--url", default="", help="the address a saved page came from")
    inspect.add_argument("--visit", action="store_true", help="make the whole bounded visit, as the crawler would")
    add_warc(inspect)
    inspect.add_argument("--manifest", type=Path, help="CSV with the columns file,url; files relative to it")
    inspect.add_argument("--json", action="store_true", help="one JSON object a line")
    inspect.add_argument(
        "--loopback",
        nargs="?",
        const="",
        action="append",
        metavar="HOST:PORT",
        help="let this one server on this machine through the guard (without HOST:PORT: the server of ADDRESS)",
    )
    listed = add_verb(
        verbs,
        "platforms",
        _platforms,
        "Which forum software is read: how well that is proved, what it rests on, what is read of it.",
        """
  forum-registry platforms
  forum-registry platforms --json | jq 'select(.tier == "A") | .slug'""",
    )
    form = listed.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON object a line")
    form.add_argument("--markdown", action="store_true", help="the table of docs/platforms.md")
    assess = add_verb(
        verbs,
        "assess",
        _assess,
        "Judge profiles from standard input, one JSON object a line; or judge the registry's forums again.",
        """
  forum-registry assess --json < profiles.jsonl
  forum-registry assess --all
  forum-registry assess --all --seeds ../draft/seeds --topic /welfare --csv moves.csv
  forum-registry assess --all --apply --by "A. Keeper" --expect 3f1c9a7e5b2d4c68""",
    )
    assess.add_argument("--json", action="store_true", help="one JSON object a line (without --all the only form)")
    reassessing.add_options(assess)


def _inspect(given: argparse.Namespace, settings: Settings) -> int:
    if given.manifest is not None:
        return _inspect_manifest(given.manifest)
    loopback = list(given.loopback or [])
    if given.target is None and loopback and "://" in loopback[-1]:
        given.target, loopback[-1] = loopback[-1], ""  # `--loopback ADDRESS`: the address was meant
    if given.target is None:
        raise Refused("inspect needs a FILE, an ADDRESS or --manifest M.csv. See: inspect --help", Exit.USAGE)
    if given.visit or "://" in given.target:
        return _inspect_address(given, loopback, settings)
    return _inspect_file(Path(given.target), given.url, as_json=given.json)


def _inspect_manifest(manifest: Path) -> int:
    from crawler.inspection import inspect_manifest

    try:
        for answer in inspect_manifest(manifest):
            _print_json(answer)
    except (OSError, ValueError) as error:
        raise Refused(f"the manifest {manifest} cannot be read: {error}", Exit.USAGE) from error
    return Exit.DONE


def _inspect_file(file: Path, url: str, *, as_json: bool) -> int:
    from crawler.inspection import inspect_file, page_of
    from crawler.reader import read

    try:
        if as_json:
            answer = inspect_file(file, url or None)
            _print_json(answer)
            return Exit.PROBLEM if "error" in answer else Exit.DONE
        page = page_of(file, url or None)
    except OSError as error:
        raise Refused(f"{file} cannot be read: {error.strerror}", Exit.USAGE) from error
    if page.hostile is not None:
        raise Refused(f"{file} was not parsed: {page.hostile}")
    _show(read(page))
    return Exit.DONE


def _inspect_address(given: argparse.Namespace, loopback: list[str], settings: Settings) -> int:
    from crawler.egress import Policy
    from crawler.limits import Limits
    from crawler.process import visit_once
    from crawler.reader import as_json

    if given.warc is not None:
        if not given.visit:
            raise Refused("--warc keeps a whole visit: inspect --visit ADDRESS --warc DIR", Exit.USAGE)
        demand_folder(given.warc)
    try:
        report = visit_once(
            given.target,
            policy=Policy(allow=allowed_by(loopback, given.target)),
            limits=Limits.from_settings(settings),
            hosts=shared_hosts(settings),
            contact=settings.contact,
            one_page=not given.visit,
            warc=given.warc,
        )
    except BadAddress as error:
        raise Refused(str(error), Exit.USAGE) from error
    ended = {"outcome": report.outcome, "detail": report.detail, "pages": report.pages, "bytes": report.bytes_read}
    if given.json:
        found = (
            as_json(report.profile) if report.profile is not None else {"error": f"{report.outcome}: {report.detail}"}
        )
        _print_json({**found, "visit": ended})
    else:
        print(f"{given.target}: {report.outcome}. {report.detail}".rstrip())
        print(f"{report.pages} pages, {report.bytes_read:,} bytes")
        if report.profile is not None:
            _show(report.profile)
    return Exit.DONE if report.profile is not None else Exit.PROBLEM


def _show(profile: ForumProfile) -> None:

    from crawler.inspection import render

    console().print(render(profile))


def _platforms(given: argparse.Namespace, _settings: Settings) -> int:
    from crawler.repertoire import as_markdown, as_table, repertoire

    rows = repertoire()
    if given.json:
        for row in rows:
            _print_json(row)
    elif given.markdown:
        sys.stdout.write(as_markdown(rows))
    else:
        console().print(as_table(rows))
    return Exit.DONE


def _assess(given: argparse.Namespace, settings: Settings) -> int:
    if given.all:
        return reassessing.reassess(given, settings)
    reassessing.demand_all(given)
    bad = 0
    for answer in assess_lines(sys.stdin, assessor(settings)):
        bad += "error" in answer
        _print_json(answer)
    return Exit.PROBLEM if bad else Exit.DONE


def _print_json(answer: object) -> None:
    sys.stdout.write(orjson.dumps(answer).decode() + "\n")
