"""Judging one stored forum again, by the very functions that judge it at a visit: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from registry.assess import Assessment
from registry.catalogue.composing import compose
from registry.catalogue.filing import assessed, kept_of, refiled, rows_of
from registry.evidence.precedence import best
from registry.hygiene import line
from registry.ingest.judging import Assesses, activity_of, judge
from registry.ingest.reassess.moves import Move, fingerprint, move_of
from registry.ingest.reassess.stored import Stored


@dataclass(frozen=True, slots=True)
class Again:
    """A forum judged again. `move` is None where the judgement stays as it is, word for word."""

    stored: Stored
    assessment: Assessment
    activity: dict[str, Any]
    move: Move | None

    @property
    def forum_id(self) -> int:
        """Its forum."""
        return self.stored.case.forum_id

    @property
    def found_sensitive(self) -> bool:
        """Whether this judgement is the first to say that the forum is sensitive."""
        return bool(self.assessment.sensitive) and not self.stored.material.sensitive


def judgement(assessor: Assesses, stored: Stored) -> Assessment:
    """The judgement on a stored forum, by its titles while they are kept, then by what they said."""
    known = {fact: said.value for fact, said in best(stored.material.said).items()}
    if not known.get("language") and not stored.titles:
        known["language"] = stored.former.document.get("language")  # it may have been read from titles that are gone
    return judge(assessor, known, stored.profile, stored.titles, stored.material.address, stored.heard)


def judge_again(assessor: Assesses, stored: Stored, titles: Mapping[str, str]) -> Again | None:
    """The new judgement; None for a forum whose titles are gone untold: it stays as it is until its next visit.

    That one is judged all the same if it is seen to be sensitive without them. `titles` are those of topics by path.
    """
    assessment = judgement(assessor, stored)
    if stored.waits and not assessment.sensitive:
        return None
    activity = activity_of(stored.profile, stored.figures, stored.read_at) if stored.visited else {}
    return Again(stored, assessment, activity, _move(stored, assessment, activity, titles))


def _move(stored: Stored, assessment: Assessment, activity: dict[str, Any], titles: Mapping[str, str]) -> Move | None:
    material, (topics, places) = stored.material, rows_of(assessment)
    after = replace(
        material,
        topics=refiled(material.topics, topics, titles),
        regions=refiled(material.regions, places, titles),
        judged=kept_of(assessment),
        activity=activity,
        sensitive=material.sensitive or line(assessment.sensitive, 80) or None,
    )
    was = (_bare(material.topics), _bare(material.regions), stored.former.document, stored.former.activity)
    becomes = (_bare(after.topics), _bare(after.regions), after.judged, after.activity)
    if fingerprint(*was, material.sensitive) == fingerprint(*becomes, after.sensitive):
        return None
    move = move_of(stored.case.forum_id, compose(material), compose(after))
    told = fingerprint(material.public_id, was, material.sensitive, becomes, after.sensitive)
    return replace(move, fingerprint=told)


def _bare(rows: Sequence[Mapping[str, Any]]) -> list[list[Any]]:
    """What of the assessor's rows counts; the title of a topic is the taxonomy's, not the judgement's."""
    return [[row.get("path") or row["code"], row["score"], row["evidence"]] for row in assessed(rows)]
