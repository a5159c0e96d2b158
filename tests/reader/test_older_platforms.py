"""What boards of the older kinds do in other versions, themes and languages than the saved pages of each show."""

import re
from dataclasses import replace

import pytest

from crawler.reader import read
from crawler.words.figures import figures
from crawler.words.numbers import ROUNDED
from tests.reader.saved import saved


@pytest.mark.parametrize(
    "said",
    [
        "Beiträge: 12.800 (durchschnittlich 3,1 Beiträge pro Tag)",
        "Posts: 12,800 (average 3.1 posts per day)",
        "12.800 Beiträge (12,15 Beiträge pro Tag)",
    ],
    ids=["German", "English", "number first"],
)
def test_an_average_in_brackets_behind_a_total_is_not_the_totals_own(said: str) -> None:
    assert [(figure.field, figure.value) for figure in figures(said)][:1] == [("posts", 12800)]


@pytest.mark.parametrize("said", ["Posts: 12 (average)", "11 user(s) active in the past 15 minutes"])
def test_what_brackets_call_an_average_or_those_here_now_is_no_total(said: str) -> None:
    assert figures(said) == []


@pytest.mark.parametrize(
    ("columns", "told"), [(("12", "640", "1511"), (640, 1511)), (("640", "1511"), (640, 1511))], ids=["3", "2"]
)
def test_discourse_counts_who_came_back_with_and_without_the_last_day(
    columns: tuple[str, ...], told: tuple[int, int]
) -> None:
    page = saved("discourse_about")
    rows = "".join(
        f"<tr><td>{name}</td><td>{total}</td>{''.join(f'<td>{count}</td>' for count in columns)}</tr>"
        for name, total in (("a", "5969"), ("b", "65860"), ("c", "10858"), ("d", "&mdash;"), ("e", "37747"))
    )
    table = re.compile(rb"<table.*?</table>", re.DOTALL)
    body = table.sub(f"<table>{rows}</table>".encode(), page.body)
    findings = read(replace(page, body=body)).findings
    assert [findings[field].value for field in ("threads", "posts", "members")] == [5969, 65860, 10858]
    assert (findings["active_7_days"].value, findings["active_30_days"].value) == told


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ('subscribers="12345" active="67"', {"members": 12345, "online": 67}),
        ('weekly-active-users="4321" weekly-contributions="99"', {"active_7_days": 4321}),
    ],
    ids=["until 2025", "since"],
)
def test_who_comes_to_a_reddit_community_within_a_week_is_not_its_size(stated: str, told: dict[str, int]) -> None:
    page = saved("reddit")
    findings = read(replace(page, body=page.body.replace(b'subscribers="12345"', stated.encode()))).findings
    counted = {field: findings[field].value for field in ("members", "online", "active_7_days") if field in findings}
    assert counted == told


def test_a_sum_over_boards_that_round_their_figures_says_so() -> None:
    page = saved("invision_5")
    body = page.body.replace(b"1,201 clicks", b"").replace(b"forumStatistics", b"other")
    second = (
        b'<li class="ipsData__item" data-forumid="7"><h3 class="ipsData__title"><a href="/forum/7-wet/">Wet</a></h3>'
    )
    figures_of_it = b'<ul class="ipsData__stats"><li><span>210</span> <span>posts</span></li></ul></li>'
    told = read(replace(page, body=body.replace(b"</ol></section>", second + figures_of_it + b"</ol></section>")))
    assert told.derived["posts"].value == 4810
    assert told.derived["posts"].rule.endswith(ROUNDED)


_WALLS = {
    "vanilla": '<body id="dashboard_entry_signin" class="Dashboard Entry signin">'
    '<script>gdn.meta={};</script><form id="Form_User_SignIn" action="/entry/signin"></form>',
    "invision": '<body class="ipsApp ipsApp_front" data-pageapp="core" data-pagecontroller="login">'
    '<div id="ipsLayout_header"><form action="/login/"></form></div><div id="ipsLayout_body">'
    '<div id="ipsLayout_mainArea"><form action="/login/"></form></div></div>',
    "woltlab": '<body id="tpl_wcf_login" data-application="wcf"><script src="/js/WCF.min.js"></script>'
    '<script>WCF.Language={};</script><a href="https://www.woltlab.com/">Suite</a><div id="content">'
    '<form action="/login/"></form></div>',
    "xenforo": '<body data-template="login"><div class="p-body"><div class="p-body-inner"><div class="p-body-content">'
    '<div class="p-body-pageContent"><form action="/login/login"></form></div></div></div></div>',
    "vbulletin": '<body id="vb"><script src="clientscript/vbulletin_global.js"></script>'
    '<input id="navbar_username"><table><tr><td class="panelsurround"><form action="login.php?do=login"></form>',
}
"""The pages of log-in that stand for whole boards, in their frames."""


@pytest.mark.parametrize("slug", list(_WALLS))
def test_a_page_of_log_in_is_a_wall_of_its_software(slug: str) -> None:
    frame = '<html id="XF">' if slug == "xenforo" else "<html>"
    page = replace(saved("vanilla"), body=f"{frame}<title>Hidden club</title>{_WALLS[slug]}</body></html>".encode())
    told = read(page)
    assert told.platform == slug
    assert told.findings["login_wall"].value is True


def test_the_form_in_the_header_of_every_page_is_no_wall() -> None:
    body = _WALLS["invision"].replace('<div id="ipsLayout_mainArea"><form action="/login/"></form></div>', "")
    told = read(replace(saved("vanilla"), body=f"<html><title>Members</title>{body}</body></html>".encode()))
    assert told.platform == "invision"
    assert "login_wall" not in told.findings


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ('<a href="/categories">All <span class="Count"><span title="1,226 talks">1.2K</span></span></a>', 1226),
        ('<a href="/discussions">All</a> <span class="Count">340</span>', 340),
        ('<a href="/categories/soil">Soil</a> <span class="Count">89</span>', None),
    ],
    ids=["tooltip", "plain", "one category"],
)
def test_vanilla_counts_all_discussions_beside_all_categories_alone(entry: str, told: int | None) -> None:
    page = saved("vanilla")
    side = f'<div class="Box BoxCategories"><ul class="PanelInfo PanelCategories"><li>{entry}</li></ul></div>'
    findings = read(replace(page, body=page.body.replace(b"</body>", side.encode() + b"</body>"))).findings
    assert (findings["threads"].value if "threads" in findings else None) == told


def test_members_stay_members_before_the_active_ones() -> None:
    said = "Topics: 279 Posts: 2,337 Members: 895 Active Members: 12"
    assert [(figure.field, figure.value) for figure in figures(said)] == [
        ("threads", 279),
        ("posts", 2337),
        ("members", 895),
    ]
    assert [figure.field for figure in figures("Members: 3 online Posts: 7")] == ["posts"]
