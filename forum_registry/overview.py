"""What the command shows of the registry as a whole."""

from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.assess import TopicsFileError
from registry.assess.rules import Rules
from registry.catalogue.card import VISITED, Card, from_document
from registry.catalogue.model import Forum
from registry.catalogue.reading import public_documents
from registry.db import Sessions
from registry.ingest.reassess import ages
from registry.settings import Settings


def visited_forums(sessions: Sessions, most: int) -> list[tuple[str, ...]]:
    """Rows of the table at the end of a crawl: public forums that were read, the most active first."""
    found = [from_document(document) for document in public_documents(sessions) if document["state"] == VISITED]
    found.sort(key=lambda card: (-(card.activity.score or 0), card.name))
    return [_row(card) for card in found[:most]]


def forums_by_standing(session: Session) -> dict[str, int]:
    """How many forums there are of each standing."""
    rows = session.execute(select(Forum.standing, func.count()).group_by(Forum.standing).order_by(Forum.standing))
    return dict(rows.all())


def judged_by(session: Session, settings: Settings) -> dict[str, int]:
    """How many forums were judged by something older than the topics and the code at hand; no line where none was.

    `forum-registry assess --all` shows what judging them again would move.
    """
    try:
        found = ages(session, Rules.of(Path(settings.seeds)))
    except TopicsFileError:  # the state of the registry is told without its seeds as well
        return {}
    named = {
        "judged by older topics": found.older_topics,
        "judged by an older program": found.older_code,
        "judged, not known by what": found.unnoted,
    }
    return {name: count for name, count in named.items() if count}


def _row(card: Card) -> tuple[str, ...]:
    activity = card.activity
    score = "not known" if activity.score is None else f"{activity.tier}, {activity.score}"
    software = card.platform or "home-made or unknown"
    topic = card.topics[0].title if card.topics else "none"
    return (card.name, software, *(_count(card, name) for name in ("members", "threads", "posts")), score, topic)


def _count(card: Card, name: str) -> str:
    """A stated count, or a sum marked as one."""
    stated = card.fact(name)
    if stated is not None and isinstance(stated.value, int):
        return f"{stated.value:,}"
    derived = next((fact for fact in card.facts if fact.name == name and fact.derived), None)
    return f"(sum {derived.value:,})" if derived is not None and isinstance(derived.value, int) else "not stated"
