"""Words of dates in any language, ready to be looked up: months, days, units of time, and what says "ago".

A word may mean different things in different languages ("listopad" is November in Polish, October in Croatian):
such a word means something only where the language is known. Nothing is decided by which language is larger.
"""

import re
import sys
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from crawler.words import months as month_words
from crawler.words import units as span_words
from crawler.words import weekdays as weekday_words

Meaning = int | dict[str, int]
"""What a word means: the same wherever it is used, or by language."""
Phrase = tuple[str, ...]

SECONDS = (1, 60, 3600, 86400, 604800, 2629800, 31557600)
"""Second, minute, hour, day, week, month, year; the last two on average."""


def _smoothing() -> dict[int, str]:
    """Letter by letter, so that places in the text stay the same: accents, digits, blanks, Arabic forms."""
    table: dict[int, str] = {}
    for code in (*range(0x00C0, 0x0250), *range(0x0370, 0x0400), *range(0x1E00, 0x2000)):
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    for code in (*range(0x0660, 0x0E60), *range(0xFF10, 0xFF1A)):
        if unicodedata.category(chr(code)) == "Nd":
            table[code] = str(unicodedata.digit(chr(code)))
    plain = {
        "ł": "l",
        "Ł": "l",
        "ø": "o",
        "Ø": "o",
        "đ": "d",
        "Đ": "d",
        "ı": "i",
        "İ": "i",
        "ς": "σ",
        "ё": "е",
        "Ё": "е",
    }
    arabic = {"أ": "ا", "إ": "ا", "آ": "ا", "ى": "ی", "ي": "ی", "ك": "ک", "ة": "ه", "ۀ": "ه"}
    marks = {
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "׳": "'",
        "：": ":",
        "،": ",",
        "、": ",",
        "，": ",",
        "（": "(",
        "）": ")",
        "／": "/",
    }
    blanks = dict.fromkeys("\xa0\u1680\u2028\u2029\u202f\u205f\u3000\u200c\u200e\u200f\u061c\u2066\u2067\u2069", " ")
    blanks |= {chr(code): " " for code in (*range(0x2000, 0x200C), *range(0x202A, 0x202F))}
    dashes = {"‐": "-", "‑": "-", "−": "-", "．": ".", "॰": ".", "\u0640": "-"}
    for group in (plain, arabic, marks, blanks, dashes):
        table |= {ord(one): other for one, other in group.items()}
    return table


# Letters that stay what they are stand here too: to find none costs ten times as much as to find one.
_SMOOTH = {code: chr(code) for code in range(0x3000)} | _smoothing()


def fold(text: str) -> str:
    """`text` for comparison, of exactly the same length: lower case, without accents, digits as 0 to 9."""
    return text.lower() if text.isascii() else text.translate(_SMOOTH).lower()


def _words(group: str) -> Iterator[str]:
    for form in group.split("/"):
        yield fold(form.replace("_", " ")).strip(". ")


def _told(table: Mapping[str, str]) -> dict[str, dict[str, int]]:
    """The folded words of a table that names things in order: for each language, the place of what a word means."""
    told: dict[str, dict[str, int]] = {}
    for language, said in table.items():
        for place, group in enumerate(said.split(", ")):
            for word in _words(group):
                told.setdefault(sys.intern(word), {})[language] = place
    return told


def _ordered(table: Mapping[str, str], first: int = 0) -> dict[str, Meaning]:
    """The same with the places alone, counted from `first`, where all languages agree about a word."""
    return {
        word: _agreed({language: first + place for language, place in meanings.items()})
        for word, meanings in _told(table).items()
    }


def _agreed(meanings: dict[str, int]) -> Meaning:
    values = set(meanings.values())
    return values.pop() if len(values) == 1 else meanings


def meaning(found: Meaning | None, languages: Collection[str]) -> int | None:
    """What a word means in these languages; None when it means nothing, or more than one thing in them."""
    if found is None or isinstance(found, int):
        return found
    theirs = {found[language] for language in languages if language in found}
    return theirs.pop() if len(theirs) == 1 else None


_ALIASES = {"no": "nb", "iw": "he", "in": "id", "tl": "fil", "sh": "hr", "mo": "ro"}


def known_language(stated: str) -> str:
    """A page's language by the code it has in these tables: some have two."""
    return _ALIASES.get(stated, stated)


JALALI = 100
"""Added to the months of the Persian solar calendar."""

MONTHS = _ordered(month_words.MONTHS, 1)
MONTHS |= {
    word: JALALI + place
    for place, group in enumerate(month_words.JALALI.split(", "), 1)
    for word in _words(group)
    if word not in MONTHS
}
# Hebrew joins "in" to the name and marks short forms; Catalan joins "of".
MONTHS |= {f"{word}'": place for word, place in MONTHS.items() if "א" <= word[0] <= "ת"}
MONTHS |= {f"ב{word}": place for word, place in MONTHS.items() if "א" <= word[0] <= "ת"}
MONTHS |= {f"d'{word}": MONTHS[word] for word in ("abril", "abr", "agost", "ag", "octubre", "oct")}
RISKY = frozenset(map(fold, month_words.RISKY.split()))
_NAMED = _told(month_words.MONTHS)
_PERSIAN = _told({"fa": month_words.JALALI})
MONTH_LANGUAGES = {word: frozenset([*_NAMED.get(word, ()), *_PERSIAN.get(word, ())]) for word in RISKY}
"""For names that are risky without a year, the languages they are names of months in."""

NEAR = _ordered(weekday_words.NEAR_DAYS)
"""Days before today."""
WEEKDAYS = _ordered(weekday_words.WEEKDAYS)
_DAYS = _told(weekday_words.NEAR_DAYS)
UNSURE = {word: frozenset(_DAYS[word]) for word in map(fold, weekday_words.UNSURE)}
"""Words near today that need their own language where no time of day stands with them."""

UNITS = _ordered(span_words.SPANS)
NAMED_SPANS = {
    fold(word): (int(count), int(unit))
    for said in span_words.NAMED_SPANS.values()
    for word, count, unit in [entry.split() for entry in said.split(", ")]
}
"""Spans in one word: how many of which unit."""
SINCE = {
    fold(word): int(unit)
    for said in span_words.SINCE.values()
    for word, unit in [entry.split() for entry in said.split(", ")]
}
ONE = frozenset(map(fold, span_words.ONE.split()))
FEW = frozenset(map(fold, span_words.FEW.split()))
JOINERS = frozenset(map(fold, span_words.JOINERS.split()))


def _markers(table: Mapping[str, str]) -> dict[Phrase, frozenset[str]]:
    told: dict[Phrase, set[str]] = {}
    for language, said in table.items():
        for word in _words(said):
            told.setdefault(tuple(word.split()), set()).add(language)
    return {phrase: frozenset(languages) for phrase, languages in told.items()}


AFTER = _markers(span_words.AFTER)
BEFORE = _markers(span_words.BEFORE)
JUST_NOW = frozenset(tuple(TOKEN_OF.split()) for TOKEN_OF in _words(span_words.JUST_NOW.replace(", ", "/")))

WORD = r"[^\s\d!-&(-@\[-`{-~·•–—«»“”„…]+"
"""A pattern for one word of a folded text, vowel signs of all scripts included."""
_FIRST = re.compile(WORD)


def _signs() -> dict[str, int]:
    """For a word of everything that can be read, the longest or for days the last, the kinds of it, as bits."""
    signs: dict[str, int] = {}
    kinds = (
        (MONTH, [*MONTHS, "thang", "thg", "th"]),
        (DAY, [*NEAR, *WEEKDAYS]),
        (SPAN, [" ".join(phrase) for phrase in (*AFTER, *BEFORE)]),
        (SPAN, SINCE),
        (NOW, [" ".join(phrase) for phrase in JUST_NOW]),
    )
    for bit, phrases in kinds:
        for phrase in phrases:
            found = _FIRST.findall(phrase)
            word = max(found, key=len) if bit != DAY else found[-1]
            signs[word] = signs.get(word, 0) | bit
    return signs


MONTH, DAY, SPAN, NOW = 1, 2, 4, 8
SIGNS = _signs()
"""What a word may be a sign of: a month's name, a day's, a span's ("ago"), or "just now"."""
