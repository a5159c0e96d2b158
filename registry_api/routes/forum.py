"""One forum: its page, with the evidence of every figure."""

from fastapi import APIRouter
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from registry.catalogue.card import Card
from registry.catalogue.reading import merged_into, public_card
from registry.catalogue.record import figures, record_history
from registry.evidence.history import Series
from registry_api.forumpage import MOST_EVENTS, Past, words
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.lists import CACHE_CONTROL

MOST_POINTS = 60
"""Points of the figures over time; where there are more, one a month is shown."""

pages = APIRouter(include_in_schema=False)


@pages.get("/forums/{public_id}", name="forum_page")
@permission("public")
def forum_page(request: Request, public_id: str) -> Response:
    """The page of a forum; a merged one answers with the address of the forum it became."""
    public = of(request)
    pages_of_site = public.pages_for(request)
    found = card_or_redirect(public, public_id, pages_of_site.site.link("/forums/"))
    if isinstance(found, Response):
        return found
    with public.sessions.read() as session:
        series = _series(session, public_id)
        events = record_history(session, public_id, MOST_EVENTS + 1)
    said = words(found, public.index(), pages_of_site.site, pages_of_site.pages.speech, Past(series, events))
    body = pages_of_site.render("forum.html", here="/forums", **said)
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})


def card_or_redirect(public: Public, public_id: str, start: str) -> Card | Response:
    """The card; a permanent redirect for a merged forum. Raises 404 for all others, whatever the reason."""
    with public.sessions.read() as session:
        card = public_card(session, public_id)
        if card is not None:
            return card
        other = merged_into(session, public_id)
    if other is None:
        raise HTTPException(404)
    return RedirectResponse(f"{start}{other}", 301)


def _series(session: Session, public_id: str) -> Series:
    """The figures over time, one a month where there are many."""
    every = figures(session, public_id, most=MOST_POINTS)
    if every is None:
        return Series()  # it left the list this moment
    return figures(session, public_id, monthly=True) or every if every.left_out else every
