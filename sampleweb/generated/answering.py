"""What the generated web answers to a request: robots.txt, pages, refusals and silence. No network here."""

import re
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime

from sampleweb.generated import pages, traps
from sampleweb.generated.boards import forum_pages
from sampleweb.generated.counting import Rules
from sampleweb.generated.model import Place, Web
from sampleweb.kinds.difficult import AGENT
from sampleweb.pages import HTML, Answer, Maker, redirect, render

_TEXT = "text/plain; charset=utf-8"
_NOT_FOUND = Answer(
    b"<!DOCTYPE html><title>Not found</title><h1>Not found</h1><p>There is no such page.</p>", HTML, 404
)
SITEMAP = "/sitemap.xml"
_MOST_FORUMS = 400
"""Forums whose table of addresses is kept; the one asked least lately goes."""

_SESSION = re.compile(r"(?:(?<=\?)|[&;])(?:sid|s|PHPSESSID)=[^&;]*[&;]?")


class Answerer:
    """Answers for all hosts of a web. `port` is what its links name, `now` what its pages take for the present."""

    def __init__(self, web: Web, port: int, now: datetime) -> None:
        self.web = web
        self.port = port
        self.now = now
        self._forums: OrderedDict[str, Mapping[str, Maker]] = OrderedDict()

    def place(self, host: str, target: str = "/") -> Place | None:
        """The place a request is for; that of the host's root where its path belongs to none."""
        found = self.web.at(host, target.partition("?")[0])
        return found or next(iter(self.web.by_host.get(host, ())), None)

    def rules(self, host: str, agent: str) -> Rules:
        """What robots.txt of a host says to an agent: to be kept by those who read it, and by those who could not."""
        place = self.place(host)
        if place is None:
            return Rules()
        if place.state in ("refuses", "robots 503") or (place.state == "names us" and AGENT in agent):
            return Rules(("/",), place.crawl_delay)
        here = self.web.by_host[host]
        delays = [one.crawl_delay for one in here if one.crawl_delay is not None]
        return Rules(tuple(rule for one in here for rule in one.disallow), max(delays, default=None))

    def answer(self, host: str, target: str) -> Answer:
        """The answer to a request for a path with its query."""
        place = self.place(host, target)
        if place is None:
            farm = next((farm for farm in self.web.farms if farm.holds(host)), None)
            if farm is None:
                return Answer(behaviour="close")
            return traps.farmed(farm, host, target, self.web.seed, self.port)
        if place.kind == "dead" or place.state == "dead":
            return Answer(behaviour="close")
        if target == "/robots.txt":
            return self._robots(host, place)
        if host != place.host and host not in place.twins:
            return redirect(f"http://{place.host}:{self.port}{target}")
        return traps.of_state(place, self.port) or self._page(place, target)

    def _robots(self, host: str, place: Place) -> Answer:
        if place.state == "robots 503":
            return Answer(b"Service unavailable\n", _TEXT, 503)
        if place.state == "refuses":
            return Answer(b"User-agent: *\nDisallow: /\n", _TEXT)
        rules = self.rules(host, "")
        lines = ["User-agent: *", *(f"Disallow: {path}" for path in rules.disallow or ("",))]
        if rules.delay_s is not None:
            lines.append(f"Crawl-delay: {rules.delay_s:g}")
        if place.sitemap:
            lines.append(f"Sitemap: http://{place.host}:{self.port}{SITEMAP}")
        if place.state == "names us":
            lines += ["", f"User-agent: {AGENT}", "Disallow: /"]
        return Answer(("\n".join(lines) + "\n").encode(), _TEXT)

    def _page(self, place: Place, target: str) -> Answer:
        if place.is_forum:
            makers = self._forum(place)
            maker = makers.get(target) or makers.get(_SESSION.sub("", target).rstrip("?&;")) or makers.get("*")
            if maker is None and (other := _other_slash(target)) in makers:
                return redirect(f"http://{place.host}:{self.port}{other}")
            if maker is None:
                return _NOT_FOUND
            return traps.with_session(maker(), target) if place.sessions else maker()
        trap = traps.of_kind(place, target, self.web, self.port)
        if trap is not None:
            return trap
        path = target.partition("?")[0]
        if path == SITEMAP and place.sitemap:
            return pages.sitemap(place, self.port)
        if path == place.path:
            return self._skinned(place, pages.front(place, self.web.seed, self.port))
        leaf = next((leaf for leaf in place.leaves if leaf.path in (path, _other_slash(path))), None)
        if leaf is None:
            return _NOT_FOUND
        if leaf.path != path:
            return redirect(f"http://{place.host}:{self.port}{leaf.path}")
        if leaf.role == "away":
            (out,) = place.outs[leaf.path]
            return redirect(f"http://{out.host}:{self.port}{out.path}", 302)
        return self._skinned(place, pages.inner(place, leaf, self.web.seed, self.port))

    def _skinned(self, place: Place, page: pages.PageWords) -> Answer:
        return Answer(render(f"generated/{place.layout}.html", place=place, page=page, port=self.port).encode())

    def _forum(self, place: Place) -> Mapping[str, Maker]:
        makers = self._forums.get(place.name)
        if makers is None:
            makers = self._forums[place.name] = forum_pages(place, self.web.seed, self.now, self.port)
            if len(self._forums) > _MOST_FORUMS:
                self._forums.popitem(last=False)
        else:
            self._forums.move_to_end(place.name)
        return makers


def _other_slash(path: str) -> str:
    """The path with a slash at its end where it had none, and without where it had one: servers know both."""
    return path.removesuffix("/") if path.endswith("/") else f"{path}/"
