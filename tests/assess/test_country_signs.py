"""The country, from several weak signs: each sign alone, signs together, and forums that are nobody's."""

import pytest

from registry.assess import Assessor, Subject
from registry.assess.country import (
    AN_ADDRESS,
    COUNTRY_FORMULA,
    ENOUGH,
    ENOUGH_WITH_TOPIC,
    HALF,
    LEAD,
    country_of_address,
    country_of_language,
)


def country(assessor: Assessor, **known: object) -> str | None:
    return assessor.assess(Subject(**{"name": "Corner", **known})).country  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("https://forum.example.co.uk/", "GB"),
        ("https://forum.example.org.uk/board/index.php", "GB"),
        ("https://example.scot/", "GB"),
        ("https://example.cymru/", "GB"),
        ("https://example.ie/", "IE"),
        ("https://example.com.au:8080/x", "AU"),
        ("https://example.co.nz", "NZ"),
        ("https://example.co.za", "ZA"),
        ("https://example.im/", None),
        ("https://example.je/", "JE"),
        ("https://example.gg/", None),
        ("https://example.co/", None),
        ("https://example.io/", None),
        ("https://example.tv/", None),
        ("https://example.me/", None),
        ("https://example.eu/", None),
        ("https://example.com/page.uk", None),
        ("https://example.va.gov/", "US"),
        ("https://forum.example.edu/", "US"),
        ("https://example.mil/", "US"),
        ("https://example.us/", "US"),
        ("", None),
    ],
)
def test_the_suffix_of_an_address(url: str, code: str | None) -> None:
    assert country_of_address(url) == code


@pytest.mark.parametrize(
    ("tag", "code"),
    [("en-GB", "GB"), ("en_AU", "AU"), ("cy", "GB"), ("gd", "GB"), ("ga", "IE"), ("en-US", None), ("en", None),
     ("", None), (None, None), ("de-AT", "AT")],
)  # fmt: skip
def test_the_tag_of_a_language(tag: str | None, code: str | None) -> None:
    assert country_of_language(tag) == code


@pytest.mark.parametrize(
    ("boards", "code"),
    [
        (("Council tax", "Noise from neighbours"), "GB"),
        (("GP surgeries", "NHS waiting lists"), "GB"),
        (("GCSE choices", "Sixth form", "UCAS"), "GB"),
        (("MOT and SORN", "DVLA letters"), "GB"),
        (("HSE", "Medical card", "Intreo"), "IE"),
        (("Gardaí vetting", "Leaving Cert"), "IE"),
        (("Centrelink payments", "NDIS plans"), "AU"),
        (("Superannuation", "HECS debt"), "AU"),
        (("IRS audits", "401k rollovers"), "US"),
        (("DMV", "HOA rules", "Social Security"), "US"),
        (("CRA reviews", "RRSP and TFSA"), "CA"),
        (("WINZ", "KiwiSaver", "IRD"), "NZ"),
        (("SASSA grants", "Load shedding", "SARS eFiling"), "ZA"),
        (("Aadhaar", "PAN card", "EPF withdrawal"), "IN"),
        (("Finanzamt", "Kindergeld", "Krankenkasse"), "DE"),
        (("CAF", "Carte Vitale", "Pôle emploi"), "FR"),
        (("Seguridad Social", "Hacienda", "Padrón"), "ES"),
        (("Belastingdienst", "DigiD", "Huurtoeslag"), "NL"),
        (("UKVI", "Biometric residence permit"), "GB"),
    ],
)
def test_institutions_by_country(assessor: Assessor, boards: tuple[str, ...], code: str) -> None:
    assert country(assessor, boards=boards) == code


@pytest.mark.parametrize(
    ("description", "code"),
    [
        ("Call us on 0800 123 4567 or 07700 900123; we are open on bank holidays", "GB"),
        ("Ring +44 20 7946 0000 for the helpline, or 0300 123 1234", "GB"),
        ("Helpline 1800 123 456 and 1300 654 321, or Lifeline on 13 11 14", "AU"),
        ("Ring +353 1 234 5678 or the helpline", "IE"),
        ("Call 1-800-555-0199 toll free, or dial 911", "US"),
        ("Ring +64 9 123 4567, or 111 in an emergency", "NZ"),
        ("Rent of £600 a month, and £50 to the letting agent", "GB"),
        ("We meet in SW1A 1AA and near M1 1AE every month", "GB"),
        ("Mums and dads near their local council's library, 30p a copy, postcode SE22 8HJ", "GB"),
    ],
)
def test_phone_numbers_money_and_postcodes(assessor: Assessor, description: str, code: str) -> None:
    assert country(assessor, description=description) == code


@pytest.mark.parametrize(
    ("boards", "titles"),
    [
        (("Mom groups", "Pediatricians", "Diapers"), ("Favorite stroller", "Preschool behavior")),
        (("Neighborhood watch", "Tire shops", "Apartments"), ("Attorney for landlord dispute",)),
    ],
)
def test_american_spelling_and_words_tell_america(
    assessor: Assessor, boards: tuple[str, ...], titles: tuple[str, ...]
) -> None:
    assert country(assessor, boards=boards, thread_titles=titles) == "US"


def test_british_spelling_is_no_sign_against_australia(assessor: Assessor) -> None:
    boards = ("Centrelink", "Colour and behaviour", "Neighbours", "Favourite parks")
    assert country(assessor, boards=boards, url="https://example.com.au/") == "AU"


@pytest.mark.parametrize(
    "known",
    [
        {"boards": ("Installation", "Plugins", "Themes", "Feature requests")},
        {"boards": ("General", "Help", "Off topic"), "url": "https://example.com/"},
        {"boards": ("Symptoms", "Treatment", "Newly diagnosed", "Family and friends")},
        {"boards": ("Europe", "Asia", "Africa", "North America", "United Kingdom", "Australia")},
        {"boards": ("UK and Ireland", "USA and Canada", "Australia and New Zealand", "Rest of the world")},
        {"boards": ("Beginners", "Gear", "Trip reports"), "language": "en-US"},
        {"boards": ("Guitar lessons", "Amps"), "url": "https://example.io/"},
    ],
)
def test_null_where_nothing_tells(assessor: Assessor, known: dict[str, object]) -> None:
    assert country(assessor, **known) is None


@pytest.mark.parametrize(
    ("language", "code"),
    [("pl", "PL"), ("ja", "JP"), ("sv", "SE"), ("hu", "HU"), ("cs", "CZ"), ("el", "GR"), ("de", None), ("es", None),
     ("fr", None), ("pt", None), ("ar", None)],
)  # fmt: skip
def test_a_language_that_one_country_speaks_is_a_hint(assessor: Assessor, language: str, code: str | None) -> None:
    assert country(assessor, language=language, boards=("A", "B")) == code


def test_a_hint_gives_way_to_better_signs(assessor: Assessor) -> None:
    assert country(assessor, language="pl", url="https://example.co.uk/", boards=("Council tax", "NHS")) == "GB"


def test_signs_that_quarrel_give_none(assessor: Assessor) -> None:
    assert country(assessor, boards=("HMRC", "IRS"), url="https://example.com/") is None


def test_a_country_is_not_told_by_a_single_word_where_no_topic_is(assessor: Assessor) -> None:
    assert (
        country(assessor, name="Model gallery", boards=("Kits", "Paint"), thread_titles=("a roundabout diorama",))
        is None
    )


def test_the_published_formula_names_what_it_reckons_with() -> None:
    assert f"has {ENOUGH:g} or more ({ENOUGH_WITH_TOPIC:g} where a topic is given)" in COUNTRY_FORMULA
    assert f"{LEAD:g} times the weight of the next" in COUNTRY_FORMULA


def test_a_country_has_the_score_of_the_formula(assessor: Assessor) -> None:
    judged = assessor.assess(Subject(name="Corner", url="https://example.com.au/"))
    assert judged.regions[-1].score == round(AN_ADDRESS / (AN_ADDRESS + HALF), 3)


@pytest.mark.parametrize(("sign", "code"), [("£", "GB"), ("$", "US")])
def test_money_is_shown_by_its_sign(assessor: Assessor, sign: str, code: str) -> None:
    titles = (f"{sign}40 for a vet", f"{sign}300 a month", f"{sign}9 each")
    boards = {"GB": ("NHS", "HMRC"), "US": ("Medicaid", "IRS")}[code]
    said = assessor.assess(Subject(name="Money talk", boards=boards, thread_titles=titles)).regions
    shown = [words for place in said if place.code == code for words in place.evidence]
    assert f"{sign}: in 3 thread titles" in shown
