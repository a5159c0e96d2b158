"""Whose page a `named_in` is: the forum's own, a copy of its own, or another's. Told by the address alone. Pure.

A forum that names itself shows where it stands and whom it is for; that somebody else names it says more. Readers are
told which of the two a source is. The rule knows names of hosts and no more: a charity whose forum stands under another
name than its site counts as another site.
"""

from enum import StrEnum
from urllib.parse import urlsplit

from registry.identity import BadAddress, SharedHosts, SiteKey, site_key


class SourceKind(StrEnum):
    """Whose page names the forum, in the words of the table for spreadsheets."""

    OWN = "own site"
    """A page of the forum, or of the site or organisation it is part of."""
    COPY = "copy"
    """Its own page, as another host mirrors it."""
    CODE = "code repository"
    """A file that stands in public where programs are kept."""
    FILE = "file"
    """A file of the data this project was built with."""
    OTHER = "other site"
    """A charity, a newspaper, an encyclopaedia, a weblog, another forum."""


_CODE = frozenset({"github.com", "gitlab.com", "codeberg.org", "bitbucket.org", "raw.githubusercontent.com"})

_SECOND = frozenset({"ac", "co", "com", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"})
"""Labels under which a country hands out names: `charity.org.uk` is one name."""

_LENDING = frozenset({"blogspot.com", "github.io", "typepad.com", "wixsite.com", "wordpress.com"})
"""Domains whose names below belong to strangers; those of hosts.toml are known from there."""


def source_kind(source: str, site: SiteKey, hosts: SharedHosts) -> SourceKind:
    """Whose page `source`, a sound `named_in`, is; `site` is the forum it names. Never raises."""
    if "://" not in source:
        return SourceKind.FILE
    try:
        named = site_key(source, hosts)
    except BadAddress:  # a page of a place with many communities, and of none of them
        return SourceKind.OTHER
    if named.key == site.key:
        return SourceKind.OWN
    if _name(named.host_key) in _CODE:
        return SourceKind.CODE
    if site.shared:
        return SourceKind.COPY if _mirrors(source, site) else SourceKind.OTHER
    return SourceKind.OWN if not named.shared and _belong(named.host_key, site.host_key) else SourceKind.OTHER


def _mirrors(source: str, site: SiteKey) -> bool:
    """Whether another host shows the community under the path it has at home, as mirrors of Reddit do."""
    home = site.key.partition("/")[2].split("/")
    return len(home) > 1 and urlsplit(source).path.lower().strip("/").split("/")[: len(home)] == home


def _belong(one: str, other: str) -> bool:
    """Whether two hosts stand under one name that somebody registered."""
    registered = _registered(_name(one))
    return registered == _registered(_name(other)) and registered not in _LENDING


def _name(host_key: str) -> str:
    return host_key.partition(":")[0]


def _registered(name: str) -> str:
    """The name somebody registered, by the custom of the countries: its last two labels, or three (`org.uk`)."""
    labels = name.split(".")
    short = len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in _SECOND
    return ".".join(labels[-3:] if short else labels[-2:])
