"""Pages of the generated web that are no forum's: a page's words and links, and the skin it wears."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from sampleweb.generated.model import Leaf, Out, Place
from sampleweb.generated.words import slug, subjects
from sampleweb.names import PLANTED_NAMES
from sampleweb.pages import Answer

_HEADINGS = {
    "list": ("Links", "Sites worth knowing", "The list", "Forums, charities and more"),
    "blog": ("Blogroll", "Places I like", "Elsewhere"),
    "council": ("Related websites", "Help from others", "External links"),
    "charity": ("Other help", "Online communities", "Useful links", "Talk to others"),
    "essay": ("The places themselves", "Where to go"),
    "hobby": ("My favourite links", "Friends on the web", "Other pages"),
}
_FILL = (
    "We have been going since before there was a {trade} shop in town.",
    "If you know of {aside}, tell them about us.",
    "{talk}? You are not the first to ask.",
    "There was a long piece about {trade} in the paper last week.",
    "Opening times over the holiday are on the door.",
    "Thank you to everybody who wrote to us about {body}.",
    "It rained, so this page was brought up to date.",
    "Some of what follows was written years ago and may be out of date.",
)
_REMARKS = ("Thank you, this helped.", "I am not sure that is right.", "Same here.", "Where did you buy that?",
            "Following.", "My sister says the opposite.")  # fmt: skip


@dataclass(slots=True)
class PageWords:
    """What a skin shows. `menu` and `cards` are (address, words) within the site, `outs` links to other sites."""

    title: str
    home: str
    front: bool
    menu: list[tuple[str, str]] = field(default_factory=list)
    cards: list[tuple[str, str]] = field(default_factory=list)
    words: list[str | Markup] = field(default_factory=list)
    outs: list[Markup] = field(default_factory=list)
    heading: str = "Links"
    comments: list[tuple[str, Markup]] = field(default_factory=list)
    canonical: str = ""


def anchor(out: Out, port: int) -> Markup:
    """A link as it stands on a page."""
    address = f"http://{out.host}:{port}{out.path}"
    if out.form == "image":
        described = out.words if len(out.words) % 2 else ""
        inner = Markup('<img src="/banners/{}.gif" width="88" height="31" alt="{}">').format(slug(out.host), described)
    else:
        inner = Markup("{}").format(address if out.form == "bare" else out.words)
    return Markup('<a href="{}">{}</a>').format(address, inner)


def front(place: Place, seed: int, port: int) -> PageWords:
    """The front page of a site."""
    draw = _draw(place, "front", seed)
    page = PageWords(place.title, place.path, True, canonical=_own_address(place, place.path, port))
    page.menu = _menu(place)
    page.cards = [(leaf.path, leaf.title) for leaf in place.leaves if leaf.role == "article" and leaf.depth == 1]
    page.words = [_sentence(draw, place) for _ in range(draw.randint(1, 3))]
    page.heading = draw.choice(_HEADINGS.get(place.kind, ("Links",)))
    _put_links(draw, place, page, place.outs.get("front", ()), port)
    return page


def inner(place: Place, leaf: Leaf, seed: int, port: int) -> PageWords:
    """A page behind it."""
    draw = _draw(place, leaf.path, seed)
    page = PageWords(leaf.title, place.path, False, _menu(place), canonical=_own_address(place, leaf.path, port))
    page.words = [_sentence(draw, place) for _ in range(draw.randint(2, 5))]
    page.cards = [(other.path, other.title) for other in place.leaves if _stands_below(other, leaf)]
    page.heading = draw.choice(_HEADINGS.get(place.kind, ("Links",)))
    if leaf.role == "article" and place.kind in ("blog", "news", "help"):
        remarks = draw.randint(0, 6)
        page.comments = [(draw.choice(PLANTED_NAMES), escape(draw.choice(_REMARKS))) for _ in range(remarks)]
    _put_links(draw, place, page, place.outs.get(leaf.path, ()), port)
    return page


def _stands_below(other: Leaf, leaf: Leaf) -> bool:
    """Whether a page is linked to from this one: by its address, or because this one lists all there are."""
    if other.depth == 1:
        return False
    return other.role == "article" if leaf.role == "index" else other.path.startswith(leaf.path + "/")


def sitemap(place: Place, port: int) -> Answer:
    """The list of a site's pages."""
    paths = (place.path, *(leaf.path for leaf in place.leaves if leaf.role != "away"))
    rows = "".join(f"<url><loc>http://{place.host}:{port}{path}</loc></url>" for path in paths)
    start = '<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
    return Answer(f"{start}{rows}</urlset>".encode(), "application/xml")


def _own_address(place: Place, path: str, port: int) -> str:
    return f"http://{place.host}:{port}{path}" if place.canonical else ""


def _put_links(draw: random.Random, place: Place, page: PageWords, outs: Sequence[Out], port: int) -> None:
    """Links stand in lists, in sentences of articles, and in what others wrote below them."""
    for out in outs:
        link = anchor(out, port)
        if page.front or place.kind in ("list", "council", "charity") or len(outs) > 3:
            page.outs.append(link)
        elif page.comments and draw.random() < 0.4:
            page.comments.append((draw.choice(PLANTED_NAMES), Markup("{} {}").format(draw.choice(_REMARKS), link)))
        else:
            page.words.append(
                Markup("{} {} {}").format(_sentence(draw, place), draw.choice(("See", "From", "Try")), link)
            )


def _menu(place: Place) -> list[tuple[str, str]]:
    return [(place.path, "Home")] + [
        (leaf.path, leaf.title) for leaf in place.leaves if leaf.depth == 1 and leaf.role != "article"
    ]


def _sentence(draw: random.Random, place: Place) -> str:
    subject = subjects()[place.subject]
    return draw.choice(_FILL).format(
        trade=draw.choice(subject.trade or ("useful things",)),
        aside=draw.choice(subject.asides),
        talk=draw.choice(subject.talk),
        body=draw.choice(subject.bodies or ("us",)).lower(),
    )


def _draw(place: Place, page: str, seed: int) -> random.Random:
    return random.Random(f"{seed}/{place.name}/{page}")  # noqa: S311 - words of a page
