"""Where the place of a forum is told: its boards, its address, its language, or a name run together."""

import pytest

from registry.assess import Assessor, Subject
from registry.assess.places import ENOUGH, HALF, PLACE_FORMULA
from registry.assess.placeweights import IN_NAME
from registry.assess.welsh import mutations


def first(assessor: Assessor, **known: object) -> str | None:
    judged = assessor.assess(Subject(**known))  # type: ignore[arg-type]
    return next((place.name for place in judged.regions if place.kind != "country"), None)


NATIONAL = [
    ("Landlords together", ("England", "Scotland", "Wales", "Northern Ireland", "Deposits")),
    ("Allotment holders", ("North East", "North West", "Yorkshire", "Midlands", "South East", "South West", "Wales")),
    ("Dog walkers", ("Kent", "Essex", "Surrey", "Sussex", "Devon", "Cornwall", "Lancashire", "Durham", "Norfolk")),
    ("Bus enthusiasts", ("London", "Manchester", "Leeds", "Glasgow", "Cardiff", "Bristol", "Birmingham")),
    ("Wild swimmers", ("Lake District", "Peak District", "Cornwall", "Snowdonia", "Loch Lomond", "The Thames")),
    ("Carers", ("South West carers", "London carers", "Scottish carers", "Welsh carers", "Respite")),
    ("Metal detecting", ("Suffolk", "Norfolk", "Essex", "Kent", "Wiltshire", "Somerset", "Lincolnshire", "Finds")),
]


@pytest.mark.parametrize(("name", "boards"), NATIONAL)
def test_a_national_forum_with_a_board_for_each_area_has_no_place(
    assessor: Assessor, name: str, boards: tuple[str, ...]
) -> None:
    assert first(assessor, name=name, boards=boards) is None


NATIONS = [
    ({"name": "Scottish landlords", "boards": ("Registration", "Tribunal", "Repairs")}, "Scotland"),
    ({"name": "Welsh farmers", "boards": ("Sheep", "Subsidies")}, "Wales"),
    ({"name": "Northern Ireland carers", "boards": ("Allowances", "Respite")}, "Northern Ireland"),
    ({"name": "Home education Scotland", "boards": ("Getting started", "Exams")}, "Scotland"),
    ({"name": "Rhieni", "boards": ("Ysgol", "Iechyd", "Cymorth"), "language": "cy"}, "Wales"),
    ({"name": "Parantan", "boards": ("Sgoil", "Slainte"), "language": "gd"}, "Scotland"),
    ({"name": "Dysgwyr Cymraeg", "boards": ("Gramadeg", "Geirfa"), "language": "cy-GB"}, "Wales"),
]


@pytest.mark.parametrize(("known", "nation"), NATIONS)
def test_a_forum_on_a_subject_for_one_nation_has_the_nation(
    assessor: Assessor, known: dict[str, object], nation: str
) -> None:
    assert first(assessor, **known) == nation


def test_a_welsh_page_about_a_town_has_the_town(assessor: Assessor) -> None:
    assert first(assessor, name="Fforwm Aberystwyth", boards=("Newyddion",), language="cy") == "Aberystwyth"


def test_the_language_is_the_evidence(assessor: Assessor) -> None:
    judged = assessor.assess(Subject(name="Rhieni", boards=("Ysgol",), language="cy"))
    assert judged.regions[0].evidence == ("the language: Welsh",)


BOARDS = [
    ("Neighbours", ("Ancoats", "Didsbury", "Chorlton", "Wythenshawe", "Bins"), "Manchester"),
    ("The notice board", ("Jesmond", "Heaton", "Gosforth", "Byker", "Lost and found"), "Newcastle upon Tyne"),
    ("Community board", ("Truro", "Falmouth", "Penzance", "Newquay", "St Austell"), "Cornwall"),
    ("Local chat", ("Hillsborough", "Crookes", "Walkley", "Ecclesall", "Sheffield news"), "Sheffield"),
    ("Streets and homes", ("Peckham", "Bermondsey", "Camberwell", "Council"), "Southwark"),
    ("Town and around", ("Lerwick", "Scalloway", "Unst", "Ferries"), "Shetland Islands"),
    ("What's on", ("Leith", "Morningside", "Portobello", "Corstorphine"), "Edinburgh"),
    ("Out and about", ("Leeds", "Bradford", "Huddersfield", "Halifax", "Council tax"), "West Yorkshire"),
    ("My corner", ("Hackney", "Brixton", "Ealing", "Lewisham", "Bin collections"), "London"),
    ("County chat", ("Maidstone", "Ashford", "Whitstable", "Sevenoaks", "Council"), "Kent"),
]


@pytest.mark.parametrize(("name", "boards", "place"), BOARDS)
def test_neighbourhoods_of_one_council_tell_the_council(
    assessor: Assessor, name: str, boards: tuple[str, ...], place: str
) -> None:
    assert first(assessor, name=name, boards=boards) == place


ADDRESSES = [
    ("https://www.hebdenbridgeforum.example.com/", "Hebden Bridge"),
    ("https://whitbytalk.co.uk/", "Whitby"),
    ("https://forum.isleofwightlocals.com/", "Isle of Wight"),
    ("https://www.eastdulwichneighbours.net/", "East Dulwich"),
    ("https://example.com/r/Sheffield/", "Sheffield"),
]


@pytest.mark.parametrize(("url", "place"), ADDRESSES)
def test_the_address_alone_can_tell(assessor: Assessor, url: str, place: str) -> None:
    assert first(assessor, name="Forum index", boards=("General", "Events"), url=url) == place


RUN_TOGETHER = [
    ("Bristolnet", (), "Bristol"),
    ("Derbylink", (), "Derby"),
    ("Whitbychat", (), "Whitby"),
    ("Exetertalk", (), "Exeter"),
    ("Shetlink", ("Local news", "Ferries", "For sale"), "Shetland Islands"),
    ("Orkneynet", ("Local news", "Ferries", "Council"), "Orkney Islands"),
    ("Glosnet", ("Local news", "Council", "Roads"), "Gloucestershire"),
    ("Wiltslife", ("Local news", "Council"), "Wiltshire"),
    ("CornwallOnline", (), "Cornwall"),
    ("Sotonchat", (), "Southampton"),
    ("PompeyTalk", (), "Portsmouth"),
]


@pytest.mark.parametrize(("name", "boards", "place"), RUN_TOGETHER)
def test_names_run_together_with_a_word_for_a_community(
    assessor: Assessor, name: str, boards: tuple[str, ...], place: str
) -> None:
    assert first(assessor, name=name, boards=boards) == place


NOT_RUN_TOGETHER = [
    ("Liverlink", ("Transplants", "Hepatitis", "Cirrhosis")),
    ("Blacknet", ("Encryption", "Mail")),
    ("Cornlink", ("Maize", "Prices")),
    ("Hartlife", ("Heart failure", "Surgery")),
    ("Cardlink", ("Collectors", "Swaps")),
    ("Readinglink", ("Phonics", "Books")),
    ("Bathlife", ("Tiles", "Taps")),
    ("Dealchat", ("Vouchers", "Bargains")),
    ("Stocktalk", ("Shares", "Dividends")),
    ("Petchat", ("Dogs", "Cats")),
    ("Carers link", ("Allowance", "Respite")),
    ("Shetlink", ("Amplifiers", "Cables")),
    ("Bradnet", ("Nails", "Carpentry")),
    ("Manclub", ("Dating", "Style")),
]


@pytest.mark.parametrize(("name", "boards"), NOT_RUN_TOGETHER)
def test_but_words_that_only_look_so_are_no_place(assessor: Assessor, name: str, boards: tuple[str, ...]) -> None:
    assert first(assessor, name=name, boards=boards) is None


NAMED = [
    ("Caerdydd", "Cardiff"),
    ("Abertawe", "Swansea"),
    ("Ynys Môn", "Isle of Anglesey"),
    ("Dùn Èideann", "Edinburgh"),
    ("Glaschu", "Glasgow"),
    ("Inbhir Nis", "Inverness"),
    ("Brum", "Birmingham"),
    ("Pompey", "Portsmouth"),
    ("Soton", "Southampton"),
    ("Auld Reekie", "Edinburgh"),
    ("Norn Iron", "Northern Ireland"),
    ("Black Country", "Black Country"),
    ("Wirral", "Wirral"),
    ("Peak District", "Peak District"),
    ("Scottish Borders", "Scottish Borders"),
    ("Highlands and Islands", "Highlands and Islands"),
    ("Gower", "Gower"),
    ("Isle of Man", "Isle of Man"),
    ("Guernsey", "Guernsey"),
    ("West Yorkshire", "West Yorkshire"),
    ("Derbyshire", "Derbyshire"),
    ("County Down", "County Down"),
    ("Fermanagh", "Fermanagh and Omagh"),
    ("Rhondda Valley", "Rhondda"),
    ("Medway", "Medway"),
    ("Tyneside", "Tyneside"),
    ("Isle of Skye", "Skye"),
    ("Isle of Lewis", "Isle of Lewis"),
    ("Crystal Palace", "Crystal Palace"),
    ("Brockley", "Brockley"),
    ("Stoke Newington", "Stoke Newington"),
    ("Notts", "Nottinghamshire"),
    ("Northants", "Northamptonshire"),
]


@pytest.mark.parametrize(("said", "place"), NAMED)
def test_places_go_by_the_names_people_use(assessor: Assessor, said: str, place: str) -> None:
    boards = ("Local news", "Council", "Residents", "Roads and parking")
    assert first(assessor, name=f"{said} community forum", boards=boards) == place


def test_the_published_formula_names_what_it_reckons_with(assessor: Assessor) -> None:
    assert f"when weight + company is {ENOUGH:g} or more" in PLACE_FORMULA
    judged = assessor.assess(Subject(name="Sheffield corner"))
    assert judged.regions[0].score == round(IN_NAME / (IN_NAME + HALF), 3)


MUTATED = [
    ("Teuluoedd yng Nghaerdydd", "Cardiff"),
    ("Croeso i Gaerfyrddin", "Carmarthen"),
    ("Cymdogion o Flaenau Ffestiniog", "Blaenau Ffestiniog"),
    ("Sgwrs am Bwllheli", "Pwllheli"),
    ("Grŵp cymunedol Dreorci", "Treorci"),
]


@pytest.mark.parametrize(("name", "place"), MUTATED)
def test_welsh_names_are_known_with_their_first_letter_changed(assessor: Assessor, name: str, place: str) -> None:
    assert first(assessor, name=name, language="cy") == place


@pytest.mark.parametrize(
    ("name", "forms"),
    [("Caerdydd", ("gaerdydd", "ngaerdydd", "chaerdydd")), ("Bala", ()), ("Bridgend", ()), ("Newtown", ())],
)
def test_only_welsh_names_change(name: str, forms: tuple[str, ...]) -> None:
    assert mutations(name) == tuple(form.replace("ngaerdydd", "nghaerdydd") for form in forms)


@pytest.mark.parametrize(
    ("url", "place"),
    [("https://cymdogion.example.cymru/", "Wales"), ("https://neighbours.example.scot/", "Scotland"),
     ("https://neighbours.example.london/", "London")],
)  # fmt: skip
def test_the_suffix_of_a_nation_or_region_tells_it(assessor: Assessor, url: str, place: str) -> None:
    assert first(assessor, name="Neighbours", boards=("General", "Help"), url=url) == place


def test_boards_of_one_region_tell_the_region(assessor: Assessor) -> None:
    boards = ("Leeds and Bradford", "Hull", "Sheffield", "York", "Sheds")
    assert first(assessor, name="Growers", boards=boards) == "Yorkshire and The Humber"


def test_a_road_is_not_the_place_it_leads_to(assessor: Assessor) -> None:
    boards = ("Oxford Road", "Bristol Street", "Leeds Avenue", "Roadworks", "Council")
    assert first(assessor, name="Street by street", boards=boards) is None
