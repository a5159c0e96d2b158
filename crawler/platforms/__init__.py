"""The platforms: this folder is their registry. Adding one is adding one module with a `PLATFORM`."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from crawler.platforms.declare import Platform

_WORDS = "declare"
"""The one module here that is no platform: the words the others are written in."""


@cache
def platforms() -> Mapping[str, Platform]:
    """Every platform by its slug: the module's name, underscores as hyphens."""
    found = {}
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        if module.name != _WORDS:
            slug = module.name.replace("_", "-")
            found[slug] = importlib.import_module(f"{__name__}.{module.name}").PLATFORM
    return MappingProxyType(found)
