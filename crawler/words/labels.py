"""The words that forums put beside their figures, ready to be looked up: what counts what, and what counts nothing.

Words are kept folded (see `calendar_words.fold`) and as they stand in lower case, so that either finds them.
"""

import itertools
import re
from collections.abc import Iterator

from crawler.words.calendar_words import fold
from crawler.words.label_words import ACCENTED, COUNTED, JOINED, OTHERS
from crawler.words.passing_words import GUESTS as GUEST_WORDS
from crawler.words.passing_words import MEMBERS_ACTING, NOT_TOTALS, ONLINE, TITLES

_FIELDS = ("members", "threads", "posts")


def _forms(word: str, language: str) -> Iterator[str]:
    spaced = word.replace("_", " ")
    yield from (spaced.casefold(), fold(spaced), fold(spaced).split(" ", 1)[0] if "\u200c" in spaced else fold(spaced))
    if " " in spaced and (last := spaced.casefold().split(" ")[-1]) != fold(last):
        yield last  # for those who look words up one by one: with its accents it is no other word
    for start, end in itertools.product(*[part.split("|") for part in JOINED.get(language, ("", ""))]):
        yield start + fold(spaced) + end


def _fields() -> dict[str, str]:
    found: dict[str, str] = {}
    for language, said in COUNTED.items():
        for field, group in zip(_FIELDS, said.split("|"), strict=True):
            for word in group.split():
                for form in _forms(word, language):
                    if form not in ACCENTED:
                        found.setdefault(form, field)
    return found


FIELD_OF = _fields()
"""The field that a word counts, by the word folded or in lower case; a few are of two words, with a space."""

OTHER_WORDS = frozenset(fold(word.replace("_", " ")) for word in OTHERS.split()) - frozenset(FIELD_OF)
"""Folded words that count something else: numbers beside them are theirs."""

COUNTED_WORDS = frozenset(part.encode() for word in FIELD_OF for part in re.split("[- \u200c]", word) if part)
"""The words of FIELD_OF, those of several parts in parts, in UTF-8."""

SECOND_WORDS = frozenset(word.split(" ")[-1] for word in FIELD_OF if " " in word)
"""The last words of the labels of two words."""


MEMBERS = "|".join(
    sorted(
        {re.escape(word.replace("_", " ")) for said in COUNTED.values() for word in said.split("|")[0].split()},
        key=len,
        reverse=True,
    )
)
"""A pattern for the words that count members."""


class Phrases:
    """Words and phrases of two or three words, to be found among the folded words of a text."""

    def __init__(self, said: str) -> None:
        phrases = [fold(word.replace("_", " ")) for word in said.split()]
        self._words = frozenset(phrase for phrase in phrases if " " not in phrase)
        self._pairs = frozenset(tuple(phrase.split(" ")) for phrase in phrases if " " in phrase)
        self._first = frozenset(pair[0] for pair in self._pairs)

    def among(self, words: list[str]) -> bool:
        """Whether one of them stands there."""
        if not self._words.isdisjoint(words):
            return True
        if self._first.isdisjoint(words):
            return False
        return any(
            tuple(words[place : place + length]) in self._pairs
            for place, word in enumerate(words)
            if word in self._first
            for length in (2, 3, 4, 5)
        )


PRESENCE = Phrases(ONLINE)
"""What says that the members counted are those here now."""
GUESTS = Phrases(GUEST_WORDS)
"""Those who are here without being members."""
PARTS = Phrases(NOT_TOTALS)
"""What says that a number is a part, an average or a record."""
ACTING = Phrases(MEMBERS_ACTING)
"""What says, behind members, that not all of them are counted."""
HEADS_PRESENT = Phrases(TITLES)
"""Headings over those here now."""

PRESENT = (
    "online|on-line|en ligne|en línea|conectados|connectés?|in linea|collegati|ar-lein|zalogowanych|сейчас|на "
    "форуме|онлайн|"
    "в сети|çevrimiçi|viewing|browsing|trực tuyến|آنلاین|active|aktiv|aktive|actifs|activos|attivi|actief|ativos|"
    "zalogowani|aktywnych|aanwezig|ingelogd|eingeloggt|přihlášených|prihlásených|jelenlévő|conectați|inloggade|pålogget|"
    "paikalla|συνδεδεμένοι|συνδεδεμένα|зараз|на линия|na mreži|dalam talian|متواجد|متصل|"
    "מחוברים|オンライン|在线|在線|線上|온라인"
)
"""What says that people counted are here now; guests and robots are words of ONLINE only."""
PRESENT_WORDS = frozenset(
    form.encode()
    for phrase in PRESENT.split("|")
    for form in {phrase.replace("s?", ending).replace("-", " ").split()[-1] for ending in ("", "s")}
)
"""The last words of PRESENT's phrases, in UTF-8."""
RECORDS = re.compile(
    r"most (?:users|members|online)|record|rekord|récord|le plus|meisten|más usuarios|maximo|máximo|massimo|meeste|"
    r"najwięcej|больше всего|рекорд|at one time|höchst|nejvíce|najviac|legtöbb|flest|eniten|en çok|περισσότεροι|"
    r"cei mai mulți|nhiều nhất|terbanyak|بیشترین|أكثر|הכי הרבה|найбільше|nejvíc|mwyaf|历史最高|最高|최고",
    re.IGNORECASE,
)
"""What says that a number of people online is the highest ever, not now."""
