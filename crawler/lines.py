"""The connections of a crawler to its database: none may hang for ever, at either end.

A way to the database can swallow all that is sent on it while both ends keep their connection. Then nothing raises:
whoever waits is freed by cutting its own connections, and the server lets go of the rows after a time of its own.
"""

import contextlib
import os
import socket
import weakref
from typing import Any

from sqlalchemy import Engine, event

IDLE_S = 60
"""How long PostgreSQL leaves a transaction of ours open in which nothing happens: then its rows are free again."""

LOCK_S = 30
"""How long a statement of ours waits for a row that somebody else holds, before it is tried anew."""


class Lines:
    """The open connections of some engines. Nothing to do for SQLite, whose database is a file."""

    def __init__(self, *engines: Engine) -> None:
        self._open: weakref.WeakSet[Any] = weakref.WeakSet()
        for engine in engines:
            if engine.dialect.name == "postgresql":
                event.listen(engine, "connect", self._opened)

    def _opened(self, connection: Any, _record: object) -> None:
        self._open.add(connection)
        with connection.cursor() as cursor:
            cursor.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_S}s'")
            cursor.execute(f"SET lock_timeout = '{LOCK_S}s'")
        connection.commit()

    def cut(self) -> int:
        """Cut every connection, also those that another thread waits on, which then raises; how many there were."""
        cut = 0
        for connection in list(self._open):
            with contextlib.suppress(Exception):  # closed meanwhile: as wished
                line = socket.socket(fileno=os.dup(connection.pgconn.socket))
                with contextlib.closing(line):
                    line.shutdown(socket.SHUT_RDWR)
                cut += 1
        return cut
