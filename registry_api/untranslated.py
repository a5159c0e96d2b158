"""Sentences that a page's language has no words for: shown in English, and marked as English for whoever hears them.

A catalogue cannot know whether its sentence will stand in a text, where a `span` may mark it, or in an attribute, where
none may. So it encloses the sentence in signs that stand in no text of the world, and the finished page is gone
through once: in texts the signs become `lang="en"`, elsewhere they go. The signs are made anew by each process, so
that no name or description that was sent to us can hold them.
"""

import re
import secrets
from functools import cache

FIRST_SIGN, SIGNS = 0xE100, 0x100
"""Signs are taken from the private use area of Unicode, which has no letters: changing the case leaves them alone."""

LENGTH = 6

_TAG = re.compile(r"(<[^>]*>)")
"""A tag of our pages: `>` stands in no attribute, it is escaped there."""

_TEXT_ONLY = re.compile(r"<(title|option|textarea|desc|text)[\s>]")
"""Elements that hold text and no elements."""


class Signs:
    """The signs of this process."""

    def __init__(self) -> None:
        secret = "".join(chr(FIRST_SIGN + secrets.randbelow(SIGNS)) for _ in range(LENGTH))
        self.start, self.end = f"\ue000{secret}", f"\ue001{secret}"
        self.note_start, self.note_end = f"\ue002{secret}", f"\ue003{secret}"
        self.beside = f"\ue004{secret}"
        """Stands in a tag that says by itself that its text is English: so that the note stands there, too."""
        self._note = re.compile(f"{self.note_start}.*?{self.note_end}", re.DOTALL)
        inside = f"((?:(?!{self.start}|{self.end})[^<])*)"
        self._whole = re.compile(f"<([a-z][a-z0-9]*)((?:\\s[^<>]*)?)>{self.start}{inside}{self.end}(?=</\\1>)")
        self._sign = re.compile(f"({self.start}|{self.end})")

    def english(self, text: str) -> str:
        """The text as one that stands in English whatever the language of the page."""
        return f"{self.start}{text}{self.end}"

    def resolved(self, page: str) -> str:
        """The page as it is sent: what was enclosed is marked, and the note stands only where something was."""
        if self.start not in page and self.beside not in page:
            return self._note.sub("", page)
        page = page.replace(self.beside, "")
        page = self._whole.sub(_marked, page.replace(self.note_start, "").replace(self.note_end, ""))
        made: list[str] = []
        depth, text_only = 0, False
        for part in _TAG.split(page):
            if part.startswith("<"):
                text_only = _TEXT_ONLY.match(part) is not None
                made.append(self._sign.sub("", part))
            elif text_only:
                made.append(self._sign.sub("", part))
            else:
                depth = self._in_text(part, depth, made)
        return "".join(made)

    def _in_text(self, text: str, depth: int, made: list[str]) -> int:
        """Add the text with its signs as elements, the outermost only; how many sentences are open at its end."""
        for part in self._sign.split(text):
            if part == self.start:
                made.append('<span lang="en">' if depth == 0 else "")
                depth += 1
            elif part == self.end:
                depth -= 1
                made.append("</span>" if depth == 0 else "")
            else:
                made.append(part)
        return depth


def _marked(found: re.Match[str]) -> str:
    """An element all of whose text is one English sentence says so itself."""
    name, attributes, text = found.groups()
    own = "" if re.search(r"\slang=", attributes) else ' lang="en"'
    return f"<{name}{attributes}{own}>{text}"


@cache
def signs() -> Signs:
    """The signs of this process, made when they are first asked for."""
    return Signs()
