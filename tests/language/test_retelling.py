"""What was built from codes and numbers is said in the page's language; what a person wrote stays as it is, marked."""

import pytest

from registry.catalogue.composing import WHY_NOT
from registry.seeding.councils import FILE
from registry.settings import PROJECT
from registry_api.placenames import WELSH
from registry_api.retelling import AUDIENCES, EVENTS, RANKS, WHY, audience, retold
from registry_api.speech import speech
from registry_api.untranslated import signs

CY = speech("cy")

SAID = [
    ("visited: its pages were read", "ymwelwyd: darllenwyd ei dudalennau"),
    ("visited: it asks us to stay away", "ymwelwyd: mae’n gofyn i ni gadw draw"),
    ("its name changed from “A from B” to “C” and “D”", "newidiodd: enw, o “A from B” i “C” and “D”"),
    ("in the area of 3 public bodies", "ym maes 3 o gyrff cyhoeddus"),
    ("steady: activity score 37 of 100", "cyson: sgôr gweithgarwch 37 o 100"),
    ("2nd largest of 5 in Housing: states 1,200 members",
     "rhif 2 o ran maint, o blith 5 yn Housing: yn nodi 1,200 o aelodau"),
    ("largest of the 4 whose size counts in Leeds: states 9 members",
     "y mwyaf o blith y 4 y mae eu maint yn cyfrif yn Leeds: yn nodi 9 o aelodau"),
]  # fmt: skip


@pytest.mark.parametrize(("english", "welsh"), SAID)
def test_sentences_of_known_shape_are_said_in_welsh(english: str, welsh: str) -> None:
    assert retold(english, CY) == welsh
    assert retold(english, speech("en")) == english
    assert retold(english, CY, capital=True) == welsh[:1].upper() + welsh[1:]


def test_every_shape_is_in_the_catalogue() -> None:
    for shape in (*EVENTS.values(), *RANKS.values(), *WHY.values(), *AUDIENCES.values()):
        assert CY.known(shape) != shape, shape
    assert set(WHY.values()) == set(WHY_NOT.values())


@pytest.mark.parametrize("written", ["", "somebody's own words", "%(name)s 100% <b>", "listed of old"])
def test_what_a_person_wrote_stays_and_is_marked_as_english(written: str) -> None:
    assert retold(written, CY) == CY.in_english(written)


def test_the_words_of_a_person_within_a_sentence_are_marked() -> None:
    told = retold("taken off the list: at %(n)s its own wish", CY)
    assert told == f"tynnwyd oddi ar y rhestr: {signs().english('at %(n)s its own wish')}"


def test_the_audiences_are_those_of_the_seeds() -> None:
    text = (PROJECT / "seeds" / "signs.toml").read_text(encoding="utf-8")
    part = text.split("\n[audience]\n", 1)[1].split("\n[", 1)[0]
    codes = {line.split(" = ")[0] for line in part.splitlines() if " = " in line}
    assert set(AUDIENCES) == codes
    assert audience("tenants", CY) == "tenantiaid"
    assert audience("odd_ones", CY) == "odd ones"
    assert audience("lgbt_people", speech("en")) == "LGBT people"
    assert audience("prisoners_families", speech("en")) == "prisoners' families"


def test_places_have_the_names_that_welsh_has_for_them() -> None:
    for code, name in (("W06000015", "Caerdydd"), ("W92000004", "Cymru"), ("W06000001", "Ynys Môn")):
        assert CY.name("region", code, "x") == name
        assert speech("en").name("region", code, "x") == "x"
    assert CY.name("region", "E08000035", "Leeds") == "Leeds"
    known = {line.split(",")[0] for name in (FILE, "regions.csv") for line in
             (PROJECT / "seeds" / name).read_text(encoding="utf-8").splitlines()}  # fmt: skip
    assert set(WELSH) <= known, "a code that no place has"
