"""The shape of what the API answers on topics, places, organisations and a forum's past, for its description."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from registry_api.routes.answers import ForumInList, Licence, Strict


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
