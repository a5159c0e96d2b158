"""One community under two addresses is found, and two communities are not taken for one."""

from pathlib import Path

import pytest

from registry.seeding import SeedProblem, check_seeds
from registry.seeding.problem import Kind
from tests.seeds.folder import FILES, make_seeds, with_row


def problems(tmp_path: Path, *rows: str) -> list[SeedProblem]:
    lines = "\n".join(f"{row},https://b.example.com/{number}," for number, row in enumerate(rows))
    return check_seeds(make_seeds(tmp_path, forums_csv=with_row(lines)))


@pytest.mark.parametrize(
    "address",
    [
        "http://students.example.org/", "https://www.students.example.org", "https://STUDENTS.example.org/index.php",
        "https://students.example.org:443//", "https://students.example.org/?utm_source=x#top",
    ],
)  # fmt: skip
def test_one_site_spelt_otherwise_is_doubled(tmp_path: Path, address: str) -> None:
    (problem,) = problems(tmp_path, f"{address},Other Name,,,,,")
    assert (problem.line, problem.column, problem.kind, problem.warning) == (5, "address", Kind.DOUBLED, False)
    assert "line 2" in problem.reason


@pytest.mark.parametrize(
    "name", ["Bus Talk", "BUS  TALK", "The Bus Talk Forum", "Bus-Talk Online Community", "Bùs Talk"]
)
def test_one_name_in_one_topic_is_doubled(tmp_path: Path, name: str) -> None:
    (problem,) = problems(tmp_path, f"https://other.example.net/,{name},/education|/transport,,,,")
    assert (problem.line, problem.column, problem.kind, problem.warning) == (5, "name", Kind.DOUBLED, False)
    assert "line 3" in problem.reason


def test_one_name_in_two_topics_is_two_forums(tmp_path: Path) -> None:
    assert problems(tmp_path, "https://other.example.net/,Bus Talk,/education,,,,") == []


def test_forums_named_by_their_kind_only_are_told_apart(tmp_path: Path) -> None:
    assert problems(
        tmp_path, "https://a.example.net/,The Forum,,,,,", "https://b.example.net/,Community Boards,,,,,"
    ) == []  # fmt: skip


def test_a_site_within_a_site_is_doubled_either_way_round(tmp_path: Path) -> None:
    (inner,) = problems(tmp_path, "https://students.example.org/maths/,Maths,,,,,")
    (outer,) = problems(tmp_path, "https://buses.example.org/,Buses,,,,,")
    assert ("line 2" in inner.reason, "line 3" in outer.reason) == (True, True)
    assert {inner.kind, outer.kind} == {Kind.DOUBLED}
    assert "hosts.toml" in inner.advice


@pytest.mark.parametrize(
    "address", ["https://forum.students.example.org/", "https://m.students.example.org/", "https://community.students.example.org/"]
)  # fmt: skip
def test_another_door_to_a_site_is_a_warning(tmp_path: Path, address: str) -> None:
    (problem,) = problems(tmp_path, f"{address},Other,,,,,")
    assert (problem.line, problem.kind, problem.warning) == (5, Kind.DOUBLED, True)
    assert "warning: " in str(problem)


def test_communities_of_a_hosting_place_are_no_doubles(tmp_path: Path) -> None:
    rows = ("https://healthunlocked.com/bhf,Hearts,,,,,", "https://healthunlocked.com/forum,Forums,,,,,")
    assert problems(tmp_path, *rows) == []


def test_an_alias_of_a_hosting_place_is_the_place(tmp_path: Path) -> None:
    hosts = '[[shared]]\ndomain = "reddit.com"\naliases = ["old.reddit.com"]\npaths = ["r/*"]\n'
    rows = "https://reddit.com/r/hens,Hens,,,,,,https://b.example.com/1,\nhttps://old.reddit.com/r/Hens/,Poultry,,,,,,https://b.example.com/2,"
    (problem,) = check_seeds(make_seeds(tmp_path, hosts_toml=hosts, forums_csv=with_row(rows)))
    assert (problem.line, problem.kind) == (6, Kind.DOUBLED)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("https://www.google.co.uk/search?q=forum+example", "a search found"),
        ("https://duckduckgo.com/?q=hens", "a search found"),
        ("https://www.bing.com/search?q=hens", "a search found"),
        ("https://uk.search.yahoo.com/search?p=hens", "a search found"),
        ("https://www.google.com/url?q=https://b.example.com/", "a search found"),
        ("https://blog.example.com/?s=hens", "a search found"),
        ("https://news.example.com/search?query=hens", "a search found"),
        ("https://wiki.example.com/w/index.php?title=Special:Search&search=hens", "a search found"),
        ("https://bit.ly/3xYz", "a short address"),
        ("https://a.example.org/index.php", "the forum itself"),
        ("http://a.example.org?sid=0123456789abcdef", "the forum itself"),
        ("https://www.a.example.org/?utm_source=list", "the forum itself"),
        ("https://a.example.org/home.html#top", "the forum itself"),
    ],
)
def test_sources_that_name_nothing_lasting_are_refused(tmp_path: Path, source: str, reason: str) -> None:
    (problem,) = check_seeds(make_seeds(tmp_path, forums_csv=with_row(f"https://a.example.org/,A,,,,,,{source},")))
    assert (problem.line, problem.column, problem.kind) == (5, "named_in", Kind.UNSOURCED)
    assert reason in problem.reason
    assert problem.advice


@pytest.mark.parametrize(
    "source",
    [
        "https://a.example.org/rules", "https://a.example.org/index.php?topic=5", "https://a.example.org/?page_id=103",
        "https://blog.example.com/search?max-results=20", "https://groups.google.com/g/uk.rec.gardening/c/x",
        "https://b.example.com/viewtopic.php?p=12", "https://news.example.com/research/forums?text=1",
    ],
)  # fmt: skip
def test_pages_that_stay_are_sources(tmp_path: Path, source: str) -> None:
    assert check_seeds(make_seeds(tmp_path, forums_csv=with_row(f"https://a.example.org/,A,,,,,,{source},"))) == []


def test_a_row_on_a_delicate_topic_is_marked_or_warned_of(tmp_path: Path) -> None:
    topics = (
        FILES["govuk_topics.csv"]
        + "/entering-staying-uk,Entering,1,\n/entering-staying-uk/visas,Visas,2,/entering-staying-uk\n"
    )
    row = "https://a.example.org/,A,/entering-staying-uk/visas,,,{},https://b.example.com/,"
    found = check_seeds(make_seeds(tmp_path, govuk_topics_csv=topics, forums_csv=with_row(row.format(","))))
    assert [(problem.kind, problem.warning) for problem in found] == [(Kind.SENSITIVE, True)]
    marked = row.format("immigration status,Members help each other with the rules.")
    assert check_seeds(make_seeds(tmp_path, govuk_topics_csv=topics, forums_csv=with_row(marked))) == []


def test_a_folder_of_the_sample_web_may_name_it(tmp_path: Path) -> None:
    rows = (
        "address,name,language,named_in,note\n"
        "http://hens.localhost:8100/,Hens,en,sampleweb/data/forums/hens.toml,sample\n"
        "http://ducks.localhost:8100/,Ducks,en,sampleweb/data/others/ducks.toml,sample\n"
    )
    assert check_seeds(make_seeds(tmp_path, forums_csv=rows)) == []
    mixed = rows + "https://a.example.org/,A,en,https://b.example.com/x,\n"
    assert [problem.line for problem in check_seeds(make_seeds(tmp_path, forums_csv=mixed))] == [2, 3]
