"""esoTalk, the forerunner of Flarum. Its foot tells posts, conversations and members, each in an item of its own.

A conversation's count is of replies. Channels have a page of their own, with the conversations of each.
"""

from crawler.platforms.declare import Platform, Rows, cookie, credit, element, link, markup, number, text

PLATFORM = Platform(
    name="esoTalk",
    homepage="https://github.com/esotalk/esoTalk",
    source="esoTalk 1.0.0g4: core/views/default.master.php, conversations/*, channels/list.php, "
    "conversation/index.php, core/controllers/ETConversationsController.class.php, "
    "core/lib/ETController.class.php, ETMenu.class.php",
    clues=[
        element("#conversationsFilter", 40),
        element("#forumTitle", 15),
        element("#conversations", 10),
        element("#conversationHeader", 25),
        element("#conversationPrivacy", 20),
        element("#hdr-content", 20),
        element("#ftr-content", 20),
        element("#channelList", 20),
        element(".conversationList", 30),
        element(".channelListItem", 20),
        element(".col-conversation", 20),
        element(".link-newConversation", 20),
        element(".item-statistic-post", 20),
        element(".link-membersOnline", 15),
        cookie(r"esoTalk_(?:session|persistent)", 50),
        credit("esotalk.org", 30),
        link("conversations", 10),
        link("conversation", 5),
        markup("ET.webPath", 30),
        markup("esoTalk", 15),
    ],
    profile={
        "name": text("#forumTitle a"),
        "posts": number(".item-statistic-post"),
        "threads": number(".item-statistic-conversation"),
        "members": number(".item-statistic-member"),
        "online": number(".item-statistic-online"),
    },
    boards=[Rows(row=".channelList > li", link=".info > a.channel", threads=".info > .stats")],
    threads=[Rows(row=".conversationList > li", link="strong.title a", last="a.lastPostTime", replies=".col-replies")],
    front=["#forumTitle a"],
    inner=("#conversation", "#conversationHeader", "#memberProfile"),
    also=("channels",),
)
