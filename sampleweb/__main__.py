"""`python -m sampleweb --port N`: serve the sample web until Ctrl-C."""

import argparse
import sys
import threading

from sampleweb.server import serve


def main(arguments: list[str] | None = None) -> int:
    """Serve, print the addresses, wait. 2 when the port is taken."""
    parser = argparse.ArgumentParser(prog="python -m sampleweb", description="Serve the web of sample sites.")
    parser.add_argument("--port", type=int, default=8100, help="port on the loopback address (default 8100; 0 = free)")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    parser.add_argument("--seed", type=int, default=1, help="the figures drawn depend on it (default 1)")
    chosen = parser.parse_args(arguments)
    try:
        web = serve(chosen.port, chosen.host, seed=chosen.seed, log=False)
    except OSError as error:
        sys.stderr.write(f"sampleweb: cannot listen on {chosen.host}:{chosen.port}: {error.strerror or error}\n")
        return 2
    with web:
        for site in web.sites:
            sys.stdout.write(f"{web.address(site.name):<52} {site.kind}: {site.title}\n")
        sys.stdout.flush()
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
