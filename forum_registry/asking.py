"""`search` and `export`: the public list on the command line, as the web service would answer."""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import orjson
from rich.progress import Progress

from forum_registry.database import opened
from forum_registry.knowledge import assessor
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.answer import ForumIndex
from registry.catalogue.keeping import built
from registry.catalogue.query import BadQuery, parse_string
from registry.catalogue.searching import searched
from registry.db import now_utc
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs


def add_verbs(verbs: "Verbs") -> None:
    """Declare `search` and `export`."""
    search = add_verb(
        verbs,
        "search",
        _search,
        "Ask the public list: the same answer, in the same order, as the web page.",
        """
  forum-registry search "noisy neighbours"
  forum-registry search carers wales --json --limit 20""",
    )
    search.add_argument("words", nargs="+", metavar="WORDS")
    search.add_argument("--limit", type=_count, default=10, help="how many forums at most (default 10)")
    search.add_argument("--json", action="store_true", help='one {"id", "name", "why"} a line')
    export = add_verb(
        verbs,
        "export",
        _export,
        "Write every forum of the public list, or of a question to it, as JSON lines after a line that dates it.",
        """
  forum-registry export > forums.ndjson
  forum-registry export --query "topic=/childcare-parenting&country=GB" --output parents.ndjson""",
    )
    export.add_argument("--query", default="", help="the query string of a /forums address")
    export.add_argument("--output", type=Path, default=None, metavar="FILE", help="where to write (default: here)")


def _count(words: str) -> int:
    if not words.isdecimal() or not 1 <= int(words) <= 1000:
        raise argparse.ArgumentTypeError(f"{words!r}: give a number from 1 to 1000")
    return int(words)


def _search(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions:
        try:
            found = searched(sessions, " ".join(given.words), given.limit, assessor(settings))
        except BadQuery as error:
            raise Refused(str(error), Exit.USAGE) from error
    for hit in found.lines:
        if given.json:
            sys.stdout.write(orjson.dumps(hit).decode() + "\n")
        else:
            print(f"{hit['name']}  [{hit['id']}]\n    {'; '.join(hit['why'])}")
    if not found.lines and not given.json:
        print("No forum of the list answers to that. You can:", file=sys.stderr)
        for way in found.advice:
            print(f"- {way}", file=sys.stderr)
    return Exit.DONE


def _export(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions:
        index = built(sessions, assessor(settings))
    try:
        lines = _lines(index, given.query)
        if given.output is None:
            for line in lines:
                sys.stdout.write(line)
        else:
            _write(given.output, lines)
    except BadQuery as error:
        raise Refused(str(error), Exit.USAGE) from error
    return Exit.DONE


def _lines(index: ForumIndex, query_string: str) -> Iterator[str]:
    query = parse_string(query_string, index.terms)
    answer = index.answer(query)
    head: dict[str, Any] = {"exported_at": now_utc(), "query": query.canonical(), "total": answer.total}
    yield orjson.dumps(head).decode() + "\n"
    for page in range(1, answer.pages + 1):
        for hit in index.answer(query.on_page(page)).hits:
            yield hit.document.decode() + "\n"


def _write(file: Path, lines: Iterator[str]) -> None:
    """The file appears whole or not at all."""
    partial = file.with_name(file.name + ".partial")
    try:
        with partial.open("w", encoding="utf-8") as out, Progress(transient=True) as progress:
            for line in progress.track(lines, description="exporting"):
                out.write(line)
        partial.replace(file)
    except OSError as error:
        raise Refused(f"{file} cannot be written: {error.strerror}") from error
    finally:
        partial.unlink(missing_ok=True)
    print(f"Written to {file}.", file=sys.stderr)
