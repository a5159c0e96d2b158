"""The sample web on the loopback server: answers by Host header, quickly enough to feed benchmarks.

Pages are rendered when first asked for and kept as ready bytes for five minutes: longer, and "It is currently ..." and
"Today" would lie.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sampleweb.catalogue import sites
from sampleweb.loopback import LoopbackServer, Request, wired
from sampleweb.model import SampleSite
from sampleweb.pages import Answer, Maker, World, answers

_SESSION = re.compile(r"(?:sid|s|PHPSESSID)=")
_WORDS = re.compile(r"[&;]?[^&;]+")
_MOST_KEPT = 512 * 1024 * 1024  # bytes of ready answers; a crawler gone wild must not fill the memory
_FRESH_FOR_S = 300.0


class SampleServer(LoopbackServer):
    """The running sample web; `with serve() as web:` stops it at the end.

    `requests` is the log in order of arrival (empty when `log` is off), `sites` what the pages say.
    """

    def __init__(self, port: int, host: str, seed: int, now: datetime | None, log: bool, copies: int) -> None:
        super().__init__(port, host)
        self._fixed_now = now
        self.sites: tuple[SampleSite, ...] = sites(seed, now or datetime.now(UTC), copies)
        self.requests: list[Request] = []
        self.log = log
        self._by_host = {site.host: site for site in self.sites}
        self._makers: dict[str, Mapping[str, Maker]] = {}
        self._ready: dict[tuple[str, str], bytes | str] = {}
        self._kept = 0
        self._world = World(self.port, self._today(), {site.name: site for site in self.sites})
        self._begin()

    def address(self, name: str) -> str:
        """The address of a site's front page; KeyError for a name that no site has."""
        return self._world.address(name)

    def site(self, name: str) -> SampleSite:
        """The site of that name; KeyError for a name that no site has."""
        return self._world.sites[name]

    def answer(self, host: str, target: str) -> Answer:
        """What a request for `target` (path and query) of a host is answered with, without asking over the network."""
        site = self._by_host.get(host)
        if site is None:
            return Answer(b"No such sample site.\n", "text/plain; charset=utf-8", 404)
        if host not in self._makers:
            self._makers[host] = answers(site, self._world)
        makers = self._makers[host]
        maker = makers.get(target) or makers.get(_without_session(target)) or makers.get("*")
        return maker() if maker else Answer(b"<!DOCTYPE html><title>Not found</title><p>Not found.</p>", status=404)

    def wire(self, host: str, target: str) -> bytes | str:
        """The ready bytes of an answer, or the word of a behaviour (`close`, `hang`)."""
        ready = self._ready.get((host, target))
        if ready is None:
            answer = self.answer(host, target)
            ready = wired(answer) if answer.behaviour == "answer" else answer.behaviour
            self._kept += len(ready) + 300
            if self._kept < _MOST_KEPT:
                self._ready[host, target] = ready
        return ready

    def begun(self, request: Request) -> None:
        """Keep the request in the log."""
        if self.log:
            self.requests.append(request)

    def _on_loop(self) -> None:
        if self._fixed_now is None:
            self._loop.call_later(self._until_stale(), self._renew)

    def _today(self) -> datetime:
        return self._fixed_now or datetime.now(UTC)

    def _until_stale(self) -> float:
        """Seconds until pages are due to be written anew: at midnight at the latest."""
        now = datetime.now(UTC)
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return min(_FRESH_FOR_S, (midnight - now).total_seconds() + 1)

    def _renew(self) -> None:
        self._world = World(self.port, self._today(), self._world.sites)
        self._makers.clear()
        self._ready.clear()
        self._kept = 0
        self._loop.call_later(self._until_stale(), self._renew)


def serve(
    port: int = 0,
    host: str = "127.0.0.1",
    *,
    seed: int = 1,
    now: datetime | None = None,
    log: bool = True,
    copies: int = 0,
) -> SampleServer:
    """Start the sample web in a thread of its own; port 0 takes a free one.

    Ages of posts count back from `now` (aware; the present when None). `log=False` keeps no requests. `copies` more
    of every forum are served, for benchmarks that want many hosts. Raises OSError when the port is taken.
    """
    return SampleServer(port, host, seed, now, log, copies)


def _without_session(target: str) -> str:
    """The target without session ids, whatever separates the words of its query."""
    path, _, query = target.partition("?")
    kept = [word for word in _WORDS.findall(query) if not _SESSION.match(word.lstrip("&;"))]
    return f"{path}?{''.join(kept).lstrip('&;')}" if kept else path
