"""What the program says of its own, in one language: words of the catalogue, days, names of languages and countries."""

import gettext
from collections.abc import Sequence
from datetime import datetime
from functools import cache

from babel import Locale

from registry.catalogue.listed import moment
from registry_api.language import ENGLISH, translations
from registry_api.placenames import IN
from registry_api.untranslated import signs
from registry_api.wording import REASONS


class Speech:
    """Our words in one language. Called with an English sentence of ours, it gives the page's.

    What the catalogue lacks comes in English, enclosed in the signs of `untranslated`: it is for pages only, which are
    gone through for them when they are finished.
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._words = translations(language)
        self._is_english = language == ENGLISH
        names = Locale.parse(language)
        self._months = [str(names.months["format"]["wide"][month]) for month in range(1, 13)]
        self._short = [str(names.months["format"]["abbreviated"][month]).rstrip(".") for month in range(1, 13)]
        codes = {"language": names.languages, "country": names.territories, "region": IN.get(language, {})}
        self._names = {} if self._is_english else codes

    def __call__(self, text: str) -> str:
        """A sentence of ours in this language. Never give it what others wrote."""
        found = self._words.gettext(text) if text else ""
        return found if self._is_english or found is not text else self.in_english(text)

    def known(self, name: str) -> str:
        """A name in this language where the catalogue has it; else as it is, for names need no mark."""
        return self._words.gettext(name) if name else ""

    def several(self, one: str, more: str, number: int) -> str:
        """A sentence that counts something, in the form that goes with the number."""
        found = self._words.ngettext(one, more, number)
        return found if self._is_english or found not in (one, more) else self.in_english(found)

    def in_english(self, text: str | None) -> str:
        """Words that stand in English only, such as evidence that was put into words when it was stored."""
        return text or "" if self._is_english or not text else signs().english(text)

    def why(self, reasons: Sequence[str]) -> str:
        """Why a forum is in an answer: our word for each part of its entry, with what stands there."""
        parts: dict[str, list[str]] = {}
        for reason in reasons:
            part, _colon, said = reason.partition(": ")
            if part in REASONS:
                parts.setdefault(self(REASONS[part]), []).extend([said] if said else [])
            else:
                parts[self.in_english(reason)] = []
        return "; ".join(f"{part}: {', '.join(said)}" if said else part for part, said in parts.items())

    def day(self, when: str | datetime | None) -> str:
        """`2026-11-20T…` as `20 November 2026`; what is no time stays as it is."""
        time = when if isinstance(when, datetime) else moment(when)
        return f"{time.day} {self._months[time.month - 1]} {time.year}" if time else str(when or "")

    def clock(self, when: str | datetime | None) -> str:
        """The day and the time of day in UTC."""
        time = when if isinstance(when, datetime) else moment(when)
        return f"{self.day(time)}, {time:%H:%M} UTC" if time else str(when or "")

    def tick(self, when: datetime, far: bool) -> str:
        """A day as short as an axis needs it: day and month, or month and year where days lie `far` apart."""
        month = self._short[when.month - 1]
        return f"{month} {when.year}" if far else f"{when.day} {month}"

    def name(self, field: str, code: str, otherwise: str) -> str:
        """The name of a language, country or place (`region`) in this language; `otherwise` where there is none."""
        names = self._names.get(field)
        return str(names.get(code, otherwise)) if names else otherwise


class Catalogue(gettext.NullTranslations):
    """A language's words as templates ask for them."""

    def __init__(self, speech: Speech) -> None:
        super().__init__()
        self._speech = speech

    def gettext(self, message: str) -> str:
        """As `Speech`."""
        return self._speech(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """As `Speech.several`."""
        return self._speech.several(msgid1, msgid2, n)


@cache
def speech(language: str) -> Speech:
    """What is said in a language; one for the life of the process."""
    return Speech(language)
