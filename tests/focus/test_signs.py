"""What addresses and words of links say, in words of ours only."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.focus import SIGNS, Evidence, added, area_of, join_signs, leading, signs_of, split_signs, worth_of
from registry.focus.shapes import PLATFORMS, shape_of
from registry.focus.signs import LONGEST_SIGNS, is_sign
from registry.focus.telling import words_of

SHAPES = {
    "/forum/viewtopic.php?f=2&t=17": "phpbb",
    "/viewforum.php?f=3": "phpbb",
    "/showthread.php?t=123": "vbulletin",
    "/forumdisplay.php?f=4": "vbulletin",
    "/threads/off-lay.4711/": "xenforo",
    "/index.php?threads/off-lay.4711/": "xenforo",
    "/t/hen-off-lay/123": "discourse",
    "/c/hens/5": "discourse",
    "/index.php?topic=12.0": "smf",
    "/smf/index.php?board=3.0": "smf",
    "/index.php?/topic/12-hens/": "invision",
    "/index.php?showtopic=12": "invision",
    "/thread-123.html": "mybb",
    "/discussion/12/hens": "vanilla",
    "/d/12-hens": "flarum",
    "/topic/12/hens": "nodebb",
    "/read.php?3,12": "phorum",
    "/forum.php?mod=viewthread&tid=1": "discuz",
    "/forums/topic/off-lay/": "bbpress",
    "/cgi-bin/yabb.pl?board=hens": "yabb",
    "/t5/hens/bd-p/hens": "khoros",
    "/thread/12/hens": "proboards",
    "/index.php?option=com_kunena&view=topic": "kunena",
    "/pipermail/hens/": "lists",
}


@pytest.mark.parametrize("path", sorted(SHAPES))
def test_the_address_of_a_thread_tells_its_software(path: str) -> None:
    assert shape_of(path) == SHAPES[path]
    assert f"shape:{SHAPES[path]}" in signs_of(f"https://hens.example{path}")


@pytest.mark.parametrize(
    "path", ["/", "/about/", "/2024/05/hens-in-town/", "/products/coop", "/hens.html", "/contact.php"]
)
def test_an_ordinary_address_has_the_shape_of_none(path: str) -> None:
    assert shape_of(path) is None


SAID = {
    ("https://forum.hens.example/", ""): {"host:forum"},
    ("https://hens.example/forum/", ""): {"path:forum"},
    ("https://www.henforum.example/", ""): {"host:forum"},
    ("https://hens.example/", "The Hen Forum"): {"words:forum"},
    ("https://hens.example/", "henforum"): {"words:forum"},
    ("https://gallinas.example/", "Foro de gallinas"): {"words:forum"},
    ("https://ieir.example/", "Fforwm ieir"): {"words:forum"},
    ("https://hens.example/", "форум"): {"words:forum"},
    ("https://hens.example/", "掲示板"): {"words:forum"},
    ("https://hens.example/", "our friends"): {"words:list"},
    ("https://www.facebook.com/henspage", ""): {"host:social"},
    ("https://shop.hens.example/", "Buy coops"): {"host:shop", "words:sale"},
    ("https://hens.example/login.php", ""): {"path:login"},
    ("https://example.com/sharer/?u=https://x.example", "Share"): {"path:share", "words:share"},
    ("https://hens.example/coop.pdf", ""): {"path:file"},
    ("https://www.council.gov.uk/hens", ""): {"host:official", "host:help"},
    ("https://useful-links.example.org/", ""): {"host:list"},
    ("https://example.org/links.html", "Nützliche Links"): {"path:list", "words:list"},
    ("https://example.org/liens", ""): {"path:list"},
    ("https://forum.example.org/links.html", ""): {"host:forum", "path:list"},
    ("https://hen-keepers-trust.example.org/", "Hen Keepers' Trust"): {"host:help", "words:help"},
    ("https://example.org/", "Cyngor Gwynedd"): {"words:help"},
    ("https://example.org/", "Verein der Hühnerhalter"): {"words:help"},
    ("https://example.org/linksys-routers", ""): set(),
    ("https://www.phpbb.com/", "Powered by phpBB"): {"host:maker", "host:forum", "words:legal"},
    ("https://ad.doubleclick.net/x", ""): {"host:tracker", "host:machine"},
}  # fmt: skip


@pytest.mark.parametrize(("address", "words"), sorted(SAID))
def test_names_paths_and_words_speak_for_and_against(address: str, words: str) -> None:
    assert signs_of(address, words)[1:] == tuple(sorted(SAID[address, words], key=signs_of(address, words).index))
    assert SAID[address, words] == set(signs_of(address, words)) - {"source:link"}


def test_a_forum_of_a_known_maker_is_not_held_against_it() -> None:
    assert "host:reference" not in signs_of("https://community.adobe.com/t5/hens/bd-p/hens")
    assert "host:social" in signs_of("https://www.facebook.com/forum/")


@pytest.mark.parametrize(
    "address",
    [
        "https://web.archive.org/web/2005/http://www.hens.example/forums/viewtopic.php?t=1",
        "https://out.example/go?url=https%3A%2F%2Fforum.hens.example%2Fshowthread.php",
        "https://out.example/links/submit?url=http://hens.example/showthread.php?t=5",
        "https://track.example/c/81003/51926/1036",
    ],
)
def test_the_address_of_another_site_within_one_says_nothing_of_it(address: str) -> None:
    assert not any(sign.startswith(("shape:", "path:forum", "host:forum")) for sign in signs_of(address))


def test_a_hosted_community_is_told_by_its_place() -> None:
    assert "host:hosted" in signs_of("https://hens.proboards.com/", hosted=True)


def test_an_unknown_source_is_other_and_its_number_is_left_out() -> None:
    assert signs_of("https://hens.example/", source="directory:17") == ("source:directory",)
    assert signs_of("https://hens.example/", source="front page") == ("source:front-page",)
    assert signs_of("https://hens.example/", source="Bob told me") == ("source:other",)


ANY = st.text(max_size=400) | st.builds("https://{}/{}".format, st.text(max_size=60), st.text(max_size=300))


@given(ANY, ANY, st.text(max_size=30), st.booleans())
def test_any_text_gives_signs_of_the_closed_list(address: str, words: str, source: str, hosted: bool) -> None:
    signs = signs_of(address, words, source, hosted=hosted)
    assert all(sign in SIGNS for sign in signs)
    assert len(set(signs)) == len(signs) <= 12
    kept = join_signs(signs)
    assert len(kept) <= LONGEST_SIGNS
    assert set(split_signs(kept)) <= set(signs)
    assert 0 < worth_of(Evidence(signs)).value < 1


@given(st.lists(st.sampled_from(sorted(SIGNS)) | st.text(max_size=20) | st.integers(0, 10**9).map("list:{}".format)))
def test_only_our_own_words_are_kept_and_the_heaviest_first(signs: list[str]) -> None:
    kept = join_signs(signs)
    assert len(kept) <= LONGEST_SIGNS
    assert all(is_sign(sign) and sign in signs for sign in split_signs(kept))
    weights = [abs(SIGNS.get(sign, 0.9)) for sign in split_signs(kept)]
    assert weights == sorted(weights, reverse=True)
    assert added(kept, signs) == kept


def test_what_a_later_version_does_not_know_is_left_out() -> None:
    assert split_signs("shape:phpbb words:nonsense list:17 list:x") == ("shape:phpbb", "list:17")


def test_a_site_is_counted_by_its_heaviest_sign_and_by_no_page_around_it() -> None:
    assert leading(("source:link", "words:forum", "shape:phpbb", "on:list")) == "shape:phpbb"
    assert leading(("source:link", "topic:page", "on:forum")) == "source:link"
    assert leading(()) == "source:link"


@pytest.mark.parametrize("sign", sorted(SIGNS))
def test_every_sign_is_told_in_words(sign: str) -> None:
    assert words_of(sign) != sign


def test_every_shape_has_points() -> None:
    assert all(SIGNS[f"shape:{platform}"] > 1 for platform in PLATFORMS)


@pytest.mark.parametrize(
    ("topic", "area"),
    [("/a/b/c", "/a"), ("/a", "/a"), ("/", None), ("", None), (None, None), ("words", None)],
)
def test_the_widest_topic_of_a_path(topic: str | None, area: str | None) -> None:
    assert area_of(topic) == area
