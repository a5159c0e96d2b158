"""A list in which every page has all its parts: forums of each kind, bodies, places, figures over time, letters."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update
from starlette.types import ASGIApp

from registry.catalogue.card import Card, CardPeerSupport
from registry.catalogue.model import Forum, Organisation, OrganisationTopic, Region
from registry.db import Sessions
from registry.evidence.model import Snapshot
from registry.frontier.discoveries import ask, charge, refuse, stop
from registry.settings import Settings
from registry.stewardship.answering import answer
from registry.stewardship.kinds import ON_A_FORUM, Closing
from registry.stewardship.searching import FROM_A_PAGE
from registry.stewardship.writing import report, wish
from registry.vocabulary import ChangeKind, DiscoveryState
from registry_api.app import create_app
from registry_api.statics import OWN
from tests.api.forums import NOW, card, keep, keep_lists, merge, sample_cards, withdraw
from tests.browser import on_a_port
from tests.letters.posts import send, suggest
from tests.store.making import HOSTS

ROOMY: dict[str, Any] = {"letters_an_hour": 1_000_000, "letters_a_day": 1_000_000, "letters_open": 1_000_000}
"""So many letters that no test meets a limit."""

MERGED, REMOVED = "f0031", "f0032"
TELLING = ("f0001", "f0006", "f0008", "f0009", "f0020", "f0021", "f0022", "f0023", "f0024")
"""Forums whose pages differ: full of figures, Welsh, dormant, never visited, German, with words that do not break,
sensitive, told of its listing, followed by bodies."""

CROWD = 60
"""Forums beside the special ones, so that lists have several pages."""

_BODIES: list[dict[str, Any]] = [
    {"slug": "agency-renting", "name": "Renting Agency", "abbreviation": "RA", "kind": "agency", "parent": "dept-homes",
     "website": "https://renting.example/", "region": "N1", "details": {"regions": ["N1"]}},
    {"slug": "sheffield-council", "name": "Sheffield Council", "kind": "council", "region": "L1",
     "details": {"regions": ["L1"]}},
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class World:
    """The ids of what was put in: forums that are public and those that were, letters by what became of them."""

    forums: tuple[str, ...]
    letters: tuple[str, ...]


def cards() -> list[Card]:
    """The sample forums, those whose pages differ most from theirs, and a crowd."""
    told = replace(
        card(23, "Told Tenants", topics=("/housing/renting",), score=10), told_at=NOW.isoformat(),
        told_how="letter to its contact page",
    )  # fmt: skip
    followed = card(
        24, "Sheffield Chat", topics=("/housing", "/transport"), regions=("L1",), members=25_000, score=75,
        organisations=("sheffield-council", "dept-homes"), feeds=("https://forum24.example/feed",),
        audience=("tenants",), boards=("Lettings", "Trams"), taking_part="welcome", reading="welcome",
        peer_support=CardPeerSupport(True, 0.9, ("people ask and answer: in 4 boards",)),
    )  # fmt: skip
    special = [
        card(20, "Nachbarn helfen", language="de", description="Rat und Tat", topics=("/housing/renting",)),
        card(21, "W" * 90, description="long-words-without-a-space" * 12, boards=("B" * 120,), topics=("/transport",)),
        card(22, "After Harm", sensitive="talk of self-harm", topics=("/health",), score=40, taking_part="not_welcome"),
        told,
        followed,
        card(31, "Tenants Together of Old", topics=("/housing",)),
        card(32, "Gone Tomorrow", topics=("/housing",)),
    ]
    kinds = ("/housing", "/health", "/environment/farming")
    crowd = [card(100 + n, f"Neighbours {n}", topics=(kinds[n % 3],), score=n) for n in range(CROWD)]
    return [*sample_cards(), *special, *crowd]


def fill(sessions: Sessions, forums: list[Card] | None = None) -> World:
    """Put it all in."""
    keep_lists(sessions)
    with sessions.write() as session:
        for body in _BODIES:
            session.execute(insert(Organisation), [body])
        charged = [("dept-homes", "/housing"), ("agency-renting", "/housing/renting"), ("dept-health", "/health")]
        session.execute(insert(OrganisationTopic), [{"slug": s, "topic": t} for s, t in charged])
        session.execute(update(Region).where(Region.code == "L1").values(population=500_000))
    kept = cards() if forums is None else forums
    keep(sessions, kept)
    keep(sessions, [replace(kept[0], taking_part="ask_first")], kind=ChangeKind.CHANGED)
    if forums is None:
        withdraw(sessions, REMOVED)
        merge(sessions, MERGED, "f0001")
    _figures(sessions, kept[0].public_id)
    _searches(sessions)
    public = tuple(one.public_id for one in kept if one.public_id not in (MERGED, REMOVED))
    return World(public, write_letters(sessions, kept[0].public_id))


def _figures(sessions: Sessions, public_id: str) -> None:
    """Seven visits; one of them found no number of posts."""
    with sessions.write() as session:
        forum_id = session.scalar(select(Forum.id).where(Forum.public_id == public_id))
        rows = [
            {"forum_id": forum_id, "visit_id": n + 1, "taken_at": NOW - timedelta(days=30 * (6 - n)),
             "members": 900 + 20 * n, "threads": 400 + n, "posts": None if n == 3 else 5000 + 600 * n}
            for n in range(7)
        ]  # fmt: skip
        session.execute(insert(Snapshot), rows)


def _searches(sessions: Sessions) -> None:
    """A search of each state: under way, over, stopped, waiting, refused."""
    asked: dict[str, Any] = {"most_sites": 200, "most_pages": 300, "now": NOW}
    with sessions.write() as session:
        for topic in ("/housing", "/environment", "/transport"):
            ask(session, topic=topic, by=FROM_A_PAGE, **asked)
        for topic in ("/health/cancer", "/environment/farming"):
            ask(session, topic=topic, by="operator", state=DiscoveryState.ASKED, **asked)
        charge(session, 1, sites=30, pages=70, forums=4, of_topic=2, now=NOW)
        charge(session, 2, sites=120, pages=300, forums=9, of_topic=7, now=NOW)
        stop(session, 3, "operator", NOW)
        refuse(session, 5, "This area was searched last month", NOW)


def write_letters(sessions: Sessions, public_id: str, said: str = "We looked.\n\nIt is as you say.") -> tuple[str, ...]:
    """A suggestion, a report on a forum, a wish; one waits, the others are answered with `said`."""
    waiting = suggest(sessions, "https://new.example/", "People help each other").reference
    reported = send(sessions, report("other", "It is gone", kinds=ON_A_FORUM, forum=public_id)).reference
    wished = send(sessions, wish("help with bees", "")).reference
    with sessions.write() as session:
        answer(session, reported, said, role="operator", now=NOW, close=Closing.DONE)
        answer(session, wished, said, role="operator", now=NOW)
    return waiting, reported, wished


def application(sessions: Sessions, base_url: str, *, govuk: bool = True) -> ASGIApp:
    """The service over that list, which takes any number of letters.

    `govuk` false: as where GOV.UK Frontend could not be had, so that our own stylesheet stands in, without scripts.
    """
    settings = Settings(base_url=base_url, refresh_s=0.05, contact="registry@example.org", operator="Example", **ROOMY)
    app: Any = create_app(settings, sessions, hosts=HOSTS)
    statics = framework(app).state.public.statics
    own = {name: file for name, file in statics.files.items() if name in OWN}
    if not govuk:
        statics.__dict__["files"] = own  # kept there once read
    return app  # type: ignore[no-any-return]


def framework(app: Any) -> Any:
    """The framework's application, out of the layers around it."""
    while not hasattr(app, "router"):
        app = app._app
    return app


@contextmanager
def served(sessions: Sessions, *, govuk: bool = True) -> Iterator[str]:
    """The service on a port of this machine: its address."""
    with on_a_port(lambda base: application(sessions, base, govuk=govuk)) as base:
        yield base
