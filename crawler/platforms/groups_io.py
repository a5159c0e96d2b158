"""Groups.io, on its own domain and on those of organisations. A group's home states its members and its topics."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    credit,
    from_address,
    from_title,
    in_words,
    link,
    title,
)

_TITLE = r"^(?P<name>[\w.+-]{1,80})@[\w.-]{3,80} \| (?:[^|@]{1,80})$"
_INFORMATION = r"(?P<members>\d[\d,.]{0,12}) members?\b[^@]{0,80}?(?P<threads>\d[\d,.]{0,12}) topics?\b,? last post"
"""Both figures of a group's information, in their order; subgroups and other groups listed have no last post."""

PLATFORM = Platform(
    name="Groups.io",
    homepage="https://groups.io/",
    source="Groups.io's templates are not public; its manual for owners (what a group's home page shows), addresses, "
    "titles on its own and organisations' domains.",
    clues=[
        address(r"//(?:[\w-]+\.)?groups\.io/g/[^/?#]+", 45),
        address(r"/g/[\w.+-]+(?:/(?:topics?|messages?|subgroups|wiki|calendar)\b|$)", 10),
        title(r"^[\w.+-]{1,80}@(?:[\w-]+\.)?groups\.io\b", 30),
        title(_TITLE, 30),
        credit("groups.io", 20),
        credit("beta.groups.io", 10),
        link("helpcenter", 15),
        link("subgroups", 10),
        link("topics", 5),
    ],
    profile={
        "name": any_of(from_title(_TITLE), from_address(r"/g/(?P<name>[\w.+-]+)")),
        "members": in_words(_INFORMATION, "members"),
        "threads": in_words(_INFORMATION, "threads"),
    },
    boards=[Rows(row="tr, li", link='a[href*="/g/"][href*="+"]:not([href*="@"])')],
    threads=[Rows(row="tr", link='a[href*="/topic/"]')],
    home=r"https?://[^/]+/g/[\w.-]+(?=/[^?#])",
    hosted=True,
    totals=False,
)
