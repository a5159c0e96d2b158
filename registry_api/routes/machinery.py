"""Addresses for machines that watch the service: health, readiness."""

import orjson
from fastapi import APIRouter
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request
from starlette.responses import Response

from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.answers import Health, Readiness

router = APIRouter(tags=["machinery"])


@router.get("/healthz", name="health", operation_id="health", responses={200: {"model": Health}})
@permission("public")
async def health() -> Response:
    """The process runs."""
    return Response(b'{"status":"ok"}', media_type="application/json", headers={"Cache-Control": "no-store"})


@router.get(
    "/readyz",
    name="readiness",
    operation_id="readiness",
    responses={200: {"model": Readiness}, 503: {"model": Readiness}},
)
@permission("public")
def readiness(request: Request) -> Response:
    """200 while the list can be shown; `stale` when it is the last good one because the database is away."""
    public = of(request)
    index, away = public.keeper.index, _away(public)
    status = "not ready" if index is None else "stale" if away else "ready"
    answer = {
        "status": status,
        "forums": index.status().forums if index else 0,
        "generation": index.generation if index else 0,
        "database": "away" if away else "ok",
        "detail": {
            "ready": "The list is shown and up to date.",
            "stale": "The database cannot be reached: the last good list is shown.",
            "not ready": "The list has not been built yet.",
        }[status],
    }
    headers = {"Cache-Control": "no-store"}
    return Response(orjson.dumps(answer), 503 if index is None else 200, headers, "application/json")


def _away(public: Public) -> bool:
    try:
        with public.sessions.read() as session:
            session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return True
    return public.keeper.last_error is not None
