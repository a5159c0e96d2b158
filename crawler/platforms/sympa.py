"""Sympa: a host's lists, a list's page, its archive by month. Owners and moderators named there are not looked at.

A list's page counts its subscribers where guests may see who they are.
"""

from crawler.archives import newest_month
from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    element,
    from_address,
    from_title,
    generator,
    link,
    markup,
    number,
    resource,
    version,
)
from crawler.reading import Found, Reading, text_of

_ACTIONS = "info|arc|subscribe|sigrequest|review|latest_arc|thread|msg"


def _subject(reading: Reading) -> Found | None:
    """What a list is for, behind its name in its pages' heading."""
    for node in reading.some("#content-inner h1", 2):
        _, mark, said = text_of(node, 300).partition(" - ")
        if mark and said:
            return Found(said, said, "#content-inner h1, behind the name")
    return None


PLATFORM = Platform(
    name="Sympa",
    homepage="https://www.sympa.community/",
    source="Sympa 6.2.80: default/web_tt2/main.tt2, header.tt2, title.tt2, list_panel.tt2, lists.tt2, footer.tt2; "
    "default/mhonarc_rc.tt2.",
    clues=[
        generator(r"Sympa\b", 50),
        credit("www.sympa.community", 30),
        credit("www.sympa.org", 30),
        element("#sympa-top-bar", 30),
        element("#sympa-sub-bar", 20),
        element("#ArcCalendar", 25),
        element(".calendarLinks", 15),
        element(".listenum", 15),
        resource("static-sympa", 20),
        resource("css-sympa", 20),
        link("sympa", 10),
        link("wws", 15),
        link("search_list_request", 15),
        link("sigrequest", 10),
        markup("<!-- main.tt2 -->", 20),
        markup("logo_sympa", 15),
    ],
    profile={
        "name": any_of(
            from_address(rf"/(?:{_ACTIONS})/(?P<name>[\w.+-]{{2,80}})"), from_title(r"^(?P<name>.+) - [a-z_]{2,40}$")
        ),
        "description": _subject,
        "members": number('li > a[href*="/review/"]:not([href*="/owner"]):not([href*="/editor"])'),
        "last_post_at": newest_month(r"/arc/[\w.+-]{2,80}/(?P<raw>(?P<year>(?:19|20)\d\d)-(?P<month>\d\d))(?:/|$)"),
    },
    boards=[Rows(row="li.listenum", link='a[href*="/info/"]')],
    # A list's archive says all that its own page says, and of when its mails are.
    front=['#sympa-sub-bar a[href*="/arc/"]', '#sympa-sub-bar a[href*="/info/"]'],
    totals=False,
    versions=(version("generator", r"Sympa\s+(\d[\w.]{0,20})"),),
)
