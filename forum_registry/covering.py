"""`coverage`: what the list lacks, for those who decide where to look further. Counts what waits for a decision too."""

import argparse
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import orjson

from forum_registry.database import opened
from forum_registry.knowledge import assessor
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.coverage import Coverage, Scope
from registry.catalogue.coverage_candidates import candidates
from registry.catalogue.coverage_document import candidates_document, document
from registry.catalogue.coverage_index import WHOLE, organisation_scope, topic_scope
from registry.catalogue.keeping import built
from registry.catalogue.terms import Terms
from registry.settings import Settings
from registry.vocabulary import Covered, GapKind

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

STATES = {
    Covered.NONE: "no forum",
    Covered.WIDER_ONLY: "only wider forums",
    Covered.SILENT_ONLY: "only silent forums",
    Covered.ONE: "one in use",
    Covered.SEVERAL: "two or more in use",
}

KINDS = {
    GapKind.TOPIC: "Topics",
    GapKind.PLACE: "Places",
    GapKind.POLICY_AREA: "Policy areas",
    GapKind.AUDIENCE: "Audiences",
    GapKind.LANGUAGE: "Languages",
    GapKind.STANCE: "Known to welcome officials",
}


def add_verbs(verbs: "Verbs") -> None:
    """Declare it."""
    coverage = add_verb(
        verbs,
        "coverage",
        _coverage,
        "Say which topics, places and audiences have no listed forum, and whether only the biggest were chosen.",
        """
  forum-registry coverage
  forum-registry coverage --topic /health-and-social-care
  forum-registry coverage --organisation department-for-education --json""",
    )
    of_what = coverage.add_mutually_exclusive_group()
    of_what.add_argument("--topic", metavar="PATH", help="a topic with all within it (default: the whole list)")
    of_what.add_argument("--organisation", metavar="SLUG", help="what an organisation answers for")
    coverage.add_argument("--json", action="store_true", help="one object, as the API gives it, and the candidates")


def _coverage(given: argparse.Namespace, settings: Settings) -> int:
    with opened(settings) as sessions:
        index = built(sessions, assessor(settings))
        scope = _scope(given, index.terms)
        found = index.coverage.with_candidates(scope, candidates(sessions, scope, index.terms))
    if given.json:
        waiting = candidates_document(found.candidates) if found.candidates else None
        sys.stdout.write(orjson.dumps({**document(found), "candidates": waiting}).decode() + "\n")
    else:
        print("\n".join(_told(found)))
    return Exit.DONE


def _scope(given: argparse.Namespace, terms: Terms) -> Scope:
    if given.topic is not None:
        found = topic_scope("/" + given.topic.strip("/"), terms)
        missing = f"--topic: there is no topic {given.topic!r}. Topics go by their path, such as /education."
    elif given.organisation is not None:
        found = organisation_scope(given.organisation.casefold(), terms)
        missing = f"--organisation: there is no organisation {given.organisation!r}. They go by their GOV.UK address."
    else:
        return WHOLE
    if found is None:
        raise Refused(missing, Exit.USAGE)
    return found


def _told(found: Coverage) -> Iterator[str]:
    yield f"{found.scope.name}: {found.looked_at:,} listed forums looked at, {found.in_use:,} in use."
    if found.withheld:
        yield f"{found.withheld.capitalize()}."
    for kind, states in found.states.items():
        counts = ", ".join(f"{STATES[state]} {number:,}" for state, number in states.items() if number)
        yield f"\n{KINDS[kind]}: {sum(states.values()):,} looked for ({counts})"
        for one in found.of(kind):
            yield f"  {one.name} [{one.code}]: {STATES[one.state]}; {'; '.join(one.rests_on)}"
    for kind, reason in found.not_known.items():
        yield f"\n{KINDS[kind]}: {reason}"
    if found.councils:
        yield f"\nCouncil areas: {found.councils.covered:,} of {found.councils.councils:,} have a forum in use."
    yield "\nWere only the biggest chosen?"
    yield from (f"  {words}" for words in (*([found.sizes.reason] if found.sizes.reason else []), *found.sizes.words))
    for kind, number in found.left_out.items():
        yield f"\n{KINDS[kind]}, sensitive: {number:,}, never told as gaps."
    if found.candidates is not None:
        waiting = found.candidates
        yield f"\nWaiting for a decision here: {waiting.forums:,}, of which {waiting.sensitive:,} sensitive."
