"""The text of serialised markup in one walk over its tags: much cheaper than a pattern for each sort of tag."""

import re

_BLOCKS = ["p", "div", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section"]
_PARTING = {
    **dict.fromkeys(["td", "th", "dd"], "\x1f"),
    **dict.fromkeys(["br", "dl", "dt", "li", "tr", "hr", *_BLOCKS, *[f"/{name}" for name in _BLOCKS]], "\n"),
}
"""What stands in the text for a tag that parts it: a cell's, or a line's."""
_MEMBERS_PAGE = re.compile(
    r"(?:profil|member(?!list|s[\"'?])|user(?!list|s[\"'?])|[/?&;]u[/=])[^<>\d]{0,40}\d", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_BEFORE_DIGIT = 30
_FROM_DIGIT = 61
_WITHIN_LINK = 3
"""Tags that may stand between a link and its words."""


def untagged(markup: str) -> str:
    """The text of markup: cells after a unit separator, blocks and breaks on new lines, a blank for any other tag.

    The words of a link to one member's page that hold a digit are left out: a name, and no figure. A tag that is cut
    off at the end is left out with all it says.
    """
    pieces = markup.split("<")
    said = [pieces[0]]
    mark = link = ""
    within = 0
    for piece in pieces[1:]:
        tag, closed, words = piece.partition(">")
        name = tag.partition(" ")[0]
        mark = mark or _PARTING.get(name, " ")
        if not closed:
            continue  # the next "<" stands within this tag's attributes
        if name == "a":
            link, within = tag, 0
        elif link:
            within += 1
            if name[:1] == "/" or within > _WITHIN_LINK:
                link = ""
        if link and words and not words.isspace():
            if _is_name(link, words):
                words = ""
            link = ""
        said.append(mark)
        said.append(words)
        mark = ""
    return "".join(said)


def _is_name(link: str, words: str) -> bool:
    """Whether the words of a link are a member's name that holds a digit."""
    stated = words.lstrip()
    digit = _DIGIT.search(stated, 0, _BEFORE_DIGIT + 1)
    return digit is not None and len(stated) - digit.start() <= _FROM_DIGIT and _MEMBERS_PAGE.search(link) is not None
