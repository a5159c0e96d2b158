"""Ways for a test to send letters past the web, and to have their addresses visited."""

from datetime import datetime
from typing import Any

from registry.db import Sessions
from registry.stewardship.posting import Bounds, Posted, post
from registry.stewardship.writing import Draft, suggestion
from tests.store.making import HOSTS, NOW

ROOMY = Bounds(an_hour=1000, a_day=1000, open=1000)


def send(
    sessions: Sessions,
    draft: Draft,
    *,
    client: str = "198.51.100.7",
    bounds: Bounds = ROOMY,
    now: datetime = NOW,
    secret: str = "",
) -> Posted:
    with sessions.write() as session:
        return post(session, draft, client=client, bounds=bounds, secret=secret, hosts=HOSTS, now=now)


def suggest(sessions: Sessions, address: str, words: str = "", **more: Any) -> Posted:
    return send(sessions, suggestion(address, words, HOSTS), **more)
