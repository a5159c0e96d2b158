"""Letters by program: the same rules, limits and answers as the forms have."""

import json
import logging
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.reading import public_card
from registry.stewardship.answering import NoSuchLetter
from registry.stewardship.kinds import ON_A_FORUM, ON_THE_SITE, LetterKind
from registry.stewardship.limits import TooMany
from registry.stewardship.writing import Draft, Unfit, Wrong, report, suggestion
from registry_api import problems
from registry_api.forms import body_of, demand_own_page, media_type
from registry_api.letterbox import Told, client_of, put, told
from registry_api.letterwords import OUTCOMES, STATES
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.answers import Problem
from registry_api.routes.letter_forms import LetterOf, ReportOf, SuggestionOf, report_schema, suggestion_schema

log = logging.getLogger(__name__)

router = APIRouter(prefix="/api/v1", tags=["letters"])

_Form = TypeVar("_Form", bound=BaseModel)


class _NotListed(LookupError):
    """A report on a forum that is not listed."""


def _problem(words: str) -> dict[str, Any]:
    return {"model": Problem, "description": words}


_AWAY = _problem("The database cannot be reached, or too many letters are waiting: see Retry-After")
_SENT: dict[int | str, dict[str, Any]] = {
    201: {"model": LetterOf, "description": "It stands: see Location"},
    400: _problem("The body is not JSON"),
    403: _problem("Sent by a browser from a page of another site"),
    413: _problem("More than 64 KB"),
    415: _problem("The body is not application/json"),
    422: _problem("Something in it is not right: `errors` points at it"),
    429: _problem("Too many from this address, network or on this day: see Retry-After"),
    503: _AWAY,
}


def _body(schema: dict[str, Any]) -> dict[str, Any]:
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.post(
    "/suggestions",
    name="suggest_forum",
    operation_id="suggest_forum",
    summary="Suggest a forum",
    status_code=201,
    responses=_SENT,
    response_class=Response,
    openapi_extra=_body(suggestion_schema()),
)
@permission("letter")
async def suggest_forum(request: Request) -> Response:
    """Name an address to be looked at; the letter tells at any time what became of it. Nothing is fetched at once."""

    def draft(given: SuggestionOf, public: Public) -> Draft:
        return suggestion(given.address, given.words, public.hosts, demo=public.site.demo)

    return await _take(request, SuggestionOf, draft)


@router.post(
    "/reports",
    name="report_wrong",
    operation_id="report_wrong",
    summary="Say that something is wrong",
    status_code=201,
    responses={**_SENT, 404: _problem("No forum with this id is listed")},
    response_class=Response,
    openapi_extra=_body(report_schema()),
)
@permission("letter")
async def report_wrong(request: Request) -> Response:
    """Report on one forum's entry or on anything else here. A person reads it, and answers in the letter."""

    return await _take(request, ReportOf, _reported)


def _reported(given: ReportOf, public: Public) -> Draft:
    if given.forum and not _is_listed(public, given.forum):
        raise _NotListed("forum: no forum with this id is listed.")
    kinds = ON_A_FORUM if given.forum else ON_THE_SITE
    wrongs = []
    if given.kind not in kinds:
        wrongs.append(Wrong("kind", "not a kind for this report", f"choose one of {', '.join(kinds)}"))
    if given.figure and given.kind != LetterKind.WRONG_FIGURE:
        wrongs.append(Wrong("figure", "not for this kind", "leave it out"))
    if given.about and given.forum:
        wrongs.append(Wrong("about", "not for a report on a forum", "leave it out"))
    if wrongs:
        raise Unfit(wrongs)
    return report(
        given.kind, given.words, kinds=kinds, forum=given.forum or None, figure=given.figure, about=given.about
    )


@router.get(
    "/letters/{reference}",
    name="get_letter",
    operation_id="get_letter",
    summary="What became of a letter",
    responses={200: {"model": LetterOf}, 404: _problem("No such letter, or none any more"), 503: _AWAY},
    response_class=Response,
)
@permission("public")
def get_letter(request: Request, reference: str) -> Response:
    """The letter as things stand now. It is deleted some time after it was dealt with."""
    public = of(request)
    try:
        found, _ = told(public, reference)
    except NoSuchLetter:
        raise HTTPException(404) from None
    return _json(public, found, 200)


async def _take(request: Request, form: type[_Form], make: Callable[[_Form, Public], Draft]) -> Response:
    demand_own_page(request)
    if media_type(request) != "application/json":
        raise HTTPException(415, "Send the letter as application/json.")
    body = await body_of(request)
    return await run_in_threadpool(_taken, request, body, form, make)


def _taken(request: Request, body: bytes, form: type[_Form], make: Callable[[_Form, Public], Draft]) -> Response:
    public = of(request)
    try:
        document = _document(body)
    except ValueError as error:
        return problems.sorry(request, 400, f"The body is not one JSON document: {error}.")
    try:
        reference = put(public, make(form.model_validate(document, strict=True), public), client_of(request))
        found, _ = told(public, reference)
    except ValidationError as error:
        return _unfit(request, [(_pointer(one["loc"]), one["msg"]) for one in error.errors(include_input=False)])
    except _NotListed as error:
        return problems.sorry(request, 404, str(error), errors=[{"pointer": "#/forum", "detail": str(error)}])
    except Unfit as unfit:
        return _unfit(request, [(_pointer([wrong.field]), str(wrong)) for wrong in unfit.wrongs])
    except TooMany as many:
        status = 503 if many.whose == "queue" else 429
        again = {"Retry-After": str(many.after_s)}
        return problems.sorry(request, status, f"Nothing was taken in; try again in {many.after_s} s.", headers=again)
    except SQLAlchemyError as error:
        log.warning("a letter could not be taken in: %s", type(error).__name__)
        again = {"Retry-After": "60"}
        return problems.sorry(request, 503, "The database cannot be reached; nothing was taken in.", headers=again)
    response = _json(public, found, 201)
    response.headers["Location"] = f"{public.site.base_url}/api/v1/letters/{reference}"
    return response


def _document(body: bytes) -> Any:
    """The body as JSON. Raises ValueError for what is none, is nested too deep, or names a member twice."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(made := dict(pairs)) < len(pairs):
            raise ValueError("a member stands there twice")
        return made

    orjson.loads(body)  # refuses what `json` takes: depth without end, lone surrogates, NaN
    try:
        return json.loads(body, object_pairs_hook=once)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _pointer(steps: Iterable[str | int]) -> str:
    """A JSON pointer (RFC 6901) as fragment of an address."""
    return "#" + "".join("/" + str(step).replace("~", "~0").replace("/", "~1")[:80] for step in steps)


def _unfit(request: Request, errors: list[tuple[str, str]]) -> Response:
    told_of = [{"pointer": pointer, "detail": detail} for pointer, detail in errors]
    return problems.sorry(request, 422, "; ".join(detail for _, detail in errors)[:1000], errors=told_of)


def _is_listed(public: Public, public_id: str) -> bool:
    with public.sessions.read() as session:
        return public_card(session, public_id) is not None


def _json(public: Public, letter: Told, status: int) -> Response:
    forum = (
        {"id": letter.forum, "name": letter.name, "url": public.site.forum_url(letter.forum)} if letter.forum else None
    )
    answer = {"words": letter.answer, "at": letter.answered_at, "closed_as": letter.closed_as}
    document = {
        "reference": letter.reference, "kind": letter.kind, "at": letter.at,
        "url": f"{public.site.base_url}/letters/{letter.reference}", "state": letter.state,
        "said": OUTCOMES[letter.outcome] if letter.outcome else STATES[letter.state],
        "outcome": letter.outcome, "visited_at": letter.visited_at, "forum": forum, "reason": letter.reason,
        "answer": answer if letter.answer is not None else None,
    }  # fmt: skip
    headers = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
    return Response(orjson.dumps(document), status, headers, "application/json")
