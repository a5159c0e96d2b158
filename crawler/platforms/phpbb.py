"""phpBB 3, and 2 with its tables, in their stock styles (prosilver, subsilver) and styles derived from them.

The statistics stand in one line, posts, topics, members in this order in every language; the newest member's name
follows and is never read. phpBB 2 has no line of topics.
"""

from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    any_of,
    cookie,
    credit,
    either,
    element,
    in_order,
    link,
    markup,
    meta,
    newest,
    number,
    presence,
    resource,
    text,
)
from crawler.reading import Found, Reading
from crawler.words.numbers import number as number_in


def _version_2() -> dict[str, Finder]:
    """phpBB 2: three sentences, posts, members, newest member, each with its figure in bold."""

    def finder(at: int) -> Finder:
        def find(reading: Reading) -> Found | None:
            for node in reading.all("td span.gensmall"):
                bold = node.css("b")
                if len(bold) >= 3 and bold[2].css_first('a[href*="profile"]') is not None:
                    read = number_in(bold[at].text())
                    return Found(read.value, read.raw, f"span.gensmall b [{at}]") if read else None
            return None

        return find

    return {"posts": finder(0), "members": finder(1)}


_ASIDE = (
    ".sticky, .announce, .global-announce, dl[class*=sticky], dl[class*=announce], dl[class*=locked], dl.topic_moved"
)
_ASIDE_2 = "img[src*=sticky], img[src*=announce], img[src*=locked], img[src*=moved]"
"""Threads that are pinned, announced, locked or moved: by classes, in tables by their picture."""

PLATFORM = Platform(
    name="phpBB",
    homepage="https://www.phpbb.com/",
    tier="A",
    source=(
        "phpBB 3.3.10, run in French and English with prosilver, we_universal and ProLight, 2.0.23 with subSilver, "
        "and real pages of 11 sites, phpBB 2.0 to 3.3: front pages, boards, threads, empty, closed, walled and "
        "banning boards."
    ),
    clues=[
        element("body#phpbb", 70),
        element("#site-description", 30),
        element("#page-body", 15),
        element(".forumbg", 30),
        element(".forabg", 30),
        element("a.topictitle", 0),
        element(".forumtitle", 15),
        element(".topictitle", 15),
        element(".forumlink", 20),
        element(".postprofile", 20),
        element(".section-index", 10),
        element(".section-viewtopic", 30),
        element(".section-viewforum", 30),
        element("body.section-*", 20),
        # The manual that lies beside many an installation.
        element("body.section-docs", -150),
        element("#doc-description", -50),
        element("#wrapcentre", 25),
        element("#cp-main", 15),
        element("#notification_list", 10),
        link("viewforum.php", 30),
        link("viewtopic.php", 30),
        link("ucp.php", 30),
        link("memberlist.php", 10),
        link("mark_forum_read", 10),
        link("faq.php", 5),
        link("help", 0),
        credit("www.phpbb.com", 25),
        credit("phpbb.com", 15),
        link("profile.php", 5),
        link("groupcp.php", 20),
        cookie(r"phpbb\d?\w*_(?:sid|u|k|data)$", 70),
        resource("prosilver", 40),
        resource("subSilver", 30),
        resource("subsilver2", 30),
        resource("forum_fn.js", 30),
        resource("stylesheet.css", 5),
        meta("copyright", r".*phpBB Group", 50),
        markup("phpBB Group", 20),
    ],
    profile={
        "name": any_of(text("#site-description h1"), text("#site-description h2")),
        # Some styles set it beside the name, wherever that stands.
        "description": any_of(
            text("#site-description h1 ~ p:not(.skiplink)"),
            text(".inventea-sitename h1 ~ span, .sitename h1 ~ span"),
            text("span.maintitle ~ span.gen"),
        ),
        **either(in_order("p", ("posts", "threads", "members")), _version_2()),
        "online": any_of(number(".stat-block.online-list p strong", 0), presence("td.row1 > span.gensmall")),
        "last_post_at": newest("dd.lastpost"),
    },
    boards=[
        Rows(row="li.row", link="a.forumtitle", threads="dd.topics", posts="dd.posts", last="dd.lastpost"),
        # Some styles put both figures, labelled, into one cell.
        Rows(row="li.row", link="a.forumtitle", threads="label", posts="label", last="dd.lastpost"),
        Rows(
            row="tr",
            link="a.forumlink, a.forumtitle",
            threads="td.row2@@0",
            posts="td.row2@@1",
            last="td.row2.gensmall, td.row2",
        ),
    ],
    threads=[
        # Before 3.1 who began a thread, and when, stands beside its title without a mark.
        Rows(
            row="li.row",
            link="a.topictitle",
            replies="dd.posts, .post_count",
            began=".topic-poster, dt:not(:has(.responsive-show))",
            last="dd.lastpost",
            aside=_ASIDE,
        ),
        Rows(row="tr", link="a.topictitle", last="td:last-child", aside=_ASIDE_2),
    ],
    front=["#site-description a.logo", "a#logo", "#nav-breadcrumbs .crumb a", ".navlinks a", "a.nav"],
    clock=(
        "p.time, #nav-footer li.rightside, #page-footer .rightside, .copyright + p, #datebar p, .gensmall.nav, "
        "td[align=right] > span.gensmall"
    ),
    closed=("#message", "#wrapcentre td.row1", "td.row1 span.gen"),
    notice="#message",
    wall="form#login",
    inner=("body.section-viewforum", "body.section-viewtopic", ".postprofile", ".topictitle"),
    stock=(r"a short text to describe your forum",),
    also=[],
)
