"""Who left stays away: no seed, link, import or visit brings a removed forum back, and nothing of it stays."""

import json
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import Text, cast, func, select

from registry.assess import Assessment, TopicMatch
from registry.catalogue.model import Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_at, public_cards
from registry.catalogue.removal import forget
from registry.db import Sessions, make_sessions
from registry.frontier import lease_hosts, sighting
from registry.frontier.model import Host, Site
from registry.history import append, changes_since, verify
from registry.identity import BadAddress
from registry.ingest import import_profiles, ingest
from registry.profile import Finding, ForumProfile
from registry.tables import metadata
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, lease_one, link, report_for, visit

ADDRESS = "https://zebrafinch.example/forum/"
SEED = Placement(ADDRESS, "Zebrafinch Talk", named_in="https://zebrafinch.example/about")


def planted(sessions: Sessions) -> str:
    """A forum with a row in every table that can hold any of it; all its words hold 'zebrafinch'."""
    with sessions.write() as session:
        seed = replace(SEED, topics=("/zebrafinch",), regions=("ZZ",), organisations=("zebrafinch",))
        case = list_seed(session, seed, now=NOW, hosts=HOSTS).case
        assert case is not None
        append(session, role="moderator", action="noted", payload={"reason": "zebrafinch"}, now=NOW,
               forum_id=case.forum_id)  # fmt: skip
    profile = forum_profile(name="Zebrafinch Talk", description="All about the zebrafinch")
    findings = {name: replace(found, page=ADDRESS, raw="zebrafinch") for name, found in profile.findings.items()}
    profile = replace(
        profile,
        findings=findings,
        derived={"posts": Finding(7, "zebrafinch", "sum")},
        clues=("zebrafinch",),
        thread_titles=("My zebrafinch sings",),
        feeds=(ADDRESS + "feed",),
        links=(link("https://elsewhere.example/", "zebrafinch friends"),),
        front_page="https://zebrafinch.example/",
    )
    judged = Assessment(topics=(TopicMatch("/zebrafinch/songs", 0.5, ("zebrafinch: in 3 board names",)),))
    visit(sessions, NOW, profile=profile, assessor=Told(judged), detail="zebrafinch")
    return case.public_id


def traces(sessions: Sessions, word: str) -> list[str]:
    """Every table.column that holds the word, read as text in whatever case."""
    found = []
    with sessions.read() as session:
        for table in metadata.tables.values():
            for column in table.columns:
                held = func.lower(cast(column, Text)).contains(word)
                if session.scalar(select(func.count()).select_from(table).where(held)):
                    found.append(f"{table.name}.{column.name}")
    return found


def test_nothing_of_a_removed_forum_stays(sessions: Sessions) -> None:
    public_id = planted(sessions)
    assert len(traces(sessions, "zebrafinch")) > 12
    with sessions.write() as session:
        sighting(session, "https://mover.example/", source="link", now=NOW, hosts=HOSTS)
    visit(sessions, NOW, Outcome.MOVED, moved_to=ADDRESS, detail=f"redirected to {ADDRESS}", only="mover.example")
    with sessions.write() as session:
        removed = forget(session, "http://www.zebrafinch.example/forum/index.php", actor="operator", reason="asked",
                         now=NOW, hosts=HOSTS)  # fmt: skip
    assert removed.public_ids == (public_id,)
    left = traces(sessions, "zebrafinch")
    assert left == []
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Forum)) == 1, "the public id is never used again"
        changes = changes_since(session, 0)
        assert verify(session).problem is None
        assert verify(session).erased == 2
    assert [(change.kind, change.public_id) for change in changes] == [
        ("added", public_id), ("changed", public_id), ("removed", public_id),
    ]  # fmt: skip


def test_no_door_brings_a_removed_forum_back(sessions: Sessions) -> None:
    public_id = planted(sessions)
    with sessions.write() as session:
        forget(session, ADDRESS, actor="operator", reason="asked", now=NOW, hosts=HOSTS)
    later = NOW + timedelta(days=2)
    spellings = [
        ADDRESS, "http://www.zebrafinch.example:80/forum", "https://ZEBRAFINCH.example./forum/viewtopic.php?t=1",
        "https://zebrafinch.example/", "https://zebrafinch.example/forum/other/forum",
    ]  # fmt: skip
    with sessions.write() as session:
        for address in spellings:
            seen = sighting(session, address, source="link", now=later, hosts=HOSTS)
            assert (seen.removed, seen.site_id) == (True, None), address
        assert list_seed(session, SEED, now=later, hosts=HOSTS).result == "removed"
        assert list_seed(session, replace(SEED, public_id=public_id), now=later, hosts=HOSTS).result == "removed"
        sighting(session, "https://friend.example/", source="link", now=later, hosts=HOSTS)
    links = tuple(link(address) for address in spellings)
    with sessions.write() as session:
        leases = lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=later, lease_s=60)
    lease = next(lease for lease in leases if lease.host_key == "friend.example")
    with sessions.write() as session:
        report = report_for(lease, later, profile=replace(forum_profile(), links=links), moved_to=ADDRESS)
        ingest(session, report, assessor=Told(), hosts=HOSTS, now=later)
    again = [("new-id", ADDRESS), (public_id, ADDRESS), (public_id, "https://other.example/")]
    lines = [json.dumps({"id": new, "name": "Back again", "url": address}) for new, address in again]
    report = import_profiles(sessions, lines, actor="ann", assessor=Told(), hosts=HOSTS, now=later)
    assert report.taken == 0
    assert [bad.line for bad in report.problems] == [1, 2, 3]
    with sessions.read() as session:
        assert public_cards(session, 0, 10) == []
        assert public_at(session, ADDRESS, HOSTS) is None
        assert session.scalar(select(func.count()).select_from(Site).where(Site.key.contains("zebra"))) == 0
        assert session.scalar(select(func.count()).select_from(Host).where(Host.key.contains("zebra"))) == 0


def test_a_page_that_leads_to_a_removed_community_makes_no_forum(sessions: Sessions) -> None:
    with sessions.write() as session:
        forget(session, "https://example.org/forum/", actor="operator", reason="asked", now=NOW, hosts=HOSTS)
        sighting(session, "https://example.org/", source="link", now=NOW, hosts=HOSTS)
    visit(sessions, NOW, profile=replace(forum_profile(), front_page="https://example.org/forum/"))
    with sessions.read() as session:
        assert session.scalar(select(func.count()).select_from(Forum)) == 0
        site = session.execute(select(Site.__table__)).one()
    assert (site.last_outcome, site.next_due) == ("removed", None)


def test_a_visit_under_way_writes_nothing_of_what_was_removed_meanwhile(sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, SEED, now=NOW, hosts=HOSTS)
    with sessions.write() as session:
        lease = lease_one(session, NOW)
    with sessions.write() as session:
        forget(session, ADDRESS, actor="operator", reason="asked", now=NOW, hosts=HOSTS)
    with sessions.write() as session:
        sighting(session, "https://newcomer.example/", source="link", now=NOW, hosts=HOSTS)
    with sessions.write() as session:
        taken = ingest(session, report_for(lease, NOW, profile=forum_profile()), assessor=Told(), hosts=HOSTS, now=NOW)
    assert taken.lost_lease
    assert traces(sessions, "poultry") == []


def test_an_unknown_address_is_barred_as_well_and_a_bad_one_is_refused(sessions: Sessions) -> None:
    with sessions.write() as session:
        removed = forget(session, "https://never.example/", actor="operator", reason="asked", now=NOW, hosts=HOSTS)
        assert (removed.public_ids, removed.sites, removed.tombstones) == ((), 0, 1)
        assert sighting(session, "https://never.example/forum", source="link", now=NOW, hosts=HOSTS).removed
        with pytest.raises(BadAddress):
            forget(session, "not an address", actor="operator", reason="asked", now=NOW, hosts=HOSTS)


def test_removing_one_community_of_a_shared_host_leaves_the_others(sessions: Sessions) -> None:
    with sessions.write() as session:
        for name in ("one", "two"):
            list_seed(session, Placement(f"https://reddit.com/r/{name}", name), now=NOW, hosts=HOSTS)
        forget(session, "https://old.reddit.com/r/ONE/", actor="operator", reason="asked", now=NOW, hosts=HOSTS)
    with sessions.read() as session:
        assert [card.name for _, card in public_cards(session, 0, 10)] == ["two"]
        assert list(session.scalars(select(Site.key))) == ["reddit.com/r/two"]


def test_a_page_that_merely_links_to_a_removed_forum_is_visited_on(sessions: Sessions) -> None:
    with sessions.write() as session:
        forget(session, "https://gone.example/", actor="operator", reason="asked", now=NOW, hosts=HOSTS)
        sighting(session, "https://charity.example/", source="link", now=NOW, hosts=HOSTS)
    visit(sessions, NOW, Outcome.NOT_A_FORUM, profile=ForumProfile(front_page="https://gone.example/forum/"))
    with sessions.read() as session:
        site = session.execute(select(Site.__table__)).one()
    assert site.last_outcome == "not_a_forum"
    assert site.next_due is not None


def test_a_forum_a_home_page_points_to_is_sighted(sessions: Sessions) -> None:
    with sessions.write() as session:
        sighting(session, "https://charity.example/", source="link", now=NOW, hosts=HOSTS)
    visit(sessions, NOW, Outcome.NOT_A_FORUM, profile=ForumProfile(front_page="https://charity.example/forum/"))
    with sessions.read() as session:
        assert set(session.scalars(select(Site.key))) == {"charity.example", "charity.example/forum"}


def test_words_that_members_wrote_stand_in_one_table_only(sessions: Sessions) -> None:
    """Thread titles and words around links: kept to assess by, found nowhere else, whatever the page put where."""
    with sessions.write() as session:
        list_seed(session, Placement("https://example.org/", "A forum"), now=NOW, hosts=HOSTS)
    profile = replace(
        forum_profile(),
        thread_titles=("Quokkasmith asks about hens",),
        links=(link("https://other.example/", "Quokkasmith's own page"),),
    )
    visit(sessions, NOW, profile=profile)
    assert traces(sessions, "quokkasmith") == ["private_text.words"]


def test_evidence_is_the_matched_span_only(sessions: Sessions) -> None:
    with sessions.write() as session:
        list_seed(session, Placement("https://example.org/", "A forum"), now=NOW, hosts=HOSTS)
    long = Finding(1200, "1,200 members" + " " * 70 + "newest member: Quokkasmith", "#x", "https://example.org/")
    visit(sessions, NOW, profile=replace(forum_profile(), findings={"members": long}))
    assert traces(sessions, "quokkasmith") == []


def test_a_removal_waits_for_the_visit_that_is_being_taken_in(postgres_url: str) -> None:
    opened = make_sessions(postgres_url)
    with opened.write() as session:
        list_seed(session, SEED, now=NOW, hosts=HOSTS)
    with opened.write() as session:
        lease = lease_one(session, NOW)
    problems: list[Exception] = []

    def remove() -> None:
        try:
            with opened.write() as session:
                forget(session, ADDRESS, actor="operator", reason="asked", now=NOW, hosts=HOSTS)
        except Exception as problem:  # noqa: BLE001  # whatever it is, the test must see it
            problems.append(problem)

    thread = threading.Thread(target=remove)
    with opened.write() as session:
        ingest(session, report_for(lease, NOW, profile=forum_profile()), assessor=Told(), hosts=HOSTS, now=NOW)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive()
    thread.join(30)
    assert problems == []
    assert traces(opened, "zebrafinch") == []
    with opened.read() as session:
        assert public_cards(session, 0, 10) == []
    opened.dispose()
