"""Addresses that no `named_in` may hold, though they are public: what is about a person, or hunts persons. Pure.

The public follows these addresses, so none may lead to a member, carry a visitor's session or tracking mark, or send
readers to a tool that looks people up.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, unquote, unquote_plus

STRIP = "take it out of the address, and see that the page still stands there"
OTHER_PAGE = "give a page that names the forum and is about nobody, such as its rules, a report, a charity's page"


@dataclass(frozen=True, slots=True)
class Unfit:
    """Why an address may not be given, and what to do instead."""

    reason: str
    advice: str


_SESSIONS = frozenset(
    {
        "phpsessid", "sessid", "sid", "session", "sessionid", "session_id", "jsessionid", "asp.net_sessionid", "cfid",
        "cftoken", "oscsid", "zenid", "token", "loggedin", "logged_in",
    }
)  # fmt: skip
"""Words of a query that hold a visitor's session."""
_TRACKING = frozenset(
    {
        "_ga", "_gl", "_gac", "dclid", "fbclid", "gclid", "gbraid", "igshid", "mc_cid", "mc_eid", "mkt_tok", "msclkid",
        "twclid", "wbraid", "yclid", "_hsenc", "_hsmi",
    }
)  # fmt: skip
"""Words of a query by which readers are followed; so are all that begin with `utm_`."""
_SESSION_NUMBER = re.compile(r"[0-9A-Fa-f]{16,}\Z|\Z")
"""What `s` holds where it is a session's number, or nothing; a word that was searched for is something else."""
_LEFT_OVER = re.compile(r"___[a-z_]+___")
"""A placeholder that a site forgot to fill in: `___base_url___`."""

_MEMBERS = frozenset({"profile", "profiles", "member", "members", "user", "users", "u", "userinfo", "userprofile"})
"""Folders below which a forum keeps the pages of its members."""
_LISTS = frozenset({"leaderboard", "topmembers", "memberlist"})
"""Pages that set members in a row."""
_MEMBER_SCRIPTS = frozenset({"member.php", "memberlist.php", "profile.php", "userinfo.php", "viewprofile.php"})
_MEMBER_ACTIONS = frozenset({("action", "profile"), ("mode", "viewprofile"), ("do", "getinfo"), ("app", "members")})
_MEMBER_WORDS = frozenset({"showuser", "userid", "member_id", "memberid"})

HUNTERS: Mapping[str, str] = {
    "github.com/snooppr/snoop": "Snoop looks for people by user name",
    "github.com/soxoj/maigret": "Maigret collects a file on a person by user name",
    "github.com/sherlock-project/sherlock": "Sherlock looks for people by user name",
    "github.com/webbreacher/whatsmyname": "WhatsMyName looks for people by user name",
    "github.com/p1ngul1n0/blackbird": "Blackbird looks for people by user name and e-mail address",
    "github.com/qeeqbox/social-analyzer": "Social Analyzer looks for a person's profiles",
    "github.com/thewhiteh4t/nexfil": "NExfil looks for people by user name",
    "github.com/megadose/holehe": "Holehe tells where an e-mail address is registered",
    "whatsmyname.app": "WhatsMyName looks for people by user name",
}
"""Tools that look people up, by the beginning of their addresses, each with what it does."""

_MIRRORS = {"raw.githubusercontent.com": "github.com", "raw.github.com": "github.com", "m.github.com": "github.com"}


def unfit(split: SplitResult) -> Unfit | None:
    """Why this address may not stand as a source; None when it may."""
    words = [*_words(split.query), *_words(split.path.partition(";")[2])]
    if (tool := _hunter(split)) is not None:
        return Unfit(
            f"a tool that hunts people: {tool}", "a public register does not send readers there; " + OTHER_PAGE
        )
    if _is_member(split, words):
        return Unfit("this is the page of a member, with a person's user name", OTHER_PAGE)
    if (word := _mark(words)) is not None:
        return Unfit(f"{word[:40]} is a visitor's session or a tracking mark", STRIP)
    if _LEFT_OVER.search(split.path.lower()):
        return Unfit("a placeholder of the site's software stands in it", STRIP)
    return None


def _words(query: str) -> Iterator[tuple[str, str]]:
    """The words of a query in small letters with their values; forums part them by `;` as well."""
    for part in re.split(r"[&;/?]", query):
        name, _, value = part.partition("=")
        if name:
            yield unquote_plus(name).lower().strip(), unquote_plus(value)


def _mark(words: list[tuple[str, str]]) -> str | None:
    """The word that holds a session or a tracking mark."""
    for name, value in words:
        if name in _SESSIONS or name in _TRACKING or name.startswith(("utm_", "aspsessionid")):
            return name
        if name == "s" and _SESSION_NUMBER.match(value):
            return name
    return None


def _is_member(split: SplitResult, words: list[tuple[str, str]]) -> bool:
    """Whether it is the page of one member; forums write such paths into the query as well (`index.php?/profile/3`)."""
    for path in (split.path, split.query.partition("&")[0], split.fragment):
        steps = [step for step in unquote(path).lower().strip("/").split("/") if step]
        if any(step in _MEMBERS for step in steps[:-1]) or any(step.startswith("@") for step in steps[:1]):
            return True
        if any(step in _MEMBER_SCRIPTS or step in _LISTS for step in steps):
            return True
    return any((name, value.lower()) in _MEMBER_ACTIONS or (name in _MEMBER_WORDS and value) for name, value in words)


def _hunter(split: SplitResult) -> str | None:
    """What a tool that looks people up does; None where the address is of none."""
    host = (split.hostname or "").removeprefix("www.")
    place = f"{_MIRRORS.get(host, host)}/{unquote(split.path).lower().strip('/')}/"
    return next((what for begin, what in HUNTERS.items() if place.startswith(f"{begin}/")), None)
