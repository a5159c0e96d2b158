"""The words a view is declared in: a view is data and one function from a page of the list to bytes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from registry.catalogue.answer import Answer, Status
from registry.catalogue.facets import label
from registry.catalogue.query import FILTERS, ForumQuery
from registry_api.site import Site

if TYPE_CHECKING:
    from registry_api.pages import PagesOf


@dataclass(frozen=True, slots=True)
class View:
    """One format of the list. `suffix` follows `/forums` in its address; `media_type` is exact.

    `label` is shown to people; `order` places it among its fellows; `follows` is true for what feed readers read.
    """

    suffix: str
    media_type: str
    label: str
    order: int
    render: Callable[["ListPage", "View"], bytes]
    description: str = ""
    follows: bool = False

    @property
    def is_page(self) -> bool:
        """Whether it is the page for people."""
        return self.suffix == ""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of an answer on its way into a view."""

    answer: Answer
    site: Site
    views: Sequence[View]
    pages_of_site: "PagesOf"
    status: Status = field(default_factory=lambda: Status(0, 0, 0))
    """How far the whole list is."""
    asked_at: Mapping[View, str] = field(default_factory=dict)
    """Paths of views that were asked for by another name than their own."""

    @property
    def query(self) -> ForumQuery:
        """The question."""
        return self.answer.query

    def url(self, view: View, page: int | None = None) -> str:
        """The absolute address of this question, or another page of it, in a view."""
        query = self.query if page is None else self.query.on_page(page)
        return self.site.list_url(query, view.suffix, self.asked_at.get(view))

    def pages(self) -> dict[str, int]:
        """Numbers of the pages around this one, by their link relation."""
        here, last = self.query.page, self.answer.pages
        around = {"first": 1, "last": last}
        if here > 1:
            around["prev"] = here - 1
        if here < last:
            around["next"] = here + 1
        return around

    def title(self) -> str:
        """What the answer is, in one line."""
        return f"{self.site.name}: {self.subject()}"

    def subject(self) -> str:
        """The question in words."""
        query, terms = self.query, self.answer.terms
        said = [f"“{query.q}”"] if query.q else []
        said += [label(field, value, terms) for field in FILTERS for value in query.chosen(field)]
        if query.updated_since:
            said.append(f"updated since {query.updated_since}")
        return ", ".join(said) if said else "all forums"
