"""One page of changes, read from the database and told with what the list shows now.

Only changes that the list has taken in are told, so that a page is a matter of the list's generation: it can be kept
until the list changes, and a feed never announces a forum that the list does not show yet.
"""

from collections.abc import Callable, Container, Mapping

from sqlalchemy.orm import Session

from registry.catalogue.answer import ForumIndex, Hit
from registry.catalogue.query import BadQuery
from registry.db import Sessions
from registry.history.changes import ChangeRow, changes_before, changes_since, newest_change
from registry_api.changefeeds.question import ChangeQuery
from registry_api.changefeeds.telling import Told, leads_to, tell

SHOWN = 100
"""Changes on one page of every view."""

MOST_READ = 5_000
"""Changes read for one page when a filter lets few of them through; the page then holds fewer, and leads on."""

_BATCH = 500

_Rows = Callable[[int, int], list[ChangeRow]]


def read_changes(
    sessions: Sessions, index: ForumIndex, newest: int, query: ChangeQuery
) -> tuple[list[Told], Mapping[str, ChangeQuery]]:
    """The changes that a question asks for, newest first, and the questions of the pages around.

    `newest` is the newest change that the list shows whole. Raises BadQuery for a `since` that was never given out.
    """
    wanted = _wanted(index, query)
    with sessions.read() as session:
        if query.since is not None and query.since > newest:
            not_beyond(query.since, newest_change(session))
        if query.since is not None and query.before is None:
            rows, around = _from_the_old(session, query, wanted, newest)
        else:
            rows, around = _from_the_new(session, query, wanted, newest)
    return [tell(row, _shown(index, leads_to(row))) for row in rows], around


def _from_the_new(
    session: Session, query: ChangeQuery, wanted: Container[str] | None, newest: int
) -> tuple[list[ChangeRow], dict[str, ChangeQuery]]:
    start = newest + 1 if query.before is None else min(query.before, newest + 1)
    stop = query.since or 0

    def older(cursor: int, limit: int) -> list[ChangeRow]:
        return [row for row in changes_before(session, cursor, limit, query.kinds) if row.seq > stop]

    rows, left = _scan(older, start, wanted)
    around = {"first": query.at()}
    if left is not None:
        around["next"] = query.at(since=query.since, before=left)
    above = rows[0].seq if rows else start - 1
    if query.before is not None and above < newest:
        around["prev"] = query.at(since=above)
    return rows, around


def _from_the_old(
    session: Session, query: ChangeQuery, wanted: Container[str] | None, newest: int
) -> tuple[list[ChangeRow], dict[str, ChangeQuery]]:
    since = query.since or 0

    def newer(cursor: int, limit: int) -> list[ChangeRow]:
        return [row for row in changes_since(session, cursor, limit, query.kinds) if row.seq <= newest]

    rows, left = _scan(newer, since, wanted)
    around = {"first": query.at()}
    below = rows[0].seq if rows else since + 1
    if changes_before(session, below, 1, query.kinds):
        around["next"] = query.at(before=below)
    if left is not None:
        around["prev"] = query.at(since=left)
    return rows[::-1], around


def _scan(read: _Rows, cursor: int, wanted: Container[str] | None) -> tuple[list[ChangeRow], int | None]:
    """The first changes from the cursor on that are wanted, and the cursor to go on from; None at the end."""
    found: list[ChangeRow] = []
    size = SHOWN + 1 if wanted is None else _BATCH
    for _ in range(1 if wanted is None else MOST_READ // _BATCH):
        rows = read(cursor, size)
        for row in rows:
            if wanted is None or leads_to(row) in wanted:
                if len(found) == SHOWN:
                    return found, found[-1].seq
                found.append(row)
        if len(rows) < size:
            return found, None
        cursor = rows[-1].seq
    return found, cursor


def _wanted(index: ForumIndex, query: ChangeQuery) -> Container[str] | None:
    """The ids of the forums that the filters let through; None when there is no filter."""
    return {hit.public_id for hit in index.whole(query.forums).hits} if query.forums.narrows else None


def _shown(index: ForumIndex, public_id: str) -> Hit | None:
    held = index.holds(public_id)
    return Hit(held.public_id, held.document) if held else None


def not_beyond(cursor: int, newest: int) -> None:
    """Raise BadQuery for a cursor that this registry never gave: its holder would wait for ever, and miss changes."""
    if cursor > newest:
        detail = (
            f"since: {cursor} is beyond the newest change, which is {newest}. The registry was restored from an older "
            "copy: read the list anew, and go on from the newest."
        )
        raise BadQuery("since", str(cursor), (f"a whole number from 0 to {newest}",), (str(newest),), detail)
