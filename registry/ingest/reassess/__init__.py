"""Judging every forum again by what is stored: no site is asked, and what would move is shown before it moves."""

from registry.ingest.reassess.asking import forums_with_phrases, judged_now
from registry.ingest.reassess.moves import KINDS, Kind, Move, Part
from registry.ingest.reassess.plan import Plan
from registry.ingest.reassess.running import apply_plan, make_plan
from registry.ingest.reassess.scope import Scope, count_forums
from registry.ingest.reassess.standing import Age, ages

__all__ = [
    "KINDS",
    "Age",
    "Kind",
    "Move",
    "Part",
    "Plan",
    "Scope",
    "ages",
    "apply_plan",
    "count_forums",
    "forums_with_phrases",
    "judged_now",
    "make_plan",
]
