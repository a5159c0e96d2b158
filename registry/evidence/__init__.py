"""Evidence: what was said of a forum, by whom, where and when; and which of it is believed."""

from registry.evidence.keeping import Claim, Kept, keep
from registry.evidence.precedence import Said, best

__all__ = ["Claim", "Kept", "Said", "best", "keep"]
