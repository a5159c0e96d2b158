"""Evidence: what was said of a forum, by whom, where and when; and which of it is believed."""

from registry.evidence.keeping import Claim, Kept, Statement, keep, keep_all
from registry.evidence.precedence import Said, best

__all__ = ["Claim", "Kept", "Said", "Statement", "best", "keep", "keep_all"]
