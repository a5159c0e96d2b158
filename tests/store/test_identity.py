"""No forum twice, no two forums in one: one key a site, from any spelling."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.identity import BadAddress, BadHosts, SharedHosts, ancestors, site_key
from tests.shared_data import shared_data
from tests.store.making import HOSTS

SAME = {
    "example.org": [
        "https://example.org",
        "http://example.org/",
        "HTTPS://EXAMPLE.ORG",
        "https://www.example.org/",
        "https://example.org:443/",
        "http://example.org:80/",
        "https://example.org./",
        "//example.org",
        "example.org",
        "  https://example.org/  ",
        "https://example.org/index.php",
        "https://example.org/index.html",
        "https://example.org/default.aspx",
        "https://example.org/home",
        "https://example.org/?PHPSESSID=0123456789abcdef",
        "https://example.org/index.php?s=4242&",
        "https://example.org/index.php?sid=d41d8cd98f00b204e9800998ecf8427e",
        "https://example.org/?utm_source=x&utm_medium=y",
        "https://example.org/memberlist.php?mode=viewprofile&u=2",
        "https://example.org/index.php?threads/a-thread.12/",
        "https://example.org/;jsessionid=1A2B",
        "https://example.org/#top",
        "https://example.org//",
        "https://example.org/./",
        "https://example.org/forum/../",
        "https://example.org/viewtopic.php?f=1&t=2",
        "https://example.org/index.php?topic=12.0",
        "https://example.org/index.php/topic/12-a-thread/",
        "https://example.org/showthread.php?t=12",
        "https://example.org/forumdisplay.php?f=2",
        "https://example.org/t/a-thread/12",
        "https://example.org/t/12/4",
        "https://example.org/c/board/5",
        "https://example.org/threads/a-thread.12/page-2",
        "https://example.org/forums/general.12/",
        "https://example.org/topic/12-a-thread/",
        "https://example.org/forum/12-general/",
        "https://example.org/d/12-a-thread",
        "https://example.org/question/12/how-do-i/",
        "https://example.org/questions/12/how-do-i",
        "https://example.org/node/12",
        "https://example.org/message/12",
        "https://example.org/t5/Hens/A-thread/td-p/12",
        "https://example.org/-12/a-thread",
        "https://example.org/viewthread.php?tid=12",
        "https://example.org/thread-12-1-1.html",
        "https://example.org/archive/index.php/t-12.html",
        "https://example.org/thread-12.html",
        "https://example.org/members/1",
        "https://example.org/about",
        "https://example.org/2024/12/30/ten-books-to-read",
        "https://example.org/en/",
        "https://example.org\\",
    ],
    "example.org/forum": [
        "https://example.org/forum",
        "http://www.example.org/Forum/",
        "https://example.org/forum/index.php?sid=d41d8cd98f00b204e9800998ecf8427e",
        "https://example.org/forum/viewtopic.php?t=1",
        "https://example.org/forum/index.php?threads/a-thread.12/",
        "https://example.org/forum/general-chat/",
        "https://example.org/forum/topic/12-a-thread/",
        "https://example.org/forum/ubbthreads.php/galleries/12/a.html",
        "https://example.org/%66orum/",
        "https://example.org/forum",
        "https://example.org/forum/?utm_source=x",
        "https://example.org/FORUM/index.html?PHPSESSID=1",
    ],
    "example.org/community/forums": ["https://example.org/community/forums/threads/a-thread.12/"],
    "example.org/forums": ["https://example.org/forums/topic/how-do-i/", "https://example.org/forums/forum/hens/"],
    "example.org/parents/forum": ["https://example.org/parents/forum/viewforum.php?f=3"],
    "example.org/forums/parents": ["https://example.org/forums/parents/viewtopic.php?t=1"],
    "example.org/~ann/phpbb2": ["https://example.org/~ann/phpBB2/viewtopic.php?t=1"],
    "example.org:8080": ["http://example.org:8080/", "https://www.example.org:8080/index.php"],
    "xn--bcher-kva.example": ["https://bücher.example/", "https://BÜCHER.example/", "https://xn--bcher-kva.example"],
    "reddit.com/r/ukjobs": [
        "https://www.reddit.com/r/UKJobs/comments/1/a_thread/",
        "https://old.reddit.com/r/ukjobs",
    ],
    "hens.proboards.com": ["https://hens.proboards.com/thread/12/a", "http://hens.proboards.com/board/1/general"],
    "groups.io/g/hens": ["https://groups.io/g/hens/topic/1"],
    "hens.groups.io/g/main": ["https://hens.groups.io/g/main/topics"],
    "bravenet.com/forum/show.php?usernum=123": ["http://www.bravenet.com/forum/show.php?usernum=123"],
    "localhost:8000": ["http://localhost:8000/"],
    "parents.localhost:9000": ["http://parents.localhost:9000/index.php"],
    "192.0.2.1": ["http://192.0.2.1/"],
    "[2001:db8::1]": ["http://[2001:DB8:0::1]/"],
}

BAD = [
    "", " ", "https://", "https:///", "example", "ftp://example.org/", "javascript:alert(1)", "mailto:a@example.org",
    "data:text/html,x", "file:///etc/passwd", "https://ann:secret@example.org/", "https://ann@example.org/",
    "https://example.org:0/", "https://example.org:99999/", "https://example.org:port/", "https://exa mple.org/",
    "https://example.org/\x00", "https://example.org/a\nb", "https://example.org/\u202eabc", "https://\ud800.org/",
    "https://-.example/", "https://..", "http://0x7f.1/", "http://2130706433/", "http://127.1/", "http://[::1",
    "https://reddit.com/", "https://www.reddit.com/about", "https://example.org/" + "a" * 3000, "https://" + "a." * 200,
]  # fmt: skip


@pytest.mark.parametrize("key", SAME)
def test_every_spelling_of_a_site_has_one_key(key: str) -> None:
    for address in SAME[key]:
        found = site_key(address, HOSTS)
        assert found.key == key, address
        assert site_key(found.address, HOSTS) == found


def test_sites_that_differ_have_different_keys() -> None:
    assert len({site_key(addresses[0], HOSTS).key for addresses in SAME.values()}) == len(SAME)


@pytest.mark.parametrize("address", BAD)
def test_what_names_no_site_is_refused_with_advice(address: str) -> None:
    with pytest.raises(BadAddress) as refused:
        site_key(address, HOSTS)
    assert refused.value.what
    assert refused.value.advice
    assert "secret" not in str(refused.value)


def test_http_and_https_share_their_host() -> None:
    keys = {site_key(f"{scheme}://{www}example.org/forum", HOSTS).host_key
            for scheme in ("http", "https") for www in ("", "www.")}  # fmt: skip
    assert keys == {"example.org"}


def test_ancestors_of_a_key() -> None:
    assert ancestors("a.org/b/c") == ["a.org/b/c", "a.org/b", "a.org"]
    assert ancestors("a.org") == ["a.org"]
    assert ancestors("a.org/b?usernum=1") == ["a.org/b?usernum=1", "a.org/b", "a.org"]


ADDRESSES = st.one_of(
    st.text(max_size=80),
    st.builds("https://{}/{}".format, st.text(max_size=30), st.text(max_size=60)),
    st.builds(
        "{}://{}{}/{}".format,
        st.sampled_from(["http", "https", "HTTP"]),
        st.sampled_from(["example.org", "www.example.org", "reddit.com", "x.proboards.com", "bücher.example"]),
        st.sampled_from(["", ":80", ":8080", "."]),
        st.lists(
            st.sampled_from(
                [
                    "forum",
                    "forums",
                    "r",
                    "t",
                    "c",
                    "viewtopic.php",
                    "index.php",
                    "showthread.php",
                    "threads",
                    "x.12",
                    "12-slug",
                    "topic",
                    "a",
                    "b",
                    "parents",
                    "news",
                    "~ann",
                    "phpBB3",
                    "..",
                    ".",
                    "%2e%2e",
                    "%2F",
                    "en",
                    "home",
                    "index.php?topic=1",
                    "a-b-c-d-e",
                    "2024",
                    "general",
                ]
            ),
            max_size=6,
        ).map("/".join),
    ),
)


@settings(max_examples=600, deadline=None)
@given(ADDRESSES)
def test_any_text_has_a_stable_key_or_is_refused(text: str) -> None:
    try:
        found = site_key(text, HOSTS)
    except BadAddress:
        return
    assert site_key(found.address, HOSTS) == found
    assert found.key.startswith((found.host_key, "reddit.com", "bravenet.com"))
    assert found.key == found.key.lower()
    assert found.key.isascii()


def test_addresses_of_real_forums_keep_apart() -> None:
    """Each listed site has a key of its own, and its key is stable."""
    import csv

    with (shared_data() / "forum_sites.csv").open(encoding="utf-8") as file:
        addresses = [value for row in csv.DictReader(file) for value in row.values() if value and "://" in value]
    keys: dict[str, str] = {}
    for address in addresses:
        try:
            found = site_key(address, HOSTS)
        except BadAddress:
            continue
        assert site_key(found.address, HOSTS) == found
        plain = address.partition("://")[2].lower().removeprefix("www.").rstrip("/")
        assert keys.setdefault(found.key, plain) == plain or found.key in plain


def test_hosts_are_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "hosts.toml"
    file.write_text('[[shared]]\ndomain = "Example.com"\npaths = ["g/*"]\nexcept = ["help"]\n', encoding="utf-8")
    hosts = SharedHosts.load(file)
    assert site_key("https://www.example.com/g/Hens/1", hosts).key == "example.com/g/hens"
    with pytest.raises(BadAddress):
        site_key("https://example.com/g/help", hosts)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[shared]\n", "hosts.toml"),
        ('[[shared]]\npaths = ["a"]\n', "domain"),
        ('[[shared]]\ndomain = "a.org"\npath = ["a"]\n', "unknown word 'path'"),
        ('[[shared]]\ndomain = "a.org"\npaths = "a"\n', "must be a list"),
        ('[[shared]]\ndomain = "a.org"\n[[shared]]\ndomain = "a.org"\n', "twice"),
    ],
)
def test_a_wrong_file_of_hosts_is_refused(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "hosts.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadHosts, match=said):
        SharedHosts.load(file)


def test_the_hosts_of_the_seeds_can_be_read() -> None:
    hosts = SharedHosts.load(Path(__file__).parents[2] / "seeds" / "hosts.toml")
    assert site_key("https://www.reddit.com/r/UKJobs", hosts).key == "reddit.com/r/ukjobs"
