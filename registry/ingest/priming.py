"""What a search for forums of a topic has read first: lists and questions of the topic, sites of who answers for it."""

from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from registry.catalogue.model import Organisation, OrganisationTopic
from registry.frontier.gatherings import make_due, prime
from registry.frontier.seeking import Gathering
from registry.upsert import batches


def prime_search(session: Session, topic: str, discovery_id: int, now: datetime) -> int:
    """Make due at once what serves a topic, for a search; how many pages and questions."""
    count = prime(session, topic, discovery_id, now)
    return count + _sites_of_those_responsible(session, topic, discovery_id, now)


def _sites_of_those_responsible(session: Session, topic: str, discovery_id: int, now: datetime) -> int:
    """The home pages and sitemaps of organisations that answer for the topic or for a part of it."""
    within = OrganisationTopic.topic.startswith(f"{topic}/", autoescape=True)
    asked = (
        select(Organisation.website)
        .join(OrganisationTopic, OrganisationTopic.slug == Organisation.slug)
        .where(or_(OrganisationTopic.topic == topic, within), Organisation.website.is_not(None))
        .distinct()
    )
    homes = sorted(website for website in session.scalars(asked) if website)
    ids: set[int] = set()
    for some in batches(homes):
        rows = session.execute(
            select(Gathering.id).where(Gathering.kind == "home", Gathering.address.in_(some)).order_by(Gathering.id)
        )
        ids.update(row.id for row in rows)
    make_due(session, ids, now, discovery_id)
    return len(ids)
