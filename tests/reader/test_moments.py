"""Times as forums write them, in ten languages, resolved against the page's clock."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.words.date_order import day_order
from crawler.words.moments import Clock, machine, moment

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
CLOCK = Clock(NOW)
WRITTEN = {
    "Mon Jan 05, 2026 3:04 pm": ("2026-01-05T15:04", "minute"),
    "13-01-2026, 10:42 PM": ("2026-01-13T22:42", "minute"),
    "Today, 10:42 AM": ("2026-11-20T10:42", "minute"),
    "Yesterday 22:10": ("2026-11-19T22:10", "minute"),
    "vor 5 Minuten": ("2026-11-20T11:55", "minute"),
    "Gestern, 22:10 Uhr": ("2026-11-19T22:10", "minute"),
    "5. Januar 2026, 15:04": ("2026-01-05T15:04", "minute"),
    "il y a 2 heures": ("2026-11-20T10:00", "hour"),
    "jeu. 19 nov. 2026 22:47": ("2026-11-19T22:47", "minute"),
    "hace un día": ("2026-11-19T12:00", "day"),
    "5 de enero de 2026 a las 10:11": ("2026-01-05T10:11", "minute"),
    "3 giorni fa": ("2026-11-17T12:00", "day"),
    "20 maart 2025 om 10:11": ("2025-03-20T10:11", "minute"),
    "3 dagen geleden": ("2026-11-17T12:00", "day"),
    "há 3 dias": ("2026-11-17T12:00", "day"),
    "wczoraj o 10:11": ("2026-11-19T10:11", "minute"),
    "2 часа назад": ("2026-11-20T10:00", "hour"),
    "вчера в 10:12": ("2026-11-19T10:12", "minute"),
    "20 Tachwedd 2025": ("2025-11-20T00:00", "day"),
    "ddoe 08:15": ("2026-11-19T08:15", "minute"),
    "Monday at 10:42 AM": ("2026-11-16T10:42", "minute"),
    "an hour ago": ("2026-11-20T11:00", "hour"),
    "Nov 12": ("2026-11-12T00:00", "day"),
    "Dec 25": ("2025-12-25T00:00", "day"),
    "2026年1月5日 10:12": ("2026-01-05T10:12", "minute"),
    "2026-01-05T10:11:12+02:00": ("2026-01-05T08:11", "second"),
}


@pytest.mark.parametrize(("text", "wanted"), WRITTEN.items())
def test_a_time_is_read(text: str, wanted: tuple[str, str]) -> None:
    read = moment(f"by somebody {text}", CLOCK)
    assert read is not None
    assert (read.at.isoformat()[:16], str(read.precision)) == wanted
    assert "somebody" not in read.raw


def test_the_order_of_a_numeric_date_is_never_guessed() -> None:
    assert moment("03-04-2026 10:00", CLOCK) is None
    british = moment("03-04-2026 10:00", Clock(NOW, order="dmy"))
    american = moment("03-04-2026 10:00", Clock(NOW, order="mdy"))
    assert british is not None
    assert american is not None
    assert (british.at.month, american.at.month) == (4, 3)
    assert day_order(["03-04-2026", "25-12-2025"]) == "dmy"
    assert day_order(["03-04-2026", "12-25-2025"]) == "mdy"
    assert day_order(["25-12-2025", "12-25-2025"]) is None


def test_the_zone_of_the_page_counts() -> None:
    read = moment("Today, 10:42", Clock(NOW, timezone(timedelta(hours=2))))
    assert read is not None
    assert read.at.isoformat() == "2026-11-20T08:42:00+00:00"


def test_times_to_come_and_before_forums_are_not_believed() -> None:
    assert moment("5 January 2031", CLOCK) is None
    assert machine("1970-01-01T00:00:00Z", CLOCK) is None


@given(st.integers(631152000, 1795000000))
def test_machine_times_keep_the_second(seconds: int) -> None:
    at = datetime.fromtimestamp(seconds, UTC)
    for said in (at.isoformat(), str(int(at.timestamp())) if at.year > 2001 else at.isoformat()):
        read = machine(said, CLOCK)
        assert read is not None
        assert read.at == at


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for read in (moment(text, CLOCK), machine(text, CLOCK)):
        assert read is None or (read.at.tzinfo is not None and len(read.raw) <= 80)


@pytest.mark.parametrize(
    "stated",
    [
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        "0001-01-01",
        "2026-11-19T21:47:13+99:99",
        "2026-11-19T21:47:13+15:00",
        "Mon, 01 Jan 0001 00:00:00 +1400",
        "Fri, 31 Dec 9999 23:59:59 -1400",
    ],
)
def test_times_that_cannot_be_are_unknown(stated: str) -> None:
    assert machine(stated, CLOCK) is None
    moment(stated, CLOCK)  # whatever it makes of the text, it survives it


@given(
    st.datetimes(),
    st.integers(-99, 99),
    st.integers(0, 99),
)
def test_any_machine_time_and_zone_is_survived(at: datetime, hours: int, minutes: int) -> None:
    machine(f"{at:%Y-%m-%dT%H:%M:%S}{hours:+03d}:{minutes:02d}", CLOCK)
