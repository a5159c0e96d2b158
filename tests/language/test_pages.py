"""Every page stands in Welsh at its address under /cy, and says so."""

import re
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest

from registry_api.language import PREFIXES
from registry_api.problems import for_people
from registry_api.speech import speech
from registry_api.untranslated import FIRST_SIGN, SIGNS
from tests.gates.conftest import BASE, Shown
from tests.gates.declared import pages
from tests.language.conftest import Reading

CY = PREFIXES["cy"]
ALL_IN_WELSH = ("/places", "/organisations", "/changes", "/suggest", "/ask", "/wrong", "/nope", "/about",
                "/suggest?address=nonsense")  # fmt: skip
"""Pages on which nothing of ours is left in English."""


@pytest.fixture(scope="module")
def both(shown: Shown) -> dict[str, tuple[int, str, int, str]]:
    """Each page by its English address: status and text in English and in Welsh."""
    found = {}
    for address in pages(shown.client, shown.world):
        english = shown.client.get(address, follow_redirects=False)
        welsh = shown.client.get(welsh_of(address), follow_redirects=False)
        assert english.headers["content-language"] == "en-GB", address
        assert welsh.headers["content-language"] == "cy", address
        found[address] = (english.status_code, english.text, welsh.status_code, welsh.text)
    return found


def welsh_of(address: str) -> str:
    return CY + address if address != "/" else CY


def test_each_page_answers_alike_in_both_languages(both: dict[str, tuple[int, str, int, str]]) -> None:
    assert len(both) > 60
    for address, (status, english, welsh_status, welsh) in both.items():
        assert status == welsh_status, address
        assert '<html lang="en-GB"' in english, address
        assert '<html lang="cy"' in welsh, address


def test_links_keep_the_language(both: dict[str, tuple[int, str, int, str]]) -> None:
    for address, (_, english, _, welsh) in both.items():
        for link in _inner(english):
            assert not link.startswith(f"{CY}/"), (address, link)
        for link in _inner(welsh):
            path = urlsplit(link).path
            if for_people(path.removeprefix(CY) or "/") and path != "/about/seeds.csv":
                assert path == CY or path.startswith(f"{CY}/"), (address, link)
            else:
                assert not path.startswith(f"{CY}/"), (address, link)


def _inner(text: str) -> list[str]:
    """Links to pages and data of ours, but for those to the same page in another language."""
    links = [held for held in Reading(text).links() if "hreflang" not in held]
    found = [held.get("href") or held.get("action") or "" for held in links]
    return [link.removeprefix(BASE) or "/" for link in found if link.startswith(("/", BASE)) and "//" not in link[8:]]


def test_the_switch_and_the_alternates_keep_the_question(both: dict[str, tuple[int, str, int, str]]) -> None:
    asked = 0
    for address, (_, english, _, welsh) in both.items():
        if address.startswith("/letters/none"):
            continue  # a letter that is not there
        there = {held["hreflang"]: held["href"] for held in Reading(english).links() if held.get("rel") == "alternate"
                 and "hreflang" in held and held["href"].startswith(BASE)}  # fmt: skip
        back = {held["hreflang"]: held["href"] for held in Reading(welsh).links() if held.get("rel") == "alternate"
                and "hreflang" in held and held["href"].startswith(BASE)}  # fmt: skip
        assert there == back, address
        assert set(there) == {"en", "cy"}, address
        path, _, question = address.partition("?")
        if path == "/forums/pack":
            question = "&".join(part for part in question.split("&") if not part.startswith("page="))  # it has them all
        if question and path in ("/forums", "/forums/pack", "/suggest", "/wrong", "/ask", "/changes"):
            asked += 1
            for link in (there["en"], there["cy"]):
                assert sorted(urlsplit(link).query.replace("%2F", "/").split("&")) == sorted(question.split("&")), (
                    address
                )
        switch = [held for held in Reading(english).links() if held.get("lang") == "cy" and "hreflang" in held]
        assert [BASE + held["href"] for held in switch] == [there["cy"]], address
    assert asked > 8


def test_no_sign_and_no_variable_is_left(both: dict[str, tuple[int, str, int, str]]) -> None:
    private = re.compile(f"[\ue000-\ue003{chr(FIRST_SIGN)}-{chr(FIRST_SIGN + SIGNS)}]")
    for address, (_, english, _, welsh) in both.items():
        for text in (english, welsh):
            assert not private.search(text), address
            assert not re.search(r"%\(\w+\)s", text), address


def test_what_is_in_english_only_says_so(both: dict[str, tuple[int, str, int, str]]) -> None:
    note = "ar gael yn Saesneg yn unig"
    for address, (_, english, _, welsh) in both.items():
        assert note not in english, address
        if note in welsh:
            assert _english(welsh), address
    for address in ALL_IN_WELSH:
        if address in both:
            assert note not in both[address][3], (address, _english(both[address][3]))
    assert note in both["/about/scoring"][3]
    assert '<p class="govuk-body" lang="en">' in both["/about/scoring"][3]


def _english(text: str) -> list[str]:
    return [said for language, said in Reading(text).texts if language == "en" and said != "English"]


def test_english_sentences_of_ours_are_never_unmarked(both: dict[str, tuple[int, str, int, str]]) -> None:
    """Texts that stand on the English page as well, and in Welsh without a mark, are data: names, codes, figures."""
    tellers = re.compile(r"\b(the|of|is|are|with|you|we|this|that|from)\b", re.IGNORECASE)
    for address, (_, english, _, welsh) in both.items():
        said = {text for _, text in Reading(english).texts}
        left = [t for language, t in Reading(welsh).texts if language == "cy" and t in said and tellers.search(t)]
        if not address.startswith("/letters/"):  # answers stand in the language they were written in
            assert not [text for text in left if not _is_data(text)], address


def _is_data(text: str) -> bool:
    """Names, codes, recipes and addresses: mostly capitals, or signs that no sentence of ours has."""
    words = text.split()
    return bool(re.search(r"[={}/]", text)) or 2 * sum(word[:1].isupper() for word in words) >= len(words)


def test_days_languages_and_countries_are_named_in_welsh(shown: Shown) -> None:
    say = speech("cy")
    assert say.day(datetime(2026, 11, 20, tzinfo=UTC)) == "20 Tachwedd 2026"
    assert say.clock("2026-02-01T09:05:00+00:00") == "1 Chwefror 2026, 09:05 UTC"
    assert say.day("soon") == "soon"
    assert say.day(None) == ""
    assert say.tick(datetime(2026, 8, 2, tzinfo=UTC), False) == "2 Awst"
    assert speech("en").day("2026-11-20T00:00:00Z") == "20 November 2026"
    page = shown.client.get(f"{CY}/forums").text
    assert re.search(r">Cymraeg <span|>Saesneg <span", page)
    assert "Y Deyrnas Unedig" in page
    assert re.search(
        r"\d (Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr) 20", page
    )


def test_a_chart_names_its_days_in_welsh(shown: Shown) -> None:
    at = re.compile(r'text-anchor="start" aria-hidden="true">([^<]+) \d+<')
    english = at.findall(shown.client.get("/forums/f0001").text)
    welsh = at.findall(shown.client.get(f"{CY}/forums/f0001").text)
    months = {speech("cy").tick(datetime(2026, month, 1, tzinfo=UTC), True).split()[0] for month in range(1, 13)}
    assert english
    assert len(welsh) == len(english)
    assert set(welsh) <= months
    assert welsh != english


def test_a_question_is_put_into_words_in_welsh(shown: Shown) -> None:
    assert re.search(r"<title>Pob fforwm\b", shown.client.get(f"{CY}/forums").text)
    asked = shown.client.get(f"{CY}/forums/pack?activity=quiet&language=en&updated_since=2020-01-31").text
    assert "Saesneg, Tawel, diweddarwyd ers 31 Ionawr 2020" in asked


@pytest.mark.parametrize("path", ["/suggest", "/wrong", "/ask"])
def test_forms_keep_the_language(shown: Shown, path: str) -> None:
    page = Reading(shown.client.get(CY + path).text)
    forms = [held for tag, held in page.tags if tag == "form"]
    assert {held["action"] for held in forms} == {CY + path}
    sent = shown.client.post(CY + path, data={"website": "", "form": ""})
    assert sent.status_code == 422
    assert "Mae problem wedi codi" in sent.text
    assert "<title>Gwall: " in sent.text
    texts = Reading(sent.text).texts
    assert not [text for language, text in texts if language == "en" and text != "English"]


def test_data_has_no_language(shown: Shown) -> None:
    for path in ("/forums.rss", "/forums.csv", "/changes.atom", "/sitemap.xml", "/about/seeds.csv"):
        answer = shown.client.get(
            f"{CY}{path}?topic=/housing" if "forums" in path else CY + path, follow_redirects=False
        )
        assert answer.status_code == 308, path
        assert answer.headers["location"].startswith(path), path
        assert "content-language" not in shown.client.get(path).headers, path


def test_the_site_map_lists_both_languages(shown: Shown) -> None:
    text = shown.client.get("/sitemap/pages.xml").text
    assert f'hreflang="cy" href="{BASE}{CY}/topics"' in text
    assert f'hreflang="cy" href="{BASE}{CY}"' in text


def test_an_address_with_signs_of_its_own_is_written_for_links(shown: Shown) -> None:
    page = shown.client.get("/topics/a%20b%3Fc%23d%22e").text
    switch = [held for held in Reading(page).links() if held.get("lang") == "cy"]
    assert [held["href"] for held in switch] == [f"{CY}/topics/a%20b%3Fc%23d%22e"]
    asked = shown.client.get("/forums?topic=%22%3E&q=caf%C3%A9").text
    switch = [held for held in Reading(asked).links() if held.get("lang") == "cy"]
    assert [held["href"] for held in switch] == [f"{CY}/forums?topic=%22%3E&q=caf%C3%A9"]
