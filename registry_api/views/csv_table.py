"""The whole answer as a table for spreadsheets: CSV (RFC 4180) in UTF-8 with its mark, lines ended by CR LF."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from registry.catalogue.answer import Hit
from registry.catalogue.facets import label
from registry_api.views.cells import several, text_cell
from registry_api.views.declare import ListPage, View, joined

ROWS = 50
"""Forums in one part: about a millisecond, after which other requests have their turn."""

MARK = "\ufeff"
"""Tells spreadsheets that the text is UTF-8."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A forum of an answer, about to be written."""

    page: ListPage
    hit: Hit
    forum: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, which stays, what stands in it, and how it is taken from a forum."""

    name: str
    about: str
    value: Callable[[Row], Cell]


def _text(name: str, about: str) -> Column:
    return Column(name, about, lambda row: text_cell(str(row.forum[name])) if row.forum[name] else None)


def _number(name: str, about: str) -> Column:
    return Column(name, about, lambda row: row.forum[name])


def _list(name: str, field: str, key: str, about: str) -> Column:
    return Column(name, about, lambda row: several([one[key] for one in row.forum[field]]))


def _of_activity(name: str, key: str, about: str) -> Column:
    return Column(name, about, lambda row: row.forum["activity"][key])


def _names_of_departments(row: Row) -> Cell:
    return several([label("department", slug, row.page.answer.terms) for slug in row.forum["departments"]])


COLUMNS = (
    Column("id", "the forum's id, never given to another", lambda row: row.hit.public_id),
    _text("name", "its name"),
    _text("address", "its own address"),
    Column("url", "its page in the registry", lambda row: row.page.site.forum_url(row.hit.public_id)),
    _text("description", "what it says it is, 300 characters at most"),
    _list("topic_paths", "topics", "topic", "paths of its topics, best first"),
    _list("topic_titles", "topics", "title", "titles of the same"),
    Column(
        "departments",
        "slugs of the public bodies in whose area it is",
        lambda row: several(row.forum["departments"]),
    ),
    Column("department_names", "names of the same", _names_of_departments),
    _list("place_codes", "regions", "code", "codes of the places it is for (GSS)"),
    _list("place_names", "regions", "name", "names of the same"),
    _text("country", "ISO 3166-1 code"),
    _text("language", "language tag"),
    _text("platform", "its software"),
    _of_activity("activity", "tier", "busy, steady, quiet, dormant or unknown"),
    _of_activity("activity_score", "score", "0 to 100"),
    _of_activity("posts_per_day", "posts_per_day", "by our reckoning, see the formula"),
    _number("members", "members, as the forum states"),
    _number("threads", "threads, as the forum states"),
    _number("posts", "posts, as the forum states"),
    _text("last_post_at", "when the newest post seen was written"),
    _text("last_post_precision", "how exactly the forum states that: second, minute, hour, day, month or year"),
    _text("taking_part", "may officials take part? unknown is not consent"),
    _text("reading", "may officials read for insight? unknown is not consent"),
    _text("sensitive", "why special care is needed"),
    _text("standing", "listed, dormant or closed"),
    _text("state", "whether figures could be read"),
    _text("state_reason", "why not, or why they may be old"),
    _text("listed_at", "when it came to the list"),
    _text("updated_at", "when its entry changed"),
    _text("visited_at", "when it was last read; a reading since then that found nothing new is not told"),
    Column("why", "why it is in this answer", lambda row: several(list(row.hit.why))),
    _text("named_in", "the public page or list that names it"),
    _text("feed", "its own first feed"),
    Column("sample", "true: invented, for a demonstration", lambda row: str(row.forum["sample"]).lower()),
    Column("licence", "licence of this data", lambda row: text_cell(row.page.site.licence)),
    Column("attribution", "whom to name as its source", lambda row: text_cell(row.page.site.attribution)),
    _text("stance_at", "when its people said so of officials; empty: they said nothing"),
    _text("stance_source", "who says so: declared by the owner, or edited (recorded by the registry's people)"),
    Column(
        "activity_at_least",
        "true: the forum may be busier, activity, score and posts per day rest on a lower bound",
        lambda row: str(row.forum["activity"]["at_least"]).lower(),
    ),
    Column(
        "implausible",
        "figures that the forum states and that cannot be true: their own columns are empty",
        lambda row: several(row.forum["implausible"]),
    ),
)
"""The columns in their order. New ones come at the end; none is renamed or taken away without the notice promised."""


def parts(page: ListPage, _view: View) -> Iterator[bytes]:
    """The names of the columns, then the forums. Unknown is empty; numbers are plain; text is never a formula."""
    yield MARK.encode() + _lines([[column.name for column in COLUMNS]])
    rest = iter(page.answer.hits)
    while rows := [_row(page, hit) for hit in islice(rest, ROWS)]:
        yield _lines(rows)


def _row(page: ListPage, hit: Hit) -> list[Cell]:
    row = Row(page, hit, hit.forum)
    return [column.value(row) for column in COLUMNS]


def _lines(rows: list[list[Cell]]) -> bytes:
    held = io.StringIO(newline="")
    csv.writer(held, lineterminator="\r\n").writerows(rows)
    return held.getvalue().encode()


VIEW = View(
    suffix=".csv",
    media_type="text/csv",
    label="CSV",
    order=50,
    render=joined,
    parts=parts,
    description="The whole answer as a table, for spreadsheets.",
)
