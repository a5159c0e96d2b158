"""The harvest of a page that is parsed already: from its tree, which costs less than several passes over its bytes.

The same as `crawler.page.harvest` gathers from the bytes, but for what stands in comments and scripts.
"""

from collections.abc import Iterable, Mapping, Sequence

from selectolax.lexbor import LexborHTMLParser

from crawler.page.harvest import Harvest, cookies, line, marks, parts, words

_TITLE_LENGTH = 2000


Told = Mapping[str, Sequence[Mapping[str, str | None]]]
"""The attributes of the elements `link`, `meta` and `script`, by the element's name."""


def glean(tree: LexborHTMLParser, links: Iterable[str], told: Told, headers: Sequence[tuple[str, str]] = ()) -> Harvest:
    """The same of a parsed page; `links` are the addresses of all its elements that have one, in order."""
    distinct = dict.fromkeys(links)
    hrefs = "\n".join(distinct).encode("utf-8", "replace")
    title = tree.css_first("title")
    class_text = line(_joined({node.attrs["class"] for node in tree.css("[class]")}))
    resource_text = _resources_of(told)
    return Harvest(
        ids=frozenset(_joined({node.id for node in tree.css("[id]")}).split()),
        classes=frozenset(class_text.split()),
        frame=_frame_of(tree),
        words=words(hrefs),
        resources=frozenset(resource_text.split()),
        addresses=hrefs,
        link_count=len(distinct),
        meta=_meta_of(told),
        headers={name.lower(): value for name, value in headers},
        cookies=cookies(headers),
        title=title.text()[:_TITLE_LENGTH] if title is not None else "",
        class_text=class_text,
        resource_text=resource_text,
    )


def _joined(values: Iterable[str | None]) -> str:
    return " ".join([value for value in values if value])


def _frame_of(tree: LexborHTMLParser) -> frozenset[str]:
    frame = (("html", tree.root), ("body", tree.body))
    return frozenset(
        [mark for name, node in frame if node is not None for mark in marks(name, list(node.attributes.items()))]
    )


def _resources_of(told: Told) -> str:
    said = [f"{name} {value or ''}" for kind in ("script", "link") for one in told[kind] for name, value in one.items()]
    return parts(" ".join(said).encode("utf-8", "replace"))


def _meta_of(told: Told) -> dict[str, str]:
    found: dict[str, str] = {}
    for said in told["meta"]:
        name = said.get("name") or said.get("property") or said.get("http-equiv")
        if name:
            found.setdefault(name.strip().lower(), said.get("content") or "")
    return found
