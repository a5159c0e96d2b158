"""Topics, places, subjects and bodies of our own making, and forums that cover some of them."""

from typing import Any

from registry.assess.subjects import PolicySubject
from registry.catalogue.coverage import Coverage, Gap, Reference, Scope
from registry.catalogue.coverage_rows import Covering
from registry.catalogue.terms import Body, Place, Terms
from registry.vocabulary import GapKind

WALES = "W92000004"

TERMS = Terms(
    topics={
        "/housing": "Housing",
        "/housing/renting": "Renting a home",
        "/housing/renting/eviction": "Eviction",
        "/housing/owning": "Owning a home",
        "/health": "Health",
        "/health/cancer": "Living with cancer",
        "/health/recovery": "Recovery",
        "/safety": "Safety",
        "/safety/abuse": "Abuse",
        "/strange-area/deep/topic": "A topic without wider ones",
    },
    places={
        "N1": Place("England", "nation"),
        "R1": Place("Yorkshire", "region", ("N1",)),
        "R2": Place("London", "region", ("N1",)),
        "L1": Place("Sheffield", "local", ("R1", "N1")),
        "L2": Place("Leeds", "local", ("R1", "N1")),
        WALES: Place("Wales", "nation"),
        "L9": Place("Gwynedd", "local", (WALES,)),
    },
    organisations={slug: slug for slug in ("homes", "leeds", "wales", "idle", "safety", "england")},
    bodies={
        "homes": Body("homes", "Department for Homes", "DfH", "department", None, None, ("/housing",), ("GB",)),
        "leeds": Body("leeds", "Leeds City Council", None, "council", None, None, (), ("L2",)),
        "wales": Body("wales", "Welsh Ministers", None, "devolved government", None, None, ("/health",), (WALES,)),
        "england": Body("england", "Homes for England", None, "agency", None, None, ("/housing",), ("N1",)),
        "idle": Body("idle", "Office of Nothing", None, "office"),
        "safety": Body("safety", "Safety Board", None, "agency", None, None, ("/safety",), ("N1",)),
    },
)


def subject(name: str, topic: str, audience: tuple[str, ...] = (), **more: Any) -> PolicySubject:
    """A subject that people talk about."""
    made: dict[str, Any] = {"also": (), "organisations": (), "country": None, "seeking": 1.0, "sensitive": None,
                            "phrases": {}, "synonyms": ()}  # fmt: skip
    return PolicySubject(name=name, topic=topic, audience=audience, **{**made, **more})


SUBJECTS = (
    subject("Rented homes", "/housing/renting", ("tenants", "landlords")),
    subject("Harm by a landlord", "/housing/renting", ("survivors",), sensitive="abuse"),
    subject("Cancer", "/health/cancer", ("patients", "carers"), also=("/housing/owning",)),
    subject("Drink and drugs", "/health/recovery", ("people_in_recovery", "patients"), sensitive="addiction"),
    subject("Abuse at home", "/safety/abuse", ("survivors",), sensitive="abuse"),
)
REFERENCE = Reference.of(SUBJECTS)

HOUSING = Scope("topic", "/housing", "Housing", ("/housing",))
HEALTH = Scope("topic", "/health", "Health", ("/health",))


def row(*topics: str, places: tuple[str, ...] = (), **more: Any) -> Covering:
    """A forum in use, for the whole country unless a place is given."""
    made = Covering(topics, places, (), "en", "GB", "unknown", True, False, False, None)
    return made._replace(**more)


def told(found: Coverage, kind: GapKind) -> dict[str, str]:
    """The gaps of a kind: how well each is covered, by its code."""
    return {one.code: str(one.state) for one in found.of(kind)}


def the(found: Coverage, code: str) -> Gap:
    """The gap of this code."""
    return next(one for one in found.gaps if one.code == code)
