"""The catalogues: in order, nothing stale, nothing broken by a translation; and templates without other words."""

import re
from html.parser import HTMLParser

import pytest
from babel import Locale
from babel.messages.catalog import Message
from jinja2 import Environment, nodes

from registry_api.language import ENGLISH, NAMES, translations
from registry_api.speech import speech
from registry_api.wordlist import FORMS, anew, every_word, read, templates

LANGUAGES = [language for language in NAMES if language != ENGLISH]
PLACEHOLDER = re.compile(r"%(?:\(\w+\)[a-z]|%)")
PROPER = {"CSV", "JSON", "LD", "RSS", "UTC", "API", "MIT", "OpenAPI", "forum", "registry"}
"""Names and formats, the same in every language; and the name of the program."""


def _translated(language: str) -> list[Message]:
    return [message for message in read(language) if message.id and any(message.string)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_catalogue_holds_the_words_that_are_shown_and_no_others(language: str) -> None:
    from registry_api.wordlist import _path

    assert _path(language).read_bytes() == anew(language, every_word()), "run: python -m registry_api.wordlist"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_keeps_what_is_put_into_it(language: str) -> None:
    for message in _translated(language):
        if isinstance(message.id, str):
            assert isinstance(message.string, str)
            assert sorted(PLACEHOLDER.findall(message.string)) == sorted(PLACEHOLDER.findall(message.id)), message.id
            assert message.string.count("%") == sum(len(m) > 2 or 2 for m in PLACEHOLDER.findall(message.string)) or (
                "%" not in PLACEHOLDER.sub("", message.string)
            )
        else:
            allowed = {found for text in message.id for found in PLACEHOLDER.findall(text)}
            for text in message.string:
                assert set(PLACEHOLDER.findall(text)) <= allowed, message.id
                assert "%" not in PLACEHOLDER.sub("", text), message.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_is_text_and_stands_like_the_original(language: str) -> None:
    for message in _translated(language):
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        original = message.id if isinstance(message.id, str) else message.id[1]
        for text in forms:
            assert not re.search(r"[<>\x00-\x1f]", text), text
            assert text == text.strip(), text
            assert (original[-1] in ".?:") == (text[-1] in ".?:"), (original, text)
            if original[0].isalpha() and text[0].isalpha():
                assert original[0].isupper() == text[0].isupper(), (original, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_counting_follows_unicode(language: str) -> None:
    number, _ = FORMS[language]
    rule = Locale.parse(language).plural_form
    order = [tag for tag in ("zero", "one", "two", "few", "many", "other") if tag in {*rule.tags, "other"}]
    assert len(order) == number
    for n in range(250):
        assert order[translations(language).plural(n)] == rule(n), n  # type: ignore[attr-defined]
    for message in _translated(language):
        if not isinstance(message.id, str):
            assert len(message.string) == number, message.id
            assert all(message.string), message.id


def test_what_is_counted_changes_with_its_number() -> None:
    say = speech("cy")
    days = [say.several("%(num)s day", "%(num)s days", n) % {"num": n} for n in (1, 2, 3)]
    assert days == ["1 diwrnod", "2 ddiwrnod", "3 diwrnod"]
    assert speech("en").several("%(num)s day", "%(num)s days", 1) == "%(num)s day"


def test_what_people_need_to_find_their_way_is_translated() -> None:
    done = {message.id for message in _translated("cy") if isinstance(message.id, str)}
    needed = ("Skip to main content", "Search", "Accessibility statement", "Cookies", "Privacy", "There is a problem",
              "Not found", "Busy", "ask the forum first", "Page %(n)s of %(m)s", "nothing is written")  # fmt: skip
    assert set(needed) <= done
    assert len(_translated("cy")) >= 0.8 * len(every_word())


class _Texts(HTMLParser):
    """What a template says outside its expressions."""

    SAID = frozenset({"title", "aria-label", "alt", "placeholder", "content"})
    QUIET = frozenset({"viewport", "theme-color", "robots"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._code = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code += tag in ("code", "pre")
        held = dict(attrs)
        if held.get("name") not in self.QUIET:
            self.found += [value or "" for name, value in attrs if name in self.SAID]

    def handle_endtag(self, tag: str) -> None:
        self._code -= tag in ("code", "pre")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        self.found += [] if self._code else [re.sub(r"\S*[/.]\w\S*", " ", data)]


@pytest.mark.parametrize("name", sorted(templates()))
def test_a_template_says_nothing_that_cannot_be_translated(name: str) -> None:
    text = templates()[name]
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(text)
    outside = " ".join(data.data for data in tree.find_all(nodes.TemplateData))
    words = {word for found in _Texts(outside).found for word in re.findall(r"[^\W\d_]{2,}", found)}
    assert words <= PROPER, words - PROPER
    translated = {id(one) for call in tree.find_all(nodes.Call) if isinstance(call.node, nodes.Name)
                  and call.node.name in ("_", "ngettext") for one in call.find_all(nodes.Const)}  # fmt: skip
    bare = [c.value for c in tree.find_all(nodes.Const) if id(c) not in translated and isinstance(c.value, str)]
    assert not [value for value in bare if re.match(r"[A-Z][a-z]+( |$)", value) or re.match(r"[a-z]+ [a-z]+ ", value)]
