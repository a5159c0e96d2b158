"""What changed, as a page for people."""

import re
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.query import BadQuery
from registry.history.changes import ChangeRow, changes_since, newest_change
from registry_api.pages import PagesOf
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.wording import CHANGES

SHOWN = 100
"""Changes on one page."""

pages = APIRouter(include_in_schema=False)


@pages.get("/changes", name="changes_page")
@permission("public")
def changes_page(request: Request) -> Response:
    """The newest changes first; `before` goes back."""
    public = of(request)
    given = request.query_params.get("before", "")
    if given and not re.fullmatch(r"[0-9]{1,18}", given):
        raise BadQuery("before", given, ("a whole number",))
    body = _page(public, public.pages_for(request), int(given) if given else None)
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": "public, no-cache"})


def _page(public: Public, renderer: PagesOf, before: int | None) -> bytes:
    with public.sessions.read() as session:
        newest = newest_change(session)
        last = newest if before is None else min(newest, before - 1)
        first = max(0, last - SHOWN)
        rows = [row for row in changes_since(session, first, SHOWN) if row.seq <= last]
    shown = [_row(public, row) for row in reversed(rows)]
    return renderer.render(
        "changes.html", here="/changes", rows=shown, kinds=CHANGES, older=first + 1 if first > 0 else None
    )


def _row(public: Public, row: ChangeRow) -> dict[str, Any]:
    """A change with the names that are public now, and none that are not."""
    return {
        "at": row.at,
        "kind": row.kind,
        "public_id": row.public_id,
        "name": _name(public, row.public_id),
        "into": row.into if row.into and _name(public, row.into) else None,
        "into_name": _name(public, row.into) if row.into else None,
    }


def _name(public: Public, public_id: str) -> str | None:
    held = public.index().holds(public_id)
    return held.name() if held else None
