"""What a letter may say: pure rules, each error with its field, what is wrong, where, and what to do."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import ip_address
from urllib.parse import urlsplit

from registry.addresses import special_block
from registry.hygiene import line
from registry.identity import BadAddress, SharedHosts, SiteKey, site_key
from registry.stewardship.keys import keyed_hash
from registry.stewardship.kinds import FIGURES, WORDS_NOT_NEEDED, LetterKind

MOST_WORDS = 2000
MOST_ABOUT = 500
MOST_QUESTION = 200
MOST_ADDRESS = 2000

_INNER = re.compile(r"(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|onion|invalid|test|home\.arpa)\Z")
"""Names of private networks, of Tor and of nothing at all: no website of the public internet stands behind them."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with one field: fixed words in `what` and `advice`, and in `where` the place in what was given."""

    field: str
    what: str
    advice: str
    where: str = ""

    def __str__(self) -> str:
        place = f" ({self.where})" if self.where else ""
        return f"{self.what}{place}: {self.advice}."


class Unfit(ValueError):
    """A letter that cannot be taken as it is: everything that is wrong with it."""

    def __init__(self, wrongs: Iterable[Wrong]) -> None:
        self.wrongs = tuple(wrongs)
        super().__init__("; ".join(map(str, self.wrongs)))


@dataclass(frozen=True, slots=True)
class Draft:
    """A letter that says what a letter may say: `site` is the one suggested, `forum` the public id of its subject."""

    kind: LetterKind
    words: str = ""
    site: SiteKey | None = None
    forum: str | None = None
    figure: str | None = None
    about: str = ""
    topic: str | None = None
    language: str = "en"

    def fingerprint(self, key: bytes) -> str:
        """The same for letters that say the same, whatever their case, spaces or spelling of an address."""
        said = [self.site.key if self.site else "", self.forum or "", self.figure or "", self.topic or ""]
        plain = [" ".join(text.split()).casefold() for text in (self.about, self.words)]
        return keyed_hash(key, json.dumps([str(self.kind), *said, *plain]))


def suggestion(address: str, words: str, hosts: SharedHosts, *, demo: bool = False, language: str = "en") -> Draft:
    """A forum to look at. `demo` lets the sample web's own names through. Raises Unfit."""
    wrongs: list[Wrong] = []
    site = _attempt(wrongs, lambda: suggested_site(address, hosts, demo=demo))
    said = _text(wrongs, "words", words, MOST_WORDS)
    _demand(wrongs)
    return Draft(LetterKind.SUGGESTION, said, site=site, language=language)


def report(
    kind: str,
    words: str,
    *,
    kinds: Iterable[LetterKind],
    forum: str | None = None,
    figure: str = "",
    about: str = "",
    language: str = "en",
) -> Draft:
    """Something is wrong: with a forum of the list, or with anything else here. Raises Unfit."""
    wrongs: list[Wrong] = []
    chosen = next((one for one in kinds if one == kind), None)
    if chosen is None:
        wrongs.append(Wrong("kind", "nothing is chosen", "select what is wrong"))
    said = _text(wrongs, "words", words, MOST_WORDS)
    page = _text(wrongs, "about", about, MOST_ABOUT)
    # Who has chosen nothing yet is told of all that is empty at once.
    if not said and chosen not in WORDS_NOT_NEEDED:
        wrongs.append(Wrong("words", "nothing is written", "tell us in a few words what is wrong"))
    which = figure.strip() if chosen is LetterKind.WRONG_FIGURE else ""
    if chosen is LetterKind.WRONG_FIGURE and which not in FIGURES:
        wrongs.append(Wrong("figure", "no figure is chosen", "select the one that is wrong"))
    if chosen is LetterKind.REMOVAL and forum is None and not page:
        wrongs.append(Wrong("about", "no address is given", "enter the address of the forum"))
    _demand(wrongs)
    assert chosen is not None  # noqa: S101  # else _demand has raised
    return Draft(chosen, said, forum=forum, figure=which or None, about=page, language=language)


def wish(question: str, words: str, *, topic: str = "", language: str = "en") -> Draft:
    """A search that found nothing, and what was hoped for. Raises Unfit."""
    wrongs: list[Wrong] = []
    asked = " ".join(_text(wrongs, "q", question, MOST_QUESTION).split())
    if not asked and not wrongs:
        wrongs.append(Wrong("q", "nothing is written", "enter what you were looking for"))
    said = _text(wrongs, "words", words, MOST_WORDS)
    path = line(topic, 200)
    _demand(wrongs)
    return Draft(LetterKind.SEARCH, said, about=asked, topic=path if path.startswith("/") else None, language=language)


def suggested_site(address: str, hosts: SharedHosts, *, demo: bool = False) -> SiteKey:
    """The site of an address that a visit could reach. Raises BadAddress, with what is wrong, where, and what to do."""
    if len(address) > MOST_ADDRESS:
        raise BadAddress("the address is too long", f"{len(address)} characters", f"give at most {MOST_ADDRESS}")
    site = site_key(address, hosts)
    parts = urlsplit(site.address)
    name = parts.hostname or ""
    if demo and name.endswith(".localhost"):
        return site
    try:
        block = special_block(ip_address(name))
    except ValueError:
        if _INNER.search(name):
            raise BadAddress(
                "not an address of the public internet", name[:60], "give the one that visitors use"
            ) from None
    else:
        if block is not None:
            raise BadAddress(f"not a public address ({block.name})", name, "give the one that visitors use")
    if parts.port not in (None, 80, 443):
        raise BadAddress("a port that we do not visit", f":{parts.port}", "give an address without a port")
    return site


def _attempt(wrongs: list[Wrong], make: Callable[[], SiteKey]) -> SiteKey | None:
    try:
        return make()
    except BadAddress as bad:
        wrongs.append(Wrong("address", bad.what, bad.advice, bad.where))
        return None


def _text(wrongs: list[Wrong], field: str, text: str, longest: int) -> str:
    """The text with its lines, without what no text should hold."""
    lines = [line(one, len(one)) for one in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    clean = re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
    if len(clean) > longest:
        wrongs.append(Wrong(field, "the text is too long", f"write at most {longest:,} characters", f"{len(clean):,}"))
    return clean


def _demand(wrongs: list[Wrong]) -> None:
    if wrongs:
        raise Unfit(wrongs)
