"""The closed lists of the seeds: topics, places, and the organisations that answer for them. Pure."""

import re
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from registry.hygiene import web_address
from registry.seeding.table import Columns, Row, Table, parts
from registry.vocabulary import RegionKind

TOPICS = "govuk_topics.csv"
TOPIC_COLUMNS = Columns(needed=("path", "title", "level", "parent"))
REGIONS = "regions.csv"
REGION_COLUMNS = Columns(needed=("code", "name", "kind", "parent", "country"), optional=("iso",))
ORGANISATIONS = "organisations.csv"
ORGANISATION_COLUMNS = Columns(
    needed=("slug", "name", "kind"),
    optional=("abbreviation", "parent", "region", "website", "domains", "topics"),
)
ORGANISATION_KINDS = (
    "department",
    "non-ministerial department",
    "agency",
    "public body",
    "office",
    "devolved government",
    "council",
)

_PATH = re.compile(r"(/[a-z0-9-]+){1,6}\Z")
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")
_CODE = re.compile(r"[A-Z0-9-]{2,20}\Z")
_COUNTRY = re.compile(r"[A-Z]{2}\Z")
_DOMAIN = re.compile(r"(?=.{4,253}\Z)[a-z0-9-]+(\.[a-z0-9-]+)+\Z")


@dataclass(frozen=True, slots=True)
class TopicSeed:
    """A topic; `level` 1 is the widest, `parent` the path of the wider one."""

    path: str
    title: str
    level: int
    parent: str | None


@dataclass(frozen=True, slots=True)
class RegionSeed:
    """A place; `kind` is a `vocabulary.RegionKind`, `parent` the code of the wider one, `country` by ISO 3166."""

    code: str
    name: str
    kind: str
    parent: str | None
    country: str
    population: int | None = None


@dataclass(frozen=True, slots=True)
class OrganisationSeed:
    """An organisation. `regions` are the places it serves, `topics` what it answers for; `domains` prove nothing."""

    slug: str
    name: str
    kind: str
    abbreviation: str | None = None
    parent: str | None = None
    regions: tuple[str, ...] = ()
    website: str | None = None
    domains: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    form: str | None = None
    """What sort of council, in the words of the source."""


def topic_seeds(table: Table) -> tuple[TopicSeed, ...]:
    """The topics; what is wrong with a row is noted in the table."""
    seeds: dict[str, TopicSeed] = {}
    for row in table.rows:
        path, level, parent = row["path"], row["level"], row["parent"]
        if not _PATH.match(path):
            table.problem(row, "path", f"{path[:60]!r} is no path", "write it as /wide/narrow, in small letters")
        elif path in seeds:
            table.problem(row, "path", f"{path} stands there twice", "keep one of the two")
        elif not row["title"]:
            table.problem(row, "title", "no title", "give the topic in the public's words")
        elif not (level.isascii() and level.isdigit() and 1 <= int(level) <= 9):
            table.problem(row, "level", f"{level[:20]!r} is no level", "give a whole number from 1")
        else:
            seeds[path] = TopicSeed(path, row["title"][:200], int(level), parent or None)
    return tuple(seeds.values())


def region_seeds(table: Table) -> tuple[RegionSeed, ...]:
    """The places of `regions.csv`; what is wrong with a row is noted in the table."""
    seeds: dict[str, RegionSeed] = {}
    kinds = [str(kind) for kind in RegionKind]
    for row in table.rows:
        code, parent = row["code"], row["parent"]
        if not _CODE.match(code):
            table.problem(row, "code", f"{code[:30]!r} is no code", "give a GSS code, or ISO 3166 for a country")
        elif code in seeds:
            table.problem(row, "code", f"{code} stands there twice", "keep one of the two")
        elif not row["name"]:
            table.problem(row, "name", "no name", "give the place's name in English")
        elif row["kind"] not in kinds:
            table.problem(row, "kind", f"{row['kind'][:30]!r} is no kind of place", f"give one of: {', '.join(kinds)}")
        elif not _COUNTRY.match(row["country"]):
            table.problem(row, "country", f"{row['country'][:20]!r} is no country", "give two letters, such as GB")
        elif parent and parent not in seeds:
            table.problem(row, "parent", f"{parent[:30]} does not stand above", "write wider places first")
        else:
            seeds[code] = RegionSeed(code, row["name"], row["kind"], parent or None, row["country"])
    return tuple(seeds.values())


def organisation_seeds(
    table: Table, topics: AbstractSet[str], places: AbstractSet[str]
) -> tuple[OrganisationSeed, ...]:
    """The organisations of `organisations.csv`; what is wrong with a row is noted in the table.

    `topics` and `places` are what may be named; an empty set lets every one pass.
    """
    slugs = {row["slug"] for row in table.rows}
    seeds: dict[str, OrganisationSeed] = {}
    for row in table.rows:
        wrong = _wrong_organisation(row, slugs, topics, places)
        if wrong is None and row["slug"] in seeds:
            wrong = ("slug", f"{row['slug']} stands there twice", "keep one of the two")
        if wrong is not None:
            table.problem(row, *wrong)
            continue
        seeds[row["slug"]] = OrganisationSeed(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            abbreviation=row["abbreviation"][:30] or None,
            parent=row["parent"] or None,
            regions=parts(row["region"]),
            website=row["website"] or None,
            domains=parts(row["domains"]),
            topics=parts(row["topics"]),
        )
    return tuple(seeds.values())


def _wrong_organisation(
    row: Row, slugs: AbstractSet[str], topics: AbstractSet[str], places: AbstractSet[str]
) -> tuple[str, str, str] | None:
    """Column, reason and advice of the first thing wrong with the row."""
    slug, name, kind, parent, website = (row[c] for c in ("slug", "name", "kind", "parent", "website"))
    if not _SLUG.match(slug) or len(slug) > 120:
        return "slug", f"{slug[:60]!r} is no slug", "give the last part of its GOV.UK address"
    if not 0 < len(name) <= 200:
        return "name", "no name, or more than 200 characters", "give its full name"
    if kind not in ORGANISATION_KINDS:
        return "kind", f"{kind[:40]!r} is no kind", f"give one of: {', '.join(ORGANISATION_KINDS)}"
    if parent and parent not in slugs:
        return "parent", f"{parent[:60]} does not stand in this file", "add its row, or leave the cell empty"
    if website and web_address(website) is None:
        return "website", "not a web address", "give one that begins with https://"
    for domain in parts(row["domains"]):
        if not _DOMAIN.match(domain):
            return "domains", f"{domain[:60]!r} is no domain", "give names such as example.gov.uk"
    for topic in parts(row["topics"]):
        if topics and topic not in topics:
            return "topics", f"{topic[:80]} is not known", f"give paths of {TOPICS}"
    for place in parts(row["region"]):
        if places and place not in places:
            return "region", f"{place[:30]} is not known", f"give a code of {REGIONS}"
    return None
