"""`topics explain`: how a judgement came about, from a line of a profile or from what is stored of a forum."""

import argparse
import json
import sys

import orjson
from rich.table import Table
from rich.text import Text

from forum_registry.database import opened
from forum_registry.knowledge import assessor
from forum_registry.progress import console
from forum_registry.stops import Exit, Refused
from registry.assess import Assessment, Assessor
from registry.assess.explaining import Explained, Speaks, explain
from registry.assess.lines import subject_of
from registry.db import now_utc
from registry.ingest.reassess import judged_now
from registry.settings import Settings

MOST_SUBJECTS, MOST_PHRASES = 8, 12
"""Shown on a terminal: the heaviest. `--json` has all."""


def explain_to(given: argparse.Namespace, settings: Settings) -> int:
    """Explain one judgement; titles are counted and never told."""
    judges = assessor(settings)
    answer = _stored(given.forum, judges, settings) if given.forum else _of_line(judges)
    found = explain(answer, {subject.name: subject for subject in judges.subjects()})
    if given.json:
        sys.stdout.write(orjson.dumps(found.as_json()).decode() + "\n")
    else:
        _show(found)
    return Exit.DONE


def _stored(public_id: str, judges: Assessor, settings: Settings) -> Assessment:
    with opened(settings) as sessions:
        found = judged_now(sessions, judges, public_id, now_utc())
    if found is None:
        raise Refused(f"--forum: there is no forum {public_id} that was read and is not decided against.", Exit.USAGE)
    return found


def _of_line(judges: Assessor) -> Assessment:
    line = next((line for line in sys.stdin if line.strip()), "")
    try:
        profile = json.loads(line)
        if not isinstance(profile, dict):
            raise ValueError("not a JSON object")
        return judges.assess(subject_of(profile))
    except (ValueError, RecursionError) as error:
        raise Refused(
            f"topics explain reads one profile from standard input, or --forum ID: {error}", Exit.USAGE
        ) from error


def _show(found: Explained) -> None:
    answer = found.answer
    for topic in answer.topics:
        print(f"topic {topic.topic}: score {topic.score}")
    if not answer.topics:
        print("no topic")
    for place in answer.regions:
        print(f"place {place.name} ({place.code}): score {place.score}; {'; '.join(place.evidence)}")
    help_there = {True: "yes", False: "no", None: "not known"}[answer.peer_support.is_]
    print(f"peer support {help_there}: score {answer.peer_support.score}; {'; '.join(answer.peer_support.evidence)}")
    told = {"kind": answer.kind, "audience": ", ".join(answer.audience), "country": answer.country}
    told |= {"language": answer.language, "sensitive": answer.sensitive}
    print("; ".join(f"{name} {words}" for name, words in told.items() if words))
    screen = console()
    for subject in found.subjects[:MOST_SUBJECTS]:
        screen.print(_table(subject))
    if len(found.subjects) > MOST_SUBJECTS:
        print(f"{len(found.subjects) - MOST_SUBJECTS} lighter subjects are left out; --json has them.")


def _table(subject: Speaks) -> Table:
    title = f"{subject.subject}: {subject.weight:g}  {subject.topic or '(nobody’s policy area)'}"
    table = Table(title=Text(title), title_justify="left")
    for heading in ("phrase", "where"):
        table.add_column(heading, overflow="fold")
    for heading in ("weight", "pull", "adds"):
        table.add_column(heading, justify="right")
    for said in subject.phrases[:MOST_PHRASES]:
        table.add_row(Text(said.phrase), Text(said.where), f"{said.weight:g}", f"{said.pull:g}", f"{said.adds:g}")
    if (more := len(subject.phrases) - MOST_PHRASES) > 0:
        table.add_row(f"... {more} more", "", "", "", "")
    return table
