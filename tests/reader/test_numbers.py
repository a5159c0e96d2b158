"""Numbers as the world writes them, and figures beside their labels."""

import re
import time

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from crawler.words.figures import figures
from crawler.words.numbers import LARGEST, NUMBER, number, numbers_in, parse

WRITTEN = {
    "1,234": 1234,
    "1.234": 1234,
    "1 234 567": 1_234_567,
    "1\u202f234\u00a0567": 1_234_567,
    "1'234": 1234,
    "12,34,567": 1_234_567,
    "12.3K": 12_300,
    "1.87K users": 1870,
    "6.4M": 6_400_000,
    "70.9 K": 70_900,
    "1,2 Mio.": 1_200_000,
    "23 tys.": 23_000,
    "۱٬۲۳۴": 1234,
    "١٢٣": 123,
    "Members:123": 123,
    "1.5 million": 1_500_000,
    "3 тыс.": 3000,
    "2,5 тыс.": 2500,
    "2 tys.": 2000,
    "12 mil": 12_000,
    "3.2万": 32_000,
    "5 lakh": 500_000,
    "6.322": 6322,
    "१२,३४,५६७": 1_234_567,
    "1\u2009234\u2009567": 1_234_567,
    "1’234": 1234,
    "共12篇": 12,
    "1234개": 1234,
    "0": 0,
}
NONE = [
    *("12:30", "1.2.3", "50%", "2026-01-05", "1,234.56", "v1.8", "#123", "3/4", "12345678901234567890", ""),
    *("05.01.2026", "05/01/2026", "10.0.0.1", "007", "020 7946 0123", "+44 20 7946 0123", "555-1234", "№12", "12.5"),
    *("1 234,5", "1.234,5", "12 B", "12 mil.", "2026年", "11月", "第12页", "10点", "14h05", "-5", "1.22.333"),
]


@pytest.mark.parametrize(("text", "value"), WRITTEN.items())
def test_a_number_is_read(text: str, value: int) -> None:
    read = number(text)
    assert read is not None
    assert read.value == value
    assert read.raw in text


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_count_is_not_read(text: str) -> None:
    assert number(text) is None


def test_a_small_letter_apart_is_no_million() -> None:
    read = number("3 m ago")
    assert read is not None
    assert read.value == 3


MARKS = [",", ".", " ", "\u202f", "\xa0", "\u2009", "'", "\u2019", "\u066c"]
DIGITS = {"latin": "0123456789", "arabic": "٠١٢٣٤٥٦٧٨٩", "persian": "۰۱۲۳۴۵۶۷۸۹", "devanagari": "०१२३४५६७८९"}


@given(st.integers(0, LARGEST), st.sampled_from(MARKS), st.sampled_from(sorted(DIGITS)))
def test_grouping_keeps_the_value(value: int, mark: str, digits: str) -> None:
    said = f"{value:,}".replace(",", mark).translate(str.maketrans(DIGITS["latin"], DIGITS[digits]))
    for read in (parse(said), number(said), number(f"Σ: {said} \n")):
        assert read is not None
        assert read.value == value
        assert read.exact


@given(st.integers(10**5, 10**9))
def test_indian_grouping_keeps_the_value(value: int) -> None:
    head, tail = divmod(value, 1000)
    pairs = f"{head}" if len(str(head)) < 3 else re.sub(r"(?<=\d)(?=(\d\d)+$)", ",", str(head))
    if re.fullmatch(r"\d{1,2}(,\d\d)+|\d{1,3}", pairs):
        read = number(f"{pairs},{tail:03d}")
        assert read is not None
        assert read.value == value


@pytest.mark.parametrize(
    "locale", ["en", "de", "fr", "de_CH", "hi", "pl", "ru", "es", "it", "pt", "fa", "ar", "sv", "vi", "cs"]
)
@given(value=st.integers(0, 10**10))
def test_a_number_in_any_locales_way_keeps_its_value(locale: str, value: int) -> None:
    read = number(format_decimal(value, locale=locale))
    assert read is not None
    assert (read.value, read.exact) == (value, True)


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(["K", "k", "M", "m", " tys.", " тыс.", " Mio.", "万"]))
def test_shortened_numbers_are_inexact(whole: int, tenth: int, unit: str) -> None:
    read = number(f"{whole}.{tenth}{unit}")
    assert read is not None
    assert not read.exact
    factor = {"k": 1000, "tys": 1000, "тыс": 1000, "万": 10_000}.get(unit.strip(" .").lower(), 10**6)
    assert read.value == whole * factor + tenth * factor // 10


PIECES = st.sampled_from(
    [
        "1",
        "12",
        "1,234",
        "1 234",
        ".",
        " ",
        ",",
        "k",
        "K",
        " mil.",
        "a",
        "万",
        "年",
        "第",
        "#",
        "+",
        "-",
        "٣",
        ":",
        "0",
        "é",
    ]
)


@given(st.lists(PIECES, max_size=12).map("".join))
def test_numbers_are_found_where_their_pattern_finds_them(text: str) -> None:
    whole = re.finditer(NUMBER, text, re.IGNORECASE)
    assert [found.span() for found in numbers_in(text)] == [found.span() for found in whole]


def test_a_number_with_more_behind_it_is_inexact() -> None:
    read = number("99+")
    assert read is not None
    assert (read.value, read.exact) == (99, False)


@pytest.mark.parametrize("hostile", ["1,", "1 234", "9", "1.2K", "+", "0 ", "1.", "12,34,"])
def test_long_texts_take_linear_time(hostile: str) -> None:
    started = time.perf_counter()
    number(hostile * 20_000)
    figures(hostile * 20_000 + " posts")
    assert time.perf_counter() - started < 1


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    read = number(text)
    assert read is None or (0 <= read.value <= LARGEST and read.raw in text)
    for figure in figures(text):
        assert 0 <= figure.value <= LARGEST
        assert len(figure.raw) <= 80


LINES = {
    "Total posts 18339 • Total topics 3954 • Total members 7164 • Our newest member 99": (7164, 3954, 18339),
    "1270 messages - 560 sujets - 190 membres": (190, 560, 1270),
    "Our members have made a total of 2,627 posts in 308 threads.\nWe currently have 451 members registered.": (
        451,
        308,
        2627,
    ),
    "Threads: 1,703,869, Posts: 19,682,149, Members: 936,210": (936210, 1703869, 19682149),
    "Тем: 40,533, Сообщений: 244,592, Пользователи: 50,472, Активные участники: 740": (50472, 40533, 244592),
    "Aelodau: 31\nPynciau: 12\nNegeseuon: 99": (31, 12, 99),
    "Themen 1.390\nBeiträge 9.516\nMitglieder 744": (744, 1390, 9516),
    "Wątków: 12\nPostów: 40\nUżytkowników: 7": (7, 12, 40),
    "8197 Posts in 623 Topics by 240 Members - Latest Member: 12": (240, 623, 8197),
    "71 berichten\n19 onderwerpen\n9 leden": (9, 19, 71),
}


@pytest.mark.parametrize(("text", "wanted"), LINES.items())
def test_figures_are_read_beside_their_labels(text: str, wanted: tuple[int, int, int]) -> None:
    told: dict[str, int] = {}
    for figure in figures(text):
        told.setdefault(figure.field, figure.value)
    assert (told.get("members"), told.get("threads"), told.get("posts")) == wanted


ONLINE = [
    "6 users active in the past 15 minutes (2 members, 0 of whom are invisible, and 4 guests).",
    "Members: 3, Guests: 31",
    "4,704 users online",
    "In total there are 5 users online :: 1 registered, 0 hidden and 4 guests",
    "Total: 64 (members: 4, guests: 60)",
    "Newest member: 12345",
]


@pytest.mark.parametrize("text", ONLINE)
def test_people_online_are_no_members(text: str) -> None:
    assert not [figure for figure in figures(text) if figure.field == "members"]
