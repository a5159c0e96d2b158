"""What modules need to read JSON answers: values into findings, boards and times, whatever the answer holds."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from crawler.fragments import fragment_text
from crawler.hygiene import DESCRIPTION_LIMIT, NAME_LIMIT, TITLE_LIMIT, clean, clean_url
from crawler.page import Page
from crawler.replies import Answered, threads_seen
from crawler.words.moments import Clock, Moment, machine
from registry.profile import RAW_LIMIT, Board, Finding, ThreadSeen

LARGEST = 10**12
THREADS = 30
"""Most threads of which titles and times are taken."""


def count(value: object) -> int | None:
    """A whole number of 0 to LARGEST, or None."""
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= LARGEST else None


def finding(value: object, rule: str, page: Page) -> Finding | None:
    """A text or a count as a finding; None for anything else."""
    number = count(value)
    if number is not None:
        return Finding(number, str(value), rule, page.url)
    if isinstance(value, str):
        said = clean(fragment_text(value), DESCRIPTION_LIMIT if rule.endswith("description") else NAME_LIMIT)
        return Finding(said, said[:RAW_LIMIT], rule, page.url) if said else None
    return None


def findings_of(said: Mapping[str, object], keys: Mapping[str, Sequence[str]], page: Page) -> dict[str, Finding]:
    """Counts by the first of their possible keys."""
    found: dict[str, Finding] = {}
    for field, names in keys.items():
        for name in names:
            number = count(said.get(name))
            if number is not None:
                found[field] = Finding(number, str(number), name, page.url)
                break
    return found


def board(name: object, href: str | None, threads: int | None, posts: int | None, page: Page) -> Board | None:
    """A board, or None without a name."""
    said = clean(fragment_text(name), NAME_LIMIT) if isinstance(name, str) else ""
    return Board(said, clean_url(page.url, href), threads, posts) if said else None


def titles_of(rows: Sequence[Mapping[str, object]], keys: Sequence[str]) -> tuple[str, ...]:
    """Titles of threads, newest 30 as listed."""
    titles = []
    for row in rows:
        said = next((row[key] for key in keys if isinstance(row.get(key), str)), None)
        if isinstance(said, str) and (title := clean(fragment_text(said), TITLE_LIMIT)):
            titles.append(title)
    return tuple(dict.fromkeys(titles))[:THREADS]


def moments_of(rows: Sequence[Mapping[str, object]], keys: Sequence[str], page: Page) -> list[Moment]:
    """The times of rows, newest first; numbers are seconds or milliseconds since 1970."""
    clock = Clock(page.fetched_at.astimezone(UTC))
    found = []
    for row in rows:
        for key in keys:
            value = row.get(key)
            moment = (
                machine(str(value), clock)
                if isinstance(value, str | int | float) and not isinstance(value, bool)
                else None
            )
            if moment is not None:
                found.append(moment)
                break
    return sorted(found, key=lambda moment: moment.at, reverse=True)


def thread_times(times: Sequence[Moment]) -> tuple[datetime, ...]:
    """The first THREADS different times, in their order: what a profile keeps of its threads' last posts."""
    return tuple(dict.fromkeys(moment.at for moment in times))[:THREADS]


def seen_of(
    rows: Sequence[Mapping[str, object]],
    page: Page,
    *,
    title: Sequence[str],
    counted: str,
    began: Sequence[str],
    newest: Sequence[str],
    whole: bool = False,
) -> tuple[ThreadSeen, ...]:
    """The threads of rows, in their order, that may be counted for their replies: see `crawler.replies`.

    `counted` is the key of the count, `whole` says that it counts the first post too; `began` and `newest` are the keys
    of the times of the first and of the newest post, first come.
    """
    told = []
    for row in rows:
        replies = count(row.get(counted))
        if replies is None or replies < int(whole):
            continue
        said = next((str(row[key]) for key in title if row.get(key)), "")
        times = [next(iter(moments_of([row], keys, page)), None) for keys in (began, newest)]
        told.append(Answered(said, replies - int(whole), *times))
    return threads_seen(told)


def newest_of(times: Sequence[Moment], rule: str, page: Page) -> dict[str, Finding]:
    """The newest of times in order, as the finding of the last post; empty without any."""
    if not times:
        return {}
    newest = times[0]
    return {"last_post_at": Finding(newest.at, newest.raw, rule, page.url, newest.precision)}
