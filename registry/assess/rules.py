"""By what forums are judged, as two fingerprints: of the seeds that assessing reads, and of its own code.

Kept with every judgement, so that an operator sees how many forums were judged by older topics, and so that judging
all again passes over those that were judged by the same.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from registry.assess.files import read_bytes

SEEDS = ("topics.toml", "govuk_topics.csv", "signs.toml", "councils.csv", "places.csv")
"""The files of the seeds that a judgement rests on; a test holds this list to what `Assessor.load` opens."""

LETTERS = 12
"""Letters of each fingerprint: 48 bits tell all versions apart that a registry will ever see."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What judges: `topics` is the fingerprint of the seeds' files, `code` that of the package `registry.assess`."""

    topics: str
    code: str

    @property
    def name(self) -> str:
        """Both in one word, as it is kept with a judgement: `TOPICS-CODE`, 25 characters."""
        return f"{self.topics}-{self.code}"

    @classmethod
    def of(cls, seeds: Path) -> "Rules":
        """The rules with these seeds. Raises TopicsFileError for a file that is missing or cannot be read."""
        return cls(_fingerprint((name, read_bytes(seeds / name)) for name in SEEDS), _code())

    def judged(self, by: str | None) -> bool:
        """Whether a judgement that carries this name was made by these rules."""
        return by == self.name

    def same_topics(self, by: str | None) -> bool:
        """Whether it was made by these seeds, be it by other code."""
        return by is not None and by.partition("-")[0] == self.topics


@cache
def _code() -> str:
    """The fingerprint of the code. A changed comment changes it too: that costs a judging and harms nothing.

    `checks` judge no forum and do not count.
    """
    folder = Path(__file__).parent
    files = [file for file in sorted(folder.rglob("*.py")) if file.parent.name != "checks"]
    return _fingerprint((file.relative_to(folder).as_posix(), file.read_bytes()) for file in files)


def _fingerprint(parts: Iterable[tuple[str, bytes]]) -> str:
    whole = hashlib.sha256()
    for name, held in parts:
        whole.update(f"{name} {len(held)}\n".encode())
        whole.update(held)
    return whole.hexdigest()[:LETTERS]
