"""Reads every view back as strictly as its format asks, and gives the ids of its forums in their order."""

import csv
import io
import itertools
import json
import re
import unicodedata
from collections.abc import Callable
from datetime import datetime
from email.utils import parsedate_to_datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import feedparser
from jsonschema import Draft202012Validator, FormatChecker
from lxml import etree

from registry_api.views import View
from registry_api.views.opml import NAMESPACE

ATOM = "{http://www.w3.org/2005/Atom}"
JSON_FEED = Draft202012Validator(
    json.loads((Path(__file__).parent / "json_feed.schema.json").read_text()), format_checker=FormatChecker()
)
STRICT = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, load_dtd=False)


class Page(HTMLParser):
    """The ids of the forums a page lists, and every tag and attribute name that stands in it."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        forum = re.fullmatch(r"(?:/cy)?/forums/(f[0-9]+)", dict(attrs).get("href") or "") if tag == "a" else None
        if forum and forum[1] not in self.ids:
            self.ids.append(forum[1])


def ids(view: View, body: bytes) -> list[str]:
    """The forums' ids in their order. Fails when the body is not sound."""
    return READERS[view.suffix](body)


def formula(cell: str) -> bool:
    """Whether a spreadsheet may compute the cell: told apart by Unicode's own tables, not by ours."""
    if cell.startswith("'") or re.fullmatch(r"-?[0-9.]+", cell):
        return False  # text by its apostrophe; a number
    for sign in cell:
        plain = unicodedata.normalize("NFKC", sign)[:1]
        if plain in ("=", "+", "-", "@", "\u2212"):
            return True
        if not (sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc") or sign in "\"'`´‘’‚‛“”„‟«»‹›′″＂＇"):
            return False
    return False


def rows(body: bytes) -> list[dict[str, str]]:
    """The rows of a CSV file, which keeps to RFC 4180 and holds no formula."""
    text = body.decode("utf-8")
    assert text.startswith("\ufeff"), "spreadsheets would take it for another character set"
    assert "\x00" not in text
    assert text.endswith("\r\n")
    bare = re.sub(r"\r\n", "", text)
    assert "\n" not in bare, "a line break that is none of a row's"
    assert "\r" not in bare
    read = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    for row in read[1:]:
        assert len(row) == len(read[0])
        for cell in row:
            assert not any(formula(part) for part in cell.split(";")), cell
    return [dict(zip(read[0], row, strict=True)) for row in read[1:]]


def _json(body: bytes) -> list[str]:
    return [item["id"] for item in json.loads(body)["items"]]


def _ndjson(body: bytes) -> list[str]:
    assert body.endswith(b"\n")
    head, *lines = [json.loads(line) for line in body.decode("utf-8").split("\n")[:-1]]
    assert head["count"] == len(lines), "not whole"
    return [line["id"] for line in lines]


def _csv(body: bytes) -> list[str]:
    return [row["id"] for row in rows(body)]


def _json_ld(body: bytes) -> list[str]:
    assert not set(b"<>&") & set(body), "it could not stand within a page"
    items = json.loads(body)["mainEntity"]["itemListElement"]
    assert all(after["position"] == item["position"] + 1 for item, after in itertools.pairwise(items))
    return [item["item"]["identifier"] for item in items]


def _opml(body: bytes) -> list[str]:
    root = etree.fromstring(body, STRICT)
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    head, content = root
    assert (head.tag, content.tag) == ("head", "body")
    plain = [element.tag for element in head if not element.tag.startswith("{")]
    assert plain[0] == "title"
    assert set(plain) <= {"title", "dateCreated", "ownerName", "ownerId", "docs"}
    if (made := head.findtext("dateCreated")) is not None:
        assert parsedate_to_datetime(made).tzinfo is not None
    for outline in content:
        assert outline.tag == "outline"
        assert outline.get("text")
        linked = {"rss": "xmlUrl", "link": "url"}[outline.get("type", "")]
        for name in (linked, "htmlUrl", f"{{{NAMESPACE}}}url"):
            assert urlsplit(outline.get(name, "")).scheme in ("http", "https")
    return [outline.get(f"{{{NAMESPACE}}}id", "") for outline in content]


def _json_feed(body: bytes) -> list[str]:
    feed = json.loads(body)
    JSON_FEED.validate(feed)
    return [_of_tag(item["id"]) for item in feed["items"]]


def _atom(body: bytes) -> list[str]:
    root = etree.fromstring(body, STRICT)
    for element in (root, *root.findall(f"{ATOM}entry")):
        for needed in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{needed}")) == 1, needed
        assert datetime.fromisoformat(element.findtext(f"{ATOM}updated") or "").tzinfo is not None
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    for link in root.iter(f"{ATOM}link"):
        assert urlsplit(link.get("href", "")).scheme in ("http", "https")
    return _feed(body)


def _rss(body: bytes) -> list[str]:
    channel = etree.fromstring(body, STRICT).find("channel")
    assert channel is not None
    assert all(channel.findtext(needed) for needed in ("title", "link", "description"))
    for guid in channel.iterfind("item/guid"):
        assert guid.get("isPermaLink") == "false"
        assert (guid.text or "").startswith("tag:")
    return _feed(body)


def _feed(body: bytes) -> list[str]:
    parsed: Any = feedparser.parse(body)
    assert not parsed.bozo, parsed.bozo_exception
    return [_of_tag(entry.id) for entry in parsed.entries]


def _of_tag(tag: str) -> str:
    return tag.rsplit("/", 1)[-1]


READERS: dict[str, Callable[[bytes], list[str]]] = {
    "": lambda body: Page(body.decode("utf-8")).ids,
    ".json": _json,
    ".rss": _rss,
    ".atom": _atom,
    ".feed.json": _json_feed,
    ".csv": _csv,
    ".opml": _opml,
    ".ndjson": _ndjson,
    ".jsonld": _json_ld,
}
