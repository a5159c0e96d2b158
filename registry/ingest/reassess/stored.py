"""Forums as they are stored, put together again as a visit brought them home: all that a judgement rests on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from registry.assess import Heard
from registry.catalogue.composing import Material
from registry.catalogue.lifecycle import Case, cases_of_sites, settled
from registry.catalogue.model import AssessmentRow, Forum
from registry.catalogue.writing import gather
from registry.evidence.figures import Figures, readings_of, snapshots_of
from registry.evidence.precedence import Said
from registry.frontier.model import PrivateText, Site
from registry.profile import FACTS, Board, Finding, ForumProfile
from registry.upsert import table_of
from registry.vocabulary import Source


@dataclass(frozen=True, slots=True)
class Former:
    """The judgement as it stands beside topics and places. All empty: the forum was never judged."""

    document: Mapping[str, Any]
    activity: Mapping[str, Any]
    judged_by: str | None
    heard: Mapping[str, Any] | None


NEVER = Former({}, {}, None, None)


@dataclass(frozen=True, slots=True)
class Stored:
    """One forum. `profile` is what its last reading showed, at `read_at`; `titles` those that may still be used.

    `visited` is false for a forum that was imported and not read since: nothing is known of its activity.
    """

    case: Case
    material: Material
    profile: ForumProfile
    titles: tuple[str, ...]
    figures: Sequence[Figures]
    read_at: datetime
    visited: bool
    former: Former

    @property
    def heard(self) -> Heard | None:
        """What titles said that are gone; None where nothing was kept, or may be: the forum is sensitive."""
        return None if self.material.sensitive else Heard.from_json(_plain(self.former.heard))

    @property
    def waits(self) -> bool:
        """Whether its titles are gone and nothing tells what they said: its next visit will."""
        return not self.titles and not self.material.sensitive and self.former.heard is None


def _plain(held: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if held is None else dict(held)


_FORUM, _SITE, _JUDGED, _PRIVATE = (table_of(model) for model in (Forum, Site, AssessmentRow, PrivateText))
_SITES = (
    select(_FORUM.c.id, _FORUM.c.site_id, _SITE.c.front_page_only)
    .join(_SITE, _SITE.c.id == _FORUM.c.site_id)
    .where(_FORUM.c.id.in_(bindparam("ids", expanding=True)))
)
_FORMER = select(
    _JUDGED.c.forum_id, _JUDGED.c.document, _JUDGED.c.activity, _JUDGED.c.judged_by, _JUDGED.c.heard
).where(_JUDGED.c.forum_id.in_(bindparam("ids", expanding=True)))
_TITLES = (
    select(_PRIVATE.c.site_id, _PRIVATE.c.words)
    .where(
        _PRIVATE.c.site_id.in_(bindparam("site_ids", expanding=True)),
        _PRIVATE.c.kind == "thread_title",
        _PRIVATE.c.expires_at > bindparam("now"),
    )
    .order_by(_PRIVATE.c.id)
)


def load(session: Session, forum_ids: Sequence[int], now: datetime) -> list[Stored]:
    """These forums, in the order of their ids; those never read, removed or decided against are left out."""
    readings = readings_of(session, forum_ids)
    sites = {row.id: row for row in session.execute(_SITES, {"ids": list(forum_ids)}) if row.id in readings}
    cases = {case.forum_id: case for case in cases_of_sites(session, [row.site_id for row in sites.values()]).values()}
    open_ids = sorted(forum_id for forum_id, case in cases.items() if not settled(case))
    former = {row.forum_id: Former(*row[1:]) for row in session.execute(_FORMER, {"ids": open_ids})}
    titles = _titles(session, [sites[n].site_id for n in open_ids if not sites[n].front_page_only], now)
    figures = snapshots_of(session, open_ids)
    materials = {row.id: material for row, material in gather(session, open_ids)}
    found = []
    for forum_id in open_ids:
        material, reading = materials[forum_id], readings[forum_id]
        found.append(
            Stored(
                case=cases[forum_id],
                material=material,
                profile=_profile(reading, material.said),
                titles=() if material.sensitive else tuple(titles.get(sites[forum_id].site_id, ())),
                figures=figures[forum_id],
                read_at=reading.read_at,
                visited=reading.visit_id > 0,
                former=former.get(forum_id, NEVER),
            )
        )
    return found


def _titles(session: Session, site_ids: Sequence[int], now: datetime) -> dict[int, list[str]]:
    """The kept titles of these sites whose time is not over, in the order in which they stood."""
    found: dict[int, list[str]] = {}
    if site_ids:
        for site_id, words in session.execute(_TITLES, {"site_ids": list(site_ids), "now": now}):
            found.setdefault(site_id, []).append(words)
    return found


def _profile(reading: Any, said: Sequence[Said]) -> ForumProfile:
    """What the last reading showed: facts count that were seen at that very visit, as they did when it was taken in."""
    seen = [
        one for one in said if one.source == Source.OBSERVED and not one.derived and one.last_seen_at == reading.read_at
    ]
    words = {one.fact: one.value for one in seen if one.fact not in FACTS}
    return ForumProfile(
        is_forum=True,
        confidence=reading.confidence,
        platform=words.get("platform"),
        platform_version=words.get("platform_version"),
        findings={one.fact: Finding(_value(one), one.raw, one.rule, one.page) for one in seen if one.fact in FACTS},
        boards=tuple(_board(board) for board in reading.boards),
        thread_times=tuple(datetime.fromisoformat(when) for when in reading.thread_times),
        parser_version=reading.parser_version,
    )


def _value(said: Said) -> Any:
    """The value as a page gave it: times are stored in words."""
    return datetime.fromisoformat(said.value) if said.fact == "last_post_at" else said.value


def _board(kept: Mapping[str, Any]) -> Board:
    last = kept.get("last_post_at")
    return Board(
        kept["name"], kept.get("url"), kept.get("threads"), kept.get("posts"),
        None if last is None else datetime.fromisoformat(last),
    )  # fmt: skip
