"""Pages that are no forum but lead to one of the same site: a portal with a "Forum" in its menu, an empty page
that refreshes to `/forum/`. Pure; asked only of pages that were not taken for a forum themselves.
"""

import re
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser

from crawler.wayfinding import resolve

MOST_LINKS = 2000
"""How many links of a page are looked at."""

LONGEST_REFRESH_S = 10
"""A page that shows itself for longer is a page, not a redirect."""

_PATH = re.compile(
    r"(?:^|/)(?:forums?|foro|foros|foren|community|communities|boards?|message-?boards?|discussions?|discuss|bbs|phpbb3?|"
    r"smf|mybb|xenforo|vbulletin|talk)(?:/(?:index\.php)?)?$",
    re.IGNORECASE,
)
_WORDS = re.compile(
    r"^\W*(?:(?:the|our|visit(?: the| our)?|join(?: the| our)?|online|support|discussion|community|to the) )*"
    r"(?:forums?|message ?boards?|discussion boards?|community|comunidad|communauté|comunità|gemeinschaft|społeczność|"
    r"foro|foros|foren|fora|fórum|fóruns|forumet|foorumi|форумы?|fforwm|diskussionsforum|forum de discussions?|"
    r"foro de (?:discusión|debate)|forum di discussione|forum dyskusyjne|论坛|論壇|掲示板|フォーラム|포럼)\W*$",
    re.IGNORECASE,
)
_REFRESH = re.compile(r"\s*(\d{1,4})(?:\.\d*)?\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"\s]+)", re.IGNORECASE)


def forum_links(tree: LexborHTMLParser, base: str) -> list[str]:
    """Addresses of this host that say "forum" in their path or in the words of their link, most telling first."""
    host = urlsplit(base).hostname
    by_path: dict[str, None] = {}
    by_words: dict[str, None] = {}
    for number, node in enumerate(tree.css("a[href]")):
        if number >= MOST_LINKS:
            break
        href = node.attributes.get("href") or ""
        words = "" if len(href) > 300 else node.text(deep=True)[:60].strip()
        in_path = _in_path(href)
        if (not in_path and not _WORDS.match(words)) or href.startswith("#"):
            continue
        target = resolve(base, href)
        if target is None or urlsplit(target).hostname != host:
            continue
        (by_path if in_path else by_words)[target] = None
    return list(by_path | by_words)


def leads_to_forum(href: str, words: str) -> bool:
    """Whether a link says "forum" in its path or in its words."""
    return _in_path(href) or _WORDS.match(words) is not None


def _in_path(href: str) -> bool:
    return _PATH.search(href.partition("?")[0].partition("#")[0].rstrip("/")) is not None


def refresh_target(tree: LexborHTMLParser, base: str) -> str | None:
    """Where `<meta http-equiv="refresh">` sends a visitor within a few seconds, or None."""
    for node in tree.css("meta[http-equiv]"):
        if (node.attributes.get("http-equiv") or "").strip().lower() != "refresh":
            continue
        found = _REFRESH.match(node.attributes.get("content") or "")
        if found is None or int(found[1]) > LONGEST_REFRESH_S:
            return None
        target = resolve(base, found[2])
        return None if target is None or target == base else target
    return None
