"""The list as JSON Feed 1.1."""

from typing import Any

import orjson

from registry_api.views.declare import ListPage, View
from registry_api.views.entries import Entry, entries
from registry_api.views.items import licence_note


def render(page: ListPage, view: View) -> bytes:
    """The page of the list as a feed of forums."""
    around = page.pages()
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title(),
        "home_page_url": page.site.list_url(page.query),
        "feed_url": page.url(view),
        "description": f"Forums where people help each other: {page.subject()}. Listing is not endorsement.",
        "language": "en-GB",
        "authors": [{"name": page.site.name, "url": page.site.base_url}],
        "_licence": licence_note(page.site),
        "items": [item(entry) for entry in entries(page)],
    }
    if "next" in around:
        feed["next_url"] = page.url(view, around["next"])
    return orjson.dumps(feed)


def item(entry: Entry) -> dict[str, Any]:
    """One entry as JSON Feed writes it."""
    made = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.text,
        "date_published": entry.added.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "tags": list(entry.categories),
    }
    return {**made, "external_url": entry.forum_address} if entry.forum_address else made


VIEW = View(
    suffix=".feed.json",
    media_type="application/feed+json",
    label="JSON Feed",
    order=40,
    render=render,
    description="For feed readers and programs.",
    follows=True,
)
