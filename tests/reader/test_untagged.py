"""The text of markup without its tags: parted where they part it, without names that hold figures."""

import time

import pytest

from crawler.page.untagged import untagged


@pytest.mark.parametrize(("markup", "wanted"), [
    ('<td class="x">Posts</td><td>12</td>', "\x1fPosts \x1f12 "),
    ("<p>Posts</p><p>12</p>", "\nPosts\n\n12\n"),
    ("<pre>Posts</pre> <b>12</b>", " Posts   12 "),
    ('<li title="a < b">Posts 12</li>', "\nPosts 12 "),
    ('12 posts <a href="/members/7', "12 posts "),
])  # fmt: skip
def test_tags_part_what_they_part(markup: str, wanted: str) -> None:
    assert untagged(markup) == wanted


@pytest.mark.parametrize(("markup", "kept"), [
    ('<a href="/members/zed.7">12 monkeys</a>', False),
    ('<a href="/members/zed.7"><b><i>monkeys 12</i></b></a>', False),
    ('<a href="/members/zed.7"></a>12 monkeys', True),
    ('<a href="/members/zed.7">All</a> 12', True),
    ('<a href="/members/zed.7"><b><i><u><s>12 monkeys</s></u></i></b></a>', True),
    ('<a href="/memberlist">12 members</a>', True),
    ('<a href="/members?page=2">12 members</a>', True),
    ('<a href="/members/zed.7">12 ' + "long words " * 6 + "</a>", True),
])  # fmt: skip
def test_words_of_a_members_link_that_hold_a_digit_are_left_out(markup: str, kept: bool) -> None:
    assert ("12" in untagged(markup)) is kept


@pytest.mark.parametrize("piece", ["<", "<a href=/user/", '<a href="/members/1">', "<b>1", "<a user/u/"])
def test_hostile_markup_is_read_in_linear_time(piece: str) -> None:
    markup = piece * (200_000 // len(piece))
    start = time.process_time()
    untagged(markup)
    assert time.process_time() - start < 1
