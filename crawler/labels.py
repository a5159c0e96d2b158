"""The words that forums put beside their figures, in the languages they are written in: data for `crawler.figures`.

English, Welsh, Polish, German, French, Spanish, Italian, Dutch, Portuguese, Russian, and the larger of their
neighbours. Singular forms are here too ("1 member"); words that also mean one person stand only in the plural.
"""

import re

MEMBERS = (
    "members|users|registered members|registered users|accounts|sign-?ups|subscribers|people|aelodau|defnyddwyr|"
    "użytkownik(?:ów|cy)|użytkowników|członk(?:ów|owie)|zarejestrowanych|mitglieder|benutzer|nutzer|mitgliedern|"
    "membres|inscrits|utilisateurs|utilisateurs inscrits|miembros|usuarios|usuarios registrados|utenti|iscritti|membri|"
    "leden|gebruikers|geregistreerde leden|membros|utilizadores|usuários|участник(?:ов|и|а)|пользовател(?:ей|и|я)|"
    "зарегистрировано|medlemmar|medlemmer|jäsen(?:iä|et)|käyttäjiä|üyeler?|üye|uživatel(?:é|ů)|členů|tagok|felhasználók|"
    "utilizatori|μέλη|учасник(?:ів|и)|користувач(?:ів|і)|thành viên|anggota|اعضا|کاربران|الأعضاء|会员|會員|メンバー|회원"
)
THREADS = (
    "threads?|topics?|discussions?|questions?|pynciau|edefynn?au|wątk(?:ów|i)|temat(?:y|ów)|tematów|themen|thema|themes|"
    "diskussionen|sujets?|fils|temas?|hilos|discussioni|argomenti|onderwerpen|discussies|tópicos?|assuntos|тем[ыа]?|"
    "обсуждени[йя]|trådar|tråder|emner|ämnen|aihe(?:ita|et)|keskustelua|konular?|konu|témat(?:a)?|témák|subiecte|"
    "θέματα|chủ đề|topik|موضوعات|موضوع|المواضيع|主题|主題|スレッド|주제"
)
POSTS = (
    "posts?|messages?|postings?|replies|comments|negeseuon|postiadau|post(?:y|ów)|wiadomości|odpowiedzi|beiträge|beitrag|"
    "nachrichten|antworten|messages émouvants|mensajes?|publicaciones|messaggi|messaggio|interventi|risposte|berichten|"
    "reacties|mensagens|mensagem|postagens|сообщени[йея]|постов|ответ(?:ов|ы)|inlägg|innlegg|indlæg|viestejä|viestiä|"
    "mesaj(?:lar)?|ileti(?:ler)?|příspěvk(?:y|ů)|hozzászólások|hozzászólás|mesaje|μηνύματα|дописів|повідомлень|bài viết|"
    "pesan|ارسال‌?ها|پست‌?ها|پست|ارسال|نوشته‌?ها|نوشته|المشاركات|帖子|文章|投稿|글"
)
ONLINE = (
    "online|on-line|en ligne|en línea|conectados|connecté(?:s|e)?|in linea|collegati|angemeldet|ar-lein|dostępnych|zalogowanych|"
    "aktuell|сейчас|на форуме|онлайн|в сети|çevrimiçi|guests?|gäste|gast|invités?|invitados?|ospiti|gasten|visitantes|"
    "convidados|gości|gość|гост(?:ей|ь|я)|visitors?|visiteurs|bots?|robots?|crawlers?|spiders?|hidden|viewing|browsing|"
    "logged in|gwesteion|ziyaretçi|misafir|trực tuyến|khách|آنلاین|مهمان"
)
NOT_TOTALS = (
    "newest|latest|neuestes?|dernier(?:s|ère)?|último|ultimo|nieuwste|najnowszy|последний|новый|new|active|most active|aktive|"
    "today'?s?|heute|aujourd'hui|hoy|oggi|vandaag|hoje|dzisiaj|сегодня|record|max(?:imum)?|most users|average|per day|pro tag|"
    "par jour|por día|al giorno|per dag|por dia|dziennie|в день|hours?|stunden|days?|7 days|week|month|recommended|unread|"
    "فعال|активн(?:ые|ых)|staff|your|vip|premium|banned|deleted|top|birthdays?|recent|last"
)
FIELDS = {"members": MEMBERS, "threads": THREADS, "posts": POSTS}
RECORDS = re.compile(
    r"most (?:users|members|online)|(?:record|rekord|récord|récord)|le plus|meisten|más usuarios|maximo|máximo|massimo|meeste|"
    r"najwięcej|больше всего|рекорд|at one time",
    re.IGNORECASE,
)
"""What says that a number of people online is the highest ever, not now."""
