"""What a forum calls itself: the name without the page's own words around it."""

import re

from crawler.hygiene import NAME_LIMIT, clean

_TAILS = (
    "index page|index|board index|forum index|forums index|home|home page|homepage|main page|main index|forums?|board|"
    "community forums?|latest topics|latest|categories|all categories|latest discussions|recent discussions|"
    "discussions|(?:message|discussion|bulletin) boards?|discussion forums?|tudalen fynegai|fforwm|"
    "all discussions|all topics|all forums|forum list|powered by .{1,40}|startseite|foren-übersicht|forenübersicht|"
    "übersicht|foren|forum-übersicht|forenliste|"
    "portal|page d.accueil|page d'index|index du forum|accueil|accueil du forum|índice|índice general|página principal|"
    "inicio|página de inicio|índice del foro|índice principal|foros|"
    "indice|pagina iniziale|pagina principale|indice del forum|overzicht|forumoverzicht|forum startpagina|"
    "página inicial|principal|índice do fórum|fóruns|"
    "strona główna|strona główna forum|главная страница|главная|список форумов|форумы|форум|forumsindeks|forumindex|"
    "hlavní strana|hlavní stránka|obsah|obsah fóra|titulní strana|"
    "tudalen gartref|mynegai|index forum|ana sayfa|forum ana sayfa|anasayfa|unread posts|new posts|what's new|"
    "view forum|welcome|information|all boards|alle foren|tous les forums|todos los foros|tutti i forum|alle forums|"
    "todos os fóruns|wszystkie fora|все форумы|"
    "startsida|forumstart|hem|forside|hovedside|forumoversigt|forumoversikt|etusivu|foorumin etusivu|keskustelut|"
    "főoldal|kezdőlap|fórum kezdőlap|pagina principală|prima pagină|pagina de start|αρχική σελίδα|αρχική|"
    "ευρετήριο δ\\. συζήτησης|ευρετήριο|головна сторінка|головна|список форумів|početna|početna stranica|"
    "首页|首頁|论坛首页|論壇首頁|討論區首頁|トップページ|トップ|홈|메인|"
    "صفحه اصلی|صفحه نخست|الصفحة الرئيسية|الرئيسية|דף הבית|"
    "statistics|stats|about|board statistics|forum statistics|archive|archives|recent topics|recent posts|top|hot|"
    "all|lobby|log ?in"
)
_BAR = r"(?:[-–—|•·:»›>/~]|::)"
_TAIL = re.compile(rf"\s*{_BAR}\s*(?:{_TAILS})\s*\.?$|\s*\((?:powered by .{{1,40}})\)$", re.IGNORECASE)
_HEAD = re.compile(rf"^(?:{_TAILS})\s*{_BAR}\s+", re.IGNORECASE)
_POWERED = re.compile(r"\s*[-–—|•·:»]?\s*powered by .{1,60}$", re.IGNORECASE)
_VIEWED = re.compile(
    rf"\s+{_BAR}\s+(?:view (?:topic|forum)|(?:forum|thema|profil) anzeigen|(?:voir|afficher) le (?:sujet|forum)|"
    r"ver (?:tema|foro|tópico|fórum)|leggi (?:argomento|forum)|(?:toon|bekijk) (?:onderwerp|forum)|"
    r"exibir (?:tópico|fórum)|zobacz (?:temat|forum)|просмотр (?:темы|форума)|(?:vis|visa) (?:emne|tråd|forum)|"
    rf"zobrazit (?:téma|fórum))(?:\s+{_BAR}\s.*)?$",
    re.IGNORECASE,
)
"""Behind the name on deeper pages of many boards: what is viewed, and its title."""
_WELCOME = re.compile(
    r"^(?:welcome (?:to|at)(?: the)?|willkommen (?:im|in der|bei den|beim|bei|auf der|auf)|bienvenue (?:sur|à|au|dans)|"
    r"bienvenid[oa]s? (?:a la|al|a)|benvenut[oi] (?:su|sul|nel|nella|in|a)|welkom (?:bij|op)(?: het)?|"
    r"bem[- ]vindos? (?:ao|à|a)|witamy (?:na|w)|добро пожаловать (?:на|в)|croeso i|vítejte (?:na|v)|"
    r"v[äæ]l?kommen till?|velkommen til)\s+(?=\S)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"^(?:{_TAILS}|untitled|error|information|new page 1|your site name|logo|header|site logo|site|register|"
    rf"registration|registrierung|registrieren|contact(?: us)?|kontakt|sign ?up|log ?in|anmelden|"
    r"search|suche|members?|member list|profile|error|message|404|not found|forbidden|access denied|"
    r"foro|foorumi|fórum|fóra|论坛|論壇|掲示板|フォーラム|포럼|게시판|منتدى|منتديات|انجمن|פורום|φόρουμ|"
    r"community|comunidad|communauté|gemeinschaft|comunità|support(?: forums?| community)?|help|talk|chat|blog|news|"
    r"my (?:forum|board|community|site)|your (?:forum|board|site)(?: name)?|yourdomain\.com|sitename|"
    r"(?:just )?another (?:wordpress|bbpress) (?:site|forum)|a short text to describe your forum|welcome|"
    r"website|main|default|test|localhost|document|index of /?)[\s.!:]*$",
    re.IGNORECASE,
)
_FORUM = re.compile(
    r"forum|foren|community|board|foro|fórum|форум|comunidad|communauté|foorum|论坛|論壇|掲示板|フォーラム|포럼|منتد|انجمن|"
    r"fforwm|פורום|φόρουμ|\bbbs\b",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s+(?:[-–—|•·»›/~]|::)\s+|\s*\|\s*")
_HOST_NAME = re.compile(r"(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}", re.IGNORECASE)


def bare_name(title: str) -> str:
    """A front page's title without tails such as "- Index page"; empty when nothing but a tail was there."""
    name = _VIEWED.sub("", clean(title, NAME_LIMIT * 2))
    for _ in range(4):
        shorter = _HEAD.sub("", _POWERED.sub("", _TAIL.sub("", name)))
        if shorter == name or not shorter.strip():
            break
        name = shorter.strip(" -–—|•·:»›>~\t")
    return clean(_unwelcomed(name), NAME_LIMIT)


def _unwelcomed(name: str) -> str:
    """The name that a greeting names: "Welcome to the Knitting Forum!"."""
    rest = _WELCOME.sub("", name)
    rest = rest.rstrip(" !") if rest != name else name
    return rest if is_name(rest) else name


def is_name(text: str) -> bool:
    """Whether a text can be a community's own name: neither empty nor one of the words every forum has."""
    return bool(text) and not _ALONE.match(text) and any(character.isalpha() for character in text)


def mentions_forum(text: str) -> bool:
    """Whether a name says itself that it is a forum's."""
    return bool(_FORUM.search(text))


def is_host_name(text: str) -> bool:
    """Whether a name is nothing but a host's address."""
    return _HOST_NAME.fullmatch(text) is not None


def by_host(title: str, host: str, *, alone: bool) -> str:
    """The part of a title that repeats the name in the host's own address ("Garden Stew" of gardenstew.com); else "
    "empty. A title of one part counts only if it may stand `alone`."""
    parts = [part for part in _PARTS.split(clean(title, 600)) if part]
    if len(parts) < 2 and not alone:
        return ""
    told = [part for part in parts if len(part) <= 80 and repeats_host(part, host)]
    return told[-1] if told else ""


def repeats_host(name: str, host: str) -> bool:
    """Whether a name holds one of the words of the host's address, those that all forums' hosts have aside."""
    labels = [_folded(label) for label in host.lower().split(".")[:-1] if len(label) >= 4 and label not in _SUBDOMAINS]
    folded = _folded(name)
    return any(label in folded for label in labels)


_SUBDOMAINS = frozenset(
    ["forum", "forums", "community", "board", "boards", "discuss", "talk", "foro", "foros", "foren", "fora", "groups"]
)


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
