"""The country a forum is for, from several weak signs: address, currency, institutions, spelling, places. Pure."""

import re
from collections.abc import Mapping, Sequence

from registry.assess.assessment import PlaceMatch, most_telling, squash
from registry.assess.phrases import Hit
from registry.vocabulary import RegionKind

ENOUGH = 1.4
"""Weight a country needs, and `LEAD` times that of the next one."""
LEAD = 1.5
HALF = 2.0

_SUFFIX = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?[^/:?#]*?\.([a-z]{2,8})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE
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
    hits: Sequence[Hit], url: str, language: str | None, hint: str | None, places: Sequence[PlaceMatch]
) -> PlaceMatch | None:
    """The country as a place of kind `country`, with its evidence; None when the signs are few or quarrel."""
    weights: dict[str, float] = {}
    evidence: dict[str, list[tuple[float, str]]] = {}

    def speak(country: str | None, weight: float, words: str) -> None:
        if country:
            weights[country] = weights.get(country, 0.0) + weight
            evidence.setdefault(country, []).append((weight, words))

    speak(country_of_address(url), 3.0, "the address's country suffix")
    speak(country_of_language(language), 1.5, "the page's language")
    speak(hint, 3.0, "told with the profile")
    for hit in hits:
        for family, key, weight in hit.phrase.marks:
            if family == "country":
                speak(key, weight * min(hit.pull(), 3.0), hit.where())
    for place in places[:1]:
        speak(place.country, 2.0, f"{place.name} lies in it")
    return _best(weights, evidence)


def _best(weights: Mapping[str, float], evidence: Mapping[str, list[tuple[float, str]]]) -> PlaceMatch | None:
    if not weights:
        return None
    ranked = sorted(weights.items(), key=lambda w: (-w[1], w[0]))
    country, weight = ranked[0]
    if weight < ENOUGH or (len(ranked) > 1 and weight < LEAD * ranked[1][1]):
        return None
    shown = most_telling(evidence[country])
    return PlaceMatch(country, NAMES.get(country, country), RegionKind.COUNTRY, country, squash(weight, HALF), shown)


NAMES = {
    "GB": "United Kingdom",
    "IE": "Ireland",
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
