"""What the generated web says of itself, held against a search that only reads its pages."""

import re
from collections import deque
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from protego import Protego

from sampleweb.generated import Web, generate
from sampleweb.generated.answering import Answerer
from sampleweb.generated.surroundings import front_of
from sampleweb.generated.truth import DEPTH, reachable, seeds, topics
from sampleweb.pages import Answer

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
PORT = 8100
_HREF = re.compile(r"""<a[^>]*?\shref=["']?([^"' >]+)""", re.IGNORECASE)
_ASIDE = re.compile(r"diary|browse\?|/search|PHPSESSID=|member|profile|/u/|user")


class Reader:
    """Reads pages as a polite visitor does: by robots.txt, following redirects, so many clicks into a site."""

    def __init__(self, web: Web) -> None:
        self._answerer = Answerer(web, PORT, NOW)
        self._rules: dict[str, Protego | None] = {}

    def may(self, host: str, target: str) -> bool:
        if host not in self._rules:
            answer = self._answerer.answer(host, "/robots.txt")
            kept_out = answer.behaviour != "answer" or answer.status >= 500
            self._rules[host] = None if kept_out else Protego.parse(answer.body.decode())
        rules = self._rules[host]
        return rules is not None and rules.can_fetch(f"http://{host}{target}", "forum-registry")

    def ask(self, url: str) -> tuple[str, Answer | None]:
        """Where an address leads in the end, and the answer there."""
        for _ in range(8):
            parts = urlsplit(url)
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if not self.may(parts.hostname or "", target):
                return url, None
            answer = self._answerer.answer(parts.hostname or "", target)
            if answer.behaviour != "answer":
                return url, None
            moved = dict(answer.headers).get("Location")
            if moved is None:
                return url, answer
            url = urljoin(url, moved)
        return url, None

    def links(self, url: str, body: str) -> list[str]:
        found = (urljoin(url, unescape(href)).partition("#")[0] for href in _HREF.findall(body))
        return [there for there in found if urlsplit(there).scheme == "http"]


def search(web: Web, start: list[str]) -> set[str]:
    """Names of the places read, by every link within `DEPTH` clicks of their front pages."""
    reader, read = Reader(web), set[str]()
    due = deque((url, 0) for url in start)
    met = dict.fromkeys(start, 0)
    while due:
        url, clicks = due.popleft()
        there, answer = reader.ask(url)
        host, path = urlsplit(there).hostname or "", urlsplit(there).path
        place = web.at(host, path)
        if answer is None or place is None or answer.status != 200:
            continue
        if b'id="username"' in answer.body and b"login-title" in answer.body:
            continue
        if place.name not in read:
            read.add(place.name)
            due.append((f"http://{place.host}:{PORT}{front_of(place)}", 0))
        for link in reader.links(there, answer.body.decode()):
            inside = urlsplit(link).hostname == host and web.at(host, urlsplit(link).path) is place
            if inside and (clicks == DEPTH or _ASIDE.search(link)):
                continue
            away = clicks + 1 if inside else 0
            if away < met.get(link, DEPTH + 1):
                met[link] = away
                due.append((link, away))
    return read


@pytest.mark.parametrize("seed", [1, 7])
def test_what_can_be_reached_is_what_a_search_of_the_pages_reaches(seed: int) -> None:
    web = generate(seed=seed, sites=220, forums=50)
    start = [place for topic in topics(web) for place in seeds(web, topic, 3)]
    read = search(web, [f"http://{place.host}:{PORT}{place.path}" for place in start])
    found = {name for name in read if web.by_name[name].is_forum}
    assert found == reachable(web, start)


def test_less_deep_is_less() -> None:
    web = generate(seed=1, sites=600)
    start = seeds(web, topics(web)[0])
    counts = [len(reachable(web, start, depth)) for depth in range(3)]
    assert counts == sorted(counts)
    assert counts[0] < counts[2] < len(web.forums), "some forums are out of reach"


def test_seeds_are_open_well_known_and_of_their_topic() -> None:
    web = generate(seed=3, sites=1500)
    for topic in topics(web):
        chosen = seeds(web, topic)
        assert len({place.name for place in chosen}) == len(chosen) == 5
        assert {web.subjects[place.subject].path for place in chosen} == {topic}
        assert {place.kind for place in chosen} == {"forum", "list"}
        assert all(place.is_open for place in chosen)
    assert seeds(web, topics(web)[0], 3) == seeds(generate(seed=3, sites=1500), topics(web)[0], 3)
