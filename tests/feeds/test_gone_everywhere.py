"""A forum that is removed is gone from every format of every process within two seconds."""

import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.removal import forget
from registry.db import Sessions, now_utc
from registry_api.changefeeds import VIEWS
from registry_api.views import views
from tests.api.forums import ORGANISATIONS, keep_lists
from tests.feeds.serving import Served, served
from tests.store.making import HOSTS

WITHIN_S = 2.0
ADDRESS = "https://zebrafinch.example/aviary/"
WORDS = (b"zebrafinch", b"aviary")
"""Words that stand in the name, description and address of the removed forum and nowhere else; in any case."""


def planted(sessions: Sessions) -> str:
    """Three forums on one topic; the id of the one that will be removed."""
    keep_lists(sessions)
    slug = next(iter(ORGANISATIONS))
    with sessions.write() as session:
        for number, (name, address) in enumerate(
            [
                ("Zebrafinch Talk", ADDRESS),
                ("Tenants", "https://tenants.example/"),
                ("Renters", "https://rent.example/"),
            ]
        ):
            seed = Placement(
                address, name, f"{name}: who keeps an aviary" if not number else "About renting", "en", "GB",
                topics=("/housing/renting",), regions=("L1",), organisations=(slug,),
                named_in=f"{address}list", public_id=f"planted{number}",
            )  # fmt: skip
            assert list_seed(session, seed, now=now_utc(), hosts=HOSTS).result == "listed"
    return "planted0"


def addresses(public_id: str) -> list[str]:
    """Wherever a forum can be shown."""
    questions = ("", "?q=zebrafinch", "?topic=/housing", "?region=N1&sort=newest", "?q=zebrafinhc", "?q=zebra")
    lists = [f"/forums{view.suffix}{question}" for view in views() for question in questions]
    changes = [f"{view.path}{question}" for view in VIEWS for question in ("", "?kind=added", "?topic=/housing")]
    pages = [
        "/", "/cy", "/cy/forums", "/cy/changes", f"/forums/{public_id}", f"/cy/forums/{public_id}",
        "/topics", "/topics/housing", "/topics/housing/renting", "/places", "/places/L1", "/organisations",
        f"/organisations/{next(iter(ORGANISATIONS))}", "/sitemap.xml", "/sitemap/pages.xml", "/sitemap/forums-1.xml",
    ]  # fmt: skip
    api = [
        "/api/v1/forums", f"/api/v1/forums/{public_id}", "/api/v1/changes?since=0",
        f"/api/v1/lookup?url={quote(ADDRESS)}", "/readyz",
    ]  # fmt: skip
    return [*lists, *changes, *pages, *api]


def may_say(path: str) -> tuple[bytes, ...]:
    """What an answer may not hold: the words always, unless the question brought them; the id but for changes."""
    asked = path.lower().encode()
    return tuple(word for word in WORDS if word not in asked)


def leaks(server: Served, path: str, etag: str, public_id: str) -> str | None:
    """What an answer still holds of the removed forum; None when it is gone."""
    status, _, body = server.ask(path, etag)
    if status == 304:
        return "304: not changed"
    text = body.lower()
    if found := [word for word in may_say(path) if word in text]:
        return f"{status}: {found}"
    if public_id.encode() in body and "changes" not in path and public_id not in path:
        return f"{status}: the id"
    if public_id in path and status != 404:
        return f"{status}: still there"
    return None


def first_sight(server: Served, public_id: str) -> dict[str, str]:
    """The addresses that show the forum, with their ETags; each is answered 304 when asked again."""
    shown = {}
    for path in addresses(public_id):
        status, etag, body = server.ask(path)
        if status == 200 and (b"ebrafinch" in body or public_id.encode() in body):
            assert server.ask(path, etag)[0] == 304, path
            shown[path] = etag
    return shown


def watch(server: Served, shown: dict[str, str], public_id: str, began: float) -> dict[str, float]:
    """Ask again and again until it is gone; gives the seconds after which each address no longer held it."""
    took: dict[str, float] = {}
    still: dict[str, str] = dict.fromkeys(shown, "")
    while still and time.monotonic() - began < 5 * WITHIN_S:
        for path in list(still):
            if (leak := leaks(server, path, shown[path], public_id)) is None:
                took[path] = time.monotonic() - began
                del still[path]
            else:
                still[path] = leak
                time.sleep(0.05)  # whoever asks all the time keeps the process from looking
                break
    assert not still, still
    return took


def test_a_removed_forum_is_gone_from_every_format_of_every_process(sessions: Sessions, database_url: str) -> None:
    public_id = planted(sessions)
    with served(database_url, processes=2) as servers, ThreadPoolExecutor(len(servers)) as watchers:
        shown = list(watchers.map(lambda server: first_sight(server, public_id), servers))
        assert all(len(addresses) > 40 for addresses in shown), shown
        with sessions.write() as session:
            removed = forget(session, ADDRESS, actor="operator", reason="asked", now=now_utc(), hosts=HOSTS)
        began = time.monotonic()
        assert removed.public_ids == (public_id,)
        took = list(watchers.map(lambda pair: watch(*pair, public_id, began), zip(servers, shown, strict=True)))
        slowest = max(seconds for one in took for seconds in one.values())
        print(f"gone from {sum(map(len, took))} answers of {len(servers)} processes after {slowest:.2f} s")  # noqa: T201
        assert slowest <= WITHIN_S
        for server in servers:
            for path in addresses(public_id):
                assert leaks(server, path, "", public_id) is None, path
