"""Composing a card from what the tables hold: pure. Unknown stays null, with the reason it is not known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from registry.assess.replies import Tally
from registry.catalogue.absence import fits, next_standing
from registry.catalogue.answered import card_replies, helped
from registry.catalogue.card import (
    NO_FIGURES,
    NOT_VISITED,
    VISITED,
    Card,
    CardActivity,
    CardBoard,
    CardPeerSupport,
    CardRegion,
    CardTopic,
    Fact,
)  # fmt: skip
from registry.evidence.precedence import Said, best
from registry.profile import FACTS
from registry.vocabulary import AbsenceStage, Outcome, RegionKind, Source

SHOWN = (*(fact for fact in FACTS if fact != "login_wall"), "platform", "platform_version")
"""The facts of a card, in the order they are shown; the login wall shows in the card's state."""

FILED_BY = (Source.EDITED, Source.DECLARED, Source.IMPORTED, Source.OBSERVED)
"""Whose topics and places stand: those of the first of these that names any. Observed: assessed."""

SENSITIVE_PLACES = frozenset({RegionKind.COUNTRY, RegionKind.NATION})
"""The places a sensitive forum may be shown under: none below nation."""

FAILED_OFTEN = 3
"""After so many failed visits in a row the card says that the figures may be old."""

NO_NOTICE = "no notice has been sent yet"
NO_ADDRESS = "no notice has been sent yet: no address to write to was seen on its pages"
"""Why a forum's people were not told that it is listed."""

WHY_NOT = {
    Outcome.ROBOTS_REFUSED: "its robots.txt asks crawlers to stay away",
    Outcome.ROBOTS_UNREACHABLE: "its robots.txt could not be read, so it was not visited",
    Outcome.OPTED_OUT: "it asks us to stay away",
    Outcome.LOGIN_WALL: "it shows its pages to members only",
    Outcome.BLOCKED: "it answered with a notice or a challenge in place of its pages",
    Outcome.NOT_A_FORUM: "no forum was recognised at this address",
    Outcome.UNSURE: "too few signs of a forum were seen at this address",
    Outcome.MOVED: "it has moved to another address, which waits to be checked",
    Outcome.GONE: "there is no page at this address any more",
    Outcome.ACCESS_DENIED: "it does not answer our crawler",
    Outcome.TLS_FAILED: "its certificate could not be verified",
    Outcome.DNS_FAILED: "its name could not be found",
}
"""Why there are no figures, by the outcome that says so; other outcomes: it could not be reached."""


@dataclass(frozen=True, slots=True)
class Material:
    """All that the tables hold of one forum. `filed` rows carry their `source`; times are aware UTC."""

    public_id: str
    standing: str
    address: str
    first_seen_at: datetime
    listed_at: datetime | None = None
    named_in: str | None = None
    sensitive: str | None = None
    taking_part: str = "unknown"
    reading: str = "unknown"
    merged_into: str | None = None
    last_attempt_at: datetime | None = None
    last_success_at: datetime | None = None
    last_outcome: str | None = None
    conclusion: str | None = None
    failures: int = 0
    said: Sequence[Said] = ()
    boards: Sequence[Mapping[str, Any]] = ()
    feeds: Sequence[str] = ()
    topics: Sequence[Mapping[str, Any]] = ()
    regions: Sequence[Mapping[str, Any]] = ()
    organisations: Sequence[str] = ()
    judged: Mapping[str, Any] = field(default_factory=dict)
    activity: Mapping[str, Any] = field(default_factory=dict)
    tallies: Sequence[Tally] = ()
    sample: bool = False
    told_at: datetime | None = None
    told_how: str | None = None
    stance_at: datetime | None = None
    stance_said: str | None = None
    stance_source: str | None = None
    absence_stage: str | None = None
    absence_since: datetime | None = None
    absence_named_at: datetime | None = None


def compose(material: Material) -> Card:
    """The card of a forum, but for `updated_at`: its writer knows whether it changed."""
    state, reason = _state(material)
    believed = _believed(material)
    words, judged = believed_words(believed), material.judged
    silent = _refused(material) or material.sensitive is not None
    answered = card_replies(() if silent else material.tallies, reason)
    return Card(
        public_id=material.public_id,
        name=words.get("name") or material.address.partition("://")[2].rstrip("/"),
        address=material.address,
        standing=material.standing,
        kind=words.get("kind") or judged.get("kind") or "forum",
        platform=words.get("platform"),
        platform_version=words.get("platform_version"),
        description=words.get("description"),
        language=words.get("language") or judged.get("language"),
        country=words.get("country") or judged.get("country"),
        topics=tuple(CardTopic(**_row(row)) for row in _filed(material.topics)),
        regions=tuple(CardRegion(**_row(row)) for row in _places(material)),
        organisations=tuple(material.organisations),
        audience=tuple(judged.get("audience") or ()),
        sensitive=material.sensitive,
        peer_support=_peer_support(judged.get("peer_support") or {}, helped(answered)),
        activity=_activity(material, state, reason),
        replies=answered,
        facts=tuple(_facts(material, believed, state, reason)),
        boards=() if _refused(material) else _boards(material.boards),
        feeds=() if _refused(material) else tuple(material.feeds),
        taking_part=material.taking_part,
        reading=material.reading,
        named_in=material.named_in,
        first_seen_at=iso(material.first_seen_at),
        listed_at=iso(material.listed_at),
        state=state,
        state_reason=reason,
        visited_at=iso(material.last_success_at),
        checked_at=iso(material.last_attempt_at),
        merged_into=material.merged_into,
        sample=material.sample,
        told_at=iso(material.told_at),
        told_how=material.told_how,
        stance_at=iso(material.stance_at),
        stance_said=material.stance_said,
        stance_source=material.stance_source,
        told_reason=_why_not_told(material, believed),
        **_out_of_reach(material),
    )


def _out_of_reach(material: Material) -> dict[str, str | None]:
    """Since when it could not be reached and what comes next, as far as people were told of it."""
    stage, named = material.absence_stage, material.absence_named_at
    if stage is None or stage == AbsenceStage.COUNTED or not fits(stage, material.standing):
        return {}
    next_one = next_standing(stage) if named is not None else None
    return {
        "unreachable_since": iso(material.absence_since),
        "next_standing": str(next_one) if next_one else None,
        "next_standing_on": named.date().isoformat() if named is not None and next_one else None,
    }


def believed_words(believed: Mapping[str, Said]) -> dict[str, str]:
    """The believed facts that are words, by name."""
    return {name: said.value for name, said in believed.items() if isinstance(said.value, str)}


def _state(material: Material) -> tuple[str, str | None]:
    """Whether figures can be shown, and in words why not (or why they may be old)."""
    concluded = Outcome(material.conclusion) if material.conclusion else None
    if material.last_attempt_at is None or (concluded is None and material.last_outcome == Outcome.INTERRUPTED):
        return NOT_VISITED, None
    if concluded is Outcome.PROFILED:
        if material.failures >= FAILED_OFTEN:
            return VISITED, "it could not be read at the last visits: what is shown may be old"
        return VISITED, None
    if concluded in {Outcome.ROBOTS_REFUSED, Outcome.OPTED_OUT, Outcome.LOGIN_WALL}:
        return NO_FIGURES, WHY_NOT[concluded]
    outcome = concluded or Outcome(material.last_outcome or Outcome.FAILED)
    why = WHY_NOT.get(outcome, "it could not be reached")
    return (VISITED if any(said.source == Source.OBSERVED for said in material.said) else NO_FIGURES), why


def keeps_out(conclusion: str | None) -> bool:
    """Whether the site asked us to stay away: what was read of it before is not shown any longer."""
    return conclusion in {Outcome.ROBOTS_REFUSED, Outcome.OPTED_OUT}


def _refused(material: Material) -> bool:
    return keeps_out(material.conclusion)


def _believed(material: Material) -> dict[str, Said]:
    """The believed facts; what was read before the site asked us to stay away is not shown any longer."""
    believed = best(material.said)
    if not _refused(material):
        return believed
    return {name: said for name, said in believed.items() if said.source != Source.OBSERVED}


def _facts(material: Material, believed: Mapping[str, Said], state: str, reason: str | None) -> Iterable[Fact]:
    silent = reason or ("not visited yet" if state == NOT_VISITED else "not stated on the pages read")
    for name in SHOWN:
        yield _fact(believed[name]) if name in believed else Fact(name=name, value=None, reason=silent)
    if state == VISITED:
        yield from (_fact(one) for one in material.said if one.derived and one.fact not in believed)


def _why_not_told(material: Material, believed: Mapping[str, Said]) -> str | None:
    if material.told_at is not None:
        return None
    read = any(said.source == Source.OBSERVED for said in material.said)
    return NO_ADDRESS if read and "contact_url" not in believed else NO_NOTICE


def _peer_support(judged: Mapping[str, Any], helped: str | None) -> CardPeerSupport:
    """The assessor's verdict; how many threads got a reply is told beside it, and moves nothing."""
    told = () if helped is None else (helped,)
    return CardPeerSupport(judged.get("is"), judged.get("score"), (*(judged.get("evidence") or ()), *told))


def _fact(said: Said) -> Fact:
    return Fact(
        name=said.fact,
        value=said.value,
        source=said.source,
        raw=said.raw or None,
        rule=said.rule or None,
        page=said.page or None,
        seen_at=iso(said.first_seen_at),
        last_seen_at=iso(said.last_seen_at),
        parser_version=said.parser_version or None,
        precision=said.precision,
        derived=said.derived,
    )


def _filed(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    for source in FILED_BY:
        if own := [row for row in rows if row["source"] == source]:
            return sorted(own, key=lambda row: row["rank"])
    return []


def _places(material: Material) -> list[Mapping[str, Any]]:
    places = _filed(material.regions)
    if material.sensitive:
        return [place for place in places if place["kind"] in SENSITIVE_PLACES]
    return places


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    return {k: tuple(v) if isinstance(v, list) else v for k, v in row.items() if k != "rank"}


def _boards(boards: Sequence[Mapping[str, Any]]) -> tuple[CardBoard, ...]:
    return tuple(CardBoard(b["name"], b.get("url"), b.get("threads"), b.get("posts")) for b in boards)


def _activity(material: Material, state: str, reason: str | None) -> CardActivity:
    known = {k: v for k, v in material.activity.items() if k in CardActivity.__dataclass_fields__}
    if not known or _refused(material):
        silent = "not visited yet" if state == NOT_VISITED else "no counter, last post or thread time has been seen"
        return CardActivity(reason=reason or silent)
    return CardActivity(**_row(known))


def iso(when: datetime | None) -> str | None:
    """The time as cards hold it: ISO 8601 in UTC, to the second."""
    return None if when is None else when.astimezone(UTC).isoformat(timespec="seconds")
