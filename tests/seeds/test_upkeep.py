"""Each seed file has a keeper and a day by which it is read again, in one place that the README repeats."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from registry.seeding.problem import Kind
from registry.seeding.upkeep import check_upkeep
from tests.seeds.folder import FILES, make_seeds

DUE = date(2027, 5, 20)
TABLE = """
[[file]]
name = "{name}"
what = "w"
keeper = "the editors"
review_by = 2027-05-20
from = "f"
licence = "OGL"
"""
KEPT = "\n".join(TABLE.format(name=name) for name in FILES)


def folder(tmp_path: Path, keepers: str | None = KEPT, readme: str | None = None) -> Path:
    made = make_seeds(tmp_path / "seeds")
    if keepers is not None:
        (made / "keepers.toml").write_text(keepers, encoding="utf-8")
    if readme is not None:
        (made / "README.md").write_text(readme, encoding="utf-8")
    return made


def test_kept_files_are_no_problem_until_their_review_is_due(tmp_path: Path) -> None:
    made = folder(tmp_path)
    assert check_upkeep(made) == check_upkeep(made, DUE) == []
    late = check_upkeep(made, DUE + timedelta(days=1))
    assert [problem.file for problem in late] == list(FILES)
    assert {(problem.kind, problem.warning) for problem in late} == {(Kind.OVERDUE, True)}
    assert "2027-05-20" in str(late[0])
    assert "the editors" in str(late[0])


def test_a_file_without_a_keeper_is_named(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "extra.csv").write_text("a,b\n", encoding="utf-8")
    (made / ".hidden").write_text("", encoding="utf-8")
    (made / "notes.md").write_text("", encoding="utf-8")
    (problem,) = check_upkeep(made)
    assert (problem.file, problem.kind, problem.warning) == ("extra.csv", Kind.UNKEPT, False)
    assert "keepers.toml" in problem.advice


@pytest.mark.parametrize(
    ("keepers", "said"),
    [
        (None, "no such file"),
        ("[[file]\n", "Expected"),
        ("", "no list of [[file]] tables"),
        ("file = 3\n", "no list of [[file]] tables"),
        (KEPT + TABLE.format(name="gone.csv"), "no file gone.csv"),
        (KEPT + "\n" + TABLE.format(name="hosts.toml"), "hosts.toml stands there twice"),
        (KEPT.replace('keeper = "the editors"', 'keeper = " "', 1), "hosts.toml has no keeper"),
        (KEPT.replace("review_by = 2027-05-20", 'review_by = "soon"', 1), "hosts.toml has no review_by"),
        (KEPT.replace('licence = "OGL"', "licence = 3", 1), "hosts.toml has no licence"),
    ],
)  # fmt: skip
def test_a_list_of_keepers_that_does_not_fit_says_where(tmp_path: Path, keepers: str | None, said: str) -> None:
    (problem,) = check_upkeep(folder(tmp_path, keepers), DUE)
    assert said in problem.reason
    assert problem.advice
    assert not problem.warning


def test_bytes_that_are_not_utf8_are_one_problem(tmp_path: Path) -> None:
    made = folder(tmp_path)
    (made / "keepers.toml").write_bytes(b"\xff\xfe\x00")
    (problem,) = check_upkeep(made)
    assert (problem.file, problem.kind) == ("keepers.toml", Kind.UNKEPT)


def test_the_readme_says_the_same_or_its_row_is_given(tmp_path: Path) -> None:
    rows = [f"| `{name}` | w | the editors | 2027-05-20 | f | OGL |" for name in FILES]
    assert check_upkeep(folder(tmp_path, readme="\n".join(rows))) == []
    stale = "\n".join(rows).replace("2027-05-20", "2026-05-20", 1)
    (problem,) = check_upkeep(folder(tmp_path, readme=stale))
    assert problem.file == "README.md"
    assert rows[0] in problem.advice
