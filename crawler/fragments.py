"""Plain text of the fragments of markup that stand inside JSON answers and feeds.

BeautifulSoup reads them: they are cut off, unbalanced or made by hand, and so short and few that its tolerance costs
little. Whole pages are read by a faster parser.
"""

from html import unescape

from bs4 import BeautifulSoup

LONGEST = 20_000
"""Characters of a fragment that are looked at."""

_UNSEEN = ("script", "style", "template")
_PARTING = ("br", "p", "div", "li", "tr", "td", "h1", "h2", "h3", "h4", "blockquote")


def fragment_text(markup: str) -> str:
    """What a reader would see of the fragment; text without markup comes back as it is, its entities resolved."""
    if "<" not in markup:
        return unescape(markup) if "&" in markup else markup
    soup = BeautifulSoup(markup[:LONGEST], "html.parser")
    for element in soup.find_all(_UNSEEN):
        element.decompose()
    for element in soup.find_all(_PARTING):
        element.insert_before(" ")
    return " ".join(soup.get_text().split())
