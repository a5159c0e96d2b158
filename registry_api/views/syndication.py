"""What RSS and Atom share: one way from a page of the list, or of its changes, to a feed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from feedgenerator import Atom1Feed, Rss201rev2Feed

from registry_api.site import Site
from registry_api.views.declare import ListPage, View
from registry_api.views.entries import EPOCH, Entry, entries


class _Feed:
    """A feed whose dates are those of what it tells, never those of the clock: the same list is the same bytes."""

    def latest_post_date(self) -> datetime:
        """When the newest item changed."""
        items: list[dict[str, Any]] = self.items  # type: ignore[attr-defined]  # the feed's own list
        return max((item["updateddate"] for item in items), default=EPOCH)


class Rss(_Feed, Rss201rev2Feed):  # type: ignore[misc]  # feedgenerator has no types
    """RSS 2.0, with a link to the licence (RFC 4946)."""

    def add_root_elements(self, handler: Any) -> None:
        """The usual ones, then the licence."""
        super().add_root_elements(handler)
        if self.feed["licence_url"]:
            handler.addQuickElement("atom:link", None, {"rel": "license", "href": self.feed["licence_url"]})


class Atom(_Feed, Atom1Feed):  # type: ignore[misc]  # feedgenerator has no types
    """Atom 1.0, with links to the pages around (RFC 5005) and to the licence (RFC 4946)."""

    def add_root_elements(self, handler: Any) -> None:
        """The usual ones, then the licence and the pages around."""
        super().add_root_elements(handler)
        if self.feed["licence_url"]:
            handler.addQuickElement("link", "", {"rel": "license", "href": self.feed["licence_url"]})
        for relation, url in self.feed["around"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": url})


@dataclass(frozen=True, slots=True)
class Channel:
    """A feed before it is written. `around` holds addresses by their link relation, as Atom names it."""

    title: str
    description: str
    page_url: str
    feed_url: str
    id: str
    around: Mapping[str, str]
    items: Iterable[Entry]


def syndicated(kind: type[Rss] | type[Atom], page: ListPage, view: View) -> bytes:
    """The page of the list as a feed in UTF-8."""
    return written(
        kind,
        page.site,
        Channel(
            title=page.title(),
            description=f"Forums where people help each other: {page.subject()}. Listing is not endorsement.",
            page_url=page.site.list_url(page.query),
            feed_url=page.url(view),
            id=page.site.tag("forums", page.query.canonical()),
            around={
                {"prev": "previous"}.get(relation, relation): page.url(view, number)
                for relation, number in page.pages().items()
            },
            items=entries(page),
        ),
    )


def written(kind: type[Rss] | type[Atom], site: Site, channel: Channel) -> bytes:
    """A feed of the service in UTF-8, with the licence of its data."""
    feed = kind(
        title=channel.title,
        link=channel.page_url,
        description=channel.description,
        language="en-GB",
        author_name=site.name,
        feed_url=channel.feed_url,
        feed_guid=channel.id,
        feed_copyright=site.rights(),
        licence_url=site.licence_url,
        around=channel.around,
    )
    for entry in channel.items:
        feed.add_item(
            title=entry.title,
            link=entry.url,
            description=entry.html,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            pubdate=entry.added,
            updateddate=entry.updated,
            categories=entry.categories,
        )
    text: str = feed.writeString("utf-8")
    return text.encode("utf-8")
