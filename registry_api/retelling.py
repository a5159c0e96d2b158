"""Sentences that were built in English from codes and numbers, said again in the language of a page. Pure.

Histories and reasons of ranks are English text in the API, and stay so. A page in another language knows them by their
shape, takes the names and numbers out, and puts them into the sentence of its own catalogue. What has none of these
shapes, such as the words of a person, stands in English and is marked as English.
"""

import re
from collections.abc import Callable
from functools import cache

from registry.catalogue.composing import WHY_NOT
from registry.catalogue.measures import NOT_STATED, SENSITIVE
from registry.catalogue.record import TOLD_FACTS
from registry_api.language import ENGLISH
from registry_api.speech import Speech
from registry_api.wording import ACTIVITY

EVENTS = {
    "found": "came to the registry's notice",
    "listed": "listed",
    "dormant": "marked as dormant: silent or out of reach for long",
    "closed": "marked as closed: gone from the web",
    "taken_off": "taken off the list, to be decided anew",
    "withdrawn": "taken off the list at its own wish",
    "refused": "taken off the list",
    "merged": "joined with another entry",
    "wishes": "said how officials may take part",
    "wishes_back": "took back what it said on officials taking part",
    "read": "visited: its pages were read",
    "told": "its people were told of the listing: %(said)s",
    "visit": "visited: %(why)s",
    "reached": "it could not be reached",
    "quoted": "its %(fact)s changed from “%(before)s” to “%(after)s”",
    "changed": "its %(fact)s changed",
    "joined": "the entry %(id)s became part of this one",
    "listed_for": "listed: %(said)s",
    "refused_for": "taken off the list: %(said)s",
}
"""Shapes of the events of a history (see `registry.catalogue.record`)."""

RANKS = {
    "only": "the only forum listed for %(name)s",
    "only_in_use": "the only forum in use of %(n)s listed for %(name)s",
    "score": "%(tier)s: activity score %(n)s of 100",
    "no_score": "activity not known",
    "country": "for a whole country",
    "nation": "for a whole nation",
    "region": "for a whole region",
    "local": "for one locality",
    "body": "in the area of one public body",
    "bodies": "in the area of %(n)s public bodies",
    "named": "named by a published source",
    "no_size": NOT_STATED,
    "sensitive": SENSITIVE,
    "uncounted": "states %(n)s members; size does not count: the number of residents is not known",
    "shared": "states %(n)s members, %(share)s per 1,000 residents of %(place)s",
    "states": "states %(n)s members",
    "states_one": "states 1 member",
    "alone": "the only one of %(all)s in %(name)s whose size counts: %(stated)s",
    "largest_local": "largest for its place of %(all)s in %(name)s: %(stated)s",
    "largest": "largest of %(all)s in %(name)s: %(stated)s",
    "next_local": "%(place)s largest for its place of %(all)s in %(name)s: %(stated)s",
    "next": "%(place)s largest of %(all)s in %(name)s: %(stated)s",
    "counting": "the %(n)s whose size counts",
}
"""Shapes of the reasons of a rank (see `registry.catalogue.major`)."""

AUDIENCES = {
    code: code.replace("_", " ")
    for code in (
        "adopters_and_foster_carers", "animal_owners", "armed_forces", "armed_forces_families", "benefit_claimants",
        "bereaved_people", "campaigners", "carers", "consumers", "couples", "disabled_people", "drivers", "farmers",
        "job_seekers", "landlords", "lgbt_people", "migrants", "people_abroad", "people_in_debt", "residents",
        "survivors", "volunteers", "women", "faith_groups", "health_workers", "hobbyists", "holidaymakers",
        "home_owners", "lonely_people", "over_50s", "parents", "passengers", "patients", "people_in_recovery",
        "people_with_convictions", "prisoners_families", "public_service_workers", "self_employed",
        "separated_families", "small_businesses", "students", "teachers", "tenants", "veterans", "workers",
        "young_people",
    )
} | {"lgbt_people": "LGBT people", "prisoners_families": "prisoners' families"}  # fmt: skip
"""The closed list of those whom forums are for, as people write it."""

WHY = {str(outcome): words for outcome, words in WHY_NOT.items()}
FACTS_TOLD = dict(TOLD_FACTS)

_AGAIN = frozenset({"stated", "why"})
"""Parts that are sentences of these shapes themselves."""


def retold(text: str, say: Speech, *, capital: bool = False) -> str:
    """The sentence in the language of `say`, with a capital where it is to begin a text."""
    if say.language == ENGLISH:
        return _capital(text) if capital else text
    for shape, pattern in _shapes():
        if (found := pattern.fullmatch(text)) is not None:
            said = say.known(shape)
            if said == shape:  # the catalogue lacks it
                break
            parts = {name: _part(name, value, say) for name, value in found.groupdict().items()}
            made = said % parts if parts else said
            return _capital(made) if capital else made
    return say.in_english(_capital(text) if capital else text)


def audience(code: str, say: Speech) -> str:
    """Whom a forum is for, in words; a code that is not on the list as it stands."""
    return say(AUDIENCES[code]) if code in AUDIENCES else code.replace("_", " ")


def _part(name: str, value: str, say: Speech) -> str:
    special: dict[str, Callable[[], str]] = {
        "tier": lambda: say(ACTIVITY.get(value, value)),
        "fact": lambda: say.known(value),
        "said": lambda: say.in_english(value),
        "all": lambda: retold(value, say) if value.startswith("the ") else value,
        "place": lambda: re.sub(r"(?<=\d)(?:st|nd|rd|th)\Z", "", value),
    }
    if name in _AGAIN:
        return retold(value, say)
    return special[name]() if name in special else value


@cache
def _shapes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each shape with what finds it: those without parts first, then in the order they stand in."""
    shapes = (*EVENTS.values(), *RANKS.values(), *WHY.values())
    return tuple((shape, _pattern(shape)) for shape in sorted(shapes, key=lambda shape: "%(" in shape))


def _pattern(shape: str) -> re.Pattern[str]:
    held = {"n": r"[\d.,]+", "all": ".+?", "share": r"[\d.,]+", "place": ".+?", "tier": "[a-z]+", "id": r"[\w.-]+"}
    parts = re.split(r"%\((\w+)\)s", shape)
    made = [f"(?P<{part}>{held.get(part, '.+')})" if place % 2 else re.escape(part) for place, part in enumerate(parts)]
    return re.compile("".join(made), re.DOTALL)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
