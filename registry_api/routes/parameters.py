"""The fields of a question as OpenAPI describes them: the same for every view."""

from typing import Any

from registry.catalogue.query import FIELDS, FILTERS, LARGEST_PAGE, LONGEST_WORDS, MOST_VALUES
from registry.vocabulary import ActivityTier, Sort, Stance

_WORDS: dict[str, str] = {
    "q": "Words to look for in name, description, boards, topics and places. Slips, stems and synonyms are understood.",
    "topic": "Path of a GOV.UK topic, such as /housing-local-and-community; its narrower topics are included.",
    "department": "Slug of the organisation in whose area the forum is.",
    "platform": "The forum's software, such as phpbb.",
    "region": "Code of a place (GSS), such as E12000003; the places within it are included.",
    "country": "ISO 3166-1 code, such as GB.",
    "language": "ISO 639 code, such as cy.",
    "activity": "How active the forum is.",
    "stance": "The forum's answer to the question whether officials may take part.",
    "updated_since": "Forums whose entry changed on or after this date (2026-01-31) or time (2026-01-31T09:00:00Z).",
    "sort": "The order. major, a rank, needs exactly one topic or exactly one region.",
    "page": "Page of the answer, from 1. A page beyond the end is not found (404).",
}

_EXAMPLES: dict[str, str | int] = {
    "q": "tenants deposit",
    "country": "GB",
    "language": "en",
    "activity": "busy",
    "updated_since": "2026-01-31",
    "page": 1,
}

_ONE_OF = {"activity": ActivityTier, "stance": Stance, "sort": Sort}


_PAGE_OF_DOWNLOAD = (
    "One page of the answer, from 1, in place of the whole of it. A page beyond the end is not found (404)."
)


def query_parameters(*, whole: bool = False) -> list[dict[str, Any]]:
    """Every field of a question as an OpenAPI parameter. `whole`: of a view that holds all pages."""
    return [_parameter(name, whole=whole) for name in FIELDS]


def _parameter(name: str, *, whole: bool) -> dict[str, Any]:
    plain: dict[str, Any] = (
        {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE} if name == "page" else {"type": "string"}
    )
    if name in _ONE_OF:
        plain["enum"] = [word.value for word in _ONE_OF[name]]
    if name == "q":
        plain["maxLength"] = LONGEST_WORDS
    if name == "updated_since":
        plain["anyOf"] = [{"format": "date"}, {"format": "date-time"}, {"maxLength": 0}]
    several = name in FILTERS
    schema = {"type": "array", "items": plain, "maxItems": MOST_VALUES} if several else plain
    told = _PAGE_OF_DOWNLOAD if whole and name == "page" else _WORDS[name]
    words = told + (" May be given several times: any of the values will do." if several else "")
    made: dict[str, Any] = {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
    if several:
        made |= {"style": "form", "explode": True}
    if name in _EXAMPLES:
        made["example"] = [_EXAMPLES[name]] if several else _EXAMPLES[name]
    return made
