"""What a page is made of, read as browsers read it: each element with its attributes and where it stands."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from lxml import etree
from selectolax.lexbor import LexborHTMLParser

from tests.formats.reading import STRICT

Part = tuple[str, str, str]
"""An element: the names of those it stands in, its own with its classes, the names of its attributes."""

LINKS = ("href", "src", "action", "formaction", "srcset", "poster", "data")


def parts(body: bytes) -> Counter[Part]:
    """How often each kind of element stands on a page. Raises AssertionError for what runs or leads astray."""
    found: Counter[Part] = Counter()
    for node in LexborHTMLParser(body.decode("utf-8")).root.traverse(include_text=False):  # type: ignore[union-attr]
        if node.tag.startswith("-"):
            continue  # a comment, the doctype
        attributes = node.attributes
        wrong = [name for name in attributes if name.startswith("on") or name in ("style", "srcdoc")]
        assert not wrong, f"<{node.tag} {wrong}>"
        for name in LINKS:
            if name in attributes:
                scheme = urlsplit(attributes[name] or "").scheme
                assert scheme in ("", "http", "https"), f"<{node.tag} {name}={attributes[name]!r}>"
        names = " ".join(sorted(attributes))
        found[_above(node), f"{node.tag}.{attributes.get('class') or ''}", names] += 1
    return found


def _above(node: object) -> str:
    names: list[str] = []
    while (node := getattr(node, "parent", None)) is not None:
        names.append(getattr(node, "tag", "") or "")
    return " ".join(reversed(names))


def xml_parts(body: bytes) -> Counter[Part]:
    """The same of an XML document, which has to be well-formed and without doctype or instructions."""
    root = etree.fromstring(body, STRICT)
    assert root.getroottree().docinfo.doctype == ""
    return Counter(_xml(root))


def _xml(root: etree._Element) -> Iterator[Part]:
    for element in root.iter():
        assert isinstance(element.tag, str), "a comment, an entity or an instruction"
        above = " ".join(str(one.tag) for one in reversed(list(element.iterancestors())))
        yield above, element.tag, " ".join(sorted(str(name) for name in element.attrib))


def kinds(found: Counter[Part]) -> set[tuple[str, str, str]]:
    """The kinds of elements, wherever they stand: the element around, the element, its attributes."""
    return {(above.rsplit(" ", 1)[-1], name, attributes) for above, name, attributes in found}


def by_tag(found: Counter[Part]) -> Counter[str]:
    """How many elements there are of each name."""
    total: Counter[str] = Counter()
    for (_, name, _), times in found.items():
        total[name.partition(".")[0]] += times
    return total
