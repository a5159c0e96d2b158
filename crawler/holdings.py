"""Until when this process may ask the hosts it has leased, by its own steady clock. No database, no network.

A lease that could not be renewed ends by itself, and another worker takes the host. Whoever held it must have fallen
silent by then, without being told: it may be cut off from the database, or have been asleep.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from crawler.clock import steady_s
from registry.frontier import HostLease


@dataclass(slots=True)
class Holding:
    """One lease: its fencing token, when it was given, and until when it surely lasts, in steady seconds."""

    token: int
    given_at: float
    until: float


class Holdings:
    """The leases of one process. Times are counted from before a lease was asked for: on the safe side.

    `quiet_s`: nothing is asked in the last seconds of a lease, so that whoever follows keeps the host's delay even
    where only we have read it yet; a third of the lease at most.
    """

    def __init__(self, lease_s: float, quiet_s: float, steady: Callable[[], float] = steady_s) -> None:
        self._lease_s = lease_s
        self._quiet_s = min(quiet_s, lease_s / 3)
        self._held: dict[int, Holding] = {}
        self._unknown: dict[int, int] = {}
        self._disowned: dict[int, int] = {}
        self.steady = steady

    def given(self, lease: HostLease, asked_at: float) -> bool:
        """A lease came from the database, asked for at `asked_at`; False when it was taken for nobody's meanwhile."""
        if self._disowned.get(lease.host_id) == lease.token:
            return False
        self._held[lease.host_id] = Holding(lease.token, self.steady(), asked_at + self._lease_s)
        return True

    def renewed(self, tokens: Mapping[int, int], asked_at: float) -> list[int]:
        """The database says which leases are ours still (token by host); the hosts whose lease we have lost."""
        lost = []
        for host_id, holding in list(self._held.items()):
            if tokens.get(host_id) == holding.token:
                holding.until = max(holding.until, asked_at + self._lease_s)
            elif holding.given_at < asked_at:  # one given since then could not be among them
                lost.append(host_id)
                del self._held[host_id]
        return lost

    def strangers(self, tokens: Mapping[int, int]) -> dict[int, int]:
        """Leases that are in our name at two heartbeats in a row and that nobody here knows: token by host.

        They are never taken up afterwards.
        """
        unknown = {host_id: token for host_id, token in tokens.items() if host_id not in self._held}
        again = {host_id: token for host_id, token in unknown.items() if self._unknown.get(host_id) == token}
        self._unknown = {host_id: token for host_id, token in unknown.items() if host_id not in again}
        self._disowned.update(again)
        return again

    def ended(self, lease: HostLease) -> None:
        """A lease was given back, or ended with its last visit."""
        held = self._held.get(lease.host_id)
        if held is not None and held.token == lease.token:
            del self._held[lease.host_id]

    def seconds_left(self, lease: HostLease) -> float:
        """How long the host may still be asked under this lease; 0 or less: not at all."""
        held = self._held.get(lease.host_id)
        if held is None or held.token != lease.token:
            return 0.0
        return held.until - self.steady() - self._quiet_s

    @property
    def count(self) -> int:
        """Hosts held."""
        return len(self._held)
