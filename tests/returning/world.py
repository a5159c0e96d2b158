"""A listed forum and a clock: visits when they are due, the sweep every day, as the worker does both."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update

from registry.catalogue.absences import sweep_absences
from registry.catalogue.card import Card
from registry.catalogue.filing import file_organisations
from registry.catalogue.model import Absence, Forum
from registry.catalogue.notices import Told, notices
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_card
from registry.catalogue.writing import write_cards
from registry.db import Sessions
from registry.frontier import lease_hosts, schedule_site
from registry.frontier.model import Host, Site
from registry.frontier.queue import recompute_due
from registry.ingest import ingest
from registry.vocabulary import Outcome, Purpose, Source
from tests.store.making import HOSTS, NOW, forum_profile, report_for
from tests.store.making import Told as ToldAssessor

DAY = timedelta(days=1)
BODIES = ("cabinet-office", "ministry-of-hens")


def list_forum(sessions: Sessions, address: str = "https://example.org/", name: str = "The Poultry Keeper") -> str:
    """List a forum in the area of two organisations; its public id."""
    with sessions.write() as session:
        case = list_seed(session, Placement(address, name), now=NOW, hosts=HOSTS).case
        assert case is not None
        file_organisations(session, case.forum_id, Source.IMPORTED, BODIES)
        write_cards(session, [case.forum_id], NOW)
    return case.public_id


VISITS = [purpose for purpose in Purpose if purpose is not Purpose.GATHER]
"""What sites are visited for: a lease to read pages that name forums holds no site."""


@dataclass
class Clock:
    """Drives the registry: `now` goes on by visits and days."""

    sessions: Sessions
    now: datetime = NOW

    def visit(self, outcome: Outcome = Outcome.PROFILED, *, only: str = "example.org", doubtful: bool = False) -> None:
        """Visit the site now, whether it is due or not."""
        profile = forum_profile() if outcome is Outcome.PROFILED else None
        with self.sessions.write() as session:
            for site_id in session.scalars(select(Site.id)).all():
                schedule_site(session, site_id, purpose=Purpose.PROFILE, when=self.now)
            session.execute(update(Host).values(not_before=None))
            recompute_due(session, session.scalars(select(Host.id)).all())
        with self.sessions.write() as session:
            leases = lease_hosts(session, worker="w", limit=9, purposes=VISITS, now=self.now, lease_s=60)
            (lease,) = [lease for lease in leases if lease.host_key == only]
            report = report_for(lease, self.now, outcome, profile=profile, doubtful=doubtful)
            ingest(session, report, assessor=ToldAssessor(), hosts=HOSTS, now=self.now)

    def days(self, days: int, outcome: Outcome) -> int:
        """Let days pass: visits end so whenever one is due, the sweep comes every day. How many visits there were."""
        visits = 0
        for _ in range(days):
            self.now += DAY
            with self.sessions.write() as session:
                leases = lease_hosts(session, worker="w", limit=9, purposes=VISITS, now=self.now, lease_s=60)
                for lease in leases:
                    report = report_for(lease, self.now, outcome)
                    ingest(session, report, assessor=ToldAssessor(), hosts=HOSTS, now=self.now)
                    visits += 1
            sweep_absences(self.sessions, self.now)
        return visits

    def card(self, public_id: str) -> Card:
        """The public card as it stands."""
        with self.sessions.read() as session:
            card = public_card(session, public_id)
        assert card is not None
        return card

    def told(self, organisation: str | None = None) -> list[Told]:
        """What was told, oldest first."""
        with self.sessions.read() as session:
            return notices(session, organisation)[::-1]

    def absence(self, public_id: str) -> Absence | None:
        """The row of its absence."""
        with self.sessions.read() as session:
            found = session.scalar(select(Absence).join(Forum).where(Forum.public_id == public_id))
            if found is not None:
                session.expunge(found)
            return found
