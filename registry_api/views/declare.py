"""The words a view is declared in: a view is data and one function from a page of the list to bytes."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from registry.catalogue.answer import Answer, Status
from registry.catalogue.facets import label
from registry.catalogue.query import FILTERS, ForumQuery
from registry.catalogue.text import folded
from registry_api.deprecation import Deprecation
from registry_api.site import Site

if TYPE_CHECKING:
    from registry_api.pages import PagesOf


MOST_OF_SUBJECT = 60
"""Characters of the question that the name of a file tells."""

_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class View:
    """One format of the list. `suffix` follows `/forums` in its address; `media_type` is exact.

    `label` is shown to people; `order` places it among its fellows; `follows` is true for what feed readers read.
    `parts` makes a view a download: it holds the whole answer, in pieces, unless a page is asked for. `deprecated`
    announces its end in every answer and in the API's description.
    """

    suffix: str
    media_type: str
    label: str
    order: int
    render: Callable[["ListPage", "View"], bytes]
    description: str = ""
    follows: bool = False
    parts: Callable[["ListPage", "View"], Iterator[bytes]] | None = None
    deprecated: Deprecation | None = None

    @property
    def is_page(self) -> bool:
        """Whether it is the page for people."""
        return self.suffix == ""

    @property
    def is_download(self) -> bool:
        """Whether it holds the whole answer where no page is asked for."""
        return self.parts is not None


def joined(page: "ListPage", view: View) -> bytes:
    """All parts of a download in one, for short ones."""
    return b"".join(view.parts(page, view)) if view.parts else b""


@dataclass(frozen=True, slots=True)
class ListPage:
    """One page of an answer, or the whole of it, on its way into a view."""

    answer: Answer
    site: Site
    views: Sequence[View]
    pages_of_site: "PagesOf"
    status: Status = field(default_factory=lambda: Status(0, 0, 0))
    """How far the whole list is."""
    asked_at: Mapping[View, str] = field(default_factory=dict)
    """Paths of views that were asked for by another name than their own."""
    whole: bool = False
    """Whether `answer` holds all pages."""
    question: str = field(init=False, default="")
    """The query string but for the page, which comes last: written once for the many addresses of an answer."""

    def __post_init__(self) -> None:
        """Write the question."""
        object.__setattr__(self, "question", self.query.on_page(1).canonical())

    @property
    def query(self) -> ForumQuery:
        """The question."""
        return self.answer.query

    def url(self, view: View, page: int | None = None) -> str:
        """The absolute address of this question, or another page of it, in a view.

        A download without `page` is the whole answer, whatever page of it is shown elsewhere.
        """
        if page is None and not view.is_download:
            page = self.query.page
        named = page is not None and (page > 1 or view.is_download)
        asked = "&".join(filter(None, (self.question, f"page={page}" if named else "")))
        return f"{self.site.base_url}{self.site.path_of(asked, view.suffix, self.asked_at.get(view))}"

    def path(self, view: View) -> str:
        """As `url`, for links within our pages."""
        return self.site.list_path(self.query.on_page(1) if view.is_download else self.query, view.suffix)

    def own_url(self, view: View) -> str:
        """The absolute address of what is shown here."""
        return self.url(view, None if self.whole or not view.is_download else self.query.page)

    def pages(self) -> dict[str, int]:
        """Numbers of the pages around this one, by their link relation; none around a whole answer."""
        if self.whole:
            return {}
        here, last = self.query.page, self.answer.pages
        around = {"first": 1, "last": last}
        if here > 1:
            around["prev"] = here - 1
        if here < last:
            around["next"] = here + 1
        return around

    def file_name(self, view: View) -> str:
        """A name for a downloaded copy in ASCII: what was asked, and the day of the newest change."""
        asked = re.sub("[^a-z0-9]+", "-", folded(self.subject()))[:MOST_OF_SUBJECT].strip("-")
        day = (self.answer.as_of or "")[:10]
        page = "" if self.whole else f"page-{self.query.page}"
        parts = ("forums", "" if asked == "all-forums" else asked, page, day if _DAY.fullmatch(day) else "")
        return "-".join(filter(None, parts)) + view.suffix

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
