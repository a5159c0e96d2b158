"""How a search is shown while it runs: two bars on a terminal, plain lines in a log."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from forum_registry.progress import LATEST, LINES_EVERY_S

if TYPE_CHECKING:
    from crawler.events import Event, Searched


class SearchProgress:
    """Shows a search as it goes: sites and pages of its budget, forums found, and the latest sites."""

    def __init__(self, console: Console) -> None:
        self._console = console
        columns = (TextColumn("[bold]{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn())
        self._bars = Progress(*columns, TimeElapsedColumn(), console=console, expand=True)
        self._sites = self._bars.add_task("sites", total=None)
        self._pages = self._bars.add_task("pages", total=None)
        self._latest: list[Text] = []
        self._figures = ""
        self._live: Live | None = None
        self._said = float("-inf")

    @contextmanager
    def shown(self) -> Iterator["SearchProgress"]:
        """Show the bars while inside; in a log, only lines."""
        if not self._console.is_terminal:
            yield self
            return
        with Live(self._picture(), console=self._console, refresh_per_second=4, transient=False) as live:
            self._live = live
            try:
                yield self
            finally:
                live.update(self._picture())
                self._live = None

    def show(self, event: "Event") -> None:
        """One event of the crawl that works for the search."""
        from crawler.events import Notice, Searched, SiteEnded

        match event:
            case Searched():
                self._stands(event)
            case SiteEnded():
                self._ended(f"{event.outcome:18} {event.site_key}  ({event.pages} pages)")
            case Notice():
                self._say(event.text)

    def _stands(self, now: "Searched") -> None:
        self._bars.update(self._sites, total=now.most_sites, completed=now.sites)
        self._bars.update(self._pages, total=now.most_pages, completed=now.pages)
        each = f", {now.pages / now.forums:.1f} pages a forum" if now.forums else ""
        self._figures = f"{now.forums:,} forums found, {now.of_topic:,} of the topic{each}"
        if self._live is not None:
            self._live.update(self._picture())
        elif monotonic() - self._said >= LINES_EVERY_S:
            self._said = monotonic()
            used = f"{now.sites:,} of {now.most_sites:,} sites, {now.pages:,} of {now.most_pages:,} pages"
            self._say(f"-- {used}; {self._figures}")

    def _ended(self, words: str) -> None:
        if self._live is None:
            self._say(words)
            return
        self._latest = [*self._latest[1 - LATEST :], Text(words, overflow="ellipsis", no_wrap=True)]
        self._live.update(self._picture())

    def _say(self, line: str) -> None:
        self._console.print(line, markup=False, highlight=False, soft_wrap=True)

    def _picture(self) -> Group:
        return Group(self._bars, Text(self._figures, style="bold"), *self._latest)
