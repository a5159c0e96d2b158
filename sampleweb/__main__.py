"""`python -m sampleweb --port N`: serve the sample web, or with `--generated` the generated one, until Ctrl-C."""

import argparse
import sys
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from sampleweb.generated import generate
from sampleweb.generated.serving import GeneratedServer
from sampleweb.generated.truth import seeds, topics
from sampleweb.loopback import LoopbackServer
from sampleweb.server import SampleServer, serve


def main(arguments: list[str] | None = None) -> int:
    """Serve, print the addresses, wait. 2 when the port is taken, or for a web too small."""
    parser = argparse.ArgumentParser(prog="python -m sampleweb", description="Serve the web of sample sites.")
    parser.add_argument("--port", type=int, default=8100, help="port on the loopback address (default 8100; 0 = free)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--seed", type=int, default=1, help="the figures drawn depend on it (default 1)")
    parser.add_argument("--generated", action="store_true", help="serve the generated web instead: thousands of sites")
    parser.add_argument("--sites", type=int, default=3000, help="sites of the generated web (default 3000)")
    chosen = parser.parse_args(arguments)
    try:
        if chosen.generated:
            return _wait(GeneratedServer(generate(chosen.seed, chosen.sites), chosen.port, chosen.host), _generated)
        return _wait(serve(chosen.port, chosen.host, seed=chosen.seed, log=False), _sample)
    except OSError as error:
        sys.stderr.write(f"sampleweb: cannot listen on {chosen.host}:{chosen.port}: {error.strerror or error}\n")
        return 2
    except ValueError as error:
        sys.stderr.write(f"sampleweb: {error}\n")
        return 2


Server = TypeVar("Server", bound=LoopbackServer)


def _wait(web: Server, told: Callable[[Server], Iterator[str]]) -> int:
    """Tell where the sites are, and serve until Ctrl-C."""
    with web:
        for line in told(web):
            sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return 0


def _sample(web: SampleServer) -> Iterator[str]:
    """Each sample site, its address, what it is."""
    for site in web.sites:
        yield f"{web.address(site.name):<52} {site.kind}: {site.title}"


def _generated(server: GeneratedServer) -> Iterator[str]:
    """Where an official would begin, for each topic; the rest is to be found."""
    web = server.web
    for topic in topics(web):
        yield topic
        for place in seeds(web, topic):
            yield f"    http://{place.host}:{server.port}{place.path:<24} {place.kind}: {place.title}"
    yield f"{len(web.places)} sites, {len(web.forums)} open forums among them"


if __name__ == "__main__":
    sys.exit(main())
