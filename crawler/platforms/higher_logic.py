"""Higher Logic Thrive (Connected Community), the communities of associations. Recognised only: not public.

Whole web sites of associations are made with it: the frame alone never reaches the threshold; links to its
communities and to their discussions have to stand with it.
"""

from crawler.platforms.declare import Platform, address, element, link, markup, resource

PLATFORM = Platform(
    name="Higher Logic Thrive",
    homepage="https://www.higherlogic.com/",
    tier="C",
    source="Templates not public; style sheets and scripts that associations publish for their sites on it, and the "
    "addresses of its discussions, in public repositories.",
    clues=[
        element("#MPOuterMost", 10),
        element("#MPContentArea", 10),
        element("#MPCopyright", 5),
        element(".HLWelcome", 5),
        element(".HLLandingControl", 5),
        resource("HigherLogic", 10),
        link("community-home", 15),
        link("digestviewer", 20),
        link("viewthread", 15),
        link("communitydashboard", 5),
        link("mycommunities", 5),
        link("allcommunities", 10),
        address(r"/communities/(?:community-home|allcommunities|mycommunities|all-communities)", 25),
        address(r"/community-home/(?:digestviewer|librarydocuments|membership)", 20),
        address(r"/discussion/[\w-]+", 5),
        markup("__VSTATE", 5),
        markup("higherlogicdownload.s3", 5),
    ],
)
