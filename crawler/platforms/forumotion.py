"""Forums hosted by Forumotion, on its own versions of phpBB 2 and 3, Invision and punBB themes."""

from crawler.finders import NUMBERS
from crawler.platforms.declare import (
    Finder,
    Platform,
    Rows,
    address,
    any_of,
    attribute,
    credit,
    element,
    labelled,
    link,
    markup,
    meta_content,
    presence,
    resource,
    text,
)
from crawler.reading import Found, Reading, block_text
from crawler.words.numbers import number as number_in

_HOSTS = (
    r"//[\w-]+\.(?:forumotion\.(?:com|net|org|eu|me|co\.uk|asia|ca|in|us)|forumactif\.(?:com|org)|forumgratuit\.org|"
    r"foroactivo\.com|forosactivos\.net|forumeiros\.com|forumattivo\.(?:com|it)|forumieren\.(?:com|net)|"
    r"actieforum\.com|ahlamontada\.(?:com|net))/"
)
_STATISTICS = (
    "#stats, p.page-bottom, .page-bottom, .stats, .statistics, td.row1 span.gensmall, .row1.gensmall, "
    "#fo_stat td.row2, .block-stats, #block-stats"
)


def _total(line: int, at: int) -> Finder:
    """A figure of the statistics: posts, and topics, in the first line, members in the second, in every language.

    The newest member's name is the third line. Blocks of who is online have more figures in their first.
    """

    def find(reading: Reading) -> Found | None:
        for node in reading.all(_STATISTICS)[:40]:
            lines = [said for said in block_text(node, 1500).split("\n") if said.strip()][:3]
            told = [NUMBERS.findall(said) for said in lines[:2]]
            if len(lines) < 3 or not 1 <= len(told[0]) <= 2 or len(told[1]) != 1 or at >= len(told[line]):
                continue
            read = number_in(told[line][at])
            return Found(read.value, read.raw, f"statistics, line {line + 1}, figure {at + 1}") if read else None
        return None

    return find


def _labelled(field: str) -> Finder:
    """A figure by its label, in themes that set the lines apart; never beside figures that the lines told."""
    by_label, members = labelled(_STATISTICS)[field], _total(1, 0)

    def find(reading: Reading) -> Found | None:
        return by_label(reading) if members(reading) is None else None

    return find


PLATFORM = Platform(
    name="Forumotion",
    homepage="https://www.forumotion.com/",
    tier="B",
    source="Hosted; its templates as owners and helpers published them: index_body and index_box of the phpBB 2 and 3, "
    "punBB, Invision and ModernBB versions (catalog/main/110.html, 111.html of ForumotionExt/templates, and others').",
    # Its versions carry phpBB's, punBB's and Invision's own marks: its scripts have to outweigh those.
    clues=[
        resource("illiweb.com", 180),
        resource("2img.net", 120),
        resource("hitskin.com", 100),
        address(_HOSTS, 100),
        resource("i.servimg.com", 10),
        credit("www.forumotion.com", 40),
        credit("www.forumactif.com", 40),
        credit("www.foroactivo.com", 40),
        credit("www.forumieren.com", 40),
        credit("www.forumgratuit.org", 30),
        credit("www.forumeiros.com", 30),
        element("#fa_toolbar", 30),
        element("#fa_toolbar_hide", 15),
        element("body#modernbb", 40),
        element("#modernbb-nav-menu", 20),
        element("#fo_stat", 15),
        element(".forumline", 10),
        element(".forumlink", 10),
        element(".forumtitle", 10),
        element(".topictitle", 10),
        element(".hierarchy", 15),
        element("#page-body", 10),
        link("register", 5),
        link("memberlist", 5),
        link("faq", 5),
        link("viewonline", 5),
        markup("_userdata", 20),
        markup("fa_", 5),
    ],
    profile={
        "name": any_of(
            meta_content("og:site_name", 200),
            text("#site-title, #site-description h1"),
            attribute("#logo img, a#logo img, #pun-logo img", "alt"),
        ),
        "description": text("#site-desc p, #site-description p"),
        "posts": any_of(_total(0, 0), _labelled("posts")),
        "threads": any_of(_total(0, 1), _labelled("threads")),
        "members": any_of(_total(1, 0), _labelled("members")),
        "online": presence("#onlinelist, #onlinelist p, #fo_stat td.row2, #i_whosonline + p, td.row1 span.gensmall"),
    },
    boards=[
        Rows(row="li.row", link="a.forumtitle", threads="dd.topics", posts="dd.posts", last="dd.lastpost"),
        Rows(row="tr", link="td.tcl a.forumtitle", threads="td.tc2", posts="td.tc3", last="td.tcr"),
        Rows(
            row=".ipbtable tr",
            link="a.forumtitle",
            threads="td.centered@@0",
            posts="td.centered@@1",
            last="td:last-child",
        ),
        # Topics, posts and last post are the last three cells, whatever their classes are called.
        Rows(row="tr:not(:has(table))", link="a.forumlink", threads="td@@-3", posts="td@@-2", last="td:last-child"),
        Rows(row=".forum.row", link="a.forumtitle"),
    ],
    threads=[
        Rows(row="li.row", link="a.topictitle", replies="dd.posts", last="dd.lastpost", aside=".sticky, .announce"),
        Rows(row="tr:not(:has(table))", link="a.topictitle", last="td.tcr, td:last-child"),
    ],
    front=["a#logo", "#logo a", "#pun-logo a", ".nav[href='/']", "a.nav"],
    inner=(".topictitle", ".postbody", ".postprofile"),
)
