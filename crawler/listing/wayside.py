"""Pages of a site's own that name other places: link lists, friends, resources, online communities. Pure."""

import re
from urllib.parse import urlsplit

from crawler.hygiene import clean, is_members_page
from crawler.listing.outward import anchors, host_of
from crawler.listing.paging import FEWEST_ENTRIES, entries
from crawler.page import Page
from registry.gathered import Lead
from registry.profile import ForumProfile

MOST_PAGES = 2
"""Such pages of one site that are asked for, the most telling first."""

_COMMUNITIES = (
    r"(?:(?:our|join|the|an?|find|other|useful|online|peer|support|discussion|self-help|local|national|patient|carer'?s?|"
    r"parents?'?|related|recommended|external) ){0,4}(?:online communit(?:y|ies)|forums|message ?boards|communities|"
    r"support (?:groups?|forums?|networks?|communities)|peer support(?: groups?| communities)?|discussion boards|"
    r"self-help groups?|chat rooms?)(?: (?:and|&) (?:forums|groups|communities|helplines|support|links|chat))?"
)
_LINKS = (
    r"(?:(?:our|some|more|other|useful|helpful|external|related|recommended|favou?rite|web|the|further|online) ){0,3}"
    r"(?:links?|web ?links|link ?list|blogroll|web ?ring|websites|web ?sites|sites|resources|friends|directory|"
    r"directories|affiliates|sister (?:sites|forums)|partner (?:sites|forums)|sources of (?:help|support))"
    r"(?: (?:and|&) (?:links|resources|friends|websites|information|support|forums))?(?: page)?"
)
_ELSEWHERE = (
    r"(?:nützliche )?(?:links(?:ammlung|eite|liste)?|linkliste|verweise|freunde|partnerseiten|"
    r"befreundete (?:foren|seiten)|(?:andere )?foren|selbsthilfegruppen)|"
    r"(?:nos |autres )?(?:liens(?: utiles| amis)?|amis|partenaires|sites amis|forums amis|ressources)|"
    r"(?:nuestros )?(?:enlaces(?: de interés| útiles)?|amigos|recursos|foros|sitios amigos)|"
    r"(?:link(?: utili| amici)|siti amici|risorse|forum amici)|(?:nuttige |handige )?links|vrienden|"
    r"(?:ligações|links úteis|parceiros|recursos)|(?:przydatne )?linki|odkazy|länkar|lenker|linkit|"
    r"(?:dolenni(?: defnyddiol)?|adnoddau|cymunedau ar-lein|grwpiau cymorth|fforymau)|"
    r"(?:полезные )?ссылки|друзья(?: сайта)?|партн[её]ры|リンク(?:集)?|友情链接"
)
_HELP = (
    r"(?:(?:get|find|finding|more|further|other|where to (?:get|find)|sources of|additional) ){0,2}"
    r"(?:help|support|advice|information)(?: (?:and|&) (?:help|support|advice|information|resources))?|"
    r"where to turn|who can help|who else can help|signposting|hilfe|beratung|aide|ayuda|cymorth|cael help"
)
_SAID = tuple(
    re.compile(rf"\W*(?:{words})\W*(?:\(\d+\)\W*)?", re.IGNORECASE)
    for words in (_COMMUNITIES, _LINKS, _ELSEWHERE, _HELP)
)
_PATH = (
    re.compile(
        r"/(?:(?:our-|find-|join-)?online-(?:community|communities|support|forums?)|support-(?:groups?|forums?|networks?)|"
        r"peer-support|(?:other-)?forums|communities|self-help-groups?)(?:\.\w{3,5})?/?$",
        re.IGNORECASE,
    ),
    re.compile(
        r"/(?:(?:useful|helpful|external|related|other|web|forum|friendly)[-_]?)?(?:links?|weblinks|linklist|link-list|"
        r"blogroll|webring|resources|friends|(?:useful-)?(?:web)?sites|affiliates|liens|enlaces|verweise|linkliste|"
        r"dolenni|odkazy|linki|freunde|amis)(?:\.\w{3,5})?/?$",
        re.IGNORECASE,
    ),
)
_LONGEST_SAID = 60


def wayside_pages(page: Page) -> list[str]:
    """Pages of the same site that by the words of their links, or by their paths, name other places."""
    here = host_of(page.url)
    ranked: dict[str, int] = {}
    for anchor in anchors(page):
        if host_of(anchor.url) != here or anchor.url == page.url or is_members_page(anchor.url):
            continue
        rank = rank_of(anchor.url, anchor.node.text(deep=True)[: 2 * _LONGEST_SAID])
        if rank is not None:
            ranked[anchor.url] = min(rank, ranked.get(anchor.url, rank))
    return sorted(ranked, key=ranked.__getitem__)[:MOST_PAGES]


def rank_of(url: str, words: str) -> int | None:
    """How telling a link is, 0 the most; None where nothing says that the page behind it names other places."""
    said = clean(words, _LONGEST_SAID)
    for rank, pattern in enumerate(_SAID):
        if len(said) > 2 and pattern.fullmatch(said):
            return 2 * rank
    path = urlsplit(url).path
    for rank, pattern in enumerate(_PATH):
        if pattern.search(path):
            return 2 * rank + 1
    return None


_LAST_WORDS = frozenset(
    f"{word}{ending}"
    for word in (
        "links", "link", "weblinks", "web-links", "useful-links", "usefullinks", "linklist", "link-list", "blogroll",
        "webring", "friends", "our-friends", "affiliates", "resources", "sites", "websites", "directory", "liens",
        "enlaces", "verweise", "linkliste", "partner", "amis", "freunde", "dolenni", "odkazy", "linki", "lenker",
    )
    for ending in ("", ".html", ".htm", ".php", ".asp", ".aspx")
)  # fmt: skip
"""Last parts of the addresses of link lists: looked up among all parts of a page's addresses, which costs nothing."""

_FORUM = re.compile(r"\b(?:forums?|foro|foros|fora|foren|message ?boards?|communit(?:y|ies)|fforwm)\b", re.IGNORECASE)
FEWEST_FORUMS = 8
"""Links that speak of forums, to other sites, from which a page that is none is a list of them."""


def lists_beside(page: Page, profile: ForumProfile) -> tuple[Lead, ...]:
    """Pages that may name forums, as a visit comes across them: a forum's list of links, a page that lists forums."""
    if page.kind != "html" or profile.opt_out is not None or profile.blocked is not None:
        return ()
    if not profile.is_forum:
        spoken = sum(_FORUM.search(f"{link.words} {link.url}") is not None for link in profile.links)
        if spoken >= FEWEST_FORUMS:
            return (Lead("directory", page.url),)
        if _FINDER.search(f"{_title(page)} {host_of(page.url)}") and len(entries(page)) >= FEWEST_ENTRIES:
            return (Lead("directory", page.url),)
        directories = [Lead("directory", url) for url in _own(page, _DIRECTORIES)]
        return tuple(directories or [Lead("links", url) for url in wayside_pages(page)])
    return tuple([Lead("links", url) for url in _own(page, _LAST_WORDS)])


_FINDER = re.compile(
    r"\b(?:forums|fora|foros|foren|message ?boards|boards|(?:online|support) communities|support groups|"
    r"(?:forum|board|community)[ -]?(?:finder|list|directory|index|search|guide|verzeichnis))\b",
    re.IGNORECASE,
)
"""What a page calls itself, or its host is called, that finds forums for people."""


def _title(page: Page) -> str:
    node = page.tree.css_first("title")
    return clean(node.text()[:400], 200) if node is not None else ""


_DIRECTORIES = frozenset(
    f"{word}{ending}"
    for word in (
        "directory",
        "forum-directory",
        "forums-directory",
        "forum-list",
        "forumlist",
        "annuaire",
        "verzeichnis",
    )
    for ending in ("", ".html", ".php")
)
"""Last parts of the addresses of directories: hosting places and portals lead to theirs from their front page."""


def _own(page: Page, words: frozenset[str]) -> list[str]:
    """Pages of the same site whose addresses end in one of these words, MOST_PAGES at most."""
    if words.isdisjoint(page.harvest.words):
        return []
    here = host_of(page.url)
    found = {
        anchor.url: None for anchor in anchors(page)
        if host_of(anchor.url) == here and anchor.url != page.url and not is_members_page(anchor.url)
        and urlsplit(anchor.url).path.rstrip("/").rpartition("/")[2].lower() in words
    }  # fmt: skip
    return list(found)[:MOST_PAGES]
