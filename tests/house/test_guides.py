"""The tutorial and the how-to guides do what they say: their commands are run, or at least understood."""

import re
import shlex
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from forum_registry.command import parser
from registry.db import make_sessions
from registry.settings import PROJECT, Settings
from registry_api.app import create_app
from tests.api.forums import TOPICS, keep, keep_lists, sample_cards
from tests.conftest import Template

GUIDES = ("docs/tutorial.md", "docs/howto.md")
STATED = "http://127.0.0.1:8000"


def lines(*starts: str) -> list[str]:
    """The commands of the guides that begin so."""
    text = "\n".join((PROJECT / guide).read_text() for guide in GUIDES).replace("\\\n", " ")
    found = [line[4:] for line in text.split("\n") if line.startswith("    ")]
    return [line for line in found if line.startswith(starts)]


@pytest.fixture(scope="module")
def port(sqlite_template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The service on a real socket of this machine."""
    sessions = make_sessions(sqlite_template.copy(tmp_path_factory.mktemp("guides") / "registry.db"))
    keep_lists(sessions)
    keep(sessions, sample_cards())
    listening = socket.create_server(("127.0.0.1", 0))
    settings = Settings(base_url=f"http://127.0.0.1:{listening.getsockname()[1]}")
    server = uvicorn.Server(uvicorn.Config(create_app(settings, sessions), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join(10)
    listening.close()
    sessions.dispose()


@pytest.mark.parametrize("line", lines("curl "))
def test_what_is_fetched_is_there(port: int, line: str, tmp_path: Path) -> None:
    if shutil.which("curl") is None:
        pytest.skip("curl is not here")
    # The sample forums of the tests know fewer topics than the seeds.
    asked = re.sub(r"topic=[^&\"]+", f"topic={next(iter(TOPICS))}", line).replace(STATED, f"http://127.0.0.1:{port}")
    done = subprocess.run(["bash", "-c", asked], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    saved = [path.read_text() for path in tmp_path.iterdir()]
    assert any(text.strip() for text in [done.stdout, *saved])


@pytest.mark.parametrize("line", lines("forum-registry ", ".venv/bin/forum-registry "))
def test_commands_are_understood(line: str) -> None:
    assert parser().parse_args(shlex.split(line)[1:])


def test_the_saved_page_of_the_tutorial_is_read() -> None:
    (line,) = lines(".venv/bin/forum-registry inspect")
    done = subprocess.run(shlex.split(line), cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "phpbb" in done.stdout.lower()


@pytest.mark.parametrize("guide", GUIDES)
def test_pictures_are_there(guide: str) -> None:
    page = PROJECT / guide
    for target in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", page.read_text()):
        assert (page.parent / target).is_file(), target
