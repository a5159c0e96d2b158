"""Forums of the generated web: which there are, and what stands on their boards."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from sampleweb.generated.model import Place, Subject
from sampleweb.generated.software import SOFTWARE, Software, robots_of
from sampleweb.generated.words import Names, every_board, subjects, turns
from sampleweb.model import SampleBoard, SampleSite, SampleThread
from sampleweb.names import PLANTED_NAMES

STATES = (
    *(("open", 80.0), ("slow", 2.0), ("busy", 2.0), ("walled", 3.0), ("challenge", 2.0)),
    *(("refuses", 2.5), ("names us", 1.5), ("robots 503", 1.5), ("dead", 4.0), ("gone", 1.5)),
)
"""How forums meet visitors, and how common that is."""

UNLINKED = 0.05
"""Share of the sites that nobody has linked to yet."""

ON_PATHS = "clubhouse.localhost"
HOSTED = {
    "phpbb": ("boardhaven.localhost", ON_PATHS),
    "mybb": ("boardhaven.localhost", ON_PATHS),
    "smf": ("talkyard-free.localhost",),
    "fluxbb": (ON_PATHS,),
    "discourse": ("talkspaces.localhost",),
}
"""Providers that host communities of strangers, by the software they offer; one of them in folders of one host."""

_FOLDERS = ("forum", "forum", "forums", "community", "board", "phpbb", "talk", "smf", "discussion")


def draw_forums(draw: random.Random, names: Names, every: Sequence[Subject], count: int) -> list[Place]:
    """So many forums, over these subjects and all software; the first of each software is an open one."""
    platforms = list(SOFTWARE.values())
    shares = [software.share for software in platforms]
    made = []
    for number in range(count):
        subject = draw.choices(every, [1.0 if one.language == "en" else 0.3 for one in every])[0]
        software = platforms[number % len(platforms)] if number < len(platforms) else draw.choices(platforms, shares)[0]
        place = _forum(draw, names, subject, software)
        if number >= 2 * len(platforms):
            place.state = draw.choices([state for state, _ in STATES], [share for _, share in STATES])[0]
        if place.state == "walled" and place.software != "phpbb":
            place.state = "open"  # the one wall there is a template of
        if place.provider and place.state in ("dead", "refuses", "names us", "robots 503"):
            place.state = "gone"  # the provider's host answers, and robots.txt is its own
        made.append(place)
    _weigh(draw, made)
    return made


def _forum(draw: random.Random, names: Names, subject: Subject, software: Software) -> Place:
    title, town = names.forum_title(subject)
    host, path, provider = _whereabouts(draw, names, title, software)
    bare = host.removeprefix("www.")
    version = draw.choice(software.versions)
    return Place(
        name=host.removesuffix(".localhost") + path.rstrip("/") * bool(provider),
        kind="forum",
        host=host,
        title=title,
        subject=subject.name,
        language=subject.language,
        path=path,
        software=software.name,
        version=version,
        layout=draw.choice(software.layouts),
        region=town,
        hosts=(bare,) if bare != host else (),
        disallow=tuple(path + rule for rule in robots_of(software.name)) if draw.random() < 0.5 else (),
        crawl_delay=draw.choice((0.2, 0.5, 1.0)) if draw.random() < 0.05 and not provider else None,
        twins=(names.host(title, prefix=draw.choice(("mirror.", "old.", "m."))),)
        if draw.random() < 0.04 and not provider
        else (),
        sessions=software.name in ("phpbb", "smf") and draw.random() < 0.12,
        provider=provider,
    )


def _whereabouts(draw: random.Random, names: Names, title: str, software: Software) -> tuple[str, str, str]:
    """Host, path and provider of a forum: on a domain of its own, in a folder of one, or at a hosting provider."""
    if software.name in HOSTED and draw.random() < 0.2:
        provider = draw.choice(HOSTED[software.name])
        if provider == ON_PATHS:
            return provider, f"/{names.host(title, under=provider).partition('.')[0]}/", provider
        return names.host(title, under=provider), "/", provider
    prefix = draw.choices(("", "www.", "forum.", "forums.", "community."), (48, 12, 10, 5, 3))[0]
    folder = ""
    if software.folder and prefix in ("", "www.") and draw.random() < 0.4:
        folder = draw.choice(_FOLDERS) + "/"
    return names.host(title, prefix=prefix), f"/{folder}", ""


def _weigh(draw: random.Random, made: Sequence[Place]) -> None:
    """How well each is known: by rank within its subject, after Zipf."""
    by_subject: dict[str, list[Place]] = {}
    for place in made:
        by_subject.setdefault(place.subject, []).append(place)
    for group in by_subject.values():
        draw.shuffle(group)
        for rank, place in enumerate(group, start=1):
            place.weight = rank**-0.9 if draw.random() > UNLINKED else 0.0


@lru_cache(maxsize=600)
def _content(name: str, key: tuple[object, ...], seed: int, now: datetime) -> SampleSite:
    title, subject_name, host, path, software, version, layout, language = (str(part) for part in key)
    draw = random.Random(f"{seed}/{name}/content")  # noqa: S311 - believable figures, not secrets
    subject = subjects()[subject_name]
    boards = _boards(draw, subject, now)
    busiest = draw.choice((2, 5, 9, 30))
    threads, posts = sum(board.threads or 0 for board in boards), sum(board.posts or 0 for board in boards)
    about = subject.asides[0] if subject.asides else subject.name
    return SampleSite(
        name=name,
        kind="forum",
        pattern=software or "homemade",
        outcome="profiled",
        title=title,
        host=host,
        software=software or None,
        version=version,
        layout=layout,
        is_forum=True,
        description=draw.choice((None, f"A place for {about}", f"{title}: by and for {about}")),
        language=language,
        members=posts // busiest + 12,
        threads=threads,
        posts=posts,
        online=draw.randint(3, 40),
        last_post_at=max(board.newest[0].last_post_at for board in boards),
        boards=boards,
        path=path,
        newest_member=draw.choice(PLANTED_NAMES),
    )


def content(place: Place, seed: int, now: datetime) -> SampleSite:
    """What stands on a forum's pages: the same for the same web and moment, made when it is first asked for."""
    key = (place.title, place.subject, place.host, place.path, place.software, place.version, place.layout,
           place.language)  # fmt: skip
    return _content(place.name, key, seed, now)


def _boards(draw: random.Random, subject: Subject, now: datetime) -> tuple[SampleBoard, ...]:
    own = draw.sample(subject.boards, draw.randint(min(3, len(subject.boards)), len(subject.boards)))
    common = draw.sample(every_board(subject.language), draw.randint(1, 5))
    last = now - timedelta(minutes=draw.choice((7, 40, 200, 900, 5000, 40_000)))
    number, thread = draw.randint(1, 60), draw.randint(20, 60_000)
    boards = []
    for place, (name, about) in enumerate((*own, *common)):
        threads = draw.randint(9, 60) ** 2
        listed = _threads(draw, subject, thread, last)
        boards.append(
            SampleBoard(
                number=number,
                name=draw.choice((name, name, name.upper(), f"{name}!")) if draw.random() < 0.3 else name,
                about=about,
                category="Our boards" if place < len(own) else "And besides",
                threads=threads,
                posts=threads * draw.randint(4, 14),
                last_post_at=listed[0].last_post_at,
                newest=listed,
            )
        )
        number += draw.randint(1, 4)
        thread += draw.randint(20, 3000)
        last -= timedelta(minutes=draw.randint(30, 9000))
    return tuple(boards)


def _threads(draw: random.Random, subject: Subject, first: int, last: datetime) -> tuple[SampleThread, ...]:
    """The threads of a board's first page, newest last post first."""
    made = [turn.format(words) for words in subject.talk for turn in ("{}", *turns(subject.language))]
    threads = []
    for number, title in enumerate(draw.sample(made, draw.randint(10, 20)), start=first):
        replies = draw.choice((0, 1, 2, 2, 3, 5, 8, 21))
        starter, other = draw.choice(PLANTED_NAMES), draw.choice(PLANTED_NAMES)
        started = last - timedelta(minutes=draw.randint(30, 30_000) if replies else 0)
        threads.append(
            SampleThread(
                number=number,
                title=title,
                replies=replies,
                views=(replies + 1) * draw.randint(9, 60),
                starter=starter,
                last_by=other if replies else starter,
                started_at=started,
                last_post_at=last,
            )
        )
        last -= timedelta(minutes=draw.randint(20, 4000))
    return tuple(threads)
