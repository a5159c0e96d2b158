"""Taking in what names forums: the pages of `directories.csv`, organisations' own sites, questions to search engines.

Directories are read in their turn. Organisations' pages are known and wait for a search of their topic; questions wait
for an operator who sets a search engine.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import select
from sqlalchemy.orm import Session

from registry.assess.files import TopicsFileError
from registry.assess.subjects import load_subjects
from registry.frontier.gatherings import SEARCH, Wanted, add_gatherings, key_of, stop_gatherings
from registry.frontier.seeking import Gathering
from registry.identity import SharedHosts
from registry.seeding.directories import DirectorySeed
from registry.seeding.judging import TOPICS
from registry.seeding.questions import questions
from registry.seeding.reference import OrganisationSeed
from registry.upsert import table_of

DIRECTORIES, ORGANISATIONS, QUESTIONS = "directories", "organisations", "topics"
"""Origins of gatherings."""

_COMMON = frozenset({"www.gov.uk", "gov.uk", "www.gov.scot", "www.gov.wales", "www.llyw.cymru"})
"""Sites of whole governments: their sitemaps list everything of everybody."""


def take_lists(
    session: Session,
    directories: Sequence[DirectorySeed],
    organisations: Sequence[OrganisationSeed],
    folder: Path,
    *,
    hosts: SharedHosts,
    now: datetime,
) -> int:
    """Take all of them in, and let go the directories that are in the file no more; how many are new."""
    wanted = [
        Wanted(seed.kind, seed.address, DIRECTORIES, seed.topic, seed.region, due=now + timedelta(seconds=place))
        for place, seed in enumerate(directories)
    ]
    wanted += [one for organisation in organisations for one in _own_site(organisation)]
    wanted += _questions(folder, now)
    added = add_gatherings(session, wanted, hosts=hosts, renew=True)
    _let_go(session, [one for one in wanted if one.origin == DIRECTORIES], {one.gathering_id for one in added})
    return sum(one.new for one in added)


def _own_site(organisation: OrganisationSeed) -> list[Wanted]:
    """The home page of an organisation and, where the site is its own, its sitemap."""
    if not organisation.website:
        return []
    topic = organisation.topics[0] if organisation.topics else None
    region = organisation.regions[0] if len(organisation.regions) == 1 else None
    parts = urlsplit(organisation.website)
    home = Wanted("home", organisation.website, ORGANISATIONS, topic, region)
    if (parts.hostname or "") in _COMMON:
        return [home]
    return [home, Wanted("sitemap", f"{parts.scheme}://{parts.netloc}/", ORGANISATIONS, topic, region)]


def _questions(folder: Path, now: datetime) -> list[Wanted]:
    """Questions in the order of what they may yield; none where the subjects cannot be read: that is told elsewhere."""
    try:
        subjects = load_subjects(folder / TOPICS)
    except TopicsFileError:
        return []
    return [
        Wanted(SEARCH, question.words, QUESTIONS, question.topic, question.region, due=now + timedelta(seconds=place))
        for place, question in enumerate(questions(subjects))
    ]


def _let_go(session: Session, kept: Sequence[Wanted], ids: set[int | None]) -> None:
    """Directories whose row is gone are read no more; what they named stays."""
    table = table_of(Gathering)
    held = session.execute(select(table.c.id, table.c.key).where(table.c.origin == DIRECTORIES))
    keys = {key_of(one.kind, one.address) for one in kept}
    gone = [row.id for row in held if row.id not in ids and row.key not in keys]
    if gone:
        stop_gatherings(session, gone)
