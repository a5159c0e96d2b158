"""Texts by number: many rows name the same few codes and words, which stand in memory once."""


class Texts:
    """Gives each text a number, and the text back. For one writer and any readers: texts are only ever added."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number of a text, a new one when it has none."""
        number = self._numbers.get(text)
        if number is None:
            number = self._numbers[text] = len(self._texts)
            self._texts.append(text)
        return number

    def text(self, number: int) -> str:
        """The text of a number. Raises IndexError for one that was never given."""
        return self._texts[number]
