"""PHP-Fusion's own forum: 7 (a table of boards) and 9 (rows of Bootstrap's).

PHP-Fusion alone is a site's frame and no forum, nor is its home page with a panel of the newest threads: the forum's
own lists must stand there. A panel beside them counts the site's members, who are the forum's.
"""

from crawler.platforms.declare import (
    Platform,
    Rows,
    address,
    any_of,
    credit,
    element,
    from_title,
    labelled,
    link,
    resource,
    text,
)

PLATFORM = Platform(
    name="PHP-Fusion",
    homepage="https://phpfusion.com/",
    source=(
        "PHP-Fusion 7.02.07 (forum/index.php, forum/viewforum.php, forum/viewthread.php, online_users_panel.php) and 9 "
        "(infusions/forum/templates/forum.tpl.php, online_users.tpl.php)."
    ),
    clues=[
        credit("www.php-fusion.co.uk", 45),
        credit("php-fusion.co.uk", 45),
        credit("phpfusion.com", 45),
        credit("www.phpfusion.com", 45),
        element(".forum_idx_table", 40),
        element(".forum_cat_name", 15),
        element(".forum_breadcrumbs", 15),
        element(".forum_thread_user_name", 20),
        element(".forum-main-index", 30),
        element(".forum_profile_link", 10),
        element(".forum-caption", 10),
        element(".tbl-border", 5),
        link("forum_threads_list_panel", 10),
        address(r"/infusions/forum/", 20),
        resource("forum_threads_list_panel", 10),
    ],
    needs=(
        ".forum_idx_table",
        ".forum_table",
        ".forum_thread_table",
        ".forum_breadcrumbs",
        ".forum-main-index",
        ".forum-viewthread",
    ),
    profile={
        "name": any_of(text(".forum_breadcrumbs a[href='index.php']"), from_title(r"^(?P<name>.+) - [^-]+$")),
        **labelled(".side-body, .openside, .panel-body"),
    },
    boards=[
        Rows(
            row=".forum_idx_table tr",
            link=".forum_name > a",
            threads="td.tbl2[align=center]@@1",
            posts="td.tbl1[align=center]",
            last="td:last-child",
        ),
        Rows(
            row="div[id^='forum_']",
            link="a.forum-link",
            posts=".col-sm-3 > div@@0",
            threads=".col-sm-3 > div@@1",
            last=".forum_profile_link",
        ),
    ],
    threads=[
        Rows(row=".forum_table tr", link="a[href*='viewthread.php?thread_id=']", last="td:last-child"),
        Rows(row="div[id^='thread_']", link="a.forum-link", last="div.text-lighter:last-of-type"),
    ],
    front=[".forum_breadcrumbs a[href='index.php']"],
    date_order="dmy",
    inner=(".forum_thread_table",),
)
