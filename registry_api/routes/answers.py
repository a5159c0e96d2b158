"""The forms of JSON answers, for the OpenAPI description. Answers are written by hand; a test holds them to these."""

from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field


class Strict(BaseModel):
    """A form without further fields."""

    model_config = ConfigDict(extra="forbid")


class FieldProblem(BaseModel):
    """One thing that is wrong with a body."""

    pointer: str = Field(description="A JSON pointer as fragment (RFC 6901).", examples=["#/address"])
    detail: str


class Problem(BaseModel):
    """A problem document (RFC 9457). A bad question names its field, the value, what is allowed and what is nearest."""

    type: str = Field(examples=["https://registry.example/about/api#bad-query"])
    title: str
    status: int = Field(examples=[400])
    detail: str
    instance: str
    field: str | None = None
    value: str | None = None
    allowed: list[str] | None = None
    nearest: list[str] | None = None
    errors: list[FieldProblem] | None = None


class TopicOf(Strict):
    """A topic of a forum."""

    topic: str = Field(examples=["/housing-local-and-community"])
    title: str


class RegionOf(Strict):
    """A place a forum is about."""

    code: str
    name: str
    kind: str


class ActivityOf(Strict):
    """How active a forum is; a score of null means that it is not known."""

    tier: Literal["busy", "steady", "quiet", "dormant", "unknown"]
    score: int | None = Field(ge=0, le=100)
    posts_per_day: float | None
    at_least: bool = Field(
        description="The forum may be busier than this says: tier, score and posts per day rest on a lower bound. With "
        "a tier that is unknown: people write there, and how much is not known."
    )


StanceWord = Literal["welcome", "ask_first", "information_only", "not_welcome", "unknown"]


PartWord = Literal[
    "name", "description", "address", "kind", "standing", "state", "activity", "figures", "topics", "places",
    "departments", "audience", "peer_support", "sensitive", "wishes", "told", "boards", "links", "software",
    "language", "source", "other",
]  # fmt: skip
"""The parts of an entry that changes tell of: `registry.catalogue.changed.PARTS`; a test holds them together."""


class ForumInList(Strict):
    """A forum as lists show it. Unknown is null; counts are those the forum states."""

    id: str = Field(description="Stable; never given to another forum.")
    name: str
    address: str | None
    description: str | None
    standing: str
    kind: str
    platform: str | None
    platform_version: str | None
    language: str | None
    country: str | None
    topics: list[TopicOf]
    regions: list[RegionOf]
    departments: list[str]
    activity: ActivityOf
    members: int | None
    threads: int | None
    posts: int | None
    last_post_at: str | None
    last_post_precision: str | None = Field(description="second, minute, hour, day, month or year")
    implausible: list[str] = Field(
        description="Figures that the forum states and that cannot be true: they are null, and its entry says why."
    )
    taking_part: StanceWord = Field(description="May officials take part? unknown is not consent.")
    reading: StanceWord = Field(description="May officials read for insight? unknown is not consent.")
    stance_at: str | None = Field(description="When its people said so; null: they said nothing.")
    stance_source: str | None = Field(description="Who says so: declared, or edited by the registry's people.")
    sensitive: str | None
    state: str = Field(description="not_visited_yet, visited, or figures_not_available with a state_reason")
    state_reason: str | None
    listed_at: str | None
    updated_at: str | None
    visited_at: str | None = Field(description="Last read; a reading since then that found nothing new is not told.")
    named_in: str | None = Field(description="The public page or list that names it.")
    feed: str | None = Field(description="The first feed of its own that its pages name.")
    sample: bool = Field(description="An invented forum of a demonstration.")


class ForumHit(ForumInList):
    """A forum of an answer, with its page and what put it there."""

    url: str
    why: list[str]


class Licence(Strict):
    """The licence of the data."""

    name: str
    url: str | None


class Alternate(Strict):
    """The same page of the answer in another format."""

    type: str
    url: str


class ListLinks(Strict):
    """Addresses of this page and those around it."""

    self: str
    first: str
    last: str
    prev: str | None = None
    next: str | None = None
    alternates: list[Alternate]


class OptionOf(Strict):
    """A value of a filter, with the number of forums that choosing it gives."""

    value: str
    label: str
    count: int
    chosen: bool


class ForumList(Strict):
    """One page of the answer to a question."""

    title: str
    query: str = Field(description="The canonical query string.")
    total: int
    page: int
    pages: int
    page_size: int
    some_words_only: bool = Field(description="No forum had all the words; these have some.")
    as_of: str | None
    licence: Licence
    attribution: str
    note: str
    links: ListLinks
    facets: dict[str, list[OptionOf]] = Field(description="Of each filter the 50 values with most forums.")
    facets_left_out: dict[str, int] = Field(description="How many more values a filter has, where it has more.")
    items: list[ForumHit]


class RepliesOf(Strict):
    """How many threads of a forum got no reply, and how soon the first one comes. What is null has its reason."""

    threads: int = Field(description="Threads that were seen and counted.")
    since: str | None = Field(description="The day of the earliest of them.")
    until: str | None = Field(description="The day of the latest of them.")
    without: float | None = Field(ge=0, le=1, description="The share of them without reply.")
    low: float | None = Field(description="The lower end of its 95 % interval.")
    high: float | None = Field(description="The upper end of its 95 % interval.")
    at_least: bool = Field(description="Lists do not tell when threads began: the true share is likely higher.")
    reason: str | None = Field(description="Why there is no share.")
    first_hours: float | None = Field(description="Half of them had their first reply within so many hours, or sooner.")
    first_low: float | None = Field(description="The lower end of its 95 % interval.")
    first_high: float | None = Field(description="The upper end of its 95 % interval; null: longer than threads show.")
    first_reason: str | None = Field(description="Why there is no time.")
    formula: str


class ForumEntry(BaseModel):
    """All that the public sees of one forum: its card, every fact with its evidence."""

    model_config = ConfigDict(extra="allow")

    id: str
    url: str
    name: str
    address: str | None
    facts: list[dict[str, Any]] = Field(
        description="name, value, raw, rule, page, seen_at, source, parser_version, precision, derived; "
        "a value of null has a reason"
    )
    activity: dict[str, Any] = Field(
        description="tier, score, inputs, formula, uncertainty; null with a reason; at_least: it may be busier"
    )
    replies: RepliesOf = Field(description="Whether threads get replies; counted over visits, never about a person.")
    topics: list[dict[str, Any]] = Field(
        description="topic, title, score, evidence, source; path is the older name of topic, and deprecated"
    )
    regions: list[dict[str, Any]]
    departments: list[str]
    organisations: list[str] = Field(description="The older name of departments.", deprecated=True)
    boards: list[dict[str, Any]]
    taking_part: StanceWord = Field(description="May officials take part? unknown is not consent.")
    reading: StanceWord = Field(description="May officials read for insight? unknown is not consent.")
    stance_at: str | None = Field(description="When its people said so; null: they said nothing.")
    stance_said: str | None = Field(description="What they said, in short.")
    stance_source: str | None = Field(description="Who says so: declared, or edited by the registry's people.")
    unreachable_since: str | None = Field(
        description="Since when visits have not reached it, once people were told; null: it is reached."
    )
    next_standing: Literal["dormant", "closed"] | None = Field(
        description="What it will be marked as on next_standing_on, unless it answers; null: nothing is to come."
    )
    next_standing_on: str | None = Field(description="The day it was told of, by UTC.")
    licence: Licence
    attribution: str
    note: str


class ChangeOf(Strict):
    """One change. `forum` is what the forum is now; null for a removal, a merge, and what has left since."""

    seq: int
    at: datetime
    kind: Literal["added", "changed", "merged", "removed"]
    id: str
    url: str | None
    into: str | None = Field(description="Id of the forum it became part of.")
    changed: list[PartWord] | None = Field(
        description="The parts of the entry that changed, for kind changed; null: not recorded, or none to tell."
    )
    forum: ForumInList | None


class ChangeList(Strict):
    """Changes in the order they were made."""

    since: int
    next: int = Field(description="The cursor to go on from.")
    more: bool
    licence: Licence
    attribution: str
    items: list[ChangeOf]


class Lookup(Strict):
    """Whether an address belongs to a listed forum. An address that is not listed is told apart no further."""

    asked: str
    listed: bool
    id: str | None
    url: str | None
    forum: ForumInList | None


class Health(Strict):
    """Whether the process runs."""

    status: Literal["ok"]


class Readiness(Strict):
    """Whether the list can be shown, and whether the database answers."""

    status: Literal["ready", "stale", "not ready"]
    forums: int
    generation: int
    database: Literal["ok", "away"]
    detail: str
