"""Which address is which community: one canonical key a site, so that no forum stands here twice and no two in one.

Pure: no database, no network. See `site_key` for the promise, `shared.SharedHosts` for the form of `seeds/hosts.toml`.
"""

from registry.identity.domain import registrable_domain
from registry.identity.errors import BadAddress
from registry.identity.key import SiteKey, ancestors, host_key_of, site_key
from registry.identity.shared import BadHosts, SharedHost, SharedHosts

__all__ = [
    "BadAddress",
    "BadHosts",
    "SharedHost",
    "SharedHosts",
    "SiteKey",
    "ancestors",
    "host_key_of",
    "registrable_domain",
    "site_key",
]
