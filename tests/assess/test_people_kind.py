"""The sort of a community: software first, then address, then its own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from registry.assess import Assessor, Subject
from registry.assess.kind import kind_of


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("https://www.facebook.com/groups/hedges", "group"),
        ("https://www.reddit.com/r/hedges", "group"),
        ("https://old.reddit.com/r/hedges/", "group"),
        ("https://example.org/groups/hedges", "group"),
        ("https://groups.io/g/hedges", "list"),
        ("https://hedges.groups.io/g/main", "list"),
        ("https://groups.google.com/g/hedges", "list"),
        ("https://lists.example.org/", "list"),
        ("https://example.org/mailman/listinfo/hedges", "list"),
        ("https://rhestr.example.cymru/", "list"),
        ("https://ask.example.org/", "questions_and_answers"),
        ("https://answers.example.org/latest", "questions_and_answers"),
        ("https://example.org/qa", "questions_and_answers"),
        ("https://gardening.stackexchange.com/", "questions_and_answers"),
        ("https://discord.gg/hedges", "chat"),
        ("https://chat.example.org/", "chat"),
        ("https://example.org/chat/", "chat"),
        ("https://hedges.livejournal.com/", "blog_community"),
        ("https://example.org/forum/qa", "forum"),
        ("https://example.org/?next=facebook.com/groups", "forum"),
        ("https://notreddit.com/rhubarb", "forum"),
        ("https://ask.com/", "forum"),
        ("https://chatterbox.example.org/chatter", "forum"),
        ("http://[", "forum"),
        ("", "forum"),
    ],
)
def test_an_address_tells(url: str, kind: str) -> None:
    assert kind_of({}, url, None) == kind


def test_the_software_is_asked_before_the_address() -> None:
    assert kind_of({}, "https://lists.example.org/", "discord") == "chat"
    assert kind_of({}, "https://lists.example.org/", "phpbb") == "list"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("A mailing list for hedge layers", "list"),
        ("Trafodaeth dros e-bost", "list"),
        ("A Q&A site for hedge layers", "questions_and_answers"),
        ("A Slack workspace for hedge layers", "chat"),
        ("A WhatsApp group for hedge layers", "group"),
        ("A blogging community of hedge layers", "blog_community"),
        ("Hedge layers talk", "forum"),
    ],
)
def test_a_description_tells_where_the_address_does_not(assessor: Assessor, said: str, kind: str) -> None:
    assert assessor.assess(Subject(name="Hedges", description=said, url="https://example.org/")).kind == kind


def test_a_thread_or_a_board_does_not_tell(assessor: Assessor) -> None:
    heard = Subject(name="Hedges", boards=("Our mailing list",), thread_titles=("Join the Discord server",))
    assert assessor.assess(heard).kind == "forum"


@given(url=some.text(max_size=60))
def test_any_address_is_answered(url: str) -> None:
    assert kind_of({}, url, None)
