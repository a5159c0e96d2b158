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


StanceWord = Literal["welcome", "ask_first", "information_only", "not_welcome", "unknown"]


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
    taking_part: StanceWord = Field(description="May officials take part? unknown is not consent.")
    reading: StanceWord = Field(description="May officials read for insight? unknown is not consent.")
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
    activity: dict[str, Any] = Field(description="tier, score, inputs, formula, uncertainty; null with a reason")
    topics: list[dict[str, Any]] = Field(
        description="topic, title, score, evidence, source; path is the older name of topic, and deprecated"
    )
    regions: list[dict[str, Any]]
    departments: list[str]
    organisations: list[str] = Field(description="The older name of departments.", deprecated=True)
    boards: list[dict[str, Any]]
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


class TiersOf(BaseModel):
    """Forums by how active they are."""

    model_config = ConfigDict(extra="forbid")

    busy: int = 0
    steady: int = 0
    quiet: int = 0
    dormant: int = 0
    unknown: int = 0


class TopicCount(Strict):
    """A topic with the forums listed for it and for what lies within (`forums`), and for itself alone (`own`)."""

    topic: str = Field(examples=["/housing-local-and-community"])
    title: str
    level: int = Field(description="0 is the widest.")
    parent: str | None
    forums: int
    own: int
    activity: TiersOf
    url: str


class PlaceCount(Strict):
    """A place with the forums listed for it and for what lies within (`forums`), and for itself alone (`own`)."""

    code: str = Field(examples=["E12000003"])
    name: str
    kind: str
    level: int = Field(description="0 is the widest.")
    parent: str | None
    forums: int
    own: int
    activity: TiersOf
    residents: int | None
    residents_derived: bool = Field(description="Summed over the councils within, not stated by the source.")
    url: str


class OrganisationCount(Strict):
    """An organisation with the forums in its area."""

    slug: str = Field(examples=["department-for-work-pensions"])
    name: str
    abbreviation: str | None
    kind: str
    parent: str | None = Field(description="Slug of the organisation above it.")
    website: str | None
    topics: list[str] = Field(description="What it answers for.")
    regions: list[str] = Field(description="The places it serves.")
    forums: int
    activity: TiersOf
    url: str


class MajorOf(Strict):
    """A forum's rank within a topic or place: why, and every figure it rests on."""

    id: str
    name: str
    url: str
    rank: int
    of: int
    points: float = Field(ge=0, le=100)
    reasons: list[str]
    inputs: dict[str, Any]


class MajorWithin(Strict):
    """The major forums of one topic or place."""

    topic: TopicCount | None
    place: PlaceCount | None
    forums: list[MajorOf]


class Shared(Strict):
    """What stands at the end of each summary."""

    as_of: str | None
    licence: Licence
    attribution: str
    note: str


class TopicList(Shared):
    """All topics, each followed by those within it."""

    items: list[TopicCount]


class PlaceList(Shared):
    """All places, each followed by those within it."""

    items: list[PlaceCount]


class OrganisationList(Shared):
    """All organisations by name."""

    items: list[OrganisationCount]


class TopicEntry(Shared):
    """One topic: what is around it, its forums, what lacks."""

    topic: TopicCount
    wider: list[TopicCount]
    narrower: list[TopicCount]
    without_forums: list[TopicCount] = Field(description="Narrower topics that no forum is listed for.")
    neighbours: list[TopicCount]
    organisations: list[str] = Field(description="Slugs of those that answer for it, or for a wider topic.")
    major: list[MajorOf]
    newest: list[ForumInList]
    formula: str
    criteria: list[str]


class PlaceEntry(Shared):
    """One place: what is around it, its forums, what lacks."""

    place: PlaceCount
    wider: list[PlaceCount]
    narrower: list[PlaceCount]
    without_forums: list[PlaceCount] = Field(description="Places within that no forum is listed for.")
    neighbours: list[PlaceCount]
    organisations: list[str] = Field(description="Slugs of those that serve it.")
    major: list[MajorOf]
    newest: list[ForumInList]
    formula: str
    criteria: list[str]


class OrganisationEntry(Shared):
    """One organisation: what it answers for, and the forums there."""

    organisation: OrganisationCount
    parent: OrganisationCount | None
    children: list[OrganisationCount]
    topics: list[TopicCount]
    places: list[PlaceCount]
    without_forums: list[TopicCount] = Field(description="Its topics that no forum is listed for.")
    major: list[MajorWithin]
    newest: list[ForumInList]
    formula: str
    criteria: list[str]


class PointOf(Strict):
    """What a forum's pages stated at one visit; null for what they did not."""

    at: datetime
    members: int | None
    threads: int | None
    posts: int | None
    online: int | None
    posts_per_day: float | None = Field(description="Derived: growth since the point before.")
    odd: list[str] = Field(description="Counters that cannot be true, or shrank since the point before.")
    sample: bool = Field(description="Made up for a demonstration.")


class EventOf(Strict):
    """One thing that happened to a record. Nobody is named: `role` says in what role somebody decided."""

    at: datetime
    kind: str
    words: str
    role: str | None


class ForumHistory(BaseModel):
    """A forum's figures over time, and what happened to its record."""

    model_config = ConfigDict(extra="forbid")

    id: str
    url: str
    points: list[PointOf] = Field(description="The last visit of each month that stated figures, oldest first.")
    reason: str | None = Field(description="Why there are no points.")
    left_out: int = Field(description="Visits that stated figures but are not among the points.")
    sample: bool
    events: list[EventOf] = Field(description="Newest first.")
    licence: Licence
    attribution: str
    note: str
