"""A proxy that spoils connections: cut, half open, garbage, a slow drip, a reset in the middle. A thread of its own."""

import asyncio
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from types import TracebackType

FAULTS = ("cut", "half open", "garbage", "drip", "reset")

Reach = Callable[[], Awaitable[tuple[asyncio.StreamReader, asyncio.StreamWriter]]]


class FaultProxy:
    """Passes bytes on between who calls `port` and what `reach` connects to; `chance` of the connections are spoilt.

    `after_s`: a connection is good for a random time up to this long before it is spoilt; 0: from its beginning.
    `met` counts the connections by what happened to them.
    """

    def __init__(
        self, reach: Reach, *, chance: float, seed: int, after_s: float = 0.0, faults: Sequence[str] = FAULTS
    ) -> None:
        self.met: Counter[str] = Counter()
        self.port = 0
        self.healed = False
        """Set to have all further connections passed on as they are."""
        self._reach, self._chance, self._after_s, self._faults = reach, chance, after_s, tuple(faults)
        self._random = random.Random(seed)  # noqa: S311 (which connections to spoil)
        self._ready = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()), daemon=True)

    def __enter__(self) -> "FaultProxy":
        self._thread.start()
        self._ready.wait(20)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._end.set)
        self._thread.join(20)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._end = asyncio.Event()
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = int(server.sockets[0].getsockname()[1])
        self._ready.set()
        await self._end.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        spoilt = not self.healed and self._random.random() < self._chance
        fault = self._random.choice(self._faults) if spoilt else "passed on"
        good_s = self._random.uniform(0.0, self._after_s)
        self.met[fault] += 1
        with suppress(OSError, asyncio.IncompleteReadError):
            if fault == "passed on":
                await self._pass_on(reader, writer, None)
            elif not self._after_s:
                await self._spoil(fault, reader, writer)
            else:
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._pass_on(reader, writer, fault), good_s)
                await self._spoil(fault, reader, writer)
        with suppress(OSError, RuntimeError):
            writer.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fault: str | None) -> None:
        there, back = await self._reach()
        try:
            await asyncio.gather(self._copy(reader, back), self._copy(there, writer, fault))
        finally:
            if fault != "half open":  # else the other end is left in the dark as well
                back.close()
            else:
                self._dark.append(back)

    _dark: list[asyncio.StreamWriter] = []  # noqa: RUF012 (kept from being closed by the collector)

    async def _copy(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, fault: str | None = None) -> None:
        while data := await source.read(65536):
            for start in range(0, len(data), 8) if fault == "drip" else (0,):
                sink.write(data[start : start + 8] if fault == "drip" else data)
                await sink.drain()
                if fault == "drip":
                    await asyncio.sleep(0.02)
        with suppress(OSError, RuntimeError):
            sink.write_eof()

    async def _spoil(self, fault: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if fault == "half open":
            while await reader.read(65536):
                pass
        elif fault == "garbage":
            writer.write(self._random.randbytes(4096))
            await writer.drain()
        elif fault == "drip" and not self._after_s:
            await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
            for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + b"x" * 100000:
                writer.write(bytes((byte,)))
                await writer.drain()
                await asyncio.sleep(0.05)
        elif fault == "reset":
            if not self._after_s:
                await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n<html>")
                await writer.drain()
            at_once = struct.pack("ii", 1, 0)
            writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, at_once)
            writer.transport.abort()


def to_port(port: int) -> Reach:
    """What reaches a port of this machine."""
    return lambda: asyncio.open_connection("127.0.0.1", port)


def to_socket(path: str) -> Reach:
    """What reaches a socket of the file system."""
    return lambda: asyncio.open_unix_connection(path)
