"""Placing a forum on the list on somebody's word: the seed list, or an import. A decision made before always stands."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.catalogue.card import CardTopic
from registry.catalogue.filing import (
    file_organisations,
    file_regions,
    file_topics,
    filed_under,
    forget_heard,
    regions_by_code,
)
from registry.catalogue.lifecycle import Case, Role, move, open_case, settled, taken_back, waits
from registry.catalogue.model import Forum
from registry.catalogue.writing import write_cards
from registry.evidence.keeping import Claim, keep
from registry.frontier.sighting import sighting
from registry.frontier.sites import front_page_only
from registry.hygiene import line
from registry.identity import SharedHosts
from registry.upsert import table_of
from registry.vocabulary import Source, Standing

SEED_LIST = "seed list"


@dataclass(frozen=True, slots=True)
class Placement:
    """A forum somebody puts on the list. Only `address` and `name` must be known.

    `topics` are paths, `regions` codes, `organisations` slugs; `named_in` is the public page or file that names the
    forum; `sensitive` says why special rules hold, `sensitive_reason` is a second person's written reason to list it.
    """

    address: str
    name: str
    description: str | None = None
    language: str | None = None
    country: str | None = None
    platform: str | None = None
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    named_in: str | None = None
    sensitive: str | None = None
    sensitive_reason: str | None = None
    public_id: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """What became of it. `result`: `listed`, `changed`, `unchanged`, `held` (sensitive, no reason given), `settled`
    (a decision stands against it), `removed` (it left; not told to the public) or `refused` with the `reason`.
    """

    result: str
    reason: str | None = None
    case: Case | None = None


def list_seed(
    session: Session, seed: Placement, *, now: datetime, hosts: SharedHosts, actor: str = SEED_LIST
) -> Placed:
    """List one forum of the seed list: public at once, as not visited yet. Loading it again changes nothing."""
    return place(session, seed, role=Role.SEED_LIST, actor=actor, reason="seed list", now=now, hosts=hosts)


def place(
    session: Session,
    placement: Placement,
    *,
    role: Role,
    actor: str,
    reason: str,
    now: datetime,
    hosts: SharedHosts,
) -> Placed:
    """Put a forum on the list in this role. Raises lifecycle.PublicIdTaken and ValueError for an unfit public id."""
    sighted = sighting(session, placement.address, source=str(role), now=now, hosts=hosts)
    if sighted.site_id is None:
        return Placed("removed") if sighted.removed else Placed("refused", sighted.refused)
    case = open_case(
        session,
        site_id=sighted.site_id,
        now=now,
        public_id=placement.public_id,
        named_in=line(placement.named_in, 500) or None,
        sensitive=line(placement.sensitive, 80) or None,
    )
    if settled(case) or taken_back(case):
        return Placed("settled", case=case)
    changed = _keep(session, case, placement, now)
    if placement.sensitive:
        front_page_only(session, sighted.site_id)
        forget_heard(session, case.forum_id)
    if waits(case):
        if placement.sensitive and not placement.sensitive_reason and role is not Role.IMPORT:
            write_cards(session, [case.forum_id], now)
            return Placed("held", "sensitive, and no second person's reason to list it", case)
        case = move(
            session, case.forum_id, Standing.LISTED, role=role, actor=actor, reason=reason, now=now,
            consent=line(placement.sensitive_reason, 300) or None,
        )  # fmt: skip
        return Placed("listed", case=case)
    if changed:
        write_cards(session, [case.forum_id], now)
    return Placed("changed" if changed else "unchanged", case=case)


def _keep(session: Session, case: Case, placement: Placement, now: datetime) -> bool:
    """Keep what the placement says; whether any of it is new."""
    words = {name: getattr(placement, name) for name in ("name", "description", "language", "country", "platform")}
    claims = [Claim(fact, value, rule="as imported", page="") for fact, value in words.items() if value]
    changed = bool(keep(session, case.forum_id, Source.IMPORTED, claims, seen_at=now).changed)
    topics = [CardTopic(path, "", 1.0) for path in placement.topics]
    filed = filed_under(session, [case.forum_id])[case.forum_id]
    changed |= file_topics(session, case.forum_id, Source.IMPORTED, topics, filed)
    places = regions_by_code(session, placement.regions)
    changed |= file_regions(session, case.forum_id, Source.IMPORTED, places, filed)
    changed |= file_organisations(session, case.forum_id, Source.IMPORTED, placement.organisations)
    stated = {"named_in": line(placement.named_in, 500) or None, "sensitive": line(placement.sensitive, 80) or None}
    table = table_of(Forum)
    for name, value in stated.items():
        if value is not None:
            written = session.scalar(
                update(table)
                .where(table.c.id == case.forum_id, table.c[name].is_distinct_from(value))
                .values({name: value})
                .returning(table.c.id)
            )
            changed |= written is not None
    return changed
