"""WoltLab Suite Forum and Burning Board 2 to 4."""

from crawler.platforms.declare import (
    Platform,
    Rows,
    any_of,
    attribute,
    cookie,
    credit,
    element,
    labelled,
    link,
    markup,
    meta_content,
    presence,
    resource,
    text,
    version,
)

PLATFORM = Platform(
    name="WoltLab Suite Forum",
    homepage="https://www.woltlab.com/",
    tier="B",
    source="Templates not public: two real pages, a thread and a registration (Suite 5 and Burning Board 2).",
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
            attribute("#pageHeaderLogo img, .pageHeaderLogo img, #logo img", "alt"),
            meta_content("og:site_name", 200),
        ),
        **labelled(
            '.box[data-box-identifier="com.woltlab.wbb.Statistics"] dl, .wbbStatistics, '
            ".statsDataList, .boxStatistics dl, "
            '.infoBoxStatistics, .box[data-box-identifier="com.woltlab.wcf.Statistics"] dl, #statistics, .statistics'
        ),
        "online": presence(
            '.box[data-box-identifier="com.woltlab.wcf.UsersOnline"] .boxContent, .infoBoxUsersOnline, .usersOnline'
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
    ],
    threads=[
        Rows(
            row=".wbbThread, tr.wbbThread, li.tabularListRow",
            link="a.wbbTopicLink, .messageGroupLink",
            last=".columnLastPost woltlab-core-date-time, .columnLastPost time, time",
        )
    ],
    front=["#pageHeaderLogo a", ".pageHeaderLogo a", "#logo a"],
    inner=(".wbbThread", ".wbbThreadPost", "body#tpl_wbb_thread"),
    versions=(version(".copyright, #footer", r"(?:WoltLab Suite|Burning Board)\D{0,30}?(\d+(?:\.\d+)+)"),),
)
