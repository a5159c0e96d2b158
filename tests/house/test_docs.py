"""The documents are held to the code: a setting, verb or option without its line fails here."""

import argparse
import re
from dataclasses import fields
from pathlib import Path

import pytest

from forum_registry.command import parser
from registry.settings import PREFIX, PROJECT, BadSetting, Settings

DOCS = PROJECT / "docs"


def _table(text: str) -> dict[str, list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.split("\n") if line.startswith("|")]
    return {row[0].strip("`"): row[1:] for row in rows}


def test_every_setting_is_documented_with_its_default() -> None:
    rows = _table((DOCS / "settings.md").read_text())
    written = {name: row[0].strip("`") for name, row in rows.items() if name.startswith(PREFIX)}
    expected = {PREFIX + f.name.upper(): str(f.default).replace(f"{PROJECT}/", "") for f in fields(Settings)}
    assert written == expected


def test_a_setting_of_the_wrong_form_says_which_and_what() -> None:
    with pytest.raises(BadSetting, match="FORUM_REGISTRY_MAX_PAGES: 'many' is not a whole number"):
        Settings.from_environment({"FORUM_REGISTRY_MAX_PAGES": "many"})
    with pytest.raises(BadSetting, match="must be more than 0"):
        Settings.from_environment({"FORUM_REGISTRY_MAX_PAGES": "0"})
    for name, value in (
        ("MAX_SECONDS", "nan"),
        ("BASE_URL", "foo"),
        ("BASE_URL", "https://x.example/registry"),
        ("BASE_URL", "https://u:p@x.example"),
        ("CONTACT", "a\nb"),
        ("REFRESH_S", "inf"),
    ):
        with pytest.raises(BadSetting, match=name):
            Settings.from_environment({PREFIX + name: value})


def test_every_verb_and_option_is_documented() -> None:
    text = (DOCS / "command.md").read_text()
    missing = [words for words in _words(parser(), "forum-registry") if words not in text]
    assert not missing


def _words(one: argparse.ArgumentParser, name: str) -> list[str]:
    found = []
    for action in one._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, its in action.choices.items():
                found += [f"{name} {verb}", *_words(its, f"{name} {verb}")]
        else:
            found += [option for option in action.option_strings if option.startswith("--") and option != "--help"]
    return found


@pytest.mark.parametrize(
    "page", [*PROJECT.glob("*.md"), *DOCS.rglob("*.md")], ids=lambda p: str(p.relative_to(PROJECT))
)
def test_links_between_documents_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text()):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_the_changelog_has_a_line_for_what_is_not_released() -> None:
    assert "## Unreleased" in (PROJECT / "CHANGELOG.md").read_text()
