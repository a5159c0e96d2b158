"""FUDforum 3, with addresses of queries or of path segments.

Below the boards stand all messages and topics, the record of guests, and all users; members and guests who are present
are counted apart. The foot tells the clock and its zone. A board's list dates its newest message to the day only.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    either,
    element,
    from_title,
    labelled,
    link,
    markup,
    number,
    text,
    version,
)

_INFO = "td.RowStyleB.SmallText"

PLATFORM = Platform(
    name="FUDforum",
    homepage="https://fudforum.org/",
    source="FUDforum 3 (tmpl: index.tmpl, thread.tmpl, logedin.tmpl, header.tmpl, curtime.tmpl; i18n/en/msg).",
    clues=[
        credit("fudforum.org", 40),
        credit("www.fudforum.org", 40),
        credit("fud.prohost.org", 40),
        markup("Powered by: FUDforum", 40),
        element(".ContentTable", 15),
        element(".RowStyleA", 15),
        element(".RowStyleB", 15),
        element(".CatDesc", 15),
        element(".CatLockedName", 15),
        element(".ForumBackground", 15),
        element(".UserControlPanel", 20),
        element(".DateText", 5),
        element(".MsgSubText", 15),
        link("frm_id", 20),
        link("usrinfo", 15),
        link("finduser", 10),
        link("rdf.php", 5),
    ],
    profile={
        "name": any_of(text(".headtitle"), from_title(r"^(?P<name>.+?): .+$")),
        **either(
            labelled(_INFO),
            {
                "posts": number(f"{_INFO} > b", 0),
                "threads": number(f"{_INFO} > b", 1),
                "members": number(f"{_INFO} > b", -1),
            },
        ),
    },
    boards=[
        Rows(
            row=".ContentTable tr",
            link="td.RowStyleA > a.big",
            posts="td.RowStyleB.ac@@0",
            threads="td.RowStyleB.ac@@1",
            last=".DateText",
            unless="td.RowStyleC",  # a thread
        )
    ],
    threads=[Rows(row="tr:has(> td.RowStyleC)", link="td.RowStyleA > a.big", last="td.RowStyleC .DateText")],
    front=["a.UserControlPanel[href*='t=index']", "a.UserControlPanel[href*='index.php/i/']"],
    clock=".curtime",
    date_order="dmy",
    versions=(version("source", r"Powered by: FUDforum (\d+(?:\.\d+)+)"),),
    inner=(".MsgSubText",),
)
