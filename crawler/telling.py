"""What a crawl tells while it runs: events to whoever watches, visits to Scrapy, the summary at the end."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable

from crawler.events import CrawlSummary, Event, Notice, Progress, SiteEnded
from crawler.keeping import Keeper
from crawler.outages import in_words, is_away

log = logging.getLogger(__name__)

COUNT_EVERY_S = 2.0
"""How often the queue is counted for the progress display."""


class Teller:
    """Keeps the summary. A watcher that fails is not told any more; a reader that is slow slows the crawl down."""

    def __init__(self, keeper: Keeper, room: int, on_event: Callable[[Event], None] | None) -> None:
        self.summary = CrawlSummary()
        self._keeper = keeper
        self._on_event = on_event
        self._ended: asyncio.Queue[SiteEnded | None] = asyncio.Queue(room)
        self._closed = False
        self._due = 0
        self._counted_at = float("-inf")
        self._began = time.monotonic()
        self._found: set[str] = set()
        """Keys of the forums that were found and not read in full yet."""

    async def ended(self) -> AsyncIterator[SiteEnded]:
        """Each visit as it is kept, until the crawl is over."""
        while (one := await self._ended.get()) is not None:
            yield one

    def tell(self, event: Event) -> None:
        """Tell whoever watches."""
        if self._on_event is None:
            return
        try:
            self._on_event(event)
        except Exception:
            log.exception("whoever watches the crawl failed")
            self._on_event = None

    def notice(self, text: str) -> None:
        """Something the operator should read: told, logged, and in the summary."""
        log.warning("%s", text)
        self.summary.notices.append(text)
        self.tell(Notice(text))

    async def site_ended(self, ended: SiteEnded) -> None:
        """One more visit is kept. Waits while nobody takes the visits before it."""
        log.info("%s: %s, %d pages %s", ended.site_key, ended.outcome, ended.pages, ended.detail)
        summary = self.summary
        summary.done += 1
        summary.pages += ended.pages
        summary.bytes_read += ended.bytes_read
        summary.forums += self._is_another(ended)
        summary.outcomes[ended.outcome] += 1
        self.tell(ended)
        if self._on_event is not None:
            await self._progress()
        while not self._closed:
            try:
                self._ended.put_nowait(ended)
                return
            except asyncio.QueueFull:
                await asyncio.sleep(0.05)

    def _is_another(self, ended: SiteEnded) -> bool:
        """Whether a forum was read that was not counted when it was found."""
        if not ended.is_forum:
            return False
        known = ended.site_key in self._found
        if ended.looked:
            self._found.add(ended.site_key)
        else:
            self._found.discard(ended.site_key)
        return not known

    async def _progress(self) -> None:
        self._due -= 1
        if time.monotonic() - self._counted_at >= COUNT_EVERY_S:
            self._counted_at = time.monotonic()
            try:
                self._due = (await self._keeper.due()).total
            except Exception as error:
                if is_away(error):
                    log.info("the queue could not be counted: %s", in_words(error))
                else:
                    log.exception("the queue could not be counted")
        summary, left = self.summary, max(0, self._due)
        pace = summary.done / max(time.monotonic() - self._began, 0.001)
        outcomes = summary.outcomes.copy()
        self.tell(Progress(summary.done, left, summary.forums, summary.pages, outcomes, left / pace))

    def interrupt(self) -> None:
        """The crawl is being stopped: nobody waits for a reader any more."""
        self._closed = True
        self.summary.interrupted = True

    def close(self) -> None:
        """The crawl is over; what nobody took is dropped."""
        self._closed = True
        self.summary.seconds = time.monotonic() - self._began
        while True:
            try:
                self._ended.put_nowait(None)
                return
            except asyncio.QueueFull:
                self._ended.get_nowait()
