"""Whether everybody can visit an address: the list names no other. Pure: looks at the words, asks nobody."""

from ipaddress import ip_address

from registry.addresses import special_block
from registry.identity import SiteKey

DEMO = "localhost"
"""The names of the sample web, `NAME.localhost`, which a demonstration lists and no other registry."""

_OF_ONE_NETWORK = ("localhost", "local", "internal", "lan", "intranet", "home.arpa")
"""Names under these mean something else on each network, or nothing at all."""


def not_public(site: SiteKey, *, demo: bool = False) -> str | None:
    """Why a site cannot stand on the public web, in words; None when it can.

    `demo`: names below `.localhost` may pass, for the sample web stands there.
    """
    host = site.host_key
    name = host[1 : host.index("]")] if host.startswith("[") else host.partition(":")[0]
    try:
        block = special_block(ip_address(name))
    except ValueError:
        return _private_name(name, demo=demo)
    return None if block is None else f"{name} is no address of the public internet ({block.name})"


def _private_name(name: str, *, demo: bool) -> str | None:
    if demo and name.endswith(f".{DEMO}"):
        return None
    if "." not in name or any(name == own or name.endswith(f".{own}") for own in _OF_ONE_NETWORK):
        return f"{name} is no name of the public internet"
    return None
