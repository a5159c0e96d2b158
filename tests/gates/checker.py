"""The Nu HTML checker: `java -jar vnu.jar`. The jar is the one that FORUM_REGISTRY_TEST_VNU names, or that npm brings.

What npm brought is checked against its published sha512 and kept in the project's `build/`, which is not committed.
"""

import base64
import hashlib
import io
import json
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

import pytest

VERSION = "26.9.27"
SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
"""Of the package file, base64, as its publisher states it."""

NAMED = "FORUM_REGISTRY_TEST_VNU"
BUILT = Path(__file__).resolve().parents[2] / "build" / "vnu" / f"vnu-{VERSION}.jar"
SECONDS = 600


def jar() -> Path:
    """The checker; skips the test, by name, where it cannot be had or run."""
    if shutil.which("java") is None:
        pytest.skip("no Java on this machine: the Nu HTML checker cannot run")
    if named := os.environ.get(NAMED):
        assert Path(named).is_file(), f"{NAMED} names no file"
        return Path(named)
    if not BUILT.is_file():
        _build()
    return BUILT


def _build() -> None:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip(f"no npm on this machine to bring the Nu HTML checker, and {NAMED} names none")
    with tempfile.TemporaryDirectory() as room:
        command = [npm, "pack", f"vnu-jar@{VERSION}", "--silent", "--fetch-retries=1"]
        try:
            done = subprocess.run(command, cwd=room, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            pytest.skip("npm did not bring the Nu HTML checker in time")
        brought = list(Path(room).glob("*.tgz"))
        if done.returncode != 0 or not brought:
            pytest.skip("npm could not bring the Nu HTML checker")
        package = brought[0].read_bytes()
    assert base64.b64encode(hashlib.sha512(package).digest()).decode() == SHA512, "not the published package"
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        held = archive.extractfile("package/build/dist/vnu.jar")
        assert held is not None
        BUILT.parent.mkdir(parents=True, exist_ok=True)
        fresh = BUILT.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(held.read())
        fresh.replace(BUILT)


def messages(folder: Path) -> list[dict[str, Any]]:
    """What the checker says of all pages, styles and drawings in a folder: errors and warnings."""
    command = [
        "java", "-jar", str(jar()), "--format", "json", "--stdout", "--exit-zero-always", "--also-check-css",
        "--also-check-svg", str(folder),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def told(message: dict[str, Any]) -> str:
    """One message on a line: where, what, and the markup."""
    kind = message.get("subType") or message["type"]
    where = f"{Path(message.get('url', '')).name}:{message.get('lastLine', '')}"
    return f"{where}: {kind}: {message['message']} {message.get('extract', '')[:160]!r}"
