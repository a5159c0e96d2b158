"""Session-id twins: however a server writes a visitor into its addresses the site is one; others stay what they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.identity import BadAddress, SharedHosts, site_key

HOSTS = SharedHosts()
FORUM = "example.org/forum"
ID = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    "spelt",
    [
        "forum/", f"forum/index.php?sid={ID}", "forum/index.php?PHPSESSID=abc", "forum;jsessionid=ABC.node1",
        "forum/;jsessionid=ABC", "forum/index.php;sid=abc", "forum%3Bjsessionid=ABC", "forum%3bJSESSIONID=ABC/",
        "(S(lit3py55t21z5v55vlm25s55))/forum/", "(X(1)S(lit3py55t21z5v55vlm25s55))/forum/",
        "(A(abc)S(lit3py55t21z5v55vlm25s55)F(x))/forum/", f"s_{ID}/forum/", f"sid/{ID}/forum/", f"sid={ID}/forum",
        "PHPSESSID=0123456789abcdef/forum/", f"forum/sid={ID}", f"forum/s-{ID}/", "session/0123456789abcdef/forum/",
        f"forum/PHPSESSID/{ID}/", f"forum&sid={ID}", f"forum&amp;sid={ID}", "forum/&PHPSESSID=0123456789abcdef",
        f"forum/viewtopic.php?t=1&s={ID}", f"forum/?s={ID}", f"sess-{ID}/forum/", f"zenid={ID}/forum/",
        "forum/%28S%28lit3py55t21z5v55vlm25s55%29%29/",
    ],
)  # fmt: skip
def test_one_site_however_the_visitor_is_written_into_its_address(spelt: str) -> None:
    made = site_key(f"https://example.org/{spelt}", HOSTS)
    assert made.key == FORUM
    assert "0123456789" not in made.address


@pytest.mark.parametrize(
    ("path", "key"),
    [
        ("sid", "example.org/sid"), ("session", "example.org/session"), ("sid/hens", "example.org/sid/hens"),
        ("s/hens", "example.org/s/hens"), ("session-musicians", "example.org/session-musicians"),
        ("sid-vicious", "example.org/sid-vicious"), ("s-bahn", "example.org/s-bahn"), ("(hens)", "example.org/(hens)"),
        ("r&b/forum", "example.org/r&b/forum"), ("hens;v=1", "example.org/hens"),
        ("session/musicians/forum", "example.org/session/musicians/forum"),
    ],
)  # fmt: skip
def test_what_only_looks_like_one_stays(path: str, key: str) -> None:
    assert site_key(f"https://example.org/{path}", HOSTS).key == key


@pytest.mark.parametrize(
    "path",
    [
        "calendar/2026/11", "kalender/2026/11", "calendario/2026-11-20", "2026/11/20/", "filter/colour-red/size-9",
        "color:red/size:l", "page/2", "events/2026-11/", "red:1/blue:2/green:3",
    ],
)  # fmt: skip
def test_calendars_and_facets_are_pages_of_their_host(path: str) -> None:
    assert site_key(f"https://example.org/{path}", HOSTS).key == "example.org"


@given(st.lists(st.text(alphabet="abS=();-_&sid0123456789", max_size=24), max_size=4))
def test_a_key_is_its_own_key_again(segments: list[str]) -> None:
    try:
        made = site_key(f"https://example.org/{'/'.join(segments)}", HOSTS)
    except BadAddress:
        return
    again = site_key(made.address, HOSTS)
    assert (again.key, again.host_key, again.address) == (made.key, made.host_key, made.address)
