"""What the reader promises whatever a page holds: no exception, no stall, no member's name, no dangerous text."""

import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.inspection import inspect_file, inspect_manifest
from crawler.merge import merge
from crawler.page import Page
from crawler.reader import PRODUCT_TOKEN, as_json, read
from crawler.robots import PRODUCT_TOKEN as TOKEN_OF_ROBOTS
from registry.profile import COUNTS, ForumProfile
from tests.reader import promises
from tests.reader.saved import ADDRESS, FETCHED, PAGES, names, saved

PLANTED = ("Zebulon Quarterstaff", "Xq77 Planted", "987654", "Ämilia Öðinn")
FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _html(body: str, url: str = ADDRESS, status: int = 200) -> Page:
    return Page(
        url, status, (("Content-Type", "text/html; charset=utf-8"),), body.encode("utf-8", "surrogatepass"), FETCHED
    )


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from _texts(item)


@pytest.mark.parametrize("member", PLANTED)
@pytest.mark.parametrize("name", names())
def test_a_planted_name_is_in_no_value(name: str, member: str) -> None:
    told = as_json(read(saved(name, member)))
    told.pop("thread_titles")
    assert member not in json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize("name", names())
def test_no_page_takes_long_and_every_raw_is_short(name: str) -> None:
    start = time.perf_counter()
    profile = read(saved(name))
    assert time.perf_counter() - start < 1
    for found in (*profile.findings.values(), *profile.derived.values()):
        assert len(found.raw) <= 80
    for field in COUNTS:
        value = profile.value(field)
        assert value is None or (isinstance(value, int) and 0 <= value <= 10**12)


def test_dangerous_characters_reach_no_value() -> None:
    bad = "A\x00\x1b[31m\u202eB\u2066 \ud800 <b>Forum</b>"
    page = saved("phpbb")
    body = page.body.decode().replace("Larkhill Patient Voices", bad).replace("Waiting rooms", "W\x07R\u202e" * 300)
    profile = read(_html(body))
    for text in _texts(as_json(profile)):
        assert not FORBIDDEN.search(text)
    assert all(len(board.name) <= 200 for board in profile.boards)


def test_only_web_addresses_leave_the_reader() -> None:
    body = (
        saved("phpbb")
        .body.decode()
        .replace("./viewforum.php?f=5", "javascript:alert(1)")
        .replace("./memberlist.php?mode=contactadmin", "data:text/html,contact")
    )
    profile = read(
        _html(
            body + '<a href="ftp://x.example/">x</a><a href="http://[bad">y</a><a href="https://other.example/z">z</a>'
        )
    )
    assert [board.url for board in profile.boards][1] is None
    addresses = (
        [link.url for link in profile.links] + [board.url or "" for board in profile.boards] + list(profile.also)
    )
    assert all(address == "" or address.startswith(("http://", "https://")) for address in addresses)
    assert "https://other.example/z" in addresses


def test_our_opt_out_is_seen_and_others_are_not() -> None:
    assert PRODUCT_TOKEN == TOKEN_OF_ROBOTS
    body = '<html><head><meta name="{}" content="noindex"><title>x</title></head><body>hello</body></html>'
    assert read(_html(body.format(PRODUCT_TOKEN))).opt_out
    assert read(_html(body.format("googlebot"))).opt_out is None
    assert read(_html(body.format("other-agent")), agent="other-agent").opt_out


def test_a_posting_makes_a_home_made_forum_and_a_shop_review_does_not() -> None:
    posting = (
        '{"@context":"https://schema.org","@type":"DiscussionForumPosting","headline":"Hello","author":{"name":"Q"}}'
    )
    page = (
        '<html><head><title>Chat</title><script type="application/ld+json">%s</script></head><body>hello</body></html>'
    )
    assert read(_html(page % posting)).is_forum
    assert not read(_html(page % posting.replace("DiscussionForumPosting", "Review"))).is_forum
    assert not read(_html(page % ("[" * 5000))).is_forum


def test_session_ids_are_no_part_of_an_address() -> None:
    profile = read(saved("phpbb"))
    assert [board.url for board in profile.boards] == [f"{ADDRESS}viewforum.php?f=4", f"{ADDRESS}viewforum.php?f=5"]


def test_guests_kept_out_are_told_of() -> None:
    assert read(saved("wall")).value("login_wall") is True
    assert read(saved("smf")).value("login_wall") is None


def test_what_a_thread_says_of_itself_is_no_description() -> None:
    member, post = PLANTED[0], f"{PLANTED[1]} has asked us"
    forum = (
        f'<html id="XF" data-app="public" data-xf="2.2"><head><meta name="description" content="{post}"></head><body>'
    )
    thread = f"""{forum}<div class="p-body"><div class="p-body-header"><h1 class="p-title-value">Leaking tap</h1>
        <div class="p-description">Thread starter <a class="username">{member}</a></div></div>
        <article class="message message--post"><div class="p-body-inner">x</div></article></div></body></html>"""
    profile = read(_html(thread, f"{ADDRESS}threads/leaking-tap.3/"))
    assert profile.platform == "xenforo"
    assert profile.value("description") is None


def test_merging_fills_what_the_front_page_does_not_state() -> None:
    front = read(saved("discourse"))
    about = {"about": {"title": "Other", "stats": {"topics_count": 181, "posts_count": 900, "users_count": 77}}}
    page = Page(
        ADDRESS + "about.json", 200, (("Content-Type", "application/json"),), json.dumps(about).encode(), FETCHED
    )
    whole = merge([front, read(page, "discourse")])
    assert (whole.value("name"), whole.value("members"), whole.value("posts")) == ("Stammer Support Circle", 77, 900)
    assert "threads" not in whole.derived
    assert len(whole.boards) == 2
    assert merge([]) == ForumProfile()


def test_a_page_without_a_zone_is_set_right_by_the_feed() -> None:
    front = read(saved("fluxbb"))
    feed = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Mantelzorg</title>
    <entry><title>Een vraag</title><updated>2026-11-18T19:15:30Z</updated></entry></feed>"""
    page = Page(ADDRESS + "extern.php", 200, (("Content-Type", "application/atom+xml"),), feed, FETCHED)
    whole = merge([front, read(page, "fluxbb")])
    last = whole.value("last_post_at")
    assert str(last) == "2026-11-18 19:15:30+00:00"
    assert str(whole.boards[0].last_post_at) == str(last)


def test_a_short_answer_of_a_known_platform_is_read() -> None:
    answer = "Total number of registered users: 6<br />\nNewest registered user: <a href='p'>99</a><br />\n"
    answer += "Total number of topics: 13<br />\nTotal number of posts: 44<br />\n"
    profile = read(_html(answer), "fluxbb")
    assert [profile.value(field) for field in ("members", "threads", "posts")] == [6, 13, 44]
    assert not read(_html(answer)).is_forum


def test_a_manifest_gives_one_answer_a_line_even_for_what_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_bytes(b"<html><body><a " + b" ".join(b"a%d=1" % i for i in range(150_000)) + b">")
    (tmp_path / "good.html").write_bytes((PAGES / "smf.html").read_bytes())
    (tmp_path / "m.csv").write_text(
        "file,url\ngood.html,https://moor.example/\nnone.html,\nbad.html,https://x.example/\n"
    )
    good, none, bad = inspect_manifest(tmp_path / "m.csv")
    assert good["platform"] == "smf"
    assert "error" in none
    assert "error" in bad
    assert inspect_file(tmp_path / "good.html")["members"] == 240


@pytest.mark.parametrize(
    "charset", ["utf-7", "x-none", "unicode_escape", "idna", "utf-16", "base64", "\x00", "cp1252; q=1", "hex"]
)
def test_odd_charsets_are_survived(charset: str) -> None:
    body = saved("phpbb").body
    read(Page(ADDRESS, 200, (("Content-Type", f"text/html; charset={charset}"),), body, FETCHED))
    read(Page(ADDRESS, 200, (), body.replace(b"utf-8", charset.encode()), FETCHED))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=2000)
@given(st.sampled_from(names()), st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=12)), max_size=12))
def test_mangled_pages_are_survived(name: str, wounds: list[tuple[float, bytes]]) -> None:
    body = saved(name).body
    for place, said in wounds:
        at = int(place * len(body))
        body = body[:at] + said + body[at + len(said) * 3 :]
    as_json(read(Page(ADDRESS, 200, (("Content-Type", "text/html"),), body, FETCHED)))


@settings(max_examples=100, deadline=2000)
@given(st.binary(max_size=400), st.sampled_from(["text/html", "application/json", "application/rss+xml", ""]))
def test_any_bytes_are_survived(body: bytes, kind: str) -> None:
    profile = read(Page(ADDRESS, 200, (("Content-Type", kind),), body, FETCHED), "discourse")
    assert isinstance(as_json(profile), dict)


@settings(max_examples=60, deadline=2000)
@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "about",
                        "stats",
                        "title",
                        "categories",
                        "topics",
                        "topic_list",
                        "category_list",
                        "usage",
                        "software",
                        "users",
                        "name",
                    ]
                ),
                inner,
                max_size=6,
            )
        ),
        max_leaves=20,
    ),
    st.sampled_from(["discourse", "nodebb", None]),
)
def test_any_json_is_survived(said: object, platform: str | None) -> None:
    page = Page(ADDRESS, 200, (("Content-Type", "application/json"),), json.dumps(said).encode(), FETCHED)
    as_json(read(page, platform))


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=2000)
@given(st.sampled_from(names()), st.lists(st.tuples(st.floats(0, 1), st.text(max_size=12)), max_size=8))
def test_every_promise_holds_for_mangled_pages(name: str, wounds: list[tuple[float, str]]) -> None:
    body = saved(name).body
    for place, said in wounds:
        at = int(place * len(body))
        body = body[:at] + said.encode("utf-8", "surrogatepass") + body[at:]
    page = Page(saved(name).url, 200, (("Content-Type", "text/html; charset=utf-8"),), body, FETCHED)
    promises.keep(read(page), page)


@pytest.mark.parametrize(("name", "words"), [("homemade", "Messaggi:"), ("challenge", "Just a moment")])
def test_evidence_is_as_clean_as_values(name: str, words: str) -> None:
    body = saved(name).body.replace(words.encode(), words.encode() + b"\x08\xe2\x80\xae")
    page = Page(ADDRESS, 200, (("Content-Type", "text/html; charset=utf-8"),), body, FETCHED)
    promises.keep(read(page), page)


def test_a_link_right_under_the_body_is_survived() -> None:
    body = saved("homemade").body.replace(b"<body>", b"<body><a href='/forum/1'>Threads 5 posts 7 in here</a>", 1)
    bare = b"<html><head><title>Forum</title></head><body><a href='/forum/thread/1'>Threads 5 posts 7 views</a></body>"
    for said in (body, bare, bare + b"<h1>Threads and posts</h1><p>4 threads 6 posts, last post</p>"):
        read(Page(ADDRESS + "forum/", 200, (("Content-Type", "text/html"),), said, FETCHED))


def test_a_page_whose_clock_runs_years_ahead_is_not_believed() -> None:
    clock = b"Current time:</strong> 11-19-2026"
    said = saved("mybb").body
    assert clock in said
    ahead = said.replace(clock, clock.replace(b"2026", b"2036"))
    page = Page(ADDRESS, 200, (("Content-Type", "text/html; charset=utf-8"),), ahead, FETCHED)
    promises.keep(read(page), page)


@pytest.mark.parametrize(("stated", "meant"), [("ua", "uk"), ("cz-CZ", "cs"), ("en_GB", "en"), ("pt-BR", "pt")])
def test_a_country_s_code_in_place_of_a_language_s_is_understood(stated: str, meant: str) -> None:
    body = b'<html lang="' + stated.encode() + b'"><title>A page</title><p>Words'
    assert read(Page(ADDRESS, 200, (), body, FETCHED)).value("language") == meant


def test_signs_are_as_clean_as_values() -> None:
    head = "<html><head><meta name='generator' content='MediaWiki 1.4\x04\u202e2'><title>Forum</title></head><body>x"
    page = Page(f"{ADDRESS}forum/", 200, (("Content-Type", "text/html; charset=utf-8"),), head.encode(), FETCHED)
    profile = read(page)
    assert any("MediaWiki 1.42" in clue for clue in profile.clues)
    promises.keep(profile, page)
