"""Forums and archives of mailing lists on Nabble, under its hosts and under others' names. Recognised only."""

from crawler.platforms.declare import Platform, address, credit, element, link, markup, resource

PLATFORM = Platform(
    name="Nabble",
    homepage="https://www.nabble.com/",
    tier="C",
    source="Templates not public; the marks that WhatWeb's plugin and its followers look for (plugins/nabble.rb), and "
    "the addresses of forums on it, under others' names too, in public repositories.",
    clues=[
        element("#nabble", 45),
        element(".nabble", 15),
        element(".footer-table", 10),
        element(".shaded-bg-color", 10),
        link("NamlServlet.jtp", 40),
        credit("www.nabble.com", 25),
        address(r"//[\w-]+(?:\.\d{1,9})?(?:\.[nx]\d)?\.nabble\.com/", 40),
        address(r"-(?:td|tp|f)\d{1,12}(?:[a-z]\d{1,12})?\.html$", 10),
        resource("nabble*", 10),
        markup('Powered by <a href="http://www.nabble.com/', 30),
    ],
)
