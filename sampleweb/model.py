"""What a sample site is: its words, its figures, and what a visit of it ought to find.

Pure data. Times are aware UTC, whole minutes. A figure that is None is one the site does not state.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SampleThread:
    """One thread of a board. `replies` leaves out the opening post; `starter` and `last_by` are planted names."""

    number: int
    title: str
    replies: int
    views: int
    starter: str
    last_by: str
    started_at: datetime
    last_post_at: datetime


@dataclass(frozen=True, slots=True)
class SampleBoard:
    """One board. `newest` holds its newest threads, newest last post first; its first page shows them, then `older`.

    Some of the older ones had no reply: their last post is their first.
    `threads`, `posts` and `last_post_at` are what the site states of the board, None where it states nothing.
    """

    number: int
    name: str
    about: str
    category: str
    threads: int | None
    posts: int | None
    last_post_at: datetime | None
    newest: tuple[SampleThread, ...]
    older: tuple[SampleThread, ...] = ()

    @property
    def listed(self) -> tuple[SampleThread, ...]:
        """The threads of the board's first page, in its order."""
        return self.newest + self.older


@dataclass(frozen=True, slots=True)
class SamplePast:
    """What the demo makes up of a site's time before today. Days before today; None for what never was.

    `listed`: the seed list named it then for the first time. `shape` is how its figures came to be what they are:
    `growing`, `falling` (ever fewer posts, and members were cleared out once) or `gap` (out of reach for some months).
    It was listed as `formerly` until it was `renamed`. Its people were `told` of the listing; it `left` the list at
    its owner's wish, became one with the first site it links to (`joined`), or was marked `closed`.
    """

    listed: int = 0
    shape: str = "growing"
    formerly: str | None = None
    renamed: int | None = None
    told: int | None = None
    left: int | None = None
    joined: int | None = None
    closed: int | None = None


@dataclass(frozen=True, slots=True)
class SampleWishes:
    """What its people said of officials, so many `days` before today: the two answers, and the words they used."""

    days: int
    taking_part: str
    reading: str
    said: str


@dataclass(frozen=True, slots=True)
class SampleSite:
    """One site of the sample web and what a visit of it is expected to end in.

    `kind` says in words what it is (`forum`, `shop`, `login wall` ...), `pattern` which module of
    `sampleweb.kinds` writes its pages, `software` the platform slug a reader should name (None: home-made, or no
    forum). `outcome` is a word of the registry's vocabulary. `description` is None where the site states none.
    `members`, `threads`, `posts`, `online` and `last_post_at` are as stated by the site.
    `layout` picks among the structures of home-made software and of plain sites.
    `topic` and `place` hint at what an assessor should find. `seed`: in the demo's seed list; the others are
    found by links, or (`alone`) only by those who ask for them by name. `path` is where the site's front
    page stands on its host. `disallow` are the path prefixes its robots.txt keeps every agent from,
    `crawl_delay` the seconds it asks for between requests. `host` is the name without the port.
    `topics` (paths), `regions` (codes) and the words on sensitive forums are those of its row in the seed list.
    """

    name: str
    kind: str
    pattern: str
    outcome: str
    title: str
    host: str
    software: str | None = None
    version: str = ""
    layout: str = ""
    is_forum: bool = False
    description: str | None = None
    language: str = "en"
    topic: str = ""
    place: str = ""
    members: int | None = None
    threads: int | None = None
    posts: int | None = None
    online: int | None = None
    last_post_at: datetime | None = None
    boards: tuple[SampleBoard, ...] = ()
    seed: bool = False
    alone: bool = False
    path: str = "/"
    links: tuple[str, ...] = ()
    disallow: tuple[str, ...] = ()
    crawl_delay: float | None = None
    newest_member: str = ""
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    sensitive: str = ""
    sensitive_reason: str = ""
    agreed_by: str = ""
    past: SamplePast = SamplePast()
    wishes: SampleWishes | None = None

    @property
    def categories(self) -> tuple[tuple[str, tuple[SampleBoard, ...]], ...]:
        """The boards under the headings they stand under, in the site's order."""
        names = dict.fromkeys(board.category for board in self.boards)
        return tuple((name, tuple(board for board in self.boards if board.category == name)) for name in names)

    @property
    def newest(self) -> tuple[SampleThread, ...]:
        """The threads of all boards, newest last post first."""
        threads = (thread for board in self.boards for thread in board.newest)
        return tuple(sorted(threads, key=lambda thread: thread.last_post_at, reverse=True))

    def board_of(self, thread: SampleThread) -> SampleBoard:
        """The board a thread stands in; StopIteration when it is another site's."""
        return next(board for board in self.boards if thread in board.listed)
