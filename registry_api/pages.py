"""Pages for people: the templates, and the few words they share. Text is escaped unless it is our own markup."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from registry.catalogue.listed import moment
from registry.catalogue.text import web_address
from registry_api.components import make_components
from registry_api.foreign import mark_foreign
from registry_api.language import CODES, ENGLISH, NAMES, PREFIXES, translations
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.wording import STANCES


class Pages:
    """Renders pages in one language. One for the life of the application."""

    def __init__(self, site: Site, statics: Statics, language: str = ENGLISH) -> None:
        """`site` is the service in this language: `site.prefix` stands before the paths of its pages."""
        self.site, self.language = site, language
        self._environment = Environment(
            loader=PackageLoader("registry_api"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        # Every sentence of the templates goes through gettext, so that a catalogue can be put in its place.
        words = translations(language)
        self._environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
        self._environment.globals.update(
            site=site,
            stances=STANCES,
            statics=statics,
            link=site.link,
            govuk=make_components(),
            lang=language,
            lang_code=CODES[language],
            languages=tuple(NAMES.items()),
            prefixes=PREFIXES,
        )
        self._environment.filters.update(
            day=day,
            clock=clock,
            number=number,
            webaddress=web_address,
            shortaddress=short_address,
            foreign=mark_foreign(language),
        )

    def render(self, template: str, **words: Any) -> bytes:
        """The page in UTF-8. `address`, path and question without prefix, makes the links to the other languages."""
        words = {"here": "", "address": None, **words}
        return self._environment.get_template(template).render(**words).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class PagesOf:
    """The pages in the language of one request, which know the address asked for."""

    pages: Pages
    address: str

    @property
    def site(self) -> Site:
        """The service in this language."""
        return self.pages.site

    def render(self, template: str, **words: Any) -> bytes:
        """As `Pages.render`."""
        return self.pages.render(template, **{"address": self.address, **words})


def in_all_languages(site: Site, statics: Statics) -> Mapping[str, Pages]:
    """The pages of each language."""
    return {language: Pages(replace(site, prefix=start), statics, language) for language, start in PREFIXES.items()}


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
