"""The shape of what the API answers on forums out of reach, for its description."""

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from registry_api.routes.answers import Licence, Strict


class OutOfReachOf(Strict):
    """A forum that could not be reached, of which people were told."""

    forum: str = Field(description="Its id.")
    name: str
    url: str
    standing: Literal["listed", "dormant", "closed"]
    since: datetime = Field(description="The first visit in a row that did not reach it.")
    last_tried_at: datetime = Field(description="The last of them.")
    outcome: str = Field(description="How that one ended.", examples=["dns_failed"])
    next_standing: Literal["dormant", "closed"] | None = Field(description="What it will be marked as; null: nothing.")
    next_standing_on: date | None = Field(description="The day, by UTC, unless it answers before.")


class NoticeOf(Strict):
    """What an organisation was told of a forum in its area."""

    id: int
    forum: str = Field(description="Its id.")
    name: str
    url: str
    kind: Literal["unreachable", "dormant", "closing", "closed", "back"]
    since: datetime = Field(description="The first visit in a row that did not reach it.")
    told_at: datetime
    day: date | None = Field(description="The day it names, by UTC.")
    words: str


class NoticeList(Strict):
    """Forums out of reach in the area of one organisation, and what it was told."""

    organisation: str
    out_of_reach: list[OutOfReachOf]
    out_of_reach_count: int = Field(description="How many there are; 100 at most are shown.")
    notices: list[NoticeOf] = Field(description="The newest 100, newest first.")
    licence: Licence
    attribution: str
    note: str
