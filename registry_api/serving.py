"""Running the service: one process of uvicorn on an address that is free, over a database that is ready."""

import socket
from collections.abc import Callable, Iterable
from dataclasses import replace

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from registry.catalogue.meaning import Assesses
from registry.db import make_sessions
from registry.migrating import why_unfit
from registry.settings import Settings
from registry_api.app import create_app

GRACE_S = 5
"""How long answers under way may take when the service is stopped, in seconds."""


MOST_CONNECTIONS = 800
"""Connections at once; further ones are answered 503, so that the process never runs out of descriptors (1,024)."""


class CannotServe(RuntimeError):
    """The service cannot start: why and what to do, in one line."""


def serve(
    settings: Settings,
    host: str = "127.0.0.1",
    port: int = 8000,
    *,
    assessor: Assesses | None = None,
    platforms: Iterable[str] = (),
    demo: bool = False,
    when_ready: Callable[[str], None] | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM. `when_ready` is told the address once it can be opened; port 0 takes a free one.

    Raises CannotServe, in one line, when the port is taken or the database is missing or of another version.
    """
    check_database(settings.database_url)
    listening = listen(host, port)
    sessions = make_sessions(settings.database_url)
    if settings.base_url == Settings().base_url:  # nobody named the public address: it is the one we listen on
        settings = replace(settings, base_url=address_of(host, listening).rstrip("/"))
    app = create_app(settings, sessions, assessor, platforms=platforms, demo=demo)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=True,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        lifespan="on",
        timeout_graceful_shutdown=GRACE_S,
        limit_concurrency=MOST_CONNECTIONS,
    )
    try:
        _Server(config, when_ready, address_of(host, listening)).run(sockets=[listening])
    finally:
        listening.close()
        sessions.dispose()


class _Server(uvicorn.Server):
    """Tells when it can be reached."""

    def __init__(self, config: uvicorn.Config, when_ready: Callable[[str], None] | None, address: str) -> None:
        super().__init__(config)
        self._when_ready, self._address = when_ready, address

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        if self.started and self._when_ready is not None:
            self._when_ready(self._address)


def listen(host: str, port: int) -> socket.socket:
    """A socket that is bound to the address. Raises CannotServe when it is taken or not this machine's."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen(2048)
    except OSError as error:
        listening.close()
        reason = error.strerror or str(error)
        raise CannotServe(f"cannot listen on {host}:{port}: {reason}; choose another with --port") from None
    listening.set_inheritable(True)
    return listening


def address_of(host: str, listening: socket.socket) -> str:
    """The address to open in a browser."""
    name = f"[{host}]" if ":" in host else host
    return f"http://{name}:{listening.getsockname()[1]}/"


def check_database(url: str) -> None:
    """Raise CannotServe, saying what to do, unless the database stands at the version this program works with."""
    try:
        why = why_unfit(url)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        why = f"the database cannot be opened: {reason}"
    if why is not None:
        raise CannotServe(why)
