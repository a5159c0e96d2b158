"""LISTSERV, and JISCMail with it: the lists of British universities. Its pages state no count of the whole.

Senders stand beside subjects, and in the links to their other mails: neither is looked at.
"""

from crawler.archives import newest_month
from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    credit,
    from_address,
    from_title,
    link,
    markup,
    title,
)

_SCRIPT = r"(?:wa(?:-[\w]{1,20})?(?:\.exe)?|webadmin)"

PLATFORM = Platform(
    name="LISTSERV",
    homepage="https://www.lsoft.com/products/listserv.asp",
    source="Templates not public: the addresses of LISTSERV 14 to 17 as scrapers of its archives follow them "
    "(datactive/bigbang: bigbang/ingress/listserv.py), which never change whatever a site's skin.",
    clues=[
        address(rf"/{_SCRIPT}\?(?:A[0-3]|SUBED1|INDEX)\b", 50),
        address(r"//(?:www\.)?jiscmail\.ac\.uk/(?:[\w-]{2,40}$|cgi-bin/)", 50),
        title(r"\bLISTSERV\b", 20),
        title(r"\bJISCMail\b", 20),
        credit("www.lsoft.com", 25),
        link("wa.exe", 20),
        link("wa", 5),
        link("webadmin", 10),
        link("wa-jisc.exe", 25),
        link("A0", 10),
        link("A1", 15),
        link("A2", 15),
        link("SUBED1", 25),
        markup("LISTSERV", 10),
    ],
    profile={
        "name": any_of(
            from_title(r"^(?P<name>[A-Z0-9][A-Z0-9-]{1,60}) (?:Home Page|Archives?)\b"),
            from_address(rf"/{_SCRIPT}\?(?:.{{0,200}}&)?(?:A0|L|SUBED1)=(?P<name>[\w.-]{{2,60}})"),
            from_address(rf"/{_SCRIPT}\?A[12]=(?!ind\d)(?P<name>[\w.-]{{2,60}});"),
            from_address(r"jiscmail\.ac\.uk/(?!cgi-bin)(?P<name>[\w-]{2,40})$"),
        ),
        "last_post_at": newest_month(
            r"[?&]A1=(?:[\w.-]{2,60};[\w.-]{0,60}\.)?(?P<raw>(?:ind)?(?P<year>\d\d)(?P<month>\d\d))"
        ),
    },
    threads=[
        Rows(row="tr:not(:has(table))", link='a[href*="A2="]', last="td"),
        Rows(row='a[href*="A2="]', link=""),
    ],
    front=['a[href*="?A0="]:not([href*="&"])'],
    home=rf"https?://[^/]+/[^?#]{{0,80}}{_SCRIPT}\?A0=[\w.-]{{2,60}}(?=&)",
    totals=False,
)
