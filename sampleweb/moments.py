"""How the software writes times. All boards of the sample web keep UTC; month names are English whatever the locale."""

from datetime import UTC, datetime

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def iso(moment: datetime) -> str:
    """`2026-11-20T05:04:00+00:00`."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def zulu(moment: datetime) -> str:
    """`2026-11-20T05:04:00.000Z`, as JSON of browsers' programs has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def compact_iso(moment: datetime) -> str:
    """`2026-11-20T05:04:00+0000`, without the colon of the offset."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+0000")


def rfc822(moment: datetime) -> str:
    """`Fri, 20 Nov 2026 05:04:00 +0000`, as feeds have it."""
    month = _MONTHS[moment.month - 1][:3]
    return f"{_DAYS[moment.weekday()]}, {moment:%d} {month} {moment:%Y %H:%M:%S} +0000"


def phpbb(moment: datetime) -> str:
    """`Fri Nov 20, 2026 5:04 am`."""
    month = _MONTHS[moment.month - 1][:3]
    return f"{_DAYS[moment.weekday()]} {month} {moment:%d, %Y} {_hour(moment)}:{moment:%M} {_half(moment)}"


def mybb(moment: datetime, today: datetime | None) -> str:
    """`11-20-2026, 05:04 AM`, with a word instead of the date for today and yesterday; a date when `today` is None."""
    day = f"{moment:%m-%d-%Y}"
    word = _word(moment, today)
    shown = f'<span title="{day}">{word}</span>' if word else day
    return f"{shown}, {_hour(moment):02d}:{moment:%M} {_half(moment).upper()}"


def smf21(moment: datetime, today: datetime | None) -> str:
    """`Nov 20, 2026, 05:04 AM`, with a word for the date of today and yesterday; a date when `today` is None."""
    clock = f"{_hour(moment):02d}:{moment:%M} {_half(moment).upper()}"
    word = _word(moment, today)
    if word:
        return f"<strong>{word}</strong> at {clock}"
    return f"{_MONTHS[moment.month - 1][:3]} {moment:%d, %Y}, {clock}"


def smf20(moment: datetime, today: datetime | None) -> str:
    """`November 20, 2026, 05:04:00 AM`, with a word instead of the date for today and yesterday."""
    clock = f"{_hour(moment):02d}:{moment:%M:%S} {_half(moment).upper()}"
    word = _word(moment, today)
    return f"<strong>{word}</strong> at {clock}" if word else f"{long_day(moment)}, {clock}"


def xenforo(moment: datetime) -> str:
    """`Nov 20, 2026`."""
    return f"{_MONTHS[moment.month - 1][:3]} {moment.day}, {moment.year}"


def discourse(moment: datetime) -> str:
    """`November 20, 2026,  5:04am`."""
    return f"{_MONTHS[moment.month - 1]} {moment.day}, {moment.year}, {_hour(moment):2d}:{moment:%M}{_half(moment)}"


def british(moment: datetime) -> str:
    """`20 November 2026 05:04`, as a British home-made board has it."""
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment:%Y %H:%M}"


def slashed(moment: datetime) -> str:
    """`20/11/2026 05:04`, day first."""
    return f"{moment:%d/%m/%Y %H:%M}"


def clock_of(moment: datetime) -> str:
    """`5:04 AM`."""
    return f"{_hour(moment)}:{moment:%M} {_half(moment).upper()}"


def long_day(moment: datetime) -> str:
    """`November 20, 2026`."""
    return f"{_MONTHS[moment.month - 1]} {moment:%d, %Y}"


def _word(moment: datetime, today: datetime | None) -> str | None:
    return {0: "Today", 1: "Yesterday"}.get((today.date() - moment.date()).days) if today else None


def _hour(moment: datetime) -> int:
    return moment.hour % 12 or 12


def _half(moment: datetime) -> str:
    return "am" if moment.hour < 12 else "pm"
