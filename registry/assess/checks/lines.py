"""In which line of topics.toml a subject and its phrases stand: TOML itself does not tell."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_TABLE = re.compile(r"\s*\[\[?\s*(\w+)\s*\]?\]")
_NAME = re.compile(r"""\s*name\s*=\s*(["'])(.*?)\1\s*(?:#.*)?$""")


@dataclass(slots=True)
class _Block:
    first: int
    name: str = ""
    elsewhere: bool = False
    lines: list[str] = field(default_factory=list)


class Lines:
    """The lines of a topics file by subject."""

    def __init__(self, text: str) -> None:
        self._blocks: Mapping[str, _Block] = {block.name: block for block in _blocks(text) if block.name}

    def of(self, subject: str, phrase: str = "") -> int:
        """The line of the phrase in that subject's table, else of the subject's name; 0 when it is not found.

        `subject` is a name as `PolicySubject` has it. Whether a comment holds the phrase before is not looked at.
        """
        block = self._blocks.get(subject)
        if block is None:
            return 0
        if phrase:
            wanted = re.compile(rf"(?<![\w*]){re.escape(phrase)}(?![\w*])")
            for number, line in enumerate(block.lines):
                if wanted.search(line) and not _NAME.match(line):
                    return block.first + number
        named = (number for number, line in enumerate(block.lines) if _NAME.match(line))
        return block.first + next(named, 0)


def _blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _TABLE.match(line):
            blocks.append(_Block(number, elsewhere=found[1] == "elsewhere"))
        if not blocks:
            continue
        block = blocks[-1]
        block.lines.append(line)
        if not block.name and (found := _NAME.match(line)):
            block.name = f"elsewhere:{found[2]}" if block.elsewhere else found[2]
    return blocks
