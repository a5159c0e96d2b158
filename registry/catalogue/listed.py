"""One forum as the list shows it: cut from its card once, kept as JSON, the same for every view."""

import contextlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import orjson

from registry.catalogue.alphabetical import name_number, name_order
from registry.catalogue.card import NOT_VISITED, Card
from registry.catalogue.codes import country_code, language_code
from registry.catalogue.coverage_rows import Covering, covering, packed, unpacked
from registry.catalogue.measures import Measures, Shelf, measured
from registry.catalogue.odd import odd_figures
from registry.catalogue.said import Said, Unlisted, said, unlisted
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit_all, one_line, web_address
from registry.vocabulary import ActivityTier, RegionKind, Stance, Standing

DESCRIPTION_LENGTH = 300
"""Characters of the description that the list shows; the forum's own page shows all of it."""

NAMED_IN_LENGTH = 500
"""Characters of where the forum is named."""

SURE = 0.6
"""Score from which a forum is surely about a topic, and not perhaps so: it comes before those that may be."""

HOME = "GB"
"""The list is kept by the public bodies of this country: of forums that fit alike, those of its people come first."""

_STANDING_RANK: dict[str, int] = {Standing.LISTED: 3, Standing.DORMANT: 1, Standing.CLOSED: 0}

CardDocument = Mapping[str, Any]
"""A card as it is stored: what `Card.document()` gives."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What the index keeps of a forum: the JSON object that views show, the rest of its words, and what ranks it.

    100,000 of these are in memory: each part is one string of bytes, taken apart when it is asked for.
    """

    public_id: str
    document: bytes
    rest: bytes
    packed: bytes
    covers: bytes

    def said(self, terms: Terms, document: Mapping[str, Any] | None = None) -> Said:
        """The words it is found by; `document` where it was read already."""
        return said(document or orjson.loads(self.document), Unlisted(*orjson.loads(self.rest)), terms)

    def measures(self, shelf: Shelf) -> Measures:
        """What ranks it."""
        return shelf.unpacked(self.public_id, self.packed)

    def covering(self, shelf: Shelf) -> Covering:
        """What it covers."""
        return unpacked(self.covers, shelf.texts)


@dataclass(frozen=True, slots=True)
class ListedForum:
    """A row of the public list on its way into the index.

    Numbers named `by_*` order the list, larger first, but for `by_name`, where equals still have to be told apart;
    `weight` (0 upwards) lifts active forums among hits of words.
    """

    public_id: str
    document: bytes
    rest: Unlisted
    said: Said
    measures: Measures
    covering: Covering
    platform: str
    country: str
    language: str
    activity: str
    stance: str
    state: str
    sensitive: bool
    sure_topics: list[str]
    updated: int
    weight: float
    by_rank: int
    by_activity: int
    by_size: int
    by_newest: int
    by_updated: int
    by_name: int


def listed(card: Card | CardDocument, terms: Terms) -> ListedForum:
    """The row of a card, or of its document as stored. Text is made fit for every format here, and nowhere else."""
    told = card.document() if isinstance(card, Card) else card
    facts = {fact["name"]: fact for fact in reversed(told.get("facts") or ()) if not fact.get("derived")}
    document, as_json = _dumped(_document(told, facts))
    public_id: str = told["public_id"]
    known = document["activity"]["score"]
    score = max(known, -1) + 1 if known is not None else 0  # 0: not known
    rank = _STANDING_RANK.get(told["standing"], 0)
    members = document["members"] or document["posts"] or 0
    last = zlib.crc32(public_id.encode("utf-8", "replace")) >> 8  # 24 bits that put equals in an order
    updated, since = seconds(document["updated_at"]), seconds(document["listed_at"])
    rest, measures = unlisted(told, document), measured(told, document, terms)
    return ListedForum(
        public_id=public_id,
        document=as_json,
        rest=rest,
        said=said(document, rest, terms),
        measures=measures,
        covering=covering(told, document, measures),
        platform=document["platform"] or "",
        country=document["country"] or "",
        language=language_code(told.get("language")) or "",
        activity=document["activity"]["tier"],
        stance=document["taking_part"],
        state=document["state"],
        sensitive=bool(document["sensitive"]),
        sure_topics=[topic["path"] for topic in told.get("topics") or () if (topic.get("score") or 0.0) >= SURE],
        updated=updated,
        weight=0.2 * rank + 0.004 * max(score - 1, 0) + 0.4 * (document["country"] == HOME) + 4e-6 * (last % 4096),
        by_rank=(((rank << 7) + min(score, 127)) << 31) + min(members, _31_BITS) << 24 | last,
        by_activity=(min(score, 127) << 33) + min(members, _33_BITS) << 24 | last,
        by_size=min(members, _40_BITS) << 24 | last,
        by_newest=min(since, _40_BITS) << 24 | last,
        by_updated=min(updated, _40_BITS) << 24 | last,
        by_name=name_number(name_order(document["name"], public_id)),
    )


_31_BITS, _33_BITS, _40_BITS = (1 << 31) - 1, (1 << 33) - 1, (1 << 40) - 1
"""What the parts of an order are cut to: they stand side by side in 64 bits, the most telling first."""


def kept(row: ListedForum, shelf: Shelf) -> Kept:
    """What stays of a row once it is in the index."""
    return Kept(
        row.public_id,
        _to_size(row.document),
        _to_size(row.rest.as_json()),
        shelf.packed(row.measures),
        packed(row.covering, shelf.texts),
    )


def _to_size(made: bytes) -> bytes:
    """A copy that takes its own length only: orjson's buffers hold on to ten times as much (58 MB took 593)."""
    return bytes(memoryview(made))


def _document(card: CardDocument, facts: Mapping[str, Any]) -> dict[str, Any]:
    last_post = facts.get("last_post_at") or {}
    get = card.get
    activity = get("activity") or {}
    return {
        "id": card["public_id"],
        "name": one_line(card["name"], 200) or one_line(card["address"], 200) or "(no name)",
        "address": web_address(card["address"]),
        "description": one_line(get("description") or "", DESCRIPTION_LENGTH) or None,
        "standing": card["standing"],
        "kind": get("kind", "forum"),
        "platform": get("platform"),
        "platform_version": get("platform_version"),
        "language": get("language"),
        "country": country_code(get("country")),
        "topics": [{"topic": topic["path"], "title": topic["title"]} for topic in get("topics") or ()],
        "regions": [
            {"code": place["code"], "name": place["name"], "kind": place["kind"]}
            for place in get("regions") or ()
            if place["kind"] != _COUNTRY
        ],
        "departments": list(get("organisations") or ()),
        "activity": {
            "tier": _known(activity.get("tier"), _TIERS),
            "score": activity.get("score"),
            "posts_per_day": activity.get("posts_per_day"),
            "at_least": activity.get("at_least", False) is True,
        },
        "members": _count(facts, "members"),
        "threads": _count(facts, "threads"),
        "posts": _count(facts, "posts"),
        "last_post_at": last_post.get("value"),
        "last_post_precision": last_post.get("precision"),
        "implausible": odd_figures(facts),
        "taking_part": _known(get("taking_part"), _STANCES),
        "reading": _known(get("reading"), _STANCES),
        "stance_at": get("stance_at"),
        "stance_source": get("stance_source"),
        "sensitive": get("sensitive"),
        "state": get("state", NOT_VISITED),
        "state_reason": get("state_reason"),
        "listed_at": get("listed_at") or get("first_seen_at"),
        "updated_at": get("updated_at") or get("visited_at") or get("listed_at") or get("first_seen_at"),
        "visited_at": get("visited_at"),
        "named_in": one_line(get("named_in") or "", NAMED_IN_LENGTH) or None,
        "feed": next((feed for feed in map(web_address, get("feeds") or ()) if feed), None),
        "sample": get("sample", False),
    }


def _dumped(document: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    """The document with every text in it fit for every format, and the same as JSON."""
    with contextlib.suppress(orjson.JSONEncodeError):  # half a character is not fit
        made = orjson.dumps(document)
        if b"\\" not in made and made.decode().isprintable():
            return document, made
    fitted: dict[str, Any] = fit_all(document)
    return fitted, orjson.dumps(fitted)


_COUNTRY = str(RegionKind.COUNTRY)
_TIERS, _STANCES = frozenset(map(str, ActivityTier)), frozenset(map(str, Stance))


def _known(word: Any, words: frozenset[str]) -> str:
    """The word when it is one of the closed list, else `unknown`."""
    return word if word in words else "unknown"


def _count(facts: Mapping[str, Any], name: str) -> int | None:
    fact = facts.get(name)
    value = fact["value"] if fact is not None else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


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
