"""The form of `/changes.json`, for the OpenAPI description. A test holds the answers to it."""

from pydantic import Field

from registry_api.routes.answers import Alternate, ChangeOf, Licence, Strict


class ChangeLinks(Strict):
    """Addresses of these changes and of those around them: `next` is older, `prev` is newer."""

    self: str
    first: str
    prev: str | None = None
    next: str | None = None
    alternates: list[Alternate]


class ChangeFeed(Strict):
    """Some changes, newest first."""

    title: str
    query: str = Field(description="The canonical query string.")
    newest: int = Field(description="The newest change that the list shows.")
    licence: Licence
    attribution: str
    note: str
    links: ChangeLinks
    items: list[ChangeOf]
