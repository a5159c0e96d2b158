"""The gazetteer of the seeds: every code stands in councils.csv, and every place lies in wider ones."""

import csv
import re
from pathlib import Path

import pytest

from registry.assess import TopicsFileError
from registry.assess.gazetteer import NATIONS, REGIONS, Gazetteer

SEEDS = Path(__file__).resolve().parents[2] / "seeds"
LEAST_PLACES = 7_000
ISO = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?\Z")


def rows(file: str) -> list[dict[str, str]]:
    with (SEEDS / file).open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load(SEEDS)


def test_every_code_is_one_that_is_known() -> None:
    known = {row["gss_code"] for row in rows("councils.csv")} | {*NATIONS.values(), *REGIONS.values()}
    unknown = [row for row in rows("places.csv") if row["code"] not in known and not ISO.match(row["code"])]
    assert unknown == []


def test_no_place_stands_there_twice() -> None:
    places = [(row["name"].casefold(), row["code"]) for row in rows("places.csv")]
    assert len(places) == len(set(places)) >= LEAST_PLACES


def test_traps_are_one_of_two_kinds() -> None:
    assert {row["trap"] for file in ("places.csv", "councils.csv") for row in rows(file)} == {"", "yes", "abroad"}


def test_what_hides_a_name_is_no_name_of_a_place(gazetteer: Gazetteer) -> None:
    names = {name.casefold() for place in gazetteer.places.values() for name in (place.name, *place.also)}
    assert [phrase for place in gazetteer.places.values() for phrase in place.unless if phrase in names] == []


def test_every_local_place_of_the_kingdom_lies_in_a_council_area_and_a_nation(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places.values():
        if place.country == "GB" and place.kind == "local":
            around = [place, *gazetteer.around(place)]
            assert place.area in gazetteer.places, place.name
            assert around[-1].kind == "nation", place.name


def test_a_council_of_a_county_lies_in_it(gazetteer: Gazetteer) -> None:
    maidstone = gazetteer.places["E07000110"]
    assert [place.name for place in gazetteer.around(maidstone)] == ["Kent", "South East", "England"]
    assert gazetteer.county_of(gazetteer.places["E08000035"]) is gazetteer.places["West Yorkshire/E12000003"]
    assert gazetteer.county_of(gazetteer.places["E09000012"]) is gazetteer.places["E12000007"]


@pytest.mark.parametrize("council", [row["gss_code"] for row in rows("councils.csv")[::40]])
def test_councils_are_places_of_their_own(gazetteer: Gazetteer, council: str) -> None:
    assert gazetteer.places[council].code == council == gazetteer.places[council].area


@pytest.mark.parametrize(
    ("line", "said"),
    [("Nowhere,local,E99999999,,,", "E99999999"), ("Nowhere,hamlet,E07000110,,,", "hamlet")],
)
def test_an_unknown_code_or_kind_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "councils.csv").write_bytes((SEEDS / "councils.csv").read_bytes())
    (tmp_path / "places.csv").write_text(f"name,kind,code,trap,also,unless\n{line}\n")
    with pytest.raises(TopicsFileError, match=f"places.csv, line 2.*{said}"):
        Gazetteer.load(tmp_path)
