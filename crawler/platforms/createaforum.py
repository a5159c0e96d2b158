"""Forums hosted on createaforum.com: Simple Machines Forum, read as such, in addresses of the service's own.

Its makers also write for others: many a board of another host credits them for an add-on, so that only the address
tells a hosted one.
"""

from dataclasses import replace

from crawler.platforms.declare import address, credit, element, link, markup
from crawler.platforms.smf import PLATFORM as SMF

PLATFORM = replace(
    SMF,
    name="CreateAForum",
    homepage="https://www.createaforum.com/",
    tier="B",
    source="Read as SMF 2.0 and 2.1, see there; the service's own templates are not public: addresses of its forums.",
    clues=[
        # More than SMF's own marks can come to on the same page.
        address(r"//(?!www\.)[\w-]{1,63}\.createaforum\.com(?:[/:?#]|$)", 500),
        credit("www.createaforum.com", 5),
        element(".catbg", 5),
        element(".windowbg", 5),
        element(".linktree", 5),
        element(".navigate_section", 5),
        link("action", 5),
        link("board", 5),
        link("topic", 5),
        markup("smf_scripturl", 5),
    ],
)
