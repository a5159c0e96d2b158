"""Every table of the registry, for migrations and tests: importing this module knows them all."""

from registry.catalogue import model as catalogue
from registry.db import Base
from registry.evidence import model as evidence
from registry.frontier import model as frontier
from registry.frontier import seeking
from registry.history import model as history
from registry.stewardship import model as stewardship

metadata = Base.metadata

__all__ = ["catalogue", "evidence", "frontier", "history", "metadata", "seeking", "stewardship"]
