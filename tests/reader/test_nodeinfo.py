"""NodeInfo: what each software counts under the form's names, and nothing of software nobody has read."""

import json
from typing import Any

import pytest

from crawler.page import Page
from crawler.reader import read
from registry.profile import ForumProfile
from tests.reader.saved import ADDRESS, FETCHED

SCHEMA = "http://nodeinfo.diaspora.software/ns/schema/"


def _read(said: object, platform: str | None = None) -> ForumProfile:
    body = json.dumps(said).encode()
    return read(Page(ADDRESS + "nodeinfo/2.0", 200, (("Content-Type", "application/json"),), body, FETCHED), platform)


def _document(software: str, **usage: Any) -> dict[str, Any]:
    figures = {"users": {"total": 70, "activeMonth": 12, "activeHalfyear": 30}, "localPosts": 90, "localComments": 120}
    return {
        "version": "2.0",
        "software": {"name": software, "version": "4.9.1"},
        "protocols": ["activitypub"],
        "usage": {**figures, **usage},
        "metadata": {"nodeName": "The Hen House"},
    }


@pytest.mark.parametrize(
    ("software", "platform", "threads"),
    [
        ("NodeBB", "nodebb", 90),
        ("lemmy", "lemmy", 90),
        ("PieFed", "piefed", 90),
        ("pyfedi", "piefed", 90),
        ("mbin", "mbin", None),  # threads and short messages in one figure
        ("discourse", "discourse", None),  # posts that answer none are no threads
    ],
)
def test_a_software_s_posts_are_threads_only_where_it_counts_threads(
    software: str, platform: str, threads: int | None
) -> None:
    profile = _read(_document(software))
    assert (profile.is_forum, profile.platform, profile.platform_version) == (True, platform, "4.9.1")
    assert [profile.value(fact) for fact in ("members", "active_30_days", "threads")] == [70, 12, threads]
    assert profile.value("posts") is None
    assert profile.derived["posts"].value == 210
    assert profile.value("name") == "The Hen House"


def test_figures_in_quotes_are_figures() -> None:
    profile = _read(_document("nodebb", users={"total": "7", "activeMonth": 7}, localPosts="9", localComments=12))
    assert [profile.value(fact) for fact in ("members", "threads")] == [7, 9]
    assert profile.findings["members"].rule == "usage.users.total"


@pytest.mark.parametrize("software", ["mastodon", "wordpress", "hubzilla", "", "NodeBB-like"])
def test_of_software_nobody_has_read_nothing_is_taken(software: str) -> None:
    profile = _read(_document(software))
    assert not profile.findings
    assert not profile.derived
    assert not profile.is_forum


def test_another_program_of_the_host_says_nothing_of_the_forum() -> None:
    assert not _read(_document("lemmy"), "nodebb").findings
    assert _read(_document("nodebb"), "nodebb").findings


def test_a_server_that_will_not_tell_its_members_has_not_none() -> None:
    profile = _read(_document("lemmy", users={"total": 0}))
    assert profile.value("members") is None


@pytest.mark.parametrize("wrong", [True, -1, 1.5, "7 users", None, [7], 10**15, "٧"])
def test_what_is_no_count_is_not_counted(wrong: object) -> None:
    profile = _read(_document("nodebb", users={"total": wrong}, localPosts=wrong, localComments=wrong))
    assert profile.value("members") is None
    assert profile.value("threads") is None
    assert not profile.derived


def test_the_index_leads_to_its_newest_document_on_the_same_host_alone() -> None:
    links = [
        {"rel": SCHEMA + "1.0", "href": ADDRESS + "nodeinfo/1.0"},
        {"rel": SCHEMA + "2.0", "href": ADDRESS + "nodeinfo/2.0"},
        {"rel": SCHEMA + "2.1", "href": ADDRESS + "nodeinfo/2.1"},
        {"rel": SCHEMA + "2.2", "href": "https://elsewhere.example/nodeinfo/2.2"},
        {"rel": SCHEMA + "2.2", "href": "file:///etc/passwd"},
        {"rel": SCHEMA + "2.2", "href": "https://community.example:8080/nodeinfo/2.2"},
        {"rel": "self", "href": ADDRESS},
        "nonsense",
    ]
    assert _read({"links": links}, "lemmy").also == (ADDRESS + "nodeinfo/2.1",)
    assert _read({"links": []}).also == ()
    assert not _read({"links": links}).is_forum
