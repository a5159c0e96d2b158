"""Words that forums put beside figures, by language: what counts members, threads, posts. Data for `labels`.

Each language has three groups parted by `|`: members, threads, posts. `_` stands for a space. All forms that stand
beside numbers are here ("5 тем", "2 темы", "w 3 tematach"), singular ones too where they do not also name one thing
in particular. Replies, answers and comments count no posts: they leave out the first post of each thread.
"""

COUNTED = {
    "en": "members member users user accounts sign-ups signups subscribers people registrations"
    "| threads thread topics topic discussions discussion questions question"
    "| posts post messages message postings posting",
    "cy": "aelodau defnyddwyr aelod defnyddiwr"
    "| pynciau bynciau edefynnau edefynau edafedd drafodaethau trafodaethau pwnc edefyn"
    "| negeseuon neges postiadau bostiadau postiad cofnodion",
    "pl": "użytkowników użytkownicy członków członkowie zarejestrowanych użytkownika forumowiczów osób"
    "| wątków wątki wątkach wątek tematy tematów tematach temat dyskusji dyskusje"
    "| posty postów postach wiadomości post wpisów wpisy",
    "de": "mitglieder mitgliedern mitglied benutzer benutzern nutzer nutzern benutzende teilnehmer teilnehmern user"
    "| themen thema diskussionen threads fragen"
    "| beiträge beiträgen beitrag nachrichten postings",
    "fr": "membres membre inscrits utilisateurs utilisateur"
    "| sujets sujet fils discussions discussion"
    "| messages message posts publications",
    "es": "miembros miembro usuarios usuario"
    "| temas tema hilos hilo debates discusiones asuntos"
    "| mensajes mensaje publicaciones posts aportes entradas",
    "it": "utenti iscritti membri membro utente"
    "| discussioni discussione argomenti argomento topic thread temi"
    "| messaggi messaggio interventi post",
    "nl": "leden gebruikers lid gebruiker| onderwerpen onderwerp discussies topics draadjes| berichten bericht posts",
    "pt": "membros utilizadores usuários utilizador usuário membro"
    "| tópicos tópico assuntos discussões temas"
    "| mensagens mensagem postagens publicações posts",
    "ca": "membres usuaris usuari | temes tema fils discussions | missatges missatge entrades",
    "gl": "membros usuarios | temas fíos | mensaxes publicacións",
    "eu": "erabiltzaileak erabiltzaile kideak | gaiak gai | mezuak mezu",
    "ru": "участников участники участника участник пользователей пользователи пользователя пользователь "
    "зарегистрировано "
    "зарегистрированных"
    "| тем тема темы темах обсуждений обсуждения"
    "| сообщений сообщения сообщение постов посты",
    "uk": "учасників учасники користувачів користувачі користувача форумлян"
    "| тем теми тема темах обговорень"
    "| дописів повідомлень повідомлення дописи постів пости",
    "be": "удзельнікаў карыстальнікаў карыстальнікі | тэм тэмы тэма | паведамленняў паведамленні паведамленне",
    "bg": "потребители потребителя членове членовете регистрирани | теми тема "
    "| мнения мнение публикации публ съобщения",
    "sr": "чланова чланови корисника корисници | тема теме | порука поруке постова",
    "sr-latn": "članova članovi korisnika korisnici | tema teme | poruka poruke postova postovi",
    "mk": "членови корисници | теми тема | мислења пораки",
    "hr": "članova članovi korisnika korisnici | tema teme temama rasprava | postova postovi poruka objava objave",
    "sl": "članov člani uporabnikov uporabniki | teme temah | sporočil prispevkov objav sporočila prispevki objave",
    "cs": "uživatelé uživatelů členů členové | témat témata tématech tematu diskuzí vláken "
    "| příspěvky příspěvků příspěvek zpráv zprávy",
    "sk": "užívatelia užívateľov používateľov používatelia členov členovia | tém témy témach vlákien "
    "| príspevky príspevkov príspevok správ",
    "hu": "tagok összes_tag felhasználók felhasználó felhasználónk tagunk"
    "| témák téma témában témakörök"
    "| hozzászólások hozzászólás üzenetek üzenet bejegyzés",
    "ro": "utilizatori membri utilizator | subiecte subiect discuții | mesaje mesaj postări articole",
    "sv": "medlemmar medlem användare | trådar tråd ämnen ämne diskussioner | inlägg meddelanden",
    "nb": "medlemmer medlem brukere brukarar | tråder tråd emner emne diskusjoner | innlegg meldinger",
    "da": "medlemmer medlem brugere bruger | emner emne tråde tråd diskussioner | indlæg posteringer beskeder",
    "fi": "jäseniä jäsenet jäsentä jäsenten käyttäjiä käyttäjät käyttäjää"
    "| aiheita aiheet aihetta aiheiden aiheessa keskustelua keskustelut ketjua ketjut ketjuja viestiketjuja otsikoita"
    "| viestejä viestit viestiä viestien viestin kirjoituksia kirjoitusten",
    "is": "notendur notenda notanda meðlimir | þræðir þráða umræður | póstar pósta innlegg skilaboð",
    "et": "liikmeid liikmed liiget kasutajad kasutajaid kasutajat | teemat teemasid teemad | postitust "
    "postitusi postitused",
    "lv": "lietotāji lietotāju biedri dalībnieki | tēmas tēmu temati | raksti rakstu ziņojumi ziņas ziņu",
    "lt": "nariai narių vartotojai vartotojų | temų | pranešimai pranešimų žinutės žinučių",
    "tr": "üyeler üye kullanıcılar kullanıcı üyemiz | konular konu konuda başlık başlıklar "
    "| mesajlar mesaj iletiler ileti gönderi gönderiler",
    "az": "istifadəçilər istifadəçi üzvlər üzv | mövzular mövzu | mesajlar mesaj yazı yazılar",
    "el": "μέλη μελών μέλος χρήστες χρηστών | θέματα θεμάτων θέμα συζητήσεις | μηνύματα μηνυμάτων δημοσιεύσεις "
    "δημοσιεύσεων",
    "sq": "anëtarë anëtarët përdorues përdoruesit | tema temat | postime postimet mesazhe",
    "ar": "الأعضاء أعضاء عضو المستخدمين المستخدمون مستخدم "
    "| المواضيع مواضيع موضوع "
    "| المشاركات مشاركات مشاركة المداخلات الرسائل",
    "fa": "اعضا اعضای کاربران کاربر عضو | موضوعات موضوع موضوع‌ها تاپیک تاپیک‌ها گفتگوها مباحث "
    "| ارسال‌ها ارسالها ارسال پست‌ها پست نوشته نوشته‌ها دیدگاه‌ها",
    "he": "משתמשים חברים משתמש | נושאים נושא אשכולות דיונים | הודעות הודעה פוסטים",
    "hi": "सदस्य उपयोगकर्ता | विषय सूत्र | पोस्ट संदेश",
    "bn": "সদস্য ব্যবহারকারীগণ ব্যবহারকারী | টপিক বিষয় | পোস্ট পোস্টগুলি বার্তা",
    "th": "สมาชิก ผู้ใช้ สมาชิกทั้งหมด | กระทู้ หัวข้อ กระทู้ทั้งหมด | โพสต์ ข้อความ โพสต์ทั้งหมด",
    "id": "anggota pengguna | topik topic utas diskusi | pesan post posting kiriman tulisan",
    "ms": "ahli pengguna | topik | kiriman mesej",
    "vi": "thành_viên người_dùng | chủ_đề đề_tài | bài_viết bài_gửi",
    "ka": "წევრები მომხმარებლები | თემები თემა | პოსტები შეტყობინება",
    "hy": "օգտվողներ անդամներ | թեմաներ թեմա | գրառումներ գրառում հաղորդագրություն",
    "kk": "пайдаланушылар қатысушылар | тақырыптар тақырып | хабарламалар жазбалар",
    "ur": "صارفین اراکین | موضوعات موضوع | پوسٹس پیغامات",
    "ku": "ئەندامان بەکارهێنەران بەکارهێنەرە | بابەتەکان | پەیامەکان",
    "ja": "メンバー ユーザー 会員 登録ユーザー 登録者 | スレッド トピック 主題 話題 | 投稿 記事 メッセージ 書き込み",
    "ko": "회원 사용자 멤버 | 주제 글타래 토픽 토론 | 게시물 게시글 글 메시지",
    "zh": "会员 會員 用户 用戶 使用者 成员 成員 注册用户 註冊會員 | 主题 主題 话题 話題 讨论 討論 | 帖子 文章 "
    "帖 貼文 貼子 发帖 發帖 帖數 帖数",
}

JOINED = {
    "zh": ("|总|總|篇|个|個|位|条|條|名|則|全部|总计|總計|共", "|数|數|总数|總數|量"),
    "ja": ("|総|全", "|数|総数|件数"),
    "ko": ("|전체|총", "|수|은|는|이|가"),
}
"""What languages without spaces between words write before and behind a counted word."""

ACCENTED = frozenset(["tem", "trad", "trade", "temu", "posta", "sprav", "fios"])
"""Labels that without their accents are other words: they count only as they are spelt."""

OTHERS = """
replies reply answers comments comment views view reads likes reactions votes attachments files polls images downloads
badges trophies points kudos solutions solved tags categories groups boards forums pages pictures blogs events
atebion ateb golygon sylwadau ymatebion
odpowiedzi odpowiedź wyświetleń wyświetlenia odsłon komentarzy załączniki załączników ankiet
antworten antwort zugriffe aufrufe kommentare hits reaktionen dateianhänge umfragen
réponses réponse vues affichages commentaires lectures consultations sondages
respuestas respuesta vistas visitas lecturas comentarios adjuntos encuestas
risposte risposta visite visualizzazioni commenti letture allegati sondaggi
reacties reactie antwoorden weergaven bekeken gelezen bijlagen
respostas resposta visualizações exibições comentários anexos
ответов ответы ответа просмотров просмотры комментариев комментарии вложений опросов
відповідей відповіді переглядів перегляди коментарів
odpovědí odpovědi zobrazení komentářů odpovede zobrazení
válaszok válasz megtekintés megtekintések
răspunsuri vizualizări comentarii afișări
svar visningar visninger vastauksia vastaukset vastausta katselukerrat luettu
cevap cevaplar yanıt yanıtlar görüntüleme gösterim okunma
απαντήσεις προβολές odgovora odgovori pregleda prikaza ответа
trả_lời lượt_xem xem balasan dilihat
ردود الردود مشاهدات المشاهدات تعليقات پاسخ پاسخ‌ها بازدید نمایش תגובות צפיות
回复 回覆 回帖 查看 浏览 瀏覽 点击 返信 閲覧 表示 답글 댓글 조회 조회수 ตอบกลับ อ่าน
"""
"""What stands beside figures and counts neither members nor threads nor posts: a number beside it is its own."""
