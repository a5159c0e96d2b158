"""The rows of `forums.csv`: each names a forum, what it is about, and where in public it is named. Pure."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from registry.catalogue.reachable import not_public
from registry.identity import BadAddress, SiteKey, site_key
from registry.seeding.cell import BadCell, Known
from registry.seeding.problem import Kind
from registry.seeding.source import named_in
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
LONGEST_REASON = 200
LEAST_REASON = 20
LONGEST_AGREED = 80
"""Limits in characters; a reason of a word or two is none."""

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")


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


def forum_seeds(table: Table, known: Known) -> tuple[ForumSeed, ...]:
    """The forums of the file that can be taken in; what is wrong with the others is noted in the table."""
    seeds: list[ForumSeed] = []
    first_line: dict[str, int] = {}
    for row in table.rows:
        try:
            seed = _forum_seed(row, known)
            if (before := first_line.setdefault(seed.site.key, seed.line)) != seed.line:
                reason = f"{seed.site.key} stands in line {before} already"
                raise BadCell("address", reason, "keep one of the two", Kind.DOUBLED)
        except BadCell as wrong:
            table.problem(row, wrong.column, wrong.reason, wrong.advice, wrong.kind)
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
        named_in=named_in(row["named_in"], site, known),
        topics=_several(row, "topic", known.topics, "a path of govuk_topics.csv, such as /education"),
        regions=_several(row, "region", known.places, "a code of regions.csv or councils.csv, such as GB"),
        language=_language(row["language"]),
        sensitive=sensitive,
        sensitive_reason=reason,
        agreed_by=agreed_by,
    )


def _site(address: str, known: Known) -> SiteKey:
    if not address:
        raise BadCell("address", "no address", "give the forum's front page, such as https://forum.example.org/")
    try:
        site = site_key(address, known.hosts)
    except BadAddress as wrong:
        raise BadCell("address", f"{wrong.what} ({wrong.where})" if wrong.where else wrong.what, wrong.advice) from None
    if (reason := not_public(site, demo=known.demo)) is not None:
        raise BadCell("address", reason, "give an address that everybody can visit")
    return site


def _name(name: str) -> str:
    if not name:
        raise BadCell("name", "no name", "give the forum's own name")
    if len(name) > LONGEST_NAME:
        raise BadCell("name", f"the name has {len(name)} characters", f"give at most {LONGEST_NAME}")
    return name


def _several(row: Row, column: str, known: AbstractSet[str], advice: str) -> tuple[str, ...]:
    found = parts(row[column])
    for part in found:
        if known and part not in known:
            raise BadCell(column, f"{part[:60]} is not known", f"give {advice}", Kind.UNKNOWN)
    return found


def _language(language: str) -> str | None:
    if language and not _LANGUAGE.match(language):
        raise BadCell("language", f"{language[:20]} is no language", "give its code by ISO 639, such as en or cy")
    return language or None


def _sensitive(row: Row) -> tuple[str | None, str | None, str | None]:
    """What the forum is sensitive for, why it should be listed all the same, and who agreed."""
    kind, reason, agreed_by = row["sensitive"].lower(), row["sensitive_reason"], row["sensitive_agreed_by"]
    if not kind:
        if reason or agreed_by:
            raise BadCell("sensitive", "a reason without what the forum is sensitive for", _one_of_sensitive())
        return None, None, None
    if kind not in SENSITIVE:
        raise BadCell("sensitive", f"{kind[:40]} is not one of the kinds", _one_of_sensitive())
    if not LEAST_REASON <= len(reason) <= LONGEST_REASON:
        raise BadCell(
            "sensitive_reason",
            "a sensitive forum needs a written reason",
            f"say in {LEAST_REASON} to {LONGEST_REASON} characters why it should be listed all the same",
            Kind.SENSITIVE,
        )
    if len(agreed_by) > LONGEST_AGREED:
        raise BadCell("sensitive_agreed_by", f"it has {len(agreed_by)} characters", f"give at most {LONGEST_AGREED}")
    return kind, reason, agreed_by or None


def _one_of_sensitive() -> str:
    return f"give one of: {', '.join(SENSITIVE)}"
