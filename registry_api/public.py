"""What the routes share: settings, the database, the list, the pages. One for the life of the application."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import quote

from starlette.requests import Request

from registry.catalogue.answer import ForumIndex
from registry.catalogue.keeping import IndexKeeper
from registry.catalogue.meaning import Assesses
from registry.catalogue.query import parse_string
from registry.catalogue.waiting import CandidateCount
from registry.db import Sessions
from registry.identity import SharedHosts
from registry.settings import Settings
from registry_api.language import ENGLISH, of_scope
from registry_api.pages import Pages, PagesOf, in_all_languages
from registry_api.problems import NotReady
from registry_api.searchboard import SearchBoard
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.statusboard import StatusBoard
from registry_api.views import ListPage, View, views


@dataclass(slots=True)
class Public:
    """The service behind the routes."""

    settings: Settings
    sessions: Sessions
    keeper: IndexKeeper
    site: Site
    statics: Statics
    hosts: SharedHosts
    subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What people talk about, by the topic it is filed under."""
    languages: Mapping[str, Pages] = field(init=False)
    candidates: CandidateCount = field(init=False)
    """How many forums wait for a decision."""
    searches: SearchBoard = field(init=False)
    """The last search of each topic."""
    crawl: StatusBoard = field(init=False)
    """How the crawl stands."""

    def __post_init__(self) -> None:
        """The pages, in all languages."""
        self.candidates = CandidateCount(self.sessions)
        self.searches = SearchBoard(self.sessions)
        self.crawl = StatusBoard(self.sessions)
        self.languages = in_all_languages(self.site, self.statics)

    @property
    def pages(self) -> Pages:
        """The pages in English."""
        return self.languages[ENGLISH]

    def pages_for(self, request: Request) -> PagesOf:
        """The pages in the language of the request."""
        return PagesOf(self.languages[of_scope(request.scope)], quote(request.scope["path"], safe="/:@!$&'()*+,;=~"))

    @property
    def generation(self) -> int:
        """Counts the changes of what the public sees, the number of candidates and the last searches among them.

        It moves after a change has been put in to the end: what is kept under the new number holds nothing of the old.
        """
        return self.keeper.shown.generation + self.candidates.changes + self.searches.changes

    def refresh(self) -> None:
        """Bring the list up to date with the database. Raises SQLAlchemyError; the last good list stays."""
        self.keeper.refresh()
        self.candidates.refresh()
        self.searches.refresh()
        if self.keeper.demo and not self.site.demo:
            self.site = replace(self.site, demo=True)
            self.languages = in_all_languages(self.site, self.statics)

    def index(self) -> ForumIndex:
        """The list. Raises NotReady while it was never built."""
        if self.keeper.index is None:
            raise NotReady("The list is being read from the database. Please try again in a moment.")
        return self.keeper.index

    def list_page(
        self, query_string: str, asked_at: Mapping[View, str] | None = None, pages: PagesOf | None = None
    ) -> ListPage:
        """The answer to a query string, for `pages` in their language. BadQuery, NotReady.

        `asked_at`: paths of views that go by another name.
        """
        pages = pages or PagesOf(self.pages, "/forums")
        index = self.index()
        status = index.status()
        answer = index.answer(parse_string(query_string, index.terms))
        return ListPage(answer, pages.site, views(), pages, status, asked_at or {})


def subjects_of(assessor: Assesses | None) -> Mapping[str, tuple[str, ...]]:
    """The names of the subjects of each topic, by its path; none without an assessor."""
    found: dict[str, tuple[str, ...]] = {}
    for subject in assessor.subjects() if assessor else ():
        if subject.topic:
            found[subject.topic] = (*found.get(subject.topic, ()), subject.name)
    return found


def of(request: Request) -> Public:
    """The service behind a request."""
    public: Public = request.app.state.public
    return public


def query_string(request: Request) -> str:
    """The query string as it was sent."""
    raw: bytes = request.scope["query_string"]
    return raw.decode("ascii", "replace")


__all__ = ["ListPage", "Public", "View", "of", "query_string", "subjects_of"]
