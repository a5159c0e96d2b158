"""One visit, one transaction: what is written, what is not, and what the public sees of it."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import func, select

from registry.assess import Assessment, PlaceMatch, Subject, TopicMatch
from registry.catalogue.model import Forum
from registry.catalogue.placing import Placement, list_seed
from registry.catalogue.reading import public_card, public_cards
from registry.db import Sessions
from registry.evidence.model import Observation, Snapshot
from registry.frontier import lease_hosts, schedule_site, sighting
from registry.frontier.model import Host, PrivateText, Sighting, Site, Visit
from registry.history import changes_since
from registry.ingest import ingest
from registry.profile import ForumProfile, RobotsReading
from registry.vocabulary import Outcome, Purpose
from tests.store.making import HOSTS, NOW, Told, forum_profile, lease_one, link, report_for, visit

SEED = Placement("https://example.org/", "The Poultry Keeper", named_in="https://example.gov.uk/report")


def seed(sessions: Sessions, placement: Placement = SEED) -> str:
    with sessions.write() as session:
        case = list_seed(session, placement, now=NOW, hosts=HOSTS).case
    assert case is not None
    return case.public_id


def rows(sessions: Sessions, model: type, *where) -> int:
    with sessions.read() as session:
        return session.scalar(select(func.count()).select_from(model).where(*where))


def test_a_crawled_find_is_a_candidate_and_not_public(sessions: Sessions) -> None:
    with sessions.write() as session:
        sighting(session, "https://example.org/", source="link", now=NOW, hosts=HOSTS)
    taken = visit(sessions, NOW, profile=forum_profile())
    assert taken.forum_id is not None
    assert not taken.changed
    with sessions.read() as session:
        assert public_cards(session, 0, 10) == []
        assert changes_since(session, 0) == []
        site = session.execute(select(Site.__table__)).one()
    assert (site.kind, site.last_outcome, site.last_success_at) == ("forum", "profiled", NOW)
    assert (site.purpose, site.next_due) == ("profile", NOW), "what was found is read in full at once"
    visit(sessions, NOW, profile=forum_profile())
    with sessions.read() as session:
        assert session.execute(select(Site.__table__)).one().next_due > NOW


def test_a_listed_forum_shows_what_was_read_with_its_evidence(sessions: Sessions) -> None:
    public_id = seed(sessions)
    judged = Assessment(
        topics=(TopicMatch("/environment/poultry", 0.9, ("hens: in 2 board names",)),),
        regions=(PlaceMatch("E92000001", "England", "nation", "GB", 0.8),),
        country="GB",
    )
    later = NOW + timedelta(hours=1)
    assert visit(sessions, later, profile=forum_profile(), assessor=Told(judged)).changed
    with sessions.read() as session:
        card = public_card(session, public_id)
        changes = changes_since(session, 0)
    assert [change.kind for change in changes] == ["added", "changed"]
    assert [change.seq for change in changes] == [1, 2]
    assert (card.name, card.state, card.platform, card.country) == ("The Poultry Keeper", "visited", "phpbb", "GB")
    members = card.fact("members")
    assert (members.value, members.source, members.raw, members.rule) == (1200, "observed", "1200", "#figures strong")
    assert card.fact("online").value is None
    assert card.fact("online").reason == "not stated on the pages read"
    assert [topic.path for topic in card.topics] == ["/environment/poultry"]
    assert [board.name for board in card.boards] == ["Keeping hens", "Ducks"]
    assert card.visited_at == later.isoformat(timespec="seconds")


def test_a_hundred_identical_visits_add_no_observation_and_no_change(sessions: Sessions) -> None:
    seed(sessions)
    still = replace(forum_profile(posts=None, last_post_at=None), thread_times=())
    now = NOW
    visit(sessions, now, profile=still)
    before = rows(sessions, Observation)
    for _ in range(100):
        now += timedelta(days=31)
        assert not visit(sessions, now, profile=still).changed
    assert rows(sessions, Observation) == before
    assert rows(sessions, Snapshot) == 101
    with sessions.read() as session:
        assert [change.kind for change in changes_since(session, 0)] == ["added", "changed"]
        seen = session.execute(select(Observation.__table__).where(Observation.fact == "members")).one()
    assert (seen.first_seen_at, seen.last_seen_at) == (NOW, now)


def test_a_forum_that_falls_silent_changes_only_when_its_activity_does(sessions: Sessions) -> None:
    public_id = seed(sessions)
    now = NOW
    for _ in range(60):
        visit(sessions, now, profile=forum_profile())
        now += timedelta(days=31)
    assert rows(sessions, Observation, Observation.source == "observed") == 8
    with sessions.read() as session:
        card = public_card(session, public_id)
        changes = len(changes_since(session, 0))
    assert (card.activity.tier, card.activity.score) == ("dormant", 0)
    assert card.activity.inputs["source"] == "counters"
    assert changes < 60


def test_a_new_value_is_a_new_observation_and_the_old_one_stays(sessions: Sessions) -> None:
    public_id = seed(sessions)
    visit(sessions, NOW, profile=forum_profile(members=1200))
    visit(sessions, NOW + timedelta(days=9), profile=forum_profile(members=1201))
    with sessions.read() as session:
        kept = session.execute(
            select(Observation.value, Observation.current).where(Observation.fact == "members").order_by(Observation.id)
        ).all()
        assert public_card(session, public_id).fact("members").value == 1201
    assert kept == [(1200, False), (1201, True)]


def test_a_stale_fencing_token_writes_nothing(sessions: Sessions) -> None:
    seed(sessions)
    with sessions.write() as session:
        old = lease_one(session, NOW, "slow")
    later = NOW + timedelta(minutes=5)
    with sessions.write() as session:
        new = lease_one(session, later, "quick")
    assert new.token == old.token + 1
    with sessions.write() as session:
        report = report_for(old, later, profile=forum_profile())
        assert ingest(session, report, assessor=Told(), hosts=HOSTS, now=later).lost_lease
    assert rows(sessions, Visit) == 0
    assert rows(sessions, Observation, Observation.source == "observed") == 0
    with sessions.read() as session:
        assert session.execute(select(Host.__table__)).one().lease_holder == "quick"


def test_robots_refusal_keeps_a_listed_forum_without_figures(sessions: Sessions) -> None:
    public_id = seed(sessions)
    visit(sessions, NOW, profile=forum_profile())
    robots = RobotsReading("rules", "User-agent: *\nDisallow: /\n\x00", NOW, 3.0)
    visit(sessions, NOW + timedelta(days=9), Outcome.ROBOTS_REFUSED, robots=robots)
    with sessions.read() as session:
        card = public_card(session, public_id)
        host = session.execute(select(Host.__table__)).one()
    assert (card.standing, card.state) == ("listed", "figures_not_available")
    assert "robots.txt" in card.state_reason
    assert card.fact("members").value is None
    assert card.fact("members").reason == card.state_reason
    assert card.boards == ()
    assert (host.robots_state, host.crawl_delay_s) == ("rules", 3.0)


def test_a_host_that_tells_our_agent_to_leave_is_left_for_good(sessions: Sessions) -> None:
    public_id = seed(sessions)
    visit(sessions, NOW, Outcome.OPTED_OUT)
    with sessions.write() as session:
        assert public_card(session, public_id) is None
        assert [change.kind for change in changes_since(session, 0)] == ["added", "removed"]
        site = session.execute(select(Site.__table__)).one()
        assert site.next_due is None
        again = sighting(session, "https://example.org/other/", source="link", now=NOW, hosts=HOSTS)
        assert not again.due
    with sessions.write() as session:
        much_later = NOW + timedelta(days=400)
        found = lease_hosts(session, worker="w", limit=9, purposes=list(Purpose), now=much_later, lease_s=60)
        assert found == []
        assert list_seed(session, SEED, now=much_later, hosts=HOSTS).result == "settled"


def test_links_come_in_by_the_one_door_and_their_words_are_private(sessions: Sessions) -> None:
    seed(sessions)
    links = (
        link("https://other.example/forum/viewtopic.php?t=4", "my friend's forum"),
        link("https://www.other.example/forum/"),
        link("javascript:alert(1)"),
        link("https://example.org/viewtopic.php?t=1"),
        link("https://user:password@third.example/"),
    )
    taken = visit(sessions, NOW, profile=replace(forum_profile(), links=links))
    assert taken.new_sites == 1
    with sessions.read() as session:
        site = session.execute(select(Site.__table__).where(Site.key == "other.example/forum")).one()
        assert (site.purpose, site.next_due) == ("discover", NOW)
        kept = session.execute(select(PrivateText.__table__).where(PrivateText.kind == "link_words")).one()
        assert kept.expires_at == NOW + timedelta(days=30)
    assert rows(sessions, Sighting, Sighting.site_id == site.id) == 1


def test_every_outcome_is_written_and_says_when_to_come_back(sessions: Sessions) -> None:
    for number, outcome in enumerate(o for o in Outcome if o is not Outcome.PROFILED):
        address = f"https://forum{number}.example/"
        public_id = seed(sessions, Placement(address, "A forum"))
        visit(sessions, NOW, outcome)
        with sessions.read() as session:
            site = session.execute(select(Site.__table__).where(Site.address == address)).one()
            card = public_card(session, public_id)
        assert site.last_outcome == outcome
        if outcome in {Outcome.OPTED_OUT, Outcome.REMOVED}:
            assert site.next_due is None
            continue
        assert site.next_due >= NOW
        assert card.state != "visited"
        assert card.fact("members").reason
        if outcome is Outcome.INTERRUPTED:
            assert site.next_due == NOW
            with sessions.write() as session:
                schedule_site(session, site.id, purpose=Purpose.PROFILE, when=None)


def test_what_pages_say_cannot_hurt_the_database(sessions: Sessions) -> None:
    public_id = seed(sessions)
    profile = forum_profile(
        name="Evil\x00\x1b[31m\u202eforum\ud800", members=10**13, threads=-1, posts=True, language=["x"],
        rules_url="javascript:alert(1)", contact_url="https://example.org/contact",
    )  # fmt: skip
    profile = replace(
        profile,
        boards=tuple(replace(board, name=board.name + "\x00\udfff") for board in profile.boards),
        feeds=("data:text/html,x", "https://example.org/feed"),
        thread_titles=("title\x00\ud83d",),
    )
    visit(sessions, NOW, profile=profile)
    with sessions.read() as session:
        card = public_card(session, public_id)
        names = session.scalars(select(Observation.value).where(Observation.fact == "name")).all()
    assert "Evil[31mforum" in names
    assert card.fact("members").value is None
    assert card.fact("threads").value is None
    assert card.fact("posts").value is None
    assert card.fact("rules_url").value is None
    assert card.fact("contact_url").value == "https://example.org/contact"
    assert card.feeds == ("https://example.org/feed",)


def test_what_a_page_no_longer_shows_is_kept_but_for_the_moment(sessions: Sessions) -> None:
    public_id = seed(sessions)
    visit(sessions, NOW, profile=forum_profile(online=17))
    visit(sessions, NOW + timedelta(days=9), profile=forum_profile(online=None, members=None))
    with sessions.read() as session:
        card = public_card(session, public_id)
    assert card.fact("online").value is None
    assert card.fact("members").value == 1200
    assert card.fact("members").last_seen_at < card.visited_at


def test_one_community_found_by_two_addresses_of_a_host_is_one_forum(sessions: Sessions) -> None:
    with sessions.write() as session:
        for address in ("https://example.org/", "https://example.org/forum/"):
            sighting(session, address, source="link", now=NOW, hosts=HOSTS)
    profile = replace(forum_profile(), front_page="https://example.org/forum/")
    for minutes in range(3):  # what promises most first, then that in full, then the root
        visit(sessions, NOW + timedelta(minutes=minutes), profile=profile)
    assert rows(sessions, Forum) == 1
    with sessions.read() as session:
        due = {site.key: site.next_due for site in session.execute(select(Site.__table__))}
        assert session.scalars(select(Site.key).join(Forum, Forum.site_id == Site.id)).all() == ["example.org/forum"]
    assert due["example.org"] is None
    assert due["example.org/forum"] > NOW + timedelta(days=1)


def test_a_page_speaks_for_no_other_host_and_no_other_community_of_a_shared_one(sessions: Sessions) -> None:
    with sessions.write() as session:
        sighting(session, "https://reddit.com/r/one", source="link", now=NOW, hosts=HOSTS)
    claims = replace(forum_profile(), front_page="https://reddit.com/r/two")
    visit(sessions, NOW, profile=claims)
    with sessions.read() as session:
        owner = select(Site.key).join(Forum, Forum.site_id == Site.id)
        assert session.scalars(owner).all() == ["reddit.com/r/one"]


def test_a_site_that_is_no_forum_stays_off_the_list_of_forums(sessions: Sessions) -> None:
    with sessions.write() as session:
        sighting(session, "https://shop.example/", source="link", now=NOW, hosts=HOSTS)
    taken = visit(sessions, NOW, Outcome.NOT_A_FORUM, profile=ForumProfile())
    assert taken.forum_id is None
    with sessions.read() as session:
        site = session.execute(select(Site.__table__)).one()
    assert site.kind == "not_a_forum"
    assert site.next_due > NOW + timedelta(days=100)


def test_a_forum_found_sensitive_shows_no_local_place_and_keeps_no_words(sessions: Sessions) -> None:
    public_id = seed(sessions)
    judged = Assessment(
        regions=(
            PlaceMatch("E08000019", "Sheffield", "local", "GB", 0.9),
            PlaceMatch("E92000001", "England", "nation", "GB", 0.8),
        ),
        sensitive="abuse",
    )
    told = Told(judged)
    visit(sessions, NOW, profile=forum_profile(), assessor=told)
    with sessions.read() as session:
        card = public_card(session, public_id)
        site = session.execute(select(Site.__table__)).one()
    assert [region.name for region in card.regions] == ["England"]
    assert card.sensitive == "abuse"
    assert site.front_page_only
    assert told.asked[-1].thread_titles == ()
    assert rows(sessions, PrivateText) == 0


class CareByTitles:
    """Judges a forum sensitive by its thread titles alone."""

    def assess(self, subject: Subject) -> Assessment:
        return Assessment(sensitive="eating disorders" if subject.thread_titles else None)


def test_a_forum_that_only_its_titles_show_to_be_sensitive_stays_so_without_them(sessions: Sessions) -> None:
    public_id = seed(sessions)
    visit(sessions, NOW, profile=forum_profile(), assessor=CareByTitles())
    with sessions.read() as session:
        assert public_card(session, public_id).sensitive == "eating disorders"
        assert session.scalars(select(Site.front_page_only)).one()
    assert rows(sessions, PrivateText) == 0


def test_another_entrance_to_a_known_forum_is_visited_no_more(sessions: Sessions) -> None:
    public_id = seed(sessions, Placement("https://example.org/forum/", "Known"))
    with sessions.write() as session:
        sighting(session, "https://example.org/", source="link", now=NOW, hosts=HOSTS)
        schedule_site(session, 1, purpose=Purpose.PROFILE, when=NOW + timedelta(days=1))
    taken = visit(sessions, NOW, profile=replace(forum_profile(), front_page="https://example.org/forum/"))
    assert taken.public_id == public_id
    assert rows(sessions, Forum) == 1
    with sessions.read() as session:
        due = dict(session.execute(select(Site.key, Site.next_due)).all())
        assert public_card(session, public_id).fact("members").value == 1200
    assert due["example.org"] is None
    assert due["example.org/forum"] is not None


def test_a_robots_refusal_hides_derived_figures_and_private_facts_too(sessions: Sessions) -> None:
    public_id = seed(sessions)
    derived = replace(forum_profile(posts=None), derived={"posts": forum_profile().findings["posts"]})
    visit(sessions, NOW, profile=derived)
    with sessions.read() as session:
        assert any(fact.derived for fact in public_card(session, public_id).facts)
    visit(sessions, NOW + timedelta(days=9), Outcome.ROBOTS_REFUSED)
    with sessions.read() as session:
        card = public_card(session, public_id)
    assert all(fact.value is None or fact.source != "observed" for fact in card.facts)
    assert card.activity.score is None
