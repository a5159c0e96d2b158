"""The rules of a search for the forums of one topic: what its budget still allows, and whose turn it is. Pure."""

from collections.abc import Mapping, Sequence

BUDGET_USED = "its budget is used"
NOTHING_LEFT = "nothing is left that promises anything"

LONGEST_WHY = 200
"""Characters of the reason why a search ended."""


def widest(topic: str) -> str:
    """The path of the widest topic that one lies in: `/housing/noise` is within `/housing`."""
    return "/" + topic.strip("/").partition("/")[0]


def lies_within(topic: str, wider: str) -> bool:
    """Whether a topic is this one or a narrower one."""
    return topic == wider or topic.startswith(f"{wider}/")


def sites_left(
    *, most_sites: int, sites: int, most_pages: int, pages: int, under_way: int, pages_each: int
) -> int:  # fmt: skip
    """How many further sites may be leased so that the budget holds whatever they take; never less than 0.

    `under_way` sites are leased and not charged yet; each takes at most `pages_each` pages (1 or more).
    """
    by_pages = (most_pages - pages) // pages_each
    return max(0, min(most_sites - sites, by_pages) - under_way)


def shares(limit: int, searches: Sequence[int], turn: int) -> Mapping[int, int]:
    """How many of `limit` hosts each running search may lease; what is left over is the general queue's.

    Half is the general queue's, of a single host every second one; the searches have equal parts of the other half, and
    where it cannot be parted evenly the odd ones go round by `turn`, which grows by one with each lease.
    """
    if not searches:
        return {}
    half = limit // 2 + (limit % 2 and turn % 2)
    each, odd = divmod(half, len(searches))
    first = turn // 2 % len(searches)
    favoured = {searches[(first + place) % len(searches)] for place in range(odd)}
    return {search: each + (search in favoured) for search in searches}


def stopped_by(who: str) -> str:
    """The reason of a search that a person stopped."""
    return f"stopped by {who}"[:LONGEST_WHY]
