"""The words of a search as queries of the index: each word in every field, other words for the same subject, topics
and places that the words name.

Words never reach a query parser: they arrive as tokens and become queries by tantivy's query classes.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import islice

from tantivy import Occur, Query, Schema, Searcher

from registry.catalogue.counting import count, of_all
from registry.catalogue.fields import BOOSTS, NOT_SAID, SENSITIVE, UNFILED
from registry.catalogue.meaning import Meaning
from registry.catalogue.naming import Claim, Run
from registry.catalogue.spelling import SHORTEST, nearest
from registry.catalogue.terms import topic_and_wider
from registry.catalogue.words import HOUSEHOLD, own_forms

SLIPS_IN = ("name", "boards")
"""Parts where a word is looked for that the searcher's may be a slip of: what people know a forum by."""

AS_WRITTEN = ("departments",)
"""Parts where other spellings and kin of a word do not count: `carers` does not ask for a department of care."""

LIFTS = {"topic": 1.0, "region": 1.5, "department": 0.5, "country": 1.0}
"""What being filed under what a word names is worth, in units of a rare word in a plain field."""

FIRST, SURELY, OF_THE_SUBJECT = 0.5, 0.3, 0.8
"""What more it is worth, as a share, where the topic is the forum's first, and where phrases of the very subject that
the word names filed the forum there: topics are wide, and hold diabetes and tinnitus alike."""

AKIN = 1.0
"""What saying other words for one is worth, in the same units."""

TOGETHER = 0.7
"""What a word's other ways to be answered add to the best one."""

SUBJECT_LIFT, SUBJECT_WORDS = 0.2, 0.2
"""What other words for the same subject are worth: standing there at all, and how rare they are."""

PARTLY, HARDLY = 0.3, 0.05
"""What a word counts that nearly everybody uses, and one that says no more than that a forum is one."""

FEW = 10
"""With fewer hits for all the words, forums with some of the words are shown as well."""

SHORTEST_BEGUN = 3
"""Letters of the shortest word that may be the beginning of another."""

SHORTEST_JOINED = 5
"""Letters of the shortest name that is looked for written as one word."""

MOST_TERMS = 5_000
"""Words of the list that are compared with one it does not know."""


class Clauses:
    """Writes the queries of words; made once for its schema."""

    def __init__(self, schema: Schema, stems: Callable[[str], list[str]]) -> None:
        """`stems` gives the stems of a text as the index holds them."""
        self._schema, self.stems = schema, stems

    def words(self, searcher: Searcher, meaning: Meaning, filters: Sequence[Query]) -> tuple[Query, Query, bool]:
        """The query of the words, one without scores for the same forums, and whether it settles for some words.

        It does so because few forums have all.
        """
        unit = math.log(2 + searcher.num_docs)
        ends = {word: word == meaning.words[-1] for word in meaning.words}
        clauses = {word: self._word(searcher, meaning, word, unit, last=ends[word]) for word in meaning.words}
        bare = {word: self._standing(searcher, meaning, word, last=ends[word]) for word in meaning.words}
        strong = [word for word in meaning.words if word not in meaning.weak]
        beside = [*self._joined(meaning), *self._otherwise(meaning, unit)]
        every, all_bare = (Query.boolean_query([(Occur.Must, of[word]) for word in strong]) for of in (clauses, bare))
        ranked, matching = [(Occur.Should, every), *beside], [(Occur.Should, all_bare), *beside]
        hits = count(searcher, of_all([all_bare, *filters]))
        for needed in _fewer(len(strong)) if hits < FEW else ():
            some, some_bare = (
                Query.boolean_query([(Occur.Should, of[word]) for word in strong], minimum_number_should_match=needed)
                for of in (clauses, bare)
            )
            ranked = [(Occur.Should, every), (Occur.Should, some), *beside]
            matching = [(Occur.Should, some_bare), *beside]
            if count(searcher, of_all([some_bare, *filters])) >= FEW:
                break
        if not hits and (meaning.wider or meaning.around) and not count(searcher, Query.boolean_query(matching)):
            ranked = matching = self._wider(meaning)
        shares = {word: HARDLY if word in HOUSEHOLD else PARTLY for word in meaning.weak}
        lifts = [(Occur.Should, Query.boost_query(clauses[word], share)) for word, share in shares.items()]
        must = (Occur.Must, Query.boolean_query(ranked))
        return Query.boolean_query([must, *lifts]), Query.boolean_query(matching), not hits

    def _wider(self, meaning: Meaning) -> list[tuple[Occur, Query]]:
        """Forums filed under the topics around those of the words and under no narrower one, and those of places."""
        wide = [self._not_sensitive(self._filed(code)) for code in meaning.wider]
        near = [Query.term_query(self._schema, "region", code, "basic") for code in meaning.around]
        return [(Occur.Should, query) for query in (*wide, *(Query.const_score_query(one, 1.0) for one in near))]

    def _standing(self, searcher: Searcher, meaning: Meaning, word: str, *, last: bool) -> Query:
        """The forums that `_word` finds, by the field that holds the words of most others: no scores, fewer lists."""
        found = [(name, stem) for stem in self.stems(word) for name in ("said", *NOT_SAID)]
        if forms := own_forms(word):
            found = [("plain", form) for form in forms]
        others = [name for name in ("said", *NOT_SAID) if name not in AS_WRITTEN]
        found += [
            (name, stem) for other in meaning.spelt.get(word, ()) for stem in self.stems(other) for name in others
        ]
        slips = meaning.slips.get(word, ())
        found += [(name, stem) for slip in slips for stem in self.stems(slip) for name in SLIPS_IN]
        terms = [Query.term_query(self._schema, name, stem, "basic") for name, stem in dict.fromkeys(found)]
        terms += self._begun(word) if self._may_begin(searcher, word, last=last) else []
        terms += [Query.term_query(self._schema, c.field, c.code, "basic") for c in meaning.claims.get(word, ())]
        terms += self._akin(meaning.kindred.get(word, ()), 1.0)
        return Query.boolean_query([(Occur.Should, term) for term in terms]) if terms else Query.empty_query()

    def _may_begin(self, searcher: Searcher, word: str, *, last: bool) -> bool:
        return len(word) >= SHORTEST_BEGUN and (last or not self.knows(searcher, word))

    def _begun(self, word: str) -> list[Query]:
        return [Query.fuzzy_term_query(self._schema, "plain", word, 0, True, True)]

    def _word(self, searcher: Searcher, meaning: Meaning, word: str, unit: float, *, last: bool) -> Query:
        """One word in every field: as it is or stemmed, spelt otherwise, begun (the last word), or a slip of a name."""
        if forms := own_forms(word):
            found = [Query.term_query(self._schema, "plain", form) for form in forms]
        else:
            found = [self._stemmed(word, 1.0)]
        found += [self._stemmed(other, 0.8) for other in meaning.spelt.get(word, ())]
        found += [self._stemmed(slip, 0.8, SLIPS_IN) for slip in meaning.slips.get(word, ())]
        if self._may_begin(searcher, word, last=last):
            found += [Query.boost_query(begun, 0.8) for begun in self._begun(word)]
        text = Query.disjunction_max_query(found, 0.1)
        filed = [*self._claimed(meaning.claims.get(word, ()), unit), *self._akin(meaning.kindred.get(word, ()), unit)]
        return Query.disjunction_max_query([text, *filed], TOGETHER) if filed else text

    def slips(self, searcher: Searcher, word: str) -> list[str]:
        """Words of names and boards that this one, which the list does not know, may be a slip of; likeliest first."""
        if len(word) < SHORTEST or self.knows(searcher, word):
            return []
        for begin in (word[:2], word[:1]):  # most slips are further in; never in the first letter
            begun = (text for text, _ in searcher.terms_with_prefix("plain", begin, limit=MOST_TERMS))
            near = nearest(word, (text for text in begun if len(text) >= SHORTEST - 1))
            if likely := [text for text in near if self._names(searcher, text)]:
                return likely
        return []

    def near(self, searcher: Searcher, word: str, limit: int) -> list[str]:
        """Words of the list that begin as this one does, the most frequent first."""
        begin = word[: max(3, len(word) // 2)]
        known = searcher.terms_with_prefix("plain", begin, limit=200)
        likely = (text for text, _ in sorted(known, key=lambda k: (-k[1], k[0])) if text != word)
        return list(islice((text for text in likely if self._stands(searcher, text)), limit))

    def _stands(self, searcher: Searcher, text: str) -> bool:
        """Whether a forum of the list holds this word: the index knows those of forums that left for a while longer."""
        return count(searcher, Query.term_query(self._schema, "plain", text)) > 0

    def _names(self, searcher: Searcher, text: str) -> bool:
        """Whether a forum of the list has this word in its name or a board's."""
        terms = [Query.term_query(self._schema, name, stem, "basic") for name in SLIPS_IN for stem in self.stems(text)]
        return count(searcher, Query.boolean_query([(Occur.Should, term) for term in terms])) > 0

    def knows(self, searcher: Searcher, word: str) -> bool:
        """Whether a forum of the list has this word, or one of its stem."""
        return searcher.doc_freq("plain", word) > 0 or any(searcher.doc_freq("said", stem) for stem in self.stems(word))

    def _stemmed(self, word: str, weight: float, parts: Sequence[str] = tuple(BOOSTS)) -> Query:
        in_fields = [
            Query.boost_query(Query.term_query(self._schema, name, stem), BOOSTS[name] * weight)
            for stem in self.stems(word)
            for name in parts
            if weight == 1.0 or name not in AS_WRITTEN
        ]
        return Query.disjunction_max_query(in_fields, 0.25) if in_fields else Query.empty_query()

    def _claimed(self, claims: Sequence[Claim], unit: float) -> list[Query]:
        """Forums filed under what a word names: they answer it as those do that say it."""
        named: dict[tuple[str, str], dict[str, float]] = {}
        for claim in claims:
            named.setdefault((claim.field, claim.code), {})[claim.subject] = claim.weight
        return [self._filed_under(field, code, says, unit * LIFTS[field]) for (field, code), says in named.items()]

    def _filed_under(self, field: str, code: str, says: Mapping[str, float], unit: float) -> Query:
        """Under a topic, all the more as the first one, and by phrases of a very subject that was named (`says`)."""
        lift = max(says.values()) * unit
        here = Query.term_query(self._schema, field, code, "basic")
        if field != "topic":
            return Query.const_score_query(here, lift)
        parts = [(Occur.Must, Query.const_score_query(here, lift))]
        for name, share in (("first_topic", FIRST), ("sure_topic", SURELY)):
            found = Query.term_query(self._schema, name, code, "basic")
            parts.append((Occur.Should, Query.const_score_query(found, lift * share)))
        spoken = [(subject, weight * unit * OF_THE_SUBJECT) for subject, weight in says.items() if subject]
        about = (
            Query.const_score_query(Query.term_query(self._schema, "subject", subject, "basic"), worth)
            for subject, worth in spoken
        )
        if spoken:
            parts.append((Occur.Should, Query.disjunction_max_query(list(about), 0.0)))
        return Query.boolean_query(parts)

    def _akin(self, runs: Sequence[Run], unit: float) -> list[Query]:
        """Forums that say other words for one; never sensitive ones, which are found by their own words and topics."""
        if not runs:
            return []
        said = [self._run(run) for run in runs]
        any_of_them = self._not_sensitive(Query.disjunction_max_query(said, 0.1))
        return [Query.const_score_query(any_of_them, AKIN * unit)]

    def _run(self, run: Run) -> Query:
        """The words one after the other, in any part that people read."""
        if len(run) == 1:
            return Query.term_query(self._schema, "said", run[0], "basic")
        return Query.phrase_query(self._schema, "said", list(run))

    def _joined(self, meaning: Meaning) -> list[tuple[Occur, Query]]:
        """Names written as one word: `the student room` finds TheStudentRoom."""
        joined = "".join(meaning.words)
        if len(joined) < SHORTEST_JOINED:
            return []
        exact = Query.term_query(self._schema, "joined", joined)
        begun = Query.fuzzy_term_query(self._schema, "joined", joined, 0, True, True)
        return [(Occur.Should, Query.boost_query(exact, 3.0)), (Occur.Should, Query.boost_query(begun, 2.0))]

    def _otherwise(self, meaning: Meaning, unit: float) -> list[tuple[Occur, Query]]:
        """Forums that use other words for the same subject; one word is not enough in a forum about something else.

        Never sensitive ones: those are found by what they say or are filed under.
        """
        said = [Query.phrase_query(self._schema, "said", list(run)) for run in meaning.phrases if len(run) > 1]
        words = [Query.term_query(self._schema, "said", run[0]) for run in meaning.phrases if len(run) == 1]
        if words:
            said.append(of_all([Query.disjunction_max_query(words, 0.15), self._not_elsewhere(meaning)]))
        if not said:
            return []
        any_of_them = self._not_sensitive(Query.disjunction_max_query(said, 0.15))
        lift = Query.const_score_query(any_of_them, SUBJECT_LIFT * unit)
        return [(Occur.Should, Query.boost_query(any_of_them, SUBJECT_WORDS)), (Occur.Should, lift)]

    def _not_elsewhere(self, meaning: Meaning) -> Query | None:
        """Forums filed in the same part of the topics as the words' own, or under none; None when they have none."""
        parts = dict.fromkeys(topic_and_wider(topic)[-1] for topic in meaning.topics)
        if not parts:
            return None
        here = [Query.term_query(self._schema, "topic", part, "basic") for part in parts]
        allowed = [(Occur.Should, query) for query in (*here, self._filed(UNFILED))]
        return Query.const_score_query(Query.boolean_query(allowed), 0.0)

    def _not_sensitive(self, found: Query) -> Query:
        sensitive = Query.term_query(self._schema, "sensitive", SENSITIVE, "basic")
        return Query.boolean_query([(Occur.Must, found), (Occur.MustNot, sensitive)])

    def _filed(self, topic: str) -> Query:
        """Forums filed under this very topic, not one within it."""
        return Query.const_score_query(Query.term_query(self._schema, "filed", topic, "basic"), 1.0)


def _fewer(words: int) -> list[int]:
    """How many of the words will do when few forums have all: half of them, then any."""
    return sorted({max(1, words // 2), 1}, reverse=True) if words > 1 else []
