"""Evidence: what was said of a forum, by whom, where and when; and which of it is believed."""

from registry.evidence.keeping import Claim, keep
from registry.evidence.precedence import Said, best

__all__ = ["Claim", "Said", "best", "keep"]
