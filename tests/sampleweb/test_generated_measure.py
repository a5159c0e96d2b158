"""What the measure of discovery makes of two runs, and the bounds of the server it runs against."""

from xml.etree import ElementTree

import pytest

from benchmarks._curves import picture
from benchmarks._generated import Seen, _kinds
from benchmarks.discover import Run, compared, name_of
from sampleweb.__main__ import main
from sampleweb.generated import Web, generate, serving
from sampleweb.generated.serving import GeneratedServer


@pytest.fixture(scope="module")
def web() -> Web:
    return generate(seed=1, sites=300)


def seen(pages: int, robots: int = 0) -> Seen:
    """One page a second, and robots.txt at the same seconds."""
    times = tuple(float(second) for second in range(1, pages + 1))
    return Seen(times, times[:robots], 0, 0, 0, {}, ())


def test_costs_are_pages_asked_for_before_a_forum_was_found() -> None:
    run = Run.of({"b": 7.5, "a": 2.0}, seen(pages=10, robots=3))
    assert run.costs == (2, 7)
    assert [run.within(pages) for pages in (1, 2, 6.9, 7)] == [0, 1, 1, 2]
    assert (run.cost_of(1), run.cost_of(2), run.cost_of(2, robots=True)) == (2, 7, 10)
    assert (run.cost_of(3), run.cost_of(3, robots=True)) == (10, 13), "all that was asked for, where fewer were found"


def test_a_breadth_first_that_gave_up_is_marked_so(capsys: pytest.CaptureFixture[str]) -> None:
    ours = Run.of({str(n): float(n) for n in range(1, 11)}, seen(pages=10))
    theirs = Run.of({"1": 30.0}, seen(pages=40))
    compared("D", ours, theirs)
    rows = {line.split("\t")[0]: line.split("\t")[1:] for line in capsys.readouterr().out.splitlines()}
    assert rows["D-PAGES"] == ["0.250", "10", ">40", "0.333", "ok"]
    assert rows["D-HALF"] == ["5.000", "5", "0", "2.5", "ok"]
    compared("D", ours, ours)
    assert "D-HALF\t1.000\t5\t5\t2.5\tshort" in capsys.readouterr().out


def test_a_key_of_the_registry_names_a_place_of_the_web(web: Web) -> None:
    for forum in web.forums:
        host = forum.host.removeprefix("www.")
        assert name_of(web, f"{host}:8100{forum.path}".rstrip("/")) == forum.name


def test_pages_are_told_by_what_stands_at_a_host(web: Web) -> None:
    forum = next(place for place in web.forums if place.path == "/")
    refusing = next(place for place in web.places if place.state == "refuses" and place.path == "/")
    hosts = {forum.host: 3, refusing.host: 1, web.farms[0].host(3): 9, "far.example": 1}
    told = _kinds(web, hosts)
    assert told == {"farm": 9, "forum": 3, f"{refusing.kind}, refuses": 1, "no such host": 1}


def test_curves_are_a_picture() -> None:
    drawn = ElementTree.fromstring(picture({"ours": (1, 5, 9), "<theirs>": ()}, wanted=4))  # noqa: S314 - our own
    assert len([line for line in drawn.iter() if line.tag.endswith("polyline")]) == 2
    assert "<theirs>" in [text.text for text in drawn.iter() if text.tag.endswith("}text")]


def test_what_the_server_keeps_is_bounded(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "MOST_KEPT", 50_000)
    with GeneratedServer(web) as server:
        for place in web.places:
            server.wire(place.host, place.path)
        assert sum(len(ready) for ready in server._ready.values()) <= 50_000


def test_forums_asked_long_ago_are_forgotten(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sampleweb.generated.answering._MOST_FORUMS", 3)
    with GeneratedServer(web) as server:
        for place in web.forums:
            server.answerer.answer(place.host, place.path)
        assert len(server.answerer._forums) == 3


def test_a_web_that_cannot_be_made_is_one_clear_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--generated", "--sites", "9", "--port", "0"]) == 2
    assert capsys.readouterr().err.startswith("sampleweb: a generated web has at least 100 sites")
