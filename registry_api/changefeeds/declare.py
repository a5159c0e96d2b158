"""The words a view of the changes is declared in: data and one function from a page of changes to bytes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from registry.catalogue.facets import label
from registry.catalogue.query import FILTERS
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit
from registry_api.changefeeds.question import ChangeQuery
from registry_api.changefeeds.telling import Told
from registry_api.site import Site
from registry_api.wording import CHANGES

if TYPE_CHECKING:
    from registry_api.pages import PagesOf

PATH = "/changes"


@dataclass(frozen=True, slots=True)
class ChangeView:
    """One format of the changes. `suffix` follows `/changes` in its address; `media_type` is exact.

    `label` is shown to people; `follows` is true for what feed readers read.
    """

    suffix: str
    media_type: str
    label: str
    render: Callable[["ChangePage", "ChangeView"], bytes]
    description: str = ""
    follows: bool = False

    @property
    def path(self) -> str:
        """Its address on this host."""
        return f"{PATH}{self.suffix}"

    @property
    def is_page(self) -> bool:
        """Whether it is the page for people."""
        return self.suffix == ""


@dataclass(frozen=True, slots=True)
class ChangePage:
    """Some changes, newest first, on their way into a view. `newest` is the newest change that the list shows.

    `around` holds the questions of the pages around by their link relation: `next` is older, `prev` is newer.
    """

    query: ChangeQuery
    told: Sequence[Told]
    newest: int
    around: Mapping[str, ChangeQuery]
    terms: Terms
    site: Site
    views: Sequence[ChangeView]
    pages: "PagesOf"

    def url(self, view: ChangeView, query: ChangeQuery | None = None) -> str:
        """The absolute address of this page, or of another question, in a view."""
        return f"{self.site.base_url}{self.path(view, query)}"

    def path(self, view: ChangeView, query: ChangeQuery | None = None) -> str:
        """The same on this host. A page for people stands in the language that is read."""
        asked = (query or self.query).canonical()
        start = self.site.prefix if view.is_page else ""
        return f"{start}{view.path}{'?' if asked else ''}{asked}"

    def title(self) -> str:
        """What the page tells, in one line."""
        return f"{self.site.name}: {self.subject()}"

    def subject(self) -> str:
        """The question in words."""
        kinds = " and ".join(CHANGES[kind].lower() for kind in self.query.kind)
        forums = self.query.forums
        said = [label(field, value, self.terms) for field in FILTERS for value in forums.chosen(field)]
        return fit(", ".join([f"{kinds} forums" if kinds else "changes to the list", *said]))
