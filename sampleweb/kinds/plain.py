"""Sites that are no forum: one template each (`layout`), some with a few more pages behind the front page."""

from collections.abc import Iterator
from functools import partial

from sampleweb.model import SampleSite
from sampleweb.names import PLANTED_NAMES
from sampleweb.pages import Maker, World

_MORE = {
    "shop": ("/basket", "/delivery", "/product/egg-basket", "/product/feed-scoop", "/reviews"),
    "blog": ("/2026/10/the-long-way-round", "/2026/09/apples", "/about", "/comments"),
    "wiki": ("/wiki/Main_Page", "/wiki/Canal_lock", "/wiki/Talk:Canal_lock", "/wiki/Special:RecentChanges"),
    "council": ("/bins", "/council-tax", "/housing", "/consultations"),
    "spoof": ("/pricing", "/contact"),
    "news": ("/2026/11/bridge", "/2026/11/market", "/sport"),
}
_CALENDAR_YEARS = range(1900, 2101)


def pages(site: SampleSite, world: World) -> Iterator[tuple[str, Maker]]:
    """The front page and what is linked from it; the calendar goes on for two hundred years."""
    html = partial(world.html, f"plain/{site.layout}.html", site, names=PLANTED_NAMES)
    if site.layout == "calendar":
        yield "/", partial(html, year=world.today.year, month=world.today.month)
        for year in _CALENDAR_YEARS:
            for month in range(1, 13):
                yield f"/diary/{year}/{month}", partial(html, year=year, month=month)
        return
    for path in ("/", *_MORE[site.layout]):
        yield path, partial(html, here=path)
