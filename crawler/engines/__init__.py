"""Search engines that an operator may set: this folder is their registry. Adding one is adding one module."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from crawler.engines.declare import Engine

_WORDS = "declare"
"""The one module here that is no engine: the words the others are written in."""


@cache
def engines() -> Mapping[str, Engine]:
    """Every engine by the module's name."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name != _WORDS)
    return MappingProxyType({name: importlib.import_module(f"{__name__}.{name}").ENGINE for name in names})
