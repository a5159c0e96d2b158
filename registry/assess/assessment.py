"""What is asked of the assessor, and what it answers: plain data."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from registry.assess.phrases import Hit

MOST_TOPICS = 3
"""A forum is filed under three topics at most."""


class Heard(NamedTuple):
    """What thread titles said, in our own words: kept when the titles themselves may not be kept any longer.

    `titles` were read; `phrases` are those of the seeds that stood in them (`phrases.Phrase.key`), each with the
    number of titles it stood in, in the order in which they were met. No word of a title that is not ours is in it.
    """

    titles: int = 0
    phrases: tuple[tuple[str, int], ...] = ()

    def as_json(self) -> dict[str, Any]:
        """As it is stored."""
        return {"titles": self.titles, "phrases": [list(one) for one in self.phrases]}

    @classmethod
    def from_json(cls, held: dict[str, Any] | None) -> "Heard | None":
        """What was stored; None where nothing was."""
        if held is None:
            return None
        return cls(held["titles"], tuple((key, count) for key, count in held["phrases"]))


@dataclass(frozen=True, slots=True)
class Subject:
    """A forum as the assessor sees it. Nothing but `name` need be known.

    `language` is what the page's `<html lang>` says, `country` a hint from elsewhere (ISO 3166-1 alpha-2),
    `platform` the slug of the software. Thread titles are private: they are weighed, never repeated. `heard` stands
    for titles that are gone, and counts only where there are no titles.
    """

    name: str = ""
    description: str = ""
    boards: tuple[str, ...] = ()
    thread_titles: tuple[str, ...] = ()
    language: str | None = None
    url: str = ""
    country: str | None = None
    platform: str | None = None
    heard: Heard | None = None


class TopicMatch(NamedTuple):
    """One topic with its score (0 to 1) and the phrases it rests on, each with where it stood."""

    topic: str
    score: float
    evidence: tuple[str, ...] = ()


class PlaceMatch(NamedTuple):
    """One place. `kind` is a `vocabulary.RegionKind`, `code` a GSS code (ISO 3166 for countries), score 0 to 1."""

    code: str
    name: str
    kind: str
    country: str
    score: float
    evidence: tuple[str, ...] = ()


class PeerSupport(NamedTuple):
    """Whether people seek and give help there. `score` is 0 to 1; `is_` is true from one half upwards.

    The assessor always judges; who gave it too little to go by makes `is_` None.
    """

    is_: bool | None
    score: float
    evidence: tuple[str, ...] = ()


NOT_SEEN = PeerSupport(False, 0.0)
"""Nothing was seen of mutual help."""


class Assessment(NamedTuple):
    """The judgement on one forum. Lists are best first; what is not known is empty or None.

    `country` is an ISO code; `kind` a `vocabulary.ForumKind`; `sensitive` names the reason, None when none is seen.
    `hits` are the phrases it rests on and `judged_by` the rules (`rules.Rules.name`): for those who keep or explain
    the judgement, not part of the answer. `heard` is set by who keeps it.
    """

    topics: tuple[TopicMatch, ...] = ()
    regions: tuple[PlaceMatch, ...] = ()
    country: str | None = None
    language: str | None = None
    peer_support: PeerSupport = NOT_SEEN
    audience: tuple[str, ...] = ()
    kind: str = "forum"
    sensitive: str | None = None
    hits: "Sequence[Hit]" = ()
    judged_by: str | None = None
    heard: Heard = Heard()

    def as_json(self) -> dict[str, Any]:
        """The answer of `forum-registry assess --json`, without the `id` that the asker gave."""
        return {
            "topics": [{"topic": t.topic, "score": t.score, "evidence": list(t.evidence)} for t in self.topics],
            "regions": [
                {
                    "code": r.code,
                    "name": r.name,
                    "kind": r.kind,
                    "country": r.country,
                    "score": r.score,
                    "evidence": list(r.evidence),
                }
                for r in self.regions
            ],
            "peer_support": {
                "is": self.peer_support.is_,
                "score": self.peer_support.score,
                "evidence": list(self.peer_support.evidence),
            },
            "audience": list(self.audience),
            "kind": self.kind,
            "country": self.country,
            "language": self.language,
            "sensitive": self.sensitive,
        }


def squash(weight: float, half: float) -> float:
    """Weight of evidence as a score from 0 to 1 that reaches one half at `half`; three decimals."""
    return round(weight / (weight + half), 3) if weight > 0 else 0.0
