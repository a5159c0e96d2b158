"""The generated web in a process of its own, so that the server's CPU time is not a crawler's."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from benchmarks._sample import PROJECT

if TYPE_CHECKING:
    from sampleweb.generated import Web


@dataclass(frozen=True, slots=True)
class Seen:
    """What the server saw of one visitor: times of its requests in order, and counts of what it may not do."""

    pages: tuple[float, ...]
    robots: tuple[float, ...]
    disallowed: int
    short_gaps: int
    at_once: int
    kinds: dict[str, int]
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GeneratedWeb:
    """A running generated web. `taken` gives what was seen since the last time."""

    port: int
    _ask: Callable[[float], Any]

    def begin(self, delay_s: float) -> None:
        """Another visitor comes, who is to leave `delay_s` between two requests of a host that asks for no other."""
        self._ask(delay_s)

    def taken(self) -> Seen:
        """What was seen since the visitor came."""
        said = self._ask(0.0)
        return Seen(**{key: tuple(value) if isinstance(value, list) else value for key, value in said.items()})


@contextmanager
def generated_web(seed: int, sites: int) -> Iterator[GeneratedWeb]:
    """Serve the web of that seed and size."""
    command = [sys.executable, "-m", "benchmarks._generated", str(seed), str(sites)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, cwd=PROJECT) as process:
        to, back = process.stdin, process.stdout
        if to is None or back is None:
            raise RuntimeError("the generated web has no pipes")

        def ask(delay_s: float) -> Any:
            to.write(f"{delay_s}\n")
            to.flush()
            return json.loads(back.readline())

        yield GeneratedWeb(json.loads(back.readline())["port"], ask)
        to.close()
        process.wait(timeout=20)


def _kinds(web: "Web", hosts: Mapping[str, int]) -> dict[str, int]:
    """Pages asked for by what sort of place stands at the root of their hosts, most first."""
    kinds: Counter[str] = Counter()
    for host, pages in hosts.items():
        place = next(reversed(web.by_host.get(host, ())), None)
        told = "farm" if any(farm.holds(host) for farm in web.farms) else "no such host"
        kinds[told if place is None else place.kind if place.is_open else f"{place.kind}, {place.state}"] += pages
    return dict(kinds.most_common())


def _serve(seed: int, sites: int) -> None:
    """Serve; answer each line, the next visitor's delay, with what was seen of the last one; end when input closes."""
    from sampleweb.generated import generate
    from sampleweb.generated.serving import GeneratedServer

    with GeneratedServer(generate(seed, sites)) as web:
        print(json.dumps({"port": web.port}), flush=True)
        for line in sys.stdin:
            counted = web.anew(float(line))
            seen = Seen(
                pages=tuple(counted.times),
                robots=tuple(counted.robots_times),
                disallowed=counted.disallowed,
                short_gaps=counted.short_gaps,
                at_once=counted.at_once,
                kinds=_kinds(web.web, counted.hosts),
                examples=tuple(counted.examples),
            )
            print(json.dumps({name: getattr(seen, name) for name in Seen.__slots__}), flush=True)


if __name__ == "__main__":
    _serve(int(sys.argv[1]), int(sys.argv[2]))
