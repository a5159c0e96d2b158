"""Which part of a path belongs to the community, and which is a page of it.

A forum has many deep pages (`/forum/viewtopic.php?t=1`, `/t/slug/12`, `/threads/x.12/`) and one front page; the
words of this file are what forum software and people call those. Where the path says nothing, a short directory
is taken for a site of its own and an article for a page of its host.
"""

import re
from dataclasses import dataclass


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FORUM_WORDS = _words(
    "forum forums foro foros fora foren forumas forumo fforwm comunidad comunita communaute community communities "
    "board boards messageboard messageboards message-board message-boards messages bbs bb discuss talk chat "
    "phpbb phpbb2 phpbb3 smf mybb vb vbulletin xenforo xf ipb invision yabb bbpress flarum nodebb vanilla fluxbb "
    "punbb ubb ubbthreads discourse wbb kunena"
)
"""Directory names under which a forum lives; the path ends behind them."""

DEEP_WORDS = _words(
    "thread threads topic topics viewtopic showthread forumdisplay viewforum discussion discussions post posts "
    "members member memberlist users user profile account search login register signup latest unread whats-new "
    "categories conversations attachments online faq rules recent-activity find-new question questions comments msgs"
)
"""Directory names that forum software uses for its own pages; the site is what stands before them."""

PLAIN_WORDS = _words(
    "about about-us contact contact-us privacy privacy-policy terms terms-of-use cookies cookie-policy legal imprint "
    "news blog blogs article articles category tag tags author archive archives shop store product products cart "
    "basket checkout events calendar feed rss wp-content wp-admin wp-includes wp-json images img static assets css "
    "js media uploads download downloads sitemap advertise careers jobs press amp calendrier calendario kalender "
    "kalendarz filter filters sort page"
)
"""Directory names of ordinary web sites that are no community; the site is what stands before them."""

FORUM_SCRIPTS = _words(
    "viewtopic viewforum showthread forumdisplay showpost memberlist ucp mcp topic ubbthreads ultimatebb "
    "forum_posts forum_topics forum-view"
)
"""Scripts of forum software, without their ending: the directory they stand in is the forum."""

ENDINGS = _words("php php3 php5 phtml html htm xhtml shtml asp aspx jsp jspa cgi pl cfm do xml rss json ashx")

HOME_WORDS = _words("home index default")

LANGUAGES = _words("en en-gb en-us cy de fr es it nl pl pt pt-br ru sv da no fi cs")

SHORT_ROUTES = _words("t c u d p f q m n tag user category people node message conversation")
"""Directory names that are the software's own when something stands behind them; alone they may be a site's."""

_NUMBERED = re.compile(r"^(?:\d+[-.].*|.*[.-][a-z]?\d+|\d+|[tfp]\d+|page-?\d+)$")
"""A segment that carries a number as forum software numbers threads and boards."""

LIST_ARCHIVES = _words("hyperkitty archives")
"""Directories of archives of mailing lists: `/hyperkitty/list/hens@lists.example.org/`."""

LONGEST_SEGMENT, MOST_SEGMENTS, MOST_HYPHENS, DEEPEST = 30, 2, 2, 4


@dataclass(frozen=True, slots=True)
class Prefix:
    """The community's part of a path. `script` is an index page to fetch when the directory alone would not tell."""

    segments: tuple[str, ...] = ()
    script: str = ""


def community_prefix(segments: list[str]) -> Prefix:
    """The part of a path (its segments, no empty ones) that names the community."""
    directory, script = _without_script(segments)
    stem, _, ending = script.lower().rpartition(".")
    if ending == "php" and (stem == "index" or stem in FORUM_SCRIPTS):
        return _proved(directory)
    return Prefix(_plain_prefix(directory))


def _without_script(segments: list[str]) -> tuple[list[str], str]:
    """The directory a script or page stands in, and its file name; `index.php/topic/1` ends at the script."""
    for place, segment in enumerate(segments):
        stem, dot, ending = segment.rpartition(".")
        if dot and stem and ending.lower() in ENDINGS and "@" not in segment:
            return segments[:place], segment
    return segments, ""


def _proved(directory: list[str]) -> Prefix:
    """The directory of a forum's own script: kept whole; its index page is named when the directory alone is not."""
    plain = _plain_prefix(directory)
    deeper = directory[len(plain) :]
    pages = any(word.lower() in PLAIN_WORDS | DEEP_WORDS or _looks_like_page(word) for word in deeper)
    if not deeper or pages or len(directory) > DEEPEST or not _has_forum_word(directory):
        return Prefix(plain)
    return Prefix(tuple(directory), "index.php")


def _has_forum_word(directory: list[str]) -> bool:
    return _first_of(directory, FORUM_WORDS) is not None


def _plain_prefix(directory: list[str]) -> tuple[str, ...]:
    """The community's part of a directory, by its words alone; what it returns it would leave as it is."""
    kept = directory
    while (shorter := _cut(kept)) != kept:
        kept = shorter
    return tuple(kept)


def _cut(directory: list[str]) -> list[str]:
    if directory and directory[-1].lower() in HOME_WORDS:
        return directory[:-1]
    lower = [segment.lower() for segment in directory]
    if (named := _end_of_list(lower)) is not None:
        return directory[:named]
    end = len(lower)
    for place, word in enumerate(lower):
        following = lower[place + 1] if place + 1 < len(lower) else ""
        if word in PLAIN_WORDS or word in DEEP_WORDS or _is_short_route(word, following):
            end = place
            break
        if word in FORUM_WORDS:
            if _NUMBERED.match(following) or (word == "forum" and following[:1].isdigit()):
                end = place  # /forums/general.12/ and /forum/12-general/: the software's own route
                break
            return directory[: _end_of_forum_words(lower, place)]
    return _short(directory[:end])


def _end_of_list(lower: list[str]) -> int | None:
    """Where the path of a mailing list's archive ends: each list of a host is a community of its own."""
    for place in range(1, len(lower)):
        before = lower[place - 1]
        archive = before == "pipermail" or (place > 1 and before == "list" and lower[place - 2] in LIST_ARCHIVES)
        if archive:
            return place + 1
    return None


def _end_of_forum_words(lower: list[str], place: int) -> int:
    """Where a row of forum words ends: `/community/forums/`; not `/forums/forum/hens/`, a route of the software."""
    while place + 1 < len(lower) and lower[place + 1] in FORUM_WORDS:
        route = {lower[place], lower[place + 1]} <= {"forum", "forums"}
        if route or (place + 2 < len(lower) and _NUMBERED.match(lower[place + 2])):
            break
        place += 1
    return place + 1


def _is_short_route(word: str, following: str) -> bool:
    """Routes of one letter (`/t/slug/12`, `/c/board`, `/u/name`, `/d/12-slug`) are pages only with more behind."""
    return word in SHORT_ROUTES and following != ""


def _short(directory: list[str]) -> list[str]:
    """A short directory stays; an article, a date or a long path belongs to what stands before it, or to its host."""
    page = next((place for place, segment in enumerate(directory) if _looks_like_page(segment)), len(directory))
    kept = directory[:page]
    if len(kept) > (MOST_SEGMENTS if page == len(directory) else 1):
        kept = kept[:1] if kept[0].startswith("~") else []
    if len(kept) == 1 and kept[0].lower() in LANGUAGES:
        return []
    return kept


def _looks_like_page(segment: str) -> bool:
    odd = len(segment) > LONGEST_SEGMENT or segment.count("-") > MOST_HYPHENS or ":" in segment
    return odd or bool(_NUMBERED.match(segment))


def _first_of(directory: list[str], words: frozenset[str]) -> int | None:
    return next((place for place, segment in enumerate(directory) if segment.lower() in words), None)
