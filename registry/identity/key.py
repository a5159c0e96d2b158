"""The canonical key of a site, from any spelling of any address on it."""

import ipaddress
import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import SplitResult, parse_qsl, quote, unquote_to_bytes, urlsplit

import idna

from registry.identity.errors import BadAddress
from registry.identity.path import Prefix, community_prefix
from registry.identity.sessions import without_sessions
from registry.identity.shared import SharedHost, SharedHosts

LONGEST_ADDRESS = 2000
LONGEST_KEY = 400
SCHEMES = {"http": 80, "https": 443}

_SCHEME = re.compile(r"^([a-zA-Z][a-zA-Z0-9+.-]*):(?=//|[^0-9])")
_UNWANTED = re.compile(
    r"[\x00-\x20\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufff0-\uffff\ud800-\udfff]"
)
"""Control, white space, direction, invisible and lone surrogate characters: never part of an honest address."""
_LABEL = re.compile(r"^(?!-)[a-z0-9_-]{1,63}(?<!-)$")
_SAFE = "!$&'()*+,-.:=@_~"


@dataclass(frozen=True, slots=True)
class SiteKey:
    """Which site an address belongs to.

    `key` is what is unique (`example.org/forum`: no scheme, no `www.`, lower case but on `cased` hosts); `host_key`
    names the host whose lease, robots and delay count (`example.org`, with its port unless it is the scheme's own);
    `address` is the front page to fetch, in the spelling given. `site_key(address)` gives the same SiteKey again.
    """

    key: str
    host_key: str
    address: str
    shared: bool = False
    """Many communities of strangers live on this host: one never speaks for another."""


@lru_cache(maxsize=10_000)  # the same links are met again and again
def site_key(address: str, hosts: SharedHosts) -> SiteKey:
    """The site an address belongs to.

    Http and https, letter case, the default port, a trailing dot, `www.`, session words, index pages and deep
    forum pages make no difference; path prefixes (`example.org/forum`) and communities on shared hosts do.
    A missing scheme is taken for https; fragments and queries are dropped (but for `query` in hosts.toml).

    Raises BadAddress, and nothing else, for any text that cannot name a site.
    """
    parts, scheme, name, port_text = _parsed(address)
    plain = _plain(name)
    segments = _segments(parts.path)
    origin = f"{scheme}://{_bracketed(name)}{port_text}"
    shared = hosts.find(plain)
    if shared is not None:
        return _on_shared_host(shared, plain, origin, port_text, segments, parts.query)
    prefix = community_prefix(segments)
    host_key = _bracketed(plain) + port_text
    return _made(host_key, host_key, origin, prefix)


def host_key_of(address: str, hosts: SharedHosts) -> str:
    """The host whose lease, robots and delay count for an address (`SiteKey.host_key`), whether or not it names a site.

    Hosting places have pages of their own, such as lists of their communities. Raises BadAddress, and nothing else.
    """
    _, _, name, port_text = _parsed(address)
    plain = _plain(name)
    shared = hosts.find(plain)
    if shared is None:
        return _bracketed(plain) + port_text
    host, own_name = shared
    return (plain if own_name and own_name not in host.own else host.domain) + port_text


def ancestors(key: str) -> list[str]:
    """The key itself and every site it lies within: `a.org/b/c`, `a.org/b`, `a.org`."""
    steps = key.partition("?")[0].split("/")
    above = ["/".join(steps[:end]) for end in range(len(steps), 0, -1)]
    return above if above[0] == key else [key, *above]


def _parsed(address: str) -> tuple[SplitResult, str, str, str]:
    """The parts of an address, its scheme, the name of its host, and its port unless it is the scheme's own."""
    scheme, rest = _scheme(_clean(address))
    try:
        parts = urlsplit(f"{scheme}:{rest}")
        name, port = parts.hostname or "", parts.port
    except ValueError as problem:
        raise BadAddress("not an address", str(problem)[:80], "check the host name and the port") from None
    if "@" in parts.netloc:
        raise BadAddress("the address holds a user name or password", "before the @", "give it without them")
    name = _host_name(name)
    if port == 0:
        raise BadAddress("no such port", ":0", "leave the port out, or give one from 1 to 65535")
    return parts, scheme, name, "" if port is None or port == SCHEMES[scheme] else f":{port}"


def _plain(name: str) -> str:
    return name.removeprefix("www.") if name.count(".") > 1 else name


def _clean(address: str) -> str:
    text = address.strip()
    if not text:
        raise BadAddress("no address", "", "give one, such as https://forum.example.org/")
    if len(text) > LONGEST_ADDRESS:
        raise BadAddress("the address is too long", f"{len(text)} characters", f"give at most {LONGEST_ADDRESS}")
    if (bad := _UNWANTED.search(text)) is not None:
        raise BadAddress(
            "a character that no address holds", f"U+{ord(bad.group()):04X} at {bad.start() + 1}", "take it out"
        )
    return text.replace("\\", "/")


def _scheme(text: str) -> tuple[str, str]:
    if text.startswith("//"):
        return "https", text
    found = _SCHEME.match(text)
    if found is None:
        return "https", f"//{text}"
    scheme, rest = found.group(1).lower(), text[found.end() :]
    if scheme not in SCHEMES:
        raise BadAddress("not a web address", scheme[:20] + ":", "give one that begins with https:// or http://")
    if not rest.startswith("//"):
        raise BadAddress("no host name", text[:40], "write two slashes behind the scheme: https://")
    return scheme, rest


def _host_name(given: str) -> str:
    """The host name in lower-case ASCII, without a trailing dot; IP addresses in their one usual notation."""
    where = given[:60]
    if ":" in given:
        try:
            return ipaddress.IPv6Address(given).compressed
        except ValueError:
            raise BadAddress("not an IPv6 address", where, "check the brackets and digits") from None
    try:
        name = given.encode("ascii").decode() if given.isascii() else _to_ascii(given)
    except (idna.IDNAError, UnicodeError, IndexError, ValueError):
        raise BadAddress("not a host name", where, "check its spelling") from None
    name = name.lower().rstrip(".")
    labels = name.split(".")
    if not name or len(name) > 253 or not all(_LABEL.match(label) for label in labels):
        raise BadAddress("not a host name", where, "check its spelling")
    if labels[-1].isdigit() or re.fullmatch(r"0x[0-9a-f]*", labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError:
            raise BadAddress("not an IPv4 address", where, "write it as four numbers, such as 192.0.2.1") from None
    if len(labels) == 1 and name != "localhost":
        raise BadAddress("a host name without a dot", where, "give the whole name, such as forum.example.org")
    return name


def _to_ascii(name: str) -> str:
    return idna.encode(name, uts46=True, transitional=False).decode("ascii")


def _bracketed(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def _segments(path: str) -> list[str]:
    """The path's segments in one spelling: no empty ones, dots resolved, `;jsessionid=...` off, %-escapes alike."""
    made: list[str] = []
    for raw in path.split("/"):
        segment = quote(unquote_to_bytes(raw.partition(";")[0]), safe=_SAFE)
        if segment in {"", "."}:
            continue
        if segment == "..":
            del made[-1:]
            continue
        made.append(segment)
    return without_sessions(made)


def _on_shared_host(
    shared: tuple[SharedHost, str], name: str, origin: str, port: str, segments: list[str], query: str
) -> SiteKey:
    host, own_name = shared
    named = host.community(segments)
    if own_name and own_name not in host.own:
        host_key = name + port
        # NAME.groups.io/g/SUB is a community of its own
        return _made(host_key, host_key, origin, Prefix(named or ()), shared=bool(named), cased=host.cased)
    host_key = host.domain + port
    if host.query is not None:
        number = next((value for word, value in parse_qsl(query) if word.lower() == host.query.lower()), "")
        if number:
            kept = tuple(segments) if named is None else named
            asked = f"?{host.query.lower()}={quote(number.lower(), safe='')}"
            key = "/".join([host_key, *(s.lower() for s in kept)]) + asked
            return SiteKey(
                _short_enough(key), host_key, "/".join([origin, *kept]) + ("" if kept else "/") + asked, shared=True
            )
    if named is None:
        raise BadAddress(
            f"{host.domain} holds many communities", "/" + "/".join(segments)[:60], "give the address of one of them"
        )
    return _made(host_key, host_key, origin, Prefix(named), shared=True, cased=host.cased)


def _made(
    start: str, host_key: str, origin: str, prefix: Prefix, *, shared: bool = False, cased: bool = False
) -> SiteKey:
    key = "/".join([start, *(segment if cased else segment.lower() for segment in prefix.segments)])
    behind = "/" + "".join(f"{segment}/" for segment in prefix.segments) + prefix.script
    return SiteKey(_short_enough(key), host_key, origin + behind, shared)


def _short_enough(key: str) -> str:
    if len(key) > LONGEST_KEY:
        raise BadAddress("the address is too long", f"{len(key)} characters", f"give at most {LONGEST_KEY}")
    return key
