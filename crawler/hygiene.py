"""One type of text: what leaves the reader holds nothing that can hurt a page, a terminal or a database."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit

NAME_LIMIT = 200
DESCRIPTION_LIMIT = 1000
URL_LIMIT = 2000
TITLE_LIMIT = 300

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters that are not white space
    "\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"  # invisible and bidi controls
    "\ud800-\udfff]"  # halves of surrogate pairs
)
_BAD_IN_URL = re.compile(r"[\x00-\x20\x7f-\x9f\\\"<>^`{|}\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_SESSION = re.compile(
    r"(?:(?<=[?&;])(?:sid|s|phpsessid|sessionid|jsessionid)=[0-9a-f]{20,64}(?:&|;|$)|;jsessionid=\w{20,64})",
    re.IGNORECASE,
)
_PORT = r"(?::(?:\d{1,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]))?"
_PLAIN_URL = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250})" + _PORT + r"(?:[/?]|$)", re.ASCII)
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]*)", re.IGNORECASE)
_FRONT = re.compile(
    r"https?://[^/?#]+(?:/(?:[\w.-]+/)?(?:index|forums?|home|default|community|communities|boards?|message-?boards?|"
    r"wwwboard|ultimatebb|dcboard|talk|discussions?)?(?:\.\w{2,5})?/?)?(?:\?(?:sid|s|style|srsltid)=[^&]*)?",
    re.IGNORECASE,
)
_ORIGIN = re.compile(r"https?://[^/?#]+")
_FOLDER = re.compile(r"https?://[^/?#]+(?:(?:/(?!\.)[^/?#;]+)*/(?=[^/]*$|[^/?#]*[?#])|(?=[?#]|$))")
_NEAR = re.compile(r"(?:\./)?\w[\w-]*(?:\.\w+)*(?:/\w[\w-]*(?:\.\w+)*)*/?(?:\?[^/:#]+)?(?:#[^/:]+)?")
"""A file of the same folder or of one in it, with its query: joined without a thought."""
_MEMBERS_PAGE = re.compile(
    r"/(?:u|users?|members?|profiles?|people|persons?|authors?|accounts?|benutzer|mitglied(?:er)?|membres?|profil|miembros?|"
    r"perfil|usuarios?|utenti|utente|leden|gebruikers?|uzytkownik|uye|medlem(?:mer|mar)?)/"
    r"(?!(?:register|registration|sign|log|new|create|join|index|list|search|all|forgot|lost|reset|password|activate|"
    r"settings)\w{0,20}(?:[-_]\w{1,20})?(?:\.\w{2,5})?/?(?:[?#]|$)|(?<=/u/)\d/)[^/?#]"
    r"|/(?:user|member|profile)-[^/?#]{1,80}\.html|/@[^/?#]"
    r"|/(?:\w{0,12}_?profile|user_?info|member|user)\.\w{2,5}\?(?!\w{1,8}=(?:register|signup|join|login|lost))"
    r"|/(?:user_?profile/|space-uid-\d|u\d{1,9}(?:$|[/?#-]))"
    r"|[?&;](?:to|recipient|author|showuser|u|uid|(?:user|member|profile)_?(?:id|name|no)?|mode=viewprofile|"
    r"(?:view|action|page|act)=(?:profile|user|member))(?:=(?!/|%2F)[^&;#]|;u=|(?:&|$))",
    re.IGNORECASE,
)
_DANGLING = re.compile(r"[?&;]+$")


def clean(text: str | None, limit: int = TITLE_LIMIT) -> str:
    """One line of plain text of at most `limit` characters: no control, surrogate or bidi characters."""
    if not text:
        return ""
    if len(text) > limit * 8:
        text = text[: limit * 8]
    line = text if text.isascii() and text.isprintable() else _FORBIDDEN.sub("", text)
    line = " ".join(line.split())
    return line if len(line) <= limit else line[:limit].rstrip()


def clean_url(base: str, href: str | None) -> str | None:
    """`href` made absolute against `base`, without fragment or session; None unless it is a sane http(s) address."""
    if not href or len(href) > URL_LIMIT:
        return None
    href = href.strip(" \t\r\n\f")
    if _BAD_IN_URL.search(href):
        return None
    try:
        absolute = href if href.startswith(("https://", "http://")) else _join(base, href)
        absolute = absolute.partition("#")[0]
        if "sid" in absolute or "s=" in absolute or "SID" in absolute:
            absolute = _DANGLING.sub("", _SESSION.sub("", absolute))
        if not _PLAIN_URL.match(absolute):
            parts = urlsplit(absolute)
            if parts.scheme.lower() not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
                return None
            _ = parts.port
    except ValueError:
        return None
    return absolute if len(absolute) <= URL_LIMIT else None


def _join(base: str, href: str) -> str:
    """`urljoin`, without its cost for links from the site's root or from the page's own folder."""
    start = href[:1]
    if start == "/" and href[:2] != "//" and "/." not in href:
        origin = _origin(base)
        if origin:
            return origin + href
    if start not in "/?#;" and _NEAR.fullmatch(href) and (folder := _folder(base)):
        return folder + href.removeprefix("./")
    return urljoin(base, href)


@lru_cache(maxsize=64)
def _origin(base: str) -> str:
    match = _ORIGIN.match(base)
    return match[0] if match else ""


@lru_cache(maxsize=64)
def _folder(base: str) -> str:
    """The address up to its last slash where that is plain; else empty."""
    match = _FOLDER.match(base)
    if match is None:
        return ""
    return match[0] if match[0].endswith("/") else f"{match[0]}/"


def is_front_address(url: str) -> bool:
    """Whether an address looks like a front page's: a host, or one folder, with nothing but an index behind it."""
    return _FRONT.fullmatch(url) is not None


@lru_cache(maxsize=256)
def is_members_page(url: str) -> bool:
    """Whether an address is one member's: of a profile, of what they wrote, of a letter to them. It may bear a name."""
    return _MEMBERS_PAGE.search(url) is not None


def same_site(one: str, other: str) -> bool:
    """Whether two absolute addresses share their host, `www.` and port aside."""
    return _host(one) == _host(other)


def _host(url: str) -> str:
    match = _HOST.match(url)
    return match[1].lower().removeprefix("www.").rstrip(".") if match else ""
