"""What a forum is called: its own name, in whatever tongue the page's own words stand around it, and nobody else's."""

import pytest

from crawler.names import bare_name, is_name
from crawler.page import Page
from crawler.reader import read
from tests.reader.saved import FETCHED, saved

TITLES = {
    "Beekeepers United - Index page": "Beekeepers United",
    "Index page - Beekeepers United": "Beekeepers United",
    "Beekeepers United • Board index": "Beekeepers United",
    "Beekeepers United :: Index": "Beekeepers United",
    "Beekeepers United » Home": "Beekeepers United",
    "Home | Beekeepers United": "Beekeepers United",
    "Beekeepers United ~ Forums": "Beekeepers United",
    "Beekeepers United - Powered by vBulletin": "Beekeepers United",
    "Beekeepers United • View forum - Swarms": "Beekeepers United",
    "Beekeepers United • View topic - A swarm in May": "Beekeepers United",
    "Imkerforum • Foren-Übersicht": "Imkerforum",
    "Imkerforum • Thema anzeigen - Schwarm": "Imkerforum",
    "Imkerforum - Startseite": "Imkerforum",
    "Les Apiculteurs • Index du forum": "Les Apiculteurs",
    "Les Apiculteurs - Page d'accueil": "Les Apiculteurs",
    "Les Apiculteurs :: Voir le sujet - Un essaim": "Les Apiculteurs",
    "Apicultores del Sur • Índice general": "Apicultores del Sur",
    "Apicultori Uniti • Indice": "Apicultori Uniti",
    "Apicultori Uniti - Pagina principale": "Apicultori Uniti",
    "De Imkers • Forumoverzicht": "De Imkers",
    "Os Apicultores - Página inicial": "Os Apicultores",
    "Pszczelarze • Strona główna": "Pszczelarze",
    "Пасека • Список форумов": "Пасека",
    "Пасека - Главная страница": "Пасека",
    "Y Gwenynwyr - Tudalen Gartref": "Y Gwenynwyr",
    "Arıcılar - Ana Sayfa": "Arıcılar",
    "Včelaři - Hlavní stránka": "Včelaři",
    "Biodlarna - Startsida": "Biodlarna",
    "Μελισσοκόμοι - Αρχική σελίδα": "Μελισσοκόμοι",
    "养蜂人 - 首页": "养蜂人",
    "Welcome to the Beekeepers Forum!": "Beekeepers Forum",
    "Willkommen im Imkerforum": "Imkerforum",
    "Bienvenue sur Les Apiculteurs": "Les Apiculteurs",
    "Добро пожаловать на Пасека": "Пасека",
    "Croeso i Y Gwenynwyr": "Y Gwenynwyr",
    "BEEKEEPERS UNITED - HOME": "BEEKEEPERS UNITED",
    "11 HIVES | KENT | OFFICIAL FORUM": "11 HIVES | KENT | OFFICIAL FORUM",
    "Welcome to Nowhere": "Nowhere",
}
NAMELESS = (
    "Forum", "Forums", "Foro", "Fórum", "Форум", "论坛", "Home", "Index", "Board index", "Index page", "Community",
    "Startseite", "Accueil", "Главная страница", "Error", "Welcome", "Untitled", "My Forum",
    "Login", "", "42", "Support Forum",
)  # fmt: skip


@pytest.mark.parametrize("title", list(TITLES))
def test_the_pages_own_words_are_no_part_of_the_name(title: str) -> None:
    assert bare_name(title) == TITLES[title]


@pytest.mark.parametrize("said", NAMELESS)
def test_words_that_every_forum_has_are_no_name(said: str) -> None:
    assert not is_name(bare_name(said))


BOARDS = "".join(f'<li><a href="/forum/b{n}">Board {n}</a> {n + 3} topics, {n + 40} posts</li>' for n in range(4))


def _named(title: str, url: str = "https://gardenstew.example/forum/", head: str = "", body: str = "") -> object:
    whole = f"<html><head><title>{title}</title>{head}</head><body>{body}<ul>{BOARDS}</ul></body></html>"
    profile = read(Page(url, 200, (("Content-Type", "text/html; charset=utf-8"),), whole.encode(), FETCHED))
    assert profile.is_forum
    return profile.value("name")


def test_the_part_of_a_title_that_names_the_host_is_the_forums() -> None:
    assert _named("Home and Gardening Forums - Garden Stew") == "Garden Stew"
    assert _named("Garden Stew | Grow your own") == "Garden Stew"


def test_a_title_that_names_forum_and_host_goes_before_the_name_of_the_site() -> None:
    site = '<meta property="og:site_name" content="Garden Stew Magazine">'
    assert _named("Garden Stew Forum – Seeds, Tips", head=site) == "Garden Stew Forum"
    assert _named("Seeds, Tips", head=site) == "Garden Stew Magazine"


def test_a_host_is_no_name_unless_nothing_else_is_said() -> None:
    host = '<meta property="og:site_name" content="gardenstew.example">'
    assert _named("Kettle Talk Forums", head=host) == "Kettle Talk Forums"
    assert _named("Forums", head=host) == "gardenstew.example"
    assert _named("Forums") is None


def test_a_logos_words_name_a_front_page_that_names_itself_nowhere_else() -> None:
    assert (
        _named("Forums - Welcome", body='<a href="/"><img class="logo" alt="Kettle Talk" src="l.png"></a>')
        == "Kettle Talk"
    )


def test_a_members_page_gives_no_name() -> None:
    """Figures of one member stand there as a front page's would."""
    figures = '<div class="stats">Posts: 214 Topics: 12 Members: 4</div>'
    body = f'<p>Reply to this topic. Last post.</p><p id="post9">Yesterday 10:00</p>{figures}'
    whole = f"<html><head><title>Zebulon Quarterstaff</title></head><body>{body}</body></html>"
    page = Page("https://stew.example/forum/who/9", 200, (("Content-Type", "text/html"),), whole.encode(), FETCHED)
    assert read(page).is_forum
    assert read(page).value("name") is None


def test_a_motto_of_the_software_yields_to_a_title_that_names_the_forum() -> None:
    page = saved("phpbb")
    told = page.body.decode()
    name = str(read(page).value("name"))
    motto = told.replace(name, "The place where everybody talks of everything that grows")
    motto = motto.replace("<title>", "<title>Communitygarden Forum - ", 1)
    profile = read(Page("https://communitygarden.example/", 200, page.headers, motto.encode(), FETCHED))
    assert profile.value("name") == "Communitygarden Forum"
