"""ActiveBoard, which hosts boards under names of its own: recognised only, its lists are read by their structure.

Its templates are not public. Known are its addresses and the marks that its script of present users fills in.
"""

from crawler.platforms.declare import Platform, address, credit, element, link, markup, resource

PLATFORM = Platform(
    name="ActiveBoard",
    homepage="https://www.activeboard.com/",
    tier="C",
    source="Not public; the service's own script of present users (2005, Sparklit Networks) and addresses in use.",
    clues=[
        address(r"//(?!www\.)[\w-]{1,63}\.activeboard\.com(?:[/:?#]|$)", 120),
        address(r"/forum\.spark\?aBID=\d", 60),
        element("#abMonScriptDiv", 60),
        element("#abmScript", 40),
        element("#abmMemberLinks", 40),
        element("#abmNGuests", 20),
        element("#abmNMembers", 20),
        link("forum.spark", 50),
        link("index.spark", 40),
        link("aBID", 20),
        resource("ab_monitor", 40),
        credit("www.activeboard.com", 30),
        credit("activeboard.com", 20),
        markup("abmInit(", 50),
    ],
    by_structure=True,
)
