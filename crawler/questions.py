"""Questions to the operator's search engines: one after the other, in each engine's pace, within a day's allowance.

An engine is no site that we are a guest of: it is the operator's own, or one the operator pays. Its robots.txt is for
crawlers of its pages and is not asked; its limits are kept, and every refusal has a name.
"""

import asyncio
import json
import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from crawler.engines import engines
from crawler.engines.declare import Account, Refusal, Results
from crawler.fetching import Answer, FetchFailed, FetchWith
from crawler.limits import Limits
from crawler.steps import of_status
from registry.frontier.gatherings import REQUESTS_OF_A_QUESTION, DueGathering
from registry.gathered import GatheringReport, Named
from registry.hygiene import line
from registry.vocabulary import Outcome

log = logging.getLogger(__name__)


class Questions:
    """Puts questions. `accounts` are asked in their order: the next one where an engine gives no answer."""

    def __init__(
        self,
        accounts: Sequence[Account],
        fetch: FetchWith,
        limits: Limits,
        *,
        worker: str,
        clock: Callable[[], datetime],
        sleep: Callable[[float], Any] = asyncio.sleep,
    ) -> None:
        self._accounts = tuple(accounts)
        self._fetch = fetch
        self._limits = limits
        self._worker = worker
        self._clock = clock
        self._sleep = sleep
        self._asked = 0

    async def put(self, due: DueGathering) -> GatheringReport:
        """The report of one question. Raises nothing but what cancels it."""
        started, self._asked = self._clock(), 0
        found: dict[str, Named] = {}
        refusal: Refusal | None = None
        for account in self._accounts:
            answer = await self._asked_of(account, due.address, found)
            if answer is None:
                refusal = None
                break
            refusal = refusal or answer
        outcome, detail = Outcome.GATHERED, f"{len(found)} addresses"
        if refusal is not None and not found:
            outcome, detail = refusal.outcome, refusal.detail
        return GatheringReport(
            gathering_id=due.gathering_id,
            kind=due.kind,
            source=f"search:{due.gathering_id}",
            host_id=None,
            worker=self._worker,
            lease_token=0,
            outcome=outcome,
            started_at=started,
            ended_at=self._clock(),
            topic=due.topic,
            region=due.region,
            discovery_id=due.discovery_id,
            detail=line(detail, 300),
            pages=self._asked,
            found=tuple(found.values()),
            validators={"asked": self._asked},
            retry_after_s=refusal.wait_s if refusal is not None else None,
        )

    async def _asked_of(self, account: Account, words: str, found: dict[str, Named]) -> Refusal | None:
        """Ask one engine for its pages; None when it answered."""
        engine = engines()[account.engine]
        for page in range(engine.pages):
            if self._asked >= REQUESTS_OF_A_QUESTION:
                return None if page else Refusal(Outcome.FAILED, "no request was left for it")
            if self._asked:
                await self._sleep(engine.delay_s)
            self._asked += 1
            answer = await self._answer(account, words, page)
            if isinstance(answer, Refusal):
                return None if page else Refusal(answer.outcome, f"{engine.title}: {answer.detail}", answer.wait_s)
            before = len(found)
            for named in answer.found:
                found.setdefault(named.address, named)
            if not answer.more or len(found) == before:
                return None
        return None

    async def _answer(self, account: Account, words: str, page: int) -> Results | Refusal:
        engine = engines()[account.engine]
        request = engine.ask(account, words, page)
        try:
            answer = await self._fetch(request.url, timeout=self._limits.request_s, headers=request.headers)
        except FetchFailed as failed:
            return Refusal(failed.outcome, "no answer")  # what the network said may hold the address, and with it a key
        try:
            return engine.read(
                answer.status, {name.lower(): value for name, value in answer.headers}, _document(answer)
            )
        except Exception as error:
            log.exception("an answer of %s was not read, by our own mistake", engine.title)
            return Refusal(of_status(500)[0], f"{type(error).__name__} while reading")


def _document(answer: Answer) -> Any:
    try:
        return json.loads(answer.body.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
