"""Keeps the in-memory list in step with the database: built in batches, refreshed by the sequence of changes.

What people decided, and what a first visit found, is shown at the next look (`refresh`, about once a second); mere
figures wait until there are enough of them or COUNTERS_WAIT_S have passed, so that not every post empties the caches.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock

from sqlalchemy.orm import Session

from registry.catalogue.answer import ForumIndex
from registry.catalogue.card import Card
from registry.catalogue.closedlists import closed_lists
from registry.catalogue.meaning import Assesses
from registry.catalogue.memory import uncollected
from registry.catalogue.reading import public_card_batch, public_documents
from registry.catalogue.terms import Terms
from registry.db import Sessions
from registry.history.changes import changes_since, newest_change
from registry.history.marks import is_demo

BATCH = 1_000
"""Changes read in one go."""

COUNTERS_WAIT_S = 30.0
"""Longest that new figures wait, in seconds."""

MOST_WAITING = 2_000
"""Cards that wait at most; with more, all are shown."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A state of the list that is whole: the generation of the index, and the newest change that is all in it."""

    generation: int
    seq: int


class IndexKeeper:
    """Owns the index of one process. `refresh` is called by one thread at a time; askers take `index`."""

    def __init__(
        self,
        sessions: Sessions,
        assessor: Assesses | None = None,
        platforms: Iterable[str] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._sessions, self._assessor, self._platforms, self._clock = sessions, assessor, tuple(platforms), clock
        self._lock = Lock()
        self._index: ForumIndex | None = None
        self._seq = 0
        self._shown = Shown(0, 0)
        self._waiting: dict[str, Card] = {}
        self._waiting_since = 0.0
        self.demo = False
        self.last_error: str | None = None

    @property
    def index(self) -> ForumIndex | None:
        """The list, None until it was built for the first time."""
        return self._index

    @property
    def shown(self) -> Shown:
        """What askers see whole. It moves when a change of the list has been put in to the end, never before."""
        return self._shown

    @property
    def seq(self) -> int:
        """The newest change that the list knows of."""
        return self._seq

    def refresh(self) -> None:
        """Build the list, or bring it up to date. When the database cannot be read the list stays: SQLAlchemyError."""
        with self._lock:
            try:
                if self._index is None:
                    self._build()
                else:
                    self._catch_up(self._index)
            except Exception as error:
                self.last_error = type(error).__name__
                raise
            self.last_error = None

    def _build(self) -> None:
        """The sequence is read first: what changes while we read is read again by the next refresh."""
        with self._sessions.read() as session:
            seq, terms = newest_change(session), closed_lists(session, self._platforms)
            self.demo = is_demo(session)
        with uncollected():
            index = ForumIndex.build(public_documents(self._sessions), terms, self._assessor)
        self._index, self._seq = index, seq
        self._shown = Shown(index.generation, seq)

    def _catch_up(self, index: ForumIndex) -> None:
        while True:
            with self._sessions.read() as session:
                changes = changes_since(session, self._seq, BATCH)
                urgent, gone = self._sorted(session, index, dict.fromkeys(change.public_id for change in changes))
                terms = closed_lists(session, self._platforms) if changes and not index.terms.organisations else None
            for public_id in (*urgent, *gone):
                self._waiting.pop(public_id, None)
            seq = changes[-1].seq if changes else self._seq
            if urgent or gone or self._overdue():
                index.apply([*self._waiting.values(), *urgent.values()], gone, terms)
                self._waiting.clear()
                self._shown = Shown(index.generation, seq)
            self._seq = seq
            if len(changes) < BATCH:
                return

    def _overdue(self) -> bool:
        """Whether figures have waited long enough, or are enough."""
        waited = self._clock() - self._waiting_since
        return bool(self._waiting) and (waited >= COUNTERS_WAIT_S or len(self._waiting) >= MOST_WAITING)

    def _sorted(
        self, session: Session, index: ForumIndex, public_ids: Iterable[str]
    ) -> tuple[dict[str, Card], list[str]]:
        """Cards to show at once, and ids to take out; cards with new figures only are put to wait."""
        urgent: dict[str, Card] = {}
        gone: list[str] = []
        wanted = list(public_ids)
        cards = public_card_batch(session, wanted) if wanted else {}  # most looks find nothing new
        for public_id in wanted:
            card = cards.get(public_id)
            if card is None:
                gone.append(public_id)
            elif index.differs_in_figures_only(card):
                if not self._waiting:
                    self._waiting_since = self._clock()
                self._waiting[public_id] = card
            else:
                urgent[public_id] = card
        return urgent, gone


def built(sessions: Sessions, assessor: Assesses | None = None, terms: Terms | None = None) -> ForumIndex:
    """The list as it is now, for a command that asks once."""
    keeper = IndexKeeper(sessions, assessor, terms.platforms if terms else ())
    keeper.refresh()
    assert keeper.index is not None  # noqa: S101  # refresh builds it or raises
    return keeper.index
