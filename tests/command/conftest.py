"""Calling the command as its users do, most times in this process: a program of its own takes a second to start."""

import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from forum_registry.command import main
from registry.settings import PREFIX, PROJECT

Ended = subprocess.CompletedProcess[str]
Call = Callable[..., Ended]


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that is there and empty: no schema yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/registry.db"
        return
    server = request.getfixturevalue("postgres_server")
    name = server.create(empty=True)
    yield server.url(name)
    server.drop(name)


def program(*words: str) -> list[str]:
    return [sys.executable, "-m", "forum_registry.command", *words]


def environment(**settings: str) -> dict[str, str]:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
    return {**plain, **{PREFIX + name: value for name, value in settings.items()}}


@pytest.fixture
def call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Run the command on a SQLite file of this test, or on the database the call names.

    `apart=True` runs it as a program of its own: what starts the crawler's reactor needs one.
    """

    def run(*words: str, given: str = "", apart: bool = False, **settings: str) -> Ended:
        settings = {"DATABASE_URL": f"sqlite:///{tmp_path}/registry.db", **settings}
        if apart:
            return subprocess.run(
                program(*words), input=given, env=environment(**settings), cwd=PROJECT,
                capture_output=True, text=True, timeout=120, check=False,
            )  # fmt: skip
        out, err = io.StringIO(), io.StringIO()
        with monkeypatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            patch.setattr(os, "environ", environment(**settings))
            patch.setattr(sys, "stdin", io.StringIO(given))
            try:
                code = main(words)
            except SystemExit as left:  # argparse leaves by itself
                code = int(left.code or 0)
        return Ended(words, code, out.getvalue(), err.getvalue())

    return run
