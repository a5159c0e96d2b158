"""The cache: what it keeps, under which name, for how long, and for whom never."""

import asyncio
from typing import Any

from starlette.testclient import TestClient

from registry_api.cache import SESSION_COOKIE, Cache


class Site:
    """An application that counts how often it is asked."""

    def __init__(self, size: int = 10, status: int = 200, control: str = "public, max-age=0") -> None:
        self.asked: list[str] = []
        self.size, self.status, self.control, self.generation = size, status, control, 1

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(f"{scope['method']} {scope['path']}?{scope['query_string'].decode()}")
        headers = [(b"cache-control", self.control.encode()), (b"content-length", str(self.size).encode())]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        body = (scope["path"].encode() * self.size)[: self.size]
        await send({"type": "http.response.body", "body": body[:3], "more_body": True})
        await send({"type": "http.response.body", "body": body[3:]})


def cache_of(site: Site, most_bytes: int = 1_000_000) -> Cache:
    def key(path: str, query: str) -> str | None:
        return None if path == "/never" else f"{path}?{'&'.join(sorted(query.split('&')))}"

    return Cache(site, most_bytes=most_bytes, generation=lambda: site.generation, key=key)


def ask(
    cache: Cache, path: str, query: str = "", method: str = "GET", **headers: str
) -> tuple[int, dict[str, str], bytes]:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": raw}
    asyncio.run(cache(scope, receive, send))  # type: ignore[arg-type]
    start = sent[0]
    told = {k.decode(): v.decode() for k, v in start["headers"]}
    return start["status"], told, b"".join(m.get("body", b"") for m in sent[1:])


def test_one_question_is_asked_once_however_it_is_written() -> None:
    site = Site()
    cache = cache_of(site)
    first = ask(cache, "/a", "x=1&y=2")
    assert ask(cache, "/a", "y=2&x=1") == first == ask(cache, "/a", "x=1&y=2")
    assert site.asked == ["GET /a?x=1&y=2"]


def test_a_new_generation_empties_it() -> None:
    site = Site()
    cache = cache_of(site)
    ask(cache, "/a")
    site.generation = 2
    ask(cache, "/a")
    assert len(site.asked) == 2


def test_what_a_session_sees_is_neither_kept_nor_answered_from_it() -> None:
    site = Site()
    cache = cache_of(site)
    cookie = f"other=1; {SESSION_COOKIE}=abc"
    ask(cache, "/a", cookie=cookie)
    assert cache.size == 0
    ask(cache, "/a")
    ask(cache, "/a", cookie=cookie)
    assert len(site.asked) == 3
    ask(cache, "/a", cookie="analytics=1")
    assert len(site.asked) == 3


def test_private_answers_and_errors_are_not_kept() -> None:
    for site in (Site(status=404), Site(control="no-store"), Site(control="private")):
        cache = cache_of(site)
        assert "etag" not in ask(cache, "/a")[1]
        ask(cache, "/a")
        assert len(site.asked) == 2
        assert cache.size == 0


def test_what_has_no_key_gets_validators_but_is_not_kept() -> None:
    site = Site()
    cache = cache_of(site)
    etag = ask(cache, "/never")[1]["etag"]
    assert ask(cache, "/never", if_none_match=etag)[0] == 304
    assert len(site.asked) == 2


def test_heads_and_known_bodies() -> None:
    site = Site()
    cache = cache_of(site)
    status, headers, body = ask(cache, "/a", method="HEAD")
    assert (status, body, headers["content-length"]) == (200, b"", "10")
    status, headers, body = ask(cache, "/a", if_none_match=f"W/{headers['etag']}")
    assert (status, body) == (304, b"")
    assert "content-length" not in headers
    assert ask(cache, "/a", if_none_match="*")[0] == 304
    assert ask(cache, "/a", if_none_match='"other"')[0] == 200
    assert site.asked == ["GET /a?"]


def test_the_least_recently_used_go_when_there_is_no_room() -> None:
    site = Site(size=1000)
    cache = cache_of(site, most_bytes=10_000)
    for n in range(4):
        ask(cache, f"/{n}")
    ask(cache, "/0")
    ask(cache, "/4")
    assert cache.size <= 10_000
    asked = len(site.asked)
    ask(cache, "/0")
    assert len(site.asked) == asked
    ask(cache, "/1")
    assert len(site.asked) == asked + 1


def test_one_answer_never_takes_all_the_room() -> None:
    site = Site(size=5000)
    cache = cache_of(site, most_bytes=10_000)
    ask(cache, "/a")
    assert cache.size == 0


def test_other_methods_pass() -> None:
    site = Site()
    ask(cache_of(site), "/a", method="POST")
    assert site.asked == ["POST /a?"]


def test_answers_are_compressed_for_whoever_understands_it(reader: TestClient) -> None:
    plain = reader.get("/forums", headers={"Accept-Encoding": "identity"})
    zipped = reader.get("/forums", headers={"Accept-Encoding": "br, gzip"})
    assert zipped.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert zipped.content == plain.content
    assert int(zipped.headers["content-length"]) < len(plain.content) / 3
    assert plain.headers["vary"] == zipped.headers["vary"] == "Accept-Encoding"
    assert plain.headers["etag"] != zipped.headers["etag"]
    for asked in (plain, zipped):
        again = reader.get(
            "/forums",
            headers={
                "If-None-Match": asked.headers["etag"],
                "Accept-Encoding": asked.request.headers["accept-encoding"],
            },
        )
        assert again.status_code == 304
        assert again.headers["etag"] == asked.headers["etag"]
    assert "content-encoding" not in reader.get("/forums", headers={"Accept-Encoding": "gzip;q=0"}).headers
    assert "content-encoding" not in reader.get("/healthz", headers={"Accept-Encoding": "gzip"}).headers
