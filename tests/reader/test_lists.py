"""What lists, groups and hosted communities must not tell: a month for a total, a host's name, a senders' name."""

import json

import pytest

from crawler.page import Page
from crawler.platforms import platforms
from crawler.reader import as_json, read
from registry.profile import ForumProfile
from tests.reader.saved import FETCHED, answer, saved

HOSTED = [slug for slug, platform in platforms().items() if platform.hosted]


def _page(url: str, body: str) -> Page:
    return Page(url, 200, (("Content-Type", "text/html; charset=utf-8"),), body.encode(), FETCHED)


def test_thirty_days_of_a_mailing_list_are_no_totals() -> None:
    profile = read(saved("hyperkitty_list"))
    assert profile.value("active_30_days") == 9
    assert profile.value("members") is None
    assert profile.value("threads") is None


def test_a_month_of_an_archive_is_no_total_and_a_folder_of_the_future_no_post() -> None:
    month = read(saved("pipermail_month"))
    assert (month.value("posts"), month.value("threads")) == (None, None)
    newest = read(saved("pipermail")).findings["last_post_at"]
    assert (newest.raw, newest.precision) == ("2026-October", "month")


def test_questions_are_counted_where_the_list_is_whole_alone() -> None:
    assert read(saved("askbot")).value("threads") == 1348
    assert read(saved("askbot_tag")).value("threads") is None


def test_a_board_of_proboards_does_not_count_for_the_forum() -> None:
    profile = read(saved("proboards_board"))
    assert (profile.value("threads"), profile.value("posts")) == (None, None)


def test_other_communities_counts_are_not_this_ones() -> None:
    page = saved("healthunlocked")
    without = page.body.decode().replace("<div><span>9,420 members</span><span>1,132 posts</span></div>", "")
    profile = read(_page(page.url, without))
    assert profile.platform == "healthunlocked"
    assert (profile.value("members"), profile.value("threads")) == (None, None)


def test_titles_of_conversations_leave_what_members_wrote() -> None:
    told = json.dumps(as_json(read(saved("google_groups", "Quillon Xyst"))))
    assert "Duckweed" in told
    assert "Quillon" not in told


@pytest.mark.parametrize("name", ["khoros_board", "jive_board", "insided_list", "zendesk_topic", "groups_io_topics"])
def test_last_posters_stand_among_no_titles(name: str) -> None:
    profile = read(saved(name, "Quillon Xyst"))
    assert profile.thread_titles
    assert "Quillon" not in json.dumps(as_json(profile))
    assert not profile.boards


@pytest.mark.parametrize("slug", HOSTED)
def test_a_hosts_own_name_is_no_communitys(slug: str) -> None:
    page = saved(slug.replace("-", "_"))
    if slug not in {"facebook", "discord"}:
        assert read(page).value("name") not in (platforms()[slug].name, "Google Groups")
        return
    name = read(page).value("name")
    bare = page.body.decode().replace(str(name), "")
    assert read(_page(page.url, bare)).value("name") is None


def test_the_home_of_a_host_is_no_communitys_front_page() -> None:
    page = saved("healthunlocked")
    crumbs = '<nav class="breadcrumbs"><a rel="home" href="/">Home</a> <a href="/communities">Communities</a></nav>'
    body = (
        page.body.decode().replace("<main>", f"<main>{crumbs}").replace("</head>", '<link rel="home" href="/"></head>')
    )
    assert read(_page(page.url, body)).front_page in (None, page.url)


def test_a_members_words_in_a_posts_title_name_no_group() -> None:
    assert read(saved("facebook_post", "Quillon Xyst")).value("name") is None


@pytest.mark.parametrize(
    ("name", "front"),
    [
        ("google_groups_conversation", "https://groups.google.com/g/teich"),
        ("groups_io_topics", "https://lists.loomguild.example/g/weavers"),
        ("healthunlocked_post", "https://healthunlocked.com/creaky-knees"),
        ("facebook_post", "https://www.facebook.com/groups/sourdoughbeginners"),
        ("pipermail_message", "https://lists.hillfoot.example/pipermail/bee-keepers/"),
        ("zendesk_topic", "https://hulp.ketel.example/hc/nl/community/topics"),
    ],
)
def test_a_deep_page_leads_to_its_community(name: str, front: str) -> None:
    assert read(saved(name)).front_page == front


@pytest.mark.parametrize("name", ["google_groups", "groups_io", "healthunlocked", "facebook", "zendesk"])
def test_a_communitys_own_page_leads_nowhere_else(name: str) -> None:
    page = saved(name)
    assert read(page).front_page in (None, page.url.rstrip("/"))


def test_an_answer_of_another_software_is_not_askbots() -> None:
    page, _ = answer("askbot.info.json")
    other = Page(page.url, 200, page.headers, b'{"questions": 3, "users": "many"}', FETCHED)
    assert read(other).platform is None


def test_a_shields_page_about_a_hidden_address_is_no_contact() -> None:
    page = saved("ubbthreads")
    link = '<a href="/cdn-cgi/l/email-protection#ab12">Contact Us</a></body>'
    assert read(_page(page.url, page.body.decode().replace("</body>", link))).value("contact_url") is None


def test_we_have_members_in_portuguese_counts_no_threads() -> None:
    said = "<p>512 mensagens</p><p>Temos 33 usuários registrados</p>"
    body = f"<html><body id='phpbb'><a href='./viewforum.php?f=1'>a</a><div class='stats'>{said}</div></body></html>"
    profile = read(_page("https://forum.example/", body))
    assert profile.value("threads") is None
    assert profile.value("members") in (33, None)


def _private(url: str) -> ForumProfile:
    body = """<html><head><link rel="stylesheet" href="/static/hyperkitty/libs/a.css">
    <link rel="stylesheet" href="/static/django-mailman3/css/main.css"></head><body>
    <nav id="navbar-main"><a class="navbar-brand" href="/archives/">Reedmarsh lists</a></nav>
    <div class="container-xxl" role="main"><div class="row"><div class="col-sm-2"></div><div class="col-sm-10">
    <p class="text-danger">Diese Liste ist nicht offen.</p></div></div></div>
    <footer><p class="text-muted">Powered by <a href="http://hyperkitty.readthedocs.org">HyperKitty</a></p></footer>
    </body></html>"""
    return read(Page(url, 403, (("Content-Type", "text/html; charset=utf-8"),), body.encode(), FETCHED))


def test_a_private_list_is_a_list_that_shows_guests_nothing_and_has_not_its_site_s_name() -> None:
    found = _private("https://lists.reedmarsh.example/archives/list/plots@lists.reedmarsh.example/")
    assert (found.platform, found.value("login_wall"), found.value("name")) == ("hyperkitty", True, None)
    assert _private("https://lists.reedmarsh.example/archives/").value("name") == "Reedmarsh lists"


def test_a_log_in_page_leads_to_the_list_of_lists_and_a_list_s_page_does_not() -> None:
    page = saved("hyperkitty_list")
    assert read(page).front_page == page.url
    form = b'<form class="login" method="post" action="/accounts/login/"></form></body>'
    where = "https://lists.reedmarsh.example/accounts/login/"
    login = Page(where, 200, page.headers, page.body.replace(b"</body>", form), page.fetched_at)
    assert read(login).front_page == "https://lists.reedmarsh.example/archives/"
