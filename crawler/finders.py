"""The finders that a platform module reads pages with: each brings a value, its raw span and its rule."""

import re
from collections.abc import Callable, Mapping, Sequence
from urllib.parse import unquote

from selectolax.lexbor import LexborNode

from crawler.hygiene import DESCRIPTION_LIMIT, NAME_LIMIT, clean
from crawler.reading import Found, Reading, block_text, counts_any, text_of
from crawler.words.figures import Figure, figures
from crawler.words.labels import COUNTED_WORDS, MEMBERS, PRESENT, PRESENT_WORDS, RECORDS
from crawler.words.numbers import NUMBER
from crawler.words.numbers import number as first_number
from registry.profile import RAW_LIMIT

NUMBERS = re.compile(NUMBER, re.IGNORECASE)

Finder = Callable[[Reading], Found | None]


def text(selector: str, limit: int = NAME_LIMIT) -> Finder:
    """The text of the first element that has any."""

    def find(reading: Reading) -> Found | None:
        for node in reading.some(selector, 5):
            said = text_of(node, limit)
            if said:
                return Found(said, said, selector)
        return None

    return find


def attribute(selector: str, name: str, limit: int = NAME_LIMIT) -> Finder:
    """An attribute of the first element that has it."""

    def find(reading: Reading) -> Found | None:
        for node in reading.some(selector, 5):
            said = clean(node.attributes.get(name), limit)
            if said:
                return Found(said, said, f"{selector} @{name}")
        return None

    return find


def meta_content(name: str, limit: int = DESCRIPTION_LIMIT) -> Finder:
    """A meta element's content."""

    def find(reading: Reading) -> Found | None:
        said = clean(reading.harvest.meta.get(name), limit)
        return Found(said, said, f"meta {name}") if said else None

    return find


def number(selector: str, at: int = 0) -> Finder:
    """The number in the element that stands at a place among those the selector finds (negative: from the end)."""

    def find(reading: Reading) -> Found | None:
        nodes = reading.all(selector)
        if not -len(nodes) <= at < len(nodes):
            return None
        said = nodes[at].text(separator=" ").strip()
        read = first_number(said[:200])
        if read is None:
            return None
        return Found(read.value, read.raw, read.rule(f"{selector} [{at}]"))

    return find


def number_attribute(selector: str, name: str) -> Finder:
    """The number in an attribute of the first element."""

    def find(reading: Reading) -> Found | None:
        node = reading.first(selector)
        read = first_number((node.attributes.get(name) or "")[:200]) if node is not None else None
        return Found(read.value, read.raw, read.rule(f"{selector} @{name}")) if read else None

    return find


def labelled(selector: str, *, last: bool = False, alone: bool = False) -> Mapping[str, Finder]:
    """Members, threads and posts by their labels within the elements found; `last` when the total stands last.

    What one member or one board wrote is told in the same words: without `alone` the elements must count members too.
    `alone` is for elements that hold nothing but the forum's own statistics.
    """
    return {name: _labelled(selector, name, last, alone) for name in ("members", "threads", "posts")}


def _labelled(selector: str, name: str, last: bool, alone: bool) -> Finder:
    def find(reading: Reading) -> Found | None:
        told = block_figures(reading, selector)
        blocks = [block for block in told if any(figure.field == name for figure in block)]
        if not blocks or not (alone or any(figure.field == "members" for block in told for figure in block)):
            return None
        whole = [block for block in blocks if len({figure.field for figure in block}) >= 2] or blocks
        # A writer's posts and topics stand together, too; the forum's stand with its members.
        whole = [block for block in whole if any(figure.field == "members" for figure in block)] or whole
        figure = next(figure for figure in whole[-1 if last else 0] if figure.field == name)
        return Found(figure.value, figure.raw, figure.rule(f"{selector} ({name})"))

    return find


def block_figures(reading: Reading, selector: str) -> list[list[Figure]]:
    """The figures of each block that a selector finds, read once a page."""
    if selector not in reading.figures:
        reading.figures[selector] = [
            figures(block_text(node))
            for node in _ends(reading.all(selector))
            if counts_any(node.text(separator=" "), COUNTED_WORDS)
        ]
    return reading.figures[selector]


def _ends(nodes: list[LexborNode]) -> list[LexborNode]:
    """The first and the last elements where there are very many: figures stand at a page's head or foot."""
    return nodes if len(nodes) <= 40 else [*nodes[:15], *nodes[-25:]]


def in_order(selector: str, fields: Sequence[str], mark: str = "•") -> Mapping[str, Finder]:
    """Figures of one line whose parts stand in a fixed order in every language, parted by a mark.

    The line is the last element of the selector with as many parts as fields, each with one number alone.
    """
    return {name: _in_order(selector, len(fields), mark, at) for at, name in enumerate(fields)}


def _in_order(selector: str, wanted: int, mark: str, at: int) -> Finder:
    def find(reading: Reading) -> Found | None:
        for node in reversed(reading.all(selector)[:400]):
            said = node.text(separator=" ")
            if len(said) > 600 or said.count(mark) < wanted - 1:
                continue
            told = [NUMBERS.findall(part) for part in said.split(mark)[:wanted]]
            if all(len(numbers) == 1 for numbers in told):
                read = first_number(told[at][0])
                return Found(read.value, read.raw, read.rule(f"{selector} part {at}")) if read else None
        return None

    return find


def matched(selector: str, pattern: str, group: str = "n") -> Finder:
    """A number in the text of the elements, where the pattern's group stands."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(reading: Reading) -> Found | None:
        for node in reading.all(selector)[:12]:
            match = compiled.search(" ".join(node.text(separator=" ").split())[:2000])
            read = first_number(match[group]) if match else None
            if match and read is not None:
                return Found(read.value, read.raw, read.rule(f"{selector} /{pattern[:60]}/"))
        return None

    return find


_PRESENT = re.compile(
    rf"(?P<a>{NUMBER})\s+(?:registered |visible )?(?:(?:{MEMBERS})\s+)?(?:are |is |currently )*(?:{PRESENT})(?!\w)"
    rf"|(?:{PRESENT})(?:\s+(?:{MEMBERS}))?\s*:\s*(?P<b>{NUMBER})(?!\s*[^\W\d_])",
    re.IGNORECASE,
)


def presence(selector: str) -> Finder:
    """How many are online, guests included, as the elements state it; records ("most users ever") are passed over."""

    def find(reading: Reading) -> Found | None:
        for node in _ends(reading.all(selector)):
            if not counts_any(node.text(separator=" "), PRESENT_WORDS):
                continue
            for line in block_text(node).split("\n"):
                match = _PRESENT.search(line)
                if match is None or RECORDS.search(line[: match.end()]):
                    continue
                read = first_number(match["a"] or match["b"])
                if read is not None:
                    return Found(read.value, " ".join(match[0].split()), read.rule(f"{selector} (online)"))
        return None

    return find


def version(place: str, pattern: str) -> tuple[str, re.Pattern[str]]:
    """Where the version stands (see `Reading.place`), and the pattern whose first group is it."""
    return place, re.compile(pattern, re.IGNORECASE)


def newest(selector: str) -> Finder:
    """The newest of the times that the elements state."""

    def find(reading: Reading) -> Found | None:
        best = None
        for node in reading.all(selector)[:300]:
            moment = reading.moment_of(node)
            if moment is not None and (best is None or moment.at > best.at):
                best = moment
        return Found(best.at, best.raw[:RAW_LIMIT], selector, best.precision) if best else None

    return find


def any_of(*finders: Finder) -> Finder:
    """What the first finder that finds anything brings."""

    def find(reading: Reading) -> Found | None:
        for finder in finders:
            found = finder(reading)
            if found is not None:
                return found
        return None

    return find


def either(first: Mapping[str, Finder], second: Mapping[str, Finder]) -> Mapping[str, Finder]:
    """For each field the first set's finder, then the second's."""
    return {
        name: any_of(*[finders[name] for finders in (first, second) if name in finders]) for name in {**first, **second}
    }


def front_only(finder: Finder, *marks: str) -> Finder:
    """What the finder brings, on pages with one of these marks (`#id`, `.class`) of a front page."""

    def find(reading: Reading) -> Found | None:
        return finder(reading) if any(reading.may_find(mark) for mark in marks) else None

    return find


def at_address(finder: Finder, pattern: str) -> Finder:
    """What the finder brings, on pages whose address fits: for figures that only some addresses state of the whole."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(reading: Reading) -> Found | None:
        return finder(reading) if compiled.search(reading.page.url) else None

    return find


def from_title(pattern: str) -> Finder:
    """The name in the page's title, where the pattern's group `name` stands: for software that adds its own words."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(reading: Reading) -> Found | None:
        match = compiled.search(clean(reading.harvest.title, NAME_LIMIT))
        said = clean(match["name"], NAME_LIMIT) if match else ""
        return Found(said, said, f"title /{pattern[:60]}/") if said else None

    return find


def from_address(pattern: str) -> Finder:
    """The name in the page's address, where the pattern's group `name` stands: for software that prints no other."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(reading: Reading) -> Found | None:
        match = compiled.search(reading.page.url)
        said = clean(unquote(match["name"]), NAME_LIMIT) if match else ""
        return Found(said, said, f"address /{pattern[:60]}/") if said else None

    return find


def in_source(pattern: str) -> Finder:
    """A short text of the page's source, where the pattern's group `name` stands: a setting that scripts are given.

    The pattern must be linear on any text: it is searched in the whole page.
    """
    compiled = re.compile(pattern)

    def find(reading: Reading) -> Found | None:
        match = compiled.search(reading.place("source"))
        said = clean(match["name"], NAME_LIMIT) if match else ""
        return Found(said, said, f"source /{pattern[:60]}/") if said else None

    return find


def named_in_meta(meta: str, pattern: str) -> Finder:
    """The name in a meta element's content, where the pattern's group `name` stands."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(reading: Reading) -> Found | None:
        match = compiled.search(reading.harvest.meta.get(meta, "")[:1000])
        said = clean(match["name"], NAME_LIMIT) if match else ""
        return Found(said, said, f"meta {meta} /{pattern[:60]}/") if said else None

    return find


def counted_in_meta(meta: str, pattern: str) -> Finder:
    """The number in a meta element's content, where the pattern's group `n` stands; `raw` is the whole match."""
    compiled = re.compile(pattern, re.IGNORECASE)

    def find(reading: Reading) -> Found | None:
        match = compiled.search(reading.harvest.meta.get(meta, "")[:1000])
        read = first_number(match["n"]) if match else None
        return Found(read.value, match[0].strip(), f"meta {meta} /{pattern[:60]}/") if match and read else None

    return find


def in_words(pattern: str, group: str = "n") -> Finder:
    """A number in all that the page says, folded, where the pattern's group first stands: for markup without marks.

    The pattern must be linear on any text: it is searched in up to WORDS_LIMIT characters.
    """
    compiled = re.compile(pattern)

    def find(reading: Reading) -> Found | None:
        match = compiled.search(reading.words)
        read = first_number(match[group]) if match else None
        return Found(read.value, read.raw, f"words /{pattern[:60]}/") if read else None

    return find
