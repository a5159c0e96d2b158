"""What judging again found so far, and the fingerprint that stands for all of it."""

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace

from registry.ingest.reassess.moves import Move


@dataclass(slots=True)
class Plan:
    """What was found so far. `moved` forums move, `restated` ones keep all but scores and evidence, `same` all.

    `waiting` stay as they are until their next visit; `outside` move, but do not concern the topic asked for; `left`
    were left out of an application because they are not as the plan showed them. `kinds` counts forums by what moves.
    """

    seen: int = 0
    moved: int = 0
    restated: int = 0
    same: int = 0
    waiting: int = 0
    outside: int = 0
    left: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    shown: dict[int, int] = field(default_factory=dict)
    """By forum: the beginning of its move's fingerprint."""
    _whole: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    @property
    def digest(self) -> str:
        """Stands for the whole plan: the same only if all that would be written is the same."""
        return self._whole.hexdigest()[:16]

    @property
    def differing(self) -> int:
        """Forums whose judgement differs in anything."""
        return self.moved + self.restated

    def copy(self) -> "Plan":
        """One that goes on from here by itself; it has nothing to show."""
        return replace(self, kinds=self.kinds.copy(), shown={}, _whole=self._whole.copy())

    def show(self, move: Move | None) -> None:
        """Remember what was shown of a forum, for who is to apply just that."""
        if move is not None:
            self.shown[move.forum_id] = beginning(move)

    def note(self, move: Move) -> None:
        """Count a forum whose judgement differs."""
        self.moved += bool(move.parts)
        self.restated += not move.parts
        self.kinds.update({part.kind for part in move.parts})
        self._whole.update(f"{move.public_id} {move.fingerprint}\n".encode())


def beginning(move: Move) -> int:
    """The first 8 bytes of a move's fingerprint: enough to tell whether it is the one that was shown."""
    return int(move.fingerprint[:16], 16)
