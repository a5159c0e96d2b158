"""The server of the generated web counts what its visitors do, and a rude one is found out."""

import http.client
import threading
import time
from collections.abc import Iterator

import pytest

from sampleweb.generated import Place, generate
from sampleweb.generated.counting import TOLERANCE_S, Ledger, Rules
from sampleweb.generated.serving import BUSY_FOR_S, SLOW_S, GeneratedServer
from sampleweb.kinds.difficult import AGENT

DELAY_S = 0.05


@pytest.fixture(scope="module")
def server() -> Iterator[GeneratedServer]:
    with GeneratedServer(generate(seed=1, sites=1000)) as running:
        yield running


@pytest.fixture(autouse=True)
def _another_visitor(server: GeneratedServer) -> None:
    server.anew(DELAY_S)


def ask(server: GeneratedServer, host: str, path: str, agent: str = AGENT) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": f"{host}:{server.port}", "User-Agent": agent})
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def one(server: GeneratedServer, state: str, **more: object) -> Place:
    return next(
        place
        for place in server.web.places
        if place.state == state
        and place.kind not in ("dead", "moved", "loop", "portal")
        and not place.provider
        and all(getattr(place, name) == value for name, value in more.items())
    )


def plain(server: GeneratedServer) -> Place:
    return one(server, "open", crawl_delay=None, disallow=())


def test_a_patient_visitor_is_blameless(server: GeneratedServer) -> None:
    place = plain(server)
    for path in ("/robots.txt", place.path, place.path):
        ask(server, place.host, path)
        time.sleep(DELAY_S)
    counted = server.anew(DELAY_S)
    assert (counted.disallowed, counted.short_gaps, counted.at_once) == (0, 0, 0)
    assert (counted.robots, len(counted.times), dict(counted.hosts)) == (1, 2, {place.host: 2})


def test_haste_is_counted(server: GeneratedServer) -> None:
    place = plain(server)
    for _ in range(3):
        ask(server, place.host, place.path)
    counted = server.anew(DELAY_S)
    assert counted.short_gaps == 2
    assert counted.examples[0].startswith("after 0.0")


def test_a_longer_delay_asked_for_in_robots_is_held_against_pages(server: GeneratedServer) -> None:
    place = next(p for p in server.web.places if (p.crawl_delay or 0) >= 0.2 and p.state == "open" and p.kind != "dead")
    for path in (place.path, "/robots.txt", place.path):
        ask(server, place.host, path)
        time.sleep(DELAY_S)
    assert server.anew(DELAY_S).short_gaps == 1


@pytest.mark.parametrize(("state", "agent", "blamed"), [
    ("refuses", "anybody", 1), ("robots 503", "anybody", 1), ("names us", AGENT, 1), ("names us", "anybody", 0),
])  # fmt: skip
def test_where_robots_keeps_out_a_request_is_counted(
    server: GeneratedServer, state: str, agent: str, blamed: int
) -> None:
    place = one(server, state)
    ask(server, place.host, place.path, agent)
    assert server.anew(DELAY_S).disallowed == blamed


def test_a_path_that_is_disallowed_is_counted(server: GeneratedServer) -> None:
    place = next(place for place in server.web.places if place.disallow and place.state == "open")
    ask(server, place.host, place.disallow[0] + "?x=1")
    ask(server, plain(server).host, place.disallow[0])
    assert server.anew(DELAY_S).disallowed == 1


def test_two_at_once_are_counted(server: GeneratedServer) -> None:
    place = one(server, "slow", crawl_delay=None)
    begun = time.monotonic()
    threads = [threading.Thread(target=ask, args=(server, place.host, place.path)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begun >= SLOW_S
    assert server.anew(DELAY_S).at_once == 1


def test_a_busy_site_asks_for_time_and_counts_who_gives_it_none(server: GeneratedServer) -> None:
    place = one(server, "busy", crawl_delay=None)
    assert ask(server, place.host, place.path) == 429
    time.sleep(DELAY_S)
    assert ask(server, place.host, place.path) in (200, 301)
    assert server.anew(DELAY_S).short_gaps == 1
    assert ask(server, place.host, place.path) == 429
    time.sleep(BUSY_FOR_S)
    ask(server, place.host, place.path)
    assert server.anew(DELAY_S).short_gaps == 0


def test_a_dead_host_says_nothing_and_is_no_longer_under_way(server: GeneratedServer) -> None:
    place = next(place for place in server.web.places if place.kind == "dead")
    for _ in range(2):
        with pytest.raises((http.client.RemoteDisconnected, ConnectionResetError)):
            ask(server, place.host, "/")
        time.sleep(DELAY_S)
    assert server.anew(DELAY_S).at_once == 0


def test_farms_answer_for_all_their_hosts(server: GeneratedServer) -> None:
    for farm in server.web.farms:
        assert ask(server, farm.host(7), "/") == 200
        assert ask(server, farm.host(7), "/robots.txt") == 200
        assert farm.size > 100


def test_the_tolerance_is_all_that_is_tolerated() -> None:
    for gap, blamed in ((1.0, 0), (1.0 - TOLERANCE_S / 2, 0), (1.0 - TOLERANCE_S * 2, 1)):
        ledger = Ledger()
        ledger.begun("a", "/", Rules((), 1.0), 10.0)
        ledger.ended("a", 12.0)
        ledger.begun("a", "/x", Rules((), 1.0), 12.0 + gap)
        assert ledger.taken().short_gaps == blamed
