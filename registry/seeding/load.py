"""Taking the seeds in: one transaction, upserts only. Loading the same files again writes nothing.

What people decided stands: a forum that was refused, withdrawn, merged, removed, or taken off the list stays so.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import DeclarativeBase, Session

from registry.catalogue.filing import filed_under
from registry.catalogue.lifecycle import Case, case_of_site, waits
from registry.catalogue.model import Forum, Organisation, OrganisationTopic, Region, SeedState, Topic
from registry.catalogue.placing import SEED_LIST, Placement, list_seed
from registry.db import Sessions
from registry.frontier.known import known_sites
from registry.frontier.model import Site
from registry.history import is_demo, ledger
from registry.history.model import LedgerEntry, LedgerPayload
from registry.identity import SharedHosts
from registry.seeding import councils, directories, forums, judging, reference
from registry.seeding.folder import HOSTS, Seeds, read_seeds
from registry.seeding.forums import ForumSeed
from registry.seeding.lists import take_lists
from registry.seeding.problem import SeedProblem, SeedReport
from registry.seeding.reference import OrganisationSeed, RegionSeed
from registry.seeding.responsible import Responsible
from registry.upsert import batches, insert_into

FILES = (
    reference.TOPICS,
    reference.REGIONS,
    councils.FILE,
    reference.ORGANISATIONS,
    HOSTS,
    forums.FILE,
    directories.FILE,
    judging.TOPICS,
)

PROPOSED = "proposed"
"""The ledger's word for a sensitive forum that waits for a second person."""

FORM = "2"
"""Changed when the same files would be taken in otherwise than before, so that they are taken in again."""


def load_seeds(sessions: Sessions, folder: Path, *, now: datetime, hosts: SharedHosts) -> SeedReport:
    """Take in topics, places, organisations, councils and forums; see SeedReport for what became of them.

    Forums become `listed` by a ledger entry of the seed list and are public at once, as not visited yet. Sensitive
    ones wait for a second person. What is wrong with a row is a problem of the report; the others load. When a closed
    list cannot be read, nothing is loaded: forums would lose what it said of them before.
    """
    with sessions.read() as session:
        demo = is_demo(session)
    seeds = read_seeds(folder, hosts, demo=demo)
    digests = {name: _digest(folder / name) for name in FILES}
    results: dict[str, int] = {}
    problems: list[SeedProblem] = []
    with sessions.read() as session:
        fresh = not _same(session, digests)
    if seeds.unread:
        problems = [_left_alone(file) for file in seeds.unread]
    elif fresh:
        with sessions.write() as session:
            _reference(session, seeds)
            results, problems = _forums(session, seeds, now, hosts)
            if not demo:  # the sample web has no directories, and its organisations are made up
                take_lists(session, seeds.directories, seeds.organisations, folder, hosts=hosts, now=now)
            _remember(session, digests, now)
    counts = {
        "topics": len(seeds.topics),
        "regions": len(seeds.places),
        "organisations": len(seeds.organisations),
        "councils": len(seeds.councils),
        "forums": len(seeds.forums),
        "directories": len(seeds.directories),
        **{name: results.get(name, 0) for name in ("listed", "waiting", "changed", "left", "removed")},
    }
    return SeedReport(counts, (*seeds.problems, *problems), unchanged=not fresh)


def _left_alone(file: str) -> SeedProblem:
    reason = "nothing was loaded, and all stays as it was: forums would lose what this file said of them"
    return SeedProblem(file, 0, "", reason, "mend it and load again")


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(FORM.encode() + path.read_bytes()).hexdigest()
    except OSError:
        return "none"


def _same(session: Session, digests: dict[str, str]) -> bool:
    rows = session.execute(select(SeedState.file, SeedState.digest))
    held = {row.file: row.digest for row in rows}
    return all(held.get(name) == digest for name, digest in digests.items())


def _remember(session: Session, digests: dict[str, str], now: datetime) -> None:
    rows = [{"file": name, "digest": digest, "at": now} for name, digest in digests.items()]
    _upsert(session, SeedState, ["file"], rows)


def _reference(session: Session, seeds: Seeds) -> None:
    """The closed lists, widest first."""
    topics = [{"path": t.path, "title": t.title, "level": t.level, "parent": t.parent} for t in seeds.topics]
    _upsert(session, Topic, ["path"], topics)
    _upsert(session, Region, ["code"], [_region_row(place) for place in seeds.regions])
    _upsert(session, Region, ["code"], [_region_row(council.place) for council in seeds.councils])
    own = [_organisation_row(one, reference.ORGANISATIONS) for one in seeds.organisations]
    local = [_organisation_row(council.organisation, councils.FILE) for council in seeds.councils]
    _upsert(session, Organisation, ["slug"], [*own, *local])
    for batch in batches([one.slug for one in seeds.organisations]):
        session.execute(delete(OrganisationTopic).where(OrganisationTopic.slug.in_(batch)))
    rows = [{"slug": one.slug, "topic": topic} for one in seeds.organisations for topic in one.topics]
    for some in batches(rows):
        session.execute(insert_into(session, OrganisationTopic).on_conflict_do_nothing(), list(some))


def _region_row(place: RegionSeed) -> dict[str, Any]:
    return {
        "code": place.code, "name": place.name, "kind": place.kind, "parent": place.parent,
        "country": place.country, "population": place.population,
    }  # fmt: skip


def _organisation_row(organisation: OrganisationSeed, file: str) -> dict[str, Any]:
    details = {"source": file, "domains": list(organisation.domains), "regions": list(organisation.regions)}
    if organisation.form:
        details["form"] = organisation.form
    return {
        "slug": organisation.slug, "name": organisation.name, "abbreviation": organisation.abbreviation,
        "kind": organisation.kind, "website": organisation.website,
        "region": organisation.regions[0] if len(organisation.regions) == 1 else None,
        "parent": organisation.parent, "details": details,
    }  # fmt: skip


def _upsert(session: Session, model: type[DeclarativeBase], keys: list[str], rows: Sequence[dict[str, Any]]) -> None:
    if not rows:
        return
    insert = insert_into(session, model)
    written = {name: insert.excluded[name] for name in rows[0] if name not in keys}
    for batch in batches(sorted(rows, key=lambda row: str(row[keys[0]]))):
        session.execute(insert.on_conflict_do_update(index_elements=keys, set_=written), list(batch))


@dataclass(slots=True)
class _Tally:
    counts: dict[str, int]
    problems: list[SeedProblem]

    def note(self, result: str) -> None:
        self.counts[result] = self.counts.get(result, 0) + 1


_RESULTS = {"listed": "listed", "held": "waiting", "changed": "changed", "settled": "left", "removed": "removed"}


def _forums(
    session: Session, seeds: Seeds, now: datetime, hosts: SharedHosts
) -> tuple[dict[str, int], list[SeedProblem]]:
    """Place each forum on the list, but those somebody decided on; what became of them, and rows the store refused."""
    local = (council.organisation for council in seeds.councils)
    responsible = Responsible.of(seeds.organisations, local, seeds.places)
    countries = {place.code: place.country for place in seeds.places}
    tally = _Tally({}, [])
    silent = _spoken_for(session, seeds.forums)
    for seed in sorted(seeds.forums, key=lambda seed: seed.site.key):
        if seed.site.key in silent:
            tally.note("left")
            continue
        before = _case(session, seed)
        if before is not None and waits(before) and _decided_on(session, before):
            tally.note("left")
            continue
        placement = _placement(seed, responsible, countries)
        if seeds.patchy and before is not None:
            placement = _with_those_before(session, placement, before)
        placed = list_seed(session, placement, now=now, hosts=hosts)
        if placed.result == "refused":
            reason = placed.reason or "the store refused it"
            tally.problems.append(SeedProblem(forums.FILE, seed.line, "address", reason, "ask who runs the registry"))
        elif placed.result in _RESULTS:
            tally.note(_RESULTS[placed.result])
        if placed.result == "held" and placed.case is not None:
            _propose(session, placed.case, seed, now)
    return tally.counts, tally.problems


def _spoken_for(session: Session, rows: Sequence[ForumSeed]) -> set[str]:
    """Keys of rows whose site turned out to be that of another row: two names of one forum would take turns for ever.

    The row with the address that the site is fetched from speaks for it, else the first by key.
    """
    known = known_sites(session, [row.site.key for row in rows])
    rows_of: dict[int, list[ForumSeed]] = {}
    for row in sorted(rows, key=lambda row: row.site.key):
        if (site := known.get(row.site.key)) is not None:
            rows_of.setdefault(site.site_id, []).append(row)
    shared = {site_id: some for site_id, some in rows_of.items() if len(some) > 1}
    fetched = {
        site_id: address
        for batch in batches(sorted(shared))
        for site_id, address in session.execute(select(Site.id, Site.address).where(Site.id.in_(batch)))
    }
    silent: set[str] = set()
    for site_id, some in shared.items():
        speaks = next((row for row in some if row.site.address == fetched[site_id]), some[0])
        silent |= {row.site.key for row in some if row is not speaks}
    return silent


def _with_those_before(session: Session, placement: Placement, case: Case) -> Placement:
    """The placement with the organisations set beside the forum before: a row of theirs may be the broken one."""
    before = filed_under(session, [case.forum_id])[case.forum_id].organisations
    return replace(placement, organisations=tuple(sorted({*placement.organisations, *before})))


def _case(session: Session, seed: ForumSeed) -> Case | None:
    """The forum at this address, when the registry knows one."""
    known = known_sites(session, [seed.site.key]).get(seed.site.key)
    return None if known is None else case_of_site(session, known.site_id)


def _propose(session: Session, case: Case, seed: ForumSeed, now: datetime) -> None:
    """Put the written reason for a sensitive forum into the ledger, once: a second person reads it there."""
    before = (
        select(LedgerPayload.seq)
        .join(LedgerEntry, LedgerEntry.seq == LedgerPayload.seq)
        .where(LedgerPayload.forum_id == case.forum_id, LedgerEntry.action == PROPOSED)
    )
    if not session.scalar(select(exists(before))):
        said = {"actor": SEED_LIST, "sensitive": seed.sensitive, "reason": seed.sensitive_reason}
        ledger.append(session, role=SEED_LIST, action=PROPOSED, payload=said, now=now, forum_id=case.forum_id)


def _decided_on(session: Session, case: Case) -> bool:
    """Whether somebody took this candidate off the list, or decided anything else of it: that is not ours to undo."""
    was_listed = select(Forum.id).where(Forum.id == case.forum_id, Forum.listed_at.is_not(None))
    spoken_of = (
        select(LedgerPayload.seq)
        .join(LedgerEntry, LedgerEntry.seq == LedgerPayload.seq)
        .where(LedgerPayload.forum_id == case.forum_id, LedgerEntry.role != SEED_LIST)
    )
    return bool(session.scalar(select(exists(was_listed)))) or bool(session.scalar(select(exists(spoken_of))))


def _placement(seed: ForumSeed, responsible: Responsible, countries: dict[str, str]) -> Placement:
    agreed = f"{seed.sensitive_reason} (agreed by {seed.agreed_by})" if seed.agreed_by else None
    return Placement(
        address=seed.site.address,
        name=seed.name,
        language=seed.language,
        country=countries.get(seed.regions[0]) if seed.regions else None,
        topics=seed.topics,
        regions=seed.regions,
        organisations=responsible.organisations(seed.topics, seed.regions),
        named_in=seed.named_in,
        sensitive=seed.sensitive,
        sensitive_reason=agreed,
    )
