"""Words in another language than the page around them are marked, so that they are read aloud as they are meant."""

from collections.abc import Callable
from functools import cache

from markupsafe import Markup

from registry.catalogue.codes import language_code


def mark_foreign(page_language: str) -> Callable[[str | None], Markup]:
    """A filter from the language of some words to ` lang="de"`; empty when it is the page's own or not known."""

    @cache
    def attribute(code: str) -> Markup:
        return Markup(' lang="{}"').format(code)

    def foreign(tag: str | None) -> Markup:
        code = language_code(tag) if tag else None
        return attribute(code) if code and code != page_language else Markup("")

    return foreign
