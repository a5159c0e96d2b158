"""NodeInfo: figures that servers of many kinds publish in one form, found through `/.well-known/nodeinfo`.

The form was made for social networks: `localPosts` and `localComments` are whatever each software counts there. What
that is was read in its source; of software that is not named here nothing is taken, and the figures of a server that is
no forum (another program of the same host) are nobody's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.answers import count, finding
from crawler.hygiene import clean, clean_url, same_site
from crawler.page import Page
from registry.profile import Finding, ForumProfile

_RELATION = "nodeinfo.diaspora.software/ns/schema/"
_VERSIONS = ("2.0", "2.1", "2.2")
"""Versions of the form in which the figures stand where they are looked for."""


@dataclass(frozen=True, slots=True)
class _Meaning:
    """Of which platform a software's figures are, and whether its posts are threads."""

    platform: str
    posts_are_threads: bool


_SOFTWARE = {
    "nodebb": _Meaning("nodebb", posts_are_threads=True),  # topics, and the replies to them
    "lemmy": _Meaning("lemmy", posts_are_threads=True),
    "piefed": _Meaning("piefed", posts_are_threads=True),
    "pyfedi": _Meaning("piefed", posts_are_threads=True),
    "mbin": _Meaning("mbin", posts_are_threads=False),  # threads and short messages in one sum
    "kbin": _Meaning("mbin", posts_are_threads=False),
    "discourse": _Meaning("discourse", posts_are_threads=False),  # posts that answer none, and those that do
}


def read_answer(said: object, page: Page, platform: str | None) -> ForumProfile | None:
    """What an index or a document of NodeInfo tells; None for anything else.

    The index gives the document's address, if it is of the same host, in `also`. `platform` is the software that the
    visit knows: a document of another one is empty.
    """
    if not isinstance(said, Mapping):
        return None
    links, software = said.get("links"), said.get("software")
    if isinstance(software, Mapping) and "usage" in said and "protocols" in said:
        meaning = _SOFTWARE.get(str(software.get("name", "")).lower())
        if meaning is None or platform not in (None, meaning.platform):
            return ForumProfile(platform=platform)
        return _document(said, meaning, page)
    if isinstance(links, list) and len(said) <= 2:
        where = _newest_document(links, page)
        return ForumProfile(platform=platform, also=(where,)) if where is not None else None
    return None


def _document(said: Mapping[str, object], meaning: _Meaning, page: Page) -> ForumProfile:
    usage, software, meta = _part(said, "usage"), _part(said, "software"), _part(said, "metadata")
    users = _part(usage, "users")
    found: dict[str, Finding] = {}
    for field, told, rule in (
        ("members", users.get("total"), "usage.users.total"),
        ("active_30_days", users.get("activeMonth"), "usage.users.activeMonth"),
        ("threads", usage.get("localPosts") if meaning.posts_are_threads else None, "usage.localPosts"),
    ):
        number = _count(told)
        if number is not None and (number or field != "members"):  # no server is without members: it will not tell
            found[field] = Finding(number, str(told), rule, page.url)
    posts, comments = _count(usage.get("localPosts")), _count(usage.get("localComments"))
    derived: dict[str, Finding] = {}
    if posts is not None and comments is not None:
        derived["posts"] = Finding(posts + comments, "", "sum of usage.localPosts and usage.localComments", page.url)
    name = finding(meta.get("nodeName"), "metadata.nodeName", page)
    if name is not None and isinstance(name.value, str):
        found["name"] = name
    version = software.get("version")
    return ForumProfile(
        is_forum=True,
        confidence=0.95,
        platform=meaning.platform,
        platform_version=(clean(version, 40) or None) if isinstance(version, str) else None,
        findings=found,
        derived=derived,
    )


def _newest_document(links: list[object], page: Page) -> str | None:
    """The address of the document in the newest version of the form that is known, on the host that names it."""
    found: dict[str, str] = {}
    for link in links[:20]:
        if not isinstance(link, Mapping):
            continue
        relation, href = str(link.get("rel", "")), link.get("href")
        version = relation.rpartition("/")[2]
        url = clean_url(page.url, href) if isinstance(href, str) else None
        if _RELATION in relation and version in _VERSIONS and url is not None and _same_origin(url, page.url):
            found[version] = url
    return found[max(found)] if found else None


def _same_origin(one: str, other: str) -> bool:
    return same_site(one, other) and urlsplit(one).port == urlsplit(other).port


def _count(value: object) -> int | None:
    """A count; NodeBB writes its own in quotes."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 13:
        return int(value)
    return count(value)


def _part(said: Mapping[str, object], key: str) -> Mapping[str, object]:
    part = said.get(key)
    return part if isinstance(part, Mapping) else {}
