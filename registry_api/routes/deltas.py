"""`/api/v1/changes`: every change in order, for copies kept in step. It follows the database, not the index."""

from typing import Annotated, Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Query
from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.listed import listed
from registry.catalogue.query import MOST_VALUES
from registry.catalogue.reading import public_card_batch
from registry.catalogue.terms import Terms
from registry.history.changes import ChangeRow, changes_since, newest_change
from registry.vocabulary import ChangeKind
from registry_api.changefeeds.question import KINDS, kinds_of
from registry_api.changefeeds.reading import not_beyond
from registry_api.changefeeds.telling import as_document
from registry_api.permissions import permission
from registry_api.public import of
from registry_api.routes.answers import ChangeList
from registry_api.routes.asking import FRESH, number, only
from registry_api.routes.lists import PROBLEMS
from registry_api.views.items import licence

PATH = "/api/v1/changes"
USUAL, MOST = 100, 500
"""Changes in one answer."""

_SINCE: dict[str, Any] = {"type": "integer", "minimum": 0, "default": 0}
_LIMIT: dict[str, Any] = {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL}
"""Described, not enforced: what is wrong with a number is said in our own words, by `asking.number`."""
_KIND: dict[str, Any] = {"items": {"type": "string", "enum": list(KINDS)}, "maxItems": MOST_VALUES}

router = APIRouter(tags=["changes"])


@router.get(
    PATH,
    name="list_changes",
    operation_id="list_changes",
    summary="What changed since a cursor, oldest first",
    responses={200: {"model": ChangeList}, **PROBLEMS},
    response_class=Response,
)
@permission("public")
def list_changes(
    request: Request,
    kind: Annotated[
        list[str], Query(default_factory=list, description="These kinds only; none means all.", json_schema_extra=_KIND)
    ],
    since: str = Query("0", description="The `next` of the answer before; 0 starts.", json_schema_extra=_SINCE),
    limit: str = Query(str(USUAL), description=f"Changes in one answer, 1 to {MOST}.", json_schema_extra=_LIMIT),
) -> Response:
    """Added, changed, merged and removed, oldest first. A removal carries no content: delete what you hold.

    A cursor beyond the newest change is refused: the registry was restored from an older copy, so read it anew. Who
    keeps a copy in step leaves `kind` out: every kind but `added` changes or ends what is held.
    """
    public = of(request)
    only(request, ("since", "limit"), ("kind",))
    kinds, cursor, most = kinds_of(kind), number("since", since, 0), number("limit", limit, 1, MOST)
    terms = public.index().terms
    with public.sessions.read() as session:
        rows = changes_since(session, cursor, most + 1, kinds)
        if not rows:
            not_beyond(cursor, newest_change(session))
        forums = _forums(session, rows[:most], terms)
    told = [as_document(row, public.site, forums.get(row.public_id) if _shows(row) else None) for row in rows[:most]]
    after, more = (told[-1]["seq"] if told else cursor), len(rows) > most
    document = {
        "since": cursor, "next": after, "more": more, "licence": licence(public.site),
        "attribution": public.site.attribution, "items": told,
    }  # fmt: skip
    headers = {"Cache-Control": FRESH}
    if more:
        asked = [("since", after), *([("limit", most)] if most != USUAL else []), *(("kind", one) for one in kinds)]
        headers["Link"] = f'<{public.site.base_url}{PATH}?{urlencode(asked)}>; rel="next"'
    return Response(orjson.dumps(document), media_type="application/json", headers=headers)


def _forums(session: Session, rows: list[ChangeRow], terms: Terms) -> dict[str, dict[str, Any]]:
    """What the public sees now of the forums that changes tell of, by public id."""
    cards = public_card_batch(session, sorted({row.public_id for row in rows if _shows(row)}))
    return {public_id: orjson.loads(listed(card, terms).document) for public_id, card in cards.items()}


def _shows(row: ChangeRow) -> bool:
    """Whether a change tells what the forum is now. A removal tells nothing, whatever became of the forum since."""
    return row.kind in (ChangeKind.ADDED, ChangeKind.CHANGED)
