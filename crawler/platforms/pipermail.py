"""Pipermail, the archives of Mailman 2, and Mailman's page about a list. Neither states a count of the whole.

The pages have no ids or classes and are translated; what they never change is the names of their files. Authors stand
beside each subject, in the words of their addresses too, and are never looked at.
"""

from crawler.archives import newest_month
from crawler.hygiene import DESCRIPTION_LIMIT
from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    from_address,
    from_title,
    link,
    markup,
    newest,
    title,
    version,
)
from crawler.reading import Found, Reading, text_of

_ARCHIVES = (
    r"^The (?P<name>\S{1,80}) (?:Archives|.{1,60} Archive by \w+)$",
    r"^Das (?P<name>\S{1,80})-Archiv$",
    r"^Het (?P<name>\S{1,80}) Archief$",
    r"^(?:Les Archives de|Archivos de|Arquivos de|Os arquivos da lista|Gli archivi della lista|Els arxius de la llista|"
    r"Archiwum listy|Archiv konference|Архив|Arkiv för) (?P<name>\S{1,80})$",
)
_INFO = (
    r"^(?P<name>[\w.+-]{1,80}) (?:Info Page|Infoseite|Informatiepagina|Infosid[ae]|Infoside|Info Sivu|"
    r"Página de Detalhes|Bilgi Sayfası)$",
    r"^(?:Page d'infos de|Página de Información de|Pagina di informazioni della lista|Strona informacyjna listy|"
    r"Общая информация о списке рассылки|Informace o konferenci) (?P<name>[\w.+-]{1,80})$",
)
_MONTH = r"(?:^|/)(?P<raw>(?P<year>(?:19|20)\d\d)-(?P<month>[A-Z][a-z]{2,8}))/(?:thread|date|subject)\.html$"
"""A month's folder: its name is English whatever the page's language."""


def _about(reading: Reading) -> Found | None:
    """What a list is for, behind its name in the heading of its own page."""
    if "/listinfo/" not in reading.page.url:
        return None
    for node in reading.some("td b font", 1):
        _, mark, said = text_of(node, DESCRIPTION_LIMIT).partition(" -- ")
        if mark and said:
            return Found(said, said, "td b font, behind the name")
    return None


PLATFORM = Platform(
    name="Mailman 2",
    homepage="https://list.org/",
    source="Mailman 2.1: templates/*/archtoc.html, archidxhead.html, archidxentry.html, article.html, listinfo.html in "
    "17 languages; Mailman/Cgi/listinfo.py, Archiver/HyperArch.py.",
    clues=[
        address(r"/pipermail/[^/]+", 45),
        address(r"/mailman\d?/(?:listinfo|private)(?:[/?]|$)", 45),
        *[title(pattern, 25) for pattern in (*_ARCHIVES, *_INFO)],
        title(r"Private Archives Authentication$", 25),
        link("listinfo", 20),
        link("mailman", 10),
        link("pipermail", 10),
        link("thread.html", 8),
        link("subject.html", 8),
        link("author.html", 8),
        link("date.html", 8),
        markup("<!--beginarticle-->", 50),
        markup("Delivered by Mailman", 40),
    ],
    profile={
        "name": any_of(
            *[from_title(pattern) for pattern in (*_ARCHIVES, *_INFO)],
            from_address(r"/(?:pipermail|listinfo|private)/(?P<name>[^/?#]{1,80})"),
        ),
        "description": _about,
        "last_post_at": any_of(newest('a[name="end"] + i'), newest_month(_MONTH)),
    },
    boards=[Rows(row="tr", link='td a[href*="listinfo/"]')],
    threads=[Rows(row="li", link='a[href^="0"][href$=".html"], a[href^="1"][href$=".html"]')],
    home=r"https?://[^/]+/(?:[^/?#]{1,80}/){0,4}pipermail/[^/?#]{1,80}/",
    totals=False,
    wall='form[name="f"] input[name="password"]',
    versions=(version("source", r"Delivered by Mailman.{0,40}?version (\d[\w.+]{0,20})"),),
)
