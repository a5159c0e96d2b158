"""The rows of `forums.csv`: each names a forum, what it is about, and where in public it is named. Pure."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from registry.catalogue.reachable import not_public
from registry.hygiene import web_address
from registry.identity import BadAddress, SharedHosts, SiteKey, site_key
from registry.seeding.table import Columns, Row, Table, parts

FILE = "forums.csv"
COLUMNS = Columns(
    needed=("address", "name", "named_in"),
    optional=("topic", "region", "language", "sensitive", "sensitive_reason", "sensitive_agreed_by", "note"),
)

SENSITIVE = (
    "abuse",
    "addiction",
    "bereavement of a child",
    "eating disorders",
    "extremism",
    "gender",
    "immigration status",
    "sexual health",
    "suicide and self-harm",
    "under-18s",
)
"""What a forum may be sensitive for. Such a forum is listed only when its row names the second person who agreed."""

LONGEST_NAME = 200
LONGEST_SOURCE = 500
LONGEST_REASON = 200
LEAST_REASON = 20
LONGEST_AGREED = 80
"""Limits in characters; a reason of a word or two is none."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_FILE = re.compile(r"(?:\.\./(?=shared/data/))?([A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)+)\Z")
"""A file of the project, or of the data for building, which lies beside it and is written with or without `../`."""

SHARED = "shared/data/"
"""How a file of the data for building begins in `named_in`."""


@dataclass(frozen=True, slots=True)
class ForumSeed:
    """One forum of the seed list, as its row says.

    `sensitive` is one of SENSITIVE, `sensitive_reason` why it should be listed all the same, and `agreed_by` the
    second person who agreed to that (a role, initials or a reference, and a date); None while nobody did.
    """

    line: int
    site: SiteKey
    name: str
    named_in: str
    topics: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    language: str | None = None
    sensitive: str | None = None
    sensitive_reason: str | None = None
    agreed_by: str | None = None


class _Refused(ValueError):
    """A cell that cannot be used."""

    def __init__(self, column: str, reason: str, advice: str = "") -> None:
        self.column, self.reason, self.advice = column, reason, advice
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Known:
    """What a row may name.

    `topics` and `places` are paths and codes; an empty set (a file that could not be read) lets every well-formed one
    pass. `beside` is the folder in which `shared/data` lies, None when it is not here. `demo`: names below
    `.localhost` may be listed.
    """

    hosts: SharedHosts
    topics: AbstractSet[str] = frozenset()
    places: AbstractSet[str] = frozenset()
    beside: Path | None = None
    demo: bool = False


def forum_seeds(table: Table, known: Known) -> tuple[ForumSeed, ...]:
    """The forums of the file that can be taken in; what is wrong with the others is noted in the table."""
    seeds: list[ForumSeed] = []
    first_line: dict[str, int] = {}
    for row in table.rows:
        try:
            seed = _forum_seed(row, known)
            if (before := first_line.setdefault(seed.site.key, seed.line)) != seed.line:
                raise _Refused("address", f"{seed.site.key} stands in line {before} already", "keep one of the two")
        except _Refused as wrong:
            table.problem(row, wrong.column, wrong.reason, wrong.advice)
            continue
        seeds.append(seed)
    return tuple(seeds)


def _forum_seed(row: Row, known: Known) -> ForumSeed:
    site = _site(row["address"], known)
    sensitive, reason, agreed_by = _sensitive(row)
    return ForumSeed(
        line=row.line,
        site=site,
        name=_name(row["name"]),
        named_in=_named_in(row["named_in"], site, known),
        topics=_several(row, "topic", known.topics, "a path of govuk_topics.csv, such as /education"),
        regions=_several(row, "region", known.places, "a code of regions.csv or councils.csv, such as GB"),
        language=_language(row["language"]),
        sensitive=sensitive,
        sensitive_reason=reason,
        agreed_by=agreed_by,
    )


def _site(address: str, known: Known) -> SiteKey:
    if not address:
        raise _Refused("address", "no address", "give the forum's front page, such as https://forum.example.org/")
    try:
        site = site_key(address, known.hosts)
    except BadAddress as wrong:
        raise _Refused(
            "address", f"{wrong.what} ({wrong.where})" if wrong.where else wrong.what, wrong.advice
        ) from None
    if (reason := not_public(site, demo=known.demo)) is not None:
        raise _Refused("address", reason, "give an address that everybody can visit")
    return site


def _name(name: str) -> str:
    if not name:
        raise _Refused("name", "no name", "give the forum's own name")
    if len(name) > LONGEST_NAME:
        raise _Refused("name", f"the name has {len(name)} characters", f"give at most {LONGEST_NAME}")
    return name


_ADVICE = "give the public page that names the forum, or a file such as shared/data/forum_sites.csv"


def _named_in(source: str, site: SiteKey, known: Known) -> str:
    """A public page, or a file that stands beside the project; never the forum's own front page."""
    if not source:
        raise _Refused("named_in", "no source", _ADVICE)
    if len(source) > LONGEST_SOURCE:
        raise _Refused("named_in", f"the address has {len(source)} characters", f"give one of at most {LONGEST_SOURCE}")
    if "://" not in source:
        return _file(source, known)
    if web_address(source) is None:
        raise _Refused("named_in", "not a web address", _ADVICE)
    try:
        named = site_key(source, known.hosts)
    except BadAddress as wrong:
        if not _hosts_many(wrong):
            raise _Refused("named_in", f"not an address ({wrong.what})", _ADVICE) from None
        return source
    if (reason := not_public(named, demo=known.demo)) is not None:
        raise _Refused("named_in", reason, _ADVICE)
    split = urlsplit(source)
    plain = not split.query and split.path.strip("/").lower() == site.key.partition("/")[2]
    if named.key == site.key and plain:
        raise _Refused("named_in", "this is the forum itself", _ADVICE)
    return source


def _file(source: str, known: Known) -> str:
    """The file in its one spelling, `shared/data/NAME`; it must stand there where the folder is at hand."""
    found = _FILE.match(source)
    if found is None:
        raise _Refused("named_in", "neither a web address nor a file", _ADVICE)
    name = found.group(1)
    if name.startswith(SHARED) and known.beside is not None and not (known.beside / name).is_file():
        raise _Refused("named_in", f"there is no file {name[:120]}", "check its name: the folder shared/data is here")
    return name


def _hosts_many(wrong: BadAddress) -> bool:
    """Whether an address was refused only because it is a page of a place that holds many communities."""
    return wrong.what.endswith("holds many communities")


def _several(row: Row, column: str, known: AbstractSet[str], advice: str) -> tuple[str, ...]:
    found = parts(row[column])
    for part in found:
        if known and part not in known:
            raise _Refused(column, f"{part[:60]} is not known", f"give {advice}")
    return found


def _language(language: str) -> str | None:
    if language and not _LANGUAGE.match(language):
        raise _Refused("language", f"{language[:20]} is no language", "give its code by ISO 639, such as en or cy")
    return language or None


def _sensitive(row: Row) -> tuple[str | None, str | None, str | None]:
    """What the forum is sensitive for, why it should be listed all the same, and who agreed."""
    kind, reason, agreed_by = row["sensitive"].lower(), row["sensitive_reason"], row["sensitive_agreed_by"]
    if not kind:
        if reason or agreed_by:
            raise _Refused("sensitive", "a reason without what the forum is sensitive for", _one_of_sensitive())
        return None, None, None
    if kind not in SENSITIVE:
        raise _Refused("sensitive", f"{kind[:40]} is not one of the kinds", _one_of_sensitive())
    if not LEAST_REASON <= len(reason) <= LONGEST_REASON:
        raise _Refused(
            "sensitive_reason",
            "a sensitive forum needs a written reason",
            f"say in {LEAST_REASON} to {LONGEST_REASON} characters why it should be listed all the same",
        )
    if len(agreed_by) > LONGEST_AGREED:
        raise _Refused("sensitive_agreed_by", f"it has {len(agreed_by)} characters", f"give at most {LONGEST_AGREED}")
    return kind, reason, agreed_by or None


def _one_of_sensitive() -> str:
    return f"give one of: {', '.join(SENSITIVE)}"
