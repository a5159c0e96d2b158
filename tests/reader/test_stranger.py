"""A stranger who distrusts the reader: what members write, what others' pages say, and what no figure is."""

import time

import pytest

from crawler.page import Page
from crawler.reader import read, recognise
from tests.reader.promises import stored
from tests.reader.saved import ADDRESS, FETCHED, saved

TOTALS = ("members", "threads", "posts")
HEADED = "<h3>Board statistics</h3><p>Total posts 4111</p><p>Total topics 411</p><p>Total members 4112</p>"


def page(body: str, url: str = ADDRESS, content_type: str = "text/html; charset=utf-8") -> Page:
    """A page of these characters, as if fetched from the address."""
    return Page(url, 200, (("Content-Type", content_type),), body.encode(), FETCHED)


def with_block(name: str, block: str) -> Page:
    """A saved page with a block put before its end."""
    whole = saved(name)
    before, _, after = whole.text.rpartition("</body>")
    return page(f"{before}<div>{block}</div></body>{after}", whole.url)


SAYINGS = {
    "a post": f'<div class="post"><div class="postbody">{HEADED}</div></div>',
    "a message": f'<div class="message-content">{HEADED}</div>',
    "a comment's text": f'<div id="comment-text-3">{HEADED}</div>',
    "a signature": f'<div class="signature">{HEADED}</div>',
    "a quotation": f"<blockquote>{HEADED}</blockquote>",
    "a drawing": f"<svg><foreignObject><div>{HEADED}</div></foreignObject></svg>",
    "a poll": f'<div class="poll">{HEADED}</div>',
    "a template": f"<template>{HEADED}</template>",
    "a comment in the source": f"<!-- {HEADED} -->",
    "a script": f"<script>var said = `{HEADED}`;</script>",
    "a frame": f'<iframe srcdoc="{HEADED}"></iframe>',
    "what one member wrote": "<h3>Your statistics</h3><p>Posts: 4,111</p><p>Topics: 411</p>",
    "a writer's figures": '<dl class="user-stats"><dt>Posts</dt><dd>10,240</dd><dt>Topics</dt><dd>512</dd></dl>',
    "a thread's title": '<h3><a href="/threads/9">Statistics: 5,000 members, 700 threads, 9,999 posts</a></h3>',
    "votes": "<h3>Poll: statistics</h3><p>Members: 47 votes</p><p>Topics: 81 votes</p><p>Posts: 99 votes</p>",
}


@pytest.mark.parametrize("saying", SAYINGS)
@pytest.mark.parametrize("name", ["activeboard", "homemade_topics", "discourse", "vanilla"])
def test_what_a_member_says_is_no_statement_of_totals(name: str, saying: str) -> None:
    told, now = read(saved(name)), read(with_block(name, SAYINGS[saying]))
    assert {field: now.value(field) for field in TOTALS} == {field: told.value(field) for field in TOTALS}


def test_a_block_of_statistics_with_members_states_totals() -> None:
    told = read(with_block("activeboard", HEADED))
    assert [told.value(field) for field in TOTALS] == [4112, 411, 4111]


def test_what_stands_over_a_heading_is_not_in_the_block_of_statistics() -> None:
    boards = "<p>Hills: 611 topics, 8,120 posts</p><p>18 members have read them</p>"
    told = read(with_block("activeboard", f"{boards}<h3>Board statistics</h3><p>Nothing is counted here.</p>"))
    assert [told.value(field) for field in TOTALS] == [None, None, None]


def test_what_a_writer_wrote_is_no_total_of_a_board_whose_cells_say_nothing_of_themselves() -> None:
    frame = '<html><head><title>A thread</title><link href="/Themes/default/css/index.css"></head><body>'
    script = '<script src="/Themes/default/scripts/script.js"></script><a href="index.php?action=profile;u=3">A</a>'
    cell = '<table><tr><td class="windowbg2"><td class="smalltext">Posts: 1,486<br>Topics: 12</td></tr></table>'
    told = read(page(f"{frame}{script}{cell}</body></html>", f"{ADDRESS}index.php?topic=9.0"), "smf")
    assert [told.value(field) for field in TOTALS] == [None, None, None]
    whole = "<td class='smalltext'>9,000 Posts in 800 Topics by 70 Members</td>"
    told = read(page(f"{frame}{script}{cell.replace('</tr>', f'{whole}</tr>')}</body></html>"), "smf")
    assert [told.value(field) for field in TOTALS] == [70, 800, 9000]


MEMBER = "Quillon"
LEADING_ASTRAY = """<link rel="canonical" href="/members/quillon.12/"><link rel="home" href="/users/quillon">
<link rel="alternate" type="application/rss+xml" href="/u/quillon/activity.rss">
<link rel="alternate" type="application/rss+xml" href="/feed?author=quillon">"""
LINKED_ASTRAY = """<ol class="breadcrumb"><li><a href="/profile/12-quillon/">x</a></li></ol>
<a href="/u/quillon/contact">Contact us</a><a href="/user/quillon/rules">Rules</a>
<a href="/@quillon/register">Register</a><a href="/conversations/contact?to=quillon">Contact</a>
<a href="/User-Quillon.html?action=rules">Forum rules</a>"""


@pytest.mark.parametrize("name", ["activeboard", "fluxbb", "homemade", "minibb", "mybb", "spirit", "yaf"])
def test_no_address_of_a_member_is_kept(name: str) -> None:
    whole = saved(name)
    said = whole.text.replace("</head>", f"{LEADING_ASTRAY}</head>").replace("<body", f"{LEADING_ASTRAY}<body", 1)
    at = said.index(">", said.index("<body")) + 1
    told = stored(read(page(f"{said[:at]}{LINKED_ASTRAY}{said[at:]}", whole.url)))
    assert MEMBER.lower() not in told.lower()


@pytest.mark.parametrize("path", ["members/quillon.12/", "u/quillon", "@quillon", "member.php?username=quillon"])
def test_the_address_of_a_member_is_no_evidence_that_is_kept(path: str) -> None:
    told = read(page('<html lang="de"><title>x</title><div id="phpbb">x</div></html>', ADDRESS + path))
    assert told.findings["language"].page == ""
    assert read(page('<html lang="de">')).findings["language"].page == ADDRESS


@pytest.mark.parametrize("path", ["user/register", "users/sign_up", "account/register.php?x=1", "u/0/register"])
def test_where_to_register_is_no_members_page(path: str) -> None:
    whole = saved("homemade")
    told = read(page(whole.text.replace("<body", f'<body><a href="/{path}">Register</a><body', 1), whole.url))
    assert path in str(told.value("registration_url"))


@pytest.mark.parametrize("label", ["Rules", "Regeln", "Contact", "Kontakt", "Forum", "Foro"])
@pytest.mark.parametrize("name", ["asgaros", "forumfree", "forumotion", "phorum_board", "snitz", "yaf", "not_profile"])
def test_a_member_called_like_a_label_leads_nowhere(name: str, label: str) -> None:
    told, now = read(saved(name)), read(saved(name, label))
    assert now.front_page == told.front_page
    for field in ("rules_url", "contact_url"):
        assert now.value(field) == told.value(field)


STALLING = {
    "comments without an end": b"<!--",
    "scripts without an end": b"<script>",
    "a little of each": b"<style><!--<template>",
}


@pytest.mark.parametrize("filling", STALLING)
def test_what_never_ends_within_a_block_of_statistics_stalls_nothing(filling: str) -> None:
    frame = b'<html><meta name="generator" content="vBulletin 4.2.5"><body><div id="wgo_stats"><p>12 posts</p>'
    body = frame + STALLING[filling] * (2_000_000 // len(STALLING[filling]))
    whole = Page(ADDRESS, 200, (("Content-Type", "text/html"),), body, FETCHED)
    start = time.process_time()
    read(whole)
    assert time.process_time() - start < 1


def test_what_a_guest_may_type_in_is_no_figure() -> None:
    typed = "<textarea>Members: 4112 Topics: 411 Posts: 4111</textarea>"
    told = read(with_block("activeboard", f"<h3>Board statistics</h3>{typed}"))
    assert [told.value(field) for field in TOTALS] == [None, None, None]


@pytest.mark.parametrize("ending", ["", "</title>"])
def test_a_feed_of_titles_within_titles_stalls_nothing(ending: str) -> None:
    entry = f"<item>{'<title>x' * 4900}{ending}</item>"
    feed = page(f"<rss><channel><title>Kilns</title>{entry * 50}", content_type="application/rss+xml")
    start = time.process_time()
    told = read(feed, "phpbb")
    assert time.process_time() - start < 1
    assert told.value("name") == "Kilns"


NEWEST = {
    "phpBB": """<ul class="topiclist topics"><li><a class="topictitle" href="%sviewtopic.php?f=2&amp;t=7">Lye</a>
by <a href="%smemberlist.php?mode=viewprofile">x</a></li></ul><a href="%sviewforum.php?f=2">Soap</a>""",
    "MyBB": """<a href="%sshowthread.php?tid=7">Lye</a> <a href="%sforumdisplay.php?fid=2">Soap</a>
<a href="%sindex.php">x</a> Powered by <a href="https://mybb.com">MyBB</a>""",
}
SHOP = """<html><head><title>Lavender soaps</title></head><body>
<a href="/soaps">Soaps</a> <a href="/candles">Candles</a> <a href="/about">About</a> <a href="/shops">Shops</a>
<p>We boil soap.</p>%s<a href="/board/">Forum</a>"""


@pytest.mark.parametrize("folder", ["/board/", "board/", "./board/", "https://community.example/board/"])
@pytest.mark.parametrize("software", NEWEST)
def test_a_shop_that_shows_the_newest_threads_is_no_forum_but_leads_to_it(software: str, folder: str) -> None:
    told = read(page(SHOP % (NEWEST[software] % ((folder,) * 3))))
    assert not told.is_forum
    assert told.platform is None
    assert told.front_page == f"{ADDRESS}board/"


@pytest.mark.parametrize("url", ["board/", "board", "board/index.php?sid=1", "board/sub/index.php"])
@pytest.mark.parametrize("software", NEWEST)
def test_the_same_links_on_a_page_of_their_folder_are_the_forums(software: str, url: str) -> None:
    told = read(page(SHOP % (NEWEST[software] % (("/board/",) * 3)), ADDRESS + url))
    assert told.platform == software.lower()


def test_most_links_tell_the_folder_of_a_page_known_by_its_sites_address_alone() -> None:
    threads = "".join(f'<a href="/board/viewtopic.php?t={number}">x</a>' for number in range(30))
    assert read(page(SHOP % (NEWEST["phpBB"] % (("/board/",) * 3) + threads))).platform == "phpbb"


def test_what_shows_its_forum_goes_before_what_only_has_its_styles_everywhere() -> None:
    styles = '<link href="/wp-content/plugins/buddypress/bp-templates/bp-legacy/css/buddypress.min.css" id="bp-x-css">'
    shown = SHOP % (NEWEST["phpBB"] % (("/board/",) * 3))
    shown = shown.replace("</head>", f"{styles}</head>").replace("<body>", '<body class="buddypress bp-legacy">')
    told = recognise(page(f'{shown}<div id="buddypress" class="bp-wrap"></div>', f"{ADDRESS}board/"))
    assert told.scores["buddypress"] > told.scores["phpbb"]
    assert told.platform == "phpbb"
    assert told.present


@pytest.mark.parametrize("member", ["Ann 77", "Rider 2011", "Boss 50K", "May 12"])
@pytest.mark.parametrize("name", ["jforum_translated", "jforum", "snitz", "webwiz", "php_fusion", "minibb"])
def test_a_name_with_a_number_is_no_figure(name: str, member: str) -> None:
    told, now = read(saved(name)), read(saved(name, member))
    assert {field: now.value(field) for field in TOTALS} == {field: told.value(field) for field in TOTALS}
    assert member not in stored(now)


MADE_AGAIN = {
    "of many kinds, in paragraphs": "".join(f"<b class=c{number}><p>" for number in range(2000)),
    "of many kinds, in capitals": "".join(f"<B CLASS=c{number}><P>" for number in range(2000)),
    "of kinds with quoted ends of tags": "".join(f'<b class="c{number}>"><p>' for number in range(2000)),
    "of kinds with beginnings of tags": "".join(f'<b class="c{number}<"><p>' for number in range(2000)),
    "of a block that ended": f"<div>{''.join(f'<b class=c{n}>' for n in range(500))}</div>{'<div>x</div>' * 20_000}",
    "of kinds with values that none ends": "".join(f'<b class="c{number}"x="><p>' for number in range(60_000)),
    "of fonts": f"<p>{''.join(f'<font color=c{number}>' for number in range(900))}{'<p>x' * 20_000}",
    "long": f'<div><b class="{"a " * 500_000}">x</div>{"<div>x</div>" * 2000}',
    "a long link": f'<div><a href="{"a" * 500_000}">x</div>{"<div>x</div>" * 2000}',
    "long behind a quote in a name": f'<b x" title=">{"a" * 500_000}">{"<p>x" * 2000}',
    "a long link behind a quote in a name": f"<div><a x' title= '>{'a' * 500_000}'>x</div>{'<div>x</div>' * 2000}",
    "within drawings": "".join(
        f"<svg><table><i class=c{n}><u class=d{n}><table></big><b class=e{n}>" for n in range(999)
    ),
    "closed from within a table": "".join(f"<b class=c{n}><table><td></b></table><p>" for n in range(2000)),
    "outside the cells of a table": f"<table>{''.join(f'<b class=c{n}><p><tr>' for n in range(2000))}",
}


@pytest.mark.parametrize("made", MADE_AGAIN)
def test_formatting_that_is_never_closed_fills_no_memory(made: str) -> None:
    whole = page(f"<html><title>Forum</title><body>{MADE_AGAIN[made]}")
    start = time.process_time()
    assert whole.hostile is not None
    read(whole)
    assert time.process_time() - start < 1


CARELESS = {
    "cells of old pages": "<table>" + "<tr><td><font size=2><b><a href=x>Words</td></tr>" * 1500,
    "a font around all": "<font face=Arial><center>" + "<p><font size=1>Words <b>bold</p>" * 4000,
    "icons": "".join(f'<li><i class="icon i{number % 40}"></i><small>Words</small></li>' for number in range(5000)),
}


@pytest.mark.parametrize("made", CARELESS)
def test_careless_markup_is_no_attack(made: str) -> None:
    assert page(f"<html><title>Forum</title><body>{CARELESS[made]}").hostile is None
