"""Whole pages in each language: what the page says of its members, threads, posts and last post is what is read."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from babel.dates import format_datetime
from babel.numbers import format_decimal

from crawler.page import Page
from crawler.reader import read
from registry.profile import ForumProfile

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
NEWEST = datetime(2026, 11, 17, 21, 40, 5, tzinfo=UTC)
OLDER = datetime(2025, 3, 2, 7, 8, 9, tzinfo=UTC)
MEMBERS, THREADS, POSTS = 12_744, 31_390, 219_516
BOARDS = ((1, "Alpha", 1200, 20044, NEWEST), (2, "Beta", 7, 61, OLDER), (3, "Gamma", 3, 8, OLDER))
PLANTED = "Zorbkin"


@dataclass(frozen=True)
class Words:
    """How boards of a language label their totals, and their columns: members, threads, posts; who is online."""

    members: str
    threads: str
    posts: str
    columns: tuple[str, str, str, str]
    online: str
    newest: str


LANGUAGES = {
    "en": Words("Total number of registered users", "Total number of topics", "Total number of posts",
                ("Forum", "Topics", "Posts", "Last post"), "Registered users online", "Newest registered user"),
    "cy": Words("Cyfanswm nifer yr aelodau", "Cyfanswm nifer y pynciau", "Cyfanswm nifer y negeseuon",
                ("Fforwm", "Pynciau", "Negeseuon", "Neges ddiwethaf"), "Aelodau ar-lein", "Aelod diweddaraf"),
    "pl": Words("Zarejestrowanych użytkowników", "Wszystkich wątków", "Wszystkich postów",
                ("Forum", "Wątki", "Posty", "Ostatni post"), "Użytkowników online", "Ostatnio zarejestrowany"),
    "de": Words("Anzahl der registrierten Mitglieder", "Anzahl der Themen", "Anzahl der Beiträge",
                ("Forum", "Themen", "Beiträge", "Letzter Beitrag"), "Registrierte Mitglieder online",
                "Neuestes Mitglied"),
    "fr": Words("Nombre total de membres", "Nombre total de discussions", "Nombre total de messages",
                ("Forum", "Discussions", "Messages", "Dernier message"), "Membres en ligne", "Dernier membre inscrit"),
    "es": Words("Número total de usuarios registrados", "Número total de temas", "Número total de mensajes",
                ("Foro", "Temas", "Mensajes", "Último mensaje"), "Usuarios registrados conectados", "Último usuario"),
    "it": Words("Utenti totali", "Discussioni totali", "Messaggi totali",
                ("Forum", "Discussioni", "Messaggi", "Ultimo messaggio"), "Utenti in linea", "Ultimo utente"),
    "nl": Words("Totaal aantal geregistreerde gebruikers", "Totaal aantal onderwerpen", "Totaal aantal berichten",
                ("Forum", "Onderwerpen", "Berichten", "Laatste bericht"), "Gebruikers online", "Nieuwste gebruiker"),
    "pt": Words("Total de usuários registrados", "Total de tópicos", "Total de mensagens",
                ("Fórum", "Tópicos", "Mensagens", "Última mensagem"), "Usuários registrados online", "Último usuário"),
    "ru": Words("Всего пользователей", "Всего тем", "Всего сообщений",
                ("Форум", "Тем", "Сообщений", "Последнее сообщение"), "Пользователей онлайн", "Новый пользователь"),
    "uk": Words("Всього користувачів", "Всього тем", "Всього повідомлень",
                ("Форум", "Теми", "Повідомлення", "Останнє повідомлення"), "Користувачів онлайн", "Новий користувач"),
    "sv": Words("Totalt registrerade medlemmar", "Totalt trådar", "Totalt inlägg",
                ("Forum", "Trådar", "Inlägg", "Senaste inlägg"), "Antal medlemmar online", "Nyaste medlem"),
    "nb": Words("Antall registrerte medlemmer", "Antall tråder", "Antall innlegg",
                ("Forum", "Tråder", "Innlegg", "Siste innlegg"), "Medlemmer pålogget", "Sist registrerte medlem"),
    "da": Words("Totale antal registrerede brugere", "Totale antal emner", "Totale antal indlæg",
                ("Forum", "Emner", "Indlæg", "Seneste indlæg"), "Brugere online", "Nyeste bruger"),
    "fi": Words("Jäsenten määrä", "Aiheiden määrä", "Viestien määrä",
                ("Alue", "Aiheita", "Viestejä", "Uusin viesti"), "Jäseniä paikalla", "Uusin jäsen"),
    "cs": Words("Celkový počet registrovaných uživatelů", "Celkový počet témat", "Celkový počet příspěvků",
                ("Fórum", "Témata", "Příspěvky", "Poslední příspěvek"), "Uživatelů online", "Nejnovější uživatel"),
    "hu": Words("Összes felhasználó", "Összes téma", "Összes hozzászólás",
                ("Fórum", "Témák", "Hozzászólások", "Utolsó hozzászólás"), "Jelenlévő felhasználók", "Legújabb tag"),
    "ro": Words("Total utilizatori înregistrați", "Total subiecte", "Total mesaje",
                ("Forum", "Subiecte", "Mesaje", "Ultimul mesaj"), "Utilizatori conectați", "Cel mai nou utilizator"),
    "tr": Words("Toplam kayıtlı kullanıcılar", "Toplam konu", "Toplam mesaj",
                ("Forum", "Konular", "Mesajlar", "Son mesaj"), "Çevrimiçi kullanıcılar", "Son üye"),
    "el": Words("Συνολικός αριθμός μελών", "Συνολικός αριθμός θεμάτων", "Συνολικός αριθμός δημοσιεύσεων",
                ("Φόρουμ", "Θέματα", "Δημοσιεύσεις", "Τελευταία"), "Συνδεδεμένα μέλη", "Νεότερο μέλος"),
    "ar": Words("إجمالي عدد الأعضاء", "إجمالي عدد المواضيع", "إجمالي عدد المشاركات",
                ("المنتدى", "المواضيع", "المشاركات", "آخر مشاركة"), "الأعضاء المتواجدون", "أحدث عضو"),
    "fa": Words("مجموع تعداد کاربران", "مجموع تعداد موضوع ها", "مجموع تعداد ارسال ها",
                ("انجمن", "موضوع ها", "ارسال ها", "آخرین ارسال"), "کاربران آنلاین", "جدیدترین عضو"),
    "he": Words("סך משתמשים רשומים", "סך נושאים", "סך הודעות",
                ("פורום", "נושאים", "הודעות", "הודעה אחרונה"), "משתמשים מחוברים", "המשתמש החדש"),
    "zh": Words("用户总数", "主题总数", "帖子总数", ("版块", "主题", "帖子", "最后发表"), "在线用户", "最新用户"),
    "ja": Words("ユーザー数", "トピック数", "投稿数", ("フォーラム", "トピック", "投稿", "最終"),
                "オンラインユーザー", "新着ユーザー"),
    "ko": Words("전체 회원", "전체 글타래", "전체 글",
                ("게시판", "글타래", "글", "마지막"), "접속한 회원", "최근 회원"),
    "vi": Words("Tổng số thành viên", "Tổng số chủ đề", "Tổng số bài viết",
                ("Diễn đàn", "Chủ đề", "Bài viết", "Bài mới"), "Thành viên trực tuyến", "Thành viên mới nhất"),
    "id": Words("Jumlah anggota", "Jumlah topik", "Jumlah pesan",
                ("Forum", "Topik", "Pesan", "Terakhir"), "Anggota online", "Anggota terbaru"),
}  # fmt: skip


def written(value: int, locale: str) -> str:
    return format_decimal(value, locale=locale)


def dated(at: datetime, locale: str) -> str:
    return format_datetime(at, "medium", locale=locale, tzinfo=UTC)


def fluxbb(locale: str, words: Words) -> str:
    """A board of FluxBB in this language: two boards, the statistics, who is online."""
    rows = "".join(
        f'<tr class="rowodd"><td class="tcl"><h3><a href="viewforum.php?id={n}">{name}</a></h3></td><td class="tc2">'
        f'{written(threads, locale)}</td><td class="tc3">{written(posts, locale)}</td><td class="tcr">'
        f'<a href="viewtopic.php?pid=9#p9">{dated(at, locale)}</a> <span class="byuser">{PLANTED}</span></td></tr>'
        for n, name, threads, posts, at in BOARDS[:2]
    )
    said = "".join(
        f"<dd><span>{label}: <strong>{written(value, locale)}</strong></span></dd>"
        for label, value in ((words.members, MEMBERS), (words.threads, THREADS), (words.posts, POSTS))
    )
    return (
        f'<!DOCTYPE html><html xml:lang="{locale}" lang="{locale}"><head><title>Alpha Beta</title></head><body>'
        '<div id="punindex" class="pun"><div id="brdheader"><div id="brdtitle"><h1><a href="index.php">Alpha Beta</a>'
        f'</h1></div></div><div id="brdmain"><div id="idx1" class="blocktable"><table>{rows}</table></div>'
        f'<div id="brdstats" class="block"><dl class="conr">{said}</dl><dl class="conl"><dd><span>{words.newest}: '
        f'<a href="profile.php?id=9">'
        f"{PLANTED}</a></span></dd><dd><span>{words.online}: <strong>2</strong></span></dd></dl></div></div><p "
        'id="poweredby"><a href="https://fluxbb.org/">FluxBB</a></p></div></body></html>'
    )


def homemade(locale: str, words: Words) -> str:
    """A board of nobody's software in this language: a table of boards with its columns' names, and the totals."""
    rows = "".join(
        f'<tr><td><a href="/forum/{n}-{name.lower()}">{name}</a></td><td>{written(threads, locale)}</td>'
        f"<td>{written(posts, locale)}</td><td>{dated(at, locale)}</td></tr>"
        for n, name, threads, posts, at in (
            (1, "Alpha", 1200, 20044, NEWEST),
            (2, "Beta", 7, 61, OLDER),
            (3, "Gamma", 3, 8, OLDER),
        )
    )
    said = "".join(
        f"<li>{label}: {written(value, locale)}</li>"
        for label, value in (
            (words.members, MEMBERS),
            (words.threads, THREADS),
            (words.posts, POSTS),
            (words.online, 2),
        )
    )
    columns = "".join(f"<th>{name}</th>" for name in words.columns)
    return (
        f'<!DOCTYPE html><html lang="{locale}"><head><title>Alpha forum</title></head><body><h1>Alpha forum</h1><table '
        f'class="boards"><tr>{columns}</tr>{rows}</table><div class="forum-stats"><ul>{said}</ul></div></body></html>'
    )


def told(said: str) -> ForumProfile:
    return read(
        Page("https://alpha.example/", 200, (("Content-Type", "text/html; charset=utf-8"),), said.encode(), NOW)
    )


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_known_software_is_read_in_every_language(locale: str) -> None:
    profile = told(fluxbb(locale, LANGUAGES[locale]))
    assert profile.platform == "fluxbb"
    assert (profile.value("members"), profile.value("threads"), profile.value("posts")) == (MEMBERS, THREADS, POSTS)
    assert [(board.threads, board.posts) for board in profile.boards] == [(1200, 20044), (7, 61)]
    last = profile.findings["last_post_at"]
    assert last.value == NEWEST
    assert PLANTED not in repr(profile)


@pytest.mark.parametrize("locale", LANGUAGES)
def test_a_home_made_board_is_read_in_every_language(locale: str) -> None:
    profile = told(homemade(locale, LANGUAGES[locale]))
    assert (profile.value("members"), profile.value("threads"), profile.value("posts")) == (MEMBERS, THREADS, POSTS)
    assert [(board.threads, board.posts) for board in profile.boards] == [(1200, 20044), (7, 61), (3, 8)]
    assert profile.findings["last_post_at"].value == NEWEST
