"""MyBB 1.6 to 1.8. Themes reword the statistics' sentences, so they are read by their labels, the totals page too."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    element,
    front_only,
    labelled,
    link,
    markup,
    presence,
    resource,
    text,
    version,
)

BOARD = 'a[href*="forumdisplay.php"], a[href*="forum-"]'
IN_BOLD = 'td strong > a[href*="forumdisplay.php"], td strong > a[href*="forum-"]'
UNREAD = "div:has(> div > .forum_status), li:has(> .forum_status)"
UNREAD_LAST = 'p:has(> a[href*="lastpost"]) + p, .lastpost'

PLATFORM = Platform(
    name="MyBB",
    homepage="https://mybb.com/",
    tier="A",
    source=(
        "MyBB 1.8.37, run in German and English with four themes, and real pages of two sites: front page, boards, "
        "threads, statistics, members, feeds, empty, closed, walled and banning boards."
    ),
    clues=[
        element("#boardstats_e", 40),
        element("#boardstats_img", 40),
        element(".forum_status", 25),
        element("#quick_login", 15),
        element(".postbit_buttons", 25),
        element(".post_controls", 5),
        element(".forum_legend", 20),
        element("#panel", 5),
        element(".thead", 5),
        element(".tborder", 5),
        element(".trow1", 20),
        element(".tfoot", 5),
        element(".author_information", 15),
        link("forumdisplay.php", 5),
        link("fid", 20),
        link("tid", 20),
        link("member.php", 10),
        link("misc.php", 5),
        link("markread", 10),
        link("showteam.php", 20),
        credit("mybb.com", 30),
        credit("www.mybb.com", 30),
        credit("www.mybboard.net", 30),
        cookie(r"mybb\[", 80),
        cookie(r"mybb", 60),
        resource("jscripts", 25),
        resource("general.js", 5),
        resource("css.php", 10),
        markup("MyBB is free software developed", 40),
        markup("my_post_key", 40),
        markup("<!-- start: footer", 10),
    ],
    profile={
        "name": any_of(
            text(".navigation > a:first-child"),
            front_only(text(".navigation > span.active"), "#boardstats_e", "#boardstats_img"),
            text("#logo + .title"),
        ),
        **labelled("#boardstats_e, .index_stats, .statistics, #boardstats, td.trow1[valign=top], td.trow3"),
        "online": presence("#boardstats_e span.smalltext"),
    },
    boards=[
        Rows(
            row="tr",
            link=IN_BOLD,
            threads="td[align=center]@@-2",
            posts="td[align=center]@@-1",
            last="td:last-child",
            unless="td.thead",
        ),
        # Some themes tell both figures in the link's tooltip.
        Rows(
            row="tr",
            link=IN_BOLD,
            threads="label td strong > a@title",
            posts="label td strong > a@title",
            last="td.lastpost .smalltext > span, td:last-child",
            unless="td.thead",
        ),
        # Others have no tables: the mark of unread posts, which is the software's own, stands in each board's row.
        Rows(row=UNREAD, link=BOARD, threads="label", posts="label", last=UNREAD_LAST),
        # Their figures may stand above their labels.
        Rows(
            row=UNREAD,
            link=BOARD,
            threads="div:has(> br + span)@@0",
            posts="div:has(> br + span)@@1",
            last=UNREAD_LAST,
        ),
    ],
    threads=[
        Rows(
            row="tr.inline_row, tr",
            link="span[id^=tid_] a, .subject_new a, .subject_old a",
            replies='a[onclick*="whoPosted"], a[href*="whoPosted"], a[href*="whoposted"]',
            began=".thread_start_datetime",
            last="td:last-child .lastpost",
            aside="td.forumdisplay_sticky, .movefolder, .closefolder",
        )
    ],
    front=[".navigation > a:first-child", "#logo a", "#header a"],
    clock="#current_time",
    date_order="mdy",
    closed=("#content", "body"),
    # A page of one message is headed by the board's name; guests who may not read are told to log in.
    notice="table.tborder td.thead > span.smalltext > strong",
    wall='#content table.tborder form[action*="member.php"], td.trow1 > ol a[href*="action=login"]',
    inner=(".postbit_buttons", "#posts_container", ".inline_row"),
    versions=(version("#copyright", r"MyBB\s(1\.\d+(?:\.\d+)?)"),),
    also=("stats.php", "syndication.php"),
)
