"""Reading the fields of a request to the API: what is wrong with one is said in our own words, never a framework's."""

import re

from starlette.requests import Request

from registry.catalogue.query import BadQuery, once_only

FRESH = "public, no-cache"
"""Answers that follow the database rather than the index: they may be kept, but hold for this moment only."""


def only(request: Request, fields: tuple[str, ...], several: tuple[str, ...] = ()) -> None:
    """Raise BadQuery for any other field, and for one of `fields` that was given two values."""
    for name, value in request.query_params.multi_items():
        if name not in (*fields, *several):
            raise BadQuery(name, value, (*fields, *several))
    for name in fields:
        once_only(name, request.query_params.getlist(name))


def number(field: str, text: str, least: int, most: int | None = None) -> int:
    """The whole number of a field. Raises BadQuery."""
    if not re.fullmatch("[0-9]{1,18}", text) or int(text) < least or (most is not None and int(text) > most):
        allowed = f"a whole number from {least}" + (f" to {most}" if most is not None else "")
        raise BadQuery(field, text, (allowed,), detail=f"{field}: “{text[:40]}” is not {allowed}.")
    return int(text)
