"""Forums hosted by ForumFree and ForumCommunity. What stands beside a board is its replies, which are no posts."""

from crawler.platforms.declare import Platform, Rows, address, credit, element, link, resource

PLATFORM = Platform(
    name="ForumFree",
    homepage="https://www.forumfree.it/",
    source=(
        "The service's templates are not public; ids, classes and addresses as three public programs that read its "
        "pages use them (2024, 2025)."
    ),
    clues=[
        address(r"//(?!www\.)[\w-]{1,63}\.(?:forumfree\.(?:it|net)|forumcommunity\.net)(?:[/:?#]|$)", 60),
        element(".big_list", 30),
        element(".annuncio", 5),
        element(".zz", 5),
        element(".yy", 5),
        element(".xx", 5),
        link("act", 5),
        credit("www.forumfree.it", 15),
        credit("www.forumcommunity.net", 15),
        credit("www.forumfree.net", 15),
        resource("img.forumfree.net", 20),
    ],
    boards=[
        Rows(
            row="li:has(> .yy > .topics)",
            link="h3.web a",
            threads=".topics em",
            last=".zz .when",
        )
    ],
    threads=[
        Rows(row="ol.big_list > li", link=".bb h3.web a", last=".zz .when", unless=".topics", replies=".replies em"),
    ],
    date_order="dmy",
    inner=(".post",),
)
