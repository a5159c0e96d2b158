"""Forums hosted by Forumotion, on its own versions of phpBB 2 and 3, Invision and punBB themes."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    credit,
    element,
    labelled,
    link,
    markup,
    meta_content,
    resource,
    text,
)

PLATFORM = Platform(
    name="Forumotion",
    homepage="https://www.forumotion.com/",
    tier="B",
    source=(
        "Hosted, templates not public: its phpBB 2, phpBB 3, Invision and punBB versions, by the ids and classes "
        "their style sheets name."
    ),
    clues=[
        resource("illiweb.com", 90),
        resource("hitskin.com", 60),
        resource("i.servimg.com", 10),
        credit("www.forumotion.com", 40),
        credit("www.forumactif.com", 40),
        credit("www.foroactivo.com", 40),
        credit("www.forumieren.com", 40),
        element("#fa_toolbar", 30),
        element(".forumline", 10),
        element(".forumlink", 10),
        element(".forumtitle", 10),
        element(".topictitle", 10),
        element("#page-body", 10),
        link("register", 5),
        link("memberlist", 5),
        link("faq", 5),
        markup("_userdata", 20),
        markup("fa_", 5),
    ],
    profile={
        "name": any_of(meta_content("og:site_name", 200), text("#site-title, .maintitle, #site-description h1")),
        "description": text("#site-desc, #site-description p"),
        **labelled(".stats, #stats, .statistics, td.row1 span.gensmall, .row1.gensmall, .block.block-stats"),
    },
    boards=[
        Rows(row="li.row", link="a.forumtitle", threads="dd.topics", posts="dd.posts", last="dd.lastpost"),
        Rows(
            row="tr",
            link="a.forumlink, h3 a.forumlink",
            threads="td.row2@@0, td@@-3",
            posts="td.row2@@1, td@@-2",
            last="td.row3, td:last-child",
        ),
    ],
    threads=[Rows(row="li.row, tr", link="a.topictitle", last="dd.lastpost, td:last-child")],
    inner=(".topictitle", ".postbody", ".postprofile"),
)
