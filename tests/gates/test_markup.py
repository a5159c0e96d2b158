"""Every page, stylesheet and drawing of ours is what the standards say, by the Nu HTML checker."""

from pathlib import Path

import pytest

from registry_api.statics import OWN, Statics
from tests.gates.checker import messages, told
from tests.gates.conftest import Shown
from tests.gates.declared import forms, in_languages, pages

pytestmark = pytest.mark.slow

KNOWN = "Attribute “aria-hidden” is unnecessary for elements that have attribute “hidden”."
"""The one warning that stands: the menu button is GOV.UK Frontend's own markup."""


def test_the_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    """It is the checker that runs, and it reads pages, styles and drawings."""
    (tmp_path / "a.html").write_text("<!DOCTYPE html><html lang=en><title>x</title><p><ul><li id=a><li id=a></ul>")
    (tmp_path / "a.css").write_text("a { colour: red }")
    (tmp_path / "a.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><nothing/></svg>')
    found = {Path(one["url"]).suffix for one in messages(tmp_path) if one["type"] == "error"}
    assert found == {".html", ".css", ".svg"}


@pytest.mark.parametrize("language", [0, 1], ids=["en", "cy"])
def test_every_page_is_sound(shown: Shown, tmp_path: Path, language: int) -> None:
    """Also the pages of errors, and the forms that come back with what is wrong with them."""
    client, world = shown.client, shown.world
    every = [(one, client.get(in_languages(one)[language]).content) for one in pages(client, world)]
    every += [
        (f"{one} sent", client.post(in_languages(one)[language], data={}).content) for one in forms(client, world)
    ]
    for number, (_, body) in enumerate(every):
        (tmp_path / f"{number}.html").write_bytes(body)
    found = [(every[int(Path(one["url"]).stem)][0], told(one)) for one in messages(tmp_path) if one["message"] != KNOWN]
    assert found == []


def test_styles_and_drawings_of_ours_are_sound(tmp_path: Path) -> None:
    for name in OWN:
        if name.endswith((".css", ".svg")):
            (tmp_path / name).write_bytes(Statics().files[name].body)
    found = [told(one) for one in messages(tmp_path) if one["type"] == "error"]
    assert found == []
