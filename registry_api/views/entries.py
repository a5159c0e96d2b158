"""What feeds say of a forum: the same words in every feed format."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from typing import Any

from registry.catalogue.answer import Hit
from registry.catalogue.listed import moment
from registry_api.site import Site
from registry_api.views.declare import ListPage
from registry_api.wording import STANCES, activity_kind

EPOCH = datetime(2009, 2, 25, tzinfo=UTC)
"""The time of what has none: the day the Taskforce's report asked for this list."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A forum as a feed item. `added` and `updated` are aware; `html` is safe markup of our own."""

    id: str
    title: str
    url: str
    forum_address: str | None
    text: str
    html: str
    added: datetime
    updated: datetime
    categories: tuple[str, ...]


def entries(page: ListPage) -> Iterator[Entry]:
    """The forums of the page as feed items, in their order."""
    for hit in page.answer.hits:
        yield entry(page.site, hit)


def entry(site: Site, hit: Hit) -> Entry:
    """One forum as a feed item."""
    forum = hit.forum
    lines = list(_lines(forum, hit))
    added = moment(forum["listed_at"]) or EPOCH
    about = [forum["description"]] if forum["description"] else []
    return Entry(
        id=site.tag("forum", hit.public_id),
        title=forum["name"],
        url=site.forum_url(hit.public_id),
        forum_address=forum["address"],
        text="\n".join([*about, *(f"{label}: {value}" for label, value in lines)]),
        html="".join(f"<p>{escape(line)}</p>" for line in about)
        + "<dl>"
        + "".join(f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in lines)
        + "</dl>",
        added=added,
        updated=moment(forum["updated_at"]) or added,
        categories=tuple(topic["title"] for topic in forum["topics"]),
    )


def _lines(forum: dict[str, Any], hit: Hit) -> Iterator[tuple[str, str]]:
    if forum["address"]:
        yield "Address", forum["address"]
    if forum["topics"]:
        yield "Topics", ", ".join(topic["title"] for topic in forum["topics"])
    if forum["regions"]:
        yield "Places", ", ".join(region["name"] for region in forum["regions"])
    yield "Activity", activity_in_words(forum)
    for field, label in (("members", "Members"), ("threads", "Threads"), ("posts", "Posts")):
        if forum[field] is not None:
            yield label, f"{forum[field]:,} (as the forum states)"
        elif field in forum["implausible"]:
            yield label, "the forum states a figure that cannot be true"
    yield "Officials taking part", STANCES[forum["taking_part"]]
    yield "Officials reading for insight", STANCES[forum["reading"]]
    if hit.why:
        yield "Why it is in this list", "; ".join(hit.why)


def activity_in_words(forum: dict[str, Any]) -> str:
    """The activity in words and its score, or why it is not known."""
    activity, kind = forum["activity"], activity_kind(forum)
    if activity["score"] is None:
        return _NOT_KNOWN.get(kind) or ": ".join(["not known", *filter(None, [forum["state_reason"]])])
    tier = activity["tier"]
    words = {"at_least_steady": "at least steady", "at_least_quiet": "quiet or busier"}.get(kind, tier)
    return f"{words} ({activity['score']} of 100)"


_NOT_KNOWN = {"waiting": "not known: not visited yet", "in_use": "in use, how busy is not known"}
