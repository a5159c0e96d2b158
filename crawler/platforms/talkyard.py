"""Talkyard. Its server renders topic lists with exact times, which scripts shorten later; totals it states nowhere.

A category's row lists its newest topics but counts nothing. Comments that Talkyard serves to blogs are no forum: only
pages with a title of Talkyard's own are.
"""

from crawler.platforms.declare import Platform, Rows, element, front_only, link, markup, resource, text

PLATFORM = Platform(
    name="Talkyard",
    homepage="https://www.talkyard.io/",
    source="Talkyard 1.2026.003: appsv/server/views/templates/wrapper.scala.html, tags/jsonDataMustBeFirst.scala.html, "
    "debiki/PageTpi.scala, client/app-slim/forum/forum.ts, page/discussion.ts",
    clues=[
        element("html.dw-pri", 40),
        element("html.es-forum", 30),
        element("html.dw-vt", 10),
        element("#esPageColumn", 40),
        element("#esPageScrollable", 15),
        element("#esWatchbarColumn", 20),
        element("#esThisbarColumn", 20),
        element("#theVolatileJson", 20),
        element("#thePageJson", 10),
        element("#dwPosts", 20),
        element(".esPageHeader", 5),
        element(".dw-forum", 15),
        element(".dw-p-ttl", 10),
        element(".esForum_topics_topic", 30),
        element(".esForum_cats_cat", 30),
        element(".esForum_catsNav", 10),
        element(".c_TpcTtl", 10),
        resource("talkyard*", 10),
        resource("slim-bundle.min.js", 20),
        link("latest", 5),
        markup("theVolatileJson", 10),
        markup("talkyard", 10),
    ],
    needs=(".es-forum", ".dw-forum", ".esForum_topics_topic", ".dw-p-ttl"),
    profile={"name": front_only(text("h1.dw-p-ttl"), ".es-forum")},
    boards=[Rows(row=".esForum_cats_cat", link="a.forum-title, .forum-title-wrap a")],
    threads=[
        Rows(row="tr.esForum_topics_topic", link=".dw-tpc-title a", last="td.dw-tpc-activity"),
        Rows(row="li.c_F_TsL_T", link=".c_F_TsL_T_Title a", last=".c_F_TsL_T_When"),
    ],
    front=[".s_Tb_CuLogo a", ".esTopbar_ancestors li:first-child a"],
    inner=("html.s_PT-10", "html.s_PT-12", "html.s_PT-14", "html.s_PT-15", "html.s_PT-2", ".esOrigPost"),
    also=("/-/v0/feed",),
)
