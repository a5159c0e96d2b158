"""Phorum 3, 5 and 6: emerald and lightweight, classic with its two indices, and the tables of version 3.

Its addresses are numbers after a question mark (`list.php?5`, `read.php?5,123`) and are often rewritten, so that the
marks of its templates count for more. Version 3 counts a board's posts alone.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    cookie,
    credit,
    element,
    link,
    meta,
    resource,
    version,
)

PLATFORM = Platform(
    name="Phorum",
    homepage="https://www.phorum.org/",
    source=(
        "Phorum 6.0 and 5.2 (emerald, lightweight, classic: header.tpl, index_new.tpl, index_classic.tpl, list.tpl, "
        "read.tpl), 5.0 (default: index.tpl, list.tpl), 3.4 (index.php, header.php, multi-threads.php)."
    ),
    clues=[
        element("#phorum", 40),
        element("#phorum-index", 40),
        element(".Phorum*", 40),
        element(".PDDiv", 25),
        element(".message-author", 5),
        element(".message-user-info", 5),
        element(".new-indicator", 5),
        element(".icon-comment-add", 10),
        element(".icon-tag-green", 10),
        element(".icon-key-go", 10),
        meta("phorumversion", r".", 60),
        cookie(r"phorum[-_]", 60),
        credit("www.phorum.org", 30),
        credit("phorum.org", 30),
        link("list.php", 10),
        link("read.php", 10),
        resource("css.php", 10),
        resource("javascript.php", 15),
    ],
    boards=[
        Rows(
            row="#phorum table.list tr",
            link="h3 a",
            threads="td@@1",
            posts="td@@2",
            last="td:nth-child(4)",
        ),
        Rows(
            row="#phorum-index tr.forum",
            link="td.forum-name a",
            threads="td.forum-threads",
            posts="td.forum-posts",
            last="td.forum-last-post",
        ),
        Rows(
            row="div.PhorumRowBlock, div.PhorumRowBlockAlt",
            link=".PhorumLargeFont a",
            threads=".PhorumColumnFloatSmall@@1",
            posts=".PhorumColumnFloatSmall@@0",
            last=".PhorumColumnFloatLarge",
            unless=".PhorumColumnFloatXLarge",  # a folder
        ),
        Rows(row="table.PhorumListTable tr", link=".PhorumForumTitle a", posts="strong", last="td:nth-child(3)"),
    ],
    threads=[
        Rows(row="#phorum table.list tr", link="h4 a", last="td:last-child, td:nth-last-child(2)"),
        Rows(
            row="table.PhorumStdTable tr",
            link="td.PhorumTableRow:first-child a, td.PhorumTableRowAlt:first-child a",
            last="td.PhorumSmallFont",
        ),
        Rows(row="tr", link="td.PhorumListRow:first-child a", last="td.PhorumListRow:nth-child(3)"),
    ],
    front=["#phorum #logo a", ".PDDiv a[href*='index.php']", "#breadcrumb a"],
    date_order="mdy",
    inner=(
        ".message-body",
        ".icon-comment-add",
        ".PhorumReadMessageBlock",
        ".PhorumStdTable",
        ".PhorumListRow",
        ".PhorumMessage",
    ),
    versions=(version("meta phorumversion", r"(\d+(?:\.\d+)+\w*)"),),
)
