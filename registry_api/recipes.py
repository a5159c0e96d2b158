"""Recipes to copy: how to take an answer away with the tools people have, its address filled in.

The tests run those for the command line and for Python as they stand. Addresses are quoted for each tool: what was
searched for can neither end a string nor start a command.
"""

import shlex
from collections.abc import Callable
from dataclasses import dataclass

from registry_api.views.declare import ListPage, View


@dataclass(frozen=True, slots=True)
class Recipe:
    """One way to take an answer away. `language` is that of `text`, which is to be copied as it stands.

    `language` is `sh`, `python`, `formula` (a cell of a spreadsheet), `m` (Power Query) or `address`; `about` says in
    a sentence what one gets; `steps` say where the text goes, in order.
    """

    name: str
    language: str
    text: str
    about: str
    steps: tuple[str, ...] = ()


def recipes(page: ListPage) -> tuple[Recipe, ...]:
    """The recipes for the question of the page; downloads hold the whole answer."""
    by_suffix = {view.suffix: view for view in page.views}
    return tuple(make(page, by_suffix) for make in _MAKERS)


Views = dict[str, View]


def _curl(page: ListPage, views: Views) -> Recipe:
    url = shlex.quote(page.url(views[".csv"]))
    return Recipe(
        name="Command line",
        language="sh",
        text="curl --fail --silent --show-error --compressed \\\n"
        "  --etag-compare forums.etag --etag-save forums.etag \\\n"
        f"  --output forums.csv \\\n  {url}\n",
        about="Saves the whole answer as forums.csv. Run again, it asks only for what has changed.",
    )


PYTHON = """\
import json
from urllib.request import Request, urlopen

address = {address}
request = Request(address, headers={{"User-Agent": "forum-list-reader (write your contact here)"}})
with urlopen(request, timeout=60) as answer:
    head = json.loads(next(answer))
    forums = [json.loads(line) for line in answer]

assert len(forums) == head["count"], "the download broke off: try again"
for forum in forums:
    print(forum["id"], forum["name"], forum["address"], sep="\\t")
"""


def _python(page: ListPage, views: Views) -> Recipe:
    return Recipe(
        name="Python",
        language="python",
        text=PYTHON.format(address=ascii(page.url(views[".ndjson"]))),
        about="Reads the whole answer with the standard library only, and makes sure that it came whole.",
    )


def _google(page: ListPage, views: Views) -> Recipe:
    return Recipe(
        name="Google Sheets",
        language="formula",
        text=f"=IMPORTDATA({_in_quotes(page.url(views['.csv']))})",
        about="A sheet that follows the list.",
        steps=("Open an empty sheet.", "Copy the formula into its first cell."),
    )


_M_OPTIONS = '[Delimiter = ",", Encoding = 65001, QuoteStyle = QuoteStyle.Csv]'
"""How Power Query reads our CSV: 65001 is UTF-8."""


def _excel(page: ListPage, views: Views) -> Recipe:
    url = _in_quotes(page.url(views[".csv"]))
    return Recipe(
        name="Excel",
        language="m",
        text="let\n"
        f"    Source = Csv.Document(Web.Contents({url}), {_M_OPTIONS}),\n"
        "    Forums = Table.PromoteHeaders(Source, [PromoteAllScalars = true])\n"
        "in\n"
        "    Forums\n",
        about="A table that is brought up to date with Data, Refresh all.",
        steps=(
            "In Excel choose Data, Get data, From other sources, Blank query.",
            "In the editor choose Home, Advanced editor.",
            "Copy the text over what stands there. Choose Done, then Close and load.",
        ),
    )


def _libre_office(page: ListPage, views: Views) -> Recipe:
    return Recipe(
        name="LibreOffice Calc",
        language="address",
        text=page.url(views[".csv"]),
        about="A sheet that can be brought up to date with Edit, Links to external files.",
        steps=(
            "Choose Sheet, External links.",
            "Copy the address into the first field and press Enter.",
            "Choose UTF-8, separated by comma only. Choose CSV_all, then OK.",
        ),
    )


def _feed_reader(page: ListPage, views: Views) -> Recipe:
    return Recipe(
        name="Feed reader",
        language="address",
        text=page.site.list_url(page.query.sorted_by("newest"), views[".atom"].suffix),
        about="Tells you of each forum that comes to this list.",
        steps=("In your feed reader choose to add a feed.", "Copy the address there."),
    )


def _feeds_of_the_forums(page: ListPage, views: Views) -> Recipe:
    return Recipe(
        name="Feeds of the forums themselves",
        language="address",
        text=page.url(views[".opml"]),
        about="Follows what the forums publish, where they have feeds and do not ask officials to stay away.",
        steps=("Open the address and save the file.", "In your feed reader choose Import, OPML, and take that file."),
    )


def _in_quotes(text: str) -> str:
    """A string as formulas and Power Query write it."""
    return '"' + text.replace('"', '""') + '"'


_MAKERS: tuple[Callable[[ListPage, Views], Recipe], ...] = (
    _curl,
    _python,
    _google,
    _excel,
    _libre_office,
    _feed_reader,
    _feeds_of_the_forums,
)
