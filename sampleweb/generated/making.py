"""Making a generated web: sites, then links, then what lies around them, all from one seed."""

import random

from sampleweb.generated.farming import add_farms
from sampleweb.generated.forums import draw_forums
from sampleweb.generated.linking import Linker
from sampleweb.generated.model import Subject, Web
from sampleweb.generated.others import draw_others
from sampleweb.generated.surroundings import directories, move_some, portals, providers, ring
from sampleweb.generated.words import Names, subjects

FORUM_SHARE = 0.107
"""One site in nine is a forum, far more than on the real web, where nobody could measure anything."""


def generate(seed: int = 1, sites: int = 3000, forums: int | None = None) -> Web:
    """A web of so many sites, `forums` among them (320 of 3,000 when None). Farms of look-alikes come on top.

    The same seed and numbers give the same web. Raises ValueError for fewer than 100 sites or 30 forums.
    """
    wanted = round(sites * FORUM_SHARE) if forums is None else forums
    if sites < 100 or not 30 <= wanted <= sites:
        raise ValueError("a generated web has at least 100 sites, and 30 forums among them")
    draw = random.Random(f"web/{seed}")  # noqa: S311 - a web to measure with, no secrets
    names = Names(draw)
    talked_of = _talked_of(draw, wanted)
    places = draw_forums(draw, names, talked_of, wanted)
    places += draw_others(draw, names, talked_of, sites - wanted)
    places += portals(draw, places)
    move_some(draw, places)
    ring(draw, places)
    places += providers(draw, places)
    places += directories(draw, places, talked_of, max(2, sites // 1000))
    Linker(draw, seed, places).link_all()
    farms = add_farms(draw, places, sites)
    return Web(seed, tuple(places), {subject.name: subject for subject in (*talked_of, subjects()["pastimes"])}, farms)


def _talked_of(draw: random.Random, forums: int) -> list[Subject]:
    """What so many forums talk about: a dozen and more of them share a subject, else there was nothing to find."""
    every = [subject for subject in subjects().values() if subject.language == "en" and subject.path]
    chosen = draw.sample(every, max(3, min(len(every), forums // 14)))
    paths = {subject.path for subject in chosen}
    others = [subject for subject in subjects().values() if subject.language != "en" and subject.path in paths]
    return [*chosen, *others, subjects()["pastimes"]]
