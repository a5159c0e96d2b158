"""FluxBB 1.4 and 1.5. `extern.php?action=stats` tells the totals exactly in 200 bytes."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    cookie,
    credit,
    element,
    link,
    markup,
    number,
    resource,
    text,
    version,
)

PLATFORM = Platform(
    name="FluxBB",
    homepage="https://fluxbb.org/",
    tier="A",
    source=(
        "FluxBB 1.5.11, run in 17 languages with three styles: front page, boards, threads, extern.php, feed, empty, "
        "closed, walled and banning boards. Real threads of one site."
    ),
    clues=[
        element("#punindex", 30),
        element("#punviewforum", 30),
        element("#punmaint", 40),
        resource("Cobalt.css", 10),
        resource("Air.css", 10),
        element("#punviewtopic", 30),
        element(".pun", 25),
        element(".punwrap", 20),
        element("#brdtitle", 5),
        element("#brdstats", 25),
        element("#brdfooternav", 20),
        element("#brdwelcome", 15),
        element("#brdmenu", 15),
        element("#brdmain", 10),
        element("#brd-stats", -40),
        credit("fluxbb.org", 40),
        link("viewforum.php", 10),
        link("viewtopic.php", 10),
        link("extern.php", 15),
        link("show_recent", 10),
        link("show_unanswered", 10),
        link("userlist.php", 10),
        cookie(r"pun_cookie_", 50),
        markup("punBB", 0),
    ],
    profile={
        "name": text("#brdtitle h1"),
        "description": text("#brddesc"),
        "members": number("#brdstats dl.conr dd strong", 0),
        "threads": number("#brdstats dl.conr dd strong", 1),
        "posts": number("#brdstats dl.conr dd strong", 2),
    },
    boards=[
        Rows(
            row="#brdmain .blocktable tbody tr",
            link="td.tcl h3 > a",
            threads="td.tc2",
            posts="td.tc3",
            last="td.tcr > a",
        )
    ],
    threads=[
        Rows(
            row="#brdmain .blocktable tbody tr",
            link="td.tcl .tclcon a",
            replies="td.tc2",
            last="td.tcr > a",
            unless="h3",
            aside=".stickytext, .closedtext, .movedtext",
        )
    ],
    front=["#brdtitle h1 a", "#navindex a"],
    date_order="dmy",
    stock=(r"unfortunately no one can be told what \w{3,8} is.{1,60}",),
    closed=("#msg .inbox", ".block .inbox", "body"),
    # Whoever is banned is told whom to write to.
    notice='#msg .inbox a[href^="mailto:"]',
    # Where guests may not read, the menu loses its lists of members and of searches.
    wall="#navindex + #navregister, #navindex + #navlogin, #navindex + #navrules + #navregister",
    inner=("#punviewforum", "#punviewtopic"),
    also=("extern.php?action=stats", "extern.php?action=feed&type=atom"),
    versions=(version("#poweredby", r"FluxBB\s*(\d+\.\d+(?:\.\d+)?)"),),
    feed_last=True,
)
