"""The page of a forum that somebody linked to, where only the front page behind it became the site's address.

`example.org/viewtopic.php?t=1` is sighted as `example.org`. When that turns out to be no forum, the page that was named
tells where one stands. The address of a thread says what a member wrote above it, so it is kept as words of members
are: privately, for 30 days, and of no member's own page. Only addresses in the shape of a forum's page are kept.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.focus.shapes import shape_of
from registry.frontier.model import PrivateText
from registry.upsert import batches, table_of

KIND = "page"
"""`private_text.kind` of such an address."""

LONGEST = 300

OF_MEMBERS = frozenset(
    ["u", "user", "users", "member", "members", "memberlist", "memberlist.php", "member.php", "profile", "profile.php",
     "account", "people", "author", "mode=viewprofile", "action=profile"]
)  # fmt: skip
"""Parts of addresses that lead to a member's own page."""

_PRIVATE = table_of(PrivateText)
_PAGES = select(_PRIVATE.c.site_id, _PRIVATE.c.words).where(
    _PRIVATE.c.site_id.in_(bindparam("site_ids", expanding=True)), _PRIVATE.c.kind == KIND
)


def deep_address(address: str, key: str) -> str | None:
    """The address itself where it is a page within the site of this key and in the shape of a forum's; else None."""
    plain = address.partition("#")[0].strip()
    bare = plain.count("/") <= 3 and plain.endswith("/") and "?" not in plain  # most links lead to front pages
    if bare or len(plain) > LONGEST or not plain.startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(plain)
    except ValueError:
        return None
    path, query = parts.path.lower(), parts.query.lower()
    within = path.strip("/") != key.partition("?")[0].partition("/")[2] or query
    if not within or shape_of(f"{path or '/'}?{query}" if query else path or "/") is None:
        return None
    words = {*path.strip("/").split("/"), *query.replace(";", "&").split("&")}
    return None if words & OF_MEMBERS else plain


def deep_addresses(session: Session, site_ids: Sequence[int]) -> dict[int, str]:
    """The page that was named first of each of these sites, where one is kept."""
    found: dict[int, str] = {}
    for batch in batches(site_ids):
        for site_id, address in session.execute(_PAGES, {"site_ids": list(batch)}):
            found.setdefault(site_id, address)
    return found
