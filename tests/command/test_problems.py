"""Whatever is wrong is one line that says what, where and what to do, and an exit code; never a traceback."""

import shutil
import signal
import socket
import sqlite3
import subprocess
from pathlib import Path

import pytest

from registry.settings import PROJECT
from tests.command.conftest import Call, environment, program


def _one_line(told: str) -> str:
    assert "Traceback" not in told
    lines = told.strip().split("\n")
    assert len(lines) == 1, told
    return lines[0]


@pytest.mark.parametrize(
    "words",
    [
        ["status"],
        ["crawl"],
        ["worker"],
        ["serve", "--port", "1"],
        ["search", "x"],
        ["export"],
        ["seeds", "load"],
        ["import", "--profiles", "nothing.jsonl"],
        ["forget", "https://a.example/", "--reason", "x"],
    ],
    ids=lambda words: words[0],
)
def test_without_a_database_each_verb_says_how_to_make_one(call: Call, words: list[str]) -> None:
    ended = call(*words)
    assert ended.returncode == 3
    assert "forum-registry migrate" in _one_line(ended.stderr)


def test_a_file_that_is_no_database(call: Call, tmp_path: Path) -> None:
    (tmp_path / "registry.db").write_text("not a database at all, only some words in a file")
    for words in (["status"], ["migrate"]):
        ended = call(*words)
        assert ended.returncode == 3
        assert "is not a SQLite database" in _one_line(ended.stderr)


def test_a_database_of_another_version(call: Call, tmp_path: Path) -> None:
    assert call("migrate").returncode == 0
    connection = sqlite3.connect(tmp_path / "registry.db")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = 'from_the_future'")
    connection.close()
    for words in (["status"], ["migrate"]):
        ended = call(*words)
        assert ended.returncode == 3
        assert "from_the_future" in _one_line(ended.stderr)


def test_a_database_that_somebody_else_has_locked(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("migrate").returncode == 0
    holder = sqlite3.connect(tmp_path / "registry.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr("registry.db.BUSY_TIMEOUT_S", 0.2)
    try:
        ended = call("forget", "https://a.example/", "--reason", "x")
    finally:
        holder.close()
    assert ended.returncode == 3
    assert "is locked by another program" in _one_line(ended.stderr)


def test_a_server_that_is_not_there_and_its_password_is_not_told(call: Call) -> None:
    ended = call("status", DATABASE_URL="postgresql://somebody:a-secret-word@127.0.0.1:9/registry")
    assert ended.returncode == 3
    assert "cannot be used" in _one_line(ended.stderr)
    assert "a-secret-word" not in ended.stderr


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b", "oracle://a/b"])
def test_an_address_of_no_database(call: Call, url: str) -> None:
    ended = call("status", DATABASE_URL=url)
    assert ended.returncode == 4
    assert "FORUM_REGISTRY_DATABASE_URL" in _one_line(ended.stderr)


def test_a_setting_of_the_wrong_form(call: Call) -> None:
    ended = call("status", MAX_PAGES="many")
    assert ended.returncode == 4
    assert "FORUM_REGISTRY_MAX_PAGES: 'many' is not a whole number" in _one_line(ended.stderr)


def test_a_port_that_is_taken(call: Call) -> None:
    assert call("migrate").returncode == 0
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = call("serve", "--port", str(taken.getsockname()[1]))
    assert ended.returncode == 5
    assert "--port" in _one_line(ended.stderr)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["inspect"], "inspect needs"),
        (["inspect", "no-such-file.html"], "cannot be read"),
        (["inspect", "--manifest", "no-such.csv"], "cannot be read"),
        (["inspect", "http://[::1"], "not an address"),
        (["inspect", "http://x.example/", "--loopback", "93.184.216.34:80"], "only servers on this machine"),
        (["inspect", "http://x.example/", "--loopback", "127.0.0.1"], "an address and a port"),
    ],
)
def test_words_that_are_off(call: Call, words: list[str], said: str) -> None:
    ended = call(*words)
    assert ended.returncode == 2
    assert said in _one_line(ended.stderr)


def test_the_guard_stands_without_loopback(call: Call) -> None:
    ended = call("inspect", "http://127.0.0.1:80/", "--json", apart=True)
    assert ended.returncode == 1
    assert '"outcome":"egress_refused"' in ended.stdout


def test_a_reader_that_goes_away_is_no_error() -> None:
    profiles = "".join(f'{{"name":"forum {n}","boards":["a"]}}\n' for n in range(3000))
    writer = subprocess.Popen(
        program("assess", "--json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        text=True,
    )
    assert writer.stdout is not None
    writer.stdout.close()
    _, said = writer.communicate(profiles, timeout=60)
    assert "Traceback" not in said


@pytest.mark.parametrize(
    "words",
    [
        ["assess", "--json"],
        ["search", "x"],
        ["crawl"],
        ["serve", "--port", "1"],
        ["inspect", "--visit", "http://x.example/"],
    ],
    ids=lambda words: words[0],
)
def test_seeds_that_are_not_there(call: Call, tmp_path: Path, words: list[str]) -> None:
    call("migrate")
    ended = call(*words, SEEDS=str(tmp_path / "none"), apart=words[0] == "crawl")
    assert ended.returncode == 4
    assert "FORUM_REGISTRY_SEEDS" in _one_line(ended.stderr)


def test_topics_that_cannot_be_read(call: Call, tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "seeds", tmp_path / "seeds")
    (tmp_path / "seeds" / "topics.toml").write_bytes(b"\xff\xfe\x00 no words")
    ended = call("assess", "--json", given="{}", SEEDS=str(tmp_path / "seeds"))
    assert ended.returncode == 4
    assert "topics.toml" in _one_line(ended.stderr)


def test_a_removal_wants_a_reason(call: Call) -> None:
    call("migrate")
    ended = call("forget", "https://a.example/", "--reason", " ")
    assert ended.returncode == 2
    assert "--reason" in _one_line(ended.stderr)


def test_a_service_that_is_told_to_stop_has_done_its_work(call: Call, tmp_path: Path) -> None:
    call("migrate")
    for number in (signal.SIGTERM, signal.SIGINT):
        service = subprocess.Popen(
            program("serve", "--port", "0"),
            env=environment(DATABASE_URL=f"sqlite:///{tmp_path}/registry.db"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert service.stdout is not None
        assert "served on http://127.0.0.1:" in service.stdout.readline()
        service.send_signal(number)
        _, said = service.communicate(timeout=30)
        assert (service.returncode, said) == (0, "")
