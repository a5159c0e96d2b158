"""What a visit means for the time after it: prints kept, patience with what is no forum, other names, farms, doubts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from registry.frontier.schedule import DAY
from registry.ingest.arrival import Arrival
from registry.ingest.barring import settle_domains
from registry.ingest.likeness import unsure_again
from registry.ingest.likeness_moved import follow
from registry.ingest.second_look import second_looks
from registry.prints import boards_print
from registry.vocabulary import Outcome, Purpose

NEGATIVES = frozenset({Outcome.NOT_A_FORUM, Outcome.PARKED, Outcome.COPY})
MOST_PATIENCE = 4
"""A site that is no forum again and again is left alone for two, three, at most so many times as long."""

SENT_ON_AGAIN = 7 * DAY
"""A front page that sends everybody on for good is asked once more, when the other one was read."""

PRINT_EVERY = 30
"""The names of a known forum's boards are printed anew about once in so many days."""


def with_patience(arrival: Arrival, clocks: Mapping[str, Any]) -> dict[str, Any]:
    """The site's clocks, as what came of the visit moves them, and the prints it took."""
    values, due = dict(clocks), clocks["next_due"]
    site, report, outcome = arrival.site, arrival.report, arrival.outcome
    looked = report.purpose == Purpose.DISCOVER
    if due is not None and arrival.case is not None and looked and outcome is Outcome.PROFILED:
        # A forum that was found is read in full at once: the visit that found it asked for a page or two.
        values["next_due"] = min(due, arrival.at)
    elif due is not None and arrival.case is None and outcome in NEGATIVES:
        again = site.unchanged + 1 if site.conclusion == outcome else 0
        values |= {"unchanged": again, "next_due": arrival.at + (due - arrival.at) * min(1 + again, MOST_PATIENCE)}
    elif due is not None and arrival.case is None and report.moved_for_good and site.conclusion != Outcome.MOVED:
        values["next_due"] = min(due, arrival.at + SENT_ON_AGAIN)
    return values | _prints(arrival, looked=looked)


def _prints(arrival: Arrival, *, looked: bool) -> dict[str, int | None]:
    profile = arrival.report.profile
    if profile is None:
        return {}
    printed: dict[str, int | None] = {"page_print": profile.page_print} if profile.page_print is not None else {}
    # Of copies none is kept: whoever makes a thousand of them leaves one row to compare with.
    turn = looked or arrival.site.conclusion is None or (arrival.at.toordinal() + arrival.site.id) % PRINT_EVERY == 0
    if arrival.profile is not None and turn and (boards := boards_print(one.name for one in arrival.profile.boards)):
        printed["boards_print"] = boards
    return printed


def after_visits(session: Session, arrivals: Sequence[Arrival], now: datetime) -> None:
    """What these visits mean beyond their own sites, as the last steps of their transaction."""
    follow(session, arrivals)
    unsure_again(session, arrivals)
    second_looks(session, arrivals, now)
    settle_domains(session, arrivals, now)
