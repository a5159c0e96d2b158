"""Downloads: the whole answer unless a page is asked for, long ones streamed, of one generation, under a good name."""

import asyncio
import itertools
import re
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from registry.db import Sessions
from registry_api.routes import downloads
from registry_api.views import View, views
from tests.api.conftest import client_of
from tests.api.forums import withdraw
from tests.formats.conftest import FORUMS
from tests.formats.reading import ids

DOWNLOADS = [view for view in views() if view.is_download]
each = pytest.mark.parametrize("view", DOWNLOADS, ids=lambda view: view.label)
QUESTIONS = ["", "q=tenants", "topic=/transport&sort=name", "q=forum+for+people", "sort=newest"]


def test_these_are_the_downloads() -> None:
    assert {view.suffix for view in DOWNLOADS} == {".csv", ".opml", ".ndjson"}


@pytest.mark.parametrize("question", QUESTIONS)
def test_all_views_show_the_same_forums_page_after_page_and_downloads_all_of_them(
    shop: TestClient, question: str
) -> None:
    start = shop.get(f"/forums.json?{question}").json()
    walked: list[str] = []
    for page in range(1, start["pages"] + 1):
        asked = f"{question}&page={page}"
        shown = {view.suffix: ids(view, shop.get(f"/forums{view.suffix}?{asked}").content) for view in views()}
        assert len({tuple(found) for found in shown.values()}) == 1, shown
        walked += shown[".json"]
    assert len(walked) == len(set(walked)) == start["total"]
    for view in DOWNLOADS:
        assert ids(view, shop.get(f"/forums{view.suffix}?{question}").content) == walked


@each
@pytest.mark.parametrize("longest", [0, FORUMS], ids=["streamed", "at once"])
def test_a_page_and_the_whole_are_kept_apart(
    shop: TestClient, view: View, longest: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "SHORT", longest)
    for _ in ("fresh", "kept"):
        for asked, count in (("?page=1", 50), ("", FORUMS), ("?page=3", 30), ("?page=", FORUMS)):
            assert len(ids(view, shop.get(f"/forums{view.suffix}{asked}").content)) == count
    assert shop.get(f"/forums{view.suffix}?page=4").status_code == 404
    assert shop.get(f"/forums{view.suffix}?nonsense=4").status_code == 400


@each
def test_a_long_one_is_streamed_past_the_cache_and_still_has_a_validator(
    shop: TestClient, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"/forums{view.suffix}?q=tenants&sort=size"
    short = shop.get(address, headers={"Accept-Encoding": "identity"})
    assert short.headers["etag"].startswith('"')
    assert int(short.headers["content-length"]) == len(short.content)
    shop.app._empty(0)  # type: ignore[attr-defined]  # the outermost layer is the cache
    monkeypatch.setattr(downloads, "SHORT", 5)
    long = shop.get(address)
    assert long.content == short.content
    assert "content-length" not in long.headers
    assert shop.app.size == 0  # type: ignore[attr-defined]
    tag = long.headers["etag"]
    assert tag.startswith('W/"')
    known = shop.get(address, headers={"If-None-Match": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert shop.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    others = [f"/forums{other.suffix}?q=tenants&sort=size" for other in DOWNLOADS if other is not view]
    for other in (*others, f"/forums{view.suffix}?q=tenants", f"/forums{view.suffix}"):
        assert shop.get(other).headers["etag"] != tag


@each
def test_a_head_costs_no_body(shop: TestClient, view: View, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(downloads, "SHORT", 0)
    made: list[bytes] = []
    paced = downloads.paced

    def counted(parts: Any) -> Any:
        return paced(made.append(part) or part for part in parts)

    monkeypatch.setattr(downloads, "paced", counted)
    head = shop.head(f"/forums{view.suffix}")
    assert (head.status_code, head.content) == (200, b"")
    assert made == []
    assert head.headers["etag"] == shop.get(f"/forums{view.suffix}").headers["etag"]
    assert made


@each
def test_a_removal_makes_the_validator_worthless(
    stocked: Sessions, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "SHORT", 0)
    address = f"/forums{view.suffix}"
    with client_of(stocked) as client:
        before = client.get(address)
        withdraw(stocked, "f00007")
        _look_again(client)
        after = client.get(address, headers={"If-None-Match": before.headers["etag"]})
        assert after.status_code == 200
        assert set(ids(view, before.content)) - set(ids(view, after.content)) == {"f00007"}


@each
def test_a_download_under_way_stays_of_one_generation(
    stocked: Sessions, view: View, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(downloads, "SHORT", 0)
    for part in ("csv_table.ROWS", "ndjson.LINES", "opml.OUTLINES"):
        monkeypatch.setattr(f"registry_api.views.{part}", 10)
    with client_of(stocked) as client:
        before = client.get(f"/forums{view.suffix}").content
        sent: list[bytes] = []

        async def send(message: Any) -> None:
            sent.append(message.get("body", b""))
            if len(sent) == 4:
                for number in range(0, FORUMS, 2):
                    withdraw(stocked, f"f{number:05d}")
                _look_again(client)

        async def receive() -> Any:
            await asyncio.sleep(3600)

        scope = {
            "type": "http", "method": "GET", "path": f"/forums{view.suffix}", "raw_path": b"", "query_string": b"",
            "headers": [], "server": ("registry.example", 443), "scheme": "https", "http_version": "1.1",
        }  # fmt: skip
        asyncio.run(client.app(scope, receive, send))
        assert len(sent) > 8
        assert b"".join(sent) == before
        assert len(ids(view, client.get(f"/forums{view.suffix}").content)) == FORUMS // 2


def _look_again(client: TestClient) -> None:
    public = client.app._app._app._app.state.public  # type: ignore[attr-defined]  # within cache, headers, language
    public.refresh()


@each
def test_a_copy_has_a_good_name(shop: TestClient, view: View) -> None:
    names = {
        "": f"forums-2026-11-19{view.suffix}",
        "q=tenants": f"forums-tenants-2026-11-19{view.suffix}",
        "q=%22%0d%0aX-Evil:+1%22%3b../../x": f"forums-x-evil-1-x-2026-11-19{view.suffix}",
        "topic=/transport&page=1": f"forums-transport-page-1-2026-11-19{view.suffix}",
        "q=" + "длинно" * 20: f"forums-2026-11-19{view.suffix}",
    }
    for question, name in names.items():
        answer = shop.get(f"/forums{view.suffix}?{question}")
        assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'
        assert "x-evil" not in answer.headers


@pytest.mark.parametrize("view", views(), ids=lambda view: view.label)
def test_every_view_names_the_licence_and_where_else_to_look(shop: TestClient, view: View) -> None:
    answer = shop.get(f"/forums{view.suffix}?sort=name&page=2")
    links = answer.headers["link"]
    assert '<https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/>; rel="license"' in links
    assert f'<https://registry.example/forums{view.suffix}?sort=name&page=3>; rel="next"' in links
    first = f"https://registry.example/forums{view.suffix}?sort=name" + ("&page=1" if view.is_download else "")
    assert f'<{first}>; rel="prev"' in links
    for other in views():
        if other is not view:
            page = "" if other.is_download else "&page=2"
            address = f"https://registry.example/forums{other.suffix}?sort=name{page}"
            assert f'<{address}>; rel="alternate"; type="{other.media_type}"' in links
    if view.is_download:
        assert 'rel="next"' not in shop.get(f"/forums{view.suffix}").headers["link"]


@pytest.mark.parametrize("view", views(), ids=lambda view: view.label)
def test_heads_stay_small_whatever_is_asked(shop: TestClient, view: View) -> None:
    answer = shop.get(f"/forums{view.suffix}", params={"q": "𝔘" * 200})
    assert answer.status_code == 200
    assert len(answer.headers["link"]) <= 4000
    assert 'rel="license"' in answer.headers["link"]


def test_pages_and_downloads_link_whole_answers(shop: TestClient) -> None:
    text = shop.get("/forums?sort=name&page=2").text
    for view in DOWNLOADS:
        assert f'href="/forums{view.suffix}?sort=name"' in text
        assert f'href="/forums{view.suffix}?sort=name&amp;page=2"' not in text
    assert re.search(r'href="/forums.rss\?sort=name&amp;page=2"', text)


def test_many_downloads_leave_room_for_others_after_each_part() -> None:
    told: list[str] = []

    def parts() -> Iterator[bytes]:
        for _ in range(5):
            told.append("part")
            yield b"x"

    async def download() -> int:
        return len([part async for part in downloads.paced(parts())])

    async def other() -> None:
        while told.count("part") < 40:
            told.append("other")
            await asyncio.sleep(0)

    async def all_at_once() -> list[Any]:
        return await asyncio.gather(other(), *(download() for _ in range(8)))

    assert asyncio.run(all_at_once())[1:] == [5] * 8
    assert all(pair != ("part", "part") for pair in itertools.pairwise(told)), told
