"""dev.py as a newcomer meets it: a machine with Python and pip."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]


def _dev(*words: str, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(cwd / "dev.py"), *words],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_without_a_verb_it_explains_itself() -> None:
    told = _dev()
    assert told.returncode == 2
    for verb in ("setup", "run", "demo", "test", "check", "bench", "lock"):
        assert f"    {verb} " in told.stdout


def test_help_is_no_error() -> None:
    assert _dev("--help").returncode == 0


def test_set_up_is_done_once() -> None:
    first = _dev("setup")
    assert first.returncode == 0, first.stdout + first.stderr
    assert _dev("setup").stdout == ""


def test_a_set_up_that_cannot_work_says_what_failed(tmp_path: Path) -> None:
    for name in ("dev.py", "pyproject.toml"):
        shutil.copy(PROJECT / name, tmp_path / name)
    (tmp_path / "requirements.txt").write_text("no-such-package-anywhere==9 --hash=sha256:" + "0" * 64 + "\n")
    told = _dev("setup", cwd=tmp_path, PIP_NO_INDEX="1", PIP_FIND_LINKS="", PATH="/usr/bin:/bin")
    assert told.returncode != 0
    assert "Set-up failed at: pip install --require-hashes" in told.stdout
