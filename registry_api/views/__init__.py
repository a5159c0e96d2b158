"""The formats of the public list: every module of this folder that says `VIEW = View(...)` is one."""

import pkgutil
from functools import cache
from importlib import import_module

from registry_api.views.declare import ListPage, View


@cache
def views() -> tuple[View, ...]:
    """All views, the page for people first."""
    modules = (import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__))
    declared = [module.VIEW for module in modules if isinstance(getattr(module, "VIEW", None), View)]
    return tuple(sorted(declared, key=lambda view: view.order))


__all__ = ["ListPage", "View", "views"]
