"""The rules of the house, run instead of only written."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
OURS = ("registry", "crawler", "registry_api", "forum_registry", "sampleweb")


def _modules() -> list[Path]:
    return [path for folder in OURS for path in (PROJECT / folder).rglob("*.py")]


def _tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    return listed.stdout.split("\n")


def test_layers_and_contracts_hold() -> None:
    ran = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"], cwd=PROJECT, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout[-3000:]


def test_locked_requirements_name_no_registry_and_hash_everything() -> None:
    text = (PROJECT / "requirements.txt").read_text()
    assert "://" not in text
    names = [line for line in text.split("\n") if re.match(r"[a-z0-9]", line)]
    assert names
    assert all("==" in line for line in names)
    assert text.count("--hash=sha256:") >= len(names)


def test_lock_files_of_other_tools_are_never_committed() -> None:
    assert not [name for name in _tracked() if re.search(r"(^|/)(uv\.lock|pylock\.toml)$", name)]


@pytest.mark.parametrize("path", _modules(), ids=lambda path: str(path.relative_to(PROJECT)))
def test_rooms_are_small_and_named(path: Path) -> None:
    assert path.stem not in {"utils", "helpers", "misc", "common", "manager", "service"}
    assert len(path.read_text(encoding="utf-8").split("\n")) <= 400


def test_nobody_but_the_listing_and_the_lifecycle_compares_standings() -> None:
    """Who is public is one rule in one place: other rooms ask it, and never look at the standing themselves."""
    allowed = {"registry/catalogue/listing.py", "registry/catalogue/lifecycle.py", "registry/vocabulary.py"}
    found = []
    for path in _modules():
        name = str(path.relative_to(PROJECT))
        if name in allowed:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            sides = (node.left, *node.comparators) if isinstance(node, ast.Compare) else ()
            found += [f"{name}:{side.lineno}" for side in sides if _is_standing(side)]
    assert not found


def _is_standing(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and (
        node.attr == "standing" or (isinstance(node.value, ast.Name) and node.value.id == "Standing")
    )


def test_only_the_guard_opens_connections() -> None:
    """Addresses that others gave us leave through the crawler's guard; no other client may stand in the code."""
    clients = {
        "requests",
        "urllib3",
        "httpx",
        "aiohttp",
        "http.client",
        "urllib.request",
        "ftplib",
        "smtplib",
        "pycurl",
    }
    found = []
    for path in _modules():
        if path.parts[len(PROJECT.parts)] == "sampleweb":
            continue  # a server of its own world
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
            found += [f"{path.name}: {name}" for name in names if name in clients]
    assert not found


def test_no_machine_path_stands_in_a_tracked_file() -> None:
    bad = re.compile(r"(?<![\w.-])/(root|home/\w+|work/(main|shared))/")
    found = []
    for name in _tracked():
        path = PROJECT / name
        if not name or not path.is_file() or path.suffix in {".png", ".jpg"}:
            continue
        if name in {"tests/house/test_house.py", "tests/seeds/test_ours.py"}:
            continue  # they look for such paths themselves
        found += [f"{name}: {m.group()}" for m in bad.finditer(path.read_text(encoding="utf-8", errors="replace"))]
    assert not found
