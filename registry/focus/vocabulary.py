"""Words and names that speak for a forum or against one: data. Words of the commonest languages of the web."""

import re

FORUM = re.compile(
    r"forum(?:s|et|en|as|o|u|i)?\b|\b(?:message ?boards?|discussion ?boards?|bulletin boards?|boards? index|bbs|"
    r"foren|foros?|fora|fórum(?:ok|es)?|fóruns|foorumi|fforwm|fforymau|fòrum|foorum|keskustelupalsta|keskustelufoorumi)\b|форум|论坛|論壇|討論區|讨论区|掲示板|フォーラム|게시판|포럼|φόρουμ|منتدى|منتديات|انجمن|"
    r"פורום|ฟอรั่ม|เว็บบอร์ด|मंच",
    re.IGNORECASE,
)
"""Words that say "forum" themselves."""

COMMUNITY = re.compile(
    r"\b(?:communit(?:y|ies)|discussions?|discuss|chat ?room|peer support|support group|online group|talk to others|"
    r"self[- ]help|ask (?:a question|the community)|q ?& ?a|mailing ?lists?|newsgroups?|comunidad(?:es)?|comunità|"
    r"communauté|comunidade|gemeinschaft|selbsthilfe|austausch|entraide|społeczność|fællesskab|fellesskap|gemenskap|"
    r"cymuned|diskuse|dyskusje|keskustelu|yhteisö|közösség|сообществ\w*|обсужден\w*|社区|社群|コミュニティ|커뮤니티|κοινότητα|مجتمع)\b",
    re.IGNORECASE,
)
"""Words of people who talk to each other, which other sites use too."""

LIST = re.compile(
    r"\b(?:links?|link ?lists?|blogroll|webring|friends|resources|directory|directories|useful sites|other sites|"
    r"enlaces|liens|verweise|linkliste|amis|partner(?:s|seiten)|ressources|recursos|dolenni|odkazy|länkar|linki|ссылки)\b",
    re.IGNORECASE,
)
"""Words of pages that name others."""

HELP = re.compile(
    r"\b(?:charit(?:y|ies|able)|foundation|trust|association|society|council|volunteers?|voluntary|helplines?|hospice|"
    r"carers|citizens'? advice|advice (?:centre|service|bureau)|support (?:network|service|centre|for)|"
    r"verein|verband|stiftung|beratung(?:sstelle)?|selbsthilfe|fondation|mairie|bénévoles|fundación|asociación|"
    r"ayuntamiento|fondazione|associazione|stichting|vereniging|gemeente|fundacja|stowarzyszenie|förening|forening|"
    r"elusen|cyngor|ymddiriedolaeth|cymdeithas)\b",
    re.IGNORECASE,
)
"""Words of those who help or speak for people, and who name where these meet: charities, societies, councils."""

LEGAL = re.compile(
    r"\b(?:privacy|cookies?|terms (?:of|and)|imprint|impressum|datenschutz|copyright|all rights reserved|powered by|"
    r"designed by|hosted by|web ?hosting|web ?design|licen[cs]e|accessibility|advertis\w+|sponsor\w*|"
    r"mentions légales)\b",
    re.IGNORECASE,
)
"""Words of the foot of a page: whom it is made by, not whom it recommends."""

SALE = re.compile(
    r"\b(?:buy|shop|store|sale|order now|add to (?:cart|basket)|checkout|coupon|discount|deals?|cheap|casino|betting|"
    r"download|app store|google play|gift ?cards?|donate|kaufen|acheter|comprar)\b",
    re.IGNORECASE,
)
"""Words of what is sold or given away."""

SHARE = re.compile(
    r"\b(?:share(?: (?:on|this|via))?|tweet|follow us|like us|pin it|facebook|twitter|instagram|youtube|linkedin|"
    r"whatsapp|telegram|tiktok|pinterest|e-?mail this|print)\b",
    re.IGNORECASE,
)
"""Words of buttons that send the reader to a social network."""

FORUM_LABEL = re.compile(
    r"(?:^|[-_\d])(?:forums?|boards?|message-?boards?|bbs|discuss|discourse|talk|foros?|foren|fora|phpbb|smf|mybb)(?:$|[-_\d])|"
    r"forums?$|^forum|foren$|foros?$|boards$|bbs$|messageboard"
)
"""A label of a host name, or a directory, that names a forum."""

COMMUNITY_LABEL = re.compile(
    r"(?:^|[-_])(?:community|communities|comunidad|communaute|comunita|gemeinschaft|chat|groups?|lists?|ask|answers|qa)"
    r"(?:$|[-_])|community$|communities$|talk$|chat$"
)
"""One that may name people who talk to each other."""

LIST_LABEL = re.compile(
    r"(?:^|[-_])(?:links?|weblinks|linklist|link-list|linkliste|blogroll|webring|resources?|directory|directories|"
    r"useful-?(?:sites|links|websites)|other-?sites|friends|enlaces|liens|verweise|annuaire|verzeichnis|odkazy|linki|"
    r"dolenni|lankar|amis|recursos|ressources)(?:$|[-_.])|usefulsites|links$|resources$|directory$|linkliste$"
)
"""A label of a host name, or the last part of an address, of pages that name others."""

HELP_LABEL = re.compile(
    r"(?:^|[-_])(?:charity|trust|foundation|support|association|society|council|volunteers?|carers|helpline|advice|"
    r"verein|stiftung|selbsthilfe|fondation|fundacion|stichting|elusen|cyngor)(?:$|[-_])|"
    r"(?:charity|trust|foundation|association|society|council|advice|stiftung|selbsthilfe)$"
)
"""A label of a host name of those who help or speak for people."""

BLOG_LABEL = re.compile(r"^(?:blogs?|news|press|media|magazine|events|jobs|careers?|podcasts?|wiki|docs?)$")
SHOP_LABEL = re.compile(r"^(?:shop|store|cart|checkout|buy|tickets|booking|pay|payments|deals)$")
MACHINE_LABEL = re.compile(
    r"^(?:cdn\d*|static\d*|assets|img\d*|images?|media\d*|api|ads?|adserver|track(?:er|ing)?|pixel|stats?|analytics|"
    r"metrics|click|email|mail|smtp|ftp|login|auth|sso|accounts?|id|status)$"
)

LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|sign-?up|register|account|oauth\w*|sso|auth|wp-login|wp-admin)(?:[/.?]|$)"
)
SHARE_PATH = re.compile(
    r"/(?:share(?:r|Article)?|intent/\w+|submit|pin/create|dialog/share|send\?)(?:[/.?]|$)|[?&](?:u|url)=https?"
)
SHOP_PATH = re.compile(r"/(?:products?|shop|store|cart|basket|checkout|dp|itm|item|buy|order)(?:[/.?]|$)")
ARTICLE_PATH = re.compile(
    r"/(?:blog|news|articles?|posts?|press|story|stories|wiki|author|category|tag)(?:[/?]|$)|/(?:19|20)\d\d/\d\d?(?:/|$)|"
    r"/[^/?]*(?:-[^/?-]+){4,}(?:/|\.html?)?$"
)
FILE_PATH = re.compile(
    r"\.(?:pdf|zip|gz|rar|7z|exe|msi|dmg|apk|iso|mp[34]|m4[av]|avi|mov|wav|ogg|jpe?g|png|gif|svg|webp|ico|css|js|docx?|"
    r"xlsx?|pptx?|csv|xml|json|torrent|woff2?)(?:$|\?)"
)
