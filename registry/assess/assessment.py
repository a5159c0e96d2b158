"""What is asked of the assessor, and what it answers: plain data."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

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


@dataclass(frozen=True, slots=True)
class TopicMatch:
    """One topic with its score (0 to 1) and the phrases it rests on, each with where it stood."""

    topic: str
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceMatch:
    """One place. `kind` is a `vocabulary.RegionKind`, `code` a GSS code (ISO 3166 for countries), score 0 to 1."""

    code: str
    name: str
    kind: str
    country: str
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeerSupport:
    """Whether people seek and give help there. `score` is 0 to 1; `is_` is true from one half upwards."""

    is_: bool
    score: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The judgement on one forum. Lists are best first; what is not known is empty or None.

    `country` is an ISO code; `kind` a `vocabulary.ForumKind`; `sensitive` names the reason, None when none is seen.
    """

    topics: tuple[TopicMatch, ...] = ()
    regions: tuple[PlaceMatch, ...] = ()
    country: str | None = None
    language: str | None = None
    peer_support: PeerSupport = field(default_factory=lambda: PeerSupport(False, 0.0))
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


def most_telling(evidence: Iterable[tuple[float, str]], most: int = 6) -> tuple[str, ...]:
    """The heaviest pieces of evidence, heaviest first, ties in alphabetical order."""
    return tuple(words for _, words in sorted(evidence, key=lambda e: (-e[0], e[1]))[:most])
