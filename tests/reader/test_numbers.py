"""Numbers as the world writes them, and figures beside their labels."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.figures import figures
from crawler.numbers import LARGEST, number, parse

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
}
NONE = ["12:30", "1.2.3", "50%", "2026-01-05", "1,234.56", "v1.8", "#123", "3/4", "12345678901234567890", ""]


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


@given(st.integers(0, LARGEST), st.sampled_from([",", ".", " ", "\u202f", "'"]))
def test_grouping_keeps_the_value(value: int, mark: str) -> None:
    read = parse(f"{value:,}".replace(",", mark))
    assert read is not None
    assert read.value == value
    assert read.exact


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
