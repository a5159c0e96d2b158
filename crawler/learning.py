"""When a worker writes down what it learnt, and reads what the others did: seldom, and never in a visit's way."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from sqlalchemy.orm import Session

from registry.db import Sessions, now_utc
from registry.frontier.fruit import FLUSH_AFTER_S, FLUSH_AFTER_VISITS, Fruits
from registry.frontier.ripening import learn
from registry.ingest.proving import prove

log = logging.getLogger(__name__)

Write = Callable[[Callable[[Session], None]], Awaitable[None]]


@dataclass(slots=True)
class Learner:
    """Counts of one worker on their way to the database."""

    fruits: Fruits = field(default_factory=Fruits)
    seconds: Callable[[], float] = monotonic
    clock: Callable[[], datetime] = now_utc
    _last: float = field(default_factory=monotonic)
    _proved: list[int] = field(default_factory=list)
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    def is_due(self) -> bool:
        """Whether enough was counted, or long enough ago."""
        waiting = self.fruits.waiting
        return waiting >= FLUSH_AFTER_VISITS or (waiting > 0 and self.seconds() - self._last >= FLUSH_AFTER_S)

    async def now_and_then(self, write: Write) -> None:
        """Learn when it is due, in a transaction of `write`. What goes wrong with it is told in the log alone."""
        async with self._lock:
            if self.is_due():
                await self._now(write)

    async def at_rest(self, write: Write) -> None:
        """Learn what waits however little it is: nothing is under way, and it may make pages due. As now_and_then."""
        async with self._lock:  # what is being written just now may make pages due as well
            if self.fruits.waiting:
                await self._now(write)

    async def _now(self, write: Write) -> None:
        self._last = self.seconds()
        try:
            await write(self.learn)
            if self._proved:
                await write(self.prove)
        except Exception:
            log.exception("what was learnt could not be written; it is kept for the next time")

    def at_last(self, sessions: Sessions) -> None:
        """Write what is left at the end of a crawl, in the caller's thread."""
        if not self.fruits.waiting:
            return
        try:
            with sessions.write() as session:
                self.learn(session)
            with sessions.write() as session:
                self.prove(session)
        except Exception:
            log.exception("the last of what was learnt could not be written")

    def learn(self, session: Session) -> None:
        """Write, read and weigh again; the caller commits."""
        self._proved = learn(session, self.fruits)

    def prove(self, session: Session) -> None:
        """Have lists read that named a forum; the caller commits."""
        prove(session, self._proved, self.clock())
