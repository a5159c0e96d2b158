"""What every page and feed knows of the service that publishes it: names, addresses, licence."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from registry.catalogue.query import ForumQuery
from registry.settings import Settings

LICENCES = {
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
}
"""Name and address of the licences that the setting `data_licence` may name; others are shown as they are written."""

RIGHTS = "Contains data from %(who)s, licensed under the %(licence)s."
"""The sentence that goes with copies of the data."""

TAG_YEAR = "2026"
"""The year in `tag:` ids (RFC 4151): never changed, or every feed item would be new again."""


@dataclass(frozen=True, slots=True)
class Site:
    """The service as the public sees it. `demo`: the database carries the demo mark."""

    base_url: str
    name: str
    contact: str
    licence: str
    licence_url: str | None
    demo: bool = False
    attribution: str = ""
    """Whom users of the data name as its source; the service's name when nothing else was set."""
    prefix: str = ""
    """What stands before the paths of pages: the language, `/cy`. Feeds and data have none."""

    @classmethod
    def of(cls, settings: Settings, *, demo: bool = False) -> "Site":
        """The site that the settings describe."""
        name, url = LICENCES.get(settings.data_licence, (settings.data_licence, None))
        base = settings.base_url.rstrip("/")
        attribution = settings.data_attribution or settings.service_name
        return cls(base, settings.service_name, settings.contact, name, url, demo, attribution)

    def rights(self) -> str:
        """The sentence that goes with copies of the data: whose they are, and their licence."""
        return RIGHTS % {"who": self.attribution, "licence": self.licence}

    def link(self, path: str) -> str:
        """The address of a page of ours in this language."""
        return f"{self.prefix}{path}" if path != "/" or not self.prefix else self.prefix

    def unprefixed(self, path: str) -> str:
        """A path of ours without the language."""
        return path.removeprefix(self.prefix) or "/"

    def list_path(self, query: ForumQuery, suffix: str = "") -> str:
        """The address of one view of a question on this host, for links within our pages."""
        return self.path_of(query.canonical(), suffix)

    def path_of(self, question: str, suffix: str = "", path: str | None = None) -> str:
        """The address of one view of a question that is written already; `path` where it goes by another name."""
        start = "" if suffix or path else self.prefix
        return f"{start}{path or f'/forums{suffix}'}{'?' if question else ''}{question}"

    def list_url(self, query: ForumQuery, suffix: str = "", path: str | None = None) -> str:
        """The absolute address of one view of a question; `path` where it goes by another name."""
        return f"{self.base_url}{self.path_of(query.canonical(), suffix, path)}"

    def forum_url(self, public_id: str) -> str:
        """The absolute address of a forum's page in the registry."""
        return f"{self.base_url}/forums/{public_id}"

    def tag(self, *parts: str) -> str:
        """A `tag:` id, the same for ever: `tag:example.org,2026:forum/f123`."""
        host = urlsplit(self.base_url).hostname or "localhost"
        return f"tag:{host},{TAG_YEAR}:{'/'.join(parts)}"
