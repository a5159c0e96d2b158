"""`forum-registry topics check`: the seeds are sound, and what would be wrong with them is found."""

import re
import shutil
from pathlib import Path

import pytest

from registry.assess import Assessor, TopicsFileError
from registry.assess.checks import check_topics
from tests.assess.conftest import SEEDS

FILES = ("topics.toml", "govuk_topics.csv", "signs.toml", "councils.csv", "places.csv")
NAMED = ("organisations.csv", "keepers.toml")
SOUND = """
keeper = "topics keeper"
reviewed = 2026-11-20

[[subject]]
name = "Debt"
topic = "/money/court-claims-debt-bankruptcy"
organisations = ["insolvency-service"]
audience = ["people_in_debt"]
strong = "bailiffs, debt advice"
synonyms = "owing money"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for file in (*FILES, *NAMED):
        shutil.copy(SEEDS / file, tmp_path / file)
    (tmp_path / "topics.toml").write_text(SOUND, encoding="utf-8")
    return tmp_path


def test_the_seeds_are_sound() -> None:
    assert [str(problem) for problem in check_topics(SEEDS) if not problem.warning] == []


def test_a_small_sound_file_passes(folder: Path) -> None:
    assert [problem.said for problem in check_topics(folder)] == [
        "1 subjects only; 150 are the fewest for all of government"
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("court-claims-debt-bankruptcy", "no-such-topic", "unknown topic /money/no-such-topic"),
        ("bailiffs, debt advice", "the, debt advice", "'the' matches everything"),
        ("bailiffs, debt advice", "!!!, debt advice", "holds no word"),
        ("bailiffs, debt advice", "de*, debt advice", "matches too much"),
        ("people_in_debt", "everybody", "unknown audience everybody"),
        ('strong = "bailiffs, debt advice"', 'fair = "bailiffs"', "no strong phrase"),
        ('keeper = "topics keeper"', "", "names no keeper"),
        ("reviewed = 2026-11-20", "", "no date of review"),
        ('organisations = ["insolvency-service"]', "", "no organisation"),
        ('name = "Debt"', "", "without a name"),
        ("[[subject]]", "[[subject", "topics.toml: "),
        ("[[subject]]", "[subject]", "must be a list of tables"),
        ('audience = ["people_in_debt"]', "audience = 3", "Debt: `audience` must be words"),
    ],
)
def test_what_is_wrong_is_found(folder: Path, old: str, new: str, said: str) -> None:
    (folder / "topics.toml").write_text(SOUND.replace(old, new), encoding="utf-8")
    assert any(said in str(problem) for problem in check_topics(folder))


def test_a_phrase_that_many_call_strong_is_a_clash(folder: Path) -> None:
    subject = SOUND[SOUND.index("[[subject]]") :]
    more = "".join(subject.replace('"Debt"', f'"Debt {n}"').replace("bailiffs", "Bailiffs") for n in range(4))
    (folder / "topics.toml").write_text(SOUND + more, encoding="utf-8")
    assert any("'debt advice' is strong for 5 subjects" in str(problem) for problem in check_topics(folder))


def test_subjects_named_twice_are_refused(folder: Path) -> None:
    (folder / "topics.toml").write_text(SOUND + SOUND[SOUND.index("[[subject]]") :], encoding="utf-8")
    assert any("named twice" in str(problem) for problem in check_topics(folder))


def test_a_missing_file_is_a_problem_and_no_traceback(folder: Path) -> None:
    (folder / "places.csv").unlink()
    assert check_topics(folder)


def test_a_place_with_an_unknown_code_is_named(folder: Path) -> None:
    with (folder / "places.csv").open("a", encoding="utf-8") as lines:
        lines.write("Nowhere,local,E99999999,,\n")
    with pytest.raises(TopicsFileError, match=r"places\.csv, line \d+: .*E99999999"):
        Assessor.load(folder)


def test_the_forum_seeds_are_never_read(folder: Path) -> None:
    assert not (folder / "forums.csv").exists()
    Assessor.load(folder)
    sources = Path(__file__).resolve().parents[2] / "registry" / "assess"
    assert not any("forums.csv" in file.read_text(encoding="utf-8") for file in sources.rglob("*.py"))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize(
    "content", [None, b"\xff\xfe\x00", b"\x00", b"", b"[[subject]]\n", b"subject = 3\ncountry = 3\n"]
)
def test_whatever_is_wrong_is_told_in_one_way(folder: Path, file: str, content: bytes | None) -> None:
    (folder / file).unlink()
    if content is not None:
        (folder / file).write_bytes(content)
    with pytest.raises(TopicsFileError, match=rf"^{re.escape(file)}"):
        Assessor.load(folder)
    assert any(file in str(problem) for problem in check_topics(folder))


def test_a_folder_in_place_of_a_file_is_told_as_well(folder: Path) -> None:
    (folder / "signs.toml").unlink()
    (folder / "signs.toml").mkdir()
    with pytest.raises(TopicsFileError, match=r"signs\.toml: it cannot be read"):
        Assessor.load(folder)


@pytest.mark.parametrize("file", ["govuk_topics.csv", "councils.csv", "places.csv"])
def test_a_table_without_rows_is_broken(folder: Path, file: str) -> None:
    header = (SEEDS / file).read_text(encoding="utf-8").partition("\n")[0]
    (folder / file).write_text(header + "\n", encoding="utf-8")
    with pytest.raises(TopicsFileError, match=f"{file}: the file has no rows"):
        Assessor.load(folder)
