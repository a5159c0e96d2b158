"""Pages that name forums, when the site they belong to is removed: they go with it, and with all that tells of it."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from registry.frontier.model import Host, Sighting
from registry.frontier.queue import lock_due, recompute_due
from registry.frontier.seeking import Fruit, Gathering
from registry.frontier.sites import erase_bare_hosts
from registry.upsert import batches, table_of

_GATHERING, _HOST = table_of(Gathering), table_of(Host)


def erase_gatherings(session: Session, keys: Iterable[str]) -> int:
    """Delete the pages that lie within these removed communities (canonical keys); how many.

    What is learnt of them goes too, and so does the name of a removed registry where it stands as a source. What they
    named stays: others' forums are not theirs to take along.
    """
    removed = sorted(set(keys))
    hosts = sorted({key.partition("?")[0].partition("/")[0] for key in removed})
    ids: set[int] = set()
    on: set[int] = set()
    registries: set[str] = set()
    for batch in batches(hosts):
        rows = session.execute(
            select(_GATHERING.c.id, _GATHERING.c.kind, _GATHERING.c.address, _GATHERING.c.host_id, _HOST.c.key)
            .join(_HOST, _HOST.c.id == _GATHERING.c.host_id)
            .where(_HOST.c.key.in_(batch))
        )
        for row in rows:
            if any(_lies_within(row.key, row.address, key) for key in removed):
                ids.add(row.id)
                on.add(row.host_id)
                if row.kind == "registry":
                    registries.add(f"registry:{row.key}"[:40])
    if not ids:
        return 0
    lock_due(session, on)
    for some in batches(sorted(ids)):
        session.execute(delete(Fruit).where(Fruit.sign.in_([f"list:{one}" for one in some])))
        session.execute(delete(_GATHERING).where(_GATHERING.c.id.in_(some)))
    if registries:
        session.execute(delete(Sighting).where(Sighting.source.in_(sorted(registries))))
    recompute_due(session, on)
    erase_bare_hosts(session, sorted(on))
    return len(ids)


def _lies_within(host: str, address: str, key: str) -> bool:
    """Whether a page of this host is the removed community's: its own, or below it."""
    parts = urlsplit(address.lower())
    own = f"{host}{parts.path}".rstrip("/") + (f"?{parts.query}" if "?" in key and parts.query else "")
    return own == key or own.startswith(f"{key}/") or host == key
