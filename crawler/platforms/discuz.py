"""Discuz! X: 2 to 3.5 (X3.4, X3.5), in whatever language: figures by their places.

A line above the boards holds today's and yesterday's posts, then all posts and all members. Large figures are short to
see and whole in a tooltip; so are times. The foot tells the clock and its zone.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    cookie,
    credit,
    element,
    from_title,
    generator,
    link,
    markup,
    named_in_meta,
    number,
    text,
    version,
)

PLATFORM = Platform(
    name="Discuz!",
    homepage="https://www.discuz.vip/",
    source=(
        "Discuz! X3.5 and its international edition (template/default: common/header_common.htm, common/footer.htm, "
        "forum/discuz.htm, forum/forumdisplay_list.htm)."
    ),
    clues=[
        generator(r"^Discuz!", 60),
        credit("www.discuz.net", 40),
        credit("www.discuz.vip", 40),
        credit("discuz.vip", 40),
        credit("license.comsenz.com", 30),
        credit("www.comsenz.com", 25),
        element("body#nv_forum", 40),
        element("#threadlisttableid", 40),
        element(".fl_tb", 30),
        element(".fl_icn_g", 15),
        element(".fl_icn", 15),
        element(".xst", 15),
        element("#scbar", 10),
        element("#toptb", 5),
        link("forumdisplay", 5),
        link("viewthread", 5),
        address(r"/forum\.php\?(?:mod=|gid=)", 20),
        cookie(r"_saltkey$", 30),
        markup("discuz_uid", 40),
    ],
    profile={
        "name": any_of(text("#pt a.nvhm"), from_title(r"(?:^|.* - )(?P<name>.+?) - Powered by Discuz!")),
        "description": named_in_meta("description", r"^(?P<name>.+?)\s*,[^,]*$"),
        "posts": number("#chart p.chart > em", 2),
        "members": number("#chart p.chart > em", 3),
        "online": number("#online h3 .xs1 strong"),
    },
    boards=[
        Rows(
            row="table.fl_tb tr:has(> .fl_i), td.fl_g",
            link="td > h2 > a, dl dt a",
            threads=".fl_i > span, dd em@@0",
            posts=".fl_i > span, dd em@@1",
            last=".fl_by cite, dl dd:last-of-type",
        )
    ],
    threads=[
        Rows(
            row="tbody[id^='normalthread_'] tr, tbody[id^='stickthread_'] tr",
            link="a.xst",
            replies="td.num a",
            began="td.by em",
            last="td.by:last-child em",
            aside=".tpin, img[src*=pin_], img[src*=lock]",
        )
    ],
    front=["#pt a[href='forum.php']", "#pt a[href$='/forum.php']"],
    clock="#flk p.xs0",
    date_order="ymd",
    versions=(version("generator", r"Discuz! (X?\d+(?:\.\d+)*)"),),
    notice="#messagetext",
    inner=("#postlist",),
    stock=(r"论坛|論壇|forum|bbs|,.*",),
)
