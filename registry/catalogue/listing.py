"""THE rule of who is public. Nothing else compares a standing (a test reads the code)."""

from sqlalchemy import ColumnElement, bindparam

from registry.catalogue.model import Forum
from registry.vocabulary import Standing

_PUBLIC = (Standing.LISTED, Standing.DORMANT, Standing.CLOSED)


def public_standings() -> tuple[Standing, ...]:
    """The standings of forums that the public sees."""
    return _PUBLIC


def is_public(standing: str) -> bool:
    """Whether the public sees a forum of this standing."""
    return standing in _PUBLIC


def is_in_use(standing: str) -> bool:
    """Whether a public forum is one that people use, not one that fell silent or closed."""
    return standing == Standing.LISTED


def is_dormant(standing: str) -> bool:
    """Whether a public forum fell silent or out of reach, and may come back."""
    return standing == Standing.DORMANT


def is_closed(standing: str) -> bool:
    """Whether a public forum is history."""
    return standing == Standing.CLOSED


def is_merged(standing: str) -> bool:
    """Whether a forum of this standing answers with the address of another one."""
    return standing == Standing.MERGED


def is_listed() -> ColumnElement[bool]:
    """The same rule as a condition of a query on forums."""
    return Forum.standing.in_([str(standing) for standing in _PUBLIC])


def of_standing(name: str) -> ColumnElement[bool]:
    """Forums of one standing, given as the bound value `name`: the public ones are read standing by standing."""
    return Forum.standing == bindparam(name)
