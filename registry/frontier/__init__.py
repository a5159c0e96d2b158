"""The frontier: which sites there are, who named them, when to visit them, and who is visiting them now."""

from registry.frontier.leases import Due, DueSite, HostLease, due, heartbeat, lease_hosts, release
from registry.frontier.queue import schedule_site
from registry.frontier.sighting import Found, Sighted, sighting, sightings
from registry.frontier.status import Status, status

__all__ = [
    "Due",
    "DueSite",
    "Found",
    "HostLease",
    "Sighted",
    "Status",
    "due",
    "heartbeat",
    "lease_hosts",
    "release",
    "schedule_site",
    "sighting",
    "sightings",
    "status",
]
