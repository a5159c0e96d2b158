"""One forum as the list shows it: cut from its card once, kept as JSON, the same for every view."""

import contextlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import orjson

from registry.catalogue.card import Card
from registry.catalogue.codes import country_code, language_code
from registry.catalogue.measures import Measures, measured
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit, fit_all, folded, one_line, web_address
from registry.vocabulary import ActivityTier, RegionKind, Stance, Standing

DESCRIPTION_LENGTH = 300
"""Characters of the description that the list shows; the forum's own page shows all of it."""

NAMED_IN_LENGTH = 500
"""Characters of where the forum is named."""

MOST_BOARDS = 120
"""Boards whose names are searched."""

HOME = "GB"
"""The list is kept by the public bodies of this country: of forums that fit alike, those of its people come first."""

_STANDING_RANK = {Standing.LISTED: 3, Standing.DORMANT: 1, Standing.CLOSED: 0}


class Said(NamedTuple):
    """What is public of a forum in words and codes: what it is found by, and what explains why it was."""

    name: str
    description: str
    host: str
    boards: Sequence[str]
    topics: Sequence[str]
    topics_and_wider: Sequence[str]
    topic_titles: Sequence[str]
    topic_phrases: Sequence[str]
    places_and_wider: Sequence[str]
    place_names: Sequence[str]
    organisations: Sequence[str]
    organisation_names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Kept:
    """What the index keeps of a forum: the JSON object that views show, `Said` as JSON, and what ranks it."""

    public_id: str
    document: bytes
    said_json: bytes
    measures: Measures

    def said(self) -> Said:
        """The words it is found by."""
        return Said(*orjson.loads(self.said_json))

    def name(self) -> str:
        """Its name."""
        return str(orjson.loads(self.said_json)[0])


@dataclass(frozen=True, slots=True)
class ListedForum:
    """A row of the public list on its way into the index.

    Numbers named `by_*` order the list, larger first; `weight` (0 upwards) lifts active forums among hits of words.
    """

    public_id: str
    document: bytes
    said: Said
    measures: Measures
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
    document, as_json = _dumped(_document(card))
    score = card.activity.score if card.activity.score is not None else -1
    rank = _STANDING_RANK.get(Standing(card.standing), 0)
    members = document["members"] or document["posts"] or 0
    last = zlib.crc32(card.public_id.encode("utf-8", "replace")) >> 8  # 24 bits that put equals in an order
    updated, since = seconds(document["updated_at"]), seconds(document["listed_at"])
    return ListedForum(
        public_id=card.public_id,
        document=as_json,
        said=_said(card, terms, document),
        measures=measured(card, terms),
        platform=document["platform"] or "",
        country=document["country"] or "",
        language=language_code(card.language) or "",
        activity=document["activity"]["tier"],
        stance=document["taking_part"],
        state=card.state,
        updated=updated,
        weight=0.2 * rank + 0.004 * max(score, 0) + 0.4 * (document["country"] == HOME) + 4e-6 * (last % 4096),
        by_rank=_packed((rank, 2), (score + 1, 7), (members, 31), (last, 24)),
        by_activity=_packed((score + 1, 7), (members, 33), (last, 24)),
        by_size=_packed((members, 40), (last, 24)),
        by_newest=_packed((since, 40), (last, 24)),
        by_updated=_packed((updated, 40), (last, 24)),
        by_name=f"{folded(document['name'])[:60]}\x01{card.public_id}",
    )


def kept(row: ListedForum) -> Kept:
    """What stays of a row once it is in the index."""
    return Kept(row.public_id, _to_size(row.document), _to_size(orjson.dumps(list(row.said))), row.measures)


def _to_size(made: bytes) -> bytes:
    """A copy that takes its own length only: orjson's buffers hold on to ten times as much (58 MB took 593)."""
    return bytes(memoryview(made))


def _said(card: Card, terms: Terms, document: dict[str, Any]) -> Said:
    topics = list(dict.fromkeys(fit(t.path) for t in card.topics))
    regions = [r for r in card.regions if r.kind != RegionKind.COUNTRY]  # countries have a filter of their own
    places = dict.fromkeys(fit(r.code) for r in regions)
    organisations = list(dict.fromkeys(fit(o) for o in card.organisations))
    host = (document["address"] or "").split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")
    return Said(
        name=fit(document["name"]),
        description=one_line(card.description or "", 2_000),
        host=host,
        boards=[one_line(b.name, 120) for b in card.boards[:MOST_BOARDS]],
        topics=topics,
        topics_and_wider=list(dict.fromkeys(w for t in topics for w in terms.topic_and_wider(t))),
        topic_titles=[terms.topic_title(t) for t in topics],
        topic_phrases=_phrases(card),
        places_and_wider=list(dict.fromkeys(w for p in places for w in terms.place_and_wider(p))),
        place_names=[fit(r.name) for r in regions],
        organisations=organisations,
        organisation_names=[terms.organisations.get(o, "") for o in organisations],
    )


def _document(card: Card) -> dict[str, Any]:
    figures = {name: _count(card, name) for name in ("members", "threads", "posts")}
    last_post = card.fact("last_post_at")
    return {
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
        "last_post_precision": last_post.precision if last_post else None,
        "taking_part": _known(card.taking_part, Stance),
        "reading": _known(card.reading, Stance),
        "sensitive": card.sensitive,
        "state": card.state,
        "state_reason": card.state_reason,
        "listed_at": card.listed_at or card.first_seen_at,
        "updated_at": card.updated_at or card.visited_at or card.listed_at or card.first_seen_at,
        "visited_at": card.visited_at,
        "named_in": one_line(card.named_in or "", NAMED_IN_LENGTH) or None,
        "feed": next((feed for feed in map(web_address, card.feeds) if feed), None),
        "sample": card.sample,
    }


def _dumped(document: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The document with every text in it fit for every format, and the same as JSON."""
    with contextlib.suppress(orjson.JSONEncodeError):  # half a character is not fit
        made = orjson.dumps(document)
        if b"\\" not in made and made.decode().isprintable():
            return document, made
    fitted: dict[str, Any] = fit_all(document)
    return fitted, orjson.dumps(fitted)


def _phrases(card: Card) -> list[str]:
    """The seeds' own phrases that filed the forum: evidence reads `debt advice: in the name`."""
    said = (line.rsplit(": ", 1)[0] for topic in card.topics for line in topic.evidence)
    return list(dict.fromkeys(one_line(phrase, 80) for phrase in said))


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
