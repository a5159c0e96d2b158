"""The forum software of the generated web: how common it is, and the shapes of its addresses.

Shares are guesses at what a search of British communities meets, not measured; every platform appears.
"""

from dataclasses import dataclass, field
from types import MappingProxyType

from sampleweb.model import SampleBoard, SampleThread
from sampleweb.pages import slug


@dataclass(frozen=True, slots=True)
class Software:
    """One platform. Addresses are relative to the forum's folder; `{n}`, `{slug}` and `{board}` are filled in.

    `front` is where the forum stands below the folder of the software around it. `folder`: it may be installed in a
    folder of a host. `compact`: its pages are the one template of that name, `feeds` and
    `also_front` further addresses of it.
    """

    name: str
    share: float
    board: str
    thread: str
    front: str = ""
    versions: tuple[str, ...] = ("",)
    layouts: tuple[str, ...] = ("",)
    folder: bool = True
    compact: bool = False
    feeds: tuple[str, ...] = ()
    also_front: tuple[str, ...] = ()

    def of_board(self, board: SampleBoard) -> str:
        """The address of a board."""
        return self.board.format(n=board.number, slug=slug(board.name))

    def of_thread(self, thread: SampleThread, board: SampleBoard) -> str:
        """The address of a thread."""
        return self.thread.format(n=thread.number, slug=slug(thread.title), board=slug(board.name), b=board.number)


_ROBOTS = MappingProxyType(
    {
        "phpbb": ("memberlist.php", "ucp.php", "search.php", "posting.php"),
        "mybb": ("member.php", "search.php", "calendar.php"),
        "discourse": ("u/", "search", "admin/"),
        "xenforo": ("members/", "search/", "login/"),
    }
)

_ALL = (
    Software("phpbb", 18, "viewforum.php?f={n}", "viewtopic.php?t={n}", versions=("3.2", "3.3.10", "3.3.14")),
    Software("xenforo", 11, "forums/{slug}.{n}/", "threads/{slug}.{n}/", versions=("2.2", "2.3")),
    Software("discourse", 8, "c/{slug}/{n}", "t/{slug}/{n}", versions=("2.8.9", "3.2.1", "3.4.0"), folder=False),
    Software("smf", 7, "index.php?board={n}.0", "index.php?topic={n}.0", versions=("2.0.19", "2.1.4")),
    Software("mybb", 6, "forumdisplay.php?fid={n}", "showthread.php?tid={n}", versions=("1.8.37",)),
    Software("", 9, "", "", layouts=("table", "list", "cards", "definitions", "broken", "stream"), folder=False),
    Software(
        "vbulletin", 9, "forumdisplay.php?{n}-{slug}", "showthread.php?{n}-{slug}", versions=("4.2.5", "4.2.2"),
        compact=True, feeds=("external.php?type=RSS2",), also_front=("forum.php", "index.php"),
    ),
    Software("invision", 6, "forum/{n}-{slug}/", "topic/{n}-{slug}/", versions=("4.7",), compact=True),
    Software(
        "vanilla", 3, "categories/{slug}", "discussion/{n}/{slug}", folder=False, compact=True,
        feeds=("discussions/feed.rss",), also_front=("categories",),
    ),
    Software(
        "bbpress", 5, "forums/forum/{slug}/", "forums/topic/{slug}/", front="forums/", folder=False, compact=True,
        feeds=("forums/feed/",),
    ),
    Software("drupal", 3, "forum/{n}", "node/{n}", front="forum", folder=False, compact=True),
    Software("nodebb", 3, "category/{n}/{slug}", "topic/{n}/{slug}", folder=False, compact=True),
    Software(
        "fluxbb", 3, "viewforum.php?id={n}", "viewtopic.php?id={n}", compact=True,
        feeds=("extern.php?action=feed&type=atom",), also_front=("index.php",),
    ),
    Software(
        "punbb", 2, "viewforum.php?id={n}", "viewtopic.php?id={n}", compact=True,
        feeds=("extern.php?action=feed&type=rss",), also_front=("index.php",),
    ),
    Software(
        "hyperkitty", 1.5, "archives/list/{slug}@lists.example.org/",
        "archives/list/{board}@lists.example.org/thread/{n}/",
        front="archives/", versions=("1.3.12",), folder=False, compact=True,
    ),
    Software(
        "jive", 1.5, "forum.jspa?forumID={n}", "thread.jspa?threadID={n}", compact=True, also_front=("index.jspa",),
    ),
    Software("spirit", 1, "category/{n}-{slug}/", "topic/{n}/{slug}/", folder=False, compact=True),
    Software(
        "django-machina", 1, "forum/{slug}-{n}/", "forum/{board}-{b}/topic/{slug}-{n}/", folder=False, compact=True,
        feeds=("feeds/topics/",),
    ),
    Software(
        "lemmy", 1.5, "c/c{n}", "post/{n}", versions=("0.19.11",), folder=False, compact=True,
        feeds=("feeds/local.xml?sort=Active",),
    ),
    Software("woltlab", 1.5, "board/{n}-{slug}/", "thread/{n}-{slug}/", compact=True),
)  # fmt: skip

SOFTWARE = MappingProxyType({software.name or "homemade": software for software in _ALL})
"""All platforms by name."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a home-made layout's addresses."""

    board: str
    thread: str
    feed: str = field(default="")


HOMEMADE = MappingProxyType(
    {
        "table": Shapes("board.asp?id={n}", "topic.asp?id={n}"),
        "list": Shapes("bwrdd/{slug}", "edefyn/{n}"),
        "cards": Shapes("forum/{slug}", "discussion/{n}/{slug}"),
        "definitions": Shapes("boards/{n}.html", "boards/t{n}.html"),
        "broken": Shapes("cgi-bin/forum.pl?b={n}", "cgi-bin/forum.pl?t={n}"),
        "stream": Shapes("topics/{slug}", "posts/{n}-{slug}"),
    }
)


def robots_of(software: str) -> tuple[str, ...]:
    """What the robots.txt that comes with the software, or that its people copy from each other, keeps out of."""
    return _ROBOTS.get(software, ())


def thread_path(software: str, layout: str, thread: SampleThread, board: SampleBoard) -> str:
    """The address of a thread below the forum's folder, as its own pages give it."""
    if software:
        return SOFTWARE[software].of_thread(thread, board)
    return HOMEMADE[layout].thread.format(n=thread.number, slug=slug(thread.title))


def board_path(software: str, layout: str, board: SampleBoard) -> str:
    """The same for a board."""
    if software:
        return SOFTWARE[software].of_board(board)
    return HOMEMADE[layout].board.format(n=board.number, slug=slug(board.name))
