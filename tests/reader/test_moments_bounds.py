"""What a time must not be made of, other calendars, zones and orders, and texts that try to make reading them long."""

import time
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.page import Page
from crawler.reader import read
from crawler.reading import Reading
from crawler.words.calendar_words import JALALI, MONTHS, fold
from crawler.words.calendars import civil
from crawler.words.date_order import day_order
from crawler.words.moments import Clock, Moment, machine, moment, moments, short_span
from crawler.words.zones import area_in, zone_named
from registry.vocabulary import Precision

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def test_a_word_that_languages_disagree_about_needs_the_language() -> None:
    said = "20 listopada 2025, 22:42"
    for language, month in (("pl", 11), ("hr", 10)):
        read = moment(said, Clock(NOW, language=language))
        assert read is not None
        assert read.at.month == month
    assert moment(said, Clock(NOW)) is None
    assert moment("2 години", Clock(NOW)) is None
    ukrainian = moment("2 години тому", Clock(NOW))  # the word behind it is Ukrainian: hours, not years
    assert ukrainian is not None
    assert NOW - ukrainian.at == timedelta(hours=2)


@pytest.mark.parametrize("said", [
    "hier steht etwas, hier klicken", "Check out 5 new albums", "set 4 of 12", "v3.2.11 is out",
    "Version 2024.1.2", "phpBB 3.2.9", "20 muharram 1448", "1448/05/29", "20 نوفمبر 1405", "31/02/2025 10:00",
    "13/13/2025", "20 Nov 2031, 10:00", "January 32, 2025", "2025年13月40日", "12:30", "10.0.0.1",
    "what's on today then",
    "昭和200年1月1日", "5 minutes", "2.5 hours ago", "10:42 minutes ago", "12345 days ago",
])  # fmt: skip
def test_what_is_no_date_is_none(said: str) -> None:
    assert moment(said, Clock(NOW, language="en", order="dmy")) is None


@pytest.mark.parametrize(("said", "language"), [
    ("2025(e)ko urtarrilaren 17(a), ostirala (22:42)", "eu"), ("Das alles steht hier", "de"), ("It is the most", "en"),
    ("20 نوفمبر 1403", "ar"), ("SMF 2.1.14", "en"), ("vor 2,5 Stunden", "de"), ("2,5 tuntia sitten", "fi"),
])  # fmt: skip
def test_what_is_half_a_time_is_none(said: str, language: str) -> None:
    assert moment(said, Clock(NOW, language=language, order="dmy")) is None


@pytest.mark.parametrize(("said", "day"), [
    ("#1 June 09, 2024, 03:29:46 AM", 9), ("Reply # 1 June 09, 2024, 03:29:46 AM", 9), ("#1 June 09 at 03:29", 9),
    ("June 3 rd , 2024, 03:29:46 AM", 3), ("June 3 rd, 2024 3:29am", 3), ("3 rd June 2024, 03:29", 3),
])  # fmt: skip
def test_a_posts_number_is_no_day_and_an_ordinal_may_stand_apart(said: str, day: int) -> None:
    found = moment(said, Clock(datetime(2024, 6, 20, tzinfo=UTC)))
    assert found is not None
    assert (found.at.date(), found.at.hour) == (date(2024, 6, day), 3)


@pytest.mark.parametrize(("mark", "wanted"), [
    ('class="timeago" title="2026-11-20T11:54:31Z"', "2026-11-20T11:54:31Z"),
    ('class="ago" title="2026-11-20T11:54:31Z"', "5 minutes ago"),
    ('class="timeago" title="2026-11-20T11:54:31"', "5 minutes ago"),
])  # fmt: skip
def test_what_scripts_show_as_a_span_is_read_where_it_stands_exactly(mark: str, wanted: str) -> None:
    body = f'<html><body class="timeago"><p><abbr {mark}>5 minutes ago</abbr></p></body></html>'.encode()
    reading = Reading(Page("https://community.example/", 200, (), body, NOW))
    cell = reading.first("p")
    found = reading.moment_of(cell) if cell is not None else None
    assert found is not None
    assert found.raw == wanted


WORDS = st.sampled_from([
    "20 Nov 2025", "Nov 3 rd, 2025", "2025-11-03", "03/11/2025", "3.11.2025", "12 Nov", "#1", "today", "Heute",
    "Monday", "5 minutes ago", "2 years ago", "vor 3 Stunden", "just now", "10:42", "10.42", "22h05",
    "2025年11月3日", "9:05 pm", "by",
])  # fmt: skip


@given(st.lists(st.tuples(WORDS, st.sampled_from([" ", ", ", " - ", "", ": "])), max_size=5))
def test_the_time_of_a_text_is_the_first_exact_one_else_the_first(pieces: list[tuple[str, str]]) -> None:
    text = "".join(word + gap for word, gap in pieces)
    clock = Clock(NOW, order="dmy")
    told = list(moments(text, clock))
    exact = [found for found in told if found.precision in (Precision.SECOND, Precision.MINUTE)]
    assert moment(text, clock) == next(iter([*exact, *told]), None)


def test_a_word_for_yesterday_stands_alone_in_its_own_language_only() -> None:
    read = moment("posté par X hier", Clock(NOW, language="fr"))
    assert read is not None
    assert (read.at.date(), read.precision) == (date(2026, 11, 19), "day")


def test_a_weekday_in_a_text_with_a_whole_date_is_not_the_last_one() -> None:
    read = moment("17 January 2025, and then a great deal of other words before Friday 22:42", Clock(NOW))
    assert read is not None
    assert read.at.date() == date(2025, 1, 17)


def test_today_later_than_now_is_today_and_no_more() -> None:
    read = moment("Today, 23:50", Clock(NOW, zone_known=False))
    assert read is not None
    assert (read.at, read.precision) == (NOW, "day")


def test_half_a_day_is_marked_in_the_language_that_marks_it_so() -> None:
    for language, hour in (("pt", 10), ("sv", 22)):
        read = moment("20 nov 2025, 10:42 em Geral", Clock(NOW, language=language))
        assert read is not None
        assert read.at.hour == hour


def test_dates_without_a_year_are_the_newest_that_are_past() -> None:
    for said, wanted in {"12 Nov": (2026, 11, 12), "20 Nov": (2026, 11, 20), "21 Nov": (2025, 11, 21),
                         "Dec 25": (2025, 12, 25),
                         "11月12日": (2026, 11, 12), "12 ноября": (2026, 11, 12),
                         "21 آبان": (2026, 11, 12)}.items():  # fmt: skip
        read = moment(said, Clock(NOW))
        assert read is not None
        assert (read.at.date(), read.precision) == (date(*wanted), "day")
    ahead = moment("21 Nov", Clock(NOW, zone_known=False))  # somewhere it is the 21st already
    assert ahead is not None
    assert ahead.at.date() == date(2026, 11, 21)
    assert moment("Feb 29", Clock(NOW)) is None


def test_a_year_beside_a_date_is_not_left_out() -> None:
    for said in ("2023 Nov. 12", "Nov 12 (2023)", "2023, 12 Nov"):
        read = moment(said, Clock(NOW))
        assert read is None or read.at.year == 2023


@given(st.dates(date(1985, 1, 1), date(2060, 1, 1)))
def test_persian_dates_follow_each_other_day_by_day(day: date) -> None:
    def persian(of: date) -> tuple[int, int, int]:
        year = of.year - 621
        start = civil(year, 1, 1)
        assert start is not None
        if of < start:
            year -= 1
            start = civil(year, 1, 1)
            assert start is not None
        ago = (of - start).days
        month, rest = (ago // 31 + 1, ago % 31 + 1) if ago < 186 else ((ago - 186) // 30 + 7, (ago - 186) % 30 + 1)
        return year, month, rest

    assert civil(*persian(day)) == day


PERSIAN = {(1368, 3, 14): (1989, 6, 4), (1375, 12, 30): (1997, 3, 20), (1388, 1, 1): (2009, 3, 21),
           (1399, 12, 30): (2021, 3, 20), (1400, 1, 1): (2021, 3, 21), (1400, 12, 30): None,
           (1403, 12, 30): (2025, 3, 20),
           (1404, 1, 1): (2025, 3, 21), (1405, 6, 31): (2026, 9, 22), (1405, 7, 31): None}  # fmt: skip


@pytest.mark.parametrize("stated", PERSIAN)
def test_persian_dates_are_converted_exactly(stated: tuple[int, int, int]) -> None:
    wanted = PERSIAN[stated]
    assert civil(stated[0], 13, 1) is None
    assert civil(1300, JALALI + 1, 1) is None
    assert civil(*stated) == (date(*wanted) if wanted else None)


def test_times_to_come_are_unknown_but_for_clocks_that_run_fast() -> None:
    known, unknown = Clock(NOW), Clock(NOW, zone_known=False)
    assert moment("2026-11-20 13:30", known) is not None
    assert moment("2026-11-20 15:00", known) is None
    assert moment("2026-11-21 02:00", unknown) is not None
    assert moment("2026-11-21 04:00", unknown) is None
    assert machine("2026-11-20T15:00:00Z", unknown) is None
    assert machine(str(int(NOW.timestamp()) + 3 * 3600), known) is None


@pytest.mark.parametrize(("value", "wanted"), [
    ("1795125600", "2026-11-19T22:00:00"), ("1795125600000", "2026-11-19T22:00:00"),
    ("1795125600.5", "2026-11-19T22:00:00"),
    ("2026-11-19T22:00:00+01:00", "2026-11-19T21:00:00"), ("2026-11-19T22:00:00+01", "2026-11-19T21:00:00"),
    ("2026-11-19T22:00:00.123456Z", "2026-11-19T22:00:00"), ("2026-11-19T22:00:00", "2026-11-19T22:00:00"),
    ("2026-11-19 22:00", "2026-11-19T22:00:00"), ("Thu, 19 Nov 2026 22:00:00 -0500", "2026-11-20T03:00:00"),
    ("Thu, 19 Nov 2026 22:00:00 GMT", "2026-11-19T22:00:00"),
    ("Thu Nov 19 2026 22:00:00 GMT+0100 (CET)", "2026-11-19T21:00:00"),
])  # fmt: skip
def test_times_for_machines(value: str, wanted: str) -> None:
    read = machine(value, Clock(NOW))
    assert read is not None
    assert read.at.isoformat()[:19] == wanted


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("5m", 300),
        ("2h", 7200),
        ("3d", 259200),
        ("2 w", 1209600),
        ("5 min", 300),
        ("3 дн", 259200),
        ("2 Std.", 7200),
        ("1y", 31557600),
    ],
)
def test_bare_spans_in_elements_that_hold_times(said: str, seconds: int) -> None:
    read = short_span(said, Clock(NOW))
    assert read is not None
    assert (NOW - read.at).total_seconds() == seconds


def test_members_names_beside_a_time_are_no_part_of_the_evidence() -> None:
    for said in ("by Zorb Today, 10:42 Zorb", "Zorb 20 Nov 2025 22:42 Zorb", "Zorb - 5 minutes ago - Zorb",
                 "Zorb, vor 5 Minuten (Zorb)",
                 "(Zorb) 22:42 20/11/2025 (Zorb)", "Zorb 2025年11月20日 (Zorb) 22:42",
                 "Zorb: il y a environ 2 heures par Zorb",
                 "20 Nov 2025 22:42 Zor", "Zorb Montag um 10:42 Zorb"):  # fmt: skip
        read = moment(said, Clock(NOW, order="dmy"))
        assert read is not None
        assert "zor" not in read.raw.lower()


@given(st.text(max_size=120))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


PIECES = [
    *list(MONTHS)[::40],
    "12",
    "2025",
    ":",
    ".",
    "/",
    "-",
    ",",
    " ",
    "ago",
    "vor",
    "minutes",
    "10:42",
    "pm",
    "年",
    "月",
    "前",
    "today",
    "(",
]


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_sequence_of_such_words_is_survived(pieces: list[str]) -> None:
    for said in ("".join(pieces), " ".join(pieces)):
        read = moment(said, Clock(NOW, zone_known=False))
        assert read is None or (
            isinstance(read, Moment) and read.at <= NOW + timedelta(hours=15) and len(read.raw) <= 80
        )


@pytest.mark.parametrize(
    "piece",
    [
        "1/1/",
        "12 nov ",
        "1.",
        "a ",
        "vor ",
        "5 minutes ",
        "ago ",
        "2025-11-",
        "10:42 ",
        "年1月",
        "today ",
        "( ",
        "de 1 ",
        "und 5 ",
    ],
)
def test_long_texts_take_linear_time(piece: str) -> None:
    started = time.perf_counter()
    moment(piece * 4000, Clock(NOW))
    assert time.perf_counter() - started < 2


def test_the_order_of_days_is_proven_by_what_lies_ahead() -> None:
    assert day_order(["03-12-2026"], NOW) == "mdy"  # 3 December is to come
    assert day_order(["12-03-2026"], NOW) == "dmy"
    assert day_order(["03-04-2026"], NOW) is None
    assert day_order(["03-12-2026", "12-03-2026"], NOW) is None
    assert day_order([], datetime(2026, 4, 3, 1, 0, tzinfo=UTC), "Current time: 04-03-2026, 01:45 AM") == "mdy"
    assert day_order([], datetime(2026, 4, 3, 1, 0, tzinfo=UTC), "Aktuelle Zeit: 03-04-2026, 01:45") == "dmy"
    assert day_order([], datetime(2026, 4, 4, 1, 0, tzinfo=UTC), "04-04-2026, 01:45") is None


def test_a_numeric_date_with_one_possible_reading_needs_no_order() -> None:
    only = moment("03-12-2026 10:00", Clock(NOW))
    assert only is not None
    assert only.at.date() == date(2026, 3, 12)
    assert moment("03-04-2026 10:00", Clock(NOW)) is None


def test_zones_as_pages_state_them() -> None:
    for said, hours in {
        "+02:00": 2,
        "UTC-5": -5,
        "GMT +1": 1,
        "utc": 0,
        "CEST": 2,
        "MEZ": 1,
        "EST": -5,
        "+0530": 5.5,
    }.items():
        zone = zone_named(said)
        assert zone is not None
        assert zone.utcoffset(None) == timedelta(hours=hours)
    assert [zone_named(said) for said in ("CST", "IST", "+15:00", "Zorb", "")] == [None] * 5
    assert zone_named("est", "fr") is None
    for said in ("Europe/Berlin", "Europa/Berlin", "All times are Europe/Berlin"):
        zone = area_in(said)
        assert zone is not None
        assert datetime(2026, 7, 1, 12, tzinfo=zone).utcoffset() == timedelta(hours=2)
    assert area_in("Zorb/Berlin") is None
    assert area_in("Europe/Zorbtown") is None


def phpbb(clock: str, last: str) -> Page:
    """A board of phpBB that tells its clock so, and its last post."""
    return Page(
        "https://a.example/",
        200,
        (),
        f"""<!DOCTYPE html><html lang="en"><head><title>Garden - Index page</title></head>
<body id="phpbb" class="section-index"><div id="page-body"><ul class="topiclist forums"><li class="row"><dl>
<dt><a href="./viewforum.php?f=1" class="forumtitle">Roses</a></dt><dd class="topics">3</dd><dd class="posts">4</dd>
<dd class="lastpost"><span>Last post by <a href="./memberlist.php?mode=viewprofile&amp;u=2">Zorb</a> {last}</span></dd>
</dl></li></ul></div>
<div id="page-footer"><ul id="nav-footer"><li class="rightside">{clock}</li></ul></div></body></html>""".encode(),
        NOW,
    )


def last_post(clock: str, last: str) -> str:
    told = read(phpbb(clock, last)).findings["last_post_at"].value
    assert isinstance(told, datetime)
    return told.isoformat()


def test_a_zone_by_its_place_knows_summer_time() -> None:
    berlin = 'All times are <span title="Europe/Berlin">UTC+01:00</span>'
    assert last_post(berlin, "Fri Nov 20, 2026 12:30 pm") == "2026-11-20T11:30:00+00:00"
    assert last_post(berlin, "Wed Jul 01, 2026 12:30 pm") == "2026-07-01T10:30:00+00:00"
    assert last_post("All times are UTC+01:00", "Wed Jul 01, 2026 12:30 pm") == "2026-07-01T11:30:00+00:00"


def test_a_page_whose_clock_runs_an_hour_ahead_of_its_zone_is_in_summer_time() -> None:
    for now in ("Fri Nov 20, 2026 2:00 pm", "The time now is 02:00 PM."):
        stated = f"All times are UTC+01:00. It is {now}"
        assert last_post(stated, "Fri Nov 20, 2026 1:30 pm") == "2026-11-20T11:30:00+00:00"
    for now in ("Fri Nov 20, 2026 1:00 pm", "The time now is 01:00 PM.", "The time now is 07:00 AM."):
        stated = f"All times are UTC+01:00. It is {now}"
        assert last_post(stated, "Fri Nov 20, 2026 12:30 pm") == "2026-11-20T11:30:00+00:00"


def test_a_time_that_states_its_zone_needs_none_of_the_page() -> None:
    clock = Clock(NOW, timezone(timedelta(hours=9)))
    read = moment("20 Nov 2026 10:42 GMT", clock)
    assert read is not None
    assert read.at == datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "last"),
    [
        ("All times are GMT + 5.5 Hours", "2026-11-20T07:00:00+00:00"),
        ("All times are GMT +9.5. The time now is 09:30 PM.", "2026-11-20T03:00:00+00:00"),
        ("All times are GMT + 5.75 Hours", "2026-11-20T06:45:00+00:00"),
        ("All times are GMT + 5:45", "2026-11-20T06:45:00+00:00"),
        ("All times are GMT + 5. 50 members", "2026-11-20T07:30:00+00:00"),
    ],
)
def test_zones_of_half_and_quarter_hours(clock: str, last: str) -> None:
    assert last_post(clock, "Fri Nov 20, 2026 12:30 pm") == last
