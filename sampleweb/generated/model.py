"""What the generated web is made of: places, their pages, and the links from page to page. Pure data."""

from dataclasses import dataclass, field
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Subject:
    """What sites talk about. `path` is the topic's level-1 path ("" for pastimes of no department)."""

    name: str
    path: str
    language: str
    stems: tuple[str, ...]
    boards: tuple[tuple[str, str], ...]
    talk: tuple[str, ...]
    trade: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Out:
    """A link to another site: host and path (the port is known when it is served), its words, its form.

    `form`: `text`; `image` (no words but, sometimes, a description); `bare` (the address is its own words).
    """

    host: str
    path: str
    words: str
    form: str = "text"


@dataclass(slots=True)
class Leaf:
    """A page behind a front page: its address, its title, how many clicks from the front page it stands."""

    path: str
    title: str
    depth: int = 1
    role: str = "page"


@dataclass(slots=True)
class Place:
    """One site. `path` is where its front page stands on its host, with a slash at its end.

    `kind` says what it is, `state` how it meets visitors (see `states`), `weight` how well it is known
    (0: nobody has linked to it).
    `outs` holds the links of each page by the page's key: `front`, `thread:3` (the third thread), or a leaf's path.
    `hosts` are further names that lead to the same pages by redirect, `twins` names that show them as their own;
    `sessions`: its links carry a session, another one on each page. `sitemap`: robots.txt names a list of its pages;
    `canonical`: its pages name their own address. `provider` is the domain of who hosts it for
    strangers, `moves_to` the name of the place it redirects to.
    `software`, `version` and `layout` are a forum's. `disallow` are paths that robots.txt keeps everybody from.
    """

    name: str
    kind: str
    host: str
    title: str
    subject: str
    language: str = "en"
    path: str = "/"
    state: str = "open"
    weight: float = 1.0
    software: str = ""
    version: str = ""
    layout: str = ""
    region: str = ""
    hosts: tuple[str, ...] = ()
    twins: tuple[str, ...] = ()
    sessions: bool = False
    sitemap: bool = False
    canonical: bool = False
    provider: str = ""
    moves_to: str = ""
    disallow: tuple[str, ...] = ()
    crawl_delay: float | None = None
    leaves: list[Leaf] = field(default_factory=list)
    outs: dict[str, list[Out]] = field(default_factory=dict)

    @property
    def is_forum(self) -> bool:
        """Whether people talk with each other here, whoever may read it."""
        return self.kind == "forum"

    @property
    def is_open(self) -> bool:
        """Whether a polite visitor gets to see it."""
        return self.state in ("open", "slow", "busy")

    def link(self, page: str, out: Out) -> None:
        """Put a link on a page."""
        self.outs.setdefault(page, []).append(out)


@dataclass(frozen=True)
class Web:
    """A generated web. `places` in the order they were made; `farms` are rules that answer for whole domains."""

    seed: int
    places: tuple[Place, ...]
    subjects: dict[str, Subject]
    farms: tuple["Farm", ...] = ()

    @cached_property
    def by_name(self) -> dict[str, Place]:
        """Places by name."""
        return {place.name: place for place in self.places}

    @cached_property
    def by_host(self) -> dict[str, tuple[Place, ...]]:
        """The places of each host, the longest path first; further names of a place lead to it too."""
        found: dict[str, list[Place]] = {}
        for place in self.places:
            for host in (place.host, *place.hosts, *place.twins):
                found.setdefault(host, []).append(place)
        return {host: tuple(sorted(there, key=lambda place: -len(place.path))) for host, there in found.items()}

    def at(self, host: str, path: str) -> Place | None:
        """The place an address belongs to; None where there is none."""
        for place in self.by_host.get(host, ()):
            if path.startswith(place.path) or path == place.path.rstrip("/"):
                return place
        return None

    @cached_property
    def forums(self) -> tuple[Place, ...]:
        """The forums that a polite visitor gets to see."""
        return tuple(place for place in self.places if place.is_forum and place.is_open)


@dataclass(frozen=True, slots=True)
class Farm:
    """Look-alike hosts that link to each other: `count` of them under each of `domains`, or each a domain itself."""

    name: str
    domains: tuple[str, ...]
    count: int

    def host(self, number: int) -> str:
        """The name of one of its hosts."""
        if self.count == 1:
            return self.domains[number % len(self.domains)]
        return f"{_LABELS[number % len(_LABELS)]}-{number}.{self.domains[number % len(self.domains)]}"

    @property
    def size(self) -> int:
        """How many hosts it has."""
        return len(self.domains) * self.count

    def holds(self, host: str) -> bool:
        """Whether a host is one of its own."""
        return host in self.domains or host.partition(".")[2] in self.domains


_LABELS = ("best", "cheap", "top", "free", "online", "discount", "review", "forum", "buy", "deal")
