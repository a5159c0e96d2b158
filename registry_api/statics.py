"""The files that pages bring along: styles, script, mark. Read once; their address changes with their content."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from mimetypes import guess_type

OWN = ("site.css", "areas.css", "fallback.css", "icon.svg", "js-enabled.js", "start.js")
"""Files of our own; `govuk/` beside them is made by `registry_api.govuk_assets`, and may be missing."""


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file: its bytes, and the same compressed where that is worth it."""

    body: bytes
    media_type: str
    short: bytes | None = None


@dataclass(frozen=True)
class Statics:
    """All files by their name. `brand`: the GOV.UK brand may be used on this host."""

    brand: bool = False

    @cached_property
    def files(self) -> dict[str, StaticFile]:
        """The files by the name they have in addresses."""
        folder = files("registry_api").joinpath("static")
        found = {name: folder.joinpath(name).read_bytes() for name in OWN}
        govuk = folder.joinpath("govuk")
        sheet = govuk.joinpath("brand.css" if self.brand else "generic.css")
        script = govuk.joinpath("govuk-frontend.min.js")
        if sheet.is_file() and script.is_file():
            found |= {"govuk.css": sheet.read_bytes(), "govuk-frontend.min.js": script.read_bytes()}
            if self.brand:
                found |= {f"assets/{name}": body for name, body in _under(govuk.joinpath("assets"))}
        return {name: _static(name, body) for name, body in found.items()}

    @cached_property
    def version(self) -> str:
        """Changes when any file does: part of every address."""
        total = hashlib.sha256()
        for name, file in sorted(self.files.items()):
            total.update(name.encode() + b"\0" + file.body)
        return total.hexdigest()[:12]

    @property
    def is_govuk(self) -> bool:
        """Whether GOV.UK Frontend is here; if not, pages use the fallback stylesheet and no script."""
        return "govuk.css" in self.files

    def path(self, name: str) -> str:
        """The address of a file on this host."""
        return f"/static/{self.version}/{name}"


def _under(folder: Traversable, start: str = "") -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _under(item, f"{start}{item.name}/")
        else:
            found.append((f"{start}{item.name}", item.read_bytes()))
    return found


def _static(name: str, body: bytes) -> StaticFile:
    kind = "text/javascript" if name.endswith(".js") else guess_type(name)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind == "image/svg+xml"
    return StaticFile(body, kind, gzip.compress(body, 9, mtime=0) if is_text and len(body) > 1024 else None)
