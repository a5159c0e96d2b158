"""The OpenAPI description, corrected where the framework describes its own habits instead of ours, and filled with what
the list holds now: what its filters may name, and examples that are there.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any

from fastapi import FastAPI

from registry.catalogue.answer import ForumIndex
from registry.catalogue.keeping import IndexKeeper
from registry.catalogue.query import FILTERS, ForumQuery, values_of
from registry.vocabulary import Sort
from registry_api.problems import MEDIA_TYPE

_PROBLEM = "#/components/schemas/Problem"
_LISTED = tuple(name for name in FILTERS if name not in ("activity", "stance"))
"""Filters whose values come from lists that grow: the others are enumerated where they are declared."""

_SIGNS, _ESCAPED = re.compile(r"[.+*?()|{}^$\[\]\\]"), r"\\\g<0>"
"""Signs that mean something in a pattern."""

_MAJOR_TOO = f" {Sort.MAJOR} is left out of the values below, because it does not go with every question."


def describe(app: FastAPI) -> dict[str, Any]:
    """OpenAPI 3.1: problems are `application/problem+json`, and a bad value of a question is a 400 that names it."""
    document = deepcopy(app.openapi())
    for operation in _operations(document):
        if _is_the_frameworks(operation["responses"].get("422", {})):
            del operation["responses"]["422"]
        for response in operation["responses"].values():
            content = response.get("content", {})
            if content.get("application/json", {}).get("schema") == {"$ref": _PROBLEM}:
                response["content"] = {MEDIA_TYPE: content["application/json"]}
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    keeper: IndexKeeper = app.state.public.keeper
    if keeper.index is not None:
        _fill(document, keeper.index, keeper.shown.seq)
    return document


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def _is_the_frameworks(response: dict[str, Any]) -> bool:
    """Whether a 422 is the one that FastAPI describes for any parameter, rather than one of our own."""
    schema = response.get("content", {}).get("application/json", {}).get("schema", {})
    return bool(schema.get("$ref", "").endswith("/HTTPValidationError"))


def _fill(document: dict[str, Any], index: ForumIndex, newest: int) -> None:
    """Tell what the filters may name, and give examples that this list answers. `newest` is the last change."""
    schemas, examples = document["components"]["schemas"], _examples(index)
    for name in _LISTED:
        schemas[_named(name)] = {"type": "string", "pattern": _one_of(values_of(name, index.terms))}
    for operation in _operations(document):
        for parameter in operation.get("parameters", ()):
            name, schema = parameter["name"], parameter["schema"]
            if name in _LISTED and schema.get("type") == "array":
                schema["items"] = {"$ref": f"#/components/schemas/{_named(name)}"}
                if name in examples:
                    parameter["example"] = [examples[name]]
            elif parameter["in"] == "path" and name in examples:
                parameter["example"] = examples[name]
            elif "enum" in schema.get("items", {}):
                schema["items"]["enum"].append("")  # as a form sends it that was not filled in: not given
            elif name == "since":
                schema["maximum"] = newest  # a later one was never given out, and is refused
            elif name == "sort":
                schema["enum"] = ["", *(value for value in schema["enum"] if value != Sort.MAJOR)]
                parameter["description"] += _MAJOR_TOO


def _named(name: str) -> str:
    return f"Known{name.capitalize()}"


def _one_of(values: Iterable[str]) -> str:
    """A pattern rather than an enumeration: the lists grow, and a client that was generated must not freeze them."""
    return f"^({'|'.join(_SIGNS.sub(_ESCAPED, value) for value in ['', *values])})$"


def _examples(index: ForumIndex) -> dict[str, str]:
    """Values that are there, by the names of parameters; those of which there are none are left out."""
    first = next(iter(index.answer(ForumQuery()).hits), None)
    topic = next((area.code for area in index.areas.topics() if area.forums), None)
    place = next((area.code for area in index.areas.places() if area.forums), None)
    body = next(iter(index.areas.organisations()), None)
    found = {
        "public_id": first.public_id if first else None,
        "topic": topic,
        "path": topic.lstrip("/") if topic else None,
        "region": place,
        "code": place,
        "department": body.body.slug if body else None,
        "slug": body.body.slug if body else None,
    }
    return {name: value for name, value in found.items() if value}
