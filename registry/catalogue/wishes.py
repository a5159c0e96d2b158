"""What a forum's people said of officials: may they take part, may they read for insight. Shown on its card.

Unknown is not consent. Taking a wish back makes both answers unknown again, and leaves no date and no words.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from registry.catalogue.lifecycle import Role
from registry.catalogue.model import Forum
from registry.catalogue.told import listed_forum
from registry.catalogue.writing import write_cards
from registry.history import ledger
from registry.hygiene import line
from registry.identity import SharedHosts
from registry.upsert import table_of
from registry.vocabulary import Source, Stance

LONGEST_SAID = 200
"""Characters of what was said."""


class BadWish(ValueError):
    """A wish that cannot be recorded; `str()` says why."""


@dataclass(frozen=True, slots=True)
class Wish:
    """The two answers. Both unknown: the forum has said nothing, or took back what it said."""

    taking_part: Stance
    reading: Stance

    @property
    def silent(self) -> bool:
        """Whether nothing is known of either."""
        return self.taking_part is self.reading is Stance.UNKNOWN


@dataclass(frozen=True, slots=True)
class Wished:
    """What was recorded of the forum with this public id, and what stood there before."""

    public_id: str
    now: Wish
    before: Wish


def record_wishes(
    session: Session,
    forum: str,
    *,
    taking_part: str,
    reading: str,
    said: str,
    on: datetime,
    actor: str,
    now: datetime,
    hosts: SharedHosts,
    role: Role = Role.MODERATOR,
) -> Wished:
    """Record what the people of a listed forum, given by public id or address, said of officials on that day.

    `said` is published: words such as "its owner wrote: please ask first", never a person's name or address. It is
    needed for taking a wish back as well, and is then kept in the ledger alone. Raises lifecycle.NoSuchForum, and
    BadWish for an answer that is none of vocabulary.Stance, a day to come, or no words.
    """
    wish = Wish(_stance("taking part", taking_part), _stance("reading", reading))
    words = line(said, LONGEST_SAID)
    if not words:
        raise BadWish("say what they said, and how, such as “its owner wrote: please ask first”")
    if "@" in words:
        raise BadWish("what was said is published: leave out addresses of people")
    if on > now:
        raise BadWish("that day is still to come")
    row = listed_forum(session, forum, hosts)
    source = Source.DECLARED if role is Role.OWNER else Source.EDITED
    kept = (None, None, None) if wish.silent else (on, words, str(source))
    values = dict(zip(("stance_at", "stance_said", "stance_source"), kept, strict=True))
    values |= {"taking_part": str(wish.taking_part), "reading": str(wish.reading)}
    table = table_of(Forum)
    session.execute(update(table).where(table.c.id == row.id).values(values))
    payload = {
        "actor": actor, "said": words, "when": on.isoformat(), "public_id": row.public_id,
        "taking_part": str(wish.taking_part), "reading": str(wish.reading),
    }  # fmt: skip
    ledger.append(session, role=str(role), action="wishes", payload=payload, now=now, forum_id=row.id)
    write_cards(session, [row.id], now)
    return Wished(row.public_id, wish, Wish(Stance(row.taking_part), Stance(row.reading)))


def _stance(about: str, word: str) -> Stance:
    try:
        return Stance(word)
    except ValueError:
        raise BadWish(f"{about}: {word[:40]!r} is none of {', '.join(Stance)}") from None
