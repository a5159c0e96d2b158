"""`serve`: the public list as a web service."""

import argparse
import signal
from typing import TYPE_CHECKING

from forum_registry.database import opened
from forum_registry.knowledge import assessor
from forum_registry.stops import Exit, Refused
from forum_registry.verbs import add_verb
from registry.history.marks import is_demo
from registry.settings import Settings

if TYPE_CHECKING:
    from forum_registry.verbs import Verbs


def add_verbs(verbs: "Verbs") -> None:
    """Declare `serve`."""
    verb = add_verb(
        verbs,
        "serve",
        _serve,
        "Serve the public list: pages, feeds and API.",
        """
  forum-registry serve
  forum-registry serve --host 0.0.0.0 --port 8080""",
    )
    add_address(verb)


def add_address(verb: argparse.ArgumentParser) -> None:
    """The options that say where to listen."""
    verb.add_argument("--host", default="127.0.0.1", help="address to listen on (default 127.0.0.1)")
    verb.add_argument("--port", type=port, default=8000, help="port to listen on (default 8000)")


def port(words: str) -> int:
    """A port number; raises argparse's error for anything else."""
    if not words.isdecimal() or int(words) > 65535:
        raise argparse.ArgumentTypeError(f"{words!r} is not a port: give a number up to 65535; 0 takes a free one")
    return int(words)


def _serve(given: argparse.Namespace, settings: Settings) -> int:
    from crawler.platforms import platforms
    from registry_api.serving import CannotServe, serve

    with opened(settings) as sessions, sessions.read() as session:
        demo = is_demo(session)
    # Being told to stop is how a service ends: by SIGTERM as by Ctrl-C, and both with 0.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        serve(
            settings,
            given.host,
            given.port,
            assessor=assessor(settings),
            platforms=platforms(),
            demo=demo,
            when_ready=lambda address: print(f"The list is served on {address} (Ctrl-C ends it).", flush=True),
        )
    except CannotServe as error:
        raise Refused(str(error), Exit.BUSY) from error
    except KeyboardInterrupt:
        return Exit.DONE
    return Exit.DONE
