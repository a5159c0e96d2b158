"""One forum as the list shows it: cut from its card once, kept as JSON, the same for every view."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import orjson

from registry.catalogue.card import VISITED, Card
from registry.catalogue.codes import country_code, language_code
from registry.catalogue.terms import Terms, topic_and_wider
from registry.catalogue.text import fit, fit_all, folded, one_line, web_address
from registry.vocabulary import ActivityTier, RegionKind, Stance, Standing

DESCRIPTION_LENGTH = 300
"""Characters of the description that the list shows; the forum's own page shows all of it."""

MOST_BOARDS = 120
"""Boards whose names are searched."""

_STANDING_RANK = {Standing.LISTED: 3, Standing.DORMANT: 1, Standing.CLOSED: 0}


@dataclass(frozen=True, slots=True)
class ListedForum:
    """A row of the public list: `document` is the JSON object that views show, the rest is for finding it.

    Numbers named `by_*` order the list, larger first; `weight` (0 upwards) lifts active forums among hits of words.
    """

    public_id: str
    document: bytes
    name: str
    description: str
    boards: tuple[str, ...]
    address: str
    topics: tuple[str, ...]
    topics_and_wider: tuple[str, ...]
    topic_titles: tuple[str, ...]
    topic_phrases: tuple[str, ...]
    places: tuple[str, ...]
    places_and_wider: tuple[str, ...]
    place_names: tuple[str, ...]
    organisations: tuple[str, ...]
    organisation_names: tuple[str, ...]
    platform: str
    country: str
    language: str
    activity: str
    stance: str
    state: str
    updated: int
    weight: float
    by_rank: int
    by_activity: int
    by_size: int
    by_newest: int
    by_updated: int
    by_name: str


def listed(card: Card, terms: Terms) -> ListedForum:
    """The row of a card. Text is made fit for every format here, and nowhere else."""
    document = _document(card)
    topics = tuple(dict.fromkeys(fit(t.path) for t in card.topics))
    regions = [r for r in card.regions if r.kind != RegionKind.COUNTRY]  # countries have a filter of their own
    places = tuple(dict.fromkeys(fit(r.code) for r in regions))
    wider_topics = tuple(dict.fromkeys(w for t in topics for w in topic_and_wider(t)))
    wider_places = tuple(dict.fromkeys(w for p in places for w in terms.place_and_wider(p)))
    organisations = tuple(dict.fromkeys(fit(o) for o in card.organisations))
    score = card.activity.score if card.activity.score is not None else -1
    rank = _STANDING_RANK.get(Standing(card.standing), 0)
    members = document["members"] or document["posts"] or 0
    last = zlib.crc32(card.public_id.encode("utf-8", "replace")) >> 8  # 24 bits that put equals in an order
    return ListedForum(
        public_id=card.public_id,
        document=orjson.dumps(document),
        name=document["name"],
        description=one_line(card.description or "", 2_000),
        boards=tuple(one_line(b.name, 120) for b in card.boards[:MOST_BOARDS]),
        address=document["address"] or "",
        topics=topics,
        topics_and_wider=wider_topics,
        topic_titles=tuple(terms.topic_title(t) for t in topics),
        topic_phrases=_phrases(card),
        places=places,
        places_and_wider=wider_places,
        place_names=tuple(fit(r.name) for r in regions),
        organisations=organisations,
        organisation_names=tuple(terms.organisations.get(o, "") for o in organisations),
        platform=document["platform"] or "",
        country=country_code(card.country) or "",
        language=language_code(card.language) or "",
        activity=document["activity"]["tier"],
        stance=document["taking_part"],
        state=card.state,
        updated=seconds(document["updated_at"]),
        weight=0.2 * rank + 0.004 * max(score, 0) + 4e-6 * (last % 4096),
        by_rank=_packed((rank, 2), (score + 1, 7), (members, 31), (last, 24)),
        by_activity=_packed((score + 1, 7), (members, 33), (last, 24)),
        by_size=_packed((members, 40), (last, 24)),
        by_newest=_packed((seconds(document["listed_at"]), 40), (last, 24)),
        by_updated=_packed((seconds(document["updated_at"]), 40), (last, 24)),
        by_name=f"{folded(document['name'])[:60]}\x01{card.public_id}",
    )


def _document(card: Card) -> dict[str, Any]:
    figures = {name: _count(card, name) for name in ("members", "threads", "posts")}
    last_post = card.fact("last_post_at")
    document = {
        "id": card.public_id,
        "name": one_line(card.name, 200) or one_line(card.address, 200) or "(no name)",
        "address": web_address(card.address),
        "description": one_line(card.description or "", DESCRIPTION_LENGTH) or None,
        "standing": card.standing,
        "kind": card.kind,
        "platform": card.platform,
        "platform_version": card.platform_version,
        "language": card.language,
        "country": country_code(card.country),
        "topics": [{"topic": t.path, "title": t.title} for t in card.topics],
        "regions": [
            {"code": r.code, "name": r.name, "kind": r.kind} for r in card.regions if r.kind != RegionKind.COUNTRY
        ],
        "departments": list(card.organisations),
        "activity": {
            "tier": _known(card.activity.tier, ActivityTier),
            "score": card.activity.score,
            "posts_per_day": card.activity.posts_per_day,
        },
        **figures,
        "last_post_at": last_post.value if last_post else None,
        "taking_part": _known(card.taking_part, Stance),
        "reading": _known(card.reading, Stance),
        "sensitive": card.sensitive,
        "state": card.state,
        "state_reason": card.state_reason,
        "listed_at": card.listed_at or card.first_seen_at,
        "updated_at": card.updated_at or card.visited_at or card.listed_at or card.first_seen_at,
        "sample": card.sample,
    }
    fitted: dict[str, Any] = fit_all(document)
    return fitted


def _phrases(card: Card) -> tuple[str, ...]:
    """The seeds' own phrases that filed the forum: evidence reads `debt advice: in the name`."""
    said = (line.rsplit(": ", 1)[0] for topic in card.topics for line in topic.evidence)
    return tuple(dict.fromkeys(one_line(phrase, 80) for phrase in said))


def _known(word: str, words: type[StrEnum]) -> str:
    """The word when it is one of the closed list, else `unknown`."""
    return word if word in list(words) else "unknown"


def _count(card: Card, name: str) -> int | None:
    fact = card.fact(name)
    whole = fact is not None and isinstance(fact.value, int) and not isinstance(fact.value, bool)
    return fact.value if whole else None  # type: ignore[union-attr,return-value]  # both asked for in `whole`


def moment(text: str | None) -> datetime | None:
    """The aware time of an ISO 8601 text, or None when it is none."""
    try:
        time = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time


def seconds(text: str | None) -> int:
    """An ISO 8601 date or time as seconds since 1970, 0 when it is none."""
    time = moment(text)
    return max(0, int(time.timestamp())) if time else 0


def _packed(*parts: tuple[int, int]) -> int:
    """Whole numbers side by side in one of 64 bits, the first the most telling; each is cut to its width in bits."""
    packed = 0
    for value, width in parts:
        packed = packed << width | min(max(value, 0), (1 << width) - 1)
    return packed


def visited(row: ListedForum) -> bool:
    """Whether a visit has told something of this forum."""
    return row.state == VISITED
