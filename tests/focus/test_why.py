"""`forum-registry why` on every kind of site, and nothing of it left of what was removed."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from forum_registry.command import main
from forum_registry.whying import told
from registry.assess import Assessment, TopicMatch
from registry.catalogue.removal import forget
from registry.db import Sessions
from registry.frontier import Found, lease_hosts, sightings
from registry.frontier.explaining import Why, why
from registry.frontier.fruit import Fruits
from registry.frontier.model import Site
from registry.frontier.ripening import learn
from registry.frontier.seeking import Domain, Fruit, HostTopic
from registry.history import mark_demo
from registry.identity import BadAddress
from registry.ingest import ingest
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, link, report_for

HENS = "https://hens.org/forum/viewtopic.php?t=1"
WORDS = "Zebra Finch says: our hen forum"


def ask(sessions: Sessions, address: str, at=NOW) -> Why | None:
    with sessions.read() as session:
        return why(session, address, HOSTS, at)


def visit(sessions: Sessions, outcome: Outcome, *, at=NOW, fruits: Fruits | None = None, **more: object) -> None:
    with sessions.write() as session:
        (one,) = lease_hosts(session, worker="w", limit=1, purposes=list(Purpose), now=at, lease_s=60)
        report = report_for(one, at, outcome, **more)
        ingest(session, report, assessor=Told(), hosts=HOSTS, now=at, fruits=fruits)


def sight(sessions: Sessions, *found: Found) -> None:
    with sessions.write() as session:
        sightings(session, found, now=NOW, hosts=HOSTS)


def test_a_site_nobody_looked_at_is_explained_part_by_part(sessions: Sessions) -> None:
    sight(sessions, Found(HENS, "link", words=WORDS, topic="/environment/farming"))
    found = ask(sessions, "http://www.hens.org/forum/")
    assert found is not None
    document = found.as_json()
    assert document["value"] == document["value_now"] > 0.7
    assert {part["name"] for part in document["parts"]} >= {"base", "shape:phpbb", "path:forum", "words:forum"}
    assert document["queue"]["host_value"] == document["value"]
    assert document["queue"]["host_topics"].keys() == {"/environment"}
    assert document["named_by"]["sources"] == {"link": 1}
    assert "nobody looked at it yet" in document["again"]
    assert "Zebra" not in json.dumps(document) + "\n".join(told(found)), "no word of a member's"


def test_a_forum_tells_when_it_is_read_again(sessions: Sessions) -> None:
    sight(sessions, Found("https://hens.org/", "seeds"))
    fruits = Fruits()
    visit(sessions, Outcome.PROFILED, profile=forum_profile(), fruits=fruits)
    with sessions.write() as session:
        learn(session, fruits)
    found = ask(sessions, "hens.org")
    assert found is not None
    assert (found.kind, found.domain["tried"], found.domain["forums"]) == ("forum", 1, 1)
    assert "it is a forum" in found.again
    assert [one["outcome"] for one in found.visits] == ["profiled"]
    (sign,) = [one for one in found.signs if one["sign"] == "source:seeds"]
    assert (sign["tried"], sign["forums"]) == (1, 1)
    assert any("of 1 such sites 1 were forums" in line for line in told(found))


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.NOT_A_FORUM, "not a forum, so it is left alone for long"),
        (Outcome.SERVER_ERROR, "1 visits in a row failed, the last one server error"),
        (Outcome.OPTED_OUT, "never: on 2026-11-20 09:00 it told our crawler to leave"),
        (Outcome.ROBOTS_REFUSED, "robots refused"),
        (Outcome.INTERRUPTED, "now: nobody looked at it yet"),
    ],
)
def test_each_end_of_a_visit_tells_what_comes_next(sessions: Sessions, outcome: Outcome, words: str) -> None:
    sight(sessions, Found("https://hens.org/", "link"))
    visit(sessions, outcome)
    found = ask(sessions, "https://hens.org/")
    assert found is not None
    assert words in found.again
    assert f"visit {NOW.isoformat()}" in "\n".join(told(found))


def test_a_barred_domain_says_why(sessions: Sessions) -> None:
    sight(sessions, Found("https://one.farm.org/", "link"))
    with sessions.write() as session:
        session.execute(update(Domain).values(barred_at=NOW, barred_why="forty hosts alike"))
    sight(sessions, Found("https://two.farm.org/", "link"))
    found = ask(sessions, "https://two.farm.org/")
    assert found is not None
    assert (found.worth.value, found.again) == (0, "never by itself: its domain is barred")
    assert any("forty hosts alike" in line for line in told(found))


def test_a_leased_host_names_its_visitor_until_the_lease_ends(sessions: Sessions) -> None:
    sight(sessions, Found("https://hens.org/", "link"))
    with sessions.write() as session:
        lease_hosts(session, worker="w-1", limit=1, purposes=list(Purpose), now=NOW, lease_s=60)
    assert ask(sessions, "https://hens.org/").host["lease_holder"] == "w-1"
    assert ask(sessions, "https://hens.org/", NOW + timedelta(minutes=2)).host["lease_holder"] is None


def test_what_is_unknown_or_was_removed_is_answered_alike(sessions: Sessions) -> None:
    sight(sessions, Found(HENS, "link"))
    with sessions.write() as session:
        forget(session, HENS, actor="a person", reason="asked", now=NOW, hosts=HOSTS)
    assert ask(sessions, HENS) is ask(sessions, "https://nobody.org/") is None
    with pytest.raises(BadAddress):
        ask(sessions, "no address at all")


def test_removal_takes_all_with_it_that_names_the_site(sessions: Sessions) -> None:
    """Counts, topics, domain: of the site, and what its pages said of others."""
    sight(sessions, Found("https://hens.org/", "seeds", topic="/environment"), Found("https://kept.org/", "seeds"))
    with sessions.write() as session:
        leases = lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=NOW, lease_s=60)
        (one,) = [lease for lease in leases if lease.host_key == "hens.org"]
        profile = replace(forum_profile(), links=(link("https://named.org/"), link("https://dead.org/")))
        assessor = Told(Assessment(topics=(TopicMatch("/environment/farming", 0.9),)))
        ingest(session, report_for(one, NOW, profile=profile), assessor=assessor, hosts=HOSTS, now=NOW)
        hens = one.sites[0].site_id
    fruits = Fruits()
    fruits.count([f"from:{hens}", "source:link"], "dead.org", forum=False)
    with sessions.write() as session:
        learn(session, fruits)
        assert session.scalar(select(Site.topic).where(Site.key == "named.org")) == "/environment/farming"
        forget(session, "https://hens.org/", actor="a person", reason="asked", now=NOW, hosts=HOSTS)
    with sessions.read() as session:
        assert list(session.scalars(select(Fruit.sign))) == ["source:link"]
        assert session.scalar(select(func.count()).select_from(HostTopic)) == 0
        assert session.get(Domain, "hens.org") is None
        assert session.get(Domain, "named.org").hosts == 1
        assert session.scalar(select(Site.topic).where(Site.key == "named.org")) is None


def test_the_verb_tells_it_in_words_and_as_json(
    database_url: str, sessions: Sessions, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with sessions.write() as session:
        mark_demo(session)
    sight(sessions, Found(HENS, "link", words=WORDS))
    monkeypatch.setenv("FORUM_REGISTRY_DATABASE_URL", database_url)
    assert main(["why", HENS]) == 0
    said = capsys.readouterr().out
    assert "its address is written as phpbb writes them" in said
    assert main(["why", HENS, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["key"] == "hens.org/forum"
    assert main(["why", "https://nobody.org/"]) == 1
    assert main(["why", "::"]) == 2
    assert "Zebra" not in said
