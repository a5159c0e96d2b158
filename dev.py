#!/usr/bin/env python3
"""Set up and run the project: python3 dev.py setup | run | demo | test | check | bench [NAME] | lock.

Needs nothing but Python 3.11 and pip. Each verb sets up what it needs first; when nothing changed, that
takes no time. Further words are passed on: `python3 dev.py run --port 8080`, `python3 dev.py test -k feeds`.

    run     crawl and serve the list on 127.0.0.1:8000 (--port N, --once = crawl, print the table, exit)
    demo    the same on the sample web that lies in the project; no network needed
    test    the tests that must pass before every commit (under 8 minutes)
    check   test, and all that is slow: crash tests, long fuzzing, the whole of the linters
    bench   measure; NAME picks one (p1, p2, ...)
    lock    write requirements.txt anew from pyproject.toml (needs uv, which it fetches)
    setup   only set up
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
COMMAND = PYTHON.parent / "forum-registry"
STAMP = VENV / "set-up.sha256"
LOCKED = ROOT / "requirements.txt"
STYLES = ROOT / "registry_api" / "govuk_assets.py"


def main(arguments: list[str]) -> int:
    """Run the verb named first; give back the exit code."""
    verbs = {
        "setup": lambda _rest: set_up() or styles("--again"),
        "run": lambda rest: in_project([str(COMMAND), "run", *rest]),
        "demo": lambda rest: in_project([str(COMMAND), "run", "--demo", *rest]),
        "test": test,
        "check": check,
        "bench": lambda rest: in_project([str(PYTHON), "-m", "benchmarks", *rest]),
        "lock": lock,
    }
    if not arguments or arguments[0] not in verbs:
        print(__doc__)
        return 0 if arguments and arguments[0] in ("-h", "--help", "help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036  # the one file that an older Python may be asked to run
        print(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
        return 2
    verb, rest = arguments[0], arguments[1:]
    if verb not in ("setup", "lock") and (code := set_up()) != 0:
        return code
    return verbs[verb](rest)


def set_up() -> int:
    """Make .venv hold exactly what requirements.txt names, and this project; nothing when it already does."""
    wanted = hashlib.sha256(
        b"".join(p.read_bytes() for p in (LOCKED, ROOT / "pyproject.toml", STYLES) if p.is_file())
    ).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted and COMMAND.exists():
        return 0
    print("Setting up .venv (a minute or two, once) ...", flush=True)
    if not PYTHON.exists() and (code := make_environment()) != 0:
        return code
    for words in (
        ["install", "--require-hashes", "-r", str(LOCKED)],
        ["install", "--no-deps", "--no-build-isolation", "-e", str(ROOT)],
    ):
        if (code := pip(words)) != 0:
            print(
                f"Set-up failed at: pip {' '.join(words)}\nNothing was changed outside {VENV}; run it again to go on."
            )
            return code
    if (code := styles()) != 0:
        return code
    STAMP.write_text(wanted)
    return 0


def styles(*words: str) -> int:
    """GOV.UK Frontend for the pages; where it cannot be had, it says so and they use a stylesheet of our own."""
    return subprocess.run([str(PYTHON), "-m", "registry_api.govuk_assets", *words], cwd=ROOT, check=False).returncode


def make_environment() -> int:
    """An empty virtual environment, also where Python came without ensurepip."""
    try:
        import ensurepip  # noqa: F401  # only asked whether it is there

        bare: list[str] = []
    except ImportError:
        bare = ["--without-pip"]
    done = subprocess.run([sys.executable, "-m", "venv", *bare, str(VENV)], check=False)
    if done.returncode != 0:
        print(
            "Python could not make a virtual environment. On Debian: apt-get install python3-venv, or use pip >= 22.3."
        )
    return done.returncode


def pip(words: list[str]) -> int:
    """Run pip, or uv where it is there (it is faster), for the environment in .venv."""
    own = [str(PYTHON), "-m", "pip"]
    if not (PYTHON.parent / "pip").exists():
        own = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    ways = [[*own, "--disable-pip-version-check", *words, "--quiet"]]
    if uv := shutil.which("uv"):
        ways.insert(0, [uv, "pip", *words, "--python", str(PYTHON), "--quiet"])
    code = 1
    for way in ways:
        code = subprocess.run(way, cwd=ROOT, check=False).returncode
        if code == 0:
            break
    return code


def in_project(command: list[str], **environment: str) -> int:
    """Run a command in the project's folder; Ctrl-C is the command's own to handle."""
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment})
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            continue  # it reached the child as well, which ends cleanly


def test(rest: list[str]) -> int:
    """The tests, on both databases, three at a time: many wait for the network of this machine."""
    parallel = [] if any(word.startswith(("-n", "-p", "--pdb")) for word in rest) else ["-n", "3", "--dist", "loadfile"]
    slow = [] if any(word.startswith("-m") for word in rest) else ["-m", "not slow"]
    return in_project([str(PYTHON), "-m", "pytest", *parallel, *slow, *rest])


def check(rest: list[str]) -> int:
    """All that must hold: linters, types, contracts, the whole suite with its slow part."""
    bin_ = PYTHON.parent
    for command in (
        [str(bin_ / "ruff"), "check", "."],
        [str(bin_ / "ruff"), "format", "--check", "."],
        [str(bin_ / "mypy")],
        [str(bin_ / "lint-imports")],
    ):
        if (code := in_project(command)) != 0:
            return code
    return test(["-m", "", *rest])


def lock(rest: list[str]) -> int:
    """Write requirements.txt with hashes and without any registry's address."""
    uv = shutil.which("uv")
    if uv is None:
        tools = ROOT / "build" / "lock"
        subprocess.run([sys.executable, "-m", "venv", str(tools)], check=True)
        subprocess.run([str(tools / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"], check=True)
        uv = str(tools / "bin" / "uv")
    for target, chosen in (
        ("requirements.txt", ["--all-extras", "--group", "dev"]),
        ("deploy/requirements.txt", ["--extra", "postgres"]),
    ):
        code = in_project([
            uv, "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header",
            "--no-annotate", *chosen, "pyproject.toml", "-o", target, *rest,
        ])  # fmt: skip
        if code != 0:
            return code
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
