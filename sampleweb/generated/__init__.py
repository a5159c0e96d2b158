"""A generated web with ground truth: thousands of sites, hundreds of forums among them, the same for the same seed.

It measures discovery: which forums a search can reach is known (`truth`), and the server counts how politely it went
about it (`counting`). It is never evidence of accuracy on the real web.
"""

from sampleweb.generated.making import generate
from sampleweb.generated.model import Farm, Out, Place, Subject, Web

__all__ = ["Farm", "Out", "Place", "Subject", "Web", "generate"]
