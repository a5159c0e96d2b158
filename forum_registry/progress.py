"""How long work is shown: bars on a terminal, plain lines in a log."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic

from rich.console import Console, Group
from rich.live import Live
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

LINES_EVERY_S = 10.0
"""In a log: how often the totals are said."""
LOG_WIDTH = 140
"""Columns of a table where no terminal says how wide it is."""
LATEST = 6
"""On a terminal: how many of the latest sites stand below the bar."""


def console() -> Console:
    """Where progress and tables are shown."""
    found = Console()
    return found if found.is_terminal else Console(width=LOG_WIDTH)


class CrawlProgress:
    """Shows a crawl as it goes; `ended` for each site, `totals` whenever they are known."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._bar = Progress(
            TextColumn("[bold]sites"),
            BarColumn(bar_width=None),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[left]}"),
            console=console,
            expand=True,
        )
        self._task = self._bar.add_task("sites", total=None, left="")
        self._latest: list[Text] = []
        self._forums = self._pages = self._done = 0
        self._outcomes: Counter[str] = Counter()
        self._live: Live | None = None
        self._said = monotonic()

    @contextmanager
    def shown(self) -> Iterator["CrawlProgress"]:
        """Show the bar while inside; in a log, only lines."""
        if not self._console.is_terminal:
            yield self
            return
        with Live(self._picture(), console=self._console, refresh_per_second=4, transient=False) as live:
            self._live = live
            try:
                yield self
            finally:
                self._refresh()
                self._live = None

    def say(self, line: str) -> None:
        """One line that stays."""
        self._console.print(line, markup=False, highlight=False)

    def ended(self, site: str, outcome: str, pages: int, name: str | None) -> None:
        """One site's visit ended."""
        words = f"{outcome:18} {site}" + (f"  {name}" if name else "") + f"  ({pages} pages)"
        if self._live is None:
            self.say(words)
            return
        self._latest = [*self._latest[1 - LATEST :], Text(words, overflow="ellipsis", no_wrap=True)]
        self._refresh()

    def totals(
        self, done: int, due: int, forums: int, pages: int, outcomes: Counter[str], left_s: float | None
    ) -> None:
        """The state of the whole crawl: sites done, sites still due, and what came of them."""
        self._done, self._forums, self._pages, self._outcomes = done, forums, pages, outcomes
        left = f"about {_duration(left_s)} left" if left_s else ""
        self._bar.update(self._task, total=done + due, completed=done, left=left)
        if self._live is not None:
            self._refresh()
        elif monotonic() - self._said >= LINES_EVERY_S:
            self._said = monotonic()
            said = ", ".join(f"{name} {count}" for name, count in outcomes.most_common())
            self.say(
                f"-- {done} of {done + due} sites done, {forums} forums, {pages} pages; {said}; {left}".rstrip("; ")
            )

    def _refresh(self) -> None:
        if self._live is not None:
            self._live.update(self._picture())

    def _picture(self) -> Group:
        figures = Text(f"{self._forums} forums found, {self._pages} pages read", style="bold")
        said = Text(", ".join(f"{name} {count}" for name, count in self._outcomes.most_common()), style="dim")
        return Group(self._bar, figures, said, *self._latest)


class StepProgress:
    """Shows work of a known length: a bar on a terminal, the state every LINES_EVERY_S in a log.

    To stderr: what the work brings may be piped on.
    """

    def __init__(self, what: str, total: int, screen: Console | None = None) -> None:
        self._console = screen or Console(stderr=True)
        self._what, self._total = what, total
        columns = (TextColumn("[bold]{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn())
        self._bar = Progress(
            *columns, TimeElapsedColumn(), TextColumn("{task.fields[said]}"), console=self._console, transient=True
        )
        self._task = self._bar.add_task(what, total=total, said="")
        self._said = monotonic()

    @contextmanager
    def shown(self) -> Iterator["StepProgress"]:
        """Show the bar while inside; in a log, only lines."""
        if not self._console.is_terminal:
            yield self
            return
        with self._bar:
            yield self

    def at(self, done: int, said: str = "") -> None:
        """So much is done; `said` is what came of it so far."""
        if self._console.is_terminal:
            self._bar.update(self._task, completed=done, said=said)
        elif monotonic() - self._said >= LINES_EVERY_S:
            self._said = monotonic()
            words = f"-- {self._what}: {done:,} of {self._total:,}; {said}".rstrip("; ")
            self._console.print(words, markup=False, highlight=False, soft_wrap=True)


def summary(outcomes: Counter[str], forums: list[tuple[str, ...]], title: str) -> Group:
    """What a crawl brought: a table of forums, and one of outcomes by name."""
    found = Table(title=title, title_justify="left")
    for heading, justify in (
        ("forum", "left"), ("software", "left"), ("members", "right"), ("threads", "right"), ("posts", "right"),
        ("activity", "left"), ("topic", "left"),
    ):  # fmt: skip
        found.add_column(heading, justify=justify, overflow="fold")  # type: ignore[arg-type]  # left and right only
    for row in forums:
        found.add_row(*[Text(cell) for cell in row])
    ended = Table(title="how the visits ended", title_justify="left")
    ended.add_column("outcome")
    ended.add_column("sites", justify="right")
    for name, count in outcomes.most_common():
        ended.add_row(name, f"{count:,}")
    return Group(found if forums else Text(title), ended)


def _duration(seconds: float) -> str:
    whole = int(seconds)
    if whole < 90:
        return f"{whole} s"
    return f"{whole // 60} min" if whole < 5400 else f"{whole / 3600:.1f} h"
