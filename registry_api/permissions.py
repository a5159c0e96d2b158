"""Who may call what. Default deny: a route that declares no permission keeps the application from starting."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from starlette.routing import BaseRoute, Mount, Route

PERMISSIONS = frozenset({"public", "letter"})
"""Every permission there is. `public`: anybody reads, without an account. `letter`: anybody writes, within limits."""

_MARK = "__permission__"
_Endpoint = TypeVar("_Endpoint", bound=Callable[..., Any])


class UndeclaredRoute(RuntimeError):
    """A route without a permission, or with one that does not exist: the application refuses to start."""


def permission(name: str) -> Callable[[_Endpoint], _Endpoint]:
    """Declare who may call an endpoint."""

    def declare(endpoint: _Endpoint) -> _Endpoint:
        setattr(endpoint, _MARK, name)
        return endpoint

    return declare


def require_permissions(routes: Iterable[BaseRoute]) -> None:
    """Raise UndeclaredRoute unless every route declares a permission that exists."""
    for route in routes:
        inner = getattr(route, "original_router", None)  # FastAPI keeps an included router as one route
        if inner is not None:
            require_permissions(inner.routes)
            continue
        path = getattr(route, "path", repr(route))
        if isinstance(route, Mount) or not isinstance(route, Route):
            raise UndeclaredRoute(f"{path}: only plain routes can declare a permission")
        declared = getattr(route.endpoint, _MARK, None)
        if declared not in PERMISSIONS:
            raise UndeclaredRoute(f"{path}: declares {declared!r}, not one of {', '.join(sorted(PERMISSIONS))}")
