"""What would move: a forum's card as it stands beside the card that a new judgement would give it. Pure.

Cards are compared, not judgements: what people filed a forum under stands above what is assessed, and does not move.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import orjson

from registry.catalogue.card import Card

Kind = Literal[
    "sensitive", "first topic", "topic gained", "topic lost", "places", "country", "language", "peer support", "kind",
    "audience", "activity",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "sensitive", "first topic", "topic gained", "topic lost", "places", "country", "language", "peer support", "kind",
    "audience", "activity",
)  # fmt: skip
"""What may move, in the order it is told: what matters most to those who read the list comes first."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that moves, in words: `before` and `after` are empty where there was, or will be, nothing."""

    kind: Kind
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Move:
    """What would become of one forum. No `parts`: only scores and evidence differ.

    `topics` are all paths it is or would be filed under; `why` is the new evidence, which quotes no member;
    `fingerprint` stands for all that was stored and all that would be written.
    """

    forum_id: int
    public_id: str
    name: str
    address: str
    parts: tuple[Part, ...]
    topics: frozenset[str]
    why: tuple[str, ...]
    fingerprint: str

    def concerns(self, path: str) -> bool:
        """Whether the forum is, or would be, filed under this topic or one below it."""
        return any(topic == path or topic.startswith(f"{path.rstrip('/')}/") for topic in self.topics)

    def as_json(self) -> dict[str, Any]:
        """As programs read it."""
        return {
            "id": self.public_id,
            "name": self.name,
            "address": self.address,
            "moves": [
                {"what": part.kind, "from": part.before or None, "to": part.after or None} for part in self.parts
            ],
            "why": list(self.why),
        }


def move_of(forum_id: int, before: Card, after: Card) -> Move:
    """What tells the two cards of a forum apart."""
    own = tuple(topic.path for topic in before.topics)
    new = tuple(topic.path for topic in after.topics)
    first = own[:1] != new[:1]
    told = [topic for rank, topic in enumerate(after.topics) if topic.path not in own or (first and not rank)]
    why = tuple(f"{topic.path}: {said}" for topic in told for said in topic.evidence[:3])
    return Move(
        forum_id=forum_id,
        public_id=before.public_id,
        name=before.name,
        address=before.address,
        parts=tuple(_parts(before, after, own, new)),
        topics=frozenset(own + new),
        why=why,
        fingerprint="",
    )


def fingerprint(*held: object) -> str:
    """A fingerprint of plain data."""
    return hashlib.sha256(orjson.dumps(held, option=orjson.OPT_SORT_KEYS)).hexdigest()


def _parts(before: Card, after: Card, own: Sequence[str], new: Sequence[str]) -> Iterator[Part]:
    if before.sensitive != after.sensitive:
        yield Part("sensitive", before.sensitive or "", after.sensitive or "")
    if own[:1] != new[:1]:
        yield Part("first topic", own[0] if own else "", new[0] if new else "")
    yield from (Part("topic gained", "", path) for path in new if path not in own)
    yield from (Part("topic lost", path, "") for path in own if path not in new)
    yield from _differ("places", _places(before), _places(after))
    yield from _differ("country", before.country or "", after.country or "")
    yield from _differ("language", before.language or "", after.language or "")
    yield from _differ("peer support", _verdict(before), _verdict(after))
    yield from _differ("kind", before.kind, after.kind)
    if set(before.audience) != set(after.audience):  # who comes first of them is a matter of scores
        yield Part("audience", ", ".join(before.audience), ", ".join(after.audience))
    yield from _differ("activity", _activity(before), _activity(after))


def _differ(kind: Kind, before: str, after: str) -> Iterator[Part]:
    if before != after:
        yield Part(kind, before, after)


def _places(card: Card) -> str:
    return ", ".join(f"{place.name} ({place.code})" for place in card.regions)


def _verdict(card: Card) -> str:
    return {True: "yes", False: "no", None: "not known"}[card.peer_support.verdict]


def _activity(card: Card) -> str:
    score = card.activity.score
    return f"{card.activity.tier}{'' if score is None else f', {score}'}"
