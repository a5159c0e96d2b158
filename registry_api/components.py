"""GOV.UK Frontend's components for our templates: `{{ govuk("button", {"text": _("Search")}) }}`.

The macros of govuk-frontend-jinja expect parameters that are not given to count as absent, which our own templates
must never allow: hence an environment of their own.
"""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

_ROOM = "govuk_frontend_jinja"


def make_components() -> Callable[[str, Mapping[str, Any]], Markup]:
    """The function `govuk(name, parameters)`; a name is written as in the design system: `error-summary`."""
    environment = Environment(
        loader=PrefixLoader({_ROOM: PackageLoader(_ROOM)}),
        autoescape=True,
        undefined=ChainableUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    macros: dict[str, Callable[[Mapping[str, Any]], Markup]] = {}

    def govuk(name: str, parameters: Mapping[str, Any] | None = None) -> Markup:
        """The component's markup; text parameters are escaped, `html` ones must be our own markup."""
        if name not in macros:
            template = environment.get_template(f"{_ROOM}/components/{name}/macro.html")
            words = "".join(part.capitalize() for part in name.split("-"))
            macros[name] = getattr(template.module, f"govuk{words}")
        return Markup(macros[name](parameters or {}).strip())  # noqa: S704  # the macro has escaped its parameters

    return govuk
