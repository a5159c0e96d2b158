"""One forum: its page, with the evidence of every figure."""

from typing import Any

import orjson
from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from registry.catalogue.card import Card, Fact
from registry.catalogue.codes import countries, language_code, languages
from registry.catalogue.listed import listed
from registry.catalogue.reading import merged_into, public_card
from registry.catalogue.terms import Terms, in_words
from registry.catalogue.text import fit, web_address
from registry_api.pages import clock, day, number
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.wording import FACTS, SOURCES

MOST_BOARDS = 60
"""Boards shown on the page; the JSON document has them all."""

_WITH_DAY_ONLY = ("day", "month", "year")

pages = APIRouter(include_in_schema=False)


@pages.get("/forums/{public_id}", name="forum_page")
@permission("public")
def forum_page(request: Request, public_id: str) -> Response:
    """The page of a forum; a merged one answers with the address of the forum it became."""
    public = of(request)
    found = card_or_redirect(public, public_id, "/forums/")
    if isinstance(found, Response):
        return found
    body = public.pages_for(request).render("forum.html", here="/forums", **_words(found, public.index().terms))
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


def _words(card: Card, terms: Terms) -> dict[str, Any]:
    """What the template shows. The row of the list is used where it says the same, so that both read alike."""
    forum = orjson.loads(listed(card, terms).document)
    facts = [_fact(fact) for fact in card.facts if fact.name not in ("name", "description")]
    named = [_fact(fact) for fact in card.facts if fact.name in ("name", "description")]
    all_facts = [*facts, *named]
    first_topic = [t.path for t in card.topics][:1]
    return {
        "card": card,
        "forum": forum,
        "forum_description": fit(card.description or ""),
        "known": [fact for fact in all_facts if fact["value"] is not None],
        "unknown": [fact for fact in all_facts if fact["value"] is None],
        "crumbs": [(p, terms.topic_title(p)) for t in first_topic for p in reversed(terms.topic_and_wider(t))],
        "regions": card.regions,
        "boards": card.boards[:MOST_BOARDS],
        "feeds": [feed for feed in card.feeds if web_address(feed)],
        "departments": [(o, terms.organisations.get(o) or in_words(o)) for o in card.organisations],
        "platform": terms.platforms.get(card.platform or "") or in_words(card.platform or ""),
        "language": languages().get(language_code(card.language) or ""),
        "country": countries().get(forum["country"] or ""),
        "sources": {**SOURCES, **{t.source: t.source for t in card.topics if t.source not in SOURCES}},
    }


def _fact(fact: Fact) -> dict[str, Any]:
    """A fact with the words shown for it."""
    made = {name: getattr(fact, name) for name in Fact.__dataclass_fields__}
    made["label"] = FACTS.get(fact.name) or in_words(fact.name)
    made["who"] = SOURCES.get(fact.source or "", fact.source or "not known")
    made["shown"] = _shown(fact)
    return made


def _shown(fact: Fact) -> str:
    value = fact.value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str) and fact.name.endswith("_at"):
        return day(value) if fact.precision in _WITH_DAY_ONLY else clock(value)
    if fact.name == "language" and isinstance(value, str):
        return languages().get(language_code(value) or "", value)
    return fit(number(value)) if value is not None else ""
