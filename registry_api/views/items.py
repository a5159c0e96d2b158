"""Forums as JSON objects: joined from what the index wrote once, the same bytes in every view."""

from collections.abc import Callable
from typing import Any

import orjson

from registry.catalogue.answer import Hit
from registry_api.site import Site

ABOUT_LICENCE = "/about/licence"
"""Where people read what they may do with the data."""


def item_writer(site: Site) -> Callable[[Hit], bytes]:
    """Writes a forum of an answer: its page, why it is there, and its document; nothing is read and written again."""
    start = orjson.dumps({"url": f"{site.base_url}/forums/"})[:-2]
    nothing = b'","why":[],'

    def written(hit: Hit) -> bytes:
        why = b'","why":' + orjson.dumps(hit.why) + b"," if hit.why else nothing
        return b"".join((start, hit.public_id.encode(), why, hit.document[1:]))

    return written


def licence(site: Site) -> dict[str, Any]:
    """The licence of the data."""
    return {"name": site.licence, "url": site.licence_url}


def licence_note(site: Site) -> dict[str, Any]:
    """The licence as JSON Feed takes it up: an object of our own, with a page about itself (`_licence`)."""
    return {"about": f"{site.base_url}{ABOUT_LICENCE}", **licence(site), "attribution": site.attribution}
