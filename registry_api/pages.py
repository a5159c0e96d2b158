"""Pages for people: the templates, and the few words they share. Text is escaped unless it is our own markup."""

import hashlib
from datetime import datetime
from gettext import NullTranslations
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from registry.catalogue.listed import moment
from registry.catalogue.text import web_address
from registry_api.site import Site
from registry_api.wording import STANCES

STYLESHEET = "site.css"


class Pages:
    """Renders pages. One for the life of the application."""

    def __init__(self, site: Site) -> None:
        self.stylesheet = files("registry_api").joinpath("static", STYLESHEET).read_bytes()
        self.style_version = hashlib.sha256(self.stylesheet).hexdigest()[:12]
        self._environment = Environment(
            loader=PackageLoader("registry_api"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        # Every sentence of the templates goes through gettext, so that a catalogue can be put in its place.
        self._environment.install_gettext_translations(NullTranslations(), newstyle=True)  # type: ignore[attr-defined]
        self._environment.globals.update(site=site, stances=STANCES, style_version=self.style_version)
        self._environment.filters.update(
            day=day, clock=clock, number=number, webaddress=web_address, shortaddress=short_address
        )

    def render(self, template: str, **words: Any) -> bytes:
        """The page in UTF-8."""
        return self._environment.get_template(template).render(**words).encode("utf-8", "replace")


def day(text: str | datetime | None) -> str:
    """`2026-11-20T…` as `20 November 2026`; what is no time stays as it is."""
    time = text if isinstance(text, datetime) else moment(text)
    return f"{time.day} {time:%B %Y}" if time else str(text or "")


def clock(text: str | datetime | None) -> str:
    """The day and the time of day in UTC."""
    time = text if isinstance(text, datetime) else moment(text)
    return f"{day(time)}, {time:%H:%M} UTC" if time else str(text or "")


def number(value: Any) -> str:
    """Whole numbers with their thousands apart."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def short_address(address: str) -> str:
    """An address without scheme and final slash, for reading."""
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
