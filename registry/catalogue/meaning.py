"""What a searcher's words mean: their tokens, what they name (topics, places, organisations, whom a forum is for), and
other words for the same subject.

The words are judged as a forum's name would be, by the same assessor that files forums, so that "bailiffs at the
door" finds the forums filed under debt though none of them says so. Titles of topics, names of places and the
synonyms of the seeds' subjects count too. Each word carries what the run of words it stands in names: a forum that is
filed under it answers the word as one does that says it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Protocol

from registry.assess.assessment import Assessment, Subject
from registry.catalogue.codes import countries
from registry.catalogue.kindred import kindred
from registry.catalogue.listed import HOME
from registry.catalogue.named import Named
from registry.catalogue.naming import Assesses, Claim, Names, Run, runs
from registry.catalogue.spelling import MOST, Vocabulary, slip_cost
from registry.catalogue.terms import Terms
from registry.catalogue.words import COMMON, MOST_READ, MOST_TOKENS, NEARLY_COMMON, singular, telling, tokens, variants
from registry.vocabulary import RegionKind

MOST_PHRASES = 60
"""Other words for the same subject that are looked for."""

MOST_LOOKED_AT = 6
"""Words of one question that are looked at for slips: so many strange words are no slips."""

__all__ = ["Assesses", "Claim", "Interpreter", "Listed", "Meaning"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """`words` are looked for; `weak` ones among them never suffice; topics and places carry a weight, 0 to 1.

    `claims` are what each word names by itself or with its neighbours. `kindred` has narrower and other words for one,
    `phrases` such for the same subjects, each a run of stems. `spelt` has other spellings of words, `slips` the words
    that one may be a slip of. `wider` are the topics that those of the words lie in, asked only when nothing else is
    found; `around` the places.
    """

    words: tuple[str, ...]
    weak: frozenset[str] = frozenset()
    topics: Mapping[str, float] = field(default_factory=dict)
    places: Mapping[str, float] = field(default_factory=dict)
    phrases: tuple[Run, ...] = ()
    spelt: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    wider: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    slips: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims: Mapping[str, tuple[Claim, ...]] = field(default_factory=dict)
    kindred: Mapping[str, tuple[Run, ...]] = field(default_factory=dict)


class Listed(Protocol):
    """What is asked of the words of the list."""

    def stems(self, word: str) -> list[str]:
        """The stems of a text's words as the index holds them."""

    def knows(self, word: str) -> bool:
        """Whether a forum of the list has this word, or one of its stem."""

    def slips(self, word: str) -> Sequence[str]:
        """Words of names and boards that one may be a slip of, the likeliest first."""


class Interpreter:
    """Reads the meaning of search words. Made once for its terms; asks the list only which words it knows."""

    def __init__(self, terms: Terms, listed: Listed, assessor: Assesses | None = None) -> None:
        self._terms, self._assessor, self._listed = terms, assessor, listed
        self._names = Names(terms, listed.stems, assessor)
        named = self._names.words()
        others = (word for name in countries().values() for word in tokens(name))
        akin = (word for run in kindred() for word in run)
        self._vocabulary = Vocabulary({*named, *map(singular, named), *others, *akin, *COMMON, *NEARLY_COMMON})

    def meaning(self, text: str) -> Meaning:
        """What these words mean. Never raises, whatever the words."""
        read = tokens(text, MOST_READ)
        words = telling(read)[:MOST_TOKENS]
        slips = self._slips_of(words)
        named = self._named([slips[word][0] if word in slips else word for word in read])
        written = {near[0]: word for word, near in slips.items()}
        topics, places = named.total("topic"), self._innermost(named.total("region"))
        weak = frozenset(w for w in words if w in NEARLY_COMMON)
        wider = dict.fromkeys(w for topic in topics for w in self._terms.topic_and_wider(topic)[1:2])
        around = dict.fromkeys(w for code in places for w in self._terms.place_and_wider(code)[1:2])
        phrases = dict.fromkeys(run for name in named.subjects() for run in self._names.phrases(name))
        return Meaning(
            words=tuple(words),
            weak=weak if len(weak) < len(words) else frozenset(),
            topics=topics,
            places=places,
            phrases=tuple(phrases)[:MOST_PHRASES],
            spelt={word: (*variants(word), *self._surely(slips.get(word, ()))) for word in words},
            wider=tuple(wider),
            around=tuple(around),
            slips=slips,
            claims={written.get(word, word): held for word, held in named.by_word(places).items()},
            kindred={written.get(word, word): held for word, held in named.kindred.items()},
        )

    def _slips_of(self, words: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """Words that may be slips, and what was meant; one that the list or the seeds know is none."""
        found: dict[str, tuple[str, ...]] = {}
        strange = (word for word in words if not self._is_known(word))
        for word in islice(strange, MOST_LOOKED_AT):
            near = dict.fromkeys([*self._listed.slips(word), *self._vocabulary.near(word)])
            if near:
                found[word] = tuple(sorted(near, key=lambda other: slip_cost(word, other))[:MOST])
        return found

    def _surely(self, slips: Sequence[str]) -> list[str]:
        """Those that the seeds know: what may stand anywhere in a forum, not in its name and boards only."""
        return [word for word in slips if word in self._vocabulary]

    def _is_known(self, word: str) -> bool:
        return word in self._vocabulary or singular(word) in self._vocabulary or self._listed.knows(word)

    def _named(self, read: list[str]) -> Named:
        """What the words name, each by the runs it stands in."""
        telling_words = telling(read)
        every = list(dict.fromkeys([*runs(read), *runs(telling_words)]))
        named = Named()
        for run in every:
            claims = [*self._names.topics(run), *self._names.places(run), *self._names.bodies(run)]
            named.add(
                run, claims, {name: (w, self._names.about(name)) for name, w in self._names.subjects(run).items()}
            )
            if (others := kindred().get(run)) is not None:
                named.akin(run, [tuple(self._listed.stems(other)) for other in others])
        if self._assessor is not None and read:
            place_alone = self._names.is_place(tuple(telling_words)) and not named.total("topic")
            self._judge(self._assessor.assess(Subject(name=" ".join(read), language="en")), named, place_alone)
        return named

    def _judge(self, judged: Assessment, named: Named, place_alone: bool) -> None:
        """Add what the assessor reads in the words, by the phrases that it names as its evidence.

        `place_alone`: the words are a place's name, and ask for what is there whatever it is about.
        """
        for topic in judged.topics if not place_alone else ():
            for run in _rested_on(topic.evidence):
                named.add(run, [Claim("topic", topic.topic, topic.score)], {})
        for place in judged.regions:
            kind = "country" if place.kind == RegionKind.COUNTRY else "region"
            if place.code != HOME:
                for run in _rested_on(place.evidence):
                    named.add(run, [Claim(kind, place.code, place.score)], {})

    def _innermost(self, places: Mapping[str, float]) -> dict[str, float]:
        """The places without those that others of them lie in: who asks for Leeds in Yorkshire asks for Leeds."""
        around = {wider for code in places for wider in self._terms.place_and_wider(code)[1:]}
        return {code: weight for code, weight in places.items() if code not in around}


_IN_THE_WORDS = ": in the name"
"""How the assessor says that a phrase stood in what it was given; all else is concluded from that."""


def _rested_on(evidence: Sequence[str]) -> list[Run]:
    told = (line.removesuffix(_IN_THE_WORDS) for line in evidence if line.endswith(_IN_THE_WORDS))
    return [tuple(tokens(phrase)) for phrase in told]
