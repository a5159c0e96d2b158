"""What is said of one change: the same words in every view.

A change is told with what is public **now**. Of a forum that is no longer public nothing is told but its id, whatever
the change was: a removal takes the name out of older items as well.
"""

from dataclasses import dataclass
from html import escape
from typing import Any

from registry.catalogue.answer import Hit
from registry.catalogue.text import fit
from registry.history.changes import ChangeRow
from registry.vocabulary import ChangeKind
from registry_api.site import Site
from registry_api.views.entries import Entry
from registry_api.views.entries import entry as forum_entry
from registry_api.wording import CHANGES, PARTS


@dataclass(frozen=True)
class Told:
    """A change, and what the list shows now of the forum it leads to: for a merged one of its successor."""

    row: ChangeRow
    hit: Hit | None

    @property
    def name(self) -> str | None:
        """The name of the forum it leads to."""
        return str(self.hit.forum["name"]) if self.hit else None

    def parts(self) -> tuple[str, ...]:
        """The parts of the entry that changed, as far as the forum is still public; none where it was not recorded."""
        return parts_of(self.row) or () if self.hit else ()

    def title(self) -> str:
        """The change in one line."""
        kind, name = self.row.kind, self.name
        if kind == ChangeKind.REMOVED:
            return "Removed from the list"
        if name is None:
            return f"{CHANGES[kind]}: a forum that is no longer listed"
        return f"Merged: now part of {name}" if kind == ChangeKind.MERGED else f"{CHANGES[kind]}: {name}"

    def sentence(self) -> str:
        """What happened, in words for those who hold a copy."""
        held = fit(self.row.public_id)
        if self.row.kind == ChangeKind.REMOVED:
            return f"The forum with the id {held} is no longer in the list. Delete what you hold under this id."
        if self.hit is None:
            return f"The forum with the id {held} is no longer in the list."
        if self.row.kind == ChangeKind.MERGED:
            return f"The forum with the id {held} is one community with this forum, and answers with its address."
        if self.row.kind == ChangeKind.ADDED:
            return "This forum was added to the list. This is what the list says of it now."
        if not (parts := self.parts()):
            return "What the list says of this forum changed. Which part is not recorded: this is what it says now."
        said = ", ".join(PARTS[part] for part in parts)
        return f"What the list says of this forum changed: {said}. This is what it says now."

    def document(self, site: Site) -> dict[str, Any]:
        """The change as JSON. `forum` stands with what was added or changed only."""
        shows = self.row.kind in (ChangeKind.ADDED, ChangeKind.CHANGED)
        return as_document(self.row, site, self.hit.forum if self.hit and shows else None)

    def entry(self, site: Site) -> Entry:
        """The change as a feed item; its dates are the change's own."""
        about = forum_entry(site, self.hit) if self.hit else None
        return Entry(
            id=site.tag("change", str(self.row.seq)),
            title=self.title(),
            url=about.url if about else permalink(site, self.row.seq),
            forum_address=about.forum_address if about else None,
            text="\n".join([self.sentence(), *([about.text] if about else [])]),
            html=f"<p>{escape(self.sentence())}</p>{about.html if about else ''}",
            added=self.row.at,
            updated=self.row.at,
            categories=(CHANGES[self.row.kind], *(about.categories if about else ())),
        )


def tell(row: ChangeRow, shown: Hit | None) -> Told:
    """The change with what is public now; a removal is told without content, also when the forum has come back."""
    return Told(row, None if row.kind == ChangeKind.REMOVED else shown)


def leads_to(row: ChangeRow) -> str:
    """The public id of the forum whose content a change may tell."""
    return row.into or row.public_id if row.kind == ChangeKind.MERGED else row.public_id


def permalink(site: Site, seq: int) -> str:
    """The page of one change alone."""
    return f"{site.base_url}/changes?since={seq - 1}&before={seq + 1}"


def parts_of(row: ChangeRow) -> tuple[str, ...] | None:
    """The parts that a change says it is about; None where that was not recorded, or nothing to tell of."""
    if row.kind != ChangeKind.CHANGED or row.parts is None:
        return None
    return tuple(part for part in row.parts.split() if part in PARTS)


def as_document(row: ChangeRow, site: Site, forum: dict[str, Any] | None) -> dict[str, Any]:
    """A change as the API writes it."""
    return {
        "seq": row.seq,
        "at": row.at,
        "kind": row.kind,
        "id": row.public_id,
        "url": site.forum_url(row.public_id) if forum else None,
        "into": row.into,
        "changed": parts_of(row) if forum else None,
        "forum": forum,
    }
