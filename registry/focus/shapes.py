"""How forum software writes its addresses: facts of each platform's routes, as data.

The crawler's modules read pages; these shapes are all that a link tells before its page is read. A shape that several
programs share stands under the oldest of them.
"""

import re

# By platform: patterns on the path and query in lower case, from the slash behind the host name.
_SHAPES: tuple[tuple[str, str], ...] = (
    ("phpbb", r"/view(?:topic|forum)\.php|/(?:ucp|memberlist|mcp)\.php|/app\.php/(?:feed|help|user)"),
    ("vbulletin", r"/(?:showthread|forumdisplay|showpost|forumrunner|usercp|misc|memberlist)\.php|/forum/forum\.php"),
    ("xenforo", r"/threads/(?:[^/?]*\.)?\d+(?:/|$|\?)|/forums/[^/?]*\.\d+(?:/|$)|[?/&](?:threads|forums)/[^/?]*\.\d+/"),
    (
        "discourse",
        r"/t/[^/?]*[a-z][^/?]*/\d+|/c/[a-z][^/?]*/\d+(?:/?$)|/latest(?:\.rss)?$|/u/[^/?]+/(?:summary|activity)",
    ),
    ("smf", r"/index\.php\?(?:[^#]*[;&])?(?:topic=\d+|board=\d+|action=(?:forum|recent|unread|boardindex))"),
    ("invision", r"[?&/](?:show)?(?:topic|forum)/\d+-[^/]*|[?&]show(?:topic|forum)=\d+"),
    ("mybb", r"/(?:thread|forum)-(?:\d+|[^/?]+)\.html?(?:$|\?)|/portal\.php\?"),
    ("vanilla", r"/discussions?/(?:\d+|latest|index)(?:/|$|\?)|/discussion/comment/\d+"),
    ("flarum", r"/d/\d+(?:-[^/?]*)?(?:/|$)"),
    ("nodebb", r"/(?:topic|category)/\d+/[^/?]"),
    ("phorum", r"/(?:read|list)\.php\?\d+"),
    ("fluxbb", r"/extern\.php\?action="),
    (
        "woltlab",
        r"/(?:board|thread|forum)/\d+-[^/]+/|/index\.php/(?:board|thread|forum)/|index\.php\?(?:board|thread)/",
    ),
    ("yabb", r"/(?:yabb|ikonboard|ultimatebb|ubbthreads|dcboard|wwwboard|webbbs\w*)\.(?:pl|cgi|php)"),
    ("discuz", r"/forum\.php\?mod=|/thread-\d+-\d+-\d+\.html|/forum-\d+-\d+\.html"),
    ("snitz", r"/(?:topic|forum)\.asp\?|/forum_(?:topics|posts)\.asp|/default\.aspx\?g=(?:posts|topics)"),
    ("jforum", r"/(?:posts|forums|topics)/(?:list|show)/\d+\.page|/viewtopic\.jsp"),
    ("khoros", r"/t5/[^/?]+/(?:[^/?]+/)?(?:bd-p|td-p|ct-p|m-p)/|/discussion/\w+/\d+/"),
    ("proboards", r"/(?:thread|board)/\d+(?:/|$)"),
    ("bbpress", r"/forums?/(?:topic|forum)/[^/?]"),
    ("lemmy", r"/c/[^/?]+@[\w.-]+|/post/\d+$"),
    ("question2answer", r"/questions?/\d+(?:/|$)"),
    ("lists", r"/(?:pipermail|hyperkitty|mailman)/|/list(?:info|s)/[^/?]+|/g/[^/?]+/(?:topics|messages|topic)"),
    ("kunena", r"[?&]option=com_(?:kunena|agora|ccboard|fireboard)|[?&]view=topic\b"),
    ("drupal", r"/forum/\d+$|/comment/reply/\d+"),
)

PLATFORMS = tuple(platform for platform, _ in _SHAPES)
"""Platforms whose addresses are known by their shape."""

_FIRST = re.compile("|".join(f"(?P<{platform}>{pattern})" for platform, pattern in _SHAPES))


def shape_of(path: str) -> str | None:
    """The platform whose addresses look like this path and query (lower case, begins with a slash), or None."""
    found = _FIRST.search(path)
    return None if found is None else found.lastgroup
