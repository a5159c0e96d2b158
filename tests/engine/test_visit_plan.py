"""The plan of a visit, told by hand what came of each step. No network."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.limits import Limits
from crawler.merge import ZONE_ASSUMED
from crawler.steps import PageSigns, Role, of_status
from crawler.territory import Territory
from crawler.visit import VisitPlan
from crawler.wayfinding import resolve, same_page
from registry.identity import SharedHosts
from registry.identity.shared import SharedHost
from registry.profile import Board, Finding, ForumProfile
from registry.vocabulary import Outcome

ROOT = "https://forum.example.org/"
HOSTS = SharedHosts([SharedHost(domain="hosting.example", paths=(("g", "*"),))])
FORUM = ForumProfile(is_forum=True, confidence=0.9, front_page=ROOT)
OTHER = ForumProfile(is_forum=False, confidence=0.05)
NO_SIGNS = PageSigns()
NOW = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


def plan(address: str = ROOT, **given: Any) -> VisitPlan:
    limits = given.pop("limits", Limits())
    ground = Territory(HOSTS)
    return VisitPlan(address, limits, ground.same_place, lambda _: None, ground.home_of, **given)


def walk(visit: VisitPlan, profile: ForumProfile, status: int = 200, signs: PageSigns = NO_SIGNS) -> str:
    """Take the next step and read this there; the address of the step."""
    step = visit.next_step()
    assert step is not None
    visit.read(step, status, profile, signs)
    return step.url


def rest(visit: VisitPlan) -> list[str]:
    """Walk to the end through empty pages; the addresses asked for."""
    asked = []
    while (step := visit.next_step()) is not None:
        asked.append(step.url)
        visit.read(step, 200, ForumProfile(), NO_SIGNS)
    return asked


def fact(**facts: Any) -> dict[str, Finding]:
    return {name: Finding(value, str(value), "test") for name, value in facts.items()}


def test_a_forum_is_profiled_and_its_further_pages_are_asked_for_in_order() -> None:
    visit = plan()
    assert walk(visit, replace(FORUM, also=(ROOT + "about.json", ROOT + "latest.json"), feeds=(ROOT + "feed",))) == ROOT
    assert rest(visit) == [ROOT + "about.json", ROOT + "latest.json", ROOT + "feed"]
    assert visit.end()[0] is Outcome.PROFILED


def test_a_feed_is_left_alone_when_threads_were_seen() -> None:
    visit = plan()
    walk(visit, replace(FORUM, thread_titles=("a thread",), feeds=(ROOT + "feed",)))
    assert rest(visit) == []


def test_further_pages_stay_on_the_site_and_within_the_budget_and_are_asked_once() -> None:
    visit = plan(limits=Limits(max_pages=3))
    also = ("https://elsewhere.example/x", ROOT + "a", ROOT + "a#b", ROOT, ROOT + "c", ROOT + "d")
    walk(visit, replace(FORUM, also=also))
    assert rest(visit) == [ROOT + "a", ROOT + "c"]


def test_no_two_further_failures() -> None:
    visit = plan()
    walk(visit, replace(FORUM, also=tuple(f"{ROOT}{n}" for n in range(5))))
    for _ in range(2):
        step = visit.next_step()
        assert step is not None
        visit.failed(step, Outcome.TIMED_OUT, "slow")
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.PROFILED


def test_answers_that_are_not_there_cost_no_patience_and_others_do() -> None:
    for status, left in ((404, 5), (410, 5), (403, 2), (500, 2)):
        visit = plan(limits=Limits(max_pages=20))
        walk(visit, replace(FORUM, also=tuple(f"{ROOT}{n}" for n in range(5))))
        asked = 0
        while (step := visit.next_step()) is not None:
            asked += 1
            visit.read(step, status, ForumProfile(), NO_SIGNS)
        assert asked == left, status
        assert visit.end()[0] is Outcome.PROFILED


def test_an_answer_leads_on_once_and_within_the_site() -> None:
    visit = plan()
    walk(visit, replace(FORUM, also=(ROOT + ".well-known/nodeinfo", ROOT + "last.json")))
    led = ("https://elsewhere.example/nodeinfo/2.1", ROOT + "nodeinfo/2.1", ROOT + "nodeinfo/2.0")
    walk(visit, ForumProfile(also=led), signs=PageSigns(kind="json"))
    assert walk(visit, ForumProfile(is_forum=True), signs=PageSigns(kind="json")) == ROOT + "nodeinfo/2.1"
    assert walk(visit, ForumProfile(), signs=PageSigns(kind="json")) == ROOT + "last.json"
    assert visit.next_step() is None


def test_html_is_no_answer_for_machines_and_no_other_software_s_page_is_the_forum_s() -> None:
    ours, other = replace(FORUM, platform="phpbb"), replace(FORUM, platform="mybb")
    walled = replace(ours, findings=fact(login_wall=True, members=9))
    for path, answer, taken in (
        ("stats.php", ours, True),
        ("stats.php", other, False),
        ("stats.php", walled, False),
        ("stats.php", ForumProfile(), False),
        ("about.json", ours, False),
        ("api/categories", ours, False),
        ("extern.php?action=feed&type=atom", ours, False),
        ("nodeinfo/2.0", ours, False),
    ):
        visit = plan()
        walk(visit, replace(ours, also=(ROOT + path,)))
        walk(visit, answer)
        assert (len(visit.profiles) == 2) is taken, (path, answer.platform)


def test_a_log_in_page_that_an_answer_leads_to_is_no_answer() -> None:
    ours = replace(FORUM, platform="discourse", findings=fact(name="Log in"))
    visit = plan()
    walk(visit, replace(ours, also=(ROOT + "about.json",)))
    redirect(visit, ["/login"])
    assert walk(visit, ours) == ROOT + "login"
    assert len(visit.profiles) == 1


@pytest.mark.parametrize(
    ("front", "feed", "asked"),
    [
        ("https://example.org/forums/", "https://example.org/feed/", False),  # the blog's around it
        ("https://example.org/forums/", "https://example.org/forums/feed/", True),
        ("https://example.org/forum/index.php", "https://example.org/forum/app.php/feed", True),
        ("https://example.org/forum.php", "https://example.org/external.php?type=RSS2", True),
        ("https://example.org/forum/", "https://example.org/forums/feed/", False),
    ],
)
def test_the_feed_of_the_site_around_a_forum_is_left_alone(front: str, feed: str, asked: bool) -> None:
    visit = plan(front)
    walk(visit, replace(FORUM, front_page=front, feeds=(feed,)))
    assert rest(visit) == ([feed] if asked else [])


def test_an_address_in_a_forum_s_folder_is_asked_before_a_logo_that_leads_to_the_house() -> None:
    thread = replace(FORUM, front_page="https://example.org/", platform="phpbb")
    visit = plan("https://example.org/forum/viewtopic.php?t=1")
    walk(visit, thread)
    assert walk(visit, replace(thread, boards=(Board("Potatoes"),))) == "https://example.org/forum/"
    assert rest(visit) == []
    assert visit.profiles[0].front_page == "https://example.org/forum/"
    visit = plan("https://example.org/forum/t/a-thread/1")
    walk(visit, thread)
    assert walk(visit, OTHER) == "https://example.org/"
    assert walk(visit, thread) == "https://example.org/forum/"


def test_a_home_page_leads_a_thread_to_no_other_forum_of_the_host() -> None:
    visit = plan("https://example.org/forum-a/viewtopic.php?t=1")
    walk(visit, replace(FORUM, front_page="https://example.org/", platform="phpbb"))
    assert walk(visit, ForumProfile(), status=404) == "https://example.org/forum-a/"
    links = ["https://example.org/forum-b/", "https://example.org/forum-a"]
    assert walk(visit, OTHER, signs=PageSigns(forum_links=links)) == "https://example.org/"
    assert rest(visit) == ["https://example.org/forum-a"]


def test_a_thread_that_names_no_front_page_is_looked_up_by_its_address() -> None:
    visit = plan("https://example.org/t/a-thread/12")
    walk(visit, replace(FORUM, front_page=None))
    assert walk(visit, FORUM) == "https://example.org/"


def test_asked_to_slow_down_nothing_more_is_asked_though_a_thread_stands_alone() -> None:
    visit = plan(ROOT + "threads/one.1/")
    walk(visit, replace(FORUM, also=(ROOT + "about.json",)))
    step = visit.next_step()
    assert step is not None
    visit.failed(step, Outcome.RATE_LIMITED, "429")
    assert visit.next_step() is None
    assert visit.end() == (Outcome.PROFILED, "asked to slow down")


def test_a_sensitive_thread_whose_home_page_is_no_forum_is_known_for_one_and_nothing_is_kept_of_it() -> None:
    visit = plan(ROOT + "threads/one.1/", sensitive=True)
    walk(visit, replace(FORUM, thread_titles=("a thread",), findings=fact(name="Secret"), platform="xenforo"))
    walk(visit, OTHER)
    assert rest(visit) == []
    (kept,) = visit.profiles
    assert (kept.is_forum, kept.platform, kept.thread_titles, kept.findings) == (True, "xenforo", (), {})


def test_a_feed_is_left_alone_where_threads_and_the_last_post_s_time_are_known() -> None:
    exact = {"last_post_at": Finding(NOW, "x", "test", ROOT, "second")}
    assumed = {"last_post_at": Finding(NOW, "x", f"test, {ZONE_ASSUMED}", ROOT, "second")}
    day = {"last_post_at": Finding(NOW, "x", "test", ROOT, "day")}
    for known, titles, asked in ((exact, ("a",), 0), (assumed, ("a",), 1), (day, ("a",), 1), (exact, (), 1)):
        visit = plan()
        walk(visit, replace(FORUM, also=(ROOT + "latest.rss",), findings=known, thread_titles=titles))
        assert len(rest(visit)) == asked


def test_asked_to_slow_down_on_a_further_page_the_visit_is_content() -> None:
    visit = plan()
    walk(visit, replace(FORUM, also=(ROOT + "a", ROOT + "b")))
    walk(visit, ForumProfile(), status=429)
    assert visit.next_step() is None
    assert visit.end() == (Outcome.PROFILED, "asked to slow down")


def test_a_thread_leads_to_its_front_page_whose_profile_comes_first() -> None:
    thread = replace(FORUM, thread_titles=("one thread",))
    visit = plan(ROOT + "threads/one.1/")
    walk(visit, thread)
    assert walk(visit, replace(FORUM, clues=("front",))) == ROOT
    assert visit.profiles[0].clues == ("front",)
    assert visit.end()[0] is Outcome.PROFILED


def test_a_thread_without_a_reachable_front_page_is_better_than_nothing() -> None:
    visit = plan(ROOT + "threads/one.1/")
    walk(visit, FORUM)
    step = visit.next_step()
    assert step is not None
    visit.failed(step, Outcome.CONNECTION_FAILED, "reset")
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.PROFILED


def test_a_front_page_that_names_another_front_page_does_not_lead_in_circles() -> None:
    visit = plan()
    walk(visit, replace(FORUM, front_page=ROOT + "community/"))
    walk(visit, replace(FORUM, front_page=ROOT))
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.PROFILED


def test_a_sensitive_site_is_asked_for_its_front_page_and_nothing_more() -> None:
    visit = plan(ROOT + "threads/one.1/", sensitive=True)
    walk(visit, replace(FORUM, thread_titles=("a thread",)))
    assert walk(visit, replace(FORUM, also=(ROOT + "about.json",), feeds=(ROOT + "feed",))) == ROOT
    assert visit.next_step() is None
    assert [profile.thread_titles for profile in visit.profiles] == [()]


def test_of_a_sensitive_thread_nothing_is_kept_where_its_front_page_cannot_be_read() -> None:
    visit = plan(ROOT + "threads/one.1/", sensitive=True)
    walk(visit, replace(FORUM, thread_titles=("a thread",)))
    step = visit.next_step()
    assert step is not None
    visit.failed(step, Outcome.TIMED_OUT, "slow")
    assert visit.profiles == []
    assert visit.end()[0] is Outcome.TIMED_OUT


def test_a_landing_page_leads_to_its_forum() -> None:
    visit = plan("https://example.org/")
    walk(visit, OTHER, signs=PageSigns(forum_links=["https://example.org/forum/", "https://elsewhere.example/forum/"]))
    found = replace(FORUM, front_page="https://example.org/forum/")
    assert walk(visit, found) == "https://example.org/forum/"
    assert visit.end()[0] is Outcome.PROFILED


def test_a_landing_page_without_a_forum_behind_it_is_no_forum() -> None:
    visit = plan("https://example.org/")
    links = [f"https://example.org/{name}/" for name in ("forum", "community", "boards")]
    walk(visit, OTHER, signs=PageSigns(forum_links=links))
    assert rest(visit) == links[:2]
    assert visit.end()[0] is Outcome.NOT_A_FORUM


@pytest.mark.parametrize(("confidence", "outcome"), [(0.0, Outcome.NOT_A_FORUM), (0.4, Outcome.UNSURE)])
def test_doubt_is_named(confidence: float, outcome: Outcome) -> None:
    visit = plan()
    walk(visit, replace(OTHER, confidence=confidence))
    assert visit.end()[0] is outcome


def test_a_login_wall_is_one_only_where_nothing_is_shown() -> None:
    walled = replace(FORUM, findings=fact(login_wall=True))
    visit = plan()
    walk(visit, walled)
    assert visit.end()[0] is Outcome.LOGIN_WALL
    visit = plan()
    walk(visit, replace(walled, boards=(Board("Potatoes"),)))
    assert visit.end()[0] is Outcome.PROFILED
    visit = plan()
    walk(visit, walled, status=403)
    assert visit.end()[0] is Outcome.LOGIN_WALL


def test_a_challenge_page_is_blocked_whatever_its_status() -> None:
    for status in (200, 403, 503):
        visit = plan()
        walk(visit, ForumProfile(blocked="challenge"), status=status)
        assert visit.end()[0] is Outcome.BLOCKED


def test_a_page_that_names_our_agent_ends_the_visit_at_once_wherever_it_is() -> None:
    visit = plan()
    walk(visit, replace(FORUM, opt_out="forum-registry: none", also=(ROOT + "a",)))
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.OPTED_OUT
    visit = plan()
    walk(visit, replace(FORUM, also=(ROOT + "a", ROOT + "b")))
    walk(visit, ForumProfile(opt_out="forum-registry: noindex"))
    assert visit.end()[0] is Outcome.OPTED_OUT


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(401, "access_denied"), (403, "access_denied"), (404, "gone"), (410, "gone"), (418, "access_denied"),
     (429, "rate_limited"), (451, "access_denied"), (500, "server_error"), (503, "server_error"), (304, "unreadable"),
     (700, "unreadable")],
)  # fmt: skip
def test_statuses_have_names(status: int, outcome: str) -> None:
    assert of_status(status)[0] == outcome


def test_a_missing_thread_of_a_forum_leads_to_its_front_page() -> None:
    visit = plan(ROOT + "threads/gone.1/")
    walk(visit, FORUM, status=404)
    assert walk(visit, FORUM) == ROOT
    assert visit.end()[0] is Outcome.PROFILED


def redirect(visit: VisitPlan, targets: Sequence[str]) -> None:
    for target in targets:
        step = visit.next_step()
        assert step is not None
        visit.redirected(step, target)


def test_redirects_within_the_site_are_followed_five_times() -> None:
    visit = plan()
    redirect(visit, [f"/{n}" for n in range(5)])
    assert walk(visit, FORUM) == ROOT + "4"
    assert visit.pages == 1
    visit = plan()
    redirect(visit, [f"/{n}" for n in range(6)])
    assert visit.end()[0] is Outcome.TOO_MANY_REDIRECTS


@pytest.mark.parametrize("targets", [[ROOT], ["/"], ["#top"], ["/a", "/"], ["/a", "/b", "/a"]])
def test_circles_are_seen_at_once(targets: list[str]) -> None:
    visit = plan()
    redirect(visit, targets)
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    ("address", "target", "moved"),
    [
        (ROOT, "https://new.example.net/", True),
        (ROOT, "https://forum.example.net/", True),
        (ROOT, "http://www.forum.example.org/index.php", False),
        ("https://example.org/", "https://example.org/forum/", False),
        ("https://hosting.example/g/hens/", "https://hosting.example/g/ducks/", True),
        ("https://hosting.example/g/hens/", "https://hosting.example/login", False),
    ],
)
def test_a_site_has_moved_when_it_sends_us_to_another_site(address: str, target: str, moved: bool) -> None:
    visit = plan(address)
    redirect(visit, [target])
    assert (visit.outcome is Outcome.MOVED) is moved
    assert visit.moved_to == (target if moved else None)


def test_a_further_page_that_leads_elsewhere_is_dropped() -> None:
    visit = plan()
    walk(visit, replace(FORUM, also=(ROOT + "a",)))
    redirect(visit, ["https://elsewhere.example/"])
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.PROFILED


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "javascript:alert(1)", "mailto:a@example.org", "https:///", "http://[::1"]
)
def test_redirects_to_what_is_no_web_address_are_refused(target: str) -> None:
    visit = plan()
    redirect(visit, [target])
    assert visit.end()[0] in {Outcome.EGRESS_REFUSED, Outcome.TOO_MANY_REDIRECTS}


def test_robots_before_the_front_page_end_the_visit_and_elsewhere_do_not() -> None:
    visit = plan()
    step = visit.next_step()
    assert step is not None
    visit.kept_out(step, Outcome.ROBOTS_REFUSED, "robots.txt keeps us from /")
    assert visit.end()[0] is Outcome.ROBOTS_REFUSED
    visit = plan()
    walk(visit, replace(FORUM, also=(ROOT + "a",)))
    step = visit.next_step()
    assert step is not None
    visit.kept_out(step, Outcome.ROBOTS_REFUSED, "robots.txt keeps us from /a")
    assert visit.end()[0] is Outcome.PROFILED


def test_a_host_that_refuses_https_is_asked_once_over_http() -> None:
    visit = plan()
    for scheme in ("https", "http"):
        step = visit.next_step()
        assert step is not None
        assert step.url == f"{scheme}://forum.example.org/"
        visit.no_entry(step, Outcome.CONNECTION_FAILED, "refused")
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.CONNECTION_FAILED


def test_a_bad_certificate_is_no_reason_to_go_without_one() -> None:
    visit = plan()
    step = visit.next_step()
    assert step is not None
    visit.no_entry(step, Outcome.TLS_FAILED, "expired")
    assert visit.next_step() is None
    assert visit.end()[0] is Outcome.TLS_FAILED


def test_every_role_ends_somewhere_whatever_comes() -> None:
    """Each kind of answer at each step of a deep, sensitive visit: an outcome, and never our own failure."""
    endings: list[Any] = [
        lambda v, s: v.redirected(s, "https://elsewhere.example/"),
        lambda v, s: v.redirected(s, s.url),
        lambda v, s: v.failed(s, Outcome.TIMED_OUT, ""),
        lambda v, s: v.kept_out(s, Outcome.ROBOTS_REFUSED, ""),
        lambda v, s: v.no_entry(s, Outcome.DNS_FAILED, ""),
        lambda v, s: v.read(s, 500, ForumProfile(), NO_SIGNS),
        lambda v, s: v.read(s, 200, OTHER, PageSigns(unreadable="a picture")),
        lambda v, s: v.content("time"),
    ]
    for ending in endings[:-1]:
        visit = plan(ROOT + "threads/one.1/", sensitive=True)
        walk(visit, FORUM)
        step = visit.next_step()
        assert step is not None
        assert step.role is Role.FRONT
        ending(visit, step)
        while (step := visit.next_step()) is not None:
            ending(visit, step)
        assert visit.end()[0] is not Outcome.FAILED


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (ROOT, "https://forum.example.org", True),
        (ROOT, "http://www.forum.example.org/index.php", True),
        (ROOT + "forum/", ROOT + "forum/index.html", True),
        (ROOT, ROOT + "index.php?topic=1", False),
        (ROOT, ROOT + "index.php?sid=0123abcd", True),
        (ROOT, ROOT + "index.php?s=0123456789abcdef0123456789abcdef&", True),
        (ROOT, ROOT + "?s=potatoes", False),
        (ROOT, ROOT + "index.php?PHPSESSID=0123;utm_source=x", True),
        (ROOT + "forum/", ROOT + "forum/;jsessionid=12", True),
        (ROOT, ROOT + "index.php?sid=0123abcd&topic=1", False),
        (ROOT + "?topic=1", ROOT + "?sid=9&topic=1", True),
        (ROOT, ROOT + "forum/", False),
    ],
)
def test_front_pages_are_known_by_several_addresses(one: str, other: str, same: bool) -> None:
    assert same_page(one, other) is same


@pytest.mark.parametrize(
    ("href", "absolute"),
    [
        ("/x#y", ROOT + "x"),
        ("//other.example/", "https://other.example/"),
        ("http://bücher.example/", "http://xn--bcher-kva.example/"),
        (" b ", ROOT + "b"),
        ("javascript:alert(1)", None),
        ("tel:123", None),
        ("http://[::1", None),
        ("http://a:99999/", None),
    ],
)
def test_only_web_addresses_are_made_of_links(href: str, absolute: str | None) -> None:
    assert resolve(ROOT, href) == absolute


def test_where_no_page_tells_its_zone_the_feed_of_the_newest_thread_is_asked() -> None:
    assumed = {"last_post_at": Finding(datetime(2026, 11, 19, 22, 5, tzinfo=UTC), "22:05", f"row, {ZONE_ASSUMED}")}
    thread = replace(FORUM, feeds=(ROOT + "feed", ROOT + "feed?thread=4"))
    front = replace(FORUM, findings=assumed, also=(ROOT + "post-9",), feeds=(ROOT + "feed",))
    visit = plan()
    walk(visit, front)
    walk(visit, thread, signs=PageSigns(kind="html"))
    assert rest(visit)[0] == ROOT + "feed?thread=4"
    known = plan()
    walk(known, replace(front, findings={}))
    walk(known, thread, signs=PageSigns(kind="html"))
    assert ROOT + "feed?thread=4" not in rest(known)


def test_a_page_that_may_only_lead_to_a_forum_yields_to_the_forum_it_leads_to() -> None:
    doubtful = ForumProfile(is_forum=True, confidence=0.5)
    leads = PageSigns([ROOT + "forums/", ROOT + "board/"])
    forum = replace(FORUM, platform="bbpress", boards=(Board("Paper"),), front_page=ROOT + "forums/")
    found = plan()
    walk(found, doubtful, signs=leads)
    walk(found, forum)
    assert rest(found) == []
    assert found.profiles[0].platform == "bbpress"
    lost = plan()
    walk(lost, doubtful, signs=leads)
    assert rest(lost) == [ROOT + "forums/", ROOT + "board/"]
    assert (lost.end()[0], lost.profiles[0]) == (Outcome.PROFILED, doubtful)
    misled = plan()
    walk(misled, doubtful, signs=leads)
    walk(misled, replace(doubtful, confidence=0.7))
    assert misled.profiles[0] == doubtful


def test_a_site_s_home_with_a_forum_s_widgets_is_not_the_front_page_of_that_forum() -> None:
    forum = replace(FORUM, platform="bbpress", boards=(Board("Paper"),), front_page=None)
    visit = plan(ROOT + "?post_type=forum")
    walk(visit, forum)
    assert walk(visit, ForumProfile(is_forum=True, confidence=0.5)) == ROOT
    assert rest(visit) == []
    assert visit.profiles[0].boards == (Board("Paper"),)
