"""The way of a letter from the web into the registry, and what its writer is told: the same for pages and API."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from starlette.requests import Request

from registry.catalogue.reading import public_card
from registry.db import now_utc
from registry.stewardship.answering import Service, letter, service
from registry.stewardship.becoming import became
from registry.stewardship.kinds import LetterKind
from registry.stewardship.posting import Bounds, post, posted_before
from registry.stewardship.retention import deleted_on
from registry.stewardship.writing import Draft
from registry_api.public import Public

_ON_PAGES = (LetterKind.PAGE, LetterKind.ACCESSIBILITY)
_OWN_PAGE = re.compile(
    r"(?:/cy)?/(?:(?:forums|topics|places|organisations|changes|about|suggest|wrong|ask)(?:/[a-z0-9/-]{0,120})?)?",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A letter as its writer sees it: what it is about where all may know that, what became of it; never its words."""

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
    deleted_at: datetime
    """When it is deleted; while it is open, at the latest."""
    subject: str | None
    """The name of the listed forum it is about."""
    page: str | None
    """The path of the page of ours it is about."""
    topic: str | None
    """The topic that was searched, as it was given."""


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
        so, days = became(session, kept), public.settings.letters_days
        card = public_card(session, so.forum) if so.forum else None
        found = Told(
            kept.reference, kept.kind, kept.at, str(so.state), str(so.outcome) if so.outcome else None, so.visited_at,
            so.forum, so.name, so.reason, kept.answer, kept.answered_at, kept.closed_as, days,
            deleted_on(kept.at, kept.closed_at, days), card.name if card else None,
            own_page(kept.about or "", public.site.base_url) if kept.kind in _ON_PAGES else None, kept.topic,
        )  # fmt: skip
        return found, service(session, now_utc())


def own_page(about: str, base_url: str) -> str | None:
    """The path of a page of this site that an address names, without its question; None for whatever else it is.

    The page of a letter may be shown to others: of what was written it gives our own pages away, and nothing more.
    """
    said = about.strip().removeprefix(base_url)
    path = said.partition("?")[0].partition("#")[0]
    return path if _OWN_PAGE.fullmatch(path) else None


def client_of(request: Request) -> str:
    """The network address a request came from; behind a trusted proxy the one it tells (see `serving`)."""
    return request.client.host if request.client else "unknown"
