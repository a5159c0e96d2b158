"""What waits for a decision within a scope, as counts. For moderators: nothing of a candidate is ever public."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select

from registry.catalogue.coverage import Scope
from registry.catalogue.coverage_rows import Covering
from registry.catalogue.coverage_sizes import Candidates, by_class
from registry.catalogue.listed import listed
from registry.catalogue.listing import of_standing
from registry.catalogue.model import CardRow, Forum
from registry.catalogue.terms import Terms
from registry.db import Sessions
from registry.vocabulary import Standing

BATCH = 1_000
"""Cards read in one go."""

_WAITING = (
    select(Forum.id, CardRow.document)
    .join(CardRow, CardRow.forum_id == Forum.id)
    .where(of_standing("standing"), Forum.id > bindparam("after"))
    .order_by(Forum.id)
    .limit(bindparam("most"))
)


def candidates(sessions: Sessions, scope: Scope, terms: Terms, batch: int = BATCH) -> Candidates:
    """How many candidates are filed within the scope, and how large they say they are; read in batches."""
    sizes: list[int] = []
    forums = sensitive = unknown = 0
    for row in _waiting(sessions, terms, batch):
        if not _is_within(row, scope, terms):
            continue
        forums += 1
        if row.sensitive:
            sensitive += 1
        elif row.size is None:
            unknown += 1
        else:
            sizes.append(row.size)
    return Candidates(forums, sensitive, unknown, by_class(sorted(sizes)))


def _waiting(sessions: Sessions, terms: Terms, batch: int) -> Iterator[Covering]:
    after = 0
    while True:
        with sessions.read() as session:
            asked = {"standing": str(Standing.CANDIDATE), "after": after, "most": batch}
            rows = session.execute(_WAITING, asked).all()
        for _, document in rows:
            yield listed(document, terms).covering
        if len(rows) < batch:
            return
        after = rows[-1][0]


def _is_within(row: Covering, scope: Scope, terms: Terms) -> bool:
    if scope.kind == "list":
        return True
    topics = {wider for path in row.topics for wider in terms.topic_and_wider(path)}
    if not topics.isdisjoint(scope.topics):
        return True
    places = {wider for code in row.places for wider in terms.place_and_wider(code)} if scope.by_place else set()
    return not places.isdisjoint(scope.places)
