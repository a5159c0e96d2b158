"""What the words of one question name, gathered by the runs they stand in. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from registry.catalogue.naming import Claim, Run

CLEARLY = 0.6
"""Share of the likeliest subject's weight that another one needs to be meant as well by the same word."""

WITHIN_A_NAME = 0.3
"""What a run of words says that stands within a longer one which names something: `tax` in `tax credits`."""

MEANT, BY_A_SYNONYM = 0.8, 0.4
"""What naming a subject says of its topic: outright, and where the phrase says next to nothing."""


class Named:
    """Gathers claims; a longer run that names something takes the say from the shorter ones within it."""

    def __init__(self) -> None:
        self._claims: dict[Run, list[Claim]] = {}
        self._subjects: dict[Run, Mapping[str, tuple[float, Sequence[tuple[str, float]]]]] = {}
        self.kindred: dict[str, tuple[Run, ...]] = {}
        """Other words for each word, as runs of stems."""

    def add(
        self,
        run: Run,
        claims: Iterable[Claim],
        subjects: Mapping[str, tuple[float, Sequence[tuple[str, float]]]],
    ) -> None:
        """What a run names: values of fields, and subjects, each with what the run says of it and its topics."""
        if found := list(claims):
            self._claims.setdefault(run, []).extend(found)
        if subjects:
            self._subjects[run] = subjects

    def akin(self, run: Run, others: Sequence[Run]) -> None:
        """Other words for the run, which every word of it may be answered by."""
        for word in run:
            self.kindred[word] = tuple(dict.fromkeys([*self.kindred.get(word, ()), *others]))

    def subjects(self) -> list[str]:
        """The subjects meant, the likeliest first."""
        best: dict[str, float] = {}
        for run in self._subjects:
            if not self._is_within(run):
                for name, likely in self._likely(run).items():
                    best[name] = best.get(name, 0.0) + likely
        clear = max(best.values(), default=0.0) * CLEARLY
        return sorted((name for name, likely in best.items() if likely >= clear), key=lambda name: (-best[name], name))

    def by_word(self, places: Mapping[str, float] | None = None) -> dict[str, tuple[Claim, ...]]:
        """What each word claims, by all runs it stands in; of places only those given."""
        found: dict[str, dict[tuple[str, str, str], float]] = {}
        for run, claim in self._all():
            if places is not None and claim.field == "region" and claim.code not in places:
                continue
            for word in run:
                claimed = found.setdefault(word, {})
                key = claim.field, claim.code, claim.subject
                claimed[key] = max(claimed.get(key, 0.0), claim.weight)
        return {
            word: tuple(Claim(field, code, weight, subject) for (field, code, subject), weight in held.items())
            for word, held in found.items()
        }

    def total(self, field: str) -> dict[str, float]:
        """The values of a field that are named at all, each with its greatest weight."""
        total: dict[str, float] = {}
        for _, claim in self._all():
            if claim.field == field:
                total[claim.code] = max(total.get(claim.code, 0.0), claim.weight)
        return total

    def _all(self) -> Iterable[tuple[Run, Claim]]:
        for run, claims in self._claims.items():
            share = WITHIN_A_NAME if self._is_within(run) else 1.0
            yield from ((run, claim._replace(weight=claim.weight * share)) for claim in claims)
        for run, subjects in self._subjects.items():
            share = WITHIN_A_NAME if self._is_within(run) else 1.0
            likely = self._likely(run)
            for name, (says, about) in subjects.items():
                if name in likely:
                    weight = share * (BY_A_SYNONYM + (MEANT - BY_A_SYNONYM) * says) / len(likely) ** 0.5
                    yield from ((run, Claim("topic", topic, weight * part, name)) for topic, part in about)

    def _likely(self, run: Run) -> dict[str, float]:
        """The subjects that a run clearly speaks of, with how clearly: longer runs say more, ambiguous ones less."""
        subjects = self._subjects[run]
        likely = {name: len(run) * says / len(subjects) for name, (says, _) in subjects.items()}
        clear = max(likely.values()) * CLEARLY
        return {name: weight for name, weight in likely.items() if weight >= clear}

    def _is_within(self, run: Run) -> bool:
        words = set(run)
        return any(words < set(other) for other in (*self._claims, *self._subjects))
