"""The way of a letter from the web into the registry, and what its writer is told: the same for pages and API."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request

from registry.db import now_utc
from registry.stewardship.answering import Service, letter, service
from registry.stewardship.becoming import became
from registry.stewardship.posting import Bounds, post, posted_before
from registry.stewardship.writing import Draft
from registry_api.public import Public


@dataclass(frozen=True, slots=True)
class Told:
    """A letter as its writer sees it: nothing of what was written, only what became of it."""

    reference: str
    kind: str
    at: datetime
    state: str
    outcome: str | None
    visited_at: datetime | None
    forum: str | None
    name: str | None
    reason: str | None
    answer: str | None
    answered_at: datetime | None
    closed_as: str | None
    kept_until_days: int


def put(public: Public, draft: Draft, client: str) -> str:
    """Take a letter in; its reference. Raises stewardship.limits.TooMany and SQLAlchemyError."""
    settings, now = public.settings, now_utc()
    bounds = Bounds(settings.letters_an_hour, settings.letters_a_day, settings.letters_open)
    sender: dict[str, Any] = {"client": client, "bounds": bounds, "secret": settings.secret, "now": now}
    with public.sessions.read() as session:
        before = posted_before(session, draft, **sender)
    if before is not None:
        return before
    with public.sessions.write() as session:
        return post(session, draft, hosts=public.hosts, **sender).reference


def told(public: Public, reference: str) -> tuple[Told, Service]:
    """What became of a letter, and how the registry answers. Raises stewardship.answering.NoSuchLetter."""
    with public.sessions.read() as session:
        kept = letter(session, reference)
        so = became(session, kept)
        found = Told(
            kept.reference, kept.kind, kept.at, str(so.state), str(so.outcome) if so.outcome else None, so.visited_at,
            so.forum, so.name, so.reason, kept.answer, kept.answered_at, kept.closed_as, public.settings.letters_days,
        )  # fmt: skip
        return found, service(session, now_utc())


def client_of(request: Request) -> str:
    """The network address a request came from; behind a trusted proxy the one it tells (see `serving`)."""
    return request.client.host if request.client else "unknown"
