"""Letters by program: the same rules, limits and answers as the forms have."""

import json
import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, Literal, TypeVar

import orjson
from fastapi import APIRouter
from pydantic import BaseModel, Field, ValidationError
from sqlalchemy.exc import SQLAlchemyError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from registry.catalogue.reading import public_card
from registry.stewardship.answering import NoSuchLetter
from registry.stewardship.kinds import FIGURES, ON_A_FORUM, ON_THE_SITE, Closing, LetterKind, State
from registry.stewardship.limits import TooMany
from registry.stewardship.writing import (
    MOST_ABOUT,
    MOST_ADDRESS,
    MOST_WORDS,
    Draft,
    Unfit,
    Wrong,
    report,
    suggestion,
)
from registry_api import problems
from registry_api.forms import body_of, demand_own_page, media_type
from registry_api.letterbox import Told, client_of, put, told
from registry_api.letterwords import OUTCOMES, STATES
from registry_api.permissions import permission
from registry_api.public import Public, of
from registry_api.routes.answers import Problem, Strict

log = logging.getLogger(__name__)

router = APIRouter(prefix="/api/v1", tags=["letters"])

_Form = TypeVar("_Form", bound=BaseModel)
_KINDS = tuple(dict.fromkeys(str(kind) for kind in (*ON_A_FORUM, *ON_THE_SITE)))


class SuggestionOf(Strict):
    """A forum to look at. Suggesting the same again within a day is answered with the same letter."""

    address: str = Field(
        min_length=1,
        max_length=MOST_ADDRESS,
        description="Its address, however written; public, on the usual ports, without user name and password.",
        examples=["https://forum.example.org/"],
    )
    words: str = Field("", max_length=MOST_WORDS, description="What people help each other with there. Private.")


class ReportOf(Strict):
    """Something is wrong: with the entry of `forum`, or, where none is given, with anything else of the registry."""

    forum: str | None = Field(None, max_length=64, description="The id of a listed forum.", examples=["f0001"])
    kind: Literal[_KINDS] = Field(  # type: ignore[valid-type]  # the closed list itself
        description=f"With a forum: {', '.join(ON_A_FORUM)}. Without: {', '.join(ON_THE_SITE)}."
    )
    figure: Literal[FIGURES] | None = Field(None, description="The one that is wrong, when kind is wrong_figure.")  # type: ignore[valid-type]
    about: str = Field("", max_length=MOST_ABOUT, description="The page it is about, when it is on no listed forum.")
    words: str = Field(
        "", max_length=MOST_WORDS, description="What is wrong. Private; needed for most kinds. No personal details."
    )


class ForumOf(Strict):
    """A listed forum."""

    id: str
    name: str | None
    url: str


class AnswerOf(Strict):
    """What a person answered."""

    words: str
    at: datetime
    closed_as: Closing | None = Field(description="null: it is still open.")


class LetterOf(Strict):
    """A letter and what became of it. What was written is never shown."""

    reference: str = Field(description="Cannot be guessed: whoever knows it may read this.")
    kind: LetterKind
    at: datetime
    url: str = Field(description="The page that tells the same.")
    state: State
    said: str = Field(description="The state in words.")
    outcome: str | None = Field(description="How the visit to a suggested address ended.")
    visited_at: datetime | None
    forum: ForumOf | None = Field(description="The listed forum it is about, or became.")
    reason: str | None = Field(description="Why a suggested forum is not listed.")
    answer: AnswerOf | None


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


def _body(form: type[BaseModel]) -> dict[str, Any]:
    schema = form.model_json_schema()
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


@router.post(
    "/suggestions",
    name="suggest_forum",
    operation_id="suggest_forum",
    summary="Suggest a forum",
    status_code=201,
    responses=_SENT,
    response_class=Response,
    openapi_extra=_body(SuggestionOf),
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
    responses=_SENT,
    response_class=Response,
    openapi_extra=_body(ReportOf),
)
@permission("letter")
async def report_wrong(request: Request) -> Response:
    """Report on one forum's entry or on anything else here. A person reads it, and answers in the letter."""

    def draft(given: ReportOf, public: Public) -> Draft:
        if given.forum is not None and not _is_listed(public, given.forum):
            raise Unfit([Wrong("forum", "no forum with this id is listed", "give an id of the list, or none")])
        kinds = ON_THE_SITE if given.forum is None else ON_A_FORUM
        if given.kind not in kinds:
            raise Unfit([Wrong("kind", "not a kind for this report", f"choose one of {', '.join(kinds)}")])
        about = given.about if given.forum is None else ""
        figure = given.figure or ""
        return report(given.kind, given.words, kinds=kinds, forum=given.forum, figure=figure, about=about)

    return await _take(request, ReportOf, draft)


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
    return json.loads(body, object_pairs_hook=once)


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
