"""What stands around forums: the site in whose folder one lives, and old names that lead to new ones."""

import random
from collections.abc import Sequence

from sampleweb.generated.model import Leaf, Out, Place

_CALLED = ("Forum", "Forums", "Community", "Discussion", "Talk to us", "Message board", "Members' area")


def portals(draw: random.Random, places: Sequence[Place]) -> list[Place]:
    """A site for the front of each host whose forum stands in a folder, with a link to it."""
    made = []
    for forum in places:
        if not forum.is_forum or forum.path == "/" or forum.provider:
            continue
        portal = Place(
            name=f"{forum.name}-home",
            kind="portal",
            host=forum.host,
            title=forum.title.removesuffix(" Forum").removesuffix(" Forums"),
            subject=forum.subject,
            language=forum.language,
            state=forum.state,
            weight=forum.weight / 3,
            layout=draw.choice(("modern", "press", "classic")),
            hosts=forum.hosts,
            crawl_delay=forum.crawl_delay,
            leaves=[Leaf("/about", "About us"), Leaf("/news", "News")],
        )
        portal.link("front", Out(forum.host, forum.path, draw.choice(_CALLED)))
        made.append(portal)
    return made


def move_some(draw: random.Random, places: Sequence[Place]) -> None:
    """Give every site that moved the site it moved to: a forum half of the time, known by the old name since."""
    forums = [place for place in places if place.is_forum]
    others = [place for place in places if place.kind in ("blog", "shop", "charity", "moved")]
    for place in places:
        if place.kind != "moved":
            continue
        there = draw.choice(forums if draw.random() < 0.5 else others)
        if there is not place:
            place.moves_to = there.name
            if there.is_forum:
                place.title, place.subject = there.title, there.subject
