"""One harvest of a page: the ids, classes, words of addresses, meta elements and headers that clues are looked up in.

Gathered from the bytes where a page is only to be recognised, without parsing it; from the tree where a page is read
and parsed anyway: a walk over the tree costs less than several over the bytes. What stands in comments and scripts is
gathered from the bytes alone; a platform is never recognised by one kind of clue alone. Nothing here knows a
platform, so the cost of recognising does not grow with their number.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from html import unescape

# Patterns begin with letters, which the search jumps to; what else they catch ("fid=") does no harm.
_QUOTED = {name: re.compile(rb"%s=\"([^\"]+)\"" % name) for name in (b"class", b"id", b"href")}
_SINGLE = re.compile(rb"='(?:(?<=class=')([^']+)'|(?<=id=')([^']+)'|(?<=href=')([^']+)')")
"""Pages made by two hands quote one way in the frame and the other way in what stands within."""
_LOOSE = {
    name: [re.compile(rb"%s=[\"']?([^\"'>]{1,2000})" % spelt) for spelt in (name, name.upper(), name.title())]
    for name in (b"class", b"id", b"href")
}
"""As other pages write them. Ignoring case would lose the search its way of jumping to the first letter."""
_SCRIPT = re.compile(rb"\s[^>]{0,2000}")
_LINK = re.compile(rb"<link\s[^>]{0,2000}")
_FRAME = re.compile(rb"<([hH][tT][mM][lL]|[bB][oO][dD][yY])((?:[^>\"']|\"[^\"]*\"|'[^']*'){0,8000})")
_META = re.compile(
    rb"<[mM][eE][tT][aA]\s(?:(?:name|property)=\"([^\"]*)\" content=\"([^\"]*)\""
    rb"|((?:[^>\"']|\"[^\"]*\"|'[^']*'){1,8000}))"
)
"""Name and content where they stand as most pages write them, else all attributes."""
_META_PARTS = re.compile(
    rb"(name|property|http-equiv|content)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))", re.IGNORECASE
)
_ATTRIBUTES = re.compile(rb"([^\s=\"'/>]{1,80})(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")
_TITLE = re.compile(rb"<[tT][iI][tT][lL][eE][^>]{0,200}>([^<]{0,2000})")
_COOKIE = re.compile(r"\s*([^=;\s]{1,100})=")
_WORDS = bytes.maketrans(b"/?&=;#,\n\t\\", b"          ")
_PARTS = bytes.maketrans(b"/?&=;#,\n\t\\\"'", b"            ")
_FRAMES = 6
_ATTRIBUTES_OF_ONE = 100
_FEW = 8
METAS = 120


@dataclass(frozen=True)
class Harvest:
    """What one walk over the page brought home. Names are as written, but those of meta elements in lower case."""

    ids: frozenset[str]
    classes: frozenset[str]
    frame: frozenset[str]
    """`html` and `body` with their ids, classes and attributes: `html#XF`, `body.forum`, `html[data-app]`."""
    words: frozenset[str]
    """The parts of every link's address: hosts, path segments, query names and values."""
    resources: frozenset[str]
    """The same of scripts and style sheets, with their other attributes."""
    addresses: bytes
    """Every link's address as written, each once, in lines."""
    link_count: int
    meta: dict[str, str]
    headers: dict[str, str]
    cookies: tuple[str, ...]
    title: str
    class_text: str
    """All classes in one line, each between spaces: for prefixes."""
    resource_text: str
    """All parts of the addresses of scripts and styles in one line."""

    @cached_property
    def hrefs(self) -> frozenset[str]:
        """Every link's address as written."""
        return frozenset(self.addresses.decode("utf-8", "replace").split("\n"))

    @cached_property
    def numbered(self) -> tuple[str, ...]:
        """The ids that end in a digit, as those of posts do, in order of their names."""
        return tuple(sorted([name for name in self.ids if name[-1].isdigit()]))


def gather(body: bytes, headers: Sequence[tuple[str, str]] = ()) -> Harvest:
    """Walk over the page (UTF-8) once and collect."""
    classes, ids, links = _values(body)
    hrefs = b"\n".join(links).replace(b"&amp;", b"&")
    end = body.find(b"<body")
    head = body[:end] if end >= 0 else body
    resources = b"\n".join([*_scripts(body), *_LINK.findall(head)])
    class_text = line(b" ".join(classes).decode("utf-8", "replace"))
    resource_text = parts(resources)
    return Harvest(
        ids=_names(ids),
        classes=frozenset(class_text.split()),
        frame=_frame(body),
        words=words(hrefs),
        resources=frozenset(resource_text.split()),
        addresses=hrefs,
        link_count=len(links),
        meta=_meta(head),
        headers={name.lower(): value for name, value in headers},
        cookies=cookies(headers),
        title=_title(body),
        class_text=class_text,
        resource_text=resource_text,
    )


def _scripts(body: bytes) -> Iterator[bytes]:
    """The attributes of all scripts, from the end: `rfind` goes by leaps, where patterns look at every byte."""
    at = body.rfind(b"<script")
    while at >= 0:
        tag = _SCRIPT.match(body, at + 7)
        if tag is not None:
            yield tag[0]
        at = body.rfind(b"<script", 0, at)


def _unescaped(hrefs: bytes) -> bytes:
    """The addresses with the question marks that those who copied the page wrote otherwise."""
    if b"%" in hrefs or b".php@" in hrefs:
        return hrefs.replace(b".php@", b".php?").replace(b".php%40", b".php?").replace(b"%3F", b"?")
    return hrefs


def _values(body: bytes) -> list[set[bytes]]:
    """The values of `class`, `id` and `href`: as nearly all pages quote them, and where few are, as the others do."""
    single = _SINGLE.findall(body)
    capitals: bool | None = None
    found = []
    for place, (name, pattern) in enumerate(_QUOTED.items()):
        values = set(pattern.findall(body))
        if single:
            values.update([said[place] for said in single if said[place]])
        if len(values) <= _FEW:
            # Who writes classes in small letters writes all names so.
            loose = _LOOSE[name][:1] if capitals is False else _LOOSE[name]
            values.update(*[pattern.findall(body) for pattern in loose])
        if capitals is None:
            capitals = len(values) <= _FEW
        found.append(values)
    return found


def _names(values: Iterable[bytes]) -> frozenset[str]:
    return frozenset(b" ".join(values).decode("utf-8", "replace").split())


def words(addresses: bytes) -> frozenset[str]:
    """The parts of addresses: hosts, path segments, query names and values."""
    return frozenset(_unescaped(addresses).translate(_WORDS).decode("utf-8", "replace").split())


def parts(attributes: bytes) -> str:
    """The words of tags' attributes, in one line."""
    return line(attributes.translate(_PARTS).decode("utf-8", "replace"))


def line(names: str) -> str:
    """Names in one line, each between spaces."""
    return f" {names if names.isprintable() else ' '.join(names.split())} "


def own_words(harvest: Harvest, url: str, makers: Set[str] = frozenset()) -> frozenset[str]:
    """The words of relative links and of those to the page's own host, or, in a saved page, to its commonest host.

    `makers` are the hosts of those who make forum software: many pages link to them often.
    """
    absolute = {href: _host(href) for href in harvest.hrefs if href.startswith(("http://", "https://", "//"))}
    common = Counter(absolute.values()).most_common(1)
    own = {_host(url)}
    if common and common[0][0] not in makers:
        own.add(common[0][0])
    return frozenset(_parts(href for href in harvest.hrefs if href not in absolute or absolute[href] in own))


def leads_here(harvest: Harvest, url: str, word: str) -> bool:
    """Whether a word of links' addresses stands under a folder that the page itself is in.

    `viewtopic.php` in `/forum/` is no part of the shop at `/` whose front page shows the newest topics. Addresses
    on other hosts count as the page's own do: whose they are is asked elsewhere (`own_words`). A saved page may be
    known by its site's address alone: where most links stay in the folder, it is the page's.
    """
    here = _path(url).lower()
    here = here if here.endswith("/") or "." in here.rpartition("/")[2] else f"{here}/"
    folder = here.rpartition("/")[0] + "/"
    # Where a host keeps its programs tells nothing of where their pages stand.
    bases = {_base_of(href, folder, word).partition("/cgi-")[0] for href in harvest.hrefs if word in href}
    if any(here.startswith(base) for base in bases):
        return True
    paths = [_path_of(href, folder).lower() for href in harvest.hrefs if not href.startswith(_NO_PAGES)]
    inside = sum(1 for path in paths if path.startswith(tuple(bases)))
    return bool(bases) and inside > _MOST_LINKS * len(paths)


_NO_PAGES = ("#", "javascript:", "mailto:")
_MOST_LINKS = 0.6
"""The share of a page's links from which a folder they lead to is the page's own."""


def _base_of(href: str, folder: str, word: str) -> str:
    """The folder in which the part of an address stands that a word is, or whose query it is in."""
    path = _path_of(href, folder)
    before, found, _ = path.partition(f"/{word}")
    return (f"{before}/" if found else path.rpartition("/")[0] + "/").lower()


def _path_of(href: str, folder: str) -> str:
    """The path of an address that may be relative to a folder."""
    path = href.replace("%3F", "?").replace(".php@", ".php?").partition("#")[0].partition("?")[0]
    if "//" in path[:8]:
        return _path(path)
    if path.startswith("/"):
        return path
    joined = f"{folder}{path.removeprefix('./')}"
    return posixpath.normpath(joined) if ".." in path else joined


def _path(address: str) -> str:
    """The path of an absolute address, with the slash before it."""
    return "/" + address.partition("//")[2].partition("?")[0].partition("#")[0].partition("/")[2]


def _host(address: str) -> str:
    return address.partition("//")[2].partition("/")[0].lower().removeprefix("www.")


def _parts(addresses: Iterable[str]) -> list[str]:
    """The words of addresses; a question mark that somebody escaped still parts path and query."""
    said = "\n".join(addresses).replace("%3F", "?").encode("utf-8", "replace")
    return said.translate(_WORDS).decode("utf-8", "replace").split()


def _frame(body: bytes) -> frozenset[str]:
    found: list[str] = []
    for number, tag in enumerate(_FRAME.finditer(body)):
        if number >= _FRAMES:
            break
        name = tag[1].decode().lower()
        stated = [
            (said.decode("utf-8", "replace").lower(), (one or other or bare).decode("utf-8", "replace"))
            for said, one, other, bare in _ATTRIBUTES.findall(tag[2])
        ]
        found.extend(marks(name, stated))
        if name == "body":
            break
    return frozenset(found)


def marks(name: str, attributes: Sequence[tuple[str, str | None]]) -> Iterator[str]:
    """The marks of an `html` or `body` tag: `body#ID`, `body.CLASS`, `body[ATTRIBUTE]`."""
    for attribute, value in attributes[:_ATTRIBUTES_OF_ONE]:
        if attribute == "id":
            yield f"{name}#{value or ''}"
        elif attribute == "class":
            for word in (value or "").split():
                yield f"{name}.{word}"
        else:
            yield f"{name}[{attribute}]"


def _meta(body: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, content, attributes in _META.findall(body)[:METAS]:
        for key, *values in _META_PARTS.findall(attributes):
            value = values[0] or values[1] or values[2]
            if key.lower() == b"content":
                content = value
            else:
                name = name or value
        if name:
            said = content.decode("utf-8", "replace")
            found.setdefault(name.decode("utf-8", "replace").strip().lower(), unescape(said) if "&" in said else said)
    return found


def _title(body: bytes) -> str:
    match = _TITLE.search(body)
    return unescape(match[1].decode("utf-8", "replace")) if match else ""


def cookies(headers: Sequence[tuple[str, str]]) -> tuple[str, ...]:
    """The names of the cookies that are set."""
    names = [_COOKIE.match(value) for name, value in headers if name.lower() == "set-cookie"]
    return tuple(match[1] for match in names if match)
