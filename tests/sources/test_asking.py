"""A crawl that asks the operator's search engine over loopback, and visits what it finds."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from registry.db import Sessions
from registry.frontier.gatherings import Wanted, add_gatherings
from registry.frontier.model import Sighting
from registry.frontier.seeking import Gathering
from registry.history import mark_demo
from registry.identity import SharedHosts
from tests.engine.conftest import PROJECT, QUICK
from tests.sources.conftest import ListWeb
from tests.sources.test_crawling import FORUM
from tests.sources.test_engines import searxng

QUERY = "search/search?q=hens+forum&format=json&categories=general&pageno={}"
JSON = {"Content-Type": "application/json"}


def ask(sessions: Sessions, web: ListWeb, engine: str, questions: list[str], a_day: int = 10) -> dict[str, Any]:
    now = datetime.now(UTC)
    with sessions.write() as session:
        mark_demo(session)
        wanted = [Wanted("search", words, "topics", "/environment", due=now) for words in questions]
        add_gatherings(session, wanted, hosts=SharedHosts())
    order = {
        "database": sessions.engine.url.render_as_string(hide_password=False), "allow": [["127.0.0.1", web.port]],
        "limits": QUICK, "engines": [engine], "a_day": a_day,
    }  # fmt: skip
    command = [sys.executable, "-m", "tests.sources.ask_program"]
    run = subprocess.run(
        command, input=json.dumps(order), capture_output=True, text=True, cwd=PROJECT, timeout=120, check=False
    )
    assert run.returncode == 0, run.stderr[-3000:]
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def test_what_the_engine_finds_is_visited_and_the_engine_itself_is_no_site(
    sessions: Sessions, list_web: ListWeb
) -> None:
    engine = list_web.address("search")
    found = searxng(list_web.address("hens"), f"{engine}admin")
    list_web.pages |= {
        QUERY.format(1): (200, JSON, json.dumps(found)),
        QUERY.format(2): (200, JSON, json.dumps(searxng())),
        "hens/": FORUM,
    }
    done = ask(sessions, list_web, engine, ["hens forum"])
    assert done["forums"] == 1
    assert done["outcomes"]["egress_refused"] == 1  # a link to the engine, found by the engine
    assert set(list_web.hits) & {"search/robots.txt", "search/admin", "search/"} == set()
    with sessions.read() as session:
        row = session.execute(select(*Gathering.__table__.columns).where(Gathering.site_id.is_(None))).one()
        assert (row.last_outcome, row.named, row.lease_holder, row.validators) == ("gathered", 2, None, {"asked": 2})
        assert set(session.scalars(select(Sighting.source))) == {f"search:{row.id}"}


def test_no_more_is_asked_than_a_day_allows(sessions: Sessions, list_web: ListWeb) -> None:
    list_web.pages |= {
        f"search/search?q=forum+{n}&format=json&categories=general&pageno=1": (200, JSON, json.dumps(searxng()))
        for n in range(9)
    }
    ask(sessions, list_web, list_web.address("search"), [f"forum {n}" for n in range(9)], a_day=4)
    assert sum(list_web.hits.values()) == 3
