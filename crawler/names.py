"""What a forum calls itself: the name without the page's own words around it."""

import re

from crawler.hygiene import NAME_LIMIT, clean

_TAILS = (
    "index page|index|board index|forum index|forums index|home|home page|homepage|main page|main index|forums?|board|"
    "community forums?|latest topics|latest|categories|all categories|latest discussions|recent discussions|"
    "discussions|(?:message|discussion|bulletin) boards?|discussion forums?|tudalen fynegai|fforwm|"
    "all discussions|all topics|all forums|forum list|powered by .{1,40}|startseite|foren-übersicht|forenübersicht|"
    "übersicht|foren|"
    "portal|page d.accueil|page d'index|index du forum|accueil|índice|índice general|página principal|inicio|"
    "página de inicio|"
    "indice|pagina iniziale|pagina principale|overzicht|forumoverzicht|forum startpagina|página inicial|principal|"
    "strona główna|strona główna forum|главная страница|главная|список форумов|forumsindeks|forumindex|hlavní "
    "strana|obsah|"
    "tudalen gartref|mynegai|index forum|ana sayfa|unread posts|new posts|what's new|view forum|welcome|"
    "information|all boards|alle foren|tous les forums|todos los foros|tutti i forum|alle forums|todos os fóruns|"
    "wszystkie fora|все форумы|"
    "statistics|stats|about|board statistics|forum statistics|archive|archives|recent topics|recent posts|top|hot|"
    "all|log ?in"
)
_TAIL = re.compile(rf"\s*(?:[-–—|•·:»›>/]|::)\s*(?:{_TAILS})\s*\.?$|\s*\((?:powered by .{{1,40}})\)$", re.IGNORECASE)
_HEAD = re.compile(rf"^(?:{_TAILS})\s*(?:[-–—|•·:»›>]|::)\s+", re.IGNORECASE)
_POWERED = re.compile(r"\s*[-–—|•·:»]?\s*powered by .{1,60}$", re.IGNORECASE)
_ALONE = re.compile(
    rf"^(?:{_TAILS}|untitled|error|information|new page 1|your site name|logo|header|site logo|site|register|"
    rf"registration|registrierung|registrieren|contact(?: us)?|kontakt|sign ?up|log ?in|anmelden|"
    r"search|suche|members?|member list|profile|error|message|404|not found|forbidden|access denied)$",
    re.IGNORECASE,
)
_FORUM = re.compile(r"forum|community|board|foro|fórum|форум|comunidad|communauté", re.IGNORECASE)
_PARTS = re.compile(r"\s+(?:[-–—|•·»›/]|::)\s+|\s*\|\s*")


def bare_name(title: str) -> str:
    """A front page's title without tails such as "- Index page"; empty when nothing but a tail was there."""
    name = clean(title, NAME_LIMIT * 2)
    for _ in range(4):
        shorter = _HEAD.sub("", _POWERED.sub("", _TAIL.sub("", name)))
        if shorter == name or not shorter.strip():
            break
        name = shorter.strip(" -–—|•·:»›>\t")
    return clean(name, NAME_LIMIT)


def is_name(text: str) -> bool:
    """Whether a text can be a community's own name: neither empty nor one of the words every forum has."""
    return bool(text) and not _ALONE.match(text) and any(character.isalpha() for character in text)


def mentions_forum(text: str) -> bool:
    """Whether a name says itself that it is a forum's."""
    return bool(_FORUM.search(text))


def by_host(title: str, host: str, *, alone: bool) -> str:
    """The part of a title that repeats the name in the host's own address ("Garden Stew" of gardenstew.com); else "
    "empty."""
    labels = [_folded(label) for label in host.lower().split(".")[:-1] if len(label) >= 4 and label not in _SUBDOMAINS]
    parts = [part for part in _PARTS.split(clean(title, 600)) if part]
    if len(parts) < 2 and not alone:
        return ""
    told = [part for part in parts if len(part) <= 80 and any(label in _folded(part) for label in labels)]
    return told[-1] if told else ""


_SUBDOMAINS = frozenset(
    ["forum", "forums", "community", "board", "boards", "discuss", "talk", "foro", "foros", "foren", "fora", "groups"]
)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
