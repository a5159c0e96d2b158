"""PeerBoard, a hosted forum that scripts put into a page of its customer's. The page itself states nothing of it."""

from crawler.platforms.declare import Platform, element, markup, resource

PLATFORM = Platform(
    name="PeerBoard",
    homepage="https://peerboard.com/",
    tier="C",
    source="PeerBoard's WordPress plugin 0.7.9 and 1.2.2: templates, embed script and its settings",
    clues=[
        element("#peerboard-forum", 50),
        resource("static.peerboard.com", 40),
        resource("peerboard", 10),
        markup("_peerboardSettings", 40),
        markup("static.peerboard.com/embed", 30),
    ],
    needs=("#peerboard-forum",),
)
