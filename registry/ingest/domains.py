"""What is known of the domain of a site that was looked at."""

from dataclasses import dataclass

FRUITLESS = 30
"""Sites of one domain that were looked at without a forum, from which on its word for itself counts nothing."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a visited host's domain."""

    domain: str
    tried: int
    forums: int
    barred: bool

    @property
    def fruitless(self) -> bool:
        """Whether so much was looked at in vain that what its pages say of its own other hosts counts nothing."""
        return self.tried >= FRUITLESS and not self.forums
