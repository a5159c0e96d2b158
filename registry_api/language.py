"""The languages of the pages: English at an address, Welsh at the same address under `/cy`.

A catalogue lies in `locale/LANGUAGE.po`; what it does not hold is shown in English and marked as English (see
`untranslated`). Data (names, descriptions, topics) is shown as it is.
"""

import gettext
import io
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENGLISH, WELSH = "en", "cy"
PREFIXES = {ENGLISH: "", WELSH: "/cy"}
"""What an address begins with in each language."""

NAMES = {ENGLISH: "English", WELSH: "Cymraeg"}
"""Each language in its own words."""

CODES = {ENGLISH: "en-GB", WELSH: "cy"}
"""The `lang` of a page."""

_KEY = "forum_registry.language"


@cache
def translations(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; an empty one for English, whose words are the keys."""
    path = files("registry_api").joinpath("locale", f"{language}.po")
    if language == ENGLISH or not path.is_file():
        return gettext.NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def split(path: str) -> tuple[str, str]:
    """The language a path is in, and the path without its prefix."""
    prefix = PREFIXES[WELSH]
    if path == prefix:
        return WELSH, "/"
    return (WELSH, path[len(prefix) :]) if path.startswith(f"{prefix}/") else (ENGLISH, path)


def of_scope(scope: Scope) -> str:
    """The language a request asked for."""
    found: str = scope.get(_KEY, ENGLISH)
    return found


class Language:
    """Takes the language off the front of the path. Pure ASGI. Data has no language: its address stands without one."""

    def __init__(self, app: ASGIApp, is_page: Callable[[str], bool]) -> None:
        """`is_page` says whether a path, without prefix, is a page for people."""
        self._app, self._is_page = app, is_page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        language, path = split(scope["path"])
        if language == ENGLISH:
            await self._app(scope, receive, _telling(ENGLISH, send) if self._is_page(path) else send)
            return
        raw = scope.get("raw_path") or scope["path"].encode()
        bare = raw[len(PREFIXES[language]) :] or b"/"
        if bare.startswith(b"//") or not self._is_page(path):
            there = b"/" + bare.lstrip(b"/") + (b"?" + scope["query_string"] if scope["query_string"] else b"")
            await RedirectResponse(there.decode("ascii", "replace"), 308)(scope, receive, send)
            return
        await self._app({**scope, "path": path, "raw_path": bare, _KEY: language}, receive, _telling(language, send))


def _telling(language: str, send: Send) -> Send:
    """Send a page with `Content-Language`: for whom it is written (RFC 9110, 8.5). Other answers go as they are."""

    async def telling(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            if headers.get("content-type", "").startswith("text/html"):
                headers["Content-Language"] = CODES[language]
        await send(message)

    return telling
