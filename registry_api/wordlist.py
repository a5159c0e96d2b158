"""Every word of ours that a page may show: gathered from templates and modules, and held against the catalogues.

    python -m registry_api.wordlist

writes each catalogue anew (sorted, new words added without a translation, words that are no longer shown taken out)
and says how much of it is translated. For people who translate; the service itself never runs this.
"""

import ast
import io
import sys
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import ModuleType
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

import registry.identity.key
import registry.stewardship.writing
from registry_api import (
    forms,
    forumpage,
    letterwords,
    problems,
    public,
    recipes,
    retelling,
    searchwords,
    site,
    statuswords,
    wording,
)
from registry_api.changefeeds import VIEWS
from registry_api.language import ENGLISH, PREFIXES
from registry_api.routes import crawlstatus, organisations, places, topics
from registry_api.routes.parameters import query_parameters
from registry_api.views import page, views

Word = str | tuple[str, str]
"""A sentence; or the two English forms of one that counts something."""

DICTIONARIES = (wording, letterwords, searchwords, statuswords, problems, page, site, retelling)
"""Modules whose public dictionaries hold words by code."""

SAYING: Mapping[str, tuple[ModuleType, ...]] = {
    "say": (forumpage, page),
    "Wrong": (forms, registry.stewardship.writing),
    "BadAddress": (registry.identity.key, registry.stewardship.writing),
    "HTTPException": (forms,),
    "NotReady": (public, crawlstatus),
    "sorry": (problems,),
    "Recipe": (recipes,),
    "unknown": (topics, places, organisations),
}
"""Calls whose arguments are said to people, and the modules where they stand."""

_METHOD: Any = babel_extract
"""How words are found in a template; the annotations of the two packages do not agree."""

_WIDTH = 120
_HEADER = """\
# Words of the forum registry. Written by people; kept in order by `python -m registry_api.wordlist`.
# A sentence without a translation is shown in English, and marked as English for screen readers.
"""
FORMS = {"cy": (6, "(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n==3 ? 3 : n==6 ? 4 : 5)")}
"""How many forms a counted thing has, and which goes with a number (Unicode CLDR: zero, one, two, few, many, other)."""


def every_word() -> frozenset[Word]:
    """All that a page may show of our own words."""
    sources = (_of_templates(), _of_dictionaries(), _of_calls(), _of_views())
    return frozenset(word for source in sources for word in source if word)


def templates() -> dict[str, str]:
    """The text of every template, by its path."""
    return dict(_within(files("registry_api").joinpath("templates"), ""))


def _within(folder: Traversable, start: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _within(entry, f"{start}{entry.name}/")
        elif entry.name.endswith(".html"):
            yield f"{start}{entry.name}", entry.read_text(encoding="utf-8")


def _of_templates() -> Iterator[Word]:
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    for text in templates().values():
        for _line, said, _comments, _context in extract(_METHOD, io.BytesIO(text.encode()), keywords=keywords):
            yield said if isinstance(said, str) else (said[0], said[1])


def _of_dictionaries() -> Iterator[Word]:
    for module in DICTIONARIES:
        for name, held in vars(module).items():
            if name.isupper() and isinstance(held, str) and _is_said(held):
                yield held
            elif name.isupper():
                yield from _values(held)


def _values(held: object) -> Iterator[str]:
    """The words of a dictionary, also of one that holds dictionaries; addresses are none."""
    if isinstance(held, Mapping):
        for value in held.values():
            if isinstance(value, str) and not value.startswith("/"):
                yield value
            else:
                yield from _values(value)


def _of_calls() -> Iterator[Word]:
    for name, modules in SAYING.items():
        for module in modules:
            for node in ast.walk(
                ast.parse(files(_package(module)).joinpath(_file(module)).read_text(encoding="utf-8"))
            ):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                    yield from _sentences([*node.args, *(given.value for given in node.keywords)])


def _package(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[0]


def _file(module: ModuleType) -> str:
    return f"{module.__name__.rpartition('.')[2]}.py"


def _sentences(nodes: Iterable[ast.expr]) -> Iterator[str]:
    """The strings among the arguments of a call, also in tuples; codes and addresses are none."""
    for node in nodes:
        if isinstance(node, ast.Tuple):
            yield from _sentences(node.elts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and _is_said(node.value):
            yield node.value


def _is_said(text: str) -> bool:
    return " " in text.strip() or (text[:1].isupper() and text.isalpha()) or text in ("yes", "no")


def _of_views() -> Iterator[Word]:
    shown = [(view.label, view.description) for view in views()]
    for texts in (*shown, *((view.label, view.description) for view in VIEWS)):
        yield from texts
    for parameter in query_parameters():
        yield parameter["description"]
    for _field, caption, _digits in forumpage.CHARTS:
        yield caption


def read(language: str) -> Catalog:
    """The catalogue of a language as it stands."""
    return read_po(io.BytesIO(_path(language).read_bytes()), locale=language)


def _path(language: str) -> Path:
    return Path(str(files("registry_api").joinpath("locale", f"{language}.po")))


def anew(language: str, words: Iterable[Word]) -> bytes:
    """The catalogue as it should stand: these words in order, with the translations there are."""
    held = read(language)
    made = Catalog(locale=language)
    made.mime_headers = [("Plural-Forms", _plural_forms(language))]
    for word in sorted(words, key=lambda word: word if isinstance(word, str) else word[0]):
        found = held.get(word if isinstance(word, str) else word[0])
        kept = found.string if found is not None and isinstance(found.id, str) == isinstance(word, str) else None
        made.add(word, kept or ("" if isinstance(word, str) else ("",) * FORMS[language][0]))
    body = io.BytesIO()
    write_po(body, made, width=_WIDTH, omit_header=True)
    return _head(language).encode() + body.getvalue()


def _head(language: str) -> str:
    lines = (f"Language: {language}", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit",
             f"Plural-Forms: {_plural_forms(language)}")  # fmt: skip
    return _HEADER + 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in lines) + "\n"


def _plural_forms(language: str) -> str:
    number, rule = FORMS[language]
    return f"nplurals={number}; plural={rule};"


def main() -> None:
    """Write the catalogues anew."""
    words = every_word()
    for language in PREFIXES:
        if language != ENGLISH:
            text = anew(language, words)
            _path(language).write_bytes(text)
            done = sum(1 for message in read(language) if message.id and message.string and any(message.string))
            sys.stdout.write(f"{language}: {done} of {len(words)} sentences are translated\n")


if __name__ == "__main__":
    main()
