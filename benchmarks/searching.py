"""Searching: how often the public search gives the labelled forums that a careful reader would. One line a measure.

    python -m benchmarks searching

`ratio` is the share, `ours` how many are right, `theirs` of how many. The queries of `labelled/queries.jsonl` were
written from reading the forums, before they were ever asked. Of those with `"half": 0` errors were looked at in
bettering the search, of those with 1 never; the forums themselves had been read for both. `kind` says how a query is
put (officials' words, a slip, a place ...).
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks._labelled import FILES, FOLDER
from registry.assess import Assessor
from registry.catalogue.answer import ForumIndex
from registry.catalogue.keeping import built
from registry.catalogue.query import ForumQuery
from registry.db import make_sessions
from registry.identity import SharedHosts
from registry.ingest import import_profiles
from registry.migrating import migrate

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
GOALS = {"TEN": 0.85, "BEST": 0.80, "NOTHING-SAID": 1.0}
"""Relevant forums in the first ten; the best one in the first three; queries without a relevant forum that give none,
or say that what they give does not have all the words."""

NOW = datetime(2026, 11, 20, tzinfo=UTC)


def queries() -> list[Mapping[str, Any]]:
    """The labelled queries: `q`, `relevant` ids, the `best` one (null where nothing is relevant), `kind`, `half`."""
    text = (FOLDER / "queries.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def index_of(folder: Path) -> ForumIndex:
    """The public list of a registry that holds the labelled forums and nothing else, as an import takes them in."""
    url = f"sqlite:///{folder / 'registry.db'}"
    migrate(url)
    sessions, assessor = make_sessions(url), Assessor.load(SEEDS)
    lines = (line for name in FILES for line in (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"))
    hosts = SharedHosts.load(SEEDS / "hosts.toml")
    import_profiles(sessions, lines, actor="benchmark", assessor=assessor, hosts=hosts, now=NOW)
    index = built(sessions, assessor)
    sessions.dispose()
    return index


def measured(index: ForumIndex, query: Mapping[str, Any]) -> Iterator[tuple[str, int, int]]:
    """Each measure of one query with what was right, of how many."""
    answer = index.answer(ForumQuery(q=query["q"]))
    found = [hit.public_id for hit in answer.hits[:10]]
    if not query["relevant"]:
        yield "NOTHING-SAID", int(not found or answer.some_words_only), 1
        return
    yield "TEN", len(set(found) & set(query["relevant"])), len(query["relevant"])
    yield "BEST", int(query["best"] in found[:3]), 1


def main() -> None:
    """Ask all queries; print the measures over all of them, and over the half that guided nothing."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        index = index_of(Path(folder))
    for query in queries():
        for name, good, of in measured(index, query):
            for row in (name, f"{name}-UNSEEN") if query["half"] else (name,):
                right[row] += good
                asked[row] += of
    for row in sorted(asked):
        goal = GOALS[row.removesuffix("-UNSEEN")]
        share = right[row] / asked[row]
        print(f"SEARCH-{row}\t{share:.3f}\t{right[row]}\t{asked[row]}\t{goal}\t{'ok' if share >= goal else 'short'}")


if __name__ == "__main__":
    main()
