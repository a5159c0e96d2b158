"""WoltLab Suite Forum and Burning Board 1 to 4, Lite among them.

Burning Board 1 and 2 set posts before threads; version 3 lists boards, the Suite nodes. Statistics name members,
threads and posts in this order in every language.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    cookie,
    credit,
    either,
    element,
    labelled,
    link,
    markup,
    meta_content,
    number,
    presence,
    resource,
    text,
    version,
)

_ONLINE = 'section[data-static-box-identifier="com.woltlab.wcf.UsersOnlineInfo"] .boxTitle .badge, '
_STATISTICS = ".boxesFooterBoxes .box:not([data-box-identifier]) ul.dotSeparated:has(> li:nth-child(3)) > li"
"""The Suite's own box of statistics, which alone bears no name."""

PLATFORM = Platform(
    name="WoltLab Suite Forum",
    homepage="https://www.woltlab.com/",
    tier="B",
    source="Forum templates not public: two real pages, a thread and a registration (Suite 5 and Burning Board 3); "
    "lists as front pages of Suite 3 and Burning Board 3 kept in public repositories and add-ons' copies of Burning "
    "Board 1, 2 and 3's index and board templates have them; WoltLab/WCF 5: boxUsersOnline.tpl.",
    clues=[
        element("body#tpl_wbb_*", 70),
        element("body#tplBoardList", 60),
        element("body#tplIndex", 30),
        element("body#tplThread", 50),
        element("body#tplBoard", 50),
        element("body#tplRegister", 20),
        element("body#tpl_*", 25),
        element("body[data-application]", 10),
        element(".wbbBoardList", 40),
        element(".wbbBoard", 30),
        element(".wbbThread", 30),
        element(".wbbThreadPost", 30),
        element("#mainMenu", 10),
        element("#userPanel", 15),
        element(".userPanel", 5),
        element("#headerContainer", 10),
        element("#footerContainer", 5),
        element(".boardlist", 10),
        element(".boardlistInner", 40),
        element(".tableinborder", 15),
        element(".tablea_fc", 10),
        element(".pageHeaderPanel", 10),
        credit("www.woltlab.com", 30),
        credit("www.woltlab.de", 40),
        link("board.php", 10),
        link("thread.php", 10),
        link("threadid", 15),
        link("boardid", 20),
        cookie(r"(?:wcf\d*_|wsc_|wcf\d{0,2}_)\w+", 60),
        resource("wcf", 20),
        resource("wbb", 25),
        resource("WCF.min.js", 30),
        resource("WBB.min.js", 40),
        resource("3rdParty", 10),
        markup("WCF.Language", 30),
        markup("WCF.User", 20),
        markup("WBB.", 20),
        markup("WCF_PATH", 20),
    ],
    profile={
        "name": any_of(
            text(".pageHeaderText .pageHeaderTitle, #logo .title"),
            attribute(".pageHeaderSearch meta[itemprop=name]", "content"),
            text("#logo .pageTitle a"),
            attribute("#pageHeaderLogo img, .pageHeaderLogo img, #logo img", "alt"),
            meta_content("og:site_name", 200),
        ),
        **either(
            labelled(
                '.box[data-box-identifier="com.woltlab.wbb.Statistics"] dl, .wbbStatistics, '
                ".boxStatistics dl, .boxesFooterBoxes .boxContent, "
                '.infoBoxStatistics, .box[data-box-identifier="com.woltlab.wcf.Statistics"] dl, #statistics, '
                ".statistics"
            ),
            {name: number(_STATISTICS, at) for at, name in enumerate(("members", "threads", "posts"))},
        ),
        "online": any_of(
            number(_ONLINE + ".infoBoxUsersOnline h3"),
            presence(
                '.box[data-box-identifier="com.woltlab.wcf.UsersOnline"] .boxContent, .infoBoxUsersOnline, .usersOnline'
            ),
        ),
    },
    boards=[
        Rows(
            row=".wbbBoard",
            link="h2.boardTitle a, h3.boardTitle a, .containerHeadline h3 a, .wbbBoardNode__title__link",
            threads=".wbbStats dd, .wbbBoardNode__stats dd@@0",
            posts=".wbbStats dd, .wbbBoardNode__stats dd@@1",
            last="woltlab-core-date-time, time",
        ),
        # Links to other sites count their clicks in the same place.
        Rows(
            row=".boardlistInner",
            link=".boardTitle a",
            threads=".boardlistStats dd@@0",
            posts=".boardlistStats dd@@1",
            last=".boardlistLastPost .light",
            unless="a.externalURL",
        ),
        Rows(
            row="tr:has(> td[nowrap] + td[nowrap])",
            link='a[href*="board.php?boardid="]',
            threads="td[nowrap]%%1",
            posts="td[nowrap]%%0",
            last="td[nowrap] + td[nowrap] + td[nowrap]",
        ),
    ],
    threads=[
        Rows(
            row=".wbbThread, tr.wbbThread, li.tabularListRow",
            link="a.wbbTopicLink, .messageGroupLink",
            last=".columnLastPost woltlab-core-date-time, .columnLastPost time, time",
        ),
        Rows(
            row='tr:has(> td[class="columnLastPost"])',
            link='.topic a[href*="page=Thread"]',
            last=".columnLastPost .light",
        ),
    ],
    front=["#pageHeaderLogo a", ".pageHeaderLogo a", "#logo a"],
    clock="#date",
    # The header and the foot hold the same form on every page.
    wall='#content form[action*="login/"], #main form[action*="form=UserLogin"]',
    closed=("#main .error", "#content .error", "#content woltlab-core-notice"),
    inner=(".wbbThread", ".wbbThreadPost", "body#tpl_wbb_thread", "body#tplThread", "body#tplBoard"),
    versions=(
        version(
            '.copyright, #footer, td a[href*="woltlab.de"]', r"(?:WoltLab Suite|Burning Board)\D{0,30}?(\d+(?:\.\d+)+)"
        ),
    ),
)
