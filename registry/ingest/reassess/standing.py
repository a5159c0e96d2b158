"""How many forums were judged by what: the present rules, older topics, older code, or nobody knows."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from registry.assess.rules import Rules
from registry.catalogue.lifecycle import not_settled
from registry.catalogue.model import AssessmentRow, Forum
from registry.upsert import table_of


@dataclass(frozen=True, slots=True)
class Age:
    """Forums by the age of their judgement. `unnoted`: judged by a version that did not note by what."""

    present: int = 0
    older_topics: int = 0
    older_code: int = 0
    unnoted: int = 0

    @property
    def older(self) -> int:
        """All that `assess --all` would judge again."""
        return self.older_topics + self.older_code + self.unnoted


def ages(session: Session, rules: Rules) -> Age:
    """How old the judgements are on forums that are not decided against."""
    judged, forum = table_of(AssessmentRow), table_of(Forum)
    rows = session.execute(
        select(judged.c.judged_by, func.count())
        .join(forum, forum.c.id == judged.c.forum_id)
        .where(not_settled())
        .group_by(judged.c.judged_by)
    )
    present = topics = code = unnoted = 0
    for by, count in rows:
        if by is None:
            unnoted += count
        elif rules.judged(by):
            present += count
        elif rules.same_topics(by):
            code += count
        else:
            topics += count
    return Age(present, topics, code, unnoted)
