"""Traps: names of places that are everyday words, surnames, breeds, products, clubs, or places abroad."""

import pytest

from registry.assess import Assessor, Subject


def first(assessor: Assessor, **known: object) -> str | None:
    judged = assessor.assess(Subject(**known))  # type: ignore[arg-type]
    return next((place.name for place in judged.regions if place.kind != "country"), None)


MEANT = [
    ("ReadingForum", ("Caversham", "Woodley", "Oxford Road", "Sports"), "", "Reading"),
    ("The Bath Forum", ("Widcombe", "Larkhall", "Oldfield Park", "Parking"), "", "Bath"),
    ("Sandwich residents", ("Town council", "Deal", "Roads and parking"), "", "Sandwich"),
    ("March chat", ("Town centre", "Wisbech", "Chatteris"), "", "March"),
    ("Rugby town talk", ("Hillmorton", "Dunchurch", "Borough council"), "", "Rugby"),
    ("Boston community", ("Skegness", "Lincolnshire news", "Bin collections"), "", "Boston"),
    ("Perth city forum", ("Scone", "Kinross", "Council tax", "Crieff"), "", "Perth"),
    ("Durham city talk", ("Chester-le-Street", "Bishop Auckland", "Parking"), "", "Durham City"),
    ("Richmond residents", ("Kew", "Twickenham", "Teddington"), "", "Richmond"),
    ("Richmond noticeboard", ("Swaledale", "Catterick", "Leyburn"), "", "Richmond"),
    ("Bangor noticeboard", ("Menai Bridge", "Caernarfon", "Bethesda"), "", "Bangor"),
    ("Bangor people", ("Donaghadee", "Newtownards", "Holywood"), "", "Bangor"),
    ("Windsor chat", ("Maidenhead", "Eton", "Royal Borough council"), "", "Windsor"),
    ("Hamilton town forum", ("Motherwell", "South Lanarkshire Council", "Blantyre"), "", "Hamilton"),
    ("Newport talk", ("Caerleon", "Rogerstone", "City council"), "", "Newport"),
    ("Lancaster forum", ("Morecambe", "Heysham", "Carnforth"), "", "Lancaster"),
    ("Street and Glastonbury board", ("Walton", "Wells", "Shepton Mallet"), "", "Glastonbury"),
    ("Cambridge cycling and roads", ("Cherry Hinton", "Milton Road", "Histon"), "", "Cambridge"),
    ("Perth residents", ("Parking", "What's on", "Council tax"), "https://perth.example.org.uk/", "Perth"),
    ("Washington board", ("Sunderland City Council", "Gateshead", "Houghton-le-Spring"), "", "Washington"),
]


@pytest.mark.parametrize(("name", "boards", "url", "place"), MEANT)
def test_a_trap_really_meant_is_found(
    assessor: Assessor, name: str, boards: tuple[str, ...], url: str, place: str
) -> None:
    assert first(assessor, name=name, boards=boards, url=url) == place


def test_of_two_places_of_one_name_the_neighbours_decide(assessor: Assessor) -> None:
    codes = {}
    for boards in (("Menai Bridge", "Caernarfon"), ("Donaghadee", "Newtownards")):
        codes[boards[0]] = assessor.assess(Subject(name="Bangor board", boards=boards)).regions[0].code
    assert codes == {"Menai Bridge": "W06000002", "Donaghadee": "N09000011"}


NOT_MEANT = [
    ("Reading groups", ("Fiction", "Poetry", "Book of the month")),
    ("Bath fitters", ("Taps", "Tiling", "Shower trays", "Business advice")),
    ("March 2023 due dates", ("First trimester", "Scans", "Names")),
    ("Rugby the game", ("Laws", "Scrums", "Coaching", "Six nations")),
    ("Staffordshire bull terriers", ("Puppies", "Training", "Health", "Rescue")),
    ("Yorkshire terriers", ("Grooming", "Diet", "Puppies")),
    ("Jersey cows", ("Milking", "Calving", "Breeding")),
    ("Cambridge Audio", ("Amplifiers", "Streamers", "Speakers")),
    ("Sunderland fans", ("Match day", "Transfers", "Tickets")),
    ("Shetland ponies", ("Feeding", "Laminitis", "Hoof care")),
    ("Border Leicester sheep", ("Lambing", "Shows")),
    ("Sussex spaniels", ("Puppies", "Working dogs")),
    ("Devon Rex cats", ("Kittens", "Diet")),
    ("Gloucester Old Spot pigs", ("Feeding", "Farrowing")),
    ("Welsh corgis", ("Puppies", "Agility")),
    ("Scottish folds", ("Kittens", "Health")),
    ("Axminster carpets", ("Fitting", "Cleaning")),
    ("Chesterfield sofas", ("Leather care", "Repairs")),
    ("Wellington boots", ("Walking", "Sizing")),
    ("Cheddar and other cheese", ("Making", "Cultures", "Ageing")),
    ("Lancaster bomber", ("Airframes", "Crews", "Museums")),
    ("Hamilton the musical", ("Lyrics", "Cast", "Tickets")),
    ("Windsor chair makers", ("Tools", "Steam bending")),
    ("Lincoln welders", ("MIG", "TIG", "Settings")),
    ("Oxford shoes", ("Leather", "Polish")),
    ("Plymouth Valiant owners", ("Engines", "Body work")),
    ("Norton owners", ("Commando", "Dominator", "Carburettors")),
    ("Bury the hatchet", ("Relationships", "Family rows")),
    ("Deal or no deal", ("Offers", "Boxes")),
    ("Poole pottery collectors", ("Marks", "Values")),
    ("Essex girl jokes", ("Jokes", "Memes")),
    ("Battle reports", ("Armies", "Painting")),
    ("Sale of work", ("Crafts", "Pricing")),
    ("Stone carving", ("Chisels", "Marble")),
    ("Ware and tear", ("Clay", "Glaze", "Kilns")),
    ("Dorset Buttons makers", ("Patterns", "Threads")),
    ("Worcester Bosch boilers", ("Fault codes", "Pressure")),
    ("Ashford spinning wheels", ("Drive bands", "Bobbins")),
    ("Denby dinner sets", ("Colours", "Swaps")),
    ("Halifax bank complaints", ("Mortgages", "Charges")),
    ("Leeds building society savers", ("Rates", "Branches")),
    ("Coventry Climax engines", ("Heads", "Gaskets")),
]


@pytest.mark.parametrize(("name", "boards"), NOT_MEANT)
def test_a_trap_not_meant_gives_no_place(assessor: Assessor, name: str, boards: tuple[str, ...]) -> None:
    assert first(assessor, name=name, boards=boards) is None


@pytest.mark.parametrize(("name", "boards"), [NOT_MEANT[n] for n in (4, 5, 8, 9, 11, 12, 14)])
def test_nor_does_its_address(assessor: Assessor, name: str, boards: tuple[str, ...]) -> None:
    url = f"https://www.{name.lower().replace(' ', '')}.co.uk/"
    assert first(assessor, name=name, boards=boards, url=url) is None


ABROAD = [
    ("Boston moms", ("Kindergarten", "Pediatricians", "Neighborhoods"), "", "US"),
    ("Perth parents", ("Centrelink", "Kindy", "Fremantle"), "https://perthparents.example.com.au/", "AU"),
    ("Cambridge community", ("Boston", "Somerville", "Zip code lookups", "Mailman"), "", "US"),
    ("Newcastle forum", ("Maitland", "NSW trains", "Centrelink"), "https://newcastle.example.com.au/", "AU"),
    ("London Ontario neighbours", ("Ontario works", "CRA"), "https://london.example.ca/", "CA"),
    ("Halifax locals", ("Nova Scotia Power", "Dartmouth", "RCMP"), "https://halifax.example.ca/", "CA"),
    ("New York landlords", ("Brooklyn", "Eviction", "Attorneys"), "", "US"),
    ("New Jersey gardeners", ("Tomatoes", "Lawns"), "", "US"),
    ("Texas landlords", ("Evictions", "County sheriff"), "", "US"),
    ("Sydney parents", ("Inner west", "Kindy", "Medicare"), "", "AU"),
    ("Cork residents", ("Blackpool", "Douglas", "Gardai"), "https://cork.example.ie/", "IE"),
]


@pytest.mark.parametrize(("name", "boards", "url", "country"), ABROAD)
def test_places_abroad_are_none_of_ours_and_speak_for_their_country(
    assessor: Assessor, name: str, boards: tuple[str, ...], url: str, country: str
) -> None:
    judged = assessor.assess(Subject(name=name, boards=boards, url=url))
    assert judged.country == country
    assert all(place.country == country for place in judged.regions)
