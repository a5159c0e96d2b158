"""The hosting places of the seeds: which part of an address names a community there."""

from pathlib import Path

import pytest

from crawler.platforms import platforms
from registry.identity import BadAddress, BadHosts, SharedHost, SharedHosts, host_key_of, site_key
from registry.settings import PROJECT

HOSTS = SharedHosts.load(PROJECT / "seeds" / "hosts.toml")

KEYS = {
    "https://hens.proboards.com/thread/12/a-thread?page=2": "hens.proboards.com",
    "https://hens.boards.net/board/1/general": "hens.boards.net",
    "http://hens.freeforums.net/": "hens.freeforums.net",
    "https://hens.forumotion.com/t12-a-thread": "hens.forumotion.com",
    "https://hens.forumactif.com/f3-general": "hens.forumactif.com",
    "https://hens.forumieren.de/t12-ein-thema": "hens.forumieren.de",
    "https://hens.foroactivo.com/t12-un-tema": "hens.foroactivo.com",
    "https://hens.forumgratuit.org/login": "hens.forumgratuit.org",
    "http://hens.xooit.com/t12-Poule.htm": "hens.xooit.com",
    "https://hens.createaforum.com/general/a-thread/": "hens.createaforum.com",
    "https://hens.websitetoolbox.com/post/a-thread-12": "hens.websitetoolbox.com",
    "https://www.websitetoolbox.com/tool/mb/Hens?forum=12": "websitetoolbox.com/tool/mb/hens",
    "https://hens.forumfree.it/?t=12": "hens.forumfree.it",
    "https://hens.forumcommunity.net/?f=12": "hens.forumcommunity.net",
    "https://hens.activeboard.com/t12/a-thread/": "hens.activeboard.com",
    "https://hens.jcink.net/index.php?showtopic=12": "hens.jcink.net",
    "http://hens.yuku.com/topic/12/A-thread": "hens.yuku.com",
    "http://hens.runboard.com/t12": "hens.runboard.com",
    "http://s1.zetaboards.com/Hens/topic/12/1/": "s1.zetaboards.com/hens",
    "https://www.tapatalk.com/groups/hens/viewtopic.php?f=1&t=12": "tapatalk.com/groups/hens",
    "http://hens.wikidot.com/forum/t-12/a-thread": "hens.wikidot.com",
    "https://hens.discourse.group/t/a-thread/12": "hens.discourse.group",
    "https://hens.vanillacommunities.com/discussion/12/x": "hens.vanillacommunities.com",
    "https://hens.invisionzone.com/topic/12-a-thread/": "hens.invisionzone.com",
    "http://hens.nabble.com/A-thread-td12.html": "hens.nabble.com",
    "https://healthunlocked.com/hens/posts/12/a-question": "healthunlocked.com/hens",
    "https://groups.io/g/Hens/topic/12": "groups.io/g/hens",
    "https://hens.groups.io/g/main/topic/12": "hens.groups.io/g/main",
    "https://groups.google.com/group/hens/browse_thread/thread/12": "groups.google.com/g/hens",
    "https://groups.google.com/g/Hens/c/AbC": "groups.google.com/g/hens",
    "https://groups.google.com/a/example.org/group/hens": "groups.google.com/a/example.org/g/hens",
    "https://old.reddit.com/r/Hens/comments/1/a_thread/": "reddit.com/r/hens",
    "https://m.facebook.com/groups/hens.keepers/permalink/12/": "facebook.com/groups/hens.keepers",
    "https://discord.com/invite/AbCd": "discord.com/invite/AbCd",
    "https://discord.gg/abcd": "discord.gg/abcd",
    "https://discord.gg/AbCd": "discord.gg/AbCd",
    "https://www.freelists.org/archive/hens/11-2026": "freelists.org/list/hens",
    "https://www.freelists.org/post/hens/A-thread": "freelists.org/list/hens",
    "https://www.mail-archive.com/hens@lists.example.pl/msg00012.html": "mail-archive.com/hens@lists.example.pl",
    "http://comments.gmane.org/gmane.culture.hens/12": "gmane.org/gmane.culture.hens",
    "https://lists.launchpad.net/hens/msg00012.html": "lists.launchpad.net/hens",
    "https://marc.info/?l=hens&m=12&w=2": "marc.info?l=hens",
    # On hosts of one's own each list is a community, too.
    "https://lists.example.org/pipermail/hens/2020-January/000012.html": "lists.example.org/pipermail/hens",
    "https://lists.example.org/hyperkitty/list/hens@lists.example.org/thread/AB/": (
        "lists.example.org/hyperkitty/list/hens@lists.example.org"
    ),
    "https://lists.example.pl/archives/list/hens@lists.example.pl/latest": (
        "lists.example.pl/archives/list/hens@lists.example.pl"
    ),
}


@pytest.mark.parametrize("address", KEYS)
def test_a_community_s_part_of_an_address_on_a_hosting_place(address: str) -> None:
    found = site_key(address, HOSTS)
    assert found.key == KEYS[address]
    assert site_key(found.address, HOSTS) == found


@pytest.mark.parametrize(
    "address",
    ["https://www.reddit.com/", "https://groups.google.com/", "https://healthunlocked.com/about", "https://discord.com/",
     "https://www.facebook.com/hens", "https://www.proboards.com/", "https://www.mail-archive.com/faq.html",
     "https://marc.info/"],
)  # fmt: skip
def test_a_hosting_place_s_own_pages_are_no_community(address: str) -> None:
    with pytest.raises(BadAddress, match="many communities"):
        site_key(address, HOSTS)


def test_letter_case_tells_communities_apart_only_where_it_counts() -> None:
    keys = {site_key(f"https://discord.gg/{name}", HOSTS).key for name in ("AbC", "abc")}
    assert len(keys) == 2
    keys = {site_key(f"https://www.reddit.com/r/{name}", HOSTS).key for name in ("AbC", "abc")}
    assert len(keys) == 1


def test_the_platforms_of_hosting_places_are_known() -> None:
    assert {host.platform for host in HOSTS if host.platform is not None} <= set(platforms())


@pytest.mark.parametrize("word", ["alike", "cased"])
def test_yes_and_no_are_said_as_such(tmp_path: Path, word: str) -> None:
    file = tmp_path / "hosts.toml"
    file.write_text(f'[[shared]]\ndomain = "a.org"\n{word} = "yes"\n', encoding="utf-8")
    with pytest.raises(BadHosts, match="must be true or false"):
        SharedHosts.load(file)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://www.reddit.com/subreddits/", "reddit.com"),
        ("https://old.reddit.com/r/hens/", "reddit.com"),
        ("https://hens.proboards.com/", "hens.proboards.com"),
        ("https://www.proboards.com/forum-directory", "proboards.com"),
        ("http://www.example.org:8080/links.html", "example.org:8080"),
        ("https://[2001:db8::1]/links", "[2001:db8::1]"),
    ],
)
def test_pages_of_a_hosting_place_have_a_host_though_they_are_no_community(address: str, expected: str) -> None:
    hosts = SharedHosts(
        [SharedHost("reddit.com", ("old.reddit.com",), (("r", "*"),)), SharedHost("proboards.com", subdomains=True)]
    )
    assert host_key_of(address, hosts) == expected
