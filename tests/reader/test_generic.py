"""Forums of unknown software: what convinces the reader, what never does, and that nobody's name is read off a row."""

import json

import pytest

from crawler.page import Page
from crawler.reader import as_json, read
from tests.reader.saved import FETCHED

SITE = "https://knitters.example"
MEMBER = "Zebulon Quarterstaff"


def _page(body: str, path: str = "/forum/", title: str = "Knitters Forum", head: str = "") -> Page:
    whole = f'<html lang="en"><head><title>{title}</title>{head}</head><body>{body}</body></html>'
    return Page(f"{SITE}{path}", 200, (("Content-Type", "text/html; charset=utf-8"),), whole.encode(), FETCHED)


def _boards(link: str = "/forum/b{0}", count: int = 4) -> str:
    rows = (
        f'<li class="b"><a href="{link.format(n)}">Board {n}</a> {n + 3} topics, {n + 40} posts</li>'
        for n in range(count)
    )
    return f"<ul>{''.join(rows)}</ul>"


def test_boards_that_count_threads_and_posts_convince() -> None:
    profile = read(_page(_boards()))
    assert profile.is_forum
    assert [(board.name, board.threads, board.posts) for board in profile.boards[:2]] == [
        ("Board 0", 3, 40),
        ("Board 1", 4, 41),
    ]
    assert (profile.value("threads"), profile.derived["threads"].value) == (None, 18)


def test_the_reader_says_what_convinced_it_and_is_never_as_sure_as_of_known_software() -> None:
    profile = read(_page(_boards()))
    assert profile.clues
    assert 0 < profile.confidence <= 0.9


def test_boards_of_other_hosts_make_a_directory() -> None:
    assert not read(_page(_boards("https://other{0}.example/forum/"), "/links/", "Links")).is_forum


def test_links_alone_are_no_forum() -> None:
    """Addresses like boards' and threads' without a post, an answer counted or a word of what is done in forums."""
    links = "".join(f'<p><a href="/boards/news/{n}">The news, part {n}</a></p>' for n in range(30))
    assert not read(_page(links, "/boards/news", "News")).is_forum
    said = '<a href="#r">Reply to this topic</a><p>Last post by somebody</p>'
    assert read(_page(links + said, "/boards/news", "News")).is_forum


def test_an_address_and_a_title_are_no_forum_where_threads_are_of_other_hosts_only() -> None:
    """Farms choose addresses and titles as they like; their links lead to each other."""
    other = "".join(
        f'<li><a href="https://s{n}.example/viewtopic.php?t={n}">Knitting thread {n}</a></li>' for n in range(12)
    )
    own = (
        '<li><a href="/viewtopic.php?t=7">Which wool for socks</a></li><li><a href="/viewtopic.php?t=8">Moths</a></li>'
    )
    assert not read(_page(f"<ul>{other}</ul>", "/viewtopic.php?t=3")).is_forum
    assert not read(_page("<p>Welcome.</p>", "/viewtopic.php?t=3")).is_forum
    assert read(_page(f"<ul>{other}{own}</ul>", "/viewtopic.php?t=3")).is_forum


def test_an_archives_copy_is_no_forum() -> None:
    page = _page(_boards())
    copied = Page(f"https://web.archive.org/web/2011/{page.url}", 200, page.headers, page.body, FETCHED)
    assert read(page).is_forum
    assert not read(copied).is_forum


TRACKER = "".join(f'<a href="/otter/issues/{n}">Fault {n}</a>' for n in range(5))


def test_a_tracker_of_issues_is_no_forum() -> None:
    rows = "".join(
        f'<li class="row"><a href="/discussions/{n}">Question {n}</a> 3 replies '
        '<time datetime="2026-11-18T10:00Z">x</time></li>'
        for n in range(6)
    )
    acts = "<p>Start a new discussion. Last reply. New topic.</p>"
    assert read(_page(rows + acts, "/discussions", "Discussions")).is_forum
    assert not read(_page(rows + acts + TRACKER, "/discussions", "Discussions")).is_forum


def _posts(name: str) -> str:
    block = (
        '<div class="{0}"><a class="nick" href="/who/{1}">{2}</a> <time datetime="2026-11-1{1}T10:00Z">x</time>'
        "<p>A text that somebody wrote.</p></div>"
    )
    return "".join(block.format(name, n, MEMBER) for n in range(1, 5))


def test_posts_with_writers_and_times_convince_and_comments_do_not() -> None:
    at = ("/read/9", "A thread - Knitters Forum")
    frame = '<div id="forum"><div class="topic"></div></div>'
    assert read(_page(frame + _posts("post"), *at)).is_forum
    assert not read(_page(frame + _posts("comment"), *at)).is_forum


def test_entries_with_headlines_that_are_links_are_no_posts() -> None:
    at = ("/read/9", "A thread - Knitters Forum")
    entries = _posts("post").replace("<p>", '<h2><a href="/more">More</a></h2><p>')
    assert not read(_page('<div id="forum"><div class="topic"></div></div>' + entries, *at)).is_forum


def _planted(profile_of: Page) -> str:
    told = as_json(read(profile_of))
    return json.dumps(told, ensure_ascii=False)


@pytest.mark.parametrize(
    "link",
    [
        "/user/{0}",
        "/u/{0}",
        "/members/{0}",
        "/profile.php?id={0}",
        "/index.php?action=profile;u={0}",
        "/@z{0}",
        "/people/{0}/",
    ],
)
def test_rows_that_link_to_members_name_no_boards_and_no_threads(link: str) -> None:
    people = "".join(
        f'<li><a href="{link.format(n)}">{MEMBER} {n}</a> 4 topics, 40 posts, 3 replies, yesterday 10:00</li>'
        for n in range(9)
    )
    assert MEMBER not in _planted(_page(f"{_boards()}<ul>{people}</ul>"))


@pytest.mark.parametrize(
    "block", ['class="top-posters"', 'id="online_users"', 'class="widget leaderboard"', 'class="staff"']
)
def test_blocks_of_people_name_no_boards_and_no_threads(block: str) -> None:
    people = "".join(
        f'<li><a href="/{n}">{MEMBER} {n}</a> 4 topics, 40 posts, 3 replies, yesterday 10:00</li>' for n in range(9)
    )
    assert MEMBER not in _planted(_page(f"{_boards()}<div {block}><ul>{people}</ul></div>"))


@pytest.mark.parametrize("head", ["Username", "Member", "Name", "Benutzername", "Utilisateur", "Пользователь"])
def test_tables_headed_by_people_name_no_boards_and_no_threads(head: str) -> None:
    rows = "".join(
        f'<tr><td><a href="/{n}">{MEMBER} {n}</a></td><td>4</td><td>40</td><td>Yesterday 10:00</td></tr>'
        for n in range(9)
    )
    table = f"<table><tr><th>{head}</th><th>Topics</th><th>Posts</th><th>Last post</th></tr>{rows}</table>"
    assert MEMBER not in _planted(_page(f"{_boards()}{table}"))


def _posting(**more: object) -> str:
    node = {"@context": "https://schema.org", "@type": "DiscussionForumPosting", "headline": "Sleeves", **more}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def test_a_person_who_publishes_names_no_forum() -> None:
    person = {"@type": "Person", "name": MEMBER}
    page = _page("", "/talk/9", "Sleeves", _posting(author=person, publisher=person))
    profile = read(page)
    assert profile.is_forum
    assert MEMBER not in _planted(page)
    assert profile.value("name") is None
    site = {"@type": "Organization", "name": "Knitters"}
    assert read(_page("", "/talk/9", "Sleeves", _posting(publisher=site))).value("name") == "Knitters"


def test_a_threads_last_post_is_its_newest_answer_and_never_its_beginning() -> None:
    began = "2026-11-01T08:00:00Z"
    answers = [{"@type": "Comment", "datePublished": f"2026-11-0{day}T08:00:00Z"} for day in (3, 5, 4)]
    told = read(_page("", "/talk/9", "Sleeves", _posting(datePublished=began, comment=answers)))
    assert [str(time) for time in told.thread_times] == ["2026-11-05 08:00:00+00:00"]
    counter = {"@type": "InteractionCounter", "interactionType": "https://schema.org/CommentAction"}
    unread = _posting(datePublished=began, interactionStatistic={**counter, "userInteractionCount": 7})
    assert read(_page("", "/talk/9", "Sleeves", unread)).thread_times == ()
    alone = _posting(datePublished=began, interactionStatistic={**counter, "userInteractionCount": 0})
    assert len(read(_page("", "/talk/9", "Sleeves", alone)).thread_times) == 1


def test_numbered_paragraphs_are_no_posts() -> None:
    said = "<p>The last reply, a last reply, one more last reply.</p>"

    def page(name: str) -> Page:
        rows = "".join(f'<div id="{name}{n}">Valid since 12 May 2026, 10:00</div>' for n in range(36671, 36675))
        return _page(said + rows, "/car/", "Car")

    assert not read(page("p")).is_forum
    assert read(page("post")).is_forum


@pytest.mark.parametrize(
    "words",
    ["Forum", "Our forums", "Visit the message board", "Foro", "Foren", "Zum Forum", "Forum de discussion", "Fórum",
     "Форум", "Fforwm", "Forum dyskusyjne", "论坛", "Forumet"],
)  # fmt: skip
def test_a_page_that_is_none_leads_to_its_sites_forum(words: str) -> None:
    profile = read(_page(f'<a href="/about">About</a> <a href="/talking/">{words}</a>', "/", "Knitters"))
    assert (profile.is_forum, profile.front_page) == (False, f"{SITE}/talking/")


def test_words_about_a_forum_lead_nowhere() -> None:
    profile = read(_page('<a href="/news/9">The World Economic Forum</a> <a href="/n">Board</a>', "/", "Knitters"))
    assert profile.front_page is None


ARTICLE = '<meta property="og:type" content="article"><meta property="article:published_time" content="2026-11-18">'


@pytest.mark.parametrize(("head", "more"), [(ARTICLE, ""), ("", '<section id="comments"></section>')])
def test_what_is_said_of_an_article_counts_against_a_forum(head: str, more: str) -> None:
    at = ("/read/9", "A thread - Knitters Forum")
    posts = '<div id="forum"><div class="topic"></div></div>' + _posts("post")
    assert read(_page(posts, *at)).is_forum
    assert not read(_page(posts + more, *at, head)).is_forum


def test_figures_without_members_may_be_one_members() -> None:
    links = "".join(f'<p><a href="/forums/topics/{n}">A topic they began {n}</a></p>' for n in range(5))
    links += "".join(f'<p><a href="/maps/{n}">Map {n}</a></p>' for n in range(20)) + "<p>Report this post</p>"
    figures = '<div class="stats">Posts: 214<br>Topics: 12<br>{0}</div>'
    assert not read(_page(links + figures.format(""), "/somebody", "Somebody")).is_forum
    assert read(_page(links + figures.format("Members: 31"), "/somebody", "Somebody")).is_forum


def test_a_question_and_its_answers_convince_beside_another_sign_and_never_on_a_products_page() -> None:
    question = '<script type="application/ld+json">{"@type":"QAPage","mainEntity":{"@type":"Question"}}</script>'
    product = '<script type="application/ld+json">{"@type":"Product"}</script>'
    at = ("/forum/question/9", "How long is the lead?")
    assert read(_page("", *at, question)).is_forum
    assert not read(_page("", *at, question + product)).is_forum
    assert not read(_page("", "/help/9", "How long is the lead?", question)).is_forum
