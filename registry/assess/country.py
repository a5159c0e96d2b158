"""The country a forum is for, from several weak signs: address, currency, institutions, spelling, places. Pure."""

import re
from collections.abc import Mapping, Sequence

from registry.assess.assessment import PlaceMatch, Subject, squash
from registry.assess.gazetteer import Gazetteer
from registry.assess.numbers import A_DIALLING_CODE, A_NUMBER, A_POSTCODE, DIGIT, numbers_of
from registry.assess.phrases import Evidence, Hit, Read, most_telling
from registry.vocabulary import RegionKind

ENOUGH = 2.0
ENOUGH_WITH_TOPIC = 0.5
"""Weight a country needs; less where the forum is about some public matter, for those are a country's own."""

LEAD = 1.5
"""How many times the weight of the next country it needs."""

AN_ADDRESS, UK_IN_HOST = 3.0, 2.0
"""What a country's suffix weighs, and `uk` beside another word of the host."""

A_LANGUAGE_TAG, A_LANGUAGE = 0.8, 2.0
"""What `en-GB` weighs: little, for some software says it everywhere; and a language that one country speaks."""

NAMED_IN_PASSING = 0.3
"""Share that a country's mere name counts outside name, address and description: forums have boards for every land."""

A_PLACE, THE_PLACE = 0.4, 2.0
"""What the mere mention of one of its places weighs, and the place that the forum is about."""

MOST_PULL = 3.0
"""How far the places a sign stood in can raise it: it is the variety of signs that tells a country."""

HALF = 2.0
"""Weight at which a country's score is one half."""

COUNTRY_FORMULA = (
    f"Each sign speaks for one country: the suffix of the address weighs {AN_ADDRESS:g} (none for those sold to all), "
    f"uk in the address {UK_IN_HOST:g}, the page's language {A_LANGUAGE_TAG:g} where it names a country (en-GB) and "
    f"{A_LANGUAGE:g} where one country speaks it, {AN_ADDRESS:g} for Welsh, Gaelic and Irish; "
    f"in the description a telephone number {A_DIALLING_CODE:g} with the country's code and {A_NUMBER:g} by its form, "
    f"a postcode {A_POSTCODE:g}; its institutions, money and spelling 1 (strong), 0.5 (fair) or 0.25 (hint) x pull as "
    f"for topics, {MOST_PULL:g} at most (British spelling speaks for all who share it, against America); "
    f"its name 1 x pull, {NAMED_IN_PASSING:g} of it in boards and titles; "
    f"each of its places {A_PLACE:g} x pull, and {THE_PLACE:g} when the forum is about it. "
    f"The country with the most weight is given when it has {ENOUGH:g} or more ({ENOUGH_WITH_TOPIC:g} where a topic is "
    f"given), and {LEAD:g} times the weight of the next. score = weight / (weight + {HALF:g})."
)
"""The published formula."""

_SUFFIX = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/@]*@)?[^/:?#]*?\.([a-z]{2,8})(?::\d+)?(?:[/?#]|$)", re.IGNORECASE
)
_UK_IN_HOST = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*://)?(?:[^/?#]*\.)?(?:uk(?!r|ul)[a-z]{4,}|[a-z-]{4,}uk)\.[a-z.]+(?::|/|$)", re.IGNORECASE
)
_SUFFIXES = (
    {"uk": "GB", "scot": "GB", "wales": "GB", "cymru": "GB", "london": "GB", "irish": "IE"}
    | dict.fromkeys(("gov", "mil", "edu", "nyc"), "US")
    | {"sydney": "AU", "melbourne": "AU", "kiwi": "NZ", "berlin": "DE", "paris": "FR", "bzh": "FR", "cat": "ES"}
)
_SOLD_TO_ALL = "io co me tv ai to cc ws fm ly gg is it am sh so st la nu tk ml ga cf im gl vc eu"
_ANYBODYS = frozenset(_SOLD_TO_ALL.split())
"""Two-letter suffixes that are sold to everybody and say little about where a site is."""

_OWN = (
    "ad ae al ar at au ba be bg br by ca ch cl cn cy cz de dk ee es fi fr ge gr hk hr hu id ie il in ir it je jp ke kr "
    "lt lu lv ma mt mx my ng nl no nz pe ph pk pl pt ro rs ru sa se sg si sk th tr tw ua us vn za"
)
_COUNTRIES = frozenset(_OWN.split())
_LANGUAGES = {"cy": "GB", "gd": "GB", "ga": "IE"}
_SPOKEN = (
    "bg BG cs CZ da DK el GR et EE fi FI he IL hr HR hu HU id ID is IS it IT ja JP ka GE ko KR lt LT lv "
    "LV mt MT nb NO nn NO no NO pl PL ro RO sk SK sl SI sv SE th TH tr TR uk UA vi VN"
)
_SPOKEN_IN = dict(zip(_SPOKEN.split()[::2], _SPOKEN.split()[1::2], strict=True))
"""Languages that nearly all who write them write in one country; German, Spanish or Arabic are not of them."""


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


NOT_US = "not_US"
"""The key of spelling and words that several countries share and America does not."""

_BRITISH_SPELLING = frozenset({"GB", "IE", "AU", "NZ", "CA", "ZA", "IN"})

Signs = dict[str, list[Evidence]]
"""What speaks for each country, by its code."""


def weigh_country(read: Read, subject: Subject, language: str | None) -> Signs:
    """What speaks for each country, its places left out. `language` is the primary tag the forum was found to have."""
    signs: Signs = {}

    def speak(country: str | None, weight: float, proof: Hit | str) -> None:
        if country:
            signs.setdefault(country, []).append((weight, proof))

    speak(country_of_address(subject.url), AN_ADDRESS, "the address's country suffix")
    if _UK_IN_HOST.match(subject.url):
        speak("GB", UK_IN_HOST, "uk in the address")
    own = (subject.language or "")[:2].lower() in _LANGUAGES
    speak(country_of_language(subject.language), AN_ADDRESS if own else A_LANGUAGE_TAG, "the page's language")
    speak(_SPOKEN_IN.get(language or ""), A_LANGUAGE, "the language is spoken there")
    speak(subject.country, AN_ADDRESS, "told with the profile")
    if DIGIT.search(subject.description):
        for country, weight, said in numbers_of(subject.description):
            speak(country, weight, said)
    for key, weight, hit in read.signs.get("country", ()):
        speak(key, weight * min(hit.pull, MOST_PULL), hit)
    for key, weight, hit in read.signs.get("country_name", ()):
        fronted = hit.name or hit.address or hit.description
        speak(key, weight * min(hit.pull, MOST_PULL) * (1.0 if fronted else NAMED_IN_PASSING), hit)
    return signs


def leaning(signs: Signs) -> str | None:
    """The country the signs alone would give."""
    return _leader({country: sum(weight for weight, _ in proofs) for country, proofs in signs.items()}, ENOUGH)


def choose_country(
    signs: Signs, read: Read, gazetteer: Gazetteer, places: Sequence[PlaceMatch], *, topical: bool
) -> PlaceMatch | None:
    """The country as a place of kind `country`, with its evidence; None when the signs are few or quarrel.

    `signs` are what `weigh_country` found, to which those of the places are added; `topical` says that a topic was
    found.
    """
    for hit in read.placed:
        for key in hit.phrase.places:
            if not (place := gazetteer.places[key]).trap:
                signs.setdefault(place.country, []).append((A_PLACE * min(hit.pull, MOST_PULL), hit))
    for found in places[:1]:
        signs.setdefault(found.country, []).append((THE_PLACE, f"{found.name} lies in it"))
    return _best(signs, ENOUGH_WITH_TOPIC if topical else ENOUGH)


def _leader(weights: Mapping[str, float], enough: float) -> str | None:
    """The heaviest country, where it has enough and leads. What says "not America" helps those that share its words."""
    shared = weights.get(NOT_US, 0.0)
    if not shared:
        ranked = sorted(weights.items(), key=lambda one: (-one[1], one[0]))[:2]
        least = max(enough, LEAD * ranked[1][1] if len(ranked) > 1 else 0.0)
        return ranked[0][0] if ranked and ranked[0][1] >= least else None
    own = {country: weight for country, weight in weights.items() if country != NOT_US}
    if not own.keys() & _BRITISH_SPELLING:
        own["GB"] = 0.0
    whole = {country: weight + shared * (country in _BRITISH_SPELLING) for country, weight in own.items()}
    country = max(whole, key=lambda one: (whole[one], own[one], one == "GB", one))
    alike = country in _BRITISH_SPELLING
    rivals = (own[one] if alike and one in _BRITISH_SPELLING else whole[one] for one in whole if one != country)
    least = LEAD * max(rivals, default=0.0)
    return country if whole[country] >= max(enough, least) else None


def _best(signs: Signs, enough: float) -> PlaceMatch | None:
    weights = {country: sum(weight for weight, _ in proofs) for country, proofs in signs.items()}
    country = _leader(weights, enough)
    if country is None:
        return None
    shared = signs.get(NOT_US, []) if country in _BRITISH_SPELLING else []
    proofs = [*signs.get(country, ()), *shared]
    shown, score = most_telling(proofs, 3), squash(sum(weight for weight, _ in proofs), HALF)
    return PlaceMatch(country, NAMES.get(country, country), RegionKind.COUNTRY, country, score, shown)


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
