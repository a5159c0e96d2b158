"""Letters without an account: suggest a forum, something wrong here, ask for a search; and what became of them."""

import logging
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fastapi import APIRouter
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from registry.catalogue.reading import merged_into, public_card
from registry.db import now_utc
from registry.hygiene import line
from registry.stewardship.answering import NoSuchLetter
from registry.stewardship.becoming import known_already
from registry.stewardship.keys import own_key
from registry.stewardship.kinds import FIGURES, ON_A_FORUM, ON_THE_SITE, WORDS_NOT_NEEDED
from registry.stewardship.limits import TooMany
from registry.stewardship.writing import MOST_WORDS, Draft, Unfit, Wrong, report, suggestion, wish
from registry_api.forms import SEAL, TRAP, demand_own_page, fields_of, resealed, slow_down, why_not
from registry_api.language import PREFIXES, of_scope
from registry_api.letterbox import client_of, put, told
from registry_api.letterwords import KINDS, LEGENDS, OUTCOMES, fault, in_time
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.wording import FACTS

log = logging.getLogger(__name__)

RETRY_S = 60
"""When the database is away: after how many seconds to try again."""

NEW_FOR_S = 3600
"""For so long a letter's page begins with thanks for it."""

pages = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True)
class Form:
    """A form to be shown: its name, template and path, what stands in it, what is wrong with that, and more words."""

    name: str
    template: str
    path: str
    fields: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Any] = field(default_factory=dict)


@pages.get("/suggest", name="suggest")
@permission("public")
def suggest(request: Request) -> Response:
    """First the address, which is looked up; then, if it is news, what to say about it."""
    public, address = of(request), request.query_params.get("address")
    form = Form("suggest", "letters/suggest.html", "/suggest", {"address": address or ""})
    if address is None:
        return _shown(request, form)
    try:
        draft = _suggested(request, form.fields)
    except Unfit as unfit:
        return _shown(request, form, 422, unfit.wrongs)
    assert draft.site is not None  # noqa: S101  # a suggestion has one
    with public.sessions.read() as session:
        known = known_already(session, draft.site)
    return _shown(request, _second(form, draft, known=known))


@pages.post("/suggest", name="send_suggestion")
@permission("letter")
async def send_suggestion(request: Request) -> Response:
    """Take a suggestion in."""
    fields = await _posted(request)
    form = Form("suggest", "letters/suggest.html", "/suggest", fields, {"step": 2})
    return await run_in_threadpool(_send, request, form, lambda: _suggested(request, fields))


@pages.get("/wrong", name="wrong")
@permission("public")
def wrong(request: Request) -> Response:
    """The form for anything on the site."""
    about = line(request.query_params.get("about", ""), 500)
    return _shown(request, _wrong_here({"about": about}))


@pages.post("/wrong", name="send_wrong")
@permission("letter")
async def send_wrong(request: Request) -> Response:
    """Take in a report on the site."""
    fields = await _posted(request)
    return await run_in_threadpool(_send, request, _wrong_here(fields), lambda: _reported(request, fields, None))


@pages.get("/forums/{public_id}/wrong", name="wrong_forum")
@permission("public")
def wrong_forum(request: Request, public_id: str) -> Response:
    """The form for one forum's entry; a merged forum answers with the form of the one it became."""
    form = _wrong_with(request, public_id, {"kind": request.query_params.get("kind", "")})
    return form if isinstance(form, Response) else _shown(request, form)


@pages.post("/forums/{public_id}/wrong", name="send_wrong_forum")
@permission("letter")
async def send_wrong_forum(request: Request, public_id: str) -> Response:
    """Take in a report on one forum."""
    fields = await _posted(request)

    def send() -> Response:
        try:
            form = _wrong_with(request, public_id, fields)
        except SQLAlchemyError:
            away = Form("wrong", "letters/wrong.html", f"/forums/{line(public_id, 64)}/wrong", fields, _offered(None))
            return _away(request, away)
        if isinstance(form, Response):
            return form
        return _send(request, form, lambda: _reported(request, fields, public_id))

    return await run_in_threadpool(send)


@pages.get("/ask", name="ask")
@permission("public")
def ask(request: Request) -> Response:
    """The form for a search that found nothing, with its question in it."""
    asked = {name: line(request.query_params.get(name, ""), 200) for name in ("q", "topic")}
    return _shown(request, Form("ask", "letters/ask.html", "/ask", asked))


@pages.post("/ask", name="send_ask")
@permission("letter")
async def send_ask(request: Request) -> Response:
    """Take in a wish."""
    fields = await _posted(request)
    form = Form("ask", "letters/ask.html", "/ask", fields)
    language = of_scope(request.scope)

    def draft() -> Draft:
        return wish(
            fields.get("q", ""), fields.get("words", ""), topic=fields.get("topic", ""), language=language
        )  # fmt: skip

    return await run_in_threadpool(_send, request, form, draft)


@pages.get("/letters/{reference}", name="letter")
@permission("public")
def letter_page(request: Request, reference: str) -> Response:
    """What became of a letter. Whoever knows its reference may read that, and nothing of what was written."""
    public = of(request)
    try:
        found, kept = told(public, reference)
    except NoSuchLetter:
        pages_here = public.pages_for(request)
        body = pages_here.render("letters/unknown.html", address=None, days=public.settings.letters_days)
        return _page(body, 404)
    words = {
        "letter": found, "service": kept, "median": in_time(kept.median_s) if kept.median_s is not None else None,
        "kinds": KINDS, "outcomes": OUTCOMES, "topic": _title(public, found.topic),
        "is_new": (now_utc() - found.at).total_seconds() < NEW_FOR_S,
    }  # fmt: skip
    return _page(public.pages_for(request).render("letters/letter.html", **words), 200)


def _title(public: Public, topic: str | None) -> str | None:
    """The title of a topic that the list knows; None for all else: what was written is not shown."""
    index = public.keeper.index
    return index.terms.topic_title(topic) if topic and index and topic in index.terms.topics else None


async def _posted(request: Request) -> dict[str, str]:
    demand_own_page(request)
    fields = await fields_of(request)
    await slow_down(fields, time.time())
    return fields


def _suggested(request: Request, fields: Mapping[str, str]) -> Draft:
    public = of(request)
    return suggestion(
        fields.get("address", ""), fields.get("words", ""), public.hosts, demo=public.site.demo,
        language=of_scope(request.scope),
    )  # fmt: skip


def _second(form: Form, draft: Draft, *, known: Any) -> Form:
    site = draft.site.address if draft.site else ""
    words = {"step": 2, "known": known, "site_address": site, "outcomes": OUTCOMES}
    return Form(form.name, form.template, form.path, form.fields, words)


def _reported(request: Request, fields: Mapping[str, str], forum: str | None) -> Draft:
    return report(
        fields.get("kind", ""), fields.get("words", ""), kinds=ON_THE_SITE if forum is None else ON_A_FORUM,
        forum=forum, figure=fields.get("figure", ""), about=fields.get("about", "") if forum is None else "",
        language=of_scope(request.scope),
    )  # fmt: skip


def _wrong_here(fields: Mapping[str, str]) -> Form:
    return Form("wrong", "letters/wrong.html", "/wrong", fields, _offered(None, ON_THE_SITE))


def _wrong_with(request: Request, public_id: str, fields: Mapping[str, str]) -> Form | Response:
    """The form for a listed forum; raises 404 for all others, whatever the reason."""
    with of(request).sessions.read() as session:
        card = public_card(session, public_id)
        other = merged_into(session, public_id) if card is None else None
    if card is not None:
        words = _offered({"id": card.public_id, "name": card.name})
        return Form("wrong", "letters/wrong.html", f"/forums/{card.public_id}/wrong", fields, words)
    if other is None:
        raise HTTPException(404)
    there = f"{PREFIXES[of_scope(request.scope)]}/forums/{other}/wrong"
    return RedirectResponse(there, 301 if request.method == "GET" else 303)


def _offered(forum: Mapping[str, str] | None, kinds: Sequence[str] = ON_A_FORUM) -> dict[str, Any]:
    figures = [(name, FACTS.get(name) or LEGENDS[name]) for name in FIGURES]
    return {"forum": forum, "offered": [(str(kind), KINDS[kind]) for kind in kinds], "figures": figures}


def _send(request: Request, form: Form, make: Callable[[], Draft]) -> Response:
    """Take the letter in and go to its page; or show the form again, with what was written and what to do."""
    public = of(request)
    try:
        draft = make()
        if (robot := why_not(form.fields, _key(public), form.name, time.time())) is not None:
            raise Unfit([robot])
        reference = put(public, draft, client_of(request))
    except Unfit as unfit:
        return _shown(request, form, 422, unfit.wrongs)
    except TooMany as many:
        status = 503 if many.whose == "queue" else 429
        return _shown(request, form, status, too_many=many.whose, after=in_time(many.after_s), retry_s=many.after_s)
    except SQLAlchemyError as error:
        log.warning("a letter could not be taken in: %s", type(error).__name__)
        return _away(request, form)
    return RedirectResponse(f"{PREFIXES[of_scope(request.scope)]}/letters/{reference}", 303, _NOT_KEPT)


def _away(request: Request, form: Form) -> Response:
    return _shown(request, form, 503, too_many="away", after=in_time(RETRY_S), retry_s=RETRY_S)


def _key(public: Public) -> bytes:
    with public.sessions.read() as session:
        return own_key(session, public.settings.secret, "forms")


def _shown(
    request: Request,
    form: Form,
    status: int = 200,
    wrongs: Sequence[Wrong] = (),
    *,
    too_many: str | None = None,
    after: tuple[str, int] | None = None,
    retry_s: int = 0,
) -> Response:
    public = of(request)
    try:
        sealed = resealed(form.fields, _key(public), form.name, time.time())
    except SQLAlchemyError:
        sealed = ""
    asked = request.scope["query_string"].decode("ascii", "replace") if request.method == "GET" else ""
    faults = [fault(one) for one in wrongs]
    words = {
        "step": 1, "known": None, "site_address": "", "forum": None, "action": form.path, "given": form.fields,
        "wrongs": faults, "wrong_of": {one.field: one for one in reversed(faults)}, "too_many": too_many,
        "after": after, "seal": {"name": SEAL, "value": sealed}, "trap": TRAP, "most_words": MOST_WORDS,
        "days": public.settings.letters_days, "no_words_for": WORDS_NOT_NEEDED,
        "address": f"{form.path}?{asked}" if asked else form.path, **form.words,
    }  # fmt: skip
    response = _page(public.pages_for(request).render(form.template, **words), status)
    if retry_s:
        response.headers["Retry-After"] = str(retry_s)
    return response


_NOT_KEPT = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}


def _page(body: bytes, status: int) -> Response:
    return Response(body, status, _NOT_KEPT, "text/html; charset=utf-8")
