"""Words shown for how a search for forums stands: kept apart, so that a catalogue can take them."""

from registry.frontier import searching
from registry.vocabulary import DiscoveryState

STATES: dict[str, str] = {
    DiscoveryState.ASKED: "It waits for an operator: as much as a day allows is being searched already.",
    DiscoveryState.RUNNING: "It is under way.",
    DiscoveryState.DONE: "It is over.",
    DiscoveryState.STOPPED: "An operator stopped it.",
    DiscoveryState.REFUSED: "An operator decided against it.",
}
"""How a search stands, in a sentence."""

SHORT: dict[str, str] = {
    DiscoveryState.ASKED: "Waiting",
    DiscoveryState.RUNNING: "Under way",
    DiscoveryState.DONE: "Over",
    DiscoveryState.STOPPED: "Stopped",
    DiscoveryState.REFUSED: "Not made",
}
"""The same in a table."""

ENDS: dict[str, str] = {
    searching.BUDGET_USED: "It has looked at as much as it may.",
    searching.NOTHING_LEFT: "Nothing was left that promised another forum.",
}
"""Why a search is over."""
