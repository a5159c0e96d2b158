"""What stands around forums: the site in whose folder one lives, and old names that lead to new ones."""

import random
from collections.abc import Sequence

from sampleweb.generated.model import Leaf, Out, Place, Subject
from sampleweb.generated.software import SOFTWARE
from sampleweb.generated.words import slug

_DIRECTORIES = ("Forum Finder", "Boards of Britain", "The Message Board List", "Find a Community")
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
        portal.link("front", Out(forum.host, front_of(forum), draw.choice(_CALLED)))
        made.append(portal)
    return made


def providers(draw: random.Random, places: Sequence[Place]) -> list[Place]:
    """The front of each hosting provider, with a directory of half of what it hosts."""
    by_domain: dict[str, list[Place]] = {}
    for place in places:
        if place.provider and place.weight > 0:
            by_domain.setdefault(place.provider, []).append(place)
    made = []
    for domain, hosted in by_domain.items():
        front = Place(
            name=f"{domain.removesuffix('.localhost')}-home",
            kind="provider",
            host=domain,
            title=domain.removesuffix(".localhost").capitalize(),
            subject="pastimes",
            weight=5.0,
            layout="modern",
            leaves=[Leaf("/pricing", "Pricing"), Leaf("/directory", "Directory"), Leaf("/help", "Help")],
        )
        for place in draw.sample(hosted, len(hosted) // 2):
            front.link("/directory", Out(place.host, place.path, place.title))
        made.append(front)
    return made


def directories(draw: random.Random, places: Sequence[Place], subjects: Sequence[Subject], count: int) -> list[Place]:
    """Directories of forums, a page a subject. Every third one leads out through addresses of its own."""
    made = []
    for number in range(count):
        name = _DIRECTORIES[number % len(_DIRECTORIES)] + (str(number) if number >= len(_DIRECTORIES) else "")
        place = Place(
            slug(name), "directory", f"{slug(name)}.localhost", name, "pastimes", weight=8.0, layout="classic"
        )
        for subject in subjects:
            there = [one for one in places if one.is_forum and one.subject == subject.name and one.weight > 0]
            heading = draw.choice(subject.asides).capitalize() if subject.asides else subject.name
            leaf = Leaf(f"/category/{subject.name}", heading, 1, "article")
            place.leaves.append(leaf)
            for one in draw.sample(there, len(there) // 4):
                _list_in(draw, place, leaf, one, behind=number % 3 == 2)
        made.append(place)
    return made


def _list_in(draw: random.Random, place: Place, leaf: Leaf, forum: Place, *, behind: bool) -> None:
    out = Out(forum.host, front_of(forum), forum.title, "text")
    if not behind:
        place.link(leaf.path, out)
        return
    away = Leaf(f"/go/{len(place.leaves)}{draw.randrange(10, 99)}", forum.title, 2, "away")
    place.leaves.append(away)
    place.link(away.path, out)
    place.link(leaf.path, Out(place.host, away.path, forum.title))


def ring(draw: random.Random, places: Sequence[Place]) -> None:
    """Join home pages of a subject in rings: each links to the one before and the one after it."""
    by_subject: dict[str, list[Place]] = {}
    for place in places:
        if place.kind == "hobby" and place.weight > 0 and draw.random() < 0.4:
            by_subject.setdefault(place.subject, []).append(place)
    for members in by_subject.values():
        for place, after in zip(members, members[1:] + members[:1], strict=True):
            if place is not after:
                place.link("front", Out(after.host, after.path, "Next site in the ring"))
                after.link("front", Out(place.host, place.path, "Previous site"))


def front_of(place: Place) -> str:
    """The path of a place's front page on its host; a forum's own where other software stands around it."""
    return place.path + (SOFTWARE[place.software or "homemade"].front if place.is_forum else "")


def move_some(draw: random.Random, places: Sequence[Place]) -> None:
    """Give every site that moved the site it moved to: a forum half of the time, known by the old name since."""
    forums = [place for place in places if place.is_forum and place.weight > 0]
    others = [place for place in places if place.kind in ("blog", "shop", "charity", "moved")]
    for place in places:
        if place.kind != "moved":
            continue
        there = draw.choice(forums if draw.random() < 0.5 else others)
        if there is not place:
            place.moves_to = there.name
            if there.is_forum:
                place.title, place.subject = there.title, there.subject
