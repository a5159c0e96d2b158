"""Sites of the generated web that are no forums, and what keeps visitors from some of them."""

import random
from collections.abc import Sequence

from sampleweb.generated.forums import UNLINKED
from sampleweb.generated.model import Leaf, Place, Subject
from sampleweb.generated.words import Names, slug

KINDS = (
    *(("shop", 15.0), ("blog", 24.0), ("charity", 7.0), ("council", 4.0), ("news", 6.0), ("list", 4.5)),
    *(("hobby", 13.0), ("company", 10.0), ("help", 3.0), ("essay", 2.0), ("parked", 4.0), ("dead", 5.0)),
    *(("moved", 1.5), ("loop", 0.4), ("calendar", 0.4), ("facets", 0.4), ("sessions", 0.8), ("members", 1.0)),
)
"""What the rest of the web is, and how common that is."""

STATES = (
    *(("open", 93.0), ("slow", 1.0), ("busy", 0.7), ("challenge", 1.5), ("refuses", 1.5), ("names us", 0.6)),
    *(("robots 503", 0.7), ("gone", 1.0)),
)

HUBS = (
    ("The Big Book of Faces", "bigfaces.localhost"),
    ("ChirpChirp", "chirpchirp.localhost"),
    ("Videobox", "videobox.localhost"),
    ("Everypedia", "everypedia.localhost"),
    ("Snapgram", "snapgram.localhost"),
    ("Parcel Giant", "parcelgiant.localhost"),
)
"""Sites that everybody links to, whatever the subject."""

BLOGS, HOMES = "pagenest.localhost", "homestead.localhost"
"""Providers of blogs on subdomains, and of home pages in folders of one host."""

_TITLES = {
    "shop": ("{trade} Direct", "The {trade} Shop", "{town} {trade}", "{trade} Warehouse", "{stem} {trade}"),
    "blog": ("{stem} Diaries", "Notes from {town}", "A {town} {aside} blog", "{stem}: a blog", "Thinking of {trade}"),
    "charity": (
        "{stem} Trust",
        "{town} {aside} Support",
        "The {stem} Charity",
        "Help for {aside}",
        "{stem} Foundation",
    ),
    "council": ("{town} Borough Council", "{town} District Council", "{town} Town Council", "{town} County Council"),
    "news": ("{town} Gazette", "The {town} Chronicle", "{aside} Weekly", "{town} Live", "{stem} News"),
    "list": ("{aside} links", "Useful sites: {aside}", "The {stem} directory", "Resources for {aside}", "{town} links"),
    "hobby": (
        "{stem}'s home page",
        "My {trade} page",
        "{town} {trade} society",
        "Pictures from {town}",
        "{stem} and me",
    ),
    "company": ("{town} {trade} Ltd", "{stem} Services", "{trade} & Sons", "{stem} Partners"),
    "help": ("{stem} Help Centre", "{trade} Support", "{stem} Answers"),
    "essay": ("Where {aside} meet online", "In defence of old message boards", "The best places for {aside}"),
    "parked": ("{stem} {trade}", "{town} {trade}", "{stem} online"),
}

_LEAVES: dict[str, tuple[tuple[str, str, int, str], ...]] = {
    "shop": (
        ("shop", "All products", 1, "index"),
        ("basket", "Basket", 1, "page"), ("delivery", "Delivery", 1, "page"), ("about", "About us", 1, "page"),
    ),
    "blog": (("about", "About me", 1, "page"), ("archive", "Archive", 1, "index")),
    "charity": (
        ("about-us", "About us", 1, "page"), ("get-help", "Get help", 1, "page"), ("donate", "Donate", 1, "page"),
        ("get-help/{body}", "{body}", 2, "support"),
    ),
    "council": (
        ("council-tax", "Council tax", 1, "page"), ("services", "Services", 1, "page"),
        ("services/{body}", "{body}", 2, "support"), ("contact", "Contact the council", 1, "page"),
    ),
    "news": (("news", "All stories", 1, "index"), ("sport", "Sport", 1, "page"), ("letters", "Letters", 1, "page")),
    "list": (("contact", "Suggest a link", 1, "page"),),
    "hobby": (("photos.html", "Photographs", 1, "page"), ("links.html", "Links", 1, "links")),
    "company": (("services", "What we do", 1, "page"), ("contact", "Contact", 1, "page"), ("team", "Team", 1, "page")),
    "help": (
        ("articles", "All articles", 1, "index"), ("search", "Search", 1, "page"),
        ("contact", "Contact support", 1, "page"),
    ),
    "essay": (("about", "About", 1, "page"),),
    "members": (("join", "Join", 1, "page"),),
    "sessions": (("offers.php", "Offers", 1, "page"), ("opening.php", "Opening hours", 1, "page")),
}  # fmt: skip


def draw_others(draw: random.Random, names: Names, subjects: Sequence[Subject], count: int) -> list[Place]:
    """So many sites that are no forums, of all kinds and of these subjects; hubs come on top."""
    every = [subject for subject in subjects if subject.trade]
    kinds, shares = [kind for kind, _ in KINDS], [share for _, share in KINDS]
    made = [Place(slug(title), "hub", host, title, "pastimes", weight=40.0, layout="modern") for title, host in HUBS]
    for number in range(count):
        kind = kinds[number] if number < len(kinds) else draw.choices(kinds, shares)[0]
        place = _other(draw, names, draw.choice(every), kind)
        if kind not in ("parked", "dead", "moved", "loop", "hub") and not place.provider:
            place.state = draw.choices([state for state, _ in STATES], [share for _, share in STATES])[0]
        made.append(place)
    return made


def _other(draw: random.Random, names: Names, subject: Subject, kind: str) -> Place:
    words = {
        "trade": draw.choice(subject.trade).capitalize(),
        "stem": draw.choice(subject.stems),
        "aside": draw.choice(subject.asides).capitalize(),
        "body": draw.choice(subject.bodies),
    }
    title = names.title(*_TITLES.get(kind, _TITLES["company"]), **words)
    host, root, provider = _whereabouts(draw, names, title, kind)
    leaves = [
        Leaf(root + path.format(body=slug(words["body"])), leaf_title.format(**words), depth, role)
        for path, leaf_title, depth, role in _LEAVES.get(kind, ())
    ]
    leaves += _articles(draw, subject, kind, root)
    return Place(
        name=host.removesuffix(".localhost") + root.rstrip("/"),
        kind=kind,
        host=host,
        title=title,
        subject=subject.name,
        language=subject.language,
        weight=draw.paretovariate(1.2) if draw.random() > UNLINKED else 0.0,
        layout=draw.choice(SKINS.get(kind, ("modern", "classic"))),
        path=root,
        provider=provider,
        sitemap=kind in ("council", "charity", "news", "company", "shop") and draw.random() < 0.6,
        canonical=draw.random() < 0.4,
        hosts=(host.removeprefix("www."),) if host.startswith("www.") else (),
        disallow=draw.choice((("/admin/",), ("/search",), ("/private/", "/old/"))) if draw.random() < 0.3 else (),
        crawl_delay=draw.choice((0.2, 0.5, 1.0)) if draw.random() < 0.04 and not provider else None,
        leaves=leaves,
    )


def _whereabouts(draw: random.Random, names: Names, title: str, kind: str) -> tuple[str, str, str]:
    """Host, path and provider: on a domain of its own, or where strangers keep their pages."""
    if kind in ("blog", "hobby") and draw.random() < 0.25:
        provider = draw.choice((BLOGS, BLOGS, HOMES))
        if provider == HOMES:
            return provider, f"/~{names.host(title, under=provider).partition('.')[0]}/", provider
        return names.host(title, under=provider), "/", provider
    return names.host(title, prefix=draw.choice(("", "", "www."))), "/", ""


SKINS = {
    "shop": ("modern",),
    "blog": ("press", "press", "modern"),
    "charity": ("modern", "press"),
    "council": ("public",),
    "news": ("press", "modern"),
    "list": ("classic", "modern", "press"),
    "hobby": ("classic",),
    "company": ("modern", "press"),
    "help": ("modern",),
    "essay": ("press", "classic"),
}
"""How the pages of each kind may look."""

_ARTICLES = {"blog": (5, 40), "news": (20, 60), "help": (8, 30), "shop": (8, 50), "hobby": (1, 8), "company": (0, 5)}
"""Least and most articles of each kind of site; real ones have more."""

ON_FRONT = 12
"""Articles that a front page shows; the others stand on a page that lists them all."""


def _articles(draw: random.Random, subject: Subject, kind: str, root: str) -> list[Leaf]:
    least, most = _ARTICLES.get(kind, (0, 0))
    leaves = []
    for number in range(draw.randint(least, most)):
        talk = draw.choice(subject.talk)
        year, month = draw.randint(2019, 2026), draw.randint(1, 12)
        where, title = {
            "blog": (f"{root}{year}/{month:02d}/{slug(talk)}-{number}", talk),
            "news": (f"{root}news/{slug(talk)}-{8000 + number}", talk),
            "help": (f"{root}articles/{1200 + number}-{slug(talk)}", f"{talk}?"),
            "shop": (
                f"{root}product/{slug(draw.choice(subject.trade))}-{number}",
                draw.choice(subject.trade).capitalize(),
            ),
            "hobby": (f"{root}page{number}.html", talk),
            "company": (f"{root}blog/{slug(talk)}-{number}", talk),
        }[kind]
        leaves.append(Leaf(where, title, 1 if number < ON_FRONT else 2, "article"))
    return leaves
