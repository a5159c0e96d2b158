"""PunBB 1.2 to 1.4. The order of the figures is fixed, whatever the language."""

from crawler.platforms.declare import Platform, Rows, cookie, credit, element, link, number, resource, text

PLATFORM = Platform(
    name="PunBB",
    homepage="https://punbb.informer.com/",
    tier="A",
    source=(
        "PunBB 1.4.4, run in English and Russian with five styles: front page, boards, threads, feeds, empty, closed "
        "and walled boards. One real front page."
    ),
    clues=[
        element("#brd-index", 30),
        element("#brd-viewforum", 30),
        element("#brd-viewtopic", 30),
        element("#brd-stats", 30),
        element("#brd-wrap", 25),
        element("#brd-head", 15),
        element("#brd-navlinks", 20),
        element("#brd-about", 15),
        element("#brd-maint", 30),
        element("#brd-main", 10),
        element(".brd-page", 25),
        element(".pun", 5),
        credit("punbb.informer.com", 40),
        credit("punbb.org", 30),
        credit("www.punbb.org", 30),
        link("viewforum.php", 10),
        link("viewtopic.php", 10),
        link("show_recent", 10),
        link("userlist.php", 10),
        resource("punbb.common.min.js", 50),
        resource("Oxygen.min.css", 25),
        resource("Oxygen", 15),
        cookie(r"(?:pun_cookie|forum_cookie)", 50),
    ],
    profile={
        "name": text("#brd-title"),
        "description": text("#brd-desc"),
        "members": number("#brd-stats li strong", 0),
        "threads": number("#brd-stats li.st-activity strong", 0),
        "posts": number("#brd-stats li.st-activity strong", 1),
    },
    boards=[
        Rows(
            row="div.main-item",
            link="h3 a",
            threads="li.info-topics strong",
            posts="li.info-posts strong",
            last="li.info-lastpost strong a",
        ),
    ],
    threads=[
        Rows(
            row="div.main-item",
            link="h3.hn a[href*=viewtopic]",
            replies="li.info-replies strong",
            last="li.info-lastpost strong a",
        )
    ],
    front=["#brd-title a", "#navindex a"],
    date_order="dmy",
    stock=(r"unfortunately no one can be told what \w{3,8} is.{1,60}",),
    closed=(".main-message",),
    # Whoever is banned is told whom to write to.
    notice='#brd-message .main-message a[href^="mailto:"]',
    # Where guests may not read, the menu loses its lists of members and of searches.
    wall="#navindex + #navregister, #navindex + #navlogin, #navindex + #navrules + #navregister",
    inner=("#brd-viewforum", "#brd-viewtopic"),
    also=("extern.php?action=stats", "extern.php?action=feed&type=rss"),
    # No page tells its zone, and the board's feed dates threads by their first post.
    thread_feed=True,
)
