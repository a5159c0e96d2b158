"""A web of bad sites on one port: the first label of the Host header names the behaviour. Run as a program it prints
its port and serves until its standard input closes.

Every site of it is written here, by hand, as raw bytes: a real server library would be too well behaved.
"""

import asyncio
import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable
from functools import cache

import brotli

from tests.engine import pages

Writer = asyncio.StreamWriter
Site = Callable[[str, Writer], Awaitable[None]]

SITES: dict[str, Site] = {}
HITS: Counter[str] = Counter()
BOMB_MB = 80
DIAL = {"port": 0}


def site(function: Site) -> Site:
    """Register a behaviour under its function's name, with hyphens."""
    SITES[function.__name__.strip("_").replace("_", "-")] = function
    return function


def answer(body: bytes, status: str = "200 OK", kind: str = "text/html; charset=utf-8", *more: str) -> bytes:
    head = [f"HTTP/1.1 {status}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *more]
    return "\r\n".join(head).encode("latin-1") + b"\r\n\r\n" + body


def redirect(target: str, status: str = "302 Found") -> bytes:
    return answer(b"", status, "text/html", f"Location: {target}")


def _number(path: str) -> int:
    last = path.rpartition("/")[2]
    return int(last) if last.isdigit() else 0


NO_RULES = answer(b"", "404 Not Found")


def no_robots(function: Site) -> Site:
    """A site without a robots.txt, otherwise as written."""

    async def wrapped(path: str, writer: Writer) -> None:
        if path == "/robots.txt":
            writer.write(NO_RULES)
        else:
            await function(path, writer)

    wrapped.__name__ = function.__name__
    return wrapped


def robots(text: str, status: str = "200 OK") -> Site:
    async def serve(path: str, writer: Writer) -> None:
        writer.write(answer(text.encode(), status, "text/plain") if path == "/robots.txt" else answer(pages.forum()))

    return serve


@site
@no_robots
async def good(path: str, writer: Writer) -> None:
    writer.write(answer(pages.forum()))


@site
@no_robots
async def shop(path: str, writer: Writer) -> None:
    writer.write(answer(pages.shop()))


@site
@no_robots
async def hang(path: str, writer: Writer) -> None:
    await asyncio.sleep(60)


@site
async def robots_hang(path: str, writer: Writer) -> None:
    await asyncio.sleep(60)


@site
@no_robots
async def drip(path: str, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(600):
        writer.write(b"x")
        await writer.drain()
        await asyncio.sleep(0.1)


@site
@no_robots
async def reset(path: str, writer: Writer) -> None:
    writer.transport.abort()


@site
async def robots_reset(path: str, writer: Writer) -> None:
    writer.transport.abort()


@site
@no_robots
async def garbage(path: str, writer: Writer) -> None:
    writer.write(b"\x00\xff\x00SSH-2.0-OpenSSH_9.2\r\n" * 50)


@site
@no_robots
async def short(path: str, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>")


@site
@no_robots
async def head_without_end(path: str, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(200_000):
        writer.write(b"X-Header-%d: %s\r\n" % (number, b"v" * 1000))
        await writer.drain()


@site
@no_robots
async def long_header(path: str, writer: Writer) -> None:
    writer.write(answer(pages.forum(), "200 OK", "text/html", "X-Long: " + "v" * 40_000))


@site
@no_robots
async def interim(path: str, writer: Writer) -> None:
    for _ in range(200_000):
        writer.write(b"HTTP/1.1 100 Continue\r\nX-Still: there\r\n\r\n")
        await writer.drain()


@site
@no_robots
async def big(path: str, writer: Writer) -> None:
    writer.write(answer(b"<html>" + b"a" * (3 * 1024 * 1024)))


@site
@no_robots
async def endless(path: str, writer: Writer) -> None:
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100_000):
        writer.write(b"10000\r\n" + b"a" * 65536 + b"\r\n")
        await writer.drain()


@cache
def _gzip_bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = [packer.compress(b"a" * 1_000_000) for _ in range(BOMB_MB)]
    return b"".join([*packed, packer.flush()])


@site
@no_robots
async def gzip_bomb(path: str, writer: Writer) -> None:
    writer.write(answer(_gzip_bomb(), "200 OK", "text/html", "Content-Encoding: gzip"))


@site
async def robots_bomb(path: str, writer: Writer) -> None:
    bomb = answer(_gzip_bomb(), "200 OK", "text/plain", "Content-Encoding: gzip")
    writer.write(bomb if path == "/robots.txt" else answer(pages.forum()))


@cache
def _brotli_bomb() -> bytes:
    packer = brotli.Compressor(quality=1)
    return b"".join(packer.process(b"\0" * 1_000_000) for _ in range(BOMB_MB)) + packer.finish()


@site
@no_robots
async def brotli_bomb(path: str, writer: Writer) -> None:
    writer.write(answer(_brotli_bomb(), "200 OK", "text/html", "Content-Encoding: br"))


@site
@no_robots
async def nested_bomb(path: str, writer: Writer) -> None:
    body = pages.forum()
    for _ in range(20):
        body = gzip.compress(body)
    writer.write(answer(body, "200 OK", "text/html", "Content-Encoding: " + ", ".join(["gzip"] * 20)))


@site
@no_robots
async def torn_gzip(path: str, writer: Writer) -> None:
    writer.write(answer(b"this was never packed", "200 OK", "text/html", "Content-Encoding: gzip"))


@site
@no_robots
async def odd_packing(path: str, writer: Writer) -> None:
    writer.write(answer(pages.forum(), "200 OK", "text/html", "Content-Encoding: x-own-invention"))


@site
@no_robots
async def packed(path: str, writer: Writer) -> None:
    writer.write(answer(brotli.compress(pages.forum()), "200 OK", "text/html", "Content-Encoding: br"))


@site
@no_robots
async def self_redirect(path: str, writer: Writer) -> None:
    writer.write(redirect(path))


@site
@no_robots
async def redirects(path: str, writer: Writer) -> None:
    number = _number(path)
    writer.write(redirect(f"/{number + 1}"))


@site
@no_robots
async def five_redirects(path: str, writer: Writer) -> None:
    number = _number(path)
    writer.write(redirect(f"/{number + 1}") if number < 5 else answer(pages.forum()))


@site
@no_robots
async def moved(path: str, writer: Writer) -> None:
    writer.write(redirect(f"http://good.localhost:{DIAL['port']}/", "301 Moved Permanently"))


@site
@no_robots
async def to_file(path: str, writer: Writer) -> None:
    writer.write(redirect("file:///etc/passwd"))


@site
@no_robots
async def to_script(path: str, writer: Writer) -> None:
    writer.write(redirect("javascript:alert(1)"))


@site
@no_robots
async def no_target(path: str, writer: Writer) -> None:
    writer.write(answer(b"", "302 Found"))


@site
@no_robots
async def attributes(path: str, writer: Writer) -> None:
    names = b" ".join(b"a%d=x" % number for number in range(150_000))
    writer.write(answer(b"<html><body><div " + names + b"></div></body></html>"))


@site
@no_robots
async def odd_charset(path: str, writer: Writer) -> None:
    writer.write(answer(pages.forum(), "200 OK", "text/html; charset=x-klingon-\u00ff"))


@site
@no_robots
async def picture(path: str, writer: Writer) -> None:
    writer.write(answer(b"\x89PNG\r\n\x1a\n" + bytes(2000), "200 OK", "image/png"))


@site
@no_robots
async def empty(path: str, writer: Writer) -> None:
    writer.write(answer(b""))


@site
@no_robots
async def gone(path: str, writer: Writer) -> None:
    writer.write(answer(b"<html><body>Not here</body></html>", "404 Not Found"))


@site
@no_robots
async def denied(path: str, writer: Writer) -> None:
    writer.write(answer(b"<html><body>No</body></html>", "403 Forbidden"))


@site
@no_robots
async def broken(path: str, writer: Writer) -> None:
    writer.write(answer(b"<html><body>Oops</body></html>", "500 Internal Server Error"))


@site
@no_robots
async def busy(path: str, writer: Writer) -> None:
    writer.write(answer(b"slow down", "429 Too Many Requests", "text/plain", "Retry-After: 120"))


@site
@no_robots
async def tagged(path: str, writer: Writer) -> None:
    writer.write(answer(pages.forum(), "200 OK", "text/html", "X-Robots-Tag: forum-registry: none"))


@site
@no_robots
async def tagged_picture(path: str, writer: Writer) -> None:
    tags = ["X-Robots-Tag: otherbot: none", "X-Robots-Tag: Forum-Registry: none"]
    writer.write(answer(b"\x89PNG\r\n\x1a\n" + bytes(200), "200 OK", "image/png", *tags))


@site
@no_robots
async def tagged_for_others(path: str, writer: Writer) -> None:
    writer.write(answer(pages.forum(), "200 OK", "text/html", "X-Robots-Tag: noindex"))


@site
@no_robots
async def landing(path: str, writer: Writer) -> None:
    writer.write(answer(pages.forum() if path.startswith("/community") else pages.landing("/community/")))


@site
@no_robots
async def refreshing(path: str, writer: Writer) -> None:
    head = b'<html><head><meta http-equiv="refresh" content="0; url=/forum/"></head><body></body></html>'
    writer.write(answer(pages.forum() if path.startswith("/forum") else head))


def _pages(pause: float) -> Site:
    """A Discourse-like front page whose software is known to have further pages."""

    async def serve_pages(path: str, writer: Writer) -> None:
        await asyncio.sleep(pause)
        if path == "/robots.txt":
            writer.write(NO_RULES)
        elif path == "/":
            writer.write(answer(pages.with_further_pages()))
        else:
            writer.write(answer(b"{}", "200 OK", "application/json"))

    return serve_pages


SITES["many-pages"] = _pages(0.0)
SITES["slow-pages"] = _pages(0.3)
SITES["robots-refused"] = robots("User-agent: *\nDisallow: /\n")
SITES["robots-names-us"] = robots("User-agent: Forum-Registry\nDisallow: /\n")
SITES["robots-welcomes-us"] = robots("User-agent: *\nDisallow: /\n\nUser-agent: forum-registry\nDisallow:\n")
SITES["robots-503"] = robots("User-agent: *\nAllow: /\n", "503 Service Unavailable")
SITES["robots-403"] = robots("User-agent: *\nDisallow: /\n", "403 Forbidden")
SITES["robots-429"] = robots("", "429 Too Many Requests")
SITES["robots-huge"] = robots("# filler\n" * 70_000 + "User-agent: *\nDisallow: /\n")
SITES["robots-huge-refusal"] = robots("User-agent: *\nDisallow: /\n" + "# filler\n" * 400_000)
SITES["robots-many-groups"] = robots("".join(f"User-agent: a{n}\n" for n in range(30_000)) + "Disallow: /\n" * 10_000)
SITES["robots-slow"] = robots("User-agent: *\nCrawl-delay: 0.7\n")
SITES["robots-very-slow"] = robots("User-agent: *\nCrawl-delay: 86400\n")


@site
async def robots_redirects(path: str, writer: Writer) -> None:
    writer.write(redirect(path + "x") if path.startswith("/robots.txt") else answer(pages.forum()))


@site
async def robots_redirected(path: str, writer: Writer) -> None:
    number = path.count("x", len("/robots.txt")) if path.startswith("/robots.txt") else None
    rules = answer(b"User-agent: *\nDisallow: /\n", "200 OK", "text/plain")
    writer.write(answer(pages.forum()) if number is None else redirect(path + "x") if number < 5 else rules)


@site
async def robots_endless(path: str, writer: Writer) -> None:
    if path != "/robots.txt":
        writer.write(answer(pages.forum()))
        return
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in range(100_000):
        writer.write(b"8ca0\r\n" + b"# filler\n" * 4_000 + b"\r\n")
        await writer.drain()


@site
async def robots_to_inside(path: str, writer: Writer) -> None:
    writer.write(
        redirect("http://169.254.169.254/latest/meta-data/") if path == "/robots.txt" else answer(pages.forum())
    )


@site
@no_robots
async def to_inside(path: str, writer: Writer) -> None:
    writer.write(redirect("http://169.254.169.254/latest/meta-data/"))


async def serve(reader: asyncio.StreamReader, writer: Writer) -> None:
    """One connection, one request after the other; a behaviour that writes no length closes the connection."""
    try:
        while (line := await reader.readline()).strip():
            path = line.split(b" ")[1].decode("latin-1")
            host = ""
            while (header := await reader.readline()).strip():
                if header.lower().startswith(b"host:"):
                    host = header.split(b":")[1].strip().decode("latin-1")
            name = host.partition(".")[0]
            HITS[f"{name}{path}"] += 1
            if name == "hits":
                writer.write(answer(json.dumps(HITS).encode(), "200 OK", "application/json"))
            elif name in SITES:
                await SITES[name](path, writer)
            else:
                writer.write(answer(b"no such site", "404 Not Found"))
            await writer.drain()
            if name in {"garbage", "short", "head-without-end", "interim", "reset", "robots-reset"}:
                break
    except (ConnectionError, IndexError, asyncio.LimitOverrunError):
        pass
    finally:
        writer.close()


async def main(host: str = "127.0.0.1", port: int = 0) -> None:
    """Serve until standard input closes."""
    _gzip_bomb(), _brotli_bomb()  # made now: later they would hold up every other site
    server = await asyncio.start_server(serve, host, port)
    DIAL["port"] = server.sockets[0].getsockname()[1]
    sys.stdout.write(f"{DIAL['port']}\n")
    sys.stdout.flush()
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    server.close()


if __name__ == "__main__":
    asyncio.run(main())
