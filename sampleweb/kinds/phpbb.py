"""Boards made by phpBB 3.2 and 3.3 in prosilver: `version` decides, 3.2 prints times without a `<time>`."""

from collections.abc import Iterator
from functools import partial

from sampleweb.kinds.labels import labels
from sampleweb.model import SampleSite
from sampleweb.pages import Answer, Maker, World, redirect, with_headers


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """Index, boards, threads, feeds, rules, contact and registration."""
    root = site.path
    html = partial(_page, site, world)
    yield from ((root, partial(html, "index")), (f"{root}index.php", partial(html, "index")))
    for board in site.boards:
        yield f"{root}viewforum.php?f={board.number}", partial(html, "board", board=board)
        for thread in board.listed:
            posts = (f"p={thread.number * 10}", f"p={thread.number * 10 + 1}")
            for address in (f"t={thread.number}", f"f={board.number}&t={thread.number}", *posts):
                yield f"{root}viewtopic.php?{address}", partial(html, "thread", board=board, thread=thread)
    for address in ("app.php/feed", "app.php/feed/topics", "feed.php"):
        yield (
            f"{root}{address}",
            lambda: world.xml(
                "phpbb/feed.xml", site, "application/atom+xml; charset=UTF-8", said=labels(site.language)
            ),
        )
    for address, part in (
        ("ucp.php?mode=terms", "terms"),
        ("ucp.php?mode=privacy", "terms"),
        ("ucp.php?mode=register", "register"),
        ("ucp.php?mode=login", "login"),
        ("memberlist.php?mode=contactadmin", "contact"),
    ):
        yield f"{root}{address}", partial(html, part)
    yield f"{root}app.php/help/faq", partial(html, "terms", root="../../")
    if root != "/":
        yield "/", lambda: redirect(world.address(site.name))


def _page(site: SampleSite, world: World, part: str, *, root: str = "./", **values: object) -> Answer:
    timed = site.version >= "3.3"
    answer = world.html(f"phpbb/{part}.html", site, said=labels(site.language), timed=timed, root=root, **values)
    cookie = f"phpbb3_{site.name[:5]}_sid=0f; path={site.path}; HttpOnly"
    return with_headers(answer, ("Set-Cookie", cookie), ("Cache-Control", "private, no-cache"))
