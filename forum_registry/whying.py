"""`why`: why a site is looked at, or is not, in plain words."""

import argparse
import sys
from typing import TYPE_CHECKING

import orjson

from forum_registry.database import opened
from forum_registry.knowledge import shared_hosts
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.catalogue.revisits import revisit_words
from registry.db import now_utc
from registry.focus.telling import words_of
from registry.frontier.explaining import Why, why
from registry.identity import BadAddress
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs

EXAMPLES = """
  forum-registry why https://forum.example.org/
  forum-registry why forum.example.org --json
"""


def add_verbs(verbs: "Verbs") -> None:
    """Declare the verb."""
    verb = add_verb(verbs, "why", tell_why, "Tell why a site is looked at, or is not.", EXAMPLES)
    verb.add_argument("site", metavar="SITE", help="any address of the site")
    verb.add_argument("--json", action="store_true", help="one JSON object")


def tell_why(given: argparse.Namespace, settings: Settings) -> int:
    """Explain one site."""
    hosts = shared_hosts(settings)
    try:
        with opened(settings) as sessions, sessions.read() as session:
            found = why(session, given.site, hosts, now_utc())
            revisit = revisit_words(session, found.key) if found is not None else ()
    except BadAddress as problem:
        raise Refused(f"SITE: {problem}", Exit.USAGE) from problem
    if found is None:
        raise Refused("nothing is known of a site at that address.", Exit.PROBLEM)
    if given.json:
        sys.stdout.write(orjson.dumps({**found.as_json(), "revisit": revisit}).decode() + "\n")
    else:
        print("\n".join([*told(found), *revisit]))
    return Exit.DONE


def told(found: Why) -> list[str]:
    """The explanation, line by line."""
    lines = [f"{found.key}  {found.address}", f"is taken for: {found.kind.replace('_', ' ')}", f"next: {found.again}"]
    queue, host, domain = found.queue, found.host, found.domain
    chance = round(found.worth.value - found.worth.leads, 3)
    lines.append(f"what a visit is worth: {found.worth.value:g}  (in the queue: {found.value:g})")
    lines.append(f"forums that it may lead to: {found.worth.leads:+g}, by {words_of(found.counted_as)}")
    if found.led.tried:
        tried, named = found.led.tried - found.led.forums, found.led.forums
        lines.append(f"  of {tried} such sites in vain, {named} new forums were named")
    lines.append(f"chance that a visit finds a forum: {chance:g}")
    lines += [f"  {part.points:+.2f}  {words_of(part.name)}" for part in found.worth.parts]
    for sign in found.signs:
        if sign["tried"]:
            lines.append(f"  {sign['words']}: of {sign['tried']} such sites {sign['forums']} were forums")
    lines.append(f"topic that speaks for it: {found.topic or 'none'}")
    lines.append(f"independent places that name it: {found.places}")
    more = " or more" if found.named_by["at_least"] else ""
    lines += [f"named by {source}: {count}{more}" for source, count in sorted(found.named_by["sources"].items())]
    lines += [f"  {one['source']}: {one['site']}" for one in found.named_by["some"] if one["site"]]
    lines.append(f"in the queue: purpose {queue['purpose']}, its host stands at {queue['host_value']:g}")
    lines += [f"  for {topic}: {value:g}" for topic, value in queue["host_topics"].items()]
    if host["lease_holder"]:
        lines.append(f"leased by {host['lease_holder']} until {host['lease_until']}")
    if host["not_before"]:
        lines.append(f"its host is left alone until {host['not_before']}, after {host['failures']} failures")
    lines.append(
        f"domain {domain['name']}: {domain['hosts']} hosts, {domain['tried']} sites tried, {domain['forums']} forums"
    )
    if domain["barred_at"]:
        lines.append(f"  barred since {domain['barred_at']}: {domain['barred_why']}")
    lines += [
        f"visit {one['at']}: {one['purpose']}, {str(one['outcome']).replace('_', ' ')}, {one['pages']} pages. "
        f"{one['detail']}".strip()
        for one in found.visits
    ]
    return lines
