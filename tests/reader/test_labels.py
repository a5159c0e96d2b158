"""Figures beside their labels, as real software words them in its translations, and what only looks like a figure."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from crawler.reading import block_text
from crawler.words.figures import figures

Told = tuple[int | None, int | None, int | None]
SENTENCES: dict[str, tuple[str, Told]] = {
    "cy phpBB": (
        "Cyfanswm y negeseuon 18339 • Cyfanswm y pynciau 3954 • Cyfanswm yr aelodau 7164 • Ein haelod diweddaraf X",
        (7164, 3954, 18339),
    ),
    "de MyBB": (
        "Unsere Mitglieder haben insgesamt 2.627 Beiträge in 308 Themen geschrieben.\nEs "
        "sind 451 Mitglieder registriert.",
        (451, 308, 2627),
    ),
    "de phpBB": (
        "Beiträge insgesamt 18339 • Themen insgesamt 3954 • Mitglieder insgesamt 7164 • Unser neuestes Mitglied: 99",
        (7164, 3954, 18339),
    ),
    "de FluxBB": (
        "Anzahl der registrierten Mitglieder: 744\nAnzahl der Themen: 1.390\nAnzahl der Beiträge: 9.516",
        (744, 1390, 9516),
    ),
    "de phpBB2": (
        "Unsere Benutzer haben insgesamt 1234 Beiträge geschrieben.\nWir haben 567 "
        "registrierte Benutzer.\nDer neueste Benutzer ist 999.",
        (567, None, 1234),
    ),
    "pl MyBB": (
        "Nasi użytkownicy napisali łącznie 2 627 postów w 308 wątkach.\nObecnie "
        "zarejestrowanych jest 451 użytkowników.",
        (451, 308, 2627),
    ),
    "pl phpBB": (
        "Liczba postów: 18339 • Liczba tematów: 3954 • Liczba użytkowników: 7164 • "
        "Ostatnio zarejestrowany użytkownik: 99",
        (7164, 3954, 18339),
    ),
    "pl SMF": (
        "1 234 wiadomości w 56 wątkach wysłane przez 78 użytkowników. Najnowszy użytkownik: 99",
        (78, 56, 1234),
    ),
    "fr phpBB": (
        "18339 messages • 3954 sujets • 7164 membres • Notre membre le plus récent est 99",
        (7164, 3954, 18339),
    ),
    "fr FluxBB": (
        "Nombre total de membres : 744\nNombre total de discussions : 1 390\nNombre total de messages : 9 516",
        (744, 1390, 9516),
    ),
    "es phpBB": (
        "18339 mensajes • 3954 temas • 7164 usuarios registrados • Nuestro usuario más reciente es 99",
        (7164, 3954, 18339),
    ),
    "es FluxBB": (
        "Número total de usuarios registrados: 744\nNúmero total de temas: 1.390\nNúmero total de mensajes: 9.516",
        (744, 1390, 9516),
    ),
    "es SMF": ("8197 Mensajes en 623 Temas por 240 Usuarios - Último usuario: 12", (240, 623, 8197)),
    "it phpBB": (
        "Totale messaggi 18339 • Totale argomenti 3954 • Totale iscritti 7164 • Ultimo iscritto 99",
        (7164, 3954, 18339),
    ),
    "it FluxBB": ("Utenti totali: 744\nDiscussioni totali: 1'390\nMessaggi totali: 9'516", (744, 1390, 9516)),
    "nl phpBB": (
        "Totaal aantal berichten 18339 • Totaal aantal onderwerpen 3954 • Totaal aantal "
        "leden 7164 • Ons nieuwste lid is 99",
        (7164, 3954, 18339),
    ),
    "nl MyBB": (
        "Onze leden hebben in totaal 2.627 berichten geplaatst in 308 discussies.\nWe "
        "hebben momenteel 451 geregistreerde leden.",
        (451, 308, 2627),
    ),
    "pt phpBB": (
        "Total de mensagens 18339 • Total de tópicos 3954 • Total de membros 7164 • Novo membro: 99",
        (7164, 3954, 18339),
    ),
    "pt FluxBB": (
        "Total de usuários registrados: 744\nTotal de tópicos: 1.390\nTotal de mensagens: 9.516",
        (744, 1390, 9516),
    ),
    "ru phpBB": (
        "Всего сообщений: 18339 • Всего тем: 3954 • Всего участников: 7164 • Новый участник: 99",
        (7164, 3954, 18339),
    ),
    "ru SMF": ("8197 Сообщений в 623 Тем от 240 Пользователей. Последний пользователь: 12", (240, 623, 8197)),
    "ru vB": (
        "Тем: 40,533, Сообщений: 244,592, Пользователи: 50,472, Активные участники: 740",
        (50472, 40533, 244592),
    ),
    "ru IPB": (
        "Всего сообщений: 9 516\nВсего пользователей: 744\nНовичок: 12\nРекорд посещаемости: 99",
        (744, None, 9516),
    ),
    "uk FluxBB": ("Всього форумлян: 744\nВсього тем: 1,390\nВсього повідомлень: 9,516", (744, 1390, 9516)),
    "cs phpBB": (
        "Celkem příspěvků 18339 • Celkem témat 3954 • Celkem členů 7164 • Nejnovějším uživatelem je 99",
        (7164, 3954, 18339),
    ),
    "cs FluxBB": (
        "Celkový počet registrovaných uživatelů: 744\nCelkový počet témat: 1,390\nCelkový počet příspěvků: 9,516",
        (744, 1390, 9516),
    ),
    "hu phpBB": (
        "Összes hozzászólás: 18339 • Összes téma: 3954 • Összes tag: 7164 • Legújabb tag: 99",
        (7164, 3954, 18339),
    ),
    "ro FluxBB": (
        "Total utilizatori înregistrați: 744\nTotal subiecte de discuție: 1.390\nTotal mesaje: 9.516",
        (744, 1390, 9516),
    ),
    "sv phpBB": (
        "Antal inlägg 18339 • Antal trådar 3954 • Antal medlemmar 7164 • Senaste medlem 99",
        (7164, 3954, 18339),
    ),
    "nb FluxBB": (
        "Antall registrete medlemmer: 744\nAntall tråder: 1,390\nAntall innlegg: 9,516",
        (744, 1390, 9516),
    ),
    "da phpBB": (
        "Indlæg i alt 18339 • Emner i alt 3954 • Medlemmer i alt 7164 • Nyeste medlem: 99",
        (7164, 3954, 18339),
    ),
    "fi phpBB": (
        "Viestejä yhteensä 18339 • Viestiketjuja yhteensä 3954 • Käyttäjiä yhteensä 7164 • Uusin käyttäjä 99",
        (7164, 3954, 18339),
    ),
    "tr FluxBB": (
        "Toplam kayıtlı kullanıcılar: 744\nToplam konu: 1,390\nToplam mesaj: 9,516",
        (744, 1390, 9516),
    ),
    "tr MyBB": (
        "Üyelerimiz toplam 308 konuda 2.627 mesaj yazmıştır.\nŞu anda 451 üye kayıtlıdır.",
        (451, 308, 2627),
    ),
    "el phpBB": (
        "Σύνολο δημοσιεύσεων 18339 • Σύνολο θεμάτων 3954 • Σύνολο μελών 7164 • Νεότερο μέλος 99",
        (7164, 3954, 18339),
    ),
    "ar FluxBB": (
        "إجمالي عدد المستخدمين المسجلين: 744\nإجمالي عدد المواضيع: 1,390\nإجمالي عدد المداخلات: 9,516",
        (744, 1390, 9516),
    ),
    "fa FluxBB": (
        "مجموع تعداد کاربران انجمن: ۷۴۴\nمجموع تعداد موضوع ها: ۱٬۳۹۰\nمجموع تعداد ارسال ها: ۹٬۵۱۶",
        (744, 1390, 9516),
    ),
    "he FluxBB": ('סה"כ משתמשים רשומים: 744\nסה"כ נושאים: 1,390\nסה"כ הודעות: 9,516', (744, 1390, 9516)),
    "ja FluxBB": ("ユーザー数: 744\nトピック数: 1,390\n投稿数: 9,516", (744, 1390, 9516)),
    "ko FluxBB": ("전체 회원: 744\n전체 글타래: 1,390\n전체 글: 9,516", (744, 1390, 9516)),
    "ko phpBB2": ("사용자가 올린 글은 총 1234개 입니다\n등록된 사용자는 567명 입니다", (567, None, 1234)),
    "zh FluxBB": ("用户总数： 744\n主题总数： 1,390\n帖子总数： 9,516", (744, 1390, 9516)),
    "zh-tw FluxBB": ("註冊會員總數： 744\n主題總數： 1,390\n文章總數： 9,516", (744, 1390, 9516)),
    "zh Discuz": ("今日: 12 | 昨日: 34 | 帖子: 5678 | 会员: 910 | 欢迎新会员: 77", (910, None, 5678)),
    "vi XF": ("Chủ đề: 1.390\nBài viết: 9.516\nThành viên: 744\nThành viên mới nhất: 55", (744, 1390, 9516)),
    "id SMF": ("8197 Tulisan dalam 623 Topik oleh 240 Anggota. Anggota Terbaru: 12", (240, 623, 8197)),
    "th": ("โพสต์ทั้งหมด 18339 • หัวข้อ 3954 • สมาชิกทั้งหมด 7164", (7164, 3954, 18339)),
    "hr phpBB2": (
        "Ukupno postova: 18339 • Ukupno tema: 3954 • Ukupno članova: 7164 • Najnoviji član: 99",
        (7164, 3954, 18339),
    ),
    "bg": (
        "Общо мнения: 18339 • Общо теми: 3954 • Общо потребители: 7164 • Най-нов потребител: 99",
        (7164, 3954, 18339),
    ),
}


@pytest.mark.parametrize("software", SENTENCES)
def test_what_software_says_of_its_totals_is_read_in_every_language(software: str) -> None:
    text, wanted = SENTENCES[software]
    told: dict[str, int] = {}
    for figure in figures(text):
        told.setdefault(figure.field, figure.value)
    assert (told.get("members"), told.get("threads"), told.get("posts")) == wanted


NO_TOTALS = [
    "Members: 3\nGuests: 31",
    "Who's Online\nMembers: 3\nGuests: 31\nTotal: 34",
    "Mitglieder: 3, Gäste: 12",
    "Registrierte Mitglieder online: 5",
    "Utilisateurs en ligne: 5",
    "Membres en ligne : 3",
    "Usuarios conectados: 12",
    "Utenti in linea: 4",
    "Użytkowników online: 3",
    "Сейчас на форуме: 3 участника, 12 гостей",
    "Пользователей онлайн: 4",
    "Zarejestrowani użytkownicy: 3, goście: 5",
    "Newest member: 12345",
    "Neuestes Mitglied: 12345",
    "Dernier membre: 12345",
    "Total members that have ever posted: 123",
    "Posts per day: 12",
    "3 members celebrating birthdays today",
    "Staff members: 12",
    "Most users ever online was 155",
    "In total there are 5 users online :: 1 registered",
    "None: 9",
    "Views: 123",
    "Replies: 45",
    "Polls: 4",
    "Attachments: 99",
    "Medlemmar online: 5",
    "在线会员: 12",
    "会员在线 5",
    "Çevrimiçi üyeler: 5",
    "کاربران آنلاین: 5",
    "Members online now: 3",
    "1 user reading this topic",
    "Average posts: 12",
    "Today's posts: 12",
    "5 posts today",
    "3 new posts",
    "Active members: 740",
    "Connected members: 4",
    "Angemeldete Mitglieder: 0, Gäste: 3",
    "Members: 3\nGuests: 31\nTotal: 34",
    "Registered users online 2",
    "Mitglieder: 5 Besucher: 12",
    "Aelodau ar-lein: 4",
    "Gennemsnitligt antal indlæg pr dag: 12",
    "Beiträge pro Tag: 45,2",
    "Messages par jour : 12",
    "Mensajes hoy: 7",
    "Сообщений сегодня: 15",
    "Neue Themen heute: 4",
    "Nowych postów: 5",
    "今日帖子: 12",
    "Record: 155 users",
    "Top 10 posts",
]


@pytest.mark.parametrize("text", NO_TOTALS)
def test_what_is_here_now_new_or_an_average_is_no_total(text: str) -> None:
    assert figures(text) == []


def test_replies_answers_and_comments_count_no_posts() -> None:
    for word in (
        "replies",
        "Antworten",
        "réponses",
        "respuestas",
        "risposte",
        "reacties",
        "odpowiedzi",
        "ответов",
        "comments",
    ):
        assert figures(f"{word}: 12") == []


def test_a_number_beside_another_label_is_not_the_next_ones() -> None:
    assert figures("Hot Topic (More than 15 replies)") == []
    assert figures("Topic (15 replies)") == []
    assert figures("More than 1,000 members") == []
    told = figures("345 views 12 posts 6 replies")
    assert [(figure.field, figure.value) for figure in told] == [("posts", 12)]
    assert [figure.value for figure in figures("Posts Views 345")] == []


def test_members_stay_where_guests_are_told_beside_other_totals() -> None:
    told = {figure.field: figure.value for figure in figures("Threads: 12\nPosts: 99\nMembers: 31\nGuests: 4")}
    assert told == {"threads": 12, "posts": 99, "members": 31}


def test_small_words_of_other_languages_count_nothing() -> None:
    for text in (
        "Temos 12 coisas",
        "O fórum tem 1234",
        "Trade: 12",
        "12 posta",
        "5 Tag",
        "Tag: 12",
        "Pos: 3",
        "hier 5 Tage",
    ):
        assert figures(text) == []


def test_labels_that_are_other_words_without_their_accents_count_with_them() -> None:
    assert [figure.field for figure in figures("Tråd: 12")] == ["threads"]
    assert [figure.field for figure in figures("1234 tém")] == ["threads"]


def test_members_called_a_total_stay_though_guests_follow() -> None:
    assert [figure.value for figure in figures("Total members: 31\nGuests: 4")] == [31]


def test_a_heading_over_those_online_covers_the_lines_under_it_alone() -> None:
    assert figures("Who's Online\nMembers: 3") == []
    told = figures("Who's Online\n14 here\nForum statistics\nMembers: 31")
    assert [(figure.field, figure.value) for figure in told] == [("members", 31)]


def test_a_rounded_figure_says_so() -> None:
    rounded, exact = figures("Members: 12.3K")[0], figures("Members: 12,300")[0]
    assert (rounded.value, rounded.exact) == (12300, False)
    assert (exact.value, exact.exact) == (12300, True)
    assert rounded.rule("p") == "p, rounded on the page"
    assert exact.rule("p") == "p"


@pytest.mark.parametrize("address", [
    "memberlist.php?mode=viewprofile&amp;u=7", "/members/x.7/", "/user/7-x", "profile.php?id=7", "member.php?u=7",
    "index.php?action=profile;u=7", "/u/7/profile/8", "member.php?action=profile&amp;uid=7",
])  # fmt: skip
def test_a_member_named_by_digits_is_no_figure(address: str) -> None:
    node = LexborHTMLParser(f'<p>Members: <a class="x" href="{address}"><b>12345</b></a> Posts: 17</p>').css_first("p")
    assert [(figure.field, figure.value) for figure in figures(block_text(node))] == [("posts", 17)]


@pytest.mark.parametrize(
    "address", ["/forum/8", "/members/", "forumdisplay.php?f=2", "/f8/?tab=users", "viewforum.php?f=1"]
)
def test_a_figure_that_is_a_link_is_one(address: str) -> None:
    node = LexborHTMLParser(f'<p>Members: <a class="button" href="{address}">12345</a></p>').css_first("p")
    assert [figure.value for figure in figures(block_text(node))] == [12345]


def test_details_in_brackets_are_marked() -> None:
    told = figures("Posts: 101770 (5281 discussions)")
    assert [(figure.field, figure.bracketed) for figure in told] == [("posts", False), ("threads", True)]


def test_long_lines_take_no_more_than_their_length() -> None:
    assert figures("12 posts " * 2000)[0].value == 12
    figures("posts " * 4000 + "1")
    figures("(" * 8000 + "12 members")
