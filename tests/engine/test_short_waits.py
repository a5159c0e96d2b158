"""A host that asks for a few seconds of peace gets them, once a visit, and is asked again; longer ones end it."""

import asyncio
from datetime import UTC, datetime

import pytest

from crawler.fetching import Answer
from crawler.guest import PATIENCE_S, Guest
from crawler.limits import Limits


def ask(*answers: tuple[int, str | None], seconds: float = 30.0, times: int = 1) -> tuple[list[float], int]:
    """When each request came, in seconds from the first, and the last status; the guest asks `times` times."""
    told = list(answers)
    came: list[float] = []

    async def fetch(url: str, *, timeout: float, cut_at: int | None = None) -> Answer:
        came.append(asyncio.get_running_loop().time())
        status, wait = told.pop(0)
        headers = () if wait is None else (("Retry-After", wait),)
        return Answer(url, status, headers, b"", datetime.now(UTC))

    async def go() -> int:
        limits = Limits(default_delay_s=0.0, max_seconds=seconds)
        guest = Guest(fetch, limits, {}, last_response_at=None, clock=lambda: datetime.now(UTC))
        guest.arrive()
        for _ in range(times):
            answer = await guest.ask("https://busy.example/")
        return answer.status

    status = asyncio.run(go())
    return [moment - came[0] for moment in came], status


@pytest.mark.parametrize("status", [429, 503])
def test_a_short_wait_is_kept_and_the_page_asked_for_again(status: int) -> None:
    came, last = ask((status, "1"), (200, None))
    assert last == 200
    assert len(came) == 2
    assert came[1] >= 1.0


@pytest.mark.parametrize(
    ("answers", "seconds"),
    [
        pytest.param([(429, str(int(PATIENCE_S) + 1))], 60.0, id="longer than our patience"),
        pytest.param([(429, None)], 60.0, id="no time named"),
        pytest.param([(429, "soon")], 60.0, id="no time at all"),
        pytest.param([(429, "5")], 4.0, id="longer than the visit lasts"),
        pytest.param([(404, "0")], 60.0, id="not asked to wait"),
    ],
)
def test_what_cannot_be_waited_for_is_not_asked_for_again(
    answers: list[tuple[int, str | None]], seconds: float
) -> None:
    came, _ = ask(*answers, seconds=seconds)
    assert len(came) == 1


def test_patience_is_had_once_a_visit() -> None:
    came, last = ask((429, "0"), (429, "0"), (429, "0"), times=2)
    assert (len(came), last) == (3, 429)
