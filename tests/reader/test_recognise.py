"""Clues are found the same whether they are looked up or all tried, and the cost of looking up does not grow."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.clue_index import Patterns, Prefixes, needed_in
from crawler.clues import Clue, element, resource, title
from crawler.platforms import platforms
from crawler.platforms.declare import Platform

PATTERNS = sorted(
    {
        clue.pattern.pattern: clue
        for platform in platforms().values()
        for clue in platform.clues
        if clue.pattern is not None
    }.items()
)


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"powered by moor", ("powered by moor",)),
        (r"moor_(?:sid|u)$", ("moor_",)),
        (r"^https?://(?:www\.)?moor\.example/", ("moor.example/",)),
        (r"moorboard|peatboard", ("moorboard", "peatboard")),
        (r"moor|ab", ()),
        (r"(?:moor|peat)board?", ("boar",)),
        (r"mo*r+[abc]{3}", ()),
        (r"x\[moor\]", ("x[moor]",)),
        (r"[\w\]-]+\d{2,4}moor?s", ("moo",)),
        (r"\bMoor\b", ("moor",)),
        (r".", ()),
    ],
)
def test_letters_that_must_stand_in_whatever_a_pattern_matches(pattern: str, needed: tuple[str, ...]) -> None:
    assert needed_in(re.compile(pattern)) == needed


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(PATTERNS), st.data())
def test_no_pattern_of_a_platform_is_missed(known: tuple[str, Clue], data: st.DataObject) -> None:
    _, clue = known
    assert clue.pattern is not None
    text = data.draw(st.from_regex(clue.pattern, alphabet=st.characters(max_codepoint=0x7F)))[:1500]
    index = Patterns()
    for number, (_, other) in enumerate(PATTERNS):
        index.add(str(number), other)
    if clue.pattern.search(text):
        assert clue in [found for _, found in index.candidates(text)]


def test_few_patterns_are_tried_of_many() -> None:
    index = Patterns()
    for number in range(200):
        index.add(str(number), title(f"powered by board{number}x{number}", 10))
    assert len(index.candidates("Moor: powered by board7x7")) <= 4
    assert index.candidates("Moor") == []
    assert index.candidates("") == []


def test_names_are_found_by_how_they_begin() -> None:
    index = Prefixes()
    clues = {"a": element(".moor-*", 5), "b": resource("peat*", 5)}
    for slug, clue in clues.items():
        index.add(slug, clue)
    assert index.hits(" x moor-board ") == [("a", clues["a"])]
    assert index.hits(" peat ") == [("b", clues["b"])]
    assert index.hits(" x-moor-board moor apeat ") == []


def test_every_clue_of_every_platform_is_looked_up_somewhere() -> None:
    from crawler import recognise

    known: dict[str, Platform] = dict(platforms())
    index = recognise._Index(known)
    held = {id(clue) for late in index.late.values() for clue in late}
    held |= {id(clue) for names in index.exact.values() for hits in names.values() for _, clue in hits}
    held |= {id(clue) for prefixes in index.prefixes.values() for _, (_, clue) in prefixes._sought}
    sets = [*index.patterns.values(), *(one for named in index.named.values() for one in named.values())]
    held |= {id(clue) for patterns in sets for _, clue in patterns._all}
    assert all(id(clue) in held for platform in known.values() for clue in platform.clues)
