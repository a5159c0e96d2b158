"""MyBB 1.8 in its default theme."""

from collections.abc import Iterator
from functools import partial

from sampleweb.kinds.labels import labels
from sampleweb.model import SampleSite
from sampleweb.pages import Answer, Maker, World, with_headers


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """Index, boards, threads, statistics, help, contact, registration and feeds."""
    root = site.path
    html = partial(_page, site, world)
    yield from ((root, partial(html, "index")), (f"{root}index.php", partial(html, "index")))
    for board in site.boards:
        yield f"{root}forumdisplay.php?fid={board.number}", partial(html, "board", board=board)
        for thread in board.listed:
            for address in (f"tid={thread.number}", f"tid={thread.number}&action=lastpost"):
                yield f"{root}showthread.php?{address}", partial(html, "thread", board=board, thread=thread)
    yield f"{root}stats.php", partial(html, "stats")
    for address, shown in (
        ("misc.php?action=help", "help"),
        ("contact.php", "contact"),
        ("member.php?action=register", "register"),
        ("member.php?action=login", "login"),
    ):
        yield f"{root}{address}", partial(html, "plain", shown=shown)
    feed = partial(world.xml, "mybb/syndication.xml", site, "text/xml; charset=UTF-8", said=labels(site.language))
    yield f"{root}syndication.php", feed
    yield f"{root}syndication.php?type=rss2.0", feed
    atom = partial(world.xml, "atom.xml", site, "application/atom+xml; charset=UTF-8", said=labels(site.language))
    yield f"{root}syndication.php?type=atom1.0", partial(atom, thread_at="showthread.php?tid=")


def _page(site: SampleSite, world: World, part: str, **values: object) -> Answer:
    answer = world.html(f"mybb/{part}.html", site, said=labels(site.language), **values)
    return with_headers(answer, ("Set-Cookie", "mybb[lastvisit]=1; path=/"), ("Set-Cookie", f"sid={site.name}; path=/"))
