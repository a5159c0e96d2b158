"""Pages for people: the templates, and the few words they share. Text is escaped unless it is our own markup."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from registry.catalogue.text import web_address
from registry_api.components import make_components
from registry_api.foreign import mark_foreign
from registry_api.language import CODES, ENGLISH, NAMES, PREFIXES
from registry_api.retelling import retold
from registry_api.site import RIGHTS, Site
from registry_api.speech import Catalogue, speech
from registry_api.statics import Statics
from registry_api.untranslated import signs
from registry_api.wording import STANCES, activity_kind, activity_sentence


class Pages:
    """Renders pages in one language. One for the life of the application."""

    def __init__(self, site: Site, statics: Statics, language: str = ENGLISH) -> None:
        """`site` is the service in this language: `site.prefix` stands before the paths of its pages."""
        self.site, self.language = site, language
        self.speech = speech(language)
        self._environment = Environment(
            loader=PackageLoader("registry_api"),
            autoescape=True,
            undefined=StrictUndefined,
            # A service that runs keeps the templates it started with: an upgrade in place must not mix old and new.
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )
        # Every sentence of the templates goes through gettext, so that a catalogue can be put in its place.
        words = Catalogue(self.speech)
        self._environment.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
        licence = self.speech.known(site.licence)
        self._environment.globals.update(
            licence=licence,
            rights=self.speech(RIGHTS) % {"who": site.attribution, "licence": licence},
            site=site,
            stances=STANCES,
            statics=statics,
            link=site.link,
            govuk=make_components(),
            lang=language,
            lang_code=CODES[language],
            english=Markup("") if language == ENGLISH else Markup(f' lang="en"{signs().beside}'),  # noqa: S704  # our own
            languages=tuple(NAMES.items()),
            prefixes=PREFIXES,
            note=(signs().note_start, signs().note_end) if language != ENGLISH else None,
        )
        self._environment.filters.update(
            day=self.speech.day,
            clock=self.speech.clock,
            say=self.speech,
            why=self.speech.why,
            in_english=self.speech.in_english,
            retold=lambda text, capital=False: retold(text, self.speech, capital=capital),
            placename=lambda code, name: self.speech.name("region", code, name),
            countryname=lambda code, name: self.speech.name("country", code, name),
            number=number,
            webaddress=web_address,
            shortaddress=short_address,
            foreign=mark_foreign(language),
            activity_kind=activity_kind,
            activity_sentence=activity_sentence,
        )

    def render(self, template: str, **words: Any) -> bytes:
        """The page in UTF-8. `address`, path and question without prefix, makes the links to the other languages."""
        words = {"here": "", "address": None, **words}
        page = self._environment.get_template(template).render(**words)
        if self.language != ENGLISH:
            page = signs().resolved(page)
        return page.encode("utf-8", "replace")


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


def number(value: Any) -> str:
    """Whole numbers with their thousands apart."""
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)


def short_address(address: str) -> str:
    """An address without scheme and final slash, for reading."""
    return address.split("://", 1)[-1].removeprefix("www.").rstrip("/")
