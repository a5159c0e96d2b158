"""Every saved page reads as the JSON beside it says. A missing JSON is written, and fails, for a person to check."""

import json
from pathlib import Path

import pytest

from crawler.platforms import platforms
from crawler.reader import as_json, read
from registry.profile import ForumProfile
from tests.reader.saved import ANSWERS, PAGES, answer, answer_names, names, saved

LEFT_OUT = ("clues", "parser_version", "findings", "confidence")


def _told(profile: ForumProfile) -> dict[str, object]:
    return {
        key: value for key, value in as_json(profile).items() if key not in LEFT_OUT and value not in (None, [], {})
    }


def _holds(expected: Path, told: dict[str, object]) -> None:
    if not expected.exists():
        expected.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        pytest.fail(f"{expected.name} was missing and has been written: check every value, then commit it")
    assert told == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", names())
def test_a_saved_page_reads_as_expected(name: str) -> None:
    _holds(PAGES / f"{name}.json", _told(read(saved(name))))


@pytest.mark.parametrize("name", answer_names())
def test_a_saved_answer_reads_as_expected(name: str) -> None:
    page, slug = answer(name)
    _holds((ANSWERS / name).with_suffix(".expected"), _told(read(page, slug)))


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
