"""The least that can answer a list from sqlite3: the yardstick of P3 and P5."""

import os
import sqlite3
from typing import Any
from urllib.parse import parse_qs

import orjson

from benchmarks._list import SCALARS

_JSON = (b"content-type", b"application/json")
_ASK = f"SELECT {', '.join(SCALARS)} FROM forum WHERE topic = ? ORDER BY name LIMIT 50"  # our own names
_store: list[sqlite3.Connection] = []


async def app(scope: dict[str, Any], _receive: Any, send: Any) -> None:
    """`/hello`, or the 50 first forums of a topic."""
    if scope["type"] != "http":
        return
    if scope["path"] == "/hello":
        body = b"hello"
    else:
        if not _store:
            _store.append(sqlite3.connect(os.environ["BENCH_TABLE"]))
        topic = parse_qs(scope["query_string"].decode())["topic"][0]
        rows = _store[0].execute(_ASK, (topic,)).fetchall()
        body = orjson.dumps({"forums": [dict(zip(SCALARS, row, strict=True)) for row in rows]})
    await send({"type": "http.response.start", "status": 200, "headers": [_JSON]})
    await send({"type": "http.response.body", "body": body})
