"""`topics`: what is wrong with the subjects that assessing goes by, which there are, and how a judgement came about."""

import argparse
import sys
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

import orjson
from rich.table import Table
from rich.text import Text

from forum_registry.database import opened
from forum_registry.explaining import explain_to
from forum_registry.knowledge import assessor, refused
from forum_registry.progress import StepProgress, console
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.assess.checks import Kind, Problem, check_topics, keepers_of
from registry.assess.files import TopicsFileError, load_document
from registry.assess.subjects import AGAINST, FAIR, HINT, STRONG, PolicySubject, subjects_of
from registry.db import now_utc
from registry.ingest.reassess import Scope, count_forums, forums_with_phrases
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

EVERYWHERE = 0.4
"""Share of the forums from which a phrase of a subject says nothing."""

FEWEST_FORUMS = 100
"""Forums needed before a share of them is one."""

SIDES = (("strong", STRONG), ("fair", FAIR), ("hint", HINT), ("against", AGAINST))


def add_verbs(verbs: "Verbs") -> None:
    """Declare `topics`."""
    verb = add_verb(
        verbs,
        "topics",
        _topics,
        "The subjects that assessing goes by: check them, list them, show one, explain a judgement.",
        """
  forum-registry topics check
  forum-registry topics check --impact
  forum-registry topics list --json
  forum-registry topics show "Noise and nuisance"
  forum-registry topics explain --forum k3m9x2p7qa
  head -1 profiles.jsonl | forum-registry topics explain""",
    )
    verb.add_argument("what", choices=("check", "list", "show", "explain"))
    verb.add_argument("name", nargs="?", metavar="NAME", help="show: a subject's name, a part of it, or a topic's path")
    verb.add_argument("--impact", action="store_true", help="check: how many stored forums hold each phrase it names")
    verb.add_argument("--forum", metavar="ID", help="explain: a stored forum by its public id (else a line of stdin)")
    verb.add_argument("--json", action="store_true", help="one JSON object a line")


def _topics(given: argparse.Namespace, settings: Settings) -> int:
    if (given.name is not None) != (given.what == "show"):
        raise Refused("topics show needs a NAME; the others take none. See: topics --help", Exit.USAGE)
    if (given.impact and given.what != "check") or (given.forum and given.what != "explain"):
        raise Refused("--impact belongs to `topics check`, --forum to `topics explain`.", Exit.USAGE)
    if given.what == "check":
        return _check(given, settings)
    if given.what == "explain":
        return explain_to(given, settings)
    subjects, keepers = _subjects(settings)
    chosen = subjects if given.what == "list" else _named(subjects, given.name)
    if given.json:
        for subject in chosen:
            _line(_as_json(subject, keepers))
    elif given.what == "list":
        console().print(_listed(chosen, keepers))
    else:
        for subject in chosen:
            _show(subject, keepers)
    return Exit.DONE


def _check(given: argparse.Namespace, settings: Settings) -> int:
    problems = check_topics(Path(settings.seeds))
    forums, held = _impact(settings) if given.impact else (0, Counter[str]())
    if given.impact:
        problems += _everywhere(settings, forums, held)
    for problem in problems:
        touched = held[_plain(problem.phrase)] if given.impact and problem.phrase else None
        if given.json:
            told = {name: value for name, value in asdict(problem).items() if value not in ("", 0)}
            _line(told if touched is None else {**told, "forums": touched})
        else:
            print(problem if touched is None else f"{problem} [{touched:,} of {forums:,} forums hold it]")
    grave = sum(not problem.warning for problem in problems)
    if not given.json:
        _say_counts(problems, grave)
    return Exit.PROBLEM if grave else Exit.DONE


def _say_counts(problems: list[Problem], grave: int) -> None:
    warnings = f" {len(problems) - grave:,} warnings." if len(problems) > grave else ""
    print((f"{grave:,} problems." if grave else "The topics are sound.") + warnings)
    if not problems:
        return
    counts = Counter((problem.kind, problem.warning) for problem in problems)
    table = Table(title="topics", title_justify="left")
    table.add_column("what")
    table.add_column("places", justify="right")
    for (kind, warning), count in sorted(counts.items(), key=lambda one: (one[0][1], -one[1])):
        table.add_row(f"{'warning' if warning else 'problem'}: {kind}", f"{count:,}")
    console().print(table)


def _impact(settings: Settings) -> tuple[int, Counter[str]]:
    """How many stored forums there are, and how many of them hold each phrase."""
    judges = assessor(settings)
    with opened(settings) as sessions:
        with sessions.read() as session:
            total = count_forums(session, Scope(again=True))
        with StepProgress("reading", total).shown() as bar:
            return forums_with_phrases(sessions, judges, now_utc(), bar.at)


def _everywhere(settings: Settings, forums: int, held: Counter[str]) -> list[Problem]:
    """Phrases of subjects that so many forums hold that they tell nothing apart."""
    if forums < FEWEST_FORUMS:
        return []
    subjects, _ = _subjects(settings)
    return [
        Problem(
            Kind.CLASH, f"{phrase!r} stands in {held[_plain(phrase)] / forums:.0%} of the stored forums",
            "make it a hint, or add the words that tell what is meant", subject.name, phrase, warning=True,
        )
        for subject in subjects for phrase, weight in subject.phrases.items()
        if weight > HINT and held[_plain(phrase)] >= EVERYWHERE * forums
    ]  # fmt: skip


def _plain(phrase: str) -> str:
    return phrase.rstrip("*").lower()


def _subjects(settings: Settings) -> tuple[list[PolicySubject], dict[str, str]]:
    """The subjects of the seeds, and their keepers by name."""
    try:
        held = load_document(Path(settings.seeds) / "topics.toml")
        return subjects_of("topics.toml", held), keepers_of(held)
    except TopicsFileError as error:
        raise refused(settings, error) from error


def _named(subjects: list[PolicySubject], name: str) -> list[PolicySubject]:
    """The subject of that name, those of that topic, or those whose names or synonyms hold the words.

    Raises Refused when none fits.
    """
    wanted = name.strip().lower()
    for fits in (
        [one for one in subjects if one.name.lower() == wanted],
        [one for one in subjects if wanted and wanted in (one.topic, *one.also)],
        [one for one in subjects if wanted and wanted in one.name.lower()],
        [one for one in subjects if wanted and any(wanted in words.lower() for words in one.synonyms)],
    ):
        if fits:
            return fits
    raise Refused(f"no subject is named {name[:80]!r}. See: forum-registry topics list", Exit.USAGE)


def _as_json(subject: PolicySubject, keepers: dict[str, str]) -> dict[str, object]:
    plain = asdict(replace(subject, phrases={}))
    plain["phrases"] = {side: _of(subject, weight) for side, weight in SIDES}
    return {**plain, "topic": subject.topic or None, "keeper": keepers.get(subject.name) or None}


def _of(subject: PolicySubject, weight: float) -> list[str]:
    return [phrase for phrase, held in subject.phrases.items() if held == weight]


def _listed(subjects: list[PolicySubject], keepers: dict[str, str]) -> Table:
    table = Table(title=f"{len(subjects):,} subjects", title_justify="left")
    for heading in ("subject", "topic", "organisations", "keeper", "sensitive"):
        table.add_column(heading, overflow="fold")
    table.add_column("phrases", justify="right")
    for one in subjects:
        told = (one.name, one.topic or "nobody's", ", ".join(one.organisations), keepers.get(one.name, ""))
        table.add_row(*map(Text, (*told, one.sensitive or "")), f"{len(one.phrases):,}")
    return table


def _show(subject: PolicySubject, keepers: dict[str, str]) -> None:
    print(subject.name)
    help_there = {
        1.0: "people come for help",
        0.5: "people sometimes come for help",
        0.0: "people come for other things",
    }
    told = {
        "topic": subject.topic or "none: it is nobody's policy area",
        "also": ", ".join(subject.also),
        "organisations": ", ".join(subject.organisations),
        "keeper": keepers.get(subject.name, ""),
        "audience": ", ".join(subject.audience),
        "country": subject.country or "",
        "seeking": help_there[subject.seeking],
        "sensitive": subject.sensitive or "",
        "synonyms": ", ".join(subject.synonyms),
        **{f"{side} ({weight:+g})": ", ".join(_of(subject, weight)) for side, weight in SIDES},
    }
    for name, words in told.items():
        if words:
            print(f"  {name}: {words}")


def _line(told: dict[str, object]) -> None:
    sys.stdout.write(orjson.dumps(told).decode() + "\n")
