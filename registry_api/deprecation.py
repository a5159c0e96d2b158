"""How the end of an address is announced: months ahead, in every answer, in a form that programs understand.

The promise itself stands in `docs/api.md`. A view says `deprecated=Deprecation(...)`; a route adds `headers()`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

POLICY = "/about/api#deprecation"
"""Where people read what the announcement means."""

SHORTEST_NOTICE = timedelta(days=180)
"""The promise: an address that is deprecated works for so long at least."""


@dataclass(frozen=True, slots=True)
class Deprecation:
    """An address on its way out. `since` and `sunset` are aware; `successor` is the path of what to use instead.

    Raises ValueError when the sunset comes sooner after `since` than was promised.
    """

    since: datetime
    sunset: datetime | None = None
    successor: str | None = None

    def __post_init__(self) -> None:
        if self.sunset is not None and self.sunset - self.since < SHORTEST_NOTICE:
            raise ValueError(f"a sunset comes {SHORTEST_NOTICE.days} days after the announcement at the earliest")

    def headers(self) -> Mapping[str, str]:
        """`Deprecation` (RFC 9745) and, where the end is known, `Sunset` (RFC 8594)."""
        said = {"Deprecation": f"@{int(self.since.timestamp())}"}
        if self.sunset is not None:
            said["Sunset"] = format_datetime(self.sunset.astimezone(UTC), usegmt=True)
        return said

    def links(self, base_url: str) -> list[str]:
        """What to read and what to use instead, as parts of a `Link` header (RFC 8288)."""
        links = [f'<{base_url}{POLICY}>; rel="deprecation"; type="text/html"']
        if self.sunset is not None:
            links.append(f'<{base_url}{POLICY}>; rel="sunset"; type="text/html"')
        if self.successor is not None:
            links.append(f'<{base_url}{self.successor}>; rel="successor-version"')
        return links
