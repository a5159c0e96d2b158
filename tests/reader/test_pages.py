"""Every saved page reads as the JSON beside it says. A missing JSON is written, and fails, for a person to check."""

import json
from pathlib import Path

import pytest

from crawler.platforms import platforms
from crawler.reader import as_json, read
from tests.reader.saved import ANSWERS, PAGES, answer, answer_names, names, saved, told


def _holds(expected: Path, said: dict[str, object]) -> None:
    if not expected.exists():
        expected.write_text(json.dumps(said, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was missing and has been written: check every value, then commit it")
    assert said == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", names())
def test_a_saved_page_reads_as_expected(name: str) -> None:
    _holds(PAGES / f"{name}.json", told(as_json(read(saved(name)))))


@pytest.mark.parametrize("name", answer_names())
def test_a_saved_answer_reads_as_expected(name: str) -> None:
    page, slug = answer(name)
    _holds((ANSWERS / name).with_suffix(".expected"), told(as_json(read(page, slug))))


@pytest.mark.parametrize("slug", list(platforms()))
def test_every_platform_has_a_saved_page_that_it_is_recognised_by(slug: str) -> None:
    page = saved(slug.replace("-", "_"))
    assert read(page).platform == slug


@pytest.mark.parametrize("name", [name for name in names() if name.startswith("not_")])
def test_what_only_looks_like_a_forum_is_none(name: str) -> None:
    profile = read(saved(name))
    assert not profile.is_forum
    assert profile.platform is None
    assert profile.blocked is None
