"""Simple Machines Forum 2.1 and 2.0 in their default themes; `version` decides."""

from collections.abc import Iterator
from functools import partial

from sampleweb.kinds.labels import labels
from sampleweb.model import SampleSite
from sampleweb.pages import Answer, Maker, World, with_headers


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """Index, boards, topics, feeds, statistics, agreement and registration: all by `index.php?...`."""
    root = site.path
    html = partial(_page, site, world)
    for address in (root, f"{root}index.php"):
        yield address, partial(html, "index", "home")
    script = f"{root}index.php?"
    for board in site.boards:
        yield f"{script}board={board.number}.0", partial(html, "board", "messageindex", board=board)
        for thread in board.listed:
            for topic in (f"{thread.number}.0", f"{thread.number}.msg{thread.number * 10}", f"{thread.number}.new"):
                yield f"{script}topic={topic}", partial(html, "thread", "display", board=board, thread=thread)
    for action in ("stats", "agreement", "signup", "register", "login", "help"):
        yield f"{script}action={action}", partial(html, "action", action, action=action)
    yield f"{script}action=recent", partial(html, "board", "recent", board=None)
    said = labels(site.language)
    rss = partial(world.xml, "smf/rss2.xml", site, "application/rss+xml; charset=UTF-8", said=said)
    for words in ("action=.xml;type=rss2", "action=.xml;type=rss", "type=rss;action=.xml", "type=rss2;action=.xml"):
        yield f"{script}{words}", rss
    atom = partial(world.xml, "atom.xml", site, "application/atom+xml; charset=UTF-8", said=said)
    yield f"{script}action=.xml;type=atom", partial(atom, thread_at="index.php?topic=")


def _page(site: SampleSite, world: World, part: str, marked: str, **values: object) -> Answer:
    style = "smf/base20.html" if site.version.startswith("2.0") else "smf/base21.html"
    name = f"smf/{part}20.html" if part == "index" and style.endswith("20.html") else f"smf/{part}.html"
    answer = world.html(name, site, said=labels(site.language), style=style, marked=marked, **values)
    return with_headers(answer, ("Set-Cookie", f"PHPSESSID={site.name}; path=/"), ("Cache-Control", "private"))
