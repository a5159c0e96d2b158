"""All phrases of the seeds in one automaton: a forum's words are read once, whatever the number of subjects."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property

from registry.assess.assessment import Heard, Subject
from registry.assess.hosts import AddressWords
from registry.assess.matching import longest_first
from registry.assess.phrases import (
    ADDRESS_PULL,
    BOARD_PULL,
    DESCRIPTION_PULL,
    NAME_PULL,
    TITLE_PULL,
    Hit,
    Mark,
    Phrase,
    Read,
    Subjects,
    pattern_of,
    pull_of,
)
from registry.assess.subjects import HINT
from registry.assess.wording import BREAK, humps, joined, spread, tokens

INHERITED = frozenset({"country", "audience", "support", "titles"})
"""What a longer phrase takes over from the shorter ones it hides. Topics and places it does not: that is its use."""

PROPER = frozenset({"place", "nowhere"})
"""Families of names, which have no plural: `Baths` is not Bath."""

SHORTEST_SURE = 4
"""Letters from which a word that speaks for a country or a nation is told from others by its letters alone."""

SOFTLY = 0.35
"""What is left of the weight of a shorter one where it does not stand in capitals: `dup` may be short for anything."""

ASKED = " questionmark "
"""What the sign at the end of a question in a thread title is read as, so that the seeds can name it."""

SPECIAL, IN_CAPITALS, ENDS_FIELD = 1, 2, 3
"""What marks a phrase that is not simply found: one to look at, one that counts in capitals only, a field's end."""

Held = dict[tuple[str, str], Mark]
"""Marks by family and key."""

DIGITS = frozenset("0123456789")

LONGEST_TEXT = 2_000
MOST_BOARDS = 120
MOST_TITLES = 60
LONGEST_LINE = 200
"""Characters and lines of a profile that are looked at: beyond them nothing new is learnt, and cost stays bounded."""


class Phrasebook:
    """Phrases and their marks, searched leftmost and longest first: `bath time` hides `bath`."""

    def __init__(self, marks: Mapping[str, Iterable[Mark]], nations: AbstractSet[str] = frozenset()) -> None:
        """`marks` by phrase as the seeds write it (see `pattern_of`); `nations` are the subjects that are a place's."""
        gathered: dict[str, tuple[str, Held]] = {}
        capitals: dict[str, tuple[str, Held]] = {}
        inflections: dict[str, list[str]] = {}
        for written, wanted in marks.items():
            pattern, acronym, forms = pattern_of(written)
            if not pattern:
                continue
            side = capitals if acronym else gathered
            if pattern not in side:
                side[pattern] = (written.rstrip("*"), {})
            held = side[pattern][1]
            for mark in wanted:
                known = held.get((mark.family, mark.key))
                if known is None or abs(mark.weight) > abs(known.weight):
                    held[mark.family, mark.key] = mark
                if forms and mark.family not in PROPER:
                    inflections[pattern] = forms
        made: dict[str, Phrase] = {}
        for pattern, (shown, held) in gathered.items():
            phrase = made[pattern] = Phrase.of(shown, pattern, False, tuple(held.values()))
            for form in inflections.get(pattern, ()):
                if form not in gathered and form not in capitals:
                    made[form] = phrase.written(form, made.get(form))
        for pattern, (shown, held) in capitals.items():
            if pattern not in gathered:
                made[pattern] = Phrase.of(shown, pattern, True, tuple(held.values()))
        louder = {pattern: one for pattern, one in capitals.items() if pattern in gathered}
        gathered.clear()  # with all that follows it would be the most that loading ever holds
        self._phrases = list(made.values())
        self._field_ends = len(self._phrases)
        self._phrases.append(Phrase.of("", joined([BREAK]), False, ()))  # it speaks for nothing
        self._automaton = longest_first(phrase.pattern for phrase in self._phrases)
        self._inherit()
        self._soft = self._softened(nations)
        self._loud = self._in_capitals(louder)
        self._furniture: dict[int, bool] = {}
        self._special = bytearray(len(self._phrases))
        for number, phrase in enumerate(self._phrases):
            if kept := phrase.furniture():
                self._furniture[number] = "anywhere" in kept
            if kept or phrase.pattern[0] in DIGITS or number in self._soft or number in self._loud:
                self._special[number] = SPECIAL
            if phrase.acronym:
                self._special[number] = IN_CAPITALS
        self._special[self._field_ends] = ENDS_FIELD
        self._subjects = [phrase.subjects for phrase in self._phrases]
        self._signs = [phrase.signs for phrase in self._phrases]
        self._placed = bytearray(bool(phrase.places) for phrase in self._phrases)
        self._address = AddressWords(self._phrases)

    def __len__(self) -> int:
        return len(self._phrases) - 1

    def phrases(self) -> list[Phrase]:
        """All phrases, inflected forms included."""
        return [phrase for phrase in self._phrases if phrase.marks]

    def _softened(self, nations: AbstractSet[str]) -> dict[int, int]:
        """By the number of a short word that speaks for a country or nation: that of what it says in small letters.

        There it is a hint: it needs company.
        """
        soft: dict[int, int] = {}
        for number, phrase in enumerate(tuple(self._phrases)):
            word = phrase.pattern[:-1]
            if phrase.acronym or len(word) >= SHORTEST_SURE or not word.isalpha():
                continue
            marks = tuple(_softly(mark, nations) for mark in phrase.marks)
            if marks != phrase.marks:
                soft[number] = len(self._phrases)
                self._phrases.append(Phrase.of(phrase.shown, phrase.pattern, False, marks)._replace(soft=True))
        return soft

    def _in_capitals(self, capitals: Mapping[str, tuple[str, Held]]) -> dict[int, int]:
        """By the number of a phrase that says more where it stands in capitals: that of all it says there."""
        loud: dict[int, int] = {}
        for number, phrase in enumerate(tuple(self._phrases)):
            if phrase.pattern in capitals and not phrase.soft:
                shown, held = capitals[phrase.pattern]
                marks = {(mark.family, mark.key): mark for mark in phrase.marks} | held
                loud[number] = len(self._phrases)
                self._phrases.append(Phrase.of(shown, phrase.pattern, True, tuple(marks.values())))
        return loud

    def _inherit(self) -> None:
        """A longer phrase hides the shorter ones in it: it speaks for what they say of the country and the people."""
        giving = {
            phrase.pattern: given
            for phrase in self._phrases
            if not phrase.acronym and (given := [mark for mark in phrase.signs if mark.family in INHERITED])
        }
        stems = tuple(pattern for pattern in giving if not pattern.endswith(" "))
        begins = {pattern.partition(" ")[0] for pattern in giving}
        for number, phrase in enumerate(self._phrases):
            if " " not in phrase.pattern[:-1]:
                continue
            gained: dict[tuple[str, str], Mark] = {}
            own: set[str] = set()
            for inner in _within(phrase.pattern, begins, stems):
                if inner in giving:
                    own = own or {mark.family for mark in phrase.marks}
                    gained |= {(mark.family, mark.key): mark for mark in giving[inner] if mark.family not in own}
            if gained:
                self._phrases[number] = Phrase.of(
                    phrase.shown, phrase.pattern, phrase.acronym, phrase.marks + tuple(gained.values())
                )

    def read(self, subject: Subject) -> Read:
        """All that the forum's words speak for. Never raises, whatever the words."""
        boards = [b[:LONGEST_LINE] for b in subject.boards[:MOST_BOARDS] if b]
        titles = [t[:LONGEST_LINE].replace("?", ASKED) for t in subject.thread_titles[:MOST_TITLES] if t]
        read = min(len(subject.thread_titles), MOST_TITLES)
        name = subject.name[:LONGEST_LINE]
        if (apart := humps(name)) != name:
            name = f"{name} / {apart}"
        fields = [name, subject.description[:LONGEST_TEXT], *boards, *titles]
        whole = f" {BREAK} ".join(fields)
        if whole.count(BREAK) != len(fields) - 1:
            whole = f" {BREAK} ".join(field.replace(BREAK, " ") for field in fields)
        cased = joined(tokens(whole))
        text = spread(cased)
        found, furniture = self._find(cased, text, 2 + len(boards))
        if subject.heard is not None and not titles:
            self._recall(found, subject.heard, 2 + len(boards))
            read = min(subject.heard.titles, MOST_TITLES)
        hits = self._tally(found, furniture, 2 + len(boards), self._address.within(subject.url))
        return self._sorted_out(hits, text, read)

    def _recall(self, found: dict[int, list[int]], heard: Heard, first_title: int) -> None:
        """Let phrases that stood in titles which are gone count as if they were read there, if the seeds have them."""
        for key, count in heard.phrases:
            if (number := self._by_key.get(key)) is not None:
                found.setdefault(number, []).extend(range(first_title, first_title + min(count, MOST_TITLES)))

    @cached_property
    def _by_key(self) -> dict[str, int]:
        return {phrase.key: number for number, phrase in enumerate(self._phrases)}

    def _find(self, cased: str, text: str, first_title: int) -> tuple[dict[int, list[int]], set[int]]:
        """The fields each phrase stood in, by its number; and the fields that are furniture of the site."""
        found: dict[int, list[int]] = {}
        furniture: set[int] = set()
        special, field, begin = self._special, 0, 0
        for number, start, end in self._automaton.find_matches_as_indexes(text):
            if kind := special[number]:
                if kind == ENDS_FIELD:
                    field, begin = field + 1, end
                    continue
                capitals = cased[start:end].isupper()
                if (kind == IN_CAPITALS and not capitals) or (start and text[start - 1] != " "):
                    continue
                number = (self._loud if capitals else self._soft).get(number, number)
                if 2 <= field < first_title and number in self._furniture:
                    whole = start == begin and text[end : end + 1] in ("", BREAK)
                    if whole or self._furniture[number]:
                        furniture.add(field)
            known = found.get(number)
            if known is None:
                found[number] = [field]
            elif known[-1] != field:
                known.append(field)
        return found, furniture

    def _tally(
        self, found: dict[int, list[int]], furniture: set[int], first_title: int, address: set[int]
    ) -> list[Hit]:
        """The hits. A phrase that stood in one place only, as most do, takes the short way."""
        hits: list[Hit] = []
        book, new = self._phrases, tuple.__new__
        for number, fields in sorted(found.items()):  # what is read first must not matter
            if len(fields) == 1 and number not in address:
                field = fields[0]
                if field >= first_title:
                    hits.append(new(Hit, (book, number, 0, 0, 0, 1, 0, TITLE_PULL)))
                elif field >= 2:
                    if field not in furniture:
                        hits.append(new(Hit, (book, number, 0, 0, 1, 0, 0, BOARD_PULL)))
                elif field:
                    hits.append(new(Hit, (book, number, 0, 1, 0, 0, 0, DESCRIPTION_PULL)))
                else:
                    hits.append(new(Hit, (book, number, 1, 0, 0, 0, 0, NAME_PULL)))
                continue
            name = description = boards = titles = 0
            for field in fields:
                if field >= first_title:
                    titles += 1
                elif field >= 2:
                    boards += field not in furniture
                elif field:
                    description = 1
                else:
                    name = 1
            spoken = 1 if number in address else 0
            if pull := pull_of(name, description, boards, titles, spoken):
                hits.append(Hit(book, number, name, description, boards, titles, spoken, pull))
        hits += [Hit(book, n, 0, 0, 0, 0, 1, ADDRESS_PULL) for n in sorted(address) if n not in found]
        return hits

    def _sorted_out(self, hits: list[Hit], text: str, titles: int) -> Read:
        """The subjects, signs and places among the hits, so that each judgement looks at its own only."""
        about: list[tuple[Subjects, Hit]] = []
        signs: dict[str, list[tuple[str, float, Hit]]] = {}
        placed = []
        for hit in hits:
            number = hit[1]
            if subjects := self._subjects[number]:
                about.append((subjects, hit))
            for family, key, weight in self._signs[number]:
                if family in signs:
                    signs[family].append((key, weight, hit))
                else:
                    signs[family] = [(key, weight, hit)]
            if self._placed[number]:
                placed.append(hit)
        return Read(hits, about, signs, placed, text, titles)


def _softly(mark: Mark, nations: AbstractSet[str]) -> Mark:
    """The mark as it counts in small letters: one for a country or a nation is a hint only."""
    if mark.family == "country":
        return mark._replace(weight=mark.weight * SOFTLY)
    if mark.family == "topic" and mark.key in nations and mark.weight > HINT:
        return mark._replace(weight=HINT)
    return mark


def _within(pattern: str, begins: AbstractSet[str], stems: Sequence[str]) -> Iterator[str]:
    """The shorter patterns that may stand in one: whole words that begin with one of `begins`, and stems."""
    words = pattern.split()
    for begin, word in enumerate(words):
        if word in begins:
            last = len(words) if begin else len(words) - 1
            for end in range(begin + 1, last + 1):
                yield f"{' '.join(words[begin:end])} "
    yield from (stem for stem in stems if stem in pattern)
