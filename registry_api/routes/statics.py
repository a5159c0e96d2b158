"""The addresses of styles, script and mark."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from registry_api.permissions import permission
from registry_api.public import of

FOR_A_YEAR = "public, max-age=31536000, immutable"
"""The address changes with the content."""

router = APIRouter(include_in_schema=False)


@router.get("/static/{version}/{name:path}", name="static")
@permission("public")
async def static(request: Request, version: str, name: str) -> Response:
    """One file. A page of yesterday may still ask for yesterday's version: it gets today's, not to be kept."""
    statics = of(request).statics
    file = statics.files.get(name)
    if file is None:
        raise HTTPException(404)
    headers = {"Cache-Control": FOR_A_YEAR if version == statics.version else "no-cache", "Vary": "Accept-Encoding"}
    if file.short is not None and "gzip" in request.headers.get("accept-encoding", ""):
        return Response(file.short, media_type=file.media_type, headers={**headers, "Content-Encoding": "gzip"})
    return Response(file.body, media_type=file.media_type, headers=headers)


@router.get("/favicon.ico", name="favicon")
@permission("public")
async def favicon(request: Request) -> Response:
    """Browsers ask for this where a page names no icon, such as the API's answers."""
    there = of(request).statics.path("icon.svg")
    return RedirectResponse(there, 307, headers={"Cache-Control": "public, max-age=86400"})
