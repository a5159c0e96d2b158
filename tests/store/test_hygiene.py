"""Text of one kind, counts that can be counts, addresses of the web; and whom to believe."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from registry.evidence.precedence import Said, best
from registry.hygiene import LARGEST_COUNT, count, line, moment, web_address
from registry.vocabulary import Source
from tests.store.making import NOW


@given(st.text(), st.integers(1, 300))
def test_any_text_becomes_one_clean_line(text: str, longest: int) -> None:
    clean = line(text, longest)
    assert len(clean) <= longest
    assert clean == " ".join(clean.split())
    assert clean.encode("utf-8").decode() == clean
    assert not any(c in clean for c in "\x00\x1b\u202e\u2066\u200b\ufeff")
    assert line(clean, longest) == clean


def test_what_is_no_text_is_none() -> None:
    assert line(None, 9) == line(7, 9) == line(["a"], 9) == ""
    assert line("A\x00b\u202ec\n\td", 9) == "Abc d"


def test_counts() -> None:
    assert [count(v) for v in (0, 5, LARGEST_COUNT)] == [0, 5, LARGEST_COUNT]
    assert [count(v) for v in (-1, LARGEST_COUNT + 1, True, 1.0, "5", None)] == [None] * 6


def test_moments() -> None:
    assert moment(NOW) == NOW
    assert [moment(v) for v in (datetime(2020, 1, 1), datetime(1970, 1, 1, tzinfo=UTC), "2020", None)] == [None] * 4  # noqa: DTZ001


def test_addresses() -> None:
    assert web_address("https://example.org/a?b=c#d") == "https://example.org/a?b=c#d"
    for bad in ("javascript:alert(1)", "https://a b", 'https://a"b', "//example.org", "https://a\u202eb", None, 7, ""):
        assert web_address(bad) is None
    assert web_address("https://example.org/" + "a" * 3000) is None


def said(fact: str, source: Source, value: object, *, derived: bool = False) -> Said:
    return Said(fact, str(source), derived, value, "", "", "", None, "", NOW, NOW)


def test_whom_to_believe() -> None:
    every = [
        said(fact, source, f"{fact} {source}")
        for fact in ("name", "description", "members", "last_post_at", "language", "platform")
        for source in Source
    ]
    chosen = {fact: one.source for fact, one in best(every).items()}
    assert chosen == {
        "name": "edited", "description": "edited", "members": "observed", "last_post_at": "observed",
        "language": "edited", "platform": "edited",
    }  # fmt: skip
    without = [one for one in every if one.source not in {"edited", "observed"}]
    assert {one.source for one in best(without).values()} == {"declared"}
    assert best([said("name", Source.IMPORTED, "A"), said("name", Source.OBSERVED, "B")])["name"].value == "A"
    assert best([said("posts", Source.OBSERVED, 7, derived=True)]) == {}
