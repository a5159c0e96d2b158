"""The views of the changes, declared once: routes, links, cache, the API's description and tests loop over them."""

from functools import partial
from typing import Any

import orjson

from registry_api.changefeeds.declare import ChangePage, ChangeView
from registry_api.changefeeds.page import render as page_for_people
from registry_api.views.items import licence, licence_note
from registry_api.views.json_feed import item
from registry_api.views.syndication import Atom, Channel, Rss, written

NOTE = (
    "Changes newest first, with what is public now. A removal carries no content: delete what you hold under its id. "
    "/api/v1/changes gives the same oldest first, for copies kept in step."
)


def _syndicated(kind: type[Rss] | type[Atom], page: ChangePage, view: ChangeView) -> bytes:
    """RSS and Atom."""
    site = page.site
    relations = {"prev": "previous"}
    channel = Channel(
        title=page.title(),
        description=f"What was added to the list, changed, merged and removed: {page.subject()}. "
        "Listing is not endorsement.",
        page_url=_page_url(page),
        feed_url=page.url(view),
        id=site.tag("changes", page.query.canonical()),
        around={relations.get(name, name): page.url(view, query) for name, query in page.around.items()},
        items=[told.entry(site) for told in page.told],
    )
    return written(kind, site, channel)


def _json_feed(page: ChangePage, view: ChangeView) -> bytes:
    site = page.site
    feed: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": page.title(),
        "home_page_url": _page_url(page),
        "feed_url": page.url(view),
        "description": f"What was added to the list, changed, merged and removed: {page.subject()}. "
        f"Listing is not endorsement. {site.rights()}",
        "language": "en-GB",
        "authors": [{"name": site.name, "url": site.base_url}],
        "_licence": licence_note(site),
        "items": [item(told.entry(site)) for told in page.told],
    }
    if "next" in page.around:
        feed["next_url"] = page.url(view, page.around["next"])
    return orjson.dumps(feed)


def _json(page: ChangePage, view: ChangeView) -> bytes:
    site = page.site
    document = {
        "title": page.title(),
        "query": page.query.canonical(),
        "newest": page.newest,
        "licence": licence(site),
        "attribution": site.attribution,
        "note": NOTE,
        "links": {
            "self": page.url(view),
            **{relation: page.url(view, query) for relation, query in page.around.items()},
            "alternates": [
                {"type": other.media_type, "url": page.url(other)} for other in page.views if other is not view
            ],
        },
        "items": [told.document(site) for told in page.told],
    }
    return orjson.dumps(document)


def _page_url(page: ChangePage) -> str:
    return page.url(next(view for view in page.views if view.is_page))


VIEWS = (
    ChangeView("", "text/html", "Web page", page_for_people),
    ChangeView(".json", "application/json", "JSON", _json, "Some changes with links to the pages around."),
    ChangeView(
        ".rss", "application/rss+xml", "RSS", partial(_syndicated, Rss), "An item a change, for feed readers.", True
    ),
    ChangeView(
        ".atom", "application/atom+xml", "Atom", partial(_syndicated, Atom), "An item a change, for feed readers.", True
    ),
    ChangeView(
        ".feed.json",
        "application/feed+json",
        "JSON Feed",
        _json_feed,
        "An item a change, for feed readers and programs.",
        True,
    ),
)
