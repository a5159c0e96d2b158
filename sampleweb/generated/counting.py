"""What visitors did, counted at the server: where robots.txt did not let them, too soon, two at once.

A gap runs from the moment the answer was handed to the network to the moment the next request of the same host came
in. A visitor sees the end of an answer later than the server and its request arrives later than it was sent, so that
a polite one can never seem too quick but for the grain of its clock: `TOLERANCE_S`.
"""

import threading
import time
from collections import Counter
from dataclasses import dataclass, field

TOLERANCE_S = 0.01
"""A gap shorter than what was asked for by no more than this counts as kept."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a host's robots.txt says to one agent: paths it keeps out of, and seconds between requests."""

    disallow: tuple[str, ...] = ()
    delay_s: float | None = None

    def allows(self, target: str) -> bool:
        """Whether a path (with its query) may be asked for; robots.txt itself always may."""
        return target == "/robots.txt" or not target.startswith(self.disallow)


@dataclass(slots=True)
class Counted:
    """The counts of one visitor's run. `hosts` counts the requests of each host, robots.txt apart in `robots`.

    `times` are the Unix times at which pages were asked for, in order, `robots_times` those of robots.txt.
    """

    disallowed: int = 0
    short_gaps: int = 0
    at_once: int = 0
    robots: int = 0
    hosts: Counter[str] = field(default_factory=Counter)
    times: list[float] = field(default_factory=list)
    robots_times: list[float] = field(default_factory=list)
    examples: list[str] = field(default_factory=list)


class Ledger:
    """Counts requests as they come and go; `taken` gives the counts and begins anew. Safe between threads."""

    def __init__(self, default_delay_s: float = 0.0) -> None:
        self.default_delay_s = default_delay_s
        self._lock = threading.Lock()
        self._counted = Counted()
        self._last: dict[str, float] = {}
        self._asked_to_wait: dict[str, float] = {}
        self._under_way: Counter[str] = Counter()

    def begun(self, host: str, target: str, rules: Rules, at: float) -> None:
        """A request has come in at this second."""
        with self._lock:
            counted = self._counted
            if target == "/robots.txt":
                counted.robots += 1
                counted.robots_times.append(time.time())
            else:
                counted.hosts[host] += 1
                counted.times.append(time.time())
            if not rules.allows(target):
                counted.disallowed += 1
                self._note(f"disallowed: {host}{target}")
            if self._under_way[host] > 0:
                counted.at_once += 1
                self._note(f"two at once: {host}{target}")
            else:
                self._mind_the_gap(host, target, rules, at)
            self._under_way[host] += 1

    def _mind_the_gap(self, host: str, target: str, rules: Rules, at: float) -> None:
        if host not in self._last:
            return
        asked = self.default_delay_s
        if target != "/robots.txt":  # whoever asks for the rules may not know them yet
            asked = max(asked, rules.delay_s or 0.0)
        asked = max(asked, self._asked_to_wait.pop(host, 0.0))
        gap = at - self._last[host]
        if gap < asked - TOLERANCE_S:
            self._counted.short_gaps += 1
            self._note(f"after {gap:.3f} s of {asked:g} s: {host}{target}")

    def ended(self, host: str, at: float) -> None:
        """The answer was handed to the network."""
        with self._lock:
            self._under_way[host] -= 1
            self._last[host] = at

    def asked_to_wait(self, host: str, seconds: float) -> None:
        """The answer under way asks to be left alone for so long."""
        with self._lock:
            self._asked_to_wait[host] = seconds

    def taken(self) -> Counted:
        """The counts since the last time; what is under way stays so, all else is forgotten."""
        with self._lock:
            counted, self._counted = self._counted, Counted()
            self._last.clear()
            self._asked_to_wait.clear()
            return counted

    def _note(self, what: str) -> None:
        if len(self._counted.examples) < 20:
            self._counted.examples.append(what)
