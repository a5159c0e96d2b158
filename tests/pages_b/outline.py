"""The bones of a page: headings, links, ids, labels, tables."""

import re
from html.parser import HTMLParser

VOID = frozenset({"meta", "link", "input", "br", "hr", "img", "rect", "path"})


class Outline(HTMLParser):
    """What a page is made of. Raises AssertionError for tags that are not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.feeds: list[str] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.fields: list[str] = []
        self.named: list[str] = []
        self.scripts: list[dict[str, str]] = []
        self.tags: list[str] = []
        self.bare_headers = 0
        self.captions = 0
        self.tables = 0
        self.feed(text)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "a":
            self.links.append(held["href"])
        if tag == "link" and held.get("rel") == "alternate" and "type" in held:
            self.feeds.append(held["href"])
        if tag == "script":
            self.scripts.append(held)
        if tag == "label":
            self.labels.append(held["for"])
        if tag in ("input", "select", "textarea") and held.get("type") != "hidden":
            self.fields.append(held["id"])
        if tag == "th" and held.get("scope") not in ("col", "row"):
            self.bare_headers += 1
        self.tables += tag == "table"
        self.captions += tag == "caption"
        if "id" in held:
            self.ids.append(held["id"])
        self.named += held.get("aria-labelledby", "").split()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Drawn shapes: nothing to close."""
        self.tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
