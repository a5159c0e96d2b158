"""The catalogue of sample sites: enough of every sort, whole, the same each time, and all within reach."""

import csv
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import sampleweb
from registry.identity import SharedHosts
from registry.seeding import check_seeds
from registry.seeding.folder import read_seeds
from registry.settings import PROJECT
from registry.stewardship.kinds import Closing, LetterKind
from registry.vocabulary import Outcome
from sampleweb.catalogue import minutes, shares
from sampleweb.history import RECENT, posts_per_day

NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SITES = sampleweb.sites()
FORUMS = [site for site in SITES if site.boards]
DIFFICULT = {
    *("shop", "blog with comments", "wiki", "council page", "spoofed generator meta", "login wall", "robots refusal"),
    *("robots 503", "dead: connection closed", "forum behind a redirect", "moved to another site"),
    *("endless calendar", "robots group naming our agent", "meta tag naming our agent", "forum in bad markup"),
}


def test_there_are_enough_sites_of_every_sort() -> None:
    assert len([site for site in FORUMS if site.outcome == "profiled"]) >= 40
    assert {"phpbb", "discourse", "smf", "mybb", "xenforo", None} == {site.software for site in FORUMS}
    assert {"en", "cy", "de"} <= {site.language for site in FORUMS}
    assert {site.kind for site in SITES} >= DIFFICULT
    assert len({site.layout for site in FORUMS if site.pattern == "homemade"}) >= 5


def test_names_are_unique_and_outcomes_are_words_of_the_vocabulary() -> None:
    assert len({site.name for site in SITES}) == len(SITES)
    assert len({site.title for site in SITES}) == len(SITES)
    assert {site.outcome for site in SITES} <= set(Outcome)


@pytest.mark.parametrize("site", FORUMS, ids=lambda site: site.name)
def test_the_figures_of_a_forum_agree_with_each_other(site: sampleweb.SampleSite) -> None:
    if site.threads is not None:
        assert sum(board.threads or 0 for board in site.boards) == site.threads
        assert sum(board.posts or 0 for board in site.boards) == site.posts
    assert site.last_post_at == max(thread.last_post_at for thread in site.newest)
    assert all(thread.started_at < thread.last_post_at < sampleweb.DEFAULT_NOW for thread in site.newest)
    assert all(board.newest[0].last_post_at == board.last_post_at for board in site.boards)


def test_one_seed_is_one_web_and_another_seed_is_another() -> None:
    assert sampleweb.sites(1) == SITES
    assert sampleweb.sites(2) != SITES
    assert [site.name for site in sampleweb.sites(2)] == [site.name for site in SITES]


def test_copies_are_sites_of_their_own_linked_among_themselves() -> None:
    many = sampleweb.sites(copies=2)
    copies = [site for site in many if site not in SITES]
    assert len(copies) == 2 * len(FORUMS)
    assert len({site.host for site in many}) == len(many)
    assert not any(site.seed for site in copies)
    assert {name.rpartition("-")[2] for site in copies for name in site.links} == {"1", "2"}
    one, other = (next(site for site in many if site.name == f"night-feed-{n}") for n in (1, 2))
    assert one.boards != other.boards


def test_every_site_is_a_seed_or_linked_from_forums_that_are_found() -> None:
    by_name = {site.name: site for site in SITES}
    found = {site.name for site in SITES if site.seed}
    walk = list(found)
    while walk:
        for name in by_name[walk.pop()].links:
            if name not in found:
                found.add(name)
                walk.append(name)
    assert {site.name for site in SITES if not site.alone} <= found
    assert [site for site in SITES if site.outcome == "profiled" and not site.seed], "nothing is left to discover"


def test_the_seed_list_is_one_that_the_registry_loads(tmp_path: Path) -> None:
    folder = shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    with sampleweb.write_seeds(folder, 8100).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [problem for problem in check_seeds(folder, demo=True) if problem.file == "forums.csv"] == []
    assert len(rows) == len([site for site in SITES if site.seed])
    assert {"http://night-feed.localhost:8100/", "http://no-such-name.invalid/"} <= {row["address"] for row in rows}
    assert all(PROJECT.joinpath(row["named_in"]).is_file() and row["note"].startswith("sample") for row in rows)


def test_the_seed_list_grew_day_by_day_to_what_it_is(tmp_path: Path) -> None:
    """What was added on each day, one after the other, ends in the list of today, but for what left it."""
    names: dict[str, str] = {}
    for days in sampleweb.days_of_change():
        with sampleweb.write_additions(tmp_path, 8100, days).open(encoding="utf-8", newline="") as file:
            added = {row["address"]: row["name"] for row in csv.DictReader(file)}
        assert added, "no day of change without a change"
        names |= added
    with sampleweb.write_seeds(tmp_path, 8100).open(encoding="utf-8", newline="") as file:
        today = {row["address"]: row["name"] for row in csv.DictReader(file)}
    gone = {f"http://{site.host}:8100/" for site in SITES if site.past.left or site.past.joined}
    assert len(gone) == 2
    assert {address: name for address, name in names.items() if address not in gone} == today
    assert len(sampleweb.days_of_change()) >= 8


def test_organisations_are_samples_and_places_stay_real(tmp_path: Path) -> None:
    folder = shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    before = {place.code: place.name for place in read_seeds(folder, SharedHosts()).places}
    sampleweb.write_organisations(folder)
    sampleweb.write_seeds(folder, 8100)
    seeds = read_seeds(folder, SharedHosts(), demo=True)
    assert seeds.problems == ()
    assert {place.code: place.name for place in seeds.places} == before
    assert [one.kind for one in seeds.organisations] == ["department", "council"]
    assert all(one.name.endswith("(sample)") and one.website is None for one in seeds.organisations)
    assert all(council.organisation.name.endswith("(sample council)") for council in seeds.councils)


def test_letters_are_of_every_kind_and_name_sites_that_are_there() -> None:
    letters = sampleweb.letters()
    assert {letter.kind for letter in letters} == set(LetterKind)
    assert {letter.forum for letter in letters if letter.forum} <= {site.name for site in SITES}
    assert all(letter.days >= (letter.answered or 0) > 0 for letter in letters if letter.answer)
    assert {letter.closed for letter in letters} - {None} <= set(Closing)


def test_planted_names_are_nobodys_words() -> None:
    """A planted name must be findable: not part of a title, a board, a site, a letter or another name."""
    words = "\n".join([site.title for site in SITES] + [thread.title for site in FORUMS for thread in site.newest])
    words += "\n".join(f"{letter.words} {letter.answer}" for letter in sampleweb.letters())
    assert len(set(sampleweb.PLANTED_NAMES)) == len(sampleweb.PLANTED_NAMES) >= 20
    assert not [name for name in sampleweb.PLANTED_NAMES if re.search(name, words)]


def test_shares_add_up() -> None:
    assert sum(shares(1000, [0.1, 2.5, 1.7])) == 1000
    assert shares(0, [1, 1]) == [0, 0]


@pytest.mark.parametrize("age", ["", "5", "h", "-3h", "2 d", "5y"])
def test_an_age_that_is_none_is_refused(age: str) -> None:
    with pytest.raises(ValueError, match="not an age"):
        minutes(age)


def test_the_past_is_as_busy_as_the_pages_say() -> None:
    """What the demo made up before today must not contradict what a reader of the pages is told of the forum."""
    held = 0
    for site in sampleweb.sites(now=NOW):
        told = sampleweb.past_figures(site, NOW.date())
        rate = posts_per_day(site, NOW.date())
        if rate is None or len(told) < 2 or site.posts is None:
            continue
        days = (told[-1].at - told[0].at) / timedelta(days=1)
        assert told[0].posts is not None, site.name
        assert told[-1].posts is not None, site.name
        whole = (told[-1].posts - told[0].posts) / days
        last = told[-RECENT:]
        span = (last[-1].at - last[0].at) / timedelta(days=1)
        recent = ((last[-1].posts or 0) - (last[0].posts or 0)) / span
        assert recent <= 1.5 * rate + 1, site.name
        assert site.past.shape == "falling" or whole <= 1.5 * rate + 1, site.name
        assert rate < 20 or recent >= rate / 2.5, site.name
        held += 1
    assert held >= 25
