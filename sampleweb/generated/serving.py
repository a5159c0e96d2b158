"""The generated web on the sample web's loopback server; it counts at the server how polite its visitors are."""

import time
from collections import OrderedDict
from datetime import UTC, datetime

from sampleweb.generated.answering import Answerer
from sampleweb.generated.counting import Counted, Ledger
from sampleweb.generated.model import Web
from sampleweb.loopback import LoopbackServer, Request, wired
from sampleweb.pages import Answer

MOST_KEPT = 48 * 1024 * 1024
"""Bytes of ready answers that are kept; the oldest go."""

SLOW_S = 0.7
BUSY_FOR_S = 1.0


class GeneratedServer(LoopbackServer):
    """Serves a generated web; `with GeneratedServer(web) as server:` stops it at the end.

    `ledger` counts what its visitors do. A host whose state is `busy` answers its first page request with 429.
    """

    def __init__(self, web: Web, port: int = 0, host: str = "127.0.0.1", *, default_delay_s: float = 0.0) -> None:
        super().__init__(port, host)
        self.web = web
        self.ledger = Ledger(default_delay_s)
        self.answerer = Answerer(web, self.port, datetime.now(UTC).replace(second=0, microsecond=0))
        self._ready: OrderedDict[tuple[str, str], bytes | str] = OrderedDict()
        self._kept = 0
        self._met: set[str] = set()
        self._begin()

    def wire(self, host: str, target: str) -> bytes | str:
        """The ready bytes of an answer, or the word of a behaviour."""
        if self._is_busy(host, target):
            self.ledger.asked_to_wait(host, BUSY_FOR_S)
            return wired(Answer(b"Slow down\n", "text/plain", 429, (("Retry-After", f"{BUSY_FOR_S:.0f}"),)))
        ready = self._ready.get((host, target))
        if ready is None:
            answer = self.answerer.answer(host, target)
            ready = wired(answer) if answer.behaviour == "answer" else answer.behaviour
            self._keep(host, target, ready)
        return ready

    def _keep(self, host: str, target: str, ready: bytes | str) -> None:
        self._ready[host, target] = ready
        self._kept += len(ready)
        while self._kept > MOST_KEPT:
            _, oldest = self._ready.popitem(last=False)
            self._kept -= len(oldest)

    def _is_busy(self, host: str, target: str) -> bool:
        """Whether this is the first page request of a busy host since the counts were taken."""
        place = self.answerer.place(host)
        if place is None or place.state != "busy" or target == "/robots.txt" or host in self._met:
            return False
        self._met.add(host)
        return True

    def anew(self, default_delay_s: float = 0.0) -> Counted:
        """Another visitor comes, who is to leave so many seconds between requests; the counts of the last one."""
        counted = self.ledger.taken()
        self.ledger.default_delay_s = default_delay_s
        self._met.clear()
        return counted

    def slowness(self, host: str) -> float:
        """Seconds before a slow site answers."""
        place = self.answerer.place(host)
        return SLOW_S if place is not None and place.state == "slow" else 0.0

    def begun(self, request: Request) -> None:
        """Count a request that has come in."""
        rules = self.answerer.rules(request.host, request.user_agent)
        self.ledger.begun(request.host, request.path, rules, time.monotonic())

    def ended(self, host: str) -> None:
        """Note that its answer was handed to the network."""
        self.ledger.ended(host, time.monotonic())
