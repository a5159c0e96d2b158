"""Words that say a figure is no total: who is here now, how many came today, records. Data for `labels`.

`_` stands for a space.
"""

ONLINE = """
online on-line guest guests visitor visitors bot bots robot robots crawler crawlers spider spiders hidden
invisible viewing
browsing logged_in anonymous reading connected here_now
en_ligne connecté connectés connectée connectées invité invités visiteur visiteurs
en_línea en_linea conectado conectados conectada invitado invitados visitantes visitante
in_linea collegati collegato connessi ospite ospiti
angemeldet gast gäste gästen besucher unsichtbar unsichtbare eingeloggt
aanwezig ingelogd gasten bezoekers
conectados convidado convidados visitante
ar-lein gwesteion ymwelwyr
zalogowanych zalogowani gość gości goście przeglądających ukrytych dostępnych
сейчас на_форуме онлайн в_сети гость гостя гостей гости скрытых скрытый просматривают посетителей
зараз гостей гості гость онлайн відвідувачів
в_момента гости скрити на_линия
přihlášených host hosté hostů skrytých
hosť hostia hostí prihlásených
vendég vendégek jelenlévő bejelentkezve
vizitatori vizitator conectați invitați
inloggade gäst gäster gæster gæst gjester gjest pålogget pålogga logget tilkoblet innlogget
vieras vieraita vierasta vieraat paikalla kirjautunut paikallaolevien
gestir innskráðir
çevrimiçi ziyaretçi ziyaretçiler misafir misafirler aktif gizli
συνδεδεμένα συνδεδεμένοι επισκέπτες επισκέπτης
gosti gost gostiju gostov prijavljenih prijavljeni na_mreži
linean en_línia convidats gonbidatuak онлайне в_онлайне prijavǉeni prijavljenih آن_لائن مہمانوں
trực_tuyến khách tamu pengunjung pelawat dalam_talian
المتواجدين المتواجدون زائر زوار الزوار متصل متصلون
آنلاین مهمان مهمان‌ها مهمانان حاضر
אורחים אורח מחוברים כרגע
オンライン ゲスト 在线 在線 線上 游客 訪客 访客 遊客 온라인 손님 접속 비회원 접속한
ออนไลน์ บุคคลทั่วไป แขก
"""
"""What says, near a number of members, that those here now are counted."""

GUESTS = """
guests guest visitors visitor gäste gast besucher invités invité visiteurs invitados invitado visitantes ospiti
ospite gasten
bezoekers convidados convidado gwesteion ymwelwyr gości goście gość гостей гости гостя гость гості hosté hostů
hostia hostí
vendég vendégek vizitatori gäster gæster gjester vieraita vieraat vierasta gestir misafir misafirler ziyaretçi
ziyaretçiler
επισκέπτες gosti gostiju gostov khách tamu pengunjung زوار الزوار زائر مهمان مهمان‌ها אורחים ゲスト 游客 訪客
访客 遊客 손님 แขก
"""
"""Those who are here without being members."""

NOT_TOTALS = """
newest latest new active most today today's record max maximum average per_day per_hour per_week per_month
per_user
per_topic per_thread per_member hour hours day days week month recommended unread more_than less_than at_least
up_to staff your vip premium banned
deleted
top birthday birthdays celebrating recent last welcome since moderators administrators
mehr_als mindestens bis_zu plus_de moins_de más_de menos_de mais_de più_di meer_dan ponad więcej_niż более_чем
více_než neuestes neuester neueste neuen neu neue aktive aktivste aktivsten aktiver heute rekord pro_tag
durchschnitt
durchschnittlich
letzter letzte letzten stunden tage geburtstag geburtstage gestern ungelesene höchststand
dernier derniers dernière dernières nouveau nouveaux nouvelle nouvelles actif actifs plus_récent par_jour
aujourd'hui moyenne
anniversaire anniversaires non_lus hier
último última últimos últimas ultimo ultima nuevo nuevos nuevas activos activo por_día al_día hoy promedio
cumpleaños ayer
nuovo nuovi attivi attivo oggi al_giorno media compleanno compleanni ultimi ultime ieri recente
nieuwste nieuw nieuwe laatste actieve actief vandaag per_dag gemiddeld gemiddelde verjaardag verjaardagen
gisteren ongelezen
novo novos novas ativos ativo hoje por_dia média aniversário aniversários aniversariantes ontem recentes
diweddaraf newydd newyddion heddiw ddoe gweithredol pen-blwydd y_dydd
najnowszy najnowsza nowy nowych nowe nowi ostatni ostatnie ostatnio aktywnych aktywni dzisiaj dziś wczoraj
dziennie średnio
urodziny nieprzeczytanych
последний последние последних последнее новый новые новых новое новичок новейший активные активных активный
сегодня вчера
в_день среднем рекорд дни_рождения именинники непрочитанных
останній останні новий нові нових новачок активних сьогодні вчора на_день
последни последен нов нови днес активни вчера
nejnovější nový nové nových poslední aktivní aktivních dnes včera denně průměr narozeniny
najnovší najnovšie nový nové nových posledný aktívnych dnes denne
legújabb új aktív ma napi átlag legutóbbi tegnap naponta
nou noi cel_mai_nou ultimul ultimele activi azi astăzi pe_zi ieri
nyaste senaste ny nya nytt aktiva idag i_dag per_dag igår rekord
nyeste sidste siste sist ny nye aktive pr_dag seneste
uusin uudet uusia uusi viimeisin aktiiviset tänään päivässä
nýjasti nýjasta nýir í_dag
en_yeni yeni son bugün günlük ortalama dün aktif
νεότερο νέο νέα τελευταίο σήμερα ενεργά ημέρα
najnoviji najnovija novi novih posljednji poslednji danas aktivnih dnevno
mới_nhất hôm_nay mới terbaru hari_ini terakhir
أحدث جديد آخر اليوم نشط
جدیدترین جدید آخرین امروز فعال دیروز
החדש חדש חדשים אחרון היום
最新 最近 今日 今天 昨日 昨天 新会员 新會員 欢迎新会员 歡迎新會員 欢迎 본일 오늘 어제 최근 최신 새 新着 新しい
ล่าสุด วันนี้ ใหม่
"""
"""What says, near a number, that it is a part, an average, a record or no number of things at all."""

MEMBERS_ACTING = """
posted ever celebrating participating writing replied voted like liked following schrieben geschrieben écrit
publié
publicado scritto napisali написали
"""
"""What says, right behind members, that only those are counted who did something."""

TITLES = """
who's_online who_is_online users_online members_online currently_online online_now users_currently_online
online_users
active_users wer_ist_online wer_ist_da qui_est_en_ligne ¿quién_está_conectado quién_está_conectado
quien_esta_en_linea
chi_è_in_linea utenti_online utenti_connessi wie_is_er_online wie_zijn_er_online quem_está_online
usuários_online
kto_jest_online kto_jest_na_forum użytkownicy_online кто_сейчас_на_форуме кто_онлайн сейчас_на_форуме
хто_зараз_онлайн
kdo_je_online kdo_je_přítomen kto_je_online ki_van_itt jelenlévő_fórumozók vem_är_online hvem_er_online
hvem_er_tilstede
paikallaolijat käyttäjiä_paikalla kimler_çevrimiçi μέλη_σε_σύνδεση pwy_sydd_ar-lein ai_đang_trực_tuyến
المتواجدون_الآن
کاربران_آنلاین افراد_آنلاین מי_מחובר 在线会员 在線會員 線上會員 オンラインデータ 온라인_사용자
"""
"""Headings over those who are here now."""
