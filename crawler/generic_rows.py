"""Links shaped like those of threads and boards, and the like rows they stand in: signs for the generic reader."""

import re

from selectolax.lexbor import LexborNode

from crawler.reading import Reading

THREAD_LINK = re.compile(
    r"(?:^|[/?&=_-])(?:view|show|read)?_?(?:topics?|threads?|discussions?|showthread|viewtopic|read_count|messages?)"
    r"(?:[/=,._-]|\.php)[^?#]*\w|(?:^|/)(?:forums?|boards?|talk)/[^/?#]+/[^/?#]+",
    re.IGNORECASE,
)
BOARD_LINK = re.compile(
    r"(?:^|[/?&=_-])(?:view|show)?(?:forums?|boards?|forumdisplay|viewforum|subforums?|dcboard)(?:[/=,._-]|\.php|\.html?)",
    re.IGNORECASE,
)
LINKS = 1500
"""Most links of a page that are looked at."""
_NO_TITLE = re.compile(
    r"\(?[\d.,k]*\)?\s*(?:comments?|kommentare?|commentaires?|comentarios?|reacties|add a comment|leave a comment|"
    r"discuss(?: in our forums?)?|reply|replies|view (?:all )?comments|join the (?:discussion|conversation)|read "
    r"more|more|"
    r"last|first|next|prev(?:ious)?)?\s*[»›>…]*",
    re.IGNORECASE,
)
_ROW_CLASS = re.compile(r"row|topic|thread|forum|item|post", re.IGNORECASE)


def is_title(node: LexborNode) -> bool:
    """Whether a link's text can be a title: "12 comments" under a headline is none."""
    said = node.text().strip()
    return len(said) >= 4 and not _NO_TITLE.fullmatch(said)


def row_of(node: LexborNode) -> LexborNode | None:
    """The row of a list or table that a link stands in, or None."""
    step: LexborNode | None = node.parent
    for _ in range(5):
        if step is None:
            return None
        if step.tag in ("tr", "li", "article", "dl"):
            return step
        if step.tag == "div" and _ROW_CLASS.search(step.attributes.get("class") or ""):
            return step
        step = step.parent
    return None


def like_rows(
    reading: Reading, pattern: re.Pattern[str], unless: re.Pattern[str] | None = None
) -> list[tuple[LexborNode, LexborNode]]:
    """Rows with their links, of the largest set that share element and class; each row once, by its first link."""
    groups: dict[tuple[str, str], dict[int, tuple[LexborNode, LexborNode]]] = {}
    for href, node in reading.page.links[:LINKS]:
        if not pattern.search(href) or (unless is not None and unless.search(href)) or not is_title(node):
            continue
        row = row_of(node)
        if row is not None:
            key = (row.tag or "", (row.attributes.get("class") or "").split(" ")[0])
            groups.setdefault(key, {}).setdefault(row.mem_id, (row, node))
    return list(max(groups.values(), key=len, default={}).values())
