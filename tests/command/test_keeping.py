"""The keeping verbs, as an operator would use them, on both databases."""

import json
from pathlib import Path

from tests.command.conftest import Call

PROFILES = [
    {
        "id": "quiet-nights",
        "name": "Quiet Nights",
        "url": "https://quiet-nights.example.org/",
        "description": "Help with noisy neighbours and barking dogs",
        "boards": ["Noisy neighbours", "Barking dogs", "The council's answer"],
        "thread_titles": ["noise diary, how long?"],
        "language": "en",
    },
    {
        "id": "hen-keepers",
        "name": "Hen keepers",
        "url": "https://forum.hens.example.org/",
        "description": "Keeping chickens in the garden",
        "boards": ["Housing and runs", "Red mite", "Egg troubles"],
        "language": "en",
    },
]


def _file(folder: Path, lines: list[str]) -> str:
    path = folder / "profiles.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def test_import_search_export_and_forget(call: Call, database_url: str, tmp_path: Path) -> None:
    at = {"DATABASE_URL": database_url}
    assert "brought from empty" in call("migrate", **at).stdout
    assert "already" in call("migrate", **at).stdout
    profiles = _file(tmp_path, [json.dumps(p) for p in PROFILES])
    taken = call("import", "--profiles", profiles, "--actor", "test", **at)
    assert (taken.returncode, taken.stdout) == (0, "2 profiles taken in (2 listed), 0 refused.\n"), taken.stderr
    again = call("import", "--profiles", profiles, "--actor", "test", **at)
    assert again.stdout == "2 profiles taken in (2 unchanged), 0 refused.\n"

    found = [json.loads(line) for line in call("search", "noisy", "neighbours", "--json", **at).stdout.splitlines()]
    assert found[0]["id"] == "quiet-nights"
    assert set(found[0]) == {"id", "name", "why"}

    gone = call("forget", "http://WWW.quiet-nights.example.org/index.php", "--reason", "asked by its owner", **at)
    assert "removed quiet-nights" in gone.stdout, gone.stderr
    assert "quiet-nights" not in call("export", **at).stdout
    refused = call("import", "--profiles", profiles, "--actor", "test", **at)
    assert refused.returncode == 1
    assert "1 unchanged" in refused.stdout
    lines = call("export", **at).stdout.splitlines()
    assert json.loads(lines[0])["total"] == 1
    assert [json.loads(line)["id"] for line in lines[1:]] == ["hen-keepers"]
    assert "forums: listed" in call("status", **at).stdout


def test_bad_lines_cost_only_themselves(call: Call, tmp_path: Path) -> None:
    call("migrate")
    bad = ["{not json", json.dumps({"id": "x"}), "[]", json.dumps({**PROFILES[0], "boards": 7})]
    taken = call("import", "--profiles", _file(tmp_path, [*bad, json.dumps(PROFILES[1])]))
    assert taken.returncode == 1
    assert taken.stdout.startswith("1 profiles taken in (1 listed), 4 refused.")
    for number in range(1, 5):
        assert f"profiles.jsonl, line {number}: " in taken.stderr


def test_an_export_to_a_file_is_whole_or_not_there(call: Call, tmp_path: Path) -> None:
    call("migrate")
    call("import", "--profiles", _file(tmp_path, [json.dumps(PROFILES[1])]))
    out = tmp_path / "list.ndjson"
    assert call("export", "--output", str(out)).returncode == 0
    assert len(out.read_text().splitlines()) == 2
    assert call("export", "--query", "topic=/no-such-topic", "--output", str(tmp_path / "none")).returncode == 2
    assert [path.name for path in tmp_path.glob("none*")] == []


def test_seeds_are_checked_and_loaded_once(call: Call) -> None:
    call("migrate")
    checked = call("seeds", "check")
    assert (checked.returncode, checked.stdout) == (0, "The seeds are sound.\n")
    topics = call("topics", "check")
    assert topics.returncode == 0
    assert "The topics are sound." in topics.stdout
    first = call("seeds", "load")
    assert first.returncode == 0
    assert " listed" in first.stdout
    assert "nothing new" in call("seeds", "load").stdout
    hits = call("search", "Sheffield Forum", "--json", "--limit", "3").stdout.splitlines()
    assert any(json.loads(line)["name"] == "Sheffield Forum" for line in hits)


def test_assess_and_inspect_need_no_database(call: Call, tmp_path: Path) -> None:
    assessed = call("assess", "--json", given="\n".join(json.dumps(p) for p in PROFILES))
    assert assessed.returncode == 0, assessed.stderr
    answers = [json.loads(line) for line in assessed.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["quiet-nights", "hen-keepers"]
    assert set(answers[0]) >= {"id", "topics", "regions", "peer_support", "audience", "kind"}
    page = tmp_path / "page.html"
    page.write_text("<html lang=en><title>A shop</title><body><p>Nothing but spades.</body></html>")
    read = call("inspect", str(page), "--json", "--url", "https://shop.example.org/")
    assert read.returncode == 0, read.stderr
    assert json.loads(read.stdout)["is_forum"] is False
    assert "not a forum" in call("inspect", str(page)).stdout
    manifest = tmp_path / "pages.csv"
    manifest.write_text("file,url\npage.html,https://shop.example.org/\nmissing.html,https://x.example.org/\n")
    lines = [json.loads(line) for line in call("inspect", "--manifest", str(manifest), "--json").stdout.splitlines()]
    assert [("error" in line) for line in lines] == [False, True]
