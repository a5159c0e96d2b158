"""What one reading of a list brings home: addresses, further pages, and what the next reading is told. Pure."""

import zlib
from collections import Counter, deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawler.fetching import Answer
from crawler.hygiene import is_members_page
from crawler.sources import sources
from crawler.sources.declare import Gathered, Lead, Named
from crawler.wayfinding import without_fragment
from registry.frontier.gatherings import DueGathering
from registry.gathered import MOST_LEADS, MOST_NAMED, MOST_REST

MOST_OF_A_LIST = 400
"""Pages of one list that are read before it is begun anew, over several readings."""

MOST_MARKS = 400
"""Threads of one forum that are remembered as read, and boards: a few kilobytes."""

COMMON_FROM = 4
"""Pages below a list after which what more than half of them lead to is told apart as the site's own furniture."""

_CONDITIONS = {"etag": "If-None-Match", "modified": "If-Modified-Since"}
_LONGEST_CONDITION = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One page to ask for: `depth` steps below the list; `trail` are the addresses that redirected here."""

    url: str
    kind: str
    depth: int = 0
    redirects: int = 0
    trail: tuple[str, ...] = ()
    rank: int = 0
    parent: str = ""


@dataclass(slots=True)
class Listed:
    """The state of one reading. `is_here` tells whether an address is of the host under lease."""

    due: DueGathering
    is_here: Callable[[str], bool]
    queue: deque[Step] = field(default_factory=deque)
    told: dict[str, Any] = field(default_factory=dict)
    read: int = 0
    _seen: set[str] = field(default_factory=set)
    _before: frozenset[int] = frozenset()
    _found: dict[str, Named] = field(default_factory=dict)
    _below: Counter[str] = field(default_factory=Counter)
    _pages_below: int = 0
    _leads: dict[Lead, None] = field(default_factory=dict)
    _ranked: bool = False
    _named_below: set[str] = field(default_factory=set)
    _done: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        source = sources().get(self.due.kind)
        self._ranked = source is not None and source.first > 0
        self._before = frozenset(self.due.read_before)
        if self._ranked:
            self._before |= frozenset(self.due.validators.get("boards") or ())
            return
        self.told = {name: told for name, told in self.due.validators.items() if name in _CONDITIONS}

    def begin(self, starts: tuple[str, ...]) -> Mapping[str, str]:
        """Queue the first pages, or those that wait; the headers to ask for the first one with.

        What robots.txt names on another host is read under that one's lease.
        """
        if self.due.rest:
            self.queue.extend(Step(url, self.due.kind, depth) for depth, url in self.due.rest)
            return {}
        for url in starts:
            if self.is_here(url):
                self.queue.append(Step(url, self.due.kind))
            else:
                self.lead(Lead(self.due.kind, url))
        if starts != (self.due.address,):
            return {}
        return {header: str(self.told[name]) for name, header in _CONDITIONS.items() if self.told.get(name)}

    def next(self) -> Step:
        """The page to ask for next: the first of the queue, or that of the least rank."""
        if not self._ranked:
            return self.queue.popleft()
        at = min(range(len(self.queue)), key=lambda place: (self.queue[place].rank, place))
        step = self.queue[at]
        del self.queue[at]
        return step

    def pays(self) -> bool:
        """Whether a further page is to be read by what those before it named."""
        source = sources().get(self.due.kind)
        if source is None or not self._ranked:
            return True
        return len(self._seen) < source.first + source.more * len(self._named_below)

    def was_read(self, url: str) -> bool:
        """Whether a page was asked for by this reading, or by those before it that this one goes on from."""
        return url in self._seen or _mark(url) in self._before

    def note(self, url: str) -> None:
        """A page is asked for."""
        self._seen.add(url)

    @property
    def is_full(self) -> bool:
        """Whether no further address would be taken in."""
        return len(self._found) >= MOST_NAMED

    def keep(self, named: Named, step: Step) -> None:
        """An address that a page leads to."""
        if step.depth > 0:
            self._below[named.address] += 1
        self._found.setdefault(named.address, named)

    def lead(self, lead: Lead) -> None:
        """A page that becomes a reading of its own; no member's page, for its address may hold a name."""
        if not is_members_page(lead.address):
            self._leads[lead] = None

    def take(self, step: Step, answer: Answer, gathered: Gathered) -> None:
        """A page was read: keep what it names, queue what it leads on to."""
        self.read += 1
        self._done[without_fragment(step.url)] = step.depth
        if self._ranked:
            new = {named.address for named in gathered.found} - set(self._found)
            self._named_below |= new if step.depth > 0 else set()
        elif self.read == 1 and not self.due.rest:
            self.told = _validators(answer)
        self._pages_below += step.depth > 0
        for named in gathered.found:
            self.keep(named, step)
        deepest = sources()[step.kind].deepest
        for deeper, leads in ((0, gathered.next), (1, gathered.below)):
            if not deeper or step.depth < deepest:
                for lead in leads:
                    self._go_on(lead, step.depth + deeper, step)

    def _go_on(self, lead: Lead, depth: int, step: Step) -> None:
        url = without_fragment(lead.address)
        if self.was_read(url) or is_members_page(url):
            return
        if not self.is_here(url):
            self.lead(lead)
        elif self._ranked and any(one.url == lead.address for one in self.queue):
            return
        elif len(self.queue) < MOST_REST:
            self.queue.append(Step(lead.address, lead.kind, depth, rank=lead.rank, parent=without_fragment(step.url)))

    def found(self) -> tuple[Named, ...]:
        """What was found, without what nearly all pages below a list lead to: the site's own links."""
        common: set[str] = set()
        if self._pages_below >= COMMON_FROM:
            common = {address for address, pages in self._below.items() if 2 * pages > self._pages_below}
        return tuple([named for named in self._found.values() if named.address not in common])[:MOST_NAMED]

    def leads(self) -> tuple[Lead, ...]:
        """Pages that become readings of their own."""
        return tuple(self._leads)[:MOST_LEADS]

    def validators(self, *, whole: bool) -> tuple[dict[str, Any], bool]:
        """What the next reading is told, and whether it goes on with pages of this list that no budget was left for.

        A list that has taken its share is begun anew; `whole` is False for a reading that failed.
        """
        if self._ranked:
            return self._what_was_read() if whole else (dict(self.due.validators), False)
        if not whole or len(self._before) + len(self._seen) >= MOST_OF_A_LIST:
            return self.told, False
        ours = [step for step in self.queue if step.kind == self.due.kind and not self.was_read(step.url)]
        if not ours:
            return self.told, False
        read = sorted(self._before | {_mark(url) for url in self._seen})
        return {**self.told, "rest": [(step.depth, step.url) for step in ours][:MOST_REST], "read": read}, True

    def _what_was_read(self) -> tuple[dict[str, Any], bool]:
        """Marks of threads that were read, the newest MOST_MARKS, and while some are left of boards read to their end.

        The first page is read each time; a board that still leads to threads nobody read is, too.
        """
        left = {step.parent for step in self.queue}
        threads = {_mark(url): None for url, depth in self._done.items() if depth > 1}
        boards = {_mark(url): None for url, depth in self._done.items() if depth == 1 and url not in left}
        before = dict.fromkeys(self.due.read_before)
        told: dict[str, Any] = {"read": list({**before, **threads})[-MOST_MARKS:]}
        if self.queue:
            earlier = dict.fromkeys(self.due.validators.get("boards") or ())
            told["boards"] = list({**earlier, **boards})[-MOST_MARKS:]
        return told, bool(self.queue)


def _mark(url: str) -> int:
    """A page that was read, told apart from others of its list."""
    return zlib.crc32(url.encode("utf-8", "replace"))


def _validators(answer: Answer) -> dict[str, Any]:
    """What a server told of a page, to ask with next time; nothing that would not fit into a header."""
    told = {"etag": answer.header("ETag"), "modified": answer.header("Last-Modified")}
    fit = {name: value for name, value in told.items() if value and len(value) <= _LONGEST_CONDITION}
    return {name: value for name, value in fit.items() if value.isprintable()}


def source_of(due: DueGathering, host_key: str) -> str:
    """Who names what a reading finds, as sightings tell it: `directory:17`; of another registry its host."""
    if due.kind == "registry":
        return f"registry:{host_key}"[:40]
    source = sources().get(due.kind)
    return f"{source.speaks if source is not None else due.kind}:{due.gathering_id}"
