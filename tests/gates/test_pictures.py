"""The README shows pictures that the browser tests make from the demo."""

from pathlib import Path

import pytest

from registry.settings import PROJECT
from tests.browser import CHROMIUM
from tests.gates.pictures import FOLDER, MOST_BYTES, NAMES, WIDTH, demo, make, size_of


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_shows_a_picture_of_each_kind_of_page(name: str) -> None:
    picture = FOLDER / f"{name}.png"
    assert f"docs/pictures/{name}.png" in (PROJECT / "README.md").read_text()
    width, height = size_of(picture)
    assert width == WIDTH
    assert 400 <= height <= 1600
    assert picture.stat().st_size < MOST_BYTES


@pytest.mark.slow
@pytest.mark.browser
def test_the_demo_can_be_pictured(tmp_path: Path) -> None:
    if not Path(CHROMIUM).exists():
        pytest.skip("no Chromium on this machine")
    pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    with demo() as base:
        made = make(base, tmp_path)
    assert [picture.stem for picture in made] == list(NAMES)
    for picture in made:
        assert size_of(picture)[0] == WIDTH
        assert 5_000 < picture.stat().st_size < MOST_BYTES
