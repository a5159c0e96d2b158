"""The card: all that the public sees of one forum, as one document.

A card is written in the transaction that changed it (`registry.ingest`, `registry.seeding`, people's decisions)
and read whole by the index that answers the public. Times are ISO 8601 in UTC, so that a card is plain JSON.
`digest()` leaves out when we looked: a visit that found nothing new is no change.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

import orjson

VOLATILE = ("checked_at", "visited_at", "updated_at", "told_reason")
"""Fields that tell when we looked, not what is so: they alone make no public change. So do the inputs of activity."""

SILENT_WHEN_NULL = (
    "told_at", "told_how", "stance_at", "stance_said", "stance_source", "unreachable_since", "next_standing",
    "next_standing_on",
)  # fmt: skip
"""Fields that later versions added. While they say nothing the digest leaves them out: adding one to all cards must
not tell every reader of the changes that every forum changed."""

ACTIVITY_TOLD = ("tier", "score", "reason", "trend")
"""What of activity makes a public change: not its inputs, which differ at every visit."""

SHARE_STEP = 0.1
"""Shares of threads without reply make a public change by steps of this size: they move a little at most visits."""

NOT_VISITED = "not_visited_yet"
VISITED = "visited"
NO_FIGURES = "figures_not_available"


@dataclass(frozen=True, slots=True)
class Fact:
    """One published value with its evidence; a null one carries the `reason` it is not known.

    `source` is a `vocabulary.Source`, `seen_at` and `last_seen_at` are when it was said
    first and last, `derived` marks sums and estimates.
    """

    name: str
    value: str | int | float | bool | None
    source: str | None = None
    raw: str | None = None
    rule: str | None = None
    page: str | None = None
    seen_at: str | None = None
    last_seen_at: str | None = None
    parser_version: str | None = None
    precision: str | None = None
    derived: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class CardTopic:
    """A topic of the forum; `score` 0 to 1, `evidence` in words that quote no member."""

    path: str
    title: str
    score: float
    evidence: tuple[str, ...] = ()
    source: str = "observed"


@dataclass(frozen=True, slots=True)
class CardRegion:
    """A place the forum is about; `kind` is a `vocabulary.RegionKind`."""

    code: str
    name: str
    kind: str
    score: float
    evidence: tuple[str, ...] = ()
    source: str = "observed"


@dataclass(frozen=True, slots=True)
class CardBoard:
    """A section of the forum, with the counts its page states."""

    name: str
    url: str | None = None
    threads: int | None = None
    posts: int | None = None


@dataclass(frozen=True, slots=True)
class CardActivity:
    """How active the forum is: `score` 0 to 100 or null with a `reason`; `inputs` are what the formula used.

    `uncertainty` says in words how far off the score may be, `trend` is `rising`, `level` or `falling`; `implausible`
    names figures that cannot be true and were not used. `at_least`: the forum may be busier than all this says.
    """

    tier: str = "unknown"
    score: int | None = None
    posts_per_day: float | None = None
    inputs: dict[str, Any] = field(default_factory=dict)
    formula: str = ""
    uncertainty: str = ""
    reason: str | None = "not visited yet"
    trend: str | None = None
    implausible: tuple[str, ...] = ()
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class CardPeerSupport:
    """Whether people seek and give help there; `score` 0 to 1."""

    verdict: bool | None = None
    score: float | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardReplies:
    """How many threads got no reply, and how soon the first one comes: `assess.replies.Replies` as plain JSON.

    `threads` were seen, begun or last written in from `since` to `until`. `without` is the share of them without
    reply, `low` and `high` its 95 % interval; `at_least`: the true share is likely higher. Half of them had their
    first reply within `first_hours` (95 %: `first_low` to `first_high`; null: longer than the threads show). What is
    null has its reason.
    """

    threads: int = 0
    since: str | None = None
    until: str | None = None
    without: float | None = None
    low: float | None = None
    high: float | None = None
    at_least: bool = False
    reason: str | None = None
    first_hours: float | None = None
    first_low: float | None = None
    first_high: float | None = None
    first_reason: str | None = None
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What the public sees of one forum. Unknown is null; `facts` hold the evidence of every figure."""

    public_id: str
    name: str
    address: str
    standing: str
    kind: str = "forum"
    platform: str | None = None
    platform_version: str | None = None
    description: str | None = None
    language: str | None = None
    country: str | None = None
    topics: tuple[CardTopic, ...] = ()
    regions: tuple[CardRegion, ...] = ()
    organisations: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    sensitive: str | None = None
    peer_support: CardPeerSupport = CardPeerSupport()
    activity: CardActivity = CardActivity()
    replies: CardReplies = CardReplies()
    facts: tuple[Fact, ...] = ()
    boards: tuple[CardBoard, ...] = ()
    feeds: tuple[str, ...] = ()
    taking_part: str = "unknown"
    reading: str = "unknown"
    named_in: str | None = None
    first_seen_at: str | None = None
    listed_at: str | None = None
    state: str = NOT_VISITED
    state_reason: str | None = None
    visited_at: str | None = None
    checked_at: str | None = None
    updated_at: str | None = None
    merged_into: str | None = None
    sample: bool = False
    told_at: str | None = None
    told_how: str | None = None
    told_reason: str | None = None
    """Why its people were not told that it is listed; null once they were."""
    stance_at: str | None = None
    """When its people said what `taking_part` and `reading` tell; null: they said nothing."""
    stance_said: str | None = None
    stance_source: str | None = None
    unreachable_since: str | None = None
    """Since when visits have not reached it, once its owner and departments were told; null: it is reached."""
    next_standing: str | None = None
    """What it will be marked as on `next_standing_on` (a date, UTC) unless it answers; null: nothing is to come."""
    next_standing_on: str | None = None

    def fact(self, name: str) -> Fact | None:
        """The stated fact of that name, never a derived one."""
        return next((f for f in self.facts if f.name == name and not f.derived), None)

    def document(self) -> dict[str, Any]:
        """The card as plain JSON."""
        return {name: _plain(getattr(self, name)) for name in _NAMES[Card]}

    def digest(self) -> str:
        """A fingerprint of what is so: equal for two cards that differ only in when we looked."""
        return fingerprint(self.document())


def fingerprint(document: Mapping[str, Any]) -> str:
    """The digest of the card with this document."""
    silent = {name for name in SILENT_WHEN_NULL if document.get(name) is None}
    plain = {k: v for k, v in document.items() if k not in VOLATILE and k not in silent}
    plain["facts"] = [{k: v for k, v in fact.items() if k != "last_seen_at"} for fact in plain["facts"]]
    activity = plain["activity"]
    plain["activity"] = {k: activity[k] for k in ACTIVITY_TOLD}
    if activity.get("at_least"):  # later than the first cards: left out while it says nothing
        plain["activity"]["at_least"] = True
    if (told := replies_told(plain.pop("replies", None) or {})) is not None:
        plain["replies"] = told
    return hashlib.sha256(orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)).hexdigest()


def replies_told(replies: Mapping[str, Any]) -> list[Any] | None:
    """What of the replies makes a public change, in round figures; None while nothing is told of them."""
    share = replies.get("without")
    return None if share is None else [round(share / SHARE_STEP), replies.get("first_hours")]


_PARTS = (Fact, CardTopic, CardRegion, CardBoard, CardActivity, CardPeerSupport, CardReplies, Card)
_NAMES: dict[type, tuple[str, ...]] = {part: tuple(part.__dataclass_fields__) for part in _PARTS}
"""The fields of each part of a card: `dataclasses.asdict` copies what needs no copy, and costs six times as much."""


_VALUES = {part: attrgetter(*names) for part, names in _NAMES.items()}
_AS_IT_IS = frozenset({str, int, float, bool, type(None)})


def _plain(value: Any) -> Any:
    kind = type(value)
    if kind in _AS_IT_IS:
        return value
    if (names := _NAMES.get(kind)) is not None:
        values = zip(names, _VALUES[kind](value), strict=True)
        return {name: one if type(one) in _AS_IT_IS else _plain(one) for name, one in values}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


def from_document(document: dict[str, Any]) -> Card:
    """The card that `document()` wrote; words this version does not know are left out."""
    known = {k: v for k, v in document.items() if k in Card.__dataclass_fields__}
    lists: dict[str, Any] = {
        "topics": CardTopic, "regions": CardRegion, "boards": CardBoard, "facts": Fact,
    }  # fmt: skip
    for name, made in lists.items():
        known[name] = tuple(made(**_tuples(item)) for item in known.get(name, ()))
    for name, one in (("activity", CardActivity), ("peer_support", CardPeerSupport), ("replies", CardReplies)):
        if name in known:
            known[name] = one(**_tuples(known[name]))
    for name in ("organisations", "audience", "feeds"):
        known[name] = tuple(known.get(name, ()))
    return Card(**known)


def _tuples(item: dict[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in item.items()}
