"""What is asked of the assessor, and what it answers: plain data."""

from dataclasses import dataclass
from typing import Any, NamedTuple

MOST_TOPICS = 3
"""A forum is filed under three topics at most."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A forum as the assessor sees it. Nothing but `name` need be known.

    `language` is what the page's `<html lang>` says, `country` a hint from elsewhere (ISO 3166-1 alpha-2),
    `platform` the slug of the software. Thread titles are private: they are weighed, never repeated.
    """

    name: str = ""
    description: str = ""
    boards: tuple[str, ...] = ()
    thread_titles: tuple[str, ...] = ()
    language: str | None = None
    url: str = ""
    country: str | None = None
    platform: str | None = None


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
    """

    topics: tuple[TopicMatch, ...] = ()
    regions: tuple[PlaceMatch, ...] = ()
    country: str | None = None
    language: str | None = None
    peer_support: PeerSupport = NOT_SEEN
    audience: tuple[str, ...] = ()
    kind: str = "forum"
    sensitive: str | None = None

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
