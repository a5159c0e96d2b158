"""Telligent Community, later Zimbra's and Verint's. Recognised only: its templates are not public.

It runs blogs and magazines too, whose pages carry the same frame: those marks alone never reach the threshold; a
forum's own address or widget has to stand with them.
"""

from crawler.platforms.declare import Platform, address, element, generator, link, markup, resource

PLATFORM = Platform(
    name="Verint Community (Telligent)",
    homepage="https://community.telligent.com/",
    tier="C",
    source="Templates not public; saved pages of sites that ran Telligent Community 5 (generator, frame, widgets) and "
    "scripts of its themes and add-ons in public repositories.",
    clues=[
        generator(r"(?:Telligent|Zimbra|Verint) (?:Community|Evolution)", 15),
        element(".content-fragment-page", 10),
        element(".header-fragments", 5),
        element(".layout-region-inner", 5),
        resource("cfs-filesystemfile*", 5),
        address(r"/f/(?:\d{1,9}|[\w-]{1,80}/\d{1,12}|[\w-]{1,80})(?:[/?]|$)", 20),
        address(r"/(?:forums?|discussions?)(?:/|\.aspx|$)", 10),
        element(".forum-thread*", 15),
        element(".forum-list*", 15),
        element(".forum-post*", 5),
        element(".threaded-discussion*", 5),
        link("f", 5),
        markup("telligent.evolution.widgets.forum", 30),
        markup("telligent.evolution.widgets.thread", 30),
        markup("telligent.evolution", 10),
    ],
)
