"""What the command says of searches: one in a line or in full, what it found as a table, and all of it for programs."""

from collections.abc import Sequence
from typing import Any

from rich.table import Table
from rich.text import Text

from registry.catalogue.found import Found
from registry.frontier.discoveries import Search
from registry.vocabulary import DiscoveryState

HOW_TO_LIST = (
    "Candidates are shown to nobody before a person decides. To list one, write its row in seeds/forums.csv, with a "
    "public page that names it, then: forum-registry seeds check, forum-registry seeds load (docs/seeds.md)."
)


def as_json(search: Search, found: Sequence[Found] | None = None) -> dict[str, Any]:
    """A search for programs; with what it found where that is asked for."""
    told: dict[str, Any] = {name: getattr(search, name) for name in Search.__dataclass_fields__}
    told["pages_a_forum"] = search.pages_a_forum
    return told if found is None else {**told, "found": [one.as_json() for one in found]}


def used(search: Search) -> str:
    """What it has taken and found, in words."""
    each = f" ({search.pages_a_forum:.1f} pages a forum)" if search.pages_a_forum is not None else ""
    return (
        f"{search.sites:,} of {search.most_sites:,} sites, {search.pages:,} of {search.most_pages:,} pages; "
        f"{search.forums:,} forums found that nobody knew, {search.of_topic:,} of the topic{each}"
    )


def outcome(search: Search) -> str:
    """Its state and, where it is over, why."""
    return f"{search.state}: {search.ended_why}" if search.ended_why else str(search.state)


def listed(searches: Sequence[Search]) -> Table:
    """Searches as a table, one a line."""
    table = Table(title="searches", title_justify="left")
    for heading in ("id", "topic", "state", "asked by", "asked"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "topic")
    for heading in ("sites", "pages", "forums", "of the topic"):
        table.add_column(heading, justify="right")
    for one in searches:
        asked = f"{one.asked_at:%Y-%m-%d %H:%M}"
        told = (str(one.id), one.topic, outcome(one), one.asked_by, asked)
        figures = (f"{one.sites:,} of {one.most_sites:,}", f"{one.pages:,} of {one.most_pages:,}")
        table.add_row(*map(Text, told), *figures, f"{one.forums:,}", f"{one.of_topic:,}")
    return table


def found_table(found: Sequence[Found], most: int) -> Table:
    """What a search found, those of its topic first, the surest before the others; `most` rows."""
    title = f"{len(found):,} forums found" + (f", the first {most:,}" if len(found) > most else "")
    table = Table(title=title, title_justify="left")
    for heading in ("forum", "address", "software", "of the topic", "why it was looked at"):
        table.add_column(heading, overflow="fold")
    for one in found[:most]:
        name = f"{one.name}{' (sensitive)' if one.sensitive else ''}{' (listed)' if one.listed else ''}"
        score = "no" if one.topic is None else f"{one.score or 0:.2f}: {'; '.join(one.evidence[:3])}"
        why = ", ".join([*one.sources, *one.signs[:4]]) + (f"; named by {one.named_by}" if one.named_by else "")
        table.add_row(*map(Text, (name, one.address, one.platform or "unknown", score, why)))
    return table


def next_step(search: Search) -> str:
    """What can be done with a search that this command does not work on any more."""
    again = f"forum-registry discover --go-on {search.id}"
    if search.state is DiscoveryState.RUNNING:
        return f"Search {search.id} is not over: workers go on with it, or you do with: {again}"
    if search.sites >= search.most_sites or search.pages >= search.most_pages:
        return f"Search {search.id} is over: {search.ended_why}. With more of it: {again} --sites N --budget PAGES"
    return f"Search {search.id} is over: {outcome(search)}."
