"""What changed in the list, in every format: `/changes` and its views."""

from registry_api.changefeeds.declare import PATH, ChangePage, ChangeView
from registry_api.changefeeds.formats import VIEWS
from registry_api.changefeeds.question import ChangeQuery, parse_changes

__all__ = ["PATH", "VIEWS", "ChangePage", "ChangeQuery", "ChangeView", "parse_changes"]
