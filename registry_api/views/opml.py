"""The whole answer as OPML 2.0: forums as outlines, those with a feed of their own ready for a feed reader."""

from collections.abc import Iterator, Mapping
from email.utils import format_datetime
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from registry.catalogue.answer import Hit
from registry.catalogue.listed import moment
from registry.vocabulary import Stance
from registry_api.site import Site
from registry_api.views.declare import ListPage, View, joined

OUTLINES = 200
"""Forums in one part."""

NAMESPACE = "tag:forum-registry,2026:opml"
"""Of the attributes that OPML does not know: `id` and `url`, a forum's page in the registry."""

SPECIFICATION = "http://opml.org/spec2.opml"


def parts(page: ListPage, _view: View) -> Iterator[bytes]:
    """The head, the forums in the order of the list, the end."""
    yield _head(page).encode()
    rest = iter(page.answer.hits)
    while outlines := [_outline(page.site, hit) for hit in islice(rest, OUTLINES)]:
        yield "".join(outlines).encode()
    yield b"</body>\n</opml>\n"


def _head(page: ListPage) -> str:
    site, as_of = page.site, moment(page.answer.as_of)
    made = f"<dateCreated>{format_datetime(as_of)}</dateCreated>\n" if as_of else ""
    licence = f"<dcterms:license>{escape(site.licence_url)}</dcterms:license>\n" if site.licence_url else ""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<opml version="2.0" xmlns:registry="{NAMESPACE}" xmlns:dcterms="http://purl.org/dc/terms/">\n<head>\n'
        f"<title>{escape(page.title())}</title>\n{made}"
        f"<ownerName>{escape(site.name)}</ownerName>\n<ownerId>{escape(site.base_url)}</ownerId>\n"
        f"<docs>{SPECIFICATION}</docs>\n"
        f"{licence}<dcterms:rights>{escape(site.rights())}</dcterms:rights>\n</head>\n<body>\n"
    )


def _outline(site: Site, hit: Hit) -> str:
    forum = hit.forum
    page = site.forum_url(hit.public_id)
    address = forum["address"] or page
    if may_be_followed(forum):
        kind = {"type": "rss", "xmlUrl": forum["feed"], "htmlUrl": address}
    else:
        kind = {"type": "link", "url": address, "htmlUrl": address}
    said = {"text": forum["name"], "title": forum["name"], **kind, "description": forum["description"] or ""}
    said |= {"language": forum["language"] or "", "registry:id": hit.public_id, "registry:url": page}
    return "<outline " + " ".join(f"{name}={quoteattr(value)}" for name, value in said.items() if value) + "/>\n"


def may_be_followed(forum: Mapping[str, Any]) -> bool:
    """Whether we hand its feed to feed readers: not that of a sensitive forum, nor of one that wants no readers."""
    return bool(forum["feed"]) and not forum["sensitive"] and forum["reading"] != Stance.NOT_WELCOME


VIEW = View(
    suffix=".opml",
    media_type="text/x-opml",
    label="OPML",
    order=60,
    render=joined,
    parts=parts,
    description="The forums themselves, with their own feeds, for feed readers.",
)
