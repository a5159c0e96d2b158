"""Times in every language: dates and spans as software writes them, resolved exactly or not at all."""

from datetime import UTC, date, datetime, timedelta

import pytest
from babel import Locale
from babel.dates import format_datetime, format_timedelta
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.words import months as month_words
from crawler.words import units as span_words
from crawler.words import weekdays as weekday_words
from crawler.words.calendar_words import MONTH_LANGUAGES
from crawler.words.moments import Clock, moment
from registry.vocabulary import Precision

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
DATED = [
    *("en", "en_GB", "cy", "pl", "de", "fr", "es", "it", "nl", "pt", "ca", "gl", "ru", "uk"),
    *("be", "bg", "sr", "sr_Latn", "mk", "hr", "bs", "sl", "cs", "sk", "hu", "ro", "sv", "nb"),
    *("nn", "da", "fi", "is", "et", "lv", "lt", "tr", "az", "el", "sq", "he", "hi", "bn"),
    *("id", "ms", "ja", "ko", "af", "fil", "ka", "hy", "kk", "uz", "fa", "ar", "zh", "vi", "eo"),
]
UNITS = {"second": 1, "minute": 60, "hour": 3600, "day": 86400, "week": 604800, "month": 2592000, "year": 31536000}
AVERAGE = {"month": 2629800, "year": 31557600}
PRECISIONS = {"second": "minute", "minute": "minute", "hour": "hour", "week": "day"}


def language_of(locale: str) -> str:
    return "sr-latn" if locale == "sr_Latn" else locale.split("_")[0]


def clock_of(locale: str) -> Clock:
    return Clock(NOW, order="mdy" if locale == "en" else "dmy", language=language_of(locale))


@pytest.mark.parametrize("locale", DATED)
@settings(max_examples=25)
@given(at=st.integers(820454400, 1795046400).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
@example(at=datetime(2024, 2, 29, 0, 0, tzinfo=UTC))
@example(at=datetime(2026, 5, 1, 12, 30, tzinfo=UTC))
@example(at=datetime(2025, 12, 31, 23, 59, tzinfo=UTC))
def test_a_date_in_any_languages_own_form_is_read_exactly(locale: str, at: datetime) -> None:
    said = format_datetime(at, "medium", locale=locale, tzinfo=UTC)
    read = moment(f"> {said} <", clock_of(locale))
    assert read is not None
    assert (read.at, read.precision) == (at, "second")


@pytest.mark.parametrize("locale", DATED)
@settings(max_examples=25)
@given(day=st.dates(date(1996, 1, 1), date(2026, 11, 19)), full=st.booleans())
def test_no_other_language_of_the_page_makes_a_date_wrong(locale: str, day: date, full: bool) -> None:
    at = datetime(day.year, day.month, day.day, 22, 42, tzinfo=UTC)
    name = Locale.parse(locale).months["format"]["wide" if full else "abbreviated"][day.month]
    for language in ("", "en", "xx"):
        read = moment(f"{day.day} {name} {day.year}, 22:42", Clock(NOW, language=language))
        assert read is None or read.at == at


@pytest.mark.parametrize("locale", [one for one in DATED if one not in ("sr_Latn", "he")])
@pytest.mark.parametrize("unit", UNITS)
def test_a_span_in_any_language_is_counted_back(locale: str, unit: str) -> None:
    for count in (1, 2, 3, 5, 11, 21):
        span = timedelta(seconds=-UNITS[unit] * count)
        said = format_timedelta(span, granularity=unit, threshold=1000, add_direction=True, locale=locale)
        read = moment(f"x {said} y", clock_of(locale))
        assert read is not None, said
        assert (NOW - read.at).total_seconds() == AVERAGE.get(unit, UNITS[unit]) * count, said
        assert read.precision == PRECISIONS.get(unit, unit)


SPANS = {
    "5 minutes ago": 300,
    "an hour ago": 3600,
    "about 2 hours ago": 7200,
    "1 hour, 25 minutes ago": 5100,
    "1 hour and 5 minutes ago": 3900,
    "a moment ago": 0,
    "just now": 0,
    "a few seconds ago": 0,
    "less than a minute ago": 60,
    "3d ago": 259200,
    "vor 5 Minuten": 300,
    "vor etwa 2 Stunden": 7200,
    "vor einer Stunde": 3600,
    "vor 1 Stunde und 5 Minuten": 3900,
    "gerade eben": 0,
    "il y a 2 heures": 7200,
    "il y a environ une heure": 3600,
    "il y a quelques secondes": 0,
    "à l’instant": 0,
    "hace un momento": 0,
    "hace alrededor de 3 horas": 10800,
    "5 minuti fa": 300,
    "un'ora fa": 3600,
    "3 dagen geleden": 259200,
    "ongeveer 2 uur geleden": 7200,
    "há cerca de 2 horas": 7200,
    "5 minut temu": 300,
    "godzinę temu": 3600,
    "przed chwilą": 0,
    "час назад": 3600,
    "2 часа назад": 7200,
    "только что": 0,
    "5 munud yn ôl": 300,
    "5 хвилин тому": 300,
    "před 5 minutami": 300,
    "5 perce": 300,
    "2 órával ezelőtt": 7200,
    "acum 21 de minute": 1260,
    "för 5 minuter sedan": 300,
    "for 5 minutter siden": 300,
    "5 minuuttia sitten": 300,
    "5 dakika önce": 300,
    "πριν από 5 λεπτά": 300,
    "منذ ساعتين": 7200,
    "منذ 5 دقائق": 300,
    "۵ دقیقه پیش": 300,
    "לפני שעתיים": 7200,
    "5 menit yang lalu": 300,
    "5 phút trước": 300,
    "5分钟前": 300,
    "5 分鐘前": 300,
    "半小时前": 1800,
    "2時間前": 7200,
    "5분 전": 300,
    "5 นาทีที่แล้ว": 300,
}


@pytest.mark.parametrize("said", SPANS)
def test_spans_as_forums_write_them(said: str) -> None:
    read = moment(said, Clock(NOW))
    assert read is not None
    assert (NOW - read.at).total_seconds() == SPANS[said]


WRITTEN = {
    "20 de noviembre de 2025 a las 22:42": "es",
    "20. November 2025 um 22:42": "de",
    "Do 20. Nov 2025, 22:42": "de",
    "jeu. 20 nov. 2025 22:42": "fr",
    "20 novembre 2025 à 22h42": "fr",
    "20 novembre 2025, 22:42": "it",
    "20 nov 2025, 22:42": "nl",
    "Qui Nov 20, 2025 10:42 pm": "pt",
    "20 lis 2025, o 22:42": "pl",
    "czw 20 lis, 2025 10:42 pm": "pl",
    "20 ноя 2025, 22:42": "ru",
    "20 ноября 2025 г. в 22:42": "ru",
    "20 листопада 2025, 22:42": "uk",
    "čtv 20. lis 2025 22:42": "cs",
    "2025. november 20. 22:42": "hu",
    "2025. nov. 20., 22:42": "hu",
    "20 Noi 2025, 22:42": "ro",
    "20 Kas 2025, 22:42": "tr",
    "20 Νοε 2025, 10:42 μμ": "el",
    "20 marras 2025, 22:42": "fi",
    "20. november 2025 kl. 22:42": "da",
    "20 Tachwedd 2025 22:42": "cy",
    "20 نوفمبر 2025، 10:42 م": "ar",
    "٢٠ نوفمبر ٢٠٢٥ ٢٢:٤٢": "ar",
    "۲۹ آبان ۱۴۰۴، ساعت ۲۲:۴۲": "fa",
    "1404/08/29, 22:42": "fa",
    "20 בנובמבר 2025, 22:42": "he",
    "20 พ.ย. 2568, 22:42": "th",
    "20 พฤศจิกายน พ.ศ. 2568 22:42": "th",
    "20/11/2568 22:42": "th",
    "2025年11月20日 22:42": "zh",
    "2025年11月20日(木) 22:42": "ja",
    "令和7年11月20日 22:42": "ja",
    "周四 11月 20, 2025 10:42 pm": "zh",
    "2025-11-20 下午10:42": "zh",
    "2025년 11월 20일 (목) 오후 10:42": "ko",
    "2025. 11. 20. 오후 10:42": "ko",
    "20 Tháng 11, 2025, 22:42": "vi",
    "22:42 20/11/2025": "vi",
    "20.11.2025 22:42 Uhr": "de",
    "20.11.25, 22:42": "de",
    "20/Nov/2025 22:42": "en",
    "20-Nov-25 22:42": "en",
    "November 20th, 2025, 10:42 PM": "en",
    "20th November 2025 - 10:42 PM": "en",
    "10:42 PM, 20 Nov 2025": "en",
    "Thu Nov 20 22:42:00 2025": "en",
    "2025-11-20T22:42:00Z": "en",
    "2025-11-20 22:42:00 +00:00": "en",
    "Thu, 20 Nov 2025 22:42:00 GMT": "en",
    "20 Nov 2025 22:42 GMT": "en",
    "20 Nov 2025 23:42 CET": "de",
}


@pytest.mark.parametrize("said", WRITTEN)
def test_dates_as_boards_of_each_language_print_them(said: str) -> None:
    for around in (said, f"> {said} <"):
        read = moment(around, Clock(NOW, language=WRITTEN[said], order="dmy"))
        assert read is not None
        assert read.at == datetime(2025, 11, 20, 22, 42, tzinfo=UTC)
        assert read.precision in (Precision.MINUTE, Precision.SECOND)


DAYS = {
    "Today, 10:42 am": (0, "en"), "Yesterday at 10:42": (1, "en"), "heddiw 10:42": (0, "cy"),
    "Gestern, 10:42": (1, "de"),
    "Vorgestern 10:42": (2, "de"), "Hier à 10h42": (1, "fr"), "Aujourd'hui à 10:42": (0, "fr"),
    "Ayer, 10:42": (1, "es"),
    "Hoy a las 10:42": (0, "es"), "Ieri, 10:42": (1, "it"), "Vandaag om 10:42": (0, "nl"),
    "Ontem às 10:42": (1, "pt"),
    "wczoraj, o 10:42": (1, "pl"), "Dzisiaj 10:42": (0, "pl"), "Сегодня, 10:42": (0, "ru"),
    "Вчера в 10:42": (1, "ru"),
    "Вчора, 10:42": (1, "uk"), "včera v 10:42": (1, "cs"), "tegnap, 10:42": (1, "hu"),
    "Ieri la 10:42": (1, "ro"),
    "Igår 10:42": (1, "sv"), "I dag kl. 10:42": (0, "nb"), "eilen klo 10:42": (1, "fi"),
    "Dün, 10:42": (1, "tr"),
    "Χθες στις 10:42": (1, "el"), "أمس، 10:42": (1, "ar"), "دیروز، ۱۰:۴۲": (1, "fa"), "אתמול, 10:42": (1, "he"),
    "昨天 10:42": (1, "zh"), "昨日 10:42": (1, "ja"), "어제 오전 10:42": (1, "ko"),
    "Hôm qua, lúc 10:42": (1, "vi"),
    "Kemarin, 10:42": (1, "id"), "10:42 Yesterday": (1, "en"), "Monday at 10:42": (4, "en"),
    "Montag um 10:42": (4, "de"),
    "Lundi à 10:42": (4, "fr"), "poniedziałek o 10:42": (4, "pl"), "Dydd Llun 10:42": (4, "cy"),
}  # fmt: skip


@pytest.mark.parametrize("said", DAYS)
def test_days_near_today_in_each_language(said: str) -> None:
    back, language = DAYS[said]
    for known in (language, ""):
        read = moment(f"x {said}", Clock(NOW, language=known))
        assert read is not None
        assert read.at == NOW.replace(hour=10, minute=42) - timedelta(days=back)


def test_every_language_names_all_months_days_and_units() -> None:
    for table, count in ((month_words.MONTHS, 12), (weekday_words.WEEKDAYS, 7), (span_words.SPANS, 7)):
        assert {language: len(said.split(", ")) for language, said in table.items()} == dict.fromkeys(table, count)
    assert all(2 <= len(said.split(", ")) <= 3 for said in weekday_words.NEAR_DAYS.values())
    assert all(MONTH_LANGUAGES.values())
