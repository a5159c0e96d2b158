"""The words that forums put beside their figures, in the languages they are written in: data for `crawler.figures`.

English, Welsh, Polish, German, French, Spanish, Italian, Dutch, Portuguese, Russian, and the larger of their
neighbours. Singular forms are here too ("1 member") where they do not also name one person ("newest member").
"""

import re

_MEMBERS = """
members member users user accounts sign-ups signups subscribers people aelodau defnyddwyr użytkowników użytkownicy
członków członkowie zarejestrowanych mitglieder mitgliedern benutzer nutzer membres inscrits utilisateurs miembros
usuarios utenti iscritti membri leden gebruikers membros utilizadores usuários участников участники участника
пользователей пользователи пользователя зарегистрировано medlemmar medlemmer jäseniä jäsenet käyttäjiä üyeler üye
uživatelé uživatelů členů tagok felhasználók utilizatori μέλη учасників учасники користувачів користувачі anggota اعضا
کاربران الأعضاء 会员 會員 メンバー 회원 注册
"""
_THREADS = """
threads thread topics topic discussions discussion questions question pynciau edefynnau edefynau wątków wątki tematy
tematów themen thema themes diskussionen sujets sujet fils tema temas hilos discussioni argomenti onderwerpen discussies
tópicos tópico assuntos тем тема темы обсуждений обсуждения trådar tråder emner ämnen aiheita aiheet keskustelua konular
konu témat témata témák subiecte θέματα topik موضوعات موضوع المواضيع 主题 主題 スレッド 주제 话题
"""
_POSTS = """
posts post messages message postings posting replies comments negeseuon postiadau posty postów wiadomości odpowiedzi
beiträge beitrag nachrichten antworten mensaje mensajes publicaciones messaggi messaggio interventi risposte berichten
reacties mensagens mensagem postagens сообщений сообщения сообщение постов ответов ответы inlägg innlegg indlæg viestejä
viestiä mesajlar mesaj iletiler ileti příspěvky příspěvků hozzászólások hozzászólás mesaje μηνύματα дописів повідомлень
pesan ارسال‌ها ارسالها پست‌ها پست ارسال نوشته نوشته‌ها المشاركات 帖子 文章 投稿 글
"""
FIELD_OF = {
    word: field
    for field, group in (("members", _MEMBERS), ("threads", _THREADS), ("posts", _POSTS))
    for word in group.split()
}
"""The field that a word counts, by the word in lower case."""


COUNTED_WORDS = frozenset(part.encode() for word in FIELD_OF for part in word.split("-"))
"""The words of FIELD_OF, those with a hyphen in parts, in UTF-8."""


def _pattern(group: str) -> str:
    return "|".join(sorted(map(re.escape, group.split()), key=len, reverse=True))


MEMBERS = _pattern(_MEMBERS)
THREADS = _pattern(_THREADS)
POSTS = _pattern(_POSTS)

ONLINE = (
    "online|on-line|en ligne|en línea|conectados|connecté(?:s|e)?|in linea|collegati|angemeldet|ar-lein|dostępnych|"
    "zalogowanych|aktuell|сейчас|на форуме|онлайн|в сети|çevrimiçi|guests?|gäste|gast|invités?|invitados?|ospiti|"
    "gasten|"
    "visitantes|convidados|gości|gość|гост(?:ей|ь|я)|visitors?|visiteurs|bots?|robots?|crawlers?|spiders?|hidden|viewing|"
    "browsing|logged in|gwesteion|ziyaretçi|misafir|trực tuyến|khách|آنلاین|مهمان"
)
NOT_TOTALS = (
    "newest|latest|neuestes?|neuester|dernier(?:s|ère)?|último|ultimo|nieuwste|najnowszy|последний|новый|new|active|most|"
    "aktive|actifs|activos|attivi|actieve|ativos|aktywnych|активн(?:ые|ых)|فعال|today'?s?|heute|aujourd'hui|hoy|oggi|"
    "vandaag|hoje|dzisiaj|сегодня|record|max(?:imum)?|average|per|pro tag|par jour|por día|al giorno|por dia|dziennie|"
    "в день|hours?|stunden|days?|week|month|recommended|unread|staff|your|vip|premium|banned|deleted|top|"
    "birthdays?|recent|"
    "last|welcome|diweddaraf"
)
PRESENT = (
    "online|on-line|en ligne|en línea|conectados|connectés?|in linea|collegati|ar-lein|zalogowanych|сейчас|на "
    "форуме|онлайн|"
    "в сети|çevrimiçi|viewing|browsing|trực tuyến|آنلاین|active|aktiv|aktive|actifs|activos|attivi|actief|ativos"
)
"""What says that people counted are here now; guests and robots are words of ONLINE only."""
PRESENT_WORDS = frozenset(
    form.encode()
    for phrase in PRESENT.split("|")
    for form in {phrase.replace("s?", ending).replace("-", " ").split()[-1] for ending in ("", "s")}
)
"""The last words of PRESENT's phrases, in UTF-8."""
RECORDS = re.compile(
    r"most (?:users|members|online)|record|rekord|récord|le plus|meisten|más usuarios|maximo|máximo|massimo|meeste|"
    r"najwięcej|больше всего|рекорд|at one time",
    re.IGNORECASE,
)
"""What says that a number of people online is the highest ever, not now."""
