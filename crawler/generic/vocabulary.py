"""The words and shapes that the generic reader knows forums, and what is none, by: data for its signs."""

import re

HOST = re.compile(
    r"//(?:www\.)?(?:[\w-]+\.)*?(?:forums?|boards?|community|communities|discuss|discourse|bbs|talk|foro|foros|foren)\d*\.",
    re.IGNORECASE,
)
PATH = re.compile(
    r"//[^/]+/(?:.*[/=_-])?(?:forums?\d{0,2}|message-?boards?|boards?|bbs|viewtopic|showthread|viewforum|forumdisplay|showtopic|topics?|"
    r"threads?|discussions?|foro|foren|talk|wwwboard|dcboard|discus|webbbs|zeroboard|bbsdoc|[\w-]+-forum)(?:[/?.=_-]|$)",
    re.IGNORECASE,
)
FOLDER = re.compile(
    r"//[^/]+/(?:[^?#]{0,200}/)?(?:forums?\d{0,2}|foros?|foren|fora|discussion-?boards?|bbs|viewtopic|showthread|viewforum|"
    r"forumdisplay|showtopic|dcboard|ultimatebb|wwwboard|discussions?/topic|talk/[\w-]{1,60}/\d)(?=[/.?_\d]|$)",
    re.IGNORECASE,
)
"""A whole part of the address that only forums have, unlike "topics" or an article about a "-forum-"."""
SCRIPT = re.compile(
    r"/(?:viewtopic|showthread|viewforum|forumdisplay|showtopic|ultimatebb|dcboard|wwwboard)\w{0,8}\.\w|[?&]showtopic=",
    re.IGNORECASE,
)
"""The name of a script that shows boards or threads, as many programs call theirs."""
ARCHIVES = re.compile(
    r"//(?:web\.archive\.org|(?:www\.)?archive\.(?:ph|today|is|li|vn|md|fo)|webcache\.googleusercontent\.com|"
    r"translate\.goog(?:leusercontent\.com)?)/",
    re.IGNORECASE,
)
"""Hosts that show others' pages as they once were: what they show is not there to be visited."""
TITLE = re.compile(
    r"\b(?:forums?\d{0,2}|message ?boards?|discussion boards?|bulletin boards?|foro|foros|foren|fórum|fóra|fforwm|"
    r"fforymau|discussions|view (?:topic|forum|thread)|foorumi|fóruns|keskustelu(?:palsta|foorumi))\b|"
    r"форум|论坛|論壇|フォーラム|掲示板|포럼|φόρουμ|منتدى|منتديات|انجمن|פורום",
    re.IGNORECASE,
)
SCRIPTS = (
    b"wwwboard.pl", b"wwwboard.cgi", b"ultimatebb.cgi", b"ultimatebb.php", b"dcboard.php",
    b"dcboard.cgi", b"dcforum.cgi", b"/discus/messages/", b"webbbs_config", b"postings.cgi", b"forumdisplay.cgi",
    b"bbs/board.php", b"minibbs.cgi",
)  # fmt: skip
"""The scripts of the first message boards, as addresses name them."""
SCRIPT_COMMENT = b"<!--insert: "
"""What one of them leaves on its pages."""
POST_ID = re.compile(r"(?:post|p|msg|message|reply|post-content|entry)[-_]?\d{1,20}", re.IGNORECASE)
MARKS: dict[str, tuple[tuple[str, ...], re.Pattern[str]]] = {
    "forum": (("forum",), re.compile(r"forum", re.IGNORECASE)),
    "thread": (
        ("topic", "thread", "discussion"),
        re.compile(r"(?:^|[-_])(?:topics?|threads?|discussions?)(?:$|[-_A-Z])", re.IGNORECASE),
    ),
    "post": (("post", "repl"), re.compile(r"(?:^|[-_])(?:posts?|repl(?:y|ies))(?:$|[-_A-Z])", re.IGNORECASE)),
    "last post": (
        ("last", "latest", "started", "count"),
        re.compile(
            r"last[-_]?post|latest[-_]?post|last[-_]?reply|started[-_]?by|(?:posts|topics|views|replies)[-_]?count",
            re.IGNORECASE,
        ),
    ),
}
"""Signs in ids and classes: words of which one must stand in the name, and the pattern of the name."""
THREAD_WORDS = frozenset(["subject", "forum", "forums", "board", "boards"])
_POST_WORDS = "views replies last latest updated dernier letzter última ultimo laatste ostatni последнее"
POST_WORDS = frozenset(_POST_WORDS.split())
_ANSWERS = """
replies reply views antworten zugriffe aufrufe réponses vues respuestas vistas visitas risposte
    visite reacties weergaven bekeken odpowiedzi odpowiedź wyświetleń odsłony ответов ответы просмотров просмотры
    відповідей переглядів cevap cevaplar yanıt görüntüleme gösterim svar visninger visningar lästa vastausta vastaukset
    lukukerrat odpovědi odpovědí zobrazení válasz válaszok megtekintés răspunsuri vizualizări απαντήσεις respostas
    visualizações exibições atebion golygon 回复 回覆 查看 返信 閲覧 댓글 조회
"""
ANSWERS = frozenset(word.encode() for word in _ANSWERS.split())
"""What counts the answers to a thread and its readers, and seldom the comments under an article."""
# fmt: off
ACTS = {
    "reply": ("post reply", "post a reply", "reply to this topic", "reply to topic", "reply to thread",
              "reply to this thread", "reply to this discussion", "log in to reply", "sign in to reply",
              "login to reply", "last reply", "latest reply", "no replies yet"),
    "topic": ("start a new topic", "start new topic", "new topic", "posts in this topic", "topic is closed",
              "topic is locked", "topic starter", "next topic", "topic replies"),
    "thread": ("new thread", "thread is locked", "thread is closed", "thread starter", "next thread", "thread tools",
               "start a thread", "start thread", "in this thread", "watch this thread", "report thread"),
    "post": ("log in to post", "last post", "latest post", "report post", "report this post", "original post",
             "new posts", "unread posts", "post followup", "post a followup"),
    "discussion": ("start a new discussion", "start a discussion", "new discussion", "nuova discussione",
                   "neue diskussion", "nouvelle discussion", "report discussion"),
    "follow": ("follow ups:", "in reply to:"),
    "started by": ("started by",),
    "quote": ("reply with quote", "quote reply", "quote post", "quote this post", "reply quote", "quote message"),
    "beitrag": ("neuer beitrag", "letzter beitrag"),
    "moderator": ("forum moderator", "forum rules", "board rules", "forum jump", "hop to:", "jump to:"),
    "mark": ("mark all as read", "mark forums read", "mark all forums", "mark as read"),
    "antwort": ("antwort erstellen", "thema antworten", "letzte antwort", "auf dieses thema", "thema eröffnen",
                "neues thema", "thema erstellen", "themen-starter", "themenersteller"),
    "sujet": ("nouveau sujet", "dernier message", "répondre au sujet", "créer un sujet", "derniers messages",
              "sujet précédent", "revenir à"),
    "tema": ("nuevo tema", "responder al tema", "último mensaje", "últimos mensajes", "crear tema", "tema anterior",
             "novo tópico", "última mensagem", "responder ao tópico"),
    "argomento": ("ultimo messaggio", "nuovo argomento", "rispondi alla discussione", "apri una discussione"),
    "onderwerp": ("nieuw onderwerp", "laatste bericht", "plaats reactie", "reageer op", "nieuw topic"),
    "temat": ("nowy temat", "ostatni post", "odpowiedz w temacie", "nowy wątek", "ostatnia wiadomość"),
    "тема": ("новая тема", "последнее сообщение", "ответить в тему", "создать тему", "ответить с цитированием",
             "последний ответ", "автор темы"),
    "konu": ("yeni konu", "son mesaj", "konu aç", "cevap yaz"),
    "tråd": ("ny tråd", "nytt ämne", "nyt emne", "nytt emne", "seneste indlæg", "senaste inlägg", "siste innlegg"),
    "téma": ("nové téma", "poslední příspěvek", "új téma", "utolsó hozzászólás", "subiect nou", "ultimul mesaj"),
    "viesti": ("uusi aihe", "viimeisin viesti", "uusi keskustelu"),
    "主题": ("发表新帖", "最后发表", "最新回复", "新しいトピック", "最新回覆", "새 글쓰기"),
}
# fmt: on
"""Words for what is done in forums, by a group whose members count once."""
_WRITERS = """
posts messages postings beiträge mensajes messaggi berichten mensagens postów posty сообщений сообщения mesaj mesajlar
inlägg indlæg innlegg viestejä viestit příspěvky hozzászólások 帖子 文章 投稿
"""
WRITERS = tuple(_WRITERS.split())
"""What stands before a writer's number of posts, as forums print it beside each post."""
JOINED = (
    "joined", "join date", "member since", "registered", "registriert", "dabei seit", "mitglied seit", "inscrit",
    "inscription", "registrado", "fecha de ingreso", "iscritto", "registrato", "lid sinds", "geregistreerd",
    "lid geworden", "dołączył", "rejestracja", "регистрация", "зарегистрирован", "üyelik", "kayıt", "medlem sedan",
    "tilmeldt", "liittynyt", "založen", "csatlakozott", "注册时间",
)  # fmt: skip
"""Since when a writer has been a member, as forums print it beside each post."""
_OTHER_TYPES = """
NewsArticle BlogPosting Recipe Article Product TechArticle ReportageNewsArticle JobPosting Event Course
SoftwareSourceCode Book Movie ProductGroup
"""
OTHER_TYPES = frozenset(_OTHER_TYPES.split())
"""Types of structured data that pages are about which are no forum's."""
OTHER_SOFTWARE = re.compile(
    r"mediawiki|docutils|sphinx|blogger|woocommerce|shopify|prestashop|magento|wix|amp plugin|hugo|jekyll|dokuwiki|"
    r"doxygen|javadoc|mkdocs|docusaurus|gitbook|hexo|ghost|squarespace|weebly",
    re.IGNORECASE,
)
COMMENTS = frozenset({"respond", "commentform", "comments", "disqus_thread", "comment-form", "commento", "isso-thread"})
_SHOP = "add-to-cart add_to_cart product-price cart shopping-cart woocommerce minicart single-product"
SHOP = frozenset(_SHOP.split())
TRACKER = re.compile(r"/(?:issues|pull|pulls|merge_requests)/\d|/(?:issues|pulls|merge_requests)(?:[?#\n]|$)")
"""Addresses of what is reported about a program and of changes proposed to it."""
FORUM_ENDS = (
    "forum", "forums", "board", "boards", "foro", "foros", "foren", "fora", "fórum", "fóruns", "forumet", "forumi",
    "foorumi", "форум", "форумы", "fforwm", "discussion", "discussions", "discussione",
    "discusión", "debate", "discussão", "dyskusyjne", "φόρουμ", "論壇", "论坛",
    "掲示板", "フォーラム", "포럼", "منتدى", "المنتدى", "المنتديات", "انجمن", "פורום",
)  # fmt: skip
"""What the words of a link to a forum end with."""
FORUM_LINK = re.compile(
    r"(?:(?:the|our|visit(?: the| our)?|join(?: the| our)?|to the|zum|unser|le|notre|el|nuestro|il|nostro|het|"
    r"ons|o|nosso|nasze|y|ein|наш) )?(?:(?:community|discussion|support|user|members'?) )?"
    r"(?:forums?|message ?boards?|discussion (?:forums?|boards?)|bulletin board|diskussionsforum|forum de discussions?|"
    r"foros? de (?:discusión|debate)|forum di discussione|discussieforum|fórum de discussão|forum dyskusyjne|"
    r"foro|foros|foren|fora|fórum|fóruns|forumet|foorumi|форумы?|fforwm|φόρουμ|论坛|論壇|掲示板|フォーラム|포럼|"
    r"منتدى|المنتدى|المنتديات|انجمن|פורום)"
)
