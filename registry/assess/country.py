"""The country a forum is for, from several weak signs: address, currency, institutions, spelling, places. Pure."""

import re
from collections.abc import Mapping, Sequence

from registry.assess.assessment import PlaceMatch, Subject, squash
from registry.assess.gazetteer import Gazetteer
from registry.assess.phrases import Evidence, Hit, Read, most_telling
from registry.vocabulary import RegionKind

ENOUGH = 1.2
ENOUGH_WITH_TOPIC = 0.5
"""Weight a country needs; less where the forum is about some public matter, for those are a country's own."""

LEAD = 1.5
"""How many times the weight of the next country it needs."""

NAMED_IN_PASSING = 0.3
"""Share that a country's mere name counts outside name, address and description: forums have boards for every land."""

A_LANGUAGE_TAG = 0.8
"""What `en-GB` weighs: little, for some software says it everywhere. A language of one country weighs far more."""

A_PLACE = 0.4
"""What the mere mention of one of its places weighs."""

MOST_PULL = 3.0
"""How far the places a sign stood in can raise it: it is the variety of signs that tells a country."""

HALF = 2.0

_SUFFIX = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?[^/:?#]*?\.([a-z]{2,8})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE
)
_UK_IN_HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#]*\.)?(?:uk(?!r|ul)[a-z]{4,}|[a-z-]{4,}uk)\.[a-z.]+(?::|/|$)", re.IGNORECASE
)
_SUFFIXES = {"uk": "GB", "scot": "GB", "wales": "GB", "cymru": "GB", "london": "GB", "irish": "IE"}
_SOLD_TO_ALL = "io co me tv ai to cc ws fm ly gg is it am sh so st la nu tk ml ga cf im gl vc eu"
_ANYBODYS = frozenset(_SOLD_TO_ALL.split())
"""Two-letter suffixes that are sold to everybody and say little about where a site is."""

_OWN = (
    "ad ae al ar at au ba be bg br by ca ch cl cn cy cz de dk ee es fi fr ge gr hk hr hu id ie il in ir it jp ke kr lt "
    "lu lv ma mt mx my ng nl no nz pe ph pk pl pt ro rs ru sa se sg si sk th tr tw ua us vn za"
)
_COUNTRIES = frozenset(_OWN.split())
_LANGUAGES = {"cy": "GB", "gd": "GB", "ga": "IE"}


def country_of_address(url: str) -> str | None:
    """The country a domain's suffix stands for; None where it says nothing."""
    found = _SUFFIX.match(url)
    if not found:
        return None
    suffix = found.group(1).lower()
    if suffix in _SUFFIXES:
        return _SUFFIXES[suffix]
    return suffix.upper() if suffix in _COUNTRIES and suffix not in _ANYBODYS else None


def country_of_language(language: str | None) -> str | None:
    """The country that `en-GB`, `cy` or `de-AT` names; `en-US` names none, for it is the software's default."""
    if not language:
        return None
    parts = language.replace("_", "-").split("-")
    if parts[0].lower() in _LANGUAGES:
        return _LANGUAGES[parts[0].lower()]
    region = parts[-1].upper()
    return region if len(parts) > 1 and len(region) == 2 and region.isalpha() and region not in ("US", "EN") else None


def choose_country(
    read: Read, subject: Subject, gazetteer: Gazetteer, places: Sequence[PlaceMatch], *, topical: bool
) -> PlaceMatch | None:
    """The country as a place of kind `country`, with its evidence; None when the signs are few or quarrel.

    `topical` says that a topic was found.
    """
    evidence: dict[str, list[Evidence]] = {}

    def speak(country: str | None, weight: float, proof: Hit | str) -> None:
        if country:
            evidence.setdefault(country, []).append((weight, proof))

    speak(country_of_address(subject.url), 3.0, "the address's country suffix")
    if _UK_IN_HOST.match(subject.url):
        speak("GB", 2.0, "uk in the address")
    own = (subject.language or "")[:2].lower() in _LANGUAGES
    speak(country_of_language(subject.language), 3.0 if own else A_LANGUAGE_TAG, "the page's language")
    speak(subject.country, 3.0, "told with the profile")
    for key, weight, hit in read.signs.get("country", ()):
        speak(key, weight * min(hit.pull, MOST_PULL), hit)
    for key, weight, hit in read.signs.get("country_name", ()):
        fronted = hit.name or hit.address or hit.description
        speak(key, weight * min(hit.pull, MOST_PULL) * (1.0 if fronted else NAMED_IN_PASSING), hit)
    for hit in read.placed:
        for key in hit.phrase.places:
            if not (place := gazetteer.places[key]).trap:
                speak(place.country, A_PLACE * min(hit.pull, MOST_PULL), hit)
    for found in places[:1]:
        speak(found.country, 2.0, f"{found.name} lies in it")
    return _best(evidence, ENOUGH_WITH_TOPIC if topical else ENOUGH)


def _best(evidence: Mapping[str, list[Evidence]], enough: float) -> PlaceMatch | None:
    if not evidence:
        return None
    weights = {country: sum(weight for weight, _ in proofs) for country, proofs in evidence.items()}
    ranked = sorted(weights.items(), key=lambda w: (-w[1], w[0]))
    country, weight = ranked[0]
    if weight < enough or (len(ranked) > 1 and weight < LEAD * ranked[1][1]):
        return None
    shown = most_telling(evidence[country], 3)
    return PlaceMatch(country, NAMES.get(country, country), RegionKind.COUNTRY, country, squash(weight, HALF), shown)


NAMES = {
    "GB": "United Kingdom",
    "IE": "Ireland",
    "IM": "Isle of Man",
    "JE": "Jersey",
    "GG": "Guernsey",
    "US": "United States",
    "CA": "Canada",
    "AU": "Australia",
    "NZ": "New Zealand",
    "IN": "India",
    "ZA": "South Africa",
    "DE": "Germany",
    "FR": "France",
    "ES": "Spain",
    "PT": "Portugal",
    "IT": "Italy",
    "NL": "Netherlands",
    "BE": "Belgium",
    "CH": "Switzerland",
    "AT": "Austria",
    "SE": "Sweden",
    "NO": "Norway",
    "DK": "Denmark",
    "FI": "Finland",
    "PL": "Poland",
    "TH": "Thailand",
    "CY": "Cyprus",
    "TR": "Turkey",
    "GR": "Greece",
    "MT": "Malta",
    "AE": "United Arab Emirates",
    "JP": "Japan",
    "CN": "China",
    "HK": "Hong Kong",
    "SG": "Singapore",
    "PK": "Pakistan",
    "NG": "Nigeria",
    "KE": "Kenya",
    "BR": "Brazil",
    "MX": "Mexico",
    "RU": "Russia",
    "UA": "Ukraine",
}
"""English names of the countries met most; others go by their code."""
