"""Google Groups: the list of a group's conversations. No totals stand there; senders and first words are left alone.

Google's class names carry no meaning and change: where the one that holds a subject is gone, no title is read, for
the link around it holds a member's words too.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    at_address,
    from_address,
    from_title,
    link,
    markup,
    resource,
    title,
)

_GROUP = r"//groups\.google\.com/(?:u/\d/)?(?:a/[^/?#]{1,80}/)?"

PLATFORM = Platform(
    name="Google Groups",
    homepage="https://groups.google.com/",
    source="Google's templates are not public; titles, addresses and the marks of rows as scrapers of it in public "
    "repositories use them, 2020 to 2026; the addresses of 2011 to 2020.",
    clues=[
        address(rf"{_GROUP}(?:g|group|forum/#?!?(?:forum|topic))/[\w.+-]+", 50),
        title(r" [-–] (?:Google\s?\S+|\S+ (?:de |di )?Google)$", 25),
        resource("www.gstatic.com", 15),
        resource("boq-groups.*", 30),
        link("groups.google.com", 5),
        link("googlegroups.com", 5),
        markup("@googlegroups.com", 20),
        markup("data-rowid", 10),
    ],
    profile={
        "name": any_of(
            at_address(
                from_title(r"^(?P<name>.+?) [-–] (?:Google\s?\S+|\S+ (?:de |di )?Google)$"),
                rf"{_GROUP}(?:g|group)/[\w.+-]+/?(?:[?#]|$)",
            ),
            from_address(rf"{_GROUP}(?:g|group)/(?P<name>[\w.+-]+)"),
        ),
    },
    threads=[Rows(row='div[role="row"]', link="span.o1DPKc", last="div.tRlaM")],
    home=r"https?://groups\.google\.com/(?:a/[^/?#]{1,80}/)?(?:g|group)/[\w.+-]+(?=/[^?#])",
    hosted=True,
    totals=False,
)
