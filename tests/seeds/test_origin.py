"""Whose page a source is: told by its address, for the page of seeds and its table."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.identity import SharedHosts, site_key
from registry.seeding.origin import SourceKind, source_kind

HOSTS = SharedHosts.load(Path(__file__).resolve().parents[2] / "seeds" / "hosts.toml")


@pytest.mark.parametrize(
    ("forum", "source", "kind"),
    [
        ("https://forum.example.org/", "https://forum.example.org/rules", SourceKind.OWN),
        ("https://www.example.org/forum", "http://example.org/forum/rules", SourceKind.OWN),
        ("https://forum.charity.org.uk/", "https://www.charity.org.uk/online-community", SourceKind.OWN),
        ("https://forum.charity.org.uk/", "https://other.org.uk/links", SourceKind.OTHER),
        ("https://forum.shop.co.uk/", "https://paper.co.uk/news", SourceKind.OTHER),
        ("https://forum.example.org:8443/", "https://example.org/about", SourceKind.OWN),
        ("https://ann.blogspot.com/forum", "https://bob.blogspot.com/2010/", SourceKind.OTHER),
        ("https://forum.example.org/", "https://github.com/somebody/list/blob/main/a.md", SourceKind.CODE),
        ("https://forum.example.org/", "shared/data/forum_sites.csv", SourceKind.FILE),
        ("https://healthunlocked.com/bhf", "https://healthunlocked.com/bhf/posts/1/rules", SourceKind.OWN),
        ("https://healthunlocked.com/bhf", "https://healthunlocked.com/nras/posts/1/rules", SourceKind.OTHER),
        ("https://healthunlocked.com/bhf", "https://blog.healthunlocked.com/2019/bhf", SourceKind.OTHER),
        ("https://healthunlocked.com/bhf", "https://healthunlocked.com/", SourceKind.OTHER),
        ("https://www.reddit.com/r/Wales/", "https://libreddit.example.net/r/Wales", SourceKind.COPY),
        ("https://www.reddit.com/r/Wales/", "https://libreddit.example.net/r/Walesbikes", SourceKind.OTHER),
        ("https://www.reddit.com/r/Wales/", "https://old.reddit.com/r/wales/wiki/rules", SourceKind.OWN),
        ("https://www.reddit.com/r/Wales/", "https://www.reddit.com/r/Scotland/wiki", SourceKind.OTHER),
    ],
)
def test_whose_page_it_is(forum: str, source: str, kind: SourceKind) -> None:
    assert source_kind(source, site_key(forum, HOSTS), HOSTS) is kind


@given(st.text(max_size=60))
def test_no_source_breaks_it(words: str) -> None:
    site = site_key("https://forum.example.org/", HOSTS)
    assert source_kind(words, site, HOSTS) in SourceKind
    assert source_kind(f"https://{words}", site, HOSTS) in SourceKind
