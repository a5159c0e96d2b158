"""Kinds of pages that name forums: this folder is their registry. Adding one is adding one module with a `SOURCE`."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from crawler.sources.declare import Source

_WORDS = "declare"
"""The one module here that is no source: the words the others are written in."""


@cache
def sources() -> Mapping[str, Source]:
    """Every source by its kind: the module's name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != _WORDS)
    return MappingProxyType({name: importlib.import_module(f"{__name__}.{name}").SOURCE for name in names})
