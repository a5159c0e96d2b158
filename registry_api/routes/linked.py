"""`/api/v1`: the entry of one forum as linked data."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from registry_api.permissions import permission
from registry_api.public import of
from registry_api.routes.answers import Problem
from registry_api.routes.forum import card_or_redirect
from registry_api.routes.lists import CACHE_CONTROL, PROBLEMS
from registry_api.views.json_ld import VIEW, entry, explained

router = APIRouter(prefix="/api/v1", tags=["forums"])


@router.get(
    "/forums/{public_id}/linked-data",
    name="get_linked_data",
    operation_id="get_linked_data",
    summary="The entry of one forum as linked data (JSON-LD in the words of schema.org)",
    responses={
        200: {"description": "A `WebPage` about a `WebSite`", "content": {VIEW.media_type: {}}},
        301: {"description": "It became part of the forum at the address given"},
        404: {"model": Problem, "description": "No such forum is listed"},
        503: PROBLEMS[503],
    },
    response_class=Response,
)
@permission("public")
def get_linked_data(request: Request, public_id: str) -> Response:
    """What the list shows of the forum. A forum that left is as one never known."""
    public = of(request)
    hit = public.index().hit(public_id)
    if hit is None:
        found = card_or_redirect(public, public_id, "/api/v1/forums/")
        if isinstance(found, Response):
            return RedirectResponse(f"{found.headers['location']}/linked-data", 301)
        raise HTTPException(404)  # it left, and its card goes this moment
    headers = {"Cache-Control": CACHE_CONTROL}
    return Response(explained(entry(public.site, hit)), media_type=VIEW.media_type, headers=headers)
