"""One forum under several names: what a new site shares with forums that are known, and what is made of it.

Three words may make two addresses one, none of them alone: a site says so (a redirect for good, a canonical link), it
shows the same boards, it counts the same members and posts. By itself the registry only ever lets a site that is no
forum of its own yet, or a candidate, go to a forum that was read at its own address; whatever the public sees stays as
it is, and a person is asked. A name that goes by a redirect, or for showing the same forum, is one that visits leave
alone: the registry answers for it to nobody (`frontier.names.BELIEVED`), so that a copy gains nothing by pointing at
a listed forum. See docs/decisions/0017.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from registry.catalogue import doubts
from registry.catalogue.listing import is_public
from registry.catalogue.model import Forum
from registry.evidence.figures import snapshots_of
from registry.frontier.known import known_sites
from registry.frontier.model import Host, Site, Visit
from registry.frontier.names import SAME, lend_keys
from registry.hygiene import count, line
from registry.identity import BadAddress, SharedHosts, site_key
from registry.ingest.arrival import Arrival
from registry.prints import boards_print, near
from registry.profile import ForumProfile
from registry.upsert import table_of
from registry.vocabulary import DoubtKind, Outcome

MOST_COMPARED = 20
"""Known forums with the same boards that one visit is compared with, the longest known first."""

SHARE_APART = 0.1
"""By which share figures of one forum may differ between two visits to its two addresses."""

SLACK = 20
"""By how many they may differ in any case."""

TELLING = 100
"""A figure below this says nothing: a thousand forums have one member and no post."""

_SITE, _HOST, _FORUM = table_of(Site), table_of(Host), table_of(Forum)
_COLUMNS = (
    _SITE.c.id, _SITE.c.key, _SITE.c.page_print, _SITE.c.boards_print, _SITE.c.places, _HOST.c.domain,
    _FORUM.c.id.label("forum_id"), _FORUM.c.standing,
)  # fmt: skip
_FORUMS = (
    select(*_COLUMNS).join(_HOST, _HOST.c.id == _SITE.c.host_id).join(_FORUM, _FORUM.c.site_id == _SITE.c.id)
)  # fmt: skip
_ALIKE = (
    _FORUMS.where(_SITE.c.boards_print == bindparam("boards"), _SITE.c.id != bindparam("own"))
    .order_by(_SITE.c.id)
    .limit(MOST_COMPARED)
)
_PRINTED = select(_SITE.c.boards_print).where(_SITE.c.boards_print.in_(bindparam("prints", expanding=True))).distinct()
_OWN = select(_SITE.c.places, _HOST.c.domain).join(_HOST, _HOST.c.id == _SITE.c.host_id).where(
    _SITE.c.id == bindparam("own")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """A known forum that a visited site shows again, and what says so, in our words."""

    site_id: int
    forum_id: int
    public: bool
    places: int
    domain: str | None
    named: bool
    evidence: tuple[str, ...]


def settle_copies(session: Session, arrivals: Sequence[Arrival], hosts: SharedHosts) -> None:
    """Look at forums that are new: those that a known forum shows as well become no candidate of their own."""
    new = [
        (arrival, profile, boards)
        for arrival in arrivals
        if (profile := arrival.profile) is not None
        and arrival.case is None
        and (boards := boards_print(board.name for board in profile.boards)) is not None
    ]
    known = _known(session, {boards for *_, boards in new})
    for arrival, profile, boards in new:
        found = like(session, arrival, profile, boards, hosts) if boards in known else None
        if found is not None:
            _settle(session, arrival, found, hosts)


def _known(session: Session, prints: Collection[int]) -> set[int]:
    """Those of the prints that some site bears: most forums are the only ones with their boards."""
    return set(session.execute(_PRINTED, {"prints": sorted(prints)}).scalars()) if prints else set()


def like(session: Session, arrival: Arrival, profile: ForumProfile, boards: int, hosts: SharedHosts) -> Likeness | None:
    """The known forum that this one is beyond reasonable doubt: the same boards (their print), and figures or words
    that fit.

    Asked by index: of forums with a few boards only, and for stock ones of at most MOST_COMPARED others.
    """
    rows = session.execute(_ALIKE, {"boards": boards, "own": arrival.site.id}).all()
    if not rows:
        return None
    decided = doubts.decisions(session, arrival.site.id)
    figures = snapshots_of(session, [row.forum_id for row in rows])
    canonical = _canonical(session, profile, arrival, hosts)
    names = len({board.name for board in profile.boards})
    for row in rows:
        if row.id in decided:
            continue
        counted = _same_figures(profile, figures[row.forum_id][:1])
        if counted is None and not near(profile.page_print, row.page_print):
            continue
        told = (f"{names} boards with the same names", counted or "a front page in nearly the same words")
        named = canonical == row.id
        said = (*told, "it names the other address as its true one") if named else told
        return Likeness(row.id, row.forum_id, is_public(row.standing), row.places, row.domain, named, said)
    return None


def _settle(session: Session, arrival: Arrival, found: Likeness, hosts: SharedHosts) -> None:
    own = session.execute(_OWN, {"own": arrival.site.id}).one()
    key = site_key(arrival.site.address, hosts)
    one_owner = own.domain == found.domain and not key.shared and hosts.find(key.host_key.partition(":")[0]) is None
    if one_owner or found.named:
        _close(session, arrival, found.evidence)
        lend_keys(session, arrival.site.id, found.site_id, SAME)
        return
    # Who copies a forum that nobody has found yet must not be taken for it: where the newcomer is named by more places
    # than the forum that is known, both stand until a person has looked.
    first = found.public or found.places >= own.places
    kind = DoubtKind.COPY if first else DoubtKind.SAME
    doubts.ask(session, doubts.Question(kind, arrival.site.id, found.site_id, found.evidence), arrival.at)
    if first:
        _close(session, arrival, found.evidence)


def _close(session: Session, arrival: Arrival, evidence: Sequence[str]) -> None:
    """What the visit read is another forum's: nothing of it is taken in, and it comes back by the clock of a copy."""
    arrival.outcome, arrival.profile = Outcome.COPY, None
    said = line(f"the forum of another address: {'; '.join(evidence)}", 300)
    values = {"outcome": str(Outcome.COPY), "detail": said}
    session.execute(update(table_of(Visit)).where(Visit.id == arrival.visit_id).values(values))


def _canonical(session: Session, profile: ForumProfile, arrival: Arrival, hosts: SharedHosts) -> int | None:
    """The site that a page names as the true one, when that is another than its own."""
    try:
        key = site_key(profile.canonical or "", hosts).key
    except BadAddress:
        return None
    known = known_sites(session, [key]).get(key) if key != arrival.site.key else None
    return None if known is None else known.site_id


def _same_figures(
    profile: ForumProfile, newest: Sequence[tuple[datetime, int | None, int | None, int | None]]
) -> str | None:
    """Which figures fit, in our words; None where fewer than two were stated on both sides, or one does not fit."""
    if not newest:
        return None
    _, posts, threads, members = newest[0]
    fitting, telling = [], False
    for name, before in (("members", members), ("threads", threads), ("posts", posts)):
        now = count(profile.value(name))
        if now is None or before is None:
            continue
        if abs(now - before) > max(SLACK, SHARE_APART * max(now, before)):
            return None
        fitting.append(f"{name} {now:,} and {before:,}")
        telling = telling or now >= TELLING
    return ", ".join(fitting) if len(fitting) >= 2 and telling else None


def unsure_again(session: Session, arrivals: Sequence[Arrival]) -> None:
    """Put sites before a person that left us unsure twice: a third look would not say more."""
    for arrival in arrivals:
        twice = arrival.outcome is Outcome.UNSURE and arrival.site.conclusion == Outcome.UNSURE
        if not twice or arrival.case is not None:
            continue
        profile = arrival.report.profile
        sure = 0.0 if profile is None else profile.confidence
        said = ("two visits left us unsure", f"some signs of a forum, {sure:.0%} sure")
        doubts.ask(session, doubts.Question(DoubtKind.UNSURE, arrival.site.id, 0, said), arrival.at)
