"""`named_in` leads to no member's page, carries no session or tracking mark, and sends nobody to a people search."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from registry.db import Sessions
from registry.identity import SharedHosts
from registry.seeding import check_seeds
from registry.seeding.folder import read_seeds
from registry.seeding.problem import Kind
from registry.seeding.unfit import HUNTERS, unfit
from tests.seeds.folder import make_seeds, with_row
from tests.seeds.test_load import load, public

MEMBERS = [
    "https://b.example.com/forum/profile/26930-runcible-spoon/",
    "https://b.example.com/members/ann.123/",
    "https://b.example.com/u/ann",
    "https://b.example.com/u/ann/summary",
    "https://b.example.com/USER/Ann",
    "https://b.example.com/%75ser/ann",
    "https://b.example.com/@ann",
    "https://b.example.com/forum/member.php?u=3",
    "https://b.example.com/forum/memberlist.php",
    "https://b.example.com/memberlist.php?mode=viewprofile&u=3",
    "https://b.example.com/index.php?action=profile;area=summary",
    "https://b.example.com/index.php?/profile/26930-ann/",
    "https://b.example.com/index.php?showuser=3",
    "https://b.example.com/leaderboard?in=blog-entry_id",
    "https://www.reddit.com/user/ann/comments",
]
MARKED = [
    "https://b.example.com/t.php?t=1&PHPSESSID=88e66d5d6ab7e929760481b773ca1ea2",
    "https://b.example.com/index.php?topic=1;phpsessid=88e66d",
    "https://b.example.com/viewtopic.php?p=1&sid=6f7df76860ee6a83f61da6c5558b469c",
    "https://b.example.com/showthread.php?s=0ceb7aa549f975f580f610287111012f&t=2",
    "https://b.example.com/showthread.php?484437-Twenty-years/page3&s=772ed20bcaf993fe9c22f386f27fc05b",
    "https://b.example.com/showthread.php?s=&t=2",
    "https://b.example.com/rules;jsessionid=1A2B",
    "https://b.example.com/rules?_ga=2.172927397.708035367",
    "https://b.example.com/rules?x=1&UTM_source=letter",
    "https://b.example.com/rules?fbclid=x",
    "https://b.example.com/rules?loggedin=false",
    "https://b.example.com/index.html/___base_url___/news/",
]
HUNTING = [
    "https://github.com/snooppr/snoop/blob/f034e364/websites.md",
    "https://github.com/Soxoj/Maigret/blob/149acb17/maigret/resources/data.json",
    "https://www.github.com/sherlock-project/sherlock",
    "https://raw.githubusercontent.com/snooppr/snoop/master/websites.md",
    "https://whatsmyname.app/",
]
FIT = [
    "https://b.example.com/community-guidelines",
    "https://b.example.com/member-benefits",
    "https://b.example.com/members",
    "https://b.example.com/showthread.php?t=2&s=rules",
    "https://b.example.com/threads/users-guide.12/",
    "https://github.com/snooppr/snooping",
    "https://b.example.com/index.php?/guidelines/",
]


@pytest.mark.parametrize("address", [*MEMBERS, *MARKED, *HUNTING])
def test_an_unfit_source_is_refused_by_the_check_and_by_loading(
    tmp_path: Path, sessions: Sessions, address: str
) -> None:
    folder = make_seeds(tmp_path / "seeds", forums_csv=with_row(f"https://a.example.com/,Unfit,,,,,,{address},"))
    (problem,) = check_seeds(folder)
    assert (problem.line, problem.column, problem.kind) == (5, "named_in", Kind.UNSOURCED)
    assert problem.advice
    assert "Unfit" not in {seed.name for seed in read_seeds(folder, SharedHosts.load(folder / "hosts.toml")).forums}
    if address in (MEMBERS[0], MARKED[0], HUNTING[0]):
        load(sessions, folder)
        assert "https://a.example.com/" not in public(sessions)


@pytest.mark.parametrize(("addresses", "said"), [(MEMBERS, "member"), (MARKED, "session"), (HUNTING, "people")])
def test_the_reason_says_what_is_wrong(addresses: list[str], said: str) -> None:
    for address in addresses:
        found = unfit(urlsplit(address))
        assert found is not None, address
        assert said in found.reason or "placeholder" in found.reason, address


@pytest.mark.parametrize("address", FIT)
def test_a_page_about_nobody_is_fit(address: str) -> None:
    assert unfit(urlsplit(address)) is None


def test_every_tool_on_the_list_is_told_with_what_it_does() -> None:
    for place, what in HUNTERS.items():
        found = unfit(urlsplit(f"https://{place}/x"))
        assert found is not None
        assert what in found.reason
