"""Replies of threads, read from lists of every sort: true or not at all, and no word of a thread with them."""

import json
import random
from collections.abc import Callable
from dataclasses import astuple, replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.merge import ZONE_ASSUMED, merge
from crawler.page import Page
from crawler.reader import as_json, read
from crawler.replies import Answered, threads_seen
from crawler.words.moments import Moment
from registry.profile import Finding, ForumProfile, ThreadSeen
from registry.vocabulary import Precision

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
REPLIES = (0, 3, 1, 0, 12, 2, 0, 5, 1, 40)
"""Of the threads of every page, newest first: three of ten have none. The last one is old, and came up again."""
PLANTED = "Zebedee Quartermain"


def began(at: int) -> datetime:
    """When the thread at this place began: a day or so apart, the last one years ago."""
    return NOW - timedelta(days=at * 2 + 3, hours=2) if at < 9 else NOW - timedelta(days=2000)


def newest(at: int) -> datetime:
    """Its newest post, in order of the list; its own beginning where nobody answered."""
    return NOW - timedelta(days=at * 2 + 3, hours=0 if REPLIES[at] else 2)


def iso(when: datetime) -> str:
    return when.isoformat()


def long(when: datetime) -> str:
    return f"{when:%a %b %d, %Y %I:%M %p}"


def phpbb(at: int) -> str:
    return (
        f'<li class="row bg1"><dl class="row-item topic_read"><dt><div class="list-inner"><a '
        f'href="viewtopic.php?t={at}" '
        f'class="topictitle">Thread {at}</a><div class="responsive-show">x</div><div class="topic-poster">by '
        f"<a>{PLANTED}"
        f'</a> » <time datetime="{iso(began(at))}">{long(began(at))}</time></div></div></dt><dd '
        f'class="posts">{REPLIES[at]}'
        f' <dfn>Replies</dfn></dd><dd class="views">77 <dfn>Views</dfn></dd><dd class="lastpost"><span>by {PLANTED} '
        f'<time datetime="{iso(newest(at))}">{long(newest(at))}</time></span></dd></dl></li>'
    )


def phpbb_3_0(at: int) -> str:
    return (
        f'<li class="row bg2"><dl class="icon"><dt><a href="viewtopic.php?t={at}" class="topictitle">Thread {at}</a>'
        f"<br>by "
        f'<a>{PLANTED}</a> » {long(began(at))}</dt><dd class="posts">{REPLIES[at]} <dfn>Replies</dfn></dd><dd '
        f'class="views">'
        f'138 <dfn>Views</dfn></dd><dd class="lastpost"><span>by {PLANTED}<br>{long(newest(at))}</span></dd></dl></li>'
    )


def xenforo(at: int) -> str:
    return (
        f'<div class="structItem structItem--thread"><div class="structItem-title"><a href="/threads/{at}/">Thread '
        f"{at}</a>"
        f'</div><ul class="structItem-parts"><li>{PLANTED}</li><li class="structItem-startDate"><time '
        f'datetime="{iso(began(at))}">x</time></li></ul><div class="structItem-cell structItem-cell--meta"><dl>'
        f"<dt>Antworten"
        f"</dt><dd>{REPLIES[at]}</dd></dl><dl><dt>Aufrufe</dt><dd>1K</dd></dl></div><div "
        f'class="structItem-cell structItem-cell--latest"><time datetime="{iso(newest(at))}">x</time> {PLANTED}</div>'
        f"</div>"
    )


def vbulletin(at: int) -> str:
    return (
        f'<li class="threadbit" id="thread_{at}"><h3 class="threadtitle"><a class="title" id="thread_title_{at}" '
        f'href="showthread.php?t={at}">Thread {at}</a></h3><div class="threadmeta"><div class="author"><span '
        f'class="label">'
        f'Started by <a class="username">{PLANTED}</a>, {began(at):%m-%d-%Y %I:%M %p}</span></div></div><ul '
        f'class="threadstats td"><li>Replies: {REPLIES[at]}</li><li>Views: 2,695</li></ul><dl class="threadlastpost '
        f'td"><dd>'
        f"{PLANTED}</dd><dd>{newest(at):%m-%d-%Y}, <em>{newest(at):%I:%M %p}</em></dd></dl></li>"
    )


def bbpress(at: int) -> str:
    when = f"{newest(at):%B} {newest(at).day}, {newest(at):%Y} at {newest(at):%I:%M %p}"
    return (
        f'<ul class="topic type-topic"><li class="bbp-topic-title"><a class="bbp-topic-permalink" '
        f'href="/topic/{at}">Thread '
        f'{at}</a></li><li class="bbp-topic-voice-count">2</li><li class="bbp-topic-reply-count">{REPLIES[at] + 1}</li>'
        f'<li class="bbp-topic-freshness"><a href="/topic/{at}">{when}</a> {PLANTED}</li></ul>'
    )


def smf(at: int) -> str:
    when = f"{newest(at):%B %d, %Y, %I:%M:%S %p}"
    return (
        f'<tr><td class="icon1 windowbg"></td><td class="subject windowbg2"><span id="msg_{at}"><a '
        f'href="index.php?topic={at}.0">Thread {at}</a></span><p>Started by {PLANTED}</p></td><td class="stats '
        f'windowbg">'
        f'{REPLIES[at]} Replies<br>52 Views</td><td class="lastpost windowbg2">{when}<br>by {PLANTED}</td></tr>'
    )


def homemade(at: int) -> str:
    return (
        f'<tr><td><a href="/topic/{at}">Thread number {at}</a></td><td>{PLANTED}</td><td>{REPLIES[at]}</td><td>990</td>'
        f'<td><time datetime="{iso(newest(at))}">x</time></td></tr>'
    )


def page_of(body: str, head: str = "", url: str = "https://forum.example/board/1") -> Page:
    whole = f'<!doctype html><html lang="en"><head><title>Board</title>{head}</head>{body}</html>'
    return Page(url, 200, (), whole.encode(), NOW)


def rows_of(make: Callable[[int], str]) -> str:
    return "".join(make(at) for at in range(len(REPLIES)))


PHPBB = '<body id="phpbb" class="section-viewforum"><ul class="topiclist">{}</ul></body>'
LISTS: dict[str, tuple[str, Callable[[int], str], str]] = {
    "phpbb": (PHPBB, phpbb, ""),
    "phpbb 3.0": (PHPBB, phpbb_3_0, ""),
    "xenforo": ('<body data-template="forum_view"><div class="structItemContainer">{}</div></body>', xenforo, "xf"),
    "vbulletin": ('<body id="vb"><ol id="threads" class="threads">{}</ol></body>', vbulletin, "vb"),
    "bbpress": (
        '<body class="bbpress"><div id="bbpress-forums"><ul class="bbp-topics"><li class="bbp-header"><ul '
        'class="forum-titles"><li class="bbp-topic-title">Topic</li><li class="bbp-topic-reply-count">Posts</li>'
        "</ul></li>"
        '<li class="bbp-body">{}</li></ul></div></body>',
        bbpress,
        "",
    ),
    "smf": (
        '<body><div id="smf_x"></div><div id="messageindex" class="tborder topic_table"><table>{}</table></div><a '
        'href="https://www.simplemachines.org/">SMF 2.0.19</a></body>',
        smf,
        "smf",
    ),
    "generic": (
        "<body><table><tr><th>Thread</th><th>By</th><th>Replies</th><th>Views</th><th>Last post</th></tr>{}</table>"
        "</body>",
        homemade,
        "",
    ),
}
HEADS = {
    "xf": '<script>XF.config = {};</script><meta property="og:site_name" content="Board">',
    "vb": '<meta name="generator" content="vBulletin 4.2.2">',
    "smf": "<script>var smf_theme_url = 'x';</script>",
}
TELL_BEGINNINGS = ("phpbb", "phpbb 3.0", "xenforo", "vbulletin")


def list_of(name: str, rows: str | None = None) -> ForumProfile:
    body, make, head = LISTS[name]
    slug = name.split(" ")[0]
    hint = None if slug == "generic" else slug
    return read(page_of(body.format(rows if rows is not None else rows_of(make)), HEADS.get(head, "")), platform=hint)


@pytest.mark.parametrize("name", TELL_BEGINNINGS)
def test_where_lists_tell_beginnings_the_threads_begun_in_their_time_are_seen(name: str) -> None:
    told = list_of(name)
    assert told.platform == name.split(" ")[0]
    # The last row is the list's oldest newest post: what began before it is shown in part only.
    assert [one.replies for one in told.threads_seen] == list(REPLIES[:9])
    assert [one.started_at for one in told.threads_seen] == [began(at) for at in range(9)]
    assert all(one.last_post_at is not None for one in told.threads_seen)


@pytest.mark.parametrize("name", sorted(set(LISTS) - {*TELL_BEGINNINGS}))
def test_where_lists_tell_no_beginnings_all_threads_are_seen_and_marked_so(name: str) -> None:
    told = list_of(name)
    assert told.platform == (None if name == "generic" else name)
    assert [one.replies for one in told.threads_seen] == list(REPLIES)
    assert {one.started_at for one in told.threads_seen} == {None}


@pytest.mark.parametrize("name", LISTS)
def test_nothing_but_numbers_and_times_is_seen(name: str) -> None:
    told = list_of(name)
    assert told.threads_seen
    kept = [value for one in told.threads_seen for value in astuple(one)]
    assert {type(value) for value in kept} <= {int, datetime, type(None)}
    assert "threads_seen" not in as_json(told)


PINNED = {
    "phpbb": ('class="row bg1"', 'class="row bg1 sticky"'),
    "xenforo": (
        '<div class="structItem-title">',
        '<i class="structItem-status--sticky"></i><div class="structItem-title">',
    ),
    "vbulletin": ('class="threadbit"', 'class="threadbit sticky"'),
    "smf": ('class="subject windowbg2"', 'class="subject stickybg2"'),
    "bbpress": ('class="topic type-topic"', 'class="topic type-topic sticky"'),
}


@pytest.mark.parametrize("name", PINNED)
def test_pinned_threads_are_left_out(name: str) -> None:
    make = LISTS[name][1]
    plain, marked = PINNED[name]
    rows = "".join(make(at).replace(plain, marked) if at < 2 else make(at) for at in range(len(REPLIES)))
    assert marked in rows
    told = list_of(name, rows)
    assert 6 <= len(told.threads_seen) <= 8
    assert told.threads_seen[0].replies == 1


def test_threads_pinned_without_a_mark_are_told_by_their_place() -> None:
    rows = homemade(9) + homemade(8) + "".join(homemade(at) for at in range(8))
    assert [one.replies for one in list_of("generic", rows).threads_seen] == list(REPLIES[:8])


@pytest.mark.parametrize(
    "heading", ["Views", "Posts", "Messages", "Votes", "Beiträge", "Aufrufe", "Members"], ids=lambda word: word
)
def test_no_other_column_counts_replies(heading: str) -> None:
    body = LISTS["generic"][0].replace("<th>Replies</th>", f"<th>{heading}</th>")
    assert read(page_of(body.format(rows_of(homemade)))).threads_seen == ()


@pytest.mark.parametrize(
    ("said", "replies"),
    [
        ("<span>3 replies</span><span>120 views</span>", 3),
        ("<span>Replies: 4</span><span>Views: 120</span>", 4),
        ("<b>5</b> <i>answers</i> <b>120</b> <i>views</i>", 5),
        ("<dt>Antworten</dt><dd>6</dd>", 6),
        ("<span>No replies</span>", 0),
        ("<span>1.2K replies</span>", 1200),
        ("Started by him · 2026-11-01 10:00 · 7 replies", 7),
        ("<span>replies (8)</span>", 8),
        ("<span>120 views</span><span>9 posts</span>", None),
        ("<b>2</b> <i>replies</i> <b>30</b>", None),
        ("<span>3 replies</span><span>4 replies</span>", None),
        ("<span>I have 3 replies to your 4 questions</span>", None),
    ],
)
def test_counts_in_words(said: str, replies: int | None) -> None:
    rows = "".join(
        f'<li class="t"><a href="/topic/{at}">Thread number {at}</a> {said} <time datetime="{iso(newest(at))}">x'
        f"</time></li>"
        for at in range(8)
    )
    other = "<p>replies views posts</p>"
    marks = '<a href="/topic/1">Reply</a><form action="/reply"><textarea name="message"></textarea></form>'
    told = read(page_of(f"<body><h1>Forum</h1><ul>{rows}</ul>{other}{marks}</body>", url="https://x.example/forum/2"))
    assert {one.replies for one in told.threads_seen} == ({replies} if replies is not None else set())


def test_a_heading_of_posts_is_not_believed_where_a_thread_counts_none() -> None:
    make = LISTS["bbpress"][1]
    rows = rows_of(make).replace(f'reply-count">{REPLIES[2] + 1}<', 'reply-count">0<', 1)
    assert 'reply-count">0<' in rows
    assert list_of("bbpress", rows).threads_seen == ()


@pytest.mark.parametrize("heading", ["Voices", "Heads", ""])
def test_a_heading_that_says_neither_posts_nor_replies_tells_nothing(heading: str) -> None:
    body, make, _ = LISTS["bbpress"]
    told = read(page_of(body.replace("Posts</li>", f"{heading}</li>").format(rows_of(make))), platform="bbpress")
    assert told.threads_seen == ()


def test_words_stand_in_for_no_count_that_may_hold_the_first_post() -> None:
    rows = rows_of(LISTS["bbpress"][1]).replace('<li class="bbp-topic-reply-count">', "<li>replies: ")
    assert list_of("bbpress", rows).threads_seen == ()


def test_of_two_columns_of_replies_neither_is_believed() -> None:
    body = LISTS["generic"][0].replace("<th>Views</th>", "<th>Answers</th>")
    assert read(page_of(body.format(rows_of(homemade)))).threads_seen == ()


def test_where_a_heading_says_replies_the_first_post_is_not_among_them() -> None:
    body, make, _ = LISTS["bbpress"]
    said = body.replace("Posts</li>", "Replies</li>").format(rows_of(make))
    told = read(page_of(said), platform="bbpress")
    assert [one.replies for one in told.threads_seen] == [count + 1 for count in REPLIES]


def test_rows_without_a_count_may_be_the_unanswered_ones() -> None:
    """Some styles show no figure where it is nought: what is left is no sample."""
    rows = rows_of(homemade).replace("<td>0</td>", "<td></td>")
    assert list_of("generic", rows).threads_seen == ()


@pytest.mark.parametrize(("add", "seen"), [(0, 10), (1, 0)], ids=["some of none", "none of none"])
def test_where_versions_differ_a_thread_that_counts_none_tells_which(add: int, seen: int) -> None:
    rows = "".join(
        f'<tr class="topic-list-item"><td class="main-link"><a class="title" href="/t/x/{at}">Thread {at}</a></td>'
        f'<td class="replies"><span class="posts" title="posts">{REPLIES[at] + add}</span></td>'
        f"<td>{newest(at):%B} {newest(at).day}, {newest(at):%Y}</td></tr>"
        for at in range(len(REPLIES))
    )
    head = '<meta name="generator" content="Discourse 3.2">'
    body = f'<body class="crawler"><div id="main-outlet"><table class="topic-list">{rows}</table></div></body>'
    told = read(page_of(body, head, "https://forum.example/latest"))
    assert (told.platform, len(told.threads_seen)) == ("discourse", seen)


def moment(when: datetime, precision: Precision = Precision.MINUTE) -> Moment:
    return Moment(when, precision, "")


def answered(at: int, **said: Moment | None) -> Answered:
    times = {"began": moment(began(at)), "newest": moment(newest(at)), **said}
    return Answered(f"thread {at}", REPLIES[at], times["began"], times["newest"])


def test_a_list_in_no_order_of_time_is_no_sample() -> None:
    rows = [answered(at) for at in range(9)]
    assert len(threads_seen(rows)) == 8
    for seed in range(20):
        mixed = list(rows)
        random.Random(seed).shuffle(mixed)  # noqa: S311 - no secret
        assert threads_seen(mixed) == ()


def test_too_few_rows_below_pinned_ones_show_no_order() -> None:
    rows = [answered(at) for at in range(9)]
    assert threads_seen([*rows[5:9], *rows[:5]]) == ()
    assert len(threads_seen([*rows[6:9], *rows[:6]])) == 5


@pytest.mark.parametrize("count", [-1, 10**6 + 1])
def test_counts_that_no_thread_has_are_left_out(count: int) -> None:
    rows = [answered(at) for at in range(9)]
    odd = replace(rows[2], replies=count)
    assert threads_seen([*rows[:3], odd, *rows[3:]]) == threads_seen(rows)


def test_a_list_by_beginnings_is_whole_as_well() -> None:
    rows = [Answered(f"thread {at}", REPLIES[at], moment(began(at)), None) for at in range(9)]
    assert [one.replies for one in threads_seen(rows)] == list(REPLIES[:8])


def test_counts_that_times_contradict_count_something_else() -> None:
    """Of a column of votes most rows say nought, however many posts came."""
    rows = [Answered(f"{at}", 0, moment(began(at) - timedelta(days=1)), moment(newest(at))) for at in range(9)]
    assert threads_seen(rows) == ()


def test_what_is_left_of_moved_threads_is_no_thread_without_reply() -> None:
    rows = [answered(at) for at in range(9)]
    moved = Answered("MOVED: Option list", 0, moment(began(2)), moment(began(2)))
    assert threads_seen([*rows[:3], moved, *rows[3:]]) == threads_seen(rows)


def test_times_told_to_the_day_leave_room_for_a_day() -> None:
    rows = [answered(at, began=moment(began(at), Precision.DAY)) for at in range(9)]
    assert {one.slack_s for one in threads_seen(rows)} == {86_400 + 60}


TIMES = st.integers(0, 4 * 10**9).map(lambda second: datetime.fromtimestamp(second, UTC))


@given(
    st.lists(
        st.tuples(
            st.integers(-5, 10**9),
            st.none() | TIMES,
            st.none() | TIMES,
            st.sampled_from(list(Precision)),
        ),
        max_size=90,
    )
)
def test_any_rows_give_fit_threads_or_none(rows: list[tuple[int, datetime | None, datetime | None, Precision]]) -> None:
    told = [
        Answered(str(at), count, moment(one, exact) if one else None, moment(other, exact) if other else None)
        for at, (count, one, other, exact) in enumerate(rows)
    ]
    seen = threads_seen(told)
    assert len(seen) <= 60
    assert len({one.started_at is None for one in seen if one.replies}) <= 1
    assert all(one.replies >= 0 and (one.started_at or one.last_post_at) for one in seen)


def topics(at: int) -> dict[str, object]:
    return {"title": f"Thread {at}", "posts_count": REPLIES[at] + 1, "created_at": iso(began(at)),
            "last_posted_at": iso(newest(at)), "pinned": False, "visible": True}  # fmt: skip


def flarum(at: int) -> dict[str, object]:
    said = {"title": f"Thread {at}", "commentCount": REPLIES[at] + 1, "createdAt": iso(began(at)),
            "lastPostedAt": iso(newest(at))}  # fmt: skip
    return {"type": "discussions", "attributes": said}


def nodebb(at: int) -> dict[str, object]:
    return {"title": f"Thread {at}", "postcount": REPLIES[at] + 1, "timestampISO": iso(began(at)),
            "lastposttimeISO": iso(newest(at)), "pinned": 0, "locked": 0}  # fmt: skip


def lemmy(at: int) -> dict[str, object]:
    counts = {"comments": REPLIES[at], "newest_comment_time": iso(newest(at))}
    post = {"name": f"Thread {at}", "published": iso(began(at))}
    return {"post": post, "community": {"local": True}, "counts": counts}


def mbin(at: int) -> dict[str, object]:
    return {"entryId": at, "magazine": {"apId": None}, "title": f"Thread {at}", "numComments": REPLIES[at],
            "createdAt": iso(began(at)), "lastActive": iso(newest(at))}  # fmt: skip


def askbot(at: int) -> dict[str, object]:
    return {"title": f"Thread {at}", "answer_count": REPLIES[at], "added_at": str(int(began(at).timestamp())),
            "last_activity_at": str(int(newest(at).timestamp()))}  # fmt: skip


ANSWERS: dict[str, Callable[[list[dict[str, object]]], dict[str, object]]] = {
    "discourse": lambda rows: {"topic_list": {"topics": rows}},
    "flarum": lambda rows: {"data": rows},
    "nodebb": lambda rows: {"topics": rows, "loggedIn": False, "template": {}},
    "lemmy": lambda rows: {"posts": rows},
    "mbin": lambda rows: {"items": rows},
    "askbot": lambda rows: {"questions": rows, "pages": 1, "count": 10},
}
MAKERS = {"discourse": topics, "flarum": flarum, "nodebb": nodebb, "lemmy": lemmy, "mbin": mbin, "askbot": askbot}


def answer_of(platform: str, rows: list[dict[str, object]]) -> ForumProfile:
    said = json.dumps(ANSWERS[platform](rows)).encode()
    headers = (("Content-Type", "application/json"),)
    return read(Page("https://forum.example/api/latest.json", 200, headers, said, NOW), platform=platform)


@pytest.mark.parametrize("platform", ANSWERS)
def test_answers_for_machines_tell_beginnings(platform: str) -> None:
    told = answer_of(platform, [MAKERS[platform](at) for at in range(len(REPLIES))])
    assert [one.replies for one in told.threads_seen] == list(REPLIES[:9])
    assert [one.started_at for one in told.threads_seen] == [began(at) for at in range(9)]


def test_pinned_topics_of_an_answer_are_left_out() -> None:
    rows = [topics(at) for at in range(len(REPLIES))]
    rows[1]["pinned"] = rows[2]["pinned_globally"] = True
    rows[3]["visible"] = False
    assert [one.replies for one in answer_of("discourse", rows).threads_seen] == list(REPLIES[:1] + REPLIES[4:9])


def seen(mark: int, *, told: bool = True) -> ThreadSeen:
    return ThreadSeen(1, NOW, NOW - timedelta(hours=1) if told else None, mark=mark)


def test_a_thread_seen_on_two_pages_counts_once() -> None:
    pages = [ForumProfile(is_forum=True, threads_seen=tuple(map(seen, marks))) for marks in ((1, 2, 3), (2, 3, 4))]
    assert [one.mark for one in merge(pages).threads_seen] == [1, 2, 3, 4]


def test_lists_that_tell_beginnings_are_not_mixed_with_others() -> None:
    bare = ForumProfile(is_forum=True, threads_seen=(seen(1, told=False), seen(2, told=False)))
    whole = ForumProfile(is_forum=True, threads_seen=(seen(2), seen(3)))
    assert [one.mark for one in merge([bare, whole]).threads_seen] == [2, 3]
    assert [one.mark for one in merge([bare, replaced(bare)]).threads_seen] == [1, 2]


def test_times_without_a_zone_move_to_the_clock_of_a_page_that_tells_its_own() -> None:
    true = Finding(NOW, "", "newest feed entry", precision="second")
    assumed = Finding(NOW + timedelta(hours=2), "", f"newest row, {ZONE_ASSUMED}", precision="second")
    page = ForumProfile(is_forum=True, findings={"last_post_at": assumed}, threads_seen=(seen(1),))
    told = merge([page, ForumProfile(is_forum=True, findings={"last_post_at": true})]).threads_seen
    assert [(one.started_at, one.last_post_at) for one in told] == [
        (NOW - timedelta(hours=3), NOW - timedelta(hours=2))
    ]  # fmt: skip


def replaced(profile: ForumProfile) -> ForumProfile:
    return ForumProfile(is_forum=True, threads_seen=(*profile.threads_seen, seen(9, told=False)))
