"""Places: towns and islands found, everyday words not taken for towns, null when not known."""

import pytest

from registry.assess import Assessor, Subject

LOCAL = ("Council and services", "What's on", "Roads and parking", "Shops and pubs")


def places(assessor: Assessor, **known: object) -> list[str]:
    judged = assessor.assess(Subject(**known))  # type: ignore[arg-type]
    return [place.name for place in judged.regions if place.kind != "country"]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Sheffield Forum", "Sheffield"),
        ("The Whitby Noticeboard", "Whitby"),
        ("East Dulwich residents", "East Dulwich"),
        ("Shetland talk", "Shetland Islands"),
        ("Isle of Wight chat", "Isle of Wight"),
        ("Hebden Bridge online", "Hebden Bridge"),
        ("Fforwm Caernarfon", "Caernarfon"),
        ("Cork people", "Cork"),
    ],
)
def test_a_town_in_the_name_is_the_place(assessor: Assessor, name: str, first: str) -> None:
    assert places(assessor, name=name, boards=LOCAL)[0] == first


def test_wider_places_follow_and_the_country_comes_last(assessor: Assessor) -> None:
    judged = assessor.assess(Subject(name="Whitby town talk", url="https://whitby.example.uk"))
    assert [(p.name, p.kind, p.country) for p in judged.regions] == [
        ("Whitby", "local", "GB"),
        ("North Yorkshire", "local", "GB"),
        ("Yorkshire and The Humber", "region", "GB"),
        ("England", "nation", "GB"),
        ("United Kingdom", "country", "GB"),
    ]
    assert judged.regions[0].code == "E06000065"
    assert judged.regions[0].evidence


@pytest.mark.parametrize(
    "known",
    [
        {"name": "The Reading Group", "boards": ("Novels", "Poetry", "This month's book")},
        {"name": "Bath time and bedtime", "boards": ("Toddlers", "Sleep")},
        {"name": "Sandwich lovers", "boards": ("Fillings", "Bread")},
        {"name": "March madness", "boards": ("Brackets", "Teams")},
        {"name": "Street talk", "boards": ("Fashion", "Music")},
        {"name": "Rugby union fans", "boards": ("Six nations", "Premiership")},
        {"name": "Good deal", "boards": ("Vouchers", "Bargains")},
        {"name": "Water wells", "boards": ("Boreholes", "Pumps")},
        {"name": "Soft ware", "boards": ("Installation", "Plugins")},
        {"name": "Norfolk terrier owners", "description": "All about the breed", "boards": ("Puppies", "Shows")},
    ],
)
def test_everyday_words_are_no_towns(assessor: Assessor, known: dict[str, object]) -> None:
    assert places(assessor, **known) == []


@pytest.mark.parametrize(
    ("known", "first"),
    [
        ({"name": "Reading Forum", "boards": ("Caversham", "Tilehurst", "Council")}, "Reading"),
        ({"name": "Bath community forum", "boards": ("Keynsham", "Local news", "Residents association")}, "Bath"),
        ({"name": "Deal town forum", "boards": ("Town council", "Walmer", "High street", "Local history")}, "Deal"),
    ],
)
def test_a_trap_in_company_is_a_town(assessor: Assessor, known: dict[str, object], first: str) -> None:
    assert places(assessor, **known)[0] == first


def test_a_national_forum_with_boards_for_the_nations_has_no_place(assessor: Assessor) -> None:
    boards = ("Scotland", "Wales", "North West", "London", "Leeds", "Cornwall", "Introductions")
    assert places(assessor, name="Carers together", boards=boards) == []


def test_a_single_title_names_no_place(assessor: Assessor) -> None:
    assert places(assessor, name="Landlords", thread_titles=("Tenant in Leeds left", "Deposit")) == []


def test_the_fans_of_a_town_s_club_are_not_the_town(assessor: Assessor) -> None:
    boards = ("Match day", "Transfer rumours", "Tickets", "Off topic")
    assert places(assessor, name="Leeds fans forum", boards=boards, thread_titles=("new striker?",)) == []


@pytest.mark.parametrize(
    ("known", "country"),
    [
        ({"url": "https://forum.example.co.uk/"}, "GB"),
        ({"url": "https://foro.example.es/"}, "ES"),
        ({"url": "https://forum.example.com/", "boards": ("Universal credit", "PIP", "NHS")}, "GB"),
        ({"url": "https://forum.example.com/", "boards": ("401k", "IRS", "Medicare")}, "US"),
        ({"url": "https://forum.example.com/", "boards": ("Leaving cert", "CAO points", "SUSI grant")}, "IE"),
        ({"url": "https://forum.example.com/", "boards": ("General", "Help")}, None),
        ({"url": "https://forum.example.io/", "boards": ("General", "Help")}, None),
        ({"url": "not an address", "language": "cy"}, "GB"),
        ({"url": "", "language": "en-US"}, None),
    ],
)
def test_the_country_comes_from_signs_and_is_null_without(
    assessor: Assessor, known: dict[str, object], country: str | None
) -> None:
    assert assessor.assess(Subject(name="Corner", **known)).country == country  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "name",
    ["Dup id", "dup", "Er diagrams", "Hap maps", "Mla citations", "np complete", "Msp games", "Usc", "What a wof"],
)
def test_short_words_in_small_letters_are_no_country_s_abbreviations(assessor: Assessor, name: str) -> None:
    judged = assessor.assess(Subject(name=name))
    assert judged.country is None
    assert judged.regions == ()
    assert not any("regional" in match.topic for match in judged.topics)


@pytest.mark.parametrize(
    "known",
    [
        {"name": "DUP supporters"},
        {"name": "Stormont watch", "boards": ("dup and sdlp", "Windsor framework")},
        {"name": "dup voters of belfast"},
    ],
)
def test_in_capitals_or_in_company_they_are(assessor: Assessor, known: dict[str, object]) -> None:
    judged = assessor.assess(Subject(**known))  # type: ignore[arg-type]
    assert judged.topics[0].topic == "/regional-and-local-government/northern-ireland"
    assert judged.country == "GB"
