"""Nothing of the crawler or the registry reaches the network but through the guarded fetch: held by its imports."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
CLIENTS = {
    *("aiohttp", "httplib2", "httpx", "httpx2", "niquests", "pycurl", "requests", "treq", "urllib3", "websockets"),
    *("ftplib", "http.client", "imaplib", "poplib", "smtplib", "socket", "ssl", "telnetlib", "urllib.request"),
    *("asyncio.streams", "uvloop", "xmlrpc.client", "twisted.internet.endpoints", "twisted.web.client"),
    *("scrapy.core.downloader.handlers._aiohttp", "scrapy.core.downloader.handlers._httpx"),
}
CALLS = {
    "create_connection",
    "open_connection",
    "create_datagram_endpoint",
    "open_unix_connection",
    "urlopen",
    "connectTCP",
}
WIRED = ("crawler/downloads.py", "crawler/fetching.py")
"""The guarded handler, and the one who asks it."""
ALLOWED = {
    ("crawler/resolver.py", "socket"): "the name service of this machine, whose answers the policy filters",
    ("crawler/engine.py", "socket"): "the machine's own name, for the names of workers",
    ("crawler/lines.py", "socket"): "cuts connections to the database; none is opened",
    ("crawler/downloads.py", "twisted.internet.endpoints"): "how Twisted writes names for the wire; nothing connects",
}


def files() -> Iterator[Path]:
    for folder in ("crawler", "registry"):
        yield from sorted((PROJECT / folder).rglob("*.py"))


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def faults(source: str, name: str) -> list[str]:
    """What a file uses that it must not."""
    tree = ast.parse(source)
    found = []
    for module in imported(tree):
        client = next((c for c in CLIENTS if module == c or module.startswith(f"{c}.")), None)
        if client is not None and (name, client) not in ALLOWED:
            found.append(f"{name} imports {module}")
        if module.partition(".wire")[0] == "crawler" and ".wire" in module and name not in WIRED:
            found.append(f"{name} fetches past crawler/fetching.py")
    for node in ast.walk(tree):
        called = node.func if isinstance(node, ast.Call) else None
        word = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
        if word in CALLS:
            found.append(f"{name} calls {word}")
        if word in ("download_async", "_get_handler") and name != "crawler/fetching.py":
            found.append(f"{name} fetches past crawler/fetching.py")
    return found


def test_no_other_client_is_imported_or_called() -> None:
    found = [fault for file in files() for fault in faults(file.read_text("utf-8"), str(file.relative_to(PROJECT)))]
    assert found == []


def test_the_exceptions_are_used() -> None:
    for (name, module), reason in ALLOWED.items():
        assert reason
        assert module in set(imported(ast.parse((PROJECT / name).read_text("utf-8"))))


@pytest.mark.parametrize(
    "source",
    [
        "import requests",
        "from urllib.request import urlopen",
        "from urllib import request",
        "import http.client as h",
        "import asyncio\nasync def f(): await asyncio.open_connection('a', 1)",
        "import socket",
        "from twisted.web.client import Agent",
        "async def f(e): return await e.download_async(1)",
        "async def f(h): return await h._get_handler('http').ask(1)",
        "from crawler.wire import ask",
    ],
)
def test_the_lint_sees(source: str) -> None:
    assert faults(source, "registry/some.py")
