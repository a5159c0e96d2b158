"""Whether threads get replies, as the card shows it. Pure."""

from collections.abc import Sequence
from datetime import UTC, datetime

from registry.assess.replies import NOT_SEEN, REPLIES_FORMULA, Replies, Tally, replies
from registry.catalogue.card import CardReplies


def card_replies(tallies: Sequence[Tally], state_reason: str | None) -> CardReplies:
    """What the counts of visits, newest first, come to. `state_reason`: why a forum shows no figures, if it shows none.

    Times are to the day: no thread is found again by them.
    """
    told = replies(tallies)
    if not told.threads:
        why = state_reason or NOT_SEEN
        return CardReplies(reason=why, first_reason=why)
    low, high = told.interval or (None, None)
    first_low, first_high = told.first_interval or (None, None)
    return CardReplies(
        threads=told.threads,
        since=_day(told.since),
        until=_day(told.until),
        without=told.without,
        low=low,
        high=high,
        at_least=told.at_least,
        reason=told.reason,
        first_hours=told.first_within,
        first_low=first_low,
        first_high=first_high,
        first_reason=told.first_reason,
        formula=_formula(told),
    )


def _formula(told: Replies) -> str:
    return REPLIES_FORMULA if told.without is not None else ""


def helped(told: CardReplies) -> str | None:
    """How many threads get a reply, in round words, for the evidence of peer support; None where it is not known."""
    if told.without is None or told.at_least:
        return None
    tenths = round((1 - told.without) * 10)
    if tenths in (0, 10):
        return f"{'nearly all' if tenths else 'hardly any'} of its threads got a reply"
    return f"about {tenths} of 10 threads got a reply"


def _day(when: datetime | None) -> str | None:
    return None if when is None else when.astimezone(UTC).date().isoformat()
