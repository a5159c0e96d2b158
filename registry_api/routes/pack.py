"""`/forums/pack`: a whole answer as a document to print and to attach, with the caveats that go with it."""

from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.card import Card, Fact
from registry.catalogue.hits import Hit
from registry.catalogue.major import MajorForum
from registry.catalogue.odd import is_odd
from registry.catalogue.query import parse_string
from registry.catalogue.reading import public_card_batch
from registry.catalogue.terms import Terms
from registry.db import now_utc
from registry.vocabulary import Sort
from registry_api.forumpage import shown
from registry_api.pages import PagesOf
from registry_api.permissions import permission
from registry_api.public import Public, of, query_string
from registry_api.routes.lists import CACHE_CONTROL
from registry_api.speech import Speech
from registry_api.views import ListPage, views
from registry_api.views.page import subject
from registry_api.wording import FACTS, SORTS

PATH = "/forums/pack"

MOST_FORUMS = 500
"""Forums in one pack; a longer answer is cut, and the pack says so."""

BATCH = 100
"""Cards read from the database at a time."""

STATED = ("members", "threads", "posts", "online", "active_7_days", "active_30_days", "last_post_at")
"""Figures that a pack shows with their dates."""

pages = APIRouter(include_in_schema=False)


@pages.get(PATH, name="list_pack")
@permission("public")
def list_pack(request: Request) -> Response:
    """All forums of a question in one document. Raises BadQuery, NotReady."""
    public, renderer = of(request), of(request).pages_for(request)
    index = public.index()
    answer = index.whole(parse_string(query_string(request), index.terms))
    page = ListPage(answer, renderer.site, views(), renderer, index.status())
    body = _render(public, renderer, page)
    return Response(body, media_type="text/html; charset=utf-8", headers={"Cache-Control": CACHE_CONTROL})


def _render(public: Public, renderer: PagesOf, page: ListPage) -> bytes:
    query, say = page.query, renderer.pages.speech
    question = query.canonical()
    with_cards = _with_cards(public, list(page.answer.hits[:MOST_FORUMS]))
    forums = [_forum(hit, card, say, page.answer.terms) for hit, card in with_cards]
    return renderer.render(
        "pack.html",
        here="/forums",
        address=f"{PATH}{'?' if question else ''}{question}",
        page=page,
        subject=subject(page),
        forums=forums,
        cut=page.answer.total > MOST_FORUMS,
        made_at=now_utc(),
        list_url=page.site.list_url(query),
        order=SORTS[query.sort],
        any_sensitive=any(one["card"].sensitive for one in forums),
        ranks=_ranks(public, page, forums) if query.within_one else {},
        reasons_of_rank=query.sort != Sort.MAJOR,
    )


def _ranks(public: Public, page: ListPage, forums: list[dict[str, Any]]) -> dict[str, MajorForum]:
    """The ranks of the forums in the one topic or place that was asked for, by id, where a rank tells something."""
    topic, region = next(iter(page.query.topic), None), next(iter(page.query.region), None)
    index = public.index()
    ranks = (index.rank(one["card"].public_id, topic=topic, region=region) for one in forums)
    return {rank.public_id: rank for rank in ranks if rank is not None and rank.tells}


def _with_cards(public: Public, hits: list[Hit]) -> list[tuple[Hit, Card]]:
    """The forums with their cards; one that left the list this moment is left out."""
    found: list[tuple[Hit, Card]] = []
    with public.sessions.read() as session:
        for start in range(0, len(hits), BATCH):
            some = hits[start : start + BATCH]
            cards = public_card_batch(session, [hit.public_id for hit in some])
            found += [(hit, cards[hit.public_id]) for hit in some if hit.public_id in cards]
    return found


def _forum(hit: Hit, card: Card, say: Speech, terms: Terms) -> dict[str, Any]:
    """A forum as the pack shows it: figures with the day they were last read so."""
    facts = [fact for name in STATED if (fact := card.fact(name)) is not None]
    return {
        "hit": hit,
        "card": card,
        "stated": [_stated(fact, say, terms) for fact in facts if fact.value is not None or is_odd(fact.reason)],
        "not_stated": [
            say(FACTS[fact.name]).lower() for fact in facts if fact.value is None and not is_odd(fact.reason)
        ],
    }


def _stated(fact: Fact, say: Speech, terms: Terms) -> dict[str, Any]:
    return {
        "label": say(FACTS[fact.name]),
        "value": shown(fact, say, terms),
        "read_at": fact.last_seen_at or fact.seen_at,
        "page": fact.page,
    }
