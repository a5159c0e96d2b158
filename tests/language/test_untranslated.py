"""Sentences without a translation are marked as English where a mark may stand, and are plain text elsewhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from registry_api.language import ENGLISH
from registry_api.speech import speech
from registry_api.untranslated import Signs, signs
from tests.language.conftest import Reading

SIGNS = Signs()
E = SIGNS.english


@pytest.mark.parametrize(
    ("page", "sent"),
    [
        (f"<p>{E('Only so')}</p>", '<p lang="en">Only so</p>'),
        (f'<p class="x">{E("Only so")}</p>', '<p class="x" lang="en">Only so</p>'),
        (f"<p>Rheswm: {E('none')}.</p>", '<p>Rheswm: <span lang="en">none</span>.</p>'),
        (f"<p>{E('One.')} {E('Two.')}</p>", '<p><span lang="en">One.</span> <span lang="en">Two.</span></p>'),
        (f'<p lang="de">{E("One")}</p>', '<p lang="de">One</p>'),
        (f'<a title="{E("Go")}" href="/x">Ewch</a>', '<a title="Go" href="/x">Ewch</a>'),
        (f"<title>{E('About')} – Cofrestr</title>", "<title>About – Cofrestr</title>"),
        (f"<option>{E('One')}</option>", '<option lang="en">One</option>'),
        (f"<textarea>a {E('One')}</textarea>{E('Two')}", '<textarea>a One</textarea><span lang="en">Two</span>'),
        (f"<svg><desc>O {E('One')}</desc></svg>", "<svg><desc>O One</desc></svg>"),
        (f"<p>{E('by ' + E('us'))}</p>", '<p><span lang="en">by us</span></p>'),
        (
            f"<p>{E('see <a href=/x>here</a>, please')}</p>",
            '<p><span lang="en">see <a href=/x>here</a>, please</span></p>',
        ),
        ("<p>Dim</p>", "<p>Dim</p>"),
    ],
    ids=[f"case {number}" for number in range(13)],  # the signs differ in each process
)
def test_marks_stand_where_they_may(page: str, sent: str) -> None:
    assert SIGNS.resolved(page) == sent


def test_the_note_stands_only_on_pages_that_need_it() -> None:
    note = f"{SIGNS.note_start}<div>Saesneg yn unig</div>{SIGNS.note_end}"
    assert SIGNS.resolved(f"{note}<p>Dim</p>") == "<p>Dim</p>"
    assert SIGNS.resolved(f"{note}<p>{E('None')}</p>") == '<div>Saesneg yn unig</div><p lang="en">None</p>'


@given(st.text(max_size=40), st.text(max_size=40), st.text(st.characters(min_codepoint=0xE000, max_codepoint=0xE300)))
def test_what_others_wrote_can_neither_break_nor_forge_a_mark(before: str, said: str, private: str) -> None:
    text = f"{before}{private}{said}"
    page = f"<div><p>{escape(text)}</p><p>Rheswm: {E(str(escape(text)))}</p></div>"
    sent = SIGNS.resolved(page)
    assert sent.count("<span") == 1
    assert sent == f'<div><p>{escape(text)}</p><p>Rheswm: <span lang="en">{escape(text)}</span></p></div>'
    Reading(sent)


def test_each_process_has_signs_of_its_own() -> None:
    assert signs() is signs()
    assert Signs().start != Signs().start
    assert E("Aa").lower().startswith(SIGNS.start), "a change of case leaves the signs alone"


def test_english_needs_no_marks() -> None:
    say = speech(ENGLISH)
    assert say("Never heard of") == "Never heard of"
    assert say.in_english("As stored") == "As stored"
    assert say.why(("name: Hens", "words spelt alike")) == "found in the name: Hens; words spelt alike"


def test_reasons_are_told_in_welsh_as_far_as_they_are_ours() -> None:
    say = speech("cy")
    assert say.why(("name: Hens", "words spelt alike")) == "yn yr enw: Hens; geiriau â sillafiad tebyg"
    assert say.why(("never heard of: Hens",)) == signs().english("never heard of: Hens")
    assert say.in_english("") == say.in_english(None) == ""
