"""The generated web: the same for the same seed, on all software that is proved, read for what it is."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from crawler.page import Page
from crawler.platforms import platforms
from crawler.reader import read
from registry.identity import SharedHosts, site_key
from registry.profile import ForumProfile
from sampleweb.generated import Out, Place, Web, generate
from sampleweb.generated.answering import Answerer
from sampleweb.generated.forums import content
from sampleweb.generated.software import SOFTWARE, board_path, thread_path
from sampleweb.generated.surroundings import front_of

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PORT = 8100


@pytest.fixture(scope="module")
def web() -> Web:
    return generate(seed=1, sites=600)


@pytest.fixture(scope="module")
def answerer(web: Web) -> Answerer:
    return Answerer(web, PORT, NOW)


def profile_of(answerer: Answerer, place: Place, path: str) -> ForumProfile:
    answer = answerer.answer(place.host, path)
    assert answer.status == 200, (place.name, path)
    headers = (("Content-Type", answer.content_type), *answer.headers)
    return read(Page(f"http://{place.host}:{PORT}{path}", 200, headers, answer.body, NOW))


def test_one_seed_is_one_web_and_another_seed_is_another(web: Web, answerer: Answerer) -> None:
    again, other = generate(seed=1, sites=600), generate(seed=2, sites=600)
    assert again.places == web.places
    assert again.farms == web.farms
    assert other.places != web.places
    pages = Answerer(again, PORT, NOW)
    for place in web.places[::7]:
        assert pages.answer(place.host, place.path) == answerer.answer(place.host, place.path)


def test_links_name_the_same_threads_at_any_moment(web: Web) -> None:
    forum = web.forums[0]
    one, later = (content(forum, web.seed, moment) for moment in (NOW, NOW + timedelta(days=400)))
    assert [(t.number, t.title) for b in one.boards for t in b.listed] == [
        (t.number, t.title) for b in later.boards for t in b.listed
    ]


def test_every_proved_platform_is_there_in_the_full_web() -> None:
    made = Counter(place.software for place in generate(seed=1, sites=3000).forums)
    proved = {slug for slug, platform in platforms().items() if platform.tier == "A"}
    assert not proved - made.keys()
    assert made[""] >= 10, "home-made forums"


@pytest.mark.parametrize("software", sorted(SOFTWARE))
def test_each_software_is_recognised_on_its_pages(web: Web, answerer: Answerer, software: str) -> None:
    wanted = "" if software == "homemade" else software
    forum = next(place for place in web.forums if place.software == wanted)
    front = profile_of(answerer, forum, front_of(forum))
    assert front.is_forum
    assert (front.platform or "") == wanted
    board = content(forum, web.seed, NOW).boards[0]
    path = forum.path + board_path(wanted, forum.layout, board)
    assert profile_of(answerer, forum, path).is_forum
    path = forum.path + thread_path(wanted, forum.layout, board.listed[0], board)
    assert profile_of(answerer, forum, path).platform == front.platform


def test_what_is_no_forum_is_not_read_as_one(web: Web, answerer: Answerer) -> None:
    wrong: list[tuple[str, str]] = []
    for place in web.places:
        if place.is_forum or not place.is_open or place.kind in ("dead", "moved", "loop"):
            continue
        paths = (place.path, *(leaf.path for leaf in place.leaves[:3]))
        shown = (path for path in paths if answerer.answer(place.host, path).status == 200)
        wrong += [(place.name, path) for path in shown if profile_of(answerer, place, path).is_forum]
    assert not wrong


def links(web: Web) -> Iterator[tuple[Place, Out]]:
    return ((place, out) for place in web.places for outs in place.outs.values() for out in outs)


def test_what_a_link_names_is_there_and_can_be_a_site(web: Web, answerer: Answerer) -> None:
    hosts = SharedHosts()
    for place, out in links(web):
        assert site_key(f"http://{out.host}:{PORT}{out.path}", hosts).key
        there = web.at(out.host, out.path.partition("?")[0])
        if there is None or not there.is_open or there.kind == "dead":
            continue
        answer = answerer.answer(out.host, out.path)
        assert answer.status < 400 or answer.behaviour == "close", (place.name, out)


def test_a_slash_more_or_less_leads_to_the_same_page(web: Web, answerer: Answerer) -> None:
    for place in (
        next(p for p in web.forums if p.software == software) for software in ("drupal", "bbpress", "nodebb")
    ):
        path = front_of(place)
        other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
        if path != "/":
            assert dict(answerer.answer(place.host, other).headers)["Location"].endswith(path)
    council = next(place for place in web.places if place.kind == "council" and place.is_open)
    there = council.leaves[0].path
    assert dict(answerer.answer(council.host, f"{there}/").headers)["Location"].endswith(there)


def test_few_sites_are_known_to_many(web: Web) -> None:
    named = Counter(
        there.name
        for _, out in links(web)
        if (there := web.at(out.host, out.path.partition("?")[0])) is not None and there.is_forum
    )
    counts = sorted(named.values(), reverse=True)
    top = sum(counts[: len(counts) // 5])
    assert top > 0.4 * sum(counts), "a fifth of the forums has most links"
    assert counts[-1] <= 3


def test_most_links_stay_within_a_subject(web: Web) -> None:
    same = other = 0
    for place, out in links(web):
        there = web.at(out.host, out.path.partition("?")[0])
        if there is not None and there.kind != "hub" and place.kind not in ("directory", "provider"):
            same += there.subject == place.subject
            other += there.subject != place.subject
    assert same > 2 * other


@pytest.mark.parametrize(("sites", "forums"), [(99, None), (600, 20), (600, 601)])
def test_a_web_too_small_is_refused(sites: int, forums: int | None) -> None:
    with pytest.raises(ValueError, match="at least 100 sites"):
        generate(sites=sites, forums=forums)
