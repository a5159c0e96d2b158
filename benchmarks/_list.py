"""What the measures of the service share: a list of many made-up forums, in a registry and in a table for the peers."""

import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import orjson
from sqlalchemy import insert, select

from registry.catalogue.card import Card, CardActivity, CardBoard, CardRegion, CardTopic, Fact
from registry.catalogue.listed import listed
from registry.catalogue.model import CardRow, Forum, Region, Topic
from registry.catalogue.terms import Terms
from registry.db import make_sessions
from registry.history.model import Change, Head
from registry.identity import SharedHosts
from registry.migrating import migrate
from registry.seeding import load_seeds

PROJECT = Path(__file__).resolve().parents[1]
SEEDS = PROJECT / "seeds"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
BATCH = 2000

STEMS = "ten land hous rent car bus heal nurs farm gard dog cat pip tax debt loan scho univ baby mum dad work job pay"
ENDS = "ant lord ing er el ation ity ry in on ics al ful ness"
WORDS = [stem + end for stem in STEMS.split() for end in ENDS.split()]
"""Words as common as those of a real list are: each stands in one forum of twelve."""

PLATFORMS = ("phpbb", "smf", "mybb", "xenforo", "discourse", "vbulletin")
SCALARS = (
    "id", "name", "address", "description", "platform", "language", "country", "topic", "region", "activity", "score",
    "members", "threads", "posts", "last_post_at", "taking_part", "reading", "standing", "state", "listed_at",
    "updated_at", "visited_at", "named_in", "kind",
)  # fmt: skip


def cards(count: int, topics: list[tuple[str, str]], places: list[tuple[str, str, str]]) -> Iterator[Card]:
    """As many forums, always the same ones."""
    chance = random.Random(1)  # noqa: S311  # made-up forums, always the same
    for number in range(count):
        said = chance.choices(WORDS, k=28)
        when = (NOW - timedelta(minutes=number)).isoformat()
        page = f"https://forum{number}.example/"
        evidence = {"source": "observed", "page": page, "seen_at": when, "parser_version": "1"}
        figures = {name: chance.randint(1, 10**6) for name in ("members", "threads", "posts")}
        facts = tuple(
            Fact(name, value, raw=f"{value:,}", rule=".stats b [0]", **evidence) for name, value in figures.items()
        )
        last = Fact("last_post_at", when, raw="today", rule="time", precision="minute", **evidence)
        tier = chance.choice(("busy", "steady", "quiet", "dormant"))
        code, place, kind = chance.choice(places)
        yield Card(
            public_id=f"f{number:08d}", name=" ".join(said[:3]).title(), address=page, standing="listed",
            platform=chance.choice(PLATFORMS), description=" ".join(said[3:16]).capitalize(),
            language=chance.choice(("en",) * 9 + ("cy",)), country=chance.choice(("GB",) * 8 + ("US", "IE")),
            topics=tuple(CardTopic(*topic, 0.5, (f"{said[0]}: in the name",)) for topic in chance.sample(topics, 2)),
            regions=(CardRegion(code, place, kind, 0.5, (f"{place}: in the name",)),),
            boards=tuple(CardBoard(word, f"{page}{word}", 3, 40) for word in said[16:]), facts=(*facts, last),
            activity=CardActivity(tier, chance.randint(0, 100), 1.5, {"posts": 40}, "published", "half", None),
            state="visited", first_seen_at=when, listed_at=when, visited_at=when, checked_at=when, updated_at=when,
            named_in="https://news.example/list",
        )  # fmt: skip


def make_registry(path: Path, count: int) -> str:
    """A migrated registry of `count` listed forums; gives its address."""
    url = f"sqlite:///{path}"
    migrate(url)
    sessions = make_sessions(url)
    load_seeds(sessions, SEEDS, now=NOW, hosts=SharedHosts.load(SEEDS / "hosts.toml"))
    with sessions.write() as session:
        for model in (CardRow, Change):
            session.execute(model.__table__.delete())  # type: ignore[attr-defined]
        session.execute(Forum.__table__.update().values(standing="candidate"))  # type: ignore[attr-defined]
        topics = [(row.path, row.title) for row in session.execute(select(Topic.path, Topic.title))]
        places = [tuple(row) for row in session.execute(select(Region.code, Region.name, Region.kind))]
        places = [place for place in places if place[2] != "country"]
        first, rows = 1_000_000, []
        for number, card in enumerate(cards(count, topics, places), first):
            rows.append((number, card))
            if len(rows) == BATCH:
                _write(session, rows)
                rows.clear()
        if rows:
            _write(session, rows)
        session.execute(Head.__table__.update().values(number=count + first))  # type: ignore[attr-defined]
    sessions.dispose()
    return url


def _write(session: Any, rows: list[tuple[int, Card]]) -> None:
    forums, documents = [], []
    for number, card in rows:
        digest = card.digest()
        forums.append(
            {"id": number, "public_id": card.public_id, "standing": "listed", "first_seen_at": NOW, "listed_at": NOW}
        )
        documents.append(
            {"forum_id": number, "document": card.document(), "digest": digest, "published": digest, "updated_at": NOW}
        )
    session.execute(insert(Forum), forums)
    session.execute(insert(CardRow), documents)


def make_table(path: Path, count: int, *, words: bool = False) -> None:
    """The same forums as one flat table of the peers; `words` adds FTS5 over what we search."""
    sessions = make_sessions(f"sqlite:///{path.with_name('registry.db')}")
    with sessions.read() as session:
        topics = [(row.path, row.title) for row in session.execute(select(Topic.path, Topic.title))]
        places = [tuple(row) for row in session.execute(select(Region.code, Region.name, Region.kind))]
        places = [place for place in places if place[2] != "country"]
    sessions.dispose()
    store = sqlite3.connect(path)
    columns = ", ".join(f"{name}{' PRIMARY KEY' if name == 'id' else ''}" for name in SCALARS)
    store.execute(f"CREATE TABLE forum ({columns}, boards, topics, regions)")
    marks = ", ".join("?" * (len(SCALARS) + 3))
    terms = Terms()
    rows = (_row(card, terms) for card in cards(count, topics, places))
    store.executemany(f"INSERT INTO forum VALUES ({marks})", rows)
    for name in ("name", "updated_at", "topic", "platform", "country", "activity", "region"):
        store.execute(f"CREATE INDEX by_{name} ON forum ({name})")
    store.execute("CREATE INDEX by_topic_name ON forum (topic, name)")
    if words:
        store.execute(
            "CREATE VIRTUAL TABLE forum_fts USING fts5(name, description, boards, content='forum', tokenize='porter')"
        )
        store.execute(
            "INSERT INTO forum_fts(rowid, name, description, boards) SELECT rowid, name, description, boards FROM forum"
        )
    store.commit()
    store.execute("ANALYZE")
    store.close()


def _row(card: Card, terms: Terms) -> tuple[Any, ...]:
    told = orjson.loads(listed(card, terms).document)
    flat = {
        **told, "id": card.public_id, "topic": card.topics[0].path, "region": card.regions[0].code,
        "activity": card.activity.tier, "score": card.activity.score,
    }  # fmt: skip
    boards = " ".join(board.name for board in card.boards)
    return (
        *(flat.get(name) for name in SCALARS), boards,
        orjson.dumps(told["topics"]).decode(), orjson.dumps(told["regions"]).decode(),
    )  # fmt: skip
