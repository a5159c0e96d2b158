"""Pages of the generated forums: the sample web's patterns, with each page's own links put in."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from sampleweb.generated import compact
from sampleweb.generated.forums import content
from sampleweb.generated.model import Out, Place
from sampleweb.generated.pages import anchor
from sampleweb.generated.software import SOFTWARE
from sampleweb.model import SampleSite, SampleThread
from sampleweb.pages import Answer, Maker, World, answers

_SAID = (
    "There is more on this at {}, for what it is worth.",
    "Somebody pointed me to {} last year.",
    "{} - have a look there as well.",
    "We had the same. In the end {} helped us.",
)


@dataclass(frozen=True, slots=True)
class _Named:
    """What templates know of a site that is linked to: its title."""

    title: Markup


@dataclass(frozen=True, slots=True)
class ForumWorld(World):
    """The world as one forum's pages see it: links are named by number, each page has its own."""

    place: Place
    outs: tuple[Out, ...]

    def origin(self, name: str) -> str:
        """The forum's own origin, or that of the link of that number."""
        host = self.outs[int(name[1:])].host if name[0] == "@" else self.place.host
        return f"http://{host}:{self.port}"

    def address(self, name: str) -> str:
        """The forum's own address, or what the link of that number leads to."""
        return self.origin(name) + (self.outs[int(name[1:])].path if name[0] == "@" else self.place.path)

    def html(self, template: str, site: SampleSite, **values: Any) -> Answer:
        """The page with its own links: friends at the front, those of members in their posts."""
        thread, board = values.get("thread"), values.get("board")
        if isinstance(thread, SampleThread):
            said = values["said"] = self._said(values["said"], thread)
            if "part" in values:  # a compact pattern's: it lists its posts
                values["posts"] = _posts(thread, said)
        outs = self.place.outs.get("front", ()) if thread is None and board is None else ()
        site = replace(site, links=tuple(f"@{self.outs.index(out)}" for out in outs))
        return World.html(self, template, site, **values)

    def _said(self, said: Mapping[str, str], thread: SampleThread) -> Mapping[str, str]:
        outs = self.place.outs.get(f"thread:{thread.number}", ())
        told = Markup(" ").join(
            Markup(_SAID[(thread.number + number) % len(_SAID)]).format(anchor(out, self.port))  # noqa: S704 - ours
            for number, out in enumerate(outs)
        )
        return {**said, "reply": Markup("{} {}").format(said["reply"], told)} if outs else said


def _posts(thread: SampleThread, said: Mapping[str, str]) -> list[tuple[str, datetime, str]]:
    """The posts that a thread's page shows: who, when, what."""
    first = (thread.starter, thread.started_at, said["question"])
    return [first, (thread.last_by, thread.last_post_at, said["reply"])]


def forum_pages(place: Place, seed: int, now: datetime, port: int) -> Mapping[str, Maker]:
    """Every address of a forum and how its answer is made."""
    site = content(place, seed, now)
    outs = tuple(dict.fromkeys(out for page in place.outs.values() for out in page))
    named = {f"@{number}": _Named(_inside(out, port)) for number, out in enumerate(outs)}
    sites: Mapping[str, Any] = MappingProxyType({place.name: site, **named})
    world = ForumWorld(port, now, sites, place, outs)
    return dict(compact.pages(site, world)) if SOFTWARE[place.software or "homemade"].compact else answers(site, world)


def _inside(out: Out, port: int) -> Markup:
    """What stands inside a link that a template writes."""
    return Markup(anchor(out, port).partition(">")[2].removesuffix("</a>"))  # noqa: S704 - escaped by `anchor`
