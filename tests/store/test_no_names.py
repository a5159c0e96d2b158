"""No member's name of any saved page or answer is in any column once its profile has been taken in."""

import re

import pytest
from sqlalchemy import MetaData, select

from crawler.merge import merge
from crawler.reader import read
from registry.db import Sessions
from registry.frontier import sighting
from registry.frontier.model import PrivateText
from tests.reader.saved import answer, answer_names, names, saved
from tests.store.making import HOSTS, NOW, visit

SPELT = ("Zebulon Quartermaine", "zebulon-quartermaine", "Zébulon_Q")
ANY = re.compile(r"z[eé]bulon", re.IGNORECASE)


@pytest.mark.parametrize("member", SPELT)
def test_no_members_name_of_any_platform_is_kept(sessions: Sessions, member: str) -> None:
    for number, name in enumerate(names()):
        slug = name.replace("_", "-")
        told = [answer(other, member) for other in answer_names() if other.startswith(f"{slug}.")]
        profile = merge([read(saved(name, member)), *(read(page, known) for page, known in told)])
        key = f"host-{number}.example"
        with sessions.write() as session:
            sighting(session, f"https://{key}/", source="link", now=NOW, hosts=HOSTS)
        visit(sessions, NOW, profile=profile, only=key)
    tables = MetaData()
    tables.reflect(sessions.engine)
    kept = [table for table in tables.sorted_tables if table.name != PrivateText.__tablename__]
    with sessions.read() as session:
        leaks = {
            (table.name, found.group(), str(tuple(row))[:300])
            for table in kept
            for row in session.execute(select(table))
            if (found := ANY.search(repr(tuple(row))))
        }
    assert len(kept) > 10
    assert not leaks
