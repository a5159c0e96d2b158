"""Any text in any field: every format stays sound, and what it says is what was put in."""

import json
import unicodedata
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from registry.catalogue.answer import Answer, Hit
from registry.catalogue.card import Card, CardBoard, CardRegion, CardTopic, Fact
from registry.catalogue.listed import listed
from registry.catalogue.query import ForumQuery
from registry.catalogue.terms import Terms
from registry.catalogue.text import fit
from registry.settings import Settings
from registry_api.pages import Pages, PagesOf
from registry_api.site import Site
from registry_api.statics import Statics
from registry_api.views import ListPage, views
from registry_api.views.cells import is_formula, several, text_cell
from tests.formats.reading import formula, ids, rows

SITE = Site.of(Settings(base_url="https://registry.example", service_name="List & <Register>", data_attribution="=A1"))
PAGES = PagesOf(Pages(SITE, Statics()), "/forums")
DATA = [view for view in views() if not view.is_page]

NASTY = list("=+-@＝＋－＠;,'\"\t\r\n\x00\x1b\x85\u2028\u2029\ufeff\u200b\u202e\ud800\udfff\ufffe<>&]|%{}\\ \u00a0aé𝔘")
TEXT = st.one_of(
    st.text(st.characters(), max_size=60),  # half characters as well
    st.text(st.sampled_from(NASTY), max_size=12),
    st.sampled_from(["=cmd|' /C calc'!A0", "]]>", "</script>", "\u2066x", "@SUM(1)", "x;=1+1", "&#0;", "﹣1"]),
)
TIME = st.one_of(st.none(), st.just("2026-11-20T09:00:00+00:00"), st.just("2026-11-20"), TEXT)
NUMBER = st.one_of(st.none(), st.integers(0, 10**12))
AS_OF = st.sampled_from([None, "", "2026-11-20", "2026-11-20T09:00:00+00:00"])
FIELDS = st.fixed_dictionaries(
    {"a": TEXT, "b": TEXT, "c": TEXT, "d": TEXT, "q": TEXT, "when": TIME, "number": NUMBER, "as_of": AS_OF}
)


def card(texts: dict[str, Any]) -> Card:
    """A forum with these texts in all its fields."""
    a, b, c, d, when = (texts[name] for name in ("a", "b", "c", "d", "when"))
    address = f"https://a.example/{d}"
    return Card(
        public_id="f1", name=a, address=address, standing="listed", kind=c, platform=b, platform_version=c,
        description=d, language=c, country=c, topics=(CardTopic(f"/{b}", a, 0.5), CardTopic("/t", c, 0.4)),
        regions=(CardRegion(b, c, "local", 0.5),), boards=(CardBoard(a),), organisations=(a, b),
        facts=(Fact("members", texts["number"], "observed"), Fact("last_post_at", when, precision=b)),
        sensitive=b, feeds=(address, b), named_in=d, state=c, state_reason=a, listed_at=when, updated_at=when,
        visited_at=when, taking_part=b, reading=b,
    )  # fmt: skip


def page_of(texts: dict[str, Any]) -> ListPage:
    """A page that lists two such forums, one of them open to feed readers, for a search for any words."""
    terms = Terms()
    cards = [card(texts), replace(card(texts), public_id="f2", sensitive=None, feeds=("https://a.example/feed",))]
    words = fit(" ".join(texts["q"].split()))
    hits = tuple(Hit(c.public_id, listed(c, terms).document, (words, fit(texts["a"]))) for c in cards)
    answer = Answer(ForumQuery(q=words), terms, len(hits), hits, {}, 1, as_of=texts["as_of"])
    return ListPage(answer, SITE, views(), PAGES)


def check(texts: dict[str, Any]) -> None:
    """Every format is read back strictly; CSV and the JSON formats say what they were given."""
    page = page_of(texts)
    forum = json.loads(page.answer.hits[0].document)
    for view in DATA:
        body = view.render(page, view)
        body.decode("utf-8")
        assert ids(view, body) == ["f1", "f2"], view.label
        if view.suffix == ".csv":
            row = rows(body)[0]
            for name in ("name", "description", "platform", "sensitive", "state_reason", "named_in", "language"):
                assert undone(row[name]).split() == (forum[name] or "").split(), name
            titles = "; ".join(topic["title"] for topic in forum["topics"])
            assert undone(row["topic_titles"]).split() == titles.split()
            assert row["members"] == ("" if texts["number"] is None else str(texts["number"]))
            assert row["attribution"] == "'=A1"
        elif view.suffix == ".ndjson":
            line = json.loads(body.split(b"\n")[1])
            assert {name: line[name] for name in forum} == forum


def undone(cell: str) -> str:
    """The text of a cell without the apostrophes that keep it from being a formula."""
    return ";".join(part[1:] if part.startswith("'") and is_formula(part[1:]) else part for part in cell.split(";"))


QUICK = settings(max_examples=2_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
LONG = settings(max_examples=10_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(FIELDS)
def test_any_text_in_any_field_of_any_format(texts: dict[str, Any]) -> None:
    check(texts)


@pytest.mark.slow
@LONG
@given(FIELDS)
def test_any_text_in_any_field_of_any_format_at_length(texts: dict[str, Any]) -> None:
    check(texts)


def test_no_sign_of_unicode_hides_or_makes_a_formula() -> None:
    """Unseen signs before a formula, and signs that spreadsheets may take for one of the four."""
    for number in range(0x110000):
        sign = chr(number)
        cell = text_cell(f"{sign}=1+1") if not 0xD800 <= number < 0xE000 else "'"
        unseen = sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc")
        assert cell.startswith("'") or not unseen, f"U+{number:04X}"
        assert not formula(text_cell(f"{sign}1")), f"U+{number:04X}"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"), ("+44 20", "'+44 20"), ("-5 a day", "'-5 a day"), ("@home", "'@home"), ("\t=1", "'=1"),
        ("\r\n=1", "'=1"), (" \u00a0=1", "'=1"), ("“=1", "'“=1"), ("＝1", "'＝1"), ("'=1", "''=1"), ("'tis", "'tis"),
        ("a=1", "a=1"), ("x; =1", "x;' =1"), ("a;b", "a;b"), ("a\nb\x00c", "a bc"), ("", ""), ("100%", "100%"),
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
    ],
)  # fmt: skip
def test_what_a_spreadsheet_would_compute_is_text(text: str, cell: str) -> None:
    assert text_cell(text) == cell
    assert several([text]) == cell
