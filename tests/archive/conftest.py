from collections.abc import Iterator
from pathlib import Path

import pytest

from sampleweb import SampleServer, serve
from tests.archive.making import NOW, Kept, SampleFetch


@pytest.fixture(scope="session")
def web() -> Iterator[SampleServer]:
    with serve(now=NOW) as server:
        yield server


@pytest.fixture
def kept(tmp_path: Path) -> Kept:
    return Kept(tmp_path / "pages")


@pytest.fixture
def fetch(web: SampleServer, kept: Kept) -> SampleFetch:
    return SampleFetch(web, kept.clock)
