"""`/status`, how the crawl stands, for everybody; `/metrics`, the same for programs of the operator's."""

import hmac
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Any

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.frontier import Status
from registry.frontier.status import Count
from registry_api.metrics import CONTENT_TYPE, exposition
from registry_api.permissions import permission
from registry_api.problems import NotReady
from registry_api.public import of
from registry_api.statuswords import OUTCOMES, PURPOSES

FRESH = "public, max-age=15"
MINUTE_S = 60

_NEAR = tuple(
    ip_network(name)
    for name in ("127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7", "fe80::/10")
)
"""This machine, and networks that are nobody's on the internet."""

pages = APIRouter(include_in_schema=False)


@pages.get("/status", name="crawl_status")
@permission("public")
def crawl_status(request: Request) -> Response:
    """The queue, the rates and outcomes of the last day, the workers by number."""
    public = of(request)
    found = _latest(request)
    body = public.pages_for(request).render("status.html", **shown(found))
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": FRESH})


@pages.get("/metrics", name="metrics")
@permission("public")
def metrics(request: Request) -> Response:
    """In the text format of Prometheus: for callers of this machine or network, or with the token; else 404."""
    if not may_watch(request, of(request).settings.metrics_token):
        raise HTTPException(404)
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return Response(exposition(_latest(request)), media_type=CONTENT_TYPE, headers=headers)


def may_watch(request: Request, token: str) -> bool:
    """Whether the caller may read the metrics: by `Authorization: Bearer TOKEN` where a token is set, else by address.

    Without a token no call that came through a proxy is let in: its address would be the proxy's, or what was told it.
    """
    if token:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    if any(name in request.headers for name in ("forwarded", "x-forwarded-for", "via", "x-real-ip")):
        return False
    try:
        address = ip_address(request.client.host if request.client else "")
    except ValueError:
        return False
    if isinstance(address, IPv6Address) and address.ipv4_mapped is not None:
        address = address.ipv4_mapped
    return any(address in network for network in _NEAR)


def _latest(request: Request) -> Status:
    try:
        return of(request).crawl.latest()
    except SQLAlchemyError as error:
        raise NotReady("The database does not answer at the moment. Please try again in a moment.") from error


def shown(found: Status) -> dict[str, Any]:
    """What the page needs: rows for its tables, and bars in hundredths of the longest."""
    order = {str(purpose): place for place, purpose in enumerate(PURPOSES)}
    whys = {str(purpose): words for purpose, words in PURPOSES.items()}
    ended = {str(outcome): words for outcome, words in OUTCOMES.items()}
    queue = sorted(found.queue, key=lambda one: order.get(one.purpose, len(order)))
    waiting = max((one.now.number for one in queue), default=0)
    ends = sorted(found.outcomes.items(), key=lambda one: (-one[1], one[0]))
    most = max((count for _, count in ends), default=0)
    return {
        "found": found,
        "queue": [(whys.get(one.purpose, one.purpose), one, _share(one.now, waiting)) for one in queue],
        "ends": [(ended.get(name, name), count, _hundredths(count, most)) for name, count in ends],
        "rough": not all(part.exact for one in queue for part in (one.now, one.hour, one.day, one.later))
        or not (found.hosts.exact and found.sites.exact),
        "waited_minutes": _minutes(found),
    }


def _minutes(found: Status) -> int | None:
    if found.oldest_due is None:
        return None
    return max(0, int((found.as_of - found.oldest_due).total_seconds() // MINUTE_S))


def _share(count: Count, most: int) -> float:
    return _hundredths(count.number, most)


def _hundredths(number: int, most: int) -> float:
    return round(100 * number / most, 2) if most else 0.0
